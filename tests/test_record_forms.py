"""Every form of a record shows what is on record in each of its fields, and its act takes each of them."""

import pytest
from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from accounts.views.account import AccountEdit
from core.forms.base import RecordForm
from core.forms.conflicts import sent_values
from core.forms.drafts import NewDraftView
from core.forms.views import ActFormView, EditView
from needs import actions
from needs.forms.assessments import LinesField
from needs.forms.requests import RequestForm
from needs.models import AssessmentNeed
from needs.views.request_drafting import RequestEdit
from reference.models import CapacityType, CrossCuttingArea
from tests.factories import (
    AssessmentFactory,
    AssistanceRequestFactory,
    FocalPointFactory,
    NeedFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.factories.reference import MeaFactory
from tests.factories.reports import ReportFactory, SessionFactory
from tests.walking import subclasses, views_of

# The view that edits a record → who does it, and the name and the parts of its address.
EDITS = {
    "RequestEdit": ("kenya_government", "needs:request_edit", {"code": "REQ-1"}),
    "RequestParticipants": ("kenya_government", "needs:request_participants", {"code": "REQ-1"}),
    "AssessmentEdit": ("kenya_government", "needs:assessment_edit", {"code": "NA-1"}),
    "NeedEdit": ("kenya_government", "needs:need_edit", {"code": "NA-1", "need": "NEED-1"}),
    "NeedRank": ("kenya_government", "needs:need_rank", {"code": "NA-1", "need": "NEED-1"}),
    "ProjectEdit": ("secretariat", "projects:project_edit", {"code": "PRJ-1"}),
    "NarrativeEdit": ("secretariat", "reports:narrative_edit", {"code": "GC.26-2010", "slot": "summary"}),
    "ContactEdit": ("secretariat", "partners:contact_edit", {"code": "FP-1"}),
    "AccountEdit": ("agency_member", "accounts:account_edit", {}),
}


@pytest.fixture
def records(kenya, secretariat):
    for number in (1, 2):
        ThemeFactory(code=f"theme-{number}", name=f"Theme {number}")
        MeaFactory(code=f"treaty-{number}")
        CapacityType.objects.create(code=f"type-{number}", name=f"Type {number}")
        CrossCuttingArea.objects.create(code=f"area-{number}", name=f"Area {number}")
    adopted = [NeedFactory(code=f"NEED-{number}", countries=[kenya]) for number in (8, 9)]
    AssessmentFactory(country=kenya, needs=adopted, adopted=True, number=1)
    draft = AssessmentFactory(code="NA-1", country=kenya, number=2)
    AssessmentNeed.objects.create(assessment=draft, need=NeedFactory(code="NEED-1", countries=[kenya]), rank=3)
    AssistanceRequestFactory(code="REQ-1", country=kenya)
    FocalPointFactory(code="FP-1")
    ProjectFactory(code="PRJ-1", country=kenya, cooperation=["north_south"])
    ReportFactory(code="GC.26-2010", session=SessionFactory(code="GC.26"))


def sign_in(request, client, name) -> str:
    """The actor of that edit is signed in; answers the address."""
    actor, address, parts = EDITS[name]
    client.force_login(request.getfixturevalue(actor))
    return reverse(address, kwargs=parts)


def form_at(client, address) -> forms.Form:
    response = client.get(address)
    assert response.status_code == 200
    return response.context["form"]


def shown(form) -> dict[str, list[str]]:
    """What a browser would send of the form as it stands on the page."""
    return {field.name: values for field in form if (values := standing_in(field))}


def standing_in(field: BoundField) -> list[str]:
    if isinstance(field.field, forms.BooleanField):
        return ["on"] if field.value() else []
    return sent_values(field)


def other_value(field: BoundField) -> list[str]:
    """Something right that does not stand in the field."""
    kind = field.field
    if isinstance(kind, forms.BooleanField):
        return [] if standing_in(field) else ["on"]
    if hasattr(kind, "choices"):
        standing = sent_values(field)
        return [next(str(key) for key, _label in kind.choices if str(key) and str(key) not in standing)]
    if isinstance(kind, LinesField):
        return ["One line\nAnother line"]
    if isinstance(kind, forms.DecimalField | forms.IntegerField):
        return ["17"]
    if isinstance(kind, forms.EmailField):
        return ["other@office.example"]
    if field.name in ("wished_start", "starts_on"):
        return ["2031-02"]
    return ["2033-05"] if field.name == "ends_on" else ["Other words."]


def complaints(client, address) -> list[str]:
    """Write something else into every field: fields in which it does not stand afterwards, and those that were lost
    when the page was saved once more as it stood."""
    form = form_at(client, address)
    written = {field.name: other_value(field) for field in form if field.name not in form.unwritten}
    response = client.post(address, {name: shown(form)[name] for name in form.unwritten} | written)
    if response.status_code != 302:
        return [f"{address}: {response.status_code}, {response.context['form'].errors.as_json()}"]
    again = shown(form_at(client, address))
    found = [f"{name} is not saved or not shown" for name, value in written.items() if again.get(name, []) != value]
    client.post(address, again)
    after = shown(form_at(client, address))
    return found + [f"{name} is lost" for name in written if after.get(name) != again.get(name)]


def test_every_form_of_a_record_is_tried():
    assert {view.__name__ for view in views_of(EditView).values()} | {AccountEdit.__name__} == set(EDITS)
    tried = {view.form_class for view in views_of(EditView, NewDraftView).values()}
    inner = {kind for kind in subclasses(RecordForm) if any(kind in form.__mro__ for form in tried)}
    assert subclasses(RecordForm) == inner


def test_every_form_asks_who_may():
    """By the table of its record's life, or by itself."""
    assert all(view.move or view.is_allowed is not ActFormView.is_allowed for view in views_of(ActFormView).values())


@pytest.mark.parametrize("name", EDITS)
def test_what_is_written_in_every_field_is_saved_and_shown_again(request, client, records, name):
    assert complaints(client, sign_in(request, client, name)) == []


# Teeth


def test_a_field_that_is_not_filled_from_the_record_is_noticed(request, client, records, monkeypatch):
    filled = RequestForm.initial_from

    def without_budget(*records):
        values = filled(*records)
        return {name: value for name, value in values.items() if name != "budget"}

    monkeypatch.setattr(RequestForm, "initial_from", without_budget)
    found = complaints(client, sign_in(request, client, "RequestEdit"))
    assert "budget is not saved or not shown" in found


def test_a_field_that_the_act_does_not_save_is_noticed(request, client, records, monkeypatch):
    edit = actions.edit_request
    forgetful = staticmethod(lambda *args, asked="", **values: edit(*args, **values))
    monkeypatch.setattr(RequestEdit, "action", forgetful)
    assert "asked is not saved or not shown" in complaints(client, sign_in(request, client, "RequestEdit"))


def test_a_field_that_no_record_has_is_noticed(request, client, records, monkeypatch):
    monkeypatch.setitem(RequestForm.base_fields, "nickname", forms.CharField(required=False))
    with pytest.raises(LookupError, match="nickname"):
        client.get(sign_in(request, client, "RequestEdit"))
