"""Fields that nobody may write, sent along with a lawful form, change nothing: neither the record nor any other."""

import pytest
from django import forms
from django.apps import apps
from django.db import connection, transaction

from accounts.models import User
from needs.models import AssistanceRequest
from tests.access import FIELDS, address_of, cells
from tests.projects.typed_forms import ENDPOINTS as PROJECT_ENDPOINTS

# What the portal alone decides, by the name of its column, with a value that somebody else would like to see there.
FORBIDDEN = {
    "state": "closed",
    "status": "met",
    "code": "STOLEN-1",
    "visibility": "restricted",
    "origin": "seed",
    "origin_reference": "stolen",
    "is_test": "on",
    "is_demo": "on",
    "country": "PER",
    "region": "asia-pacific",
    "agency": "hill-institute",
    "role": "secretariat",
    "is_signatory": "on",
    "is_active": "",
    "is_superuser": "on",
    "is_staff": "on",
    "email": "thief@example.org",
    "merged_into": "1",
    "decision": "admitted",
    "decided_on": "2020-01-01",
    "received_on": "2020-01-01",
    "handed_over_on": "2020-01-01",
    "completed_on": "2020-01-01",
    "endorsed_on": "2020-01-01",
    "published_on": "2020-01-01",
    "is_met_verified": "on",
    "is_result_verified": "on",
    "build_number": "99",
    "symbol": "UNEP/STOLEN",
    "digest": "0",
}
# Of records that the access table names.
MORE_FIELDS = {"partners/add": {"agency": "hill-institute"}, "measurements/record": {"indicator": "900000001"}}
PEOPLE = ("created_by", "updated_by", "assigned_to", "requested_by", "cleared_by", "issued_by", "author", "actor")


def lawful_acts() -> list[tuple[str, str, str, dict]]:
    """Every act that somebody may do at an endpoint of the table: actor, address, and the fields of its form."""
    found = {}
    for cell in cells():
        if cell.method == "POST" and cell.status == 302 and cell.actor in ("KEN", "PER", "africa", "secr.", "agency"):
            if not cell.endpoint.startswith(("accounts:", "set_language")):
                found.setdefault((cell.endpoint, cell.record), cell)
    acts = [
        (cell.endpoint, cell.actor, address_of(cell, cell.record), FIELDS.get(cell.endpoint, {}))
        for cell in found.values()
    ]
    return acts + [
        (f"projects {path}", "secr.", f"/projects/PRJ-PUBLIC/{path}/", fields | MORE_FIELDS.get(path, {}))
        for path, fields in PROJECT_ENDPOINTS.items()
    ]


def protected_rows() -> dict[str, list]:
    """What stands in the protected columns of every table; numbers of new rows are no part of it."""
    existing = connection.introspection.table_names()
    rows = {}
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields if field.name in {*FORBIDDEN, *PEOPLE}]
        if names and model._meta.managed and model._meta.db_table in existing:
            rows[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return rows


@pytest.fixture
def form_fields(monkeypatch) -> set[str]:
    """Names of the fields of the forms that an answer reads."""
    names: set[str] = set()
    begin = forms.BaseForm.__init__

    def keep(form, *args, **options):
        begin(form, *args, **options)
        names.update(form.add_prefix(name) for name in form.fields)

    monkeypatch.setattr(forms.BaseForm, "__init__", keep)
    return names


def after(client, address, fields) -> tuple[int, dict]:
    """The answer's status and what then stands in the database; the act is taken back."""
    with transaction.atomic():
        status = client.post(address, fields).status_code
        rows = protected_rows()
        transaction.set_rollback(True)
    return status, rows


def stolen(actors, act, form_fields) -> dict[str, list]:
    """Tables in which fields that nobody may write left a trace, with what stands there now."""
    _endpoint, actor, address, fields = act
    form_fields.clear()
    status, lawful = after(actors[actor], address, fields)
    assert status == 302, (address, status)
    thief = str(User.objects.order_by("-pk").values_list("pk", flat=True).first())
    more = FORBIDDEN | dict.fromkeys(PEOPLE, thief) | {"id": "1", "pk": "1"}
    more = {name: value for name, value in more.items() if name not in form_fields and name not in fields}
    status, found = after(actors[actor], address, {**more, **fields})
    expected = lawful if status == 302 else protected_rows()  # a form may refuse what it does not know as a whole
    return {label: rows for label, rows in found.items() if rows != expected[label]}


def test_fields_that_nobody_may_write_change_nothing_at_any_endpoint(actors, records, form_fields):
    acts = lawful_acts()
    assert len(acts) >= 25
    found = {act[2]: trace for act in acts if (trace := stolen(actors, act, form_fields))}
    assert found == {}


# Teeth


def test_an_act_that_takes_whatever_is_sent_is_noticed(actors, records, form_fields, monkeypatch):
    act = next(act for act in lawful_acts() if act[0] == "needs:request_edit")
    post = actors["KEN"].post

    def careless(address, fields):
        answer = post(address, fields)
        AssistanceRequest.objects.filter(code="REQ-DRAFTED").update(origin=fields.get("origin", "portal"))
        return answer

    monkeypatch.setattr(actors["KEN"], "post", careless)
    assert stolen(actors, act, form_fields)
