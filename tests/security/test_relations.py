"""What a form or a filter offers and takes is what the person may see: every one that chooses among records.

They are found by walking the programme; each form must be met at some endpoint, so that none is passed over.
"""

from collections import defaultdict
from collections.abc import Iterator

import django_filters
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from accounts.models import User
from core.api.viewsets import Asker
from core.choices import Visibility
from partners.filters import FocalPointFilter
from partners.models import Agency
from projects.models import Project
from reports.forms import OrderForm
from reports.views.acts import ReportOrder
from tests.access import Cell, address_of, cells
from tests.factories import AgencyFactory, AssessmentFactory, NeedFactory, ProjectFactory
from tests.factories.reports import SessionFactory
from tests.walking import subclasses

OURS = ("accounts", "partners", "needs", "exchange", "projects", "governance", "reports", "reference", "bsp_portal")
# Endpoints that show their form only with a further parameter.
FURTHER = ["/projects/open/?request=REQ-OPENED"]
UNKNOWN = {"pk": 987_654_321, "code": "NONE"}


def is_ours(kind: type) -> bool:
    return kind.__module__.split(".")[0] in OURS


def choosing_forms() -> set[type]:
    """Forms of the programme that choose among records."""
    return {
        kind
        for kind in subclasses(forms.BaseForm)
        if is_ours(kind) and any(isinstance(field, ModelChoiceField) for field in kind.base_fields.values())
    }


def choosing_filters() -> set[type]:
    choosing = (django_filters.ModelChoiceFilter, django_filters.ModelMultipleChoiceFilter)
    return {
        kind
        for kind in subclasses(django_filters.FilterSet)
        if is_ours(kind) and any(isinstance(one, choosing) for one in kind.base_filters.values())
    }


@pytest.fixture
def hidden(records, peru):
    """Records that only one side sees, of every kind that a form chooses from."""
    shared = {"visibility": Visibility.RESTRICTED}
    agency = AgencyFactory(code="ORG-HIDDEN", **shared)
    SessionFactory(code="GC.99", **shared)
    need = NeedFactory(code="NEED-HIDDEN", countries=[peru], **shared)
    AssessmentFactory(code="NA-HIDDEN", country=peru, needs=[need], adopted=True, number=9, **shared)
    ProjectFactory(code="PRJ-PERU", lead=agency, country=peru, **shared)


@pytest.fixture
def met(monkeypatch) -> list[forms.BaseForm]:
    """Every form that is made from now on."""
    made = []
    begin = forms.BaseForm.__init__

    def keep(form, *args, **options):
        begin(form, *args, **options)
        made.append(form)

    monkeypatch.setattr(forms.BaseForm, "__init__", keep)
    return made


def choices_of(form) -> Iterator[tuple[str, ModelChoiceField]]:
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField):
            yield name, field


def knocks(actor: str) -> Iterator[str]:
    """Addresses whose pages this actor may open; lists hold filters, which are asked below."""
    shown: set[Cell] = {cell for cell in cells() if cell.actor == actor and cell.method == "GET" and cell.status == 200}
    shown = {cell for cell in shown if not cell.endpoint.startswith("api:") and not cell.endpoint.endswith("_list")}
    yield from (address_of(cell, cell.record) for cell in shown)
    yield from FURTHER


def too_much(form, user) -> list[str]:
    """Fields that offer what this person may not see, or take it otherwise than what does not exist."""
    found = []
    for name, field in choices_of(form):
        model = field.queryset.model
        if not hasattr(model._default_manager, "visible_to"):
            continue
        foreign = model._default_manager.exclude(pk__in=model._default_manager.visible_to(user).values("pk"))
        if field.queryset.filter(pk__in=foreign.values("pk")).exists():
            found.append(f"{type(form).__name__}.{name} offers foreign {model._meta.verbose_name_plural}")
        for record in foreign[:2]:
            if refusal(field, field.prepare_value(record)) != refusal(field, UNKNOWN.get(key_of(field), "NONE")):
                found.append(f"{type(form).__name__}.{name} tells of {record}")
    return found


def key_of(field) -> str:
    return field.to_field_name or "pk"


def refusal(field, value) -> str:
    """The sentence for a value, without the value itself; empty if it is taken."""
    try:
        field.clean([value] if isinstance(field, ModelMultipleChoiceField) else value)
    except ValidationError as error:
        return " ".join(error.messages).replace(str(value), "")
    return ""


@pytest.mark.parametrize("actor", ["KEN", "africa", "agency", "other"])
def test_no_form_offers_or_takes_what_the_person_may_not_see(actor, actors, hidden, met):
    client = actors[actor]
    user = User.objects.get(pk=client.session["_auth_user_id"])
    complaints = defaultdict(list)
    for address in sorted(set(knocks(actor))):
        met.clear()
        client.get(address)
        for form in met:
            for complaint in too_much(form, user):
                complaints[complaint].append(address)
    assert dict(complaints) == {}


def test_every_form_that_chooses_among_records_is_met_at_some_endpoint(actors, records, met):
    for actor in ("KEN", "africa", "secr.", "agency"):
        for address in sorted(set(knocks(actor))):
            actors[actor].get(address)
    assert [kind for kind in choosing_forms() if not any(isinstance(form, kind) for form in met)] == []


@pytest.mark.parametrize("actor", ["visitor", "PER", "asia", "other", "treaty"])
def test_no_filter_names_what_the_reader_may_not_see(actor, actors, hidden):
    user = User.objects.filter(pk=actors[actor].session.get("_auth_user_id")).first()
    kinds = choosing_filters()
    assert len(kinds) > 10
    forms_of_lists = {kind: kind({}, queryset=Project.objects.none(), request=Asker(user)).form for kind in kinds}
    assert {kind: complaints for kind, form in forms_of_lists.items() if (complaints := too_much(form, user))} == {}


# Teeth


def test_a_form_that_offers_everything_is_noticed(actors, hidden, met, monkeypatch):
    monkeypatch.setattr(OrderForm, "__init__", forms.Form.__init__)
    monkeypatch.setattr(ReportOrder, "get_form_options", lambda view: {})
    actors["africa"].get("/reports/order/")
    user = User.objects.get(pk=actors["africa"].session["_auth_user_id"])
    assert [complaint for form in met for complaint in too_much(form, user)]


def test_a_filter_that_names_everything_is_noticed(hidden, monkeypatch):
    monkeypatch.setattr(FocalPointFilter.base_filters["host"], "queryset", Agency.objects.all())
    form = FocalPointFilter({}, queryset=Project.objects.none(), request=Asker(None)).form
    assert too_much(form, None)
