"""Whatever is sent to a form about a project, the answer is 422, what was typed stays, and nothing is written."""

import pytest

from core.models import AuditEvent
from tests.bad_input import refusals
from tests.factories import AgencyFactory, AssistanceRequestFactory, ProjectFactory
from tests.projects.typed_forms import ENDPOINTS, FACTS, OPENING, values_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(kenya, agency):
    AgencyFactory(code="lake-office")
    project = ProjectFactory(code="PRJ-1", lead=agency, country=kenya)
    project.indicators.create(title="Stations")
    return project


def refused_everywhere(client, address, values) -> list[str]:
    unknown = client.post(address, values | {"owner": "me"})
    assert unknown.status_code == 422
    found = refusals(client, address, values, unknown.context["form"])
    right = client.post(address, values)  # it was the wrong value alone that was refused
    return found if right.status_code == 302 else [*found, f"{address}: {right.status_code} for what is right"]


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, "edit"])
def test_bad_input_about_a_project_is_refused(client, agency_member, peru, project, endpoint):
    client.force_login(agency_member)
    values = FACTS | {"version": "1"} if endpoint == "edit" else values_for(endpoint, project)
    assert refused_everywhere(client, f"/projects/PRJ-1/{endpoint}/", values) == []
    assert AuditEvent.objects.filter(actor=agency_member).count() == 1


def test_bad_input_is_refused_where_a_project_is_opened(client, africa_office, kenya, freshwater, agency):
    assistance = AssistanceRequestFactory(country=kenya, accepted=True, theme=freshwater)
    client.force_login(africa_office)
    assert refused_everywhere(client, f"/projects/open/?request={assistance.code}", OPENING) == []
    assert assistance.projects.count() == 1


@pytest.mark.parametrize(
    ("endpoint", "wrong", "field"),
    [
        ("activities/add", {"participants": "5", "women": "4", "men": "2"}, "participants"),
        ("countries/add", {"share": "60"}, "share"),
        ("edit", {"starts_on": "2029-01", "ends_on": "2028"}, "ends_on"),
    ],
)
def test_what_the_act_refuses_stands_beside_its_field(client, agency_member, peru, project, endpoint, wrong, field):
    client.force_login(agency_member)
    if endpoint == "countries/add":
        project.project_countries.update(role="provider")
    values = FACTS | {"version": "1"} if endpoint == "edit" else values_for(endpoint, project)
    response = client.post(f"/projects/PRJ-1/{endpoint}/", values | wrong)
    assert (response.status_code, set(response.context["form"].errors)) == (422, {field})
