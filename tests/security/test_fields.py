"""Fields that an endpoint does not have are refused by each, and change nothing: neither the record nor any other."""

import pytest
from django import forms
from django.apps import apps
from django.db import connection, transaction

from accounts.models import User
from needs.models import AssistanceRequest
from tests.access import ACTORS, FIELDS, Cell, address_of, cells
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
OPEN_TO_VISITORS = {"accounts:sign_in", "account_login", "accounts:link_request", "accounts:password_reset"}
# These lead away from whoever has no second factor, as nobody of the table has (tests/security/test_second_factors.py).
OF_A_FACTOR = ("mfa_authenticate", "mfa_reauthenticate")
PEOPLE = ("created_by", "updated_by", "assigned_to", "requested_by", "cleared_by", "issued_by", "author", "actor")


def lawful_acts() -> list[tuple[str, str, str, dict]]:
    """Every act that somebody may do at an endpoint of the table: actor, address, and the fields of its form."""
    found = {}
    for cell in cells():
        if cell.method == "POST" and cell.status == 302 and cell.actor in ("KEN", "PER", "africa", "secr.", "agency"):
            if not cell.endpoint.startswith(("accounts:", "set_language", *OF_A_FACTOR)):
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


def sent(client, address, fields, then=lambda: None) -> int:
    """The answer's status; whatever was done is taken back, after ``then`` has looked at it."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        status = client.post(address, fields).status_code
        then()
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


def stolen(actors, act, form_fields) -> dict[str, list]:
    """Tables in which fields that nobody may write left a trace, with what stands there now."""
    _endpoint, actor, address, fields = act
    form_fields.clear()
    status = sent(actors[actor], address, fields)
    assert status == 302, (address, status)
    thief = str(User.objects.order_by("-pk").values_list("pk", flat=True).first())
    more = FORBIDDEN | dict.fromkeys(PEOPLE, thief) | {"id": "1", "pk": "1"}
    more = {name: value for name, value in more.items() if name not in form_fields and name not in fields}
    before, found = protected_rows(), {}
    status = sent(actors[actor], address, {**more, **fields}, then=lambda: found.update(protected_rows()))
    assert status == 422, (address, status)
    return {label: rows for label, rows in found.items() if rows != before[label]}


def test_fields_that_nobody_may_write_change_nothing_at_any_endpoint(actors, records, form_fields):
    acts = lawful_acts()
    assert len(acts) >= 25
    found = {act[2]: trace for act in acts if (trace := stolen(actors, act, form_fields))}
    assert found == {}


def takers() -> list[Cell]:
    """Of every endpoint that takes a POST from somebody who then goes on or is told what is wrong, who may first."""
    found: dict[str, Cell] = {}
    for cell in cells():
        is_known = cell.actor in ACTORS and cell.actor != "visitor"
        passes = (is_known or cell.endpoint in OPEN_TO_VISITORS) and not cell.endpoint.startswith(OF_A_FACTOR)
        if cell.method == "POST" and passes and cell.status in (302, 422):
            found.setdefault(cell.endpoint, cell)
    return list(found.values())


def test_a_foreign_field_is_refused_at_every_endpoint(actors, records):
    found = takers()
    assert len(found) >= 63
    answers = {
        str(cell): sent(
            actors[cell.actor],
            address_of(cell, cell.record),
            FIELDS.get(cell.endpoint, {}) | {"odd_one": "1"},
        )
        for cell in found
    }
    assert {cell: status for cell, status in answers.items() if status != 422} == {}


# Teeth


def test_forms_that_take_unknown_fields_in_silence_are_noticed(actors, records, form_fields, monkeypatch):
    monkeypatch.setattr("core.forms.sent.refuse_foreign_fields", lambda request, known=(): None)
    monkeypatch.setattr("core.forms.views.refuse_foreign_fields", lambda request, known=(): None)
    with pytest.raises(AssertionError):
        test_a_foreign_field_is_refused_at_every_endpoint(actors, records)
    with pytest.raises(AssertionError):
        test_fields_that_nobody_may_write_change_nothing_at_any_endpoint(actors, records, form_fields)


def test_an_act_that_takes_whatever_is_sent_is_noticed(actors, records, form_fields, monkeypatch):
    act = next(act for act in lawful_acts() if act[0] == "needs:request_edit")
    post = actors["KEN"].post

    def careless(address, fields):
        answer = post(address, fields)
        AssistanceRequest.objects.filter(code="REQ-DRAFTED").update(origin=fields.get("origin", "portal"))
        return answer

    monkeypatch.setattr(actors["KEN"], "post", careless)
    assert stolen(actors, act, form_fields)
