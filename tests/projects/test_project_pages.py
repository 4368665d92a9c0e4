"""A project by its pages: opened from a request, filled with partners, activities, results and money, ended."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.choices import Visibility
from core.models import AuditEvent
from needs.choices import RequestState
from projects import actions
from projects.choices import MeasurementKind, PartnerRole, ProjectState
from projects.models import Activity, Contribution, Lesson, Measurement, Project
from tests.factories import AgencyFactory, AssessmentFactory, AssistanceRequestFactory, NeedFactory, ProjectFactory
from tests.projects.typed_forms import ENDPOINTS, FACTS, OPENING, values_for

pytestmark = pytest.mark.django_db

MOST_QUERIES = 27  # of these one asks for whom the account speaks


@pytest.fixture
def accepted(kenya, freshwater):
    assistance = AssistanceRequestFactory(accepted=True, country=kenya, theme=freshwater)
    assistance.needs.add(NeedFactory())
    return assistance


@pytest.fixture
def project(kenya, peru, agency):
    """A running project of Kenya, led by the cast's agency, with one indicator."""
    AgencyFactory(code="lake-office")
    project = ProjectFactory(code="PRJ-1", lead=agency, country=kenya)
    project.indicators.create(title="Stations")
    return project


def opening(assistance):
    return f"/projects/open/?request={assistance.code}"


def post(client, user, address, values=None):
    client.force_login(user)
    return client.post(address, values or {})


def notice_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "agency_member"])
def test_an_accepted_request_is_answered_with_a_project_that_carries_its_facts(
    client, person, request, accepted, agency
):
    user = request.getfixturevalue(person)
    client.force_login(user)
    assert accepted.title in client.get(opening(accepted)).content.decode()
    response = client.post(opening(accepted), OPENING | {"budget": "180,000", "ends_on": "2028"})
    project = Project.objects.get()
    accepted.refresh_from_db()
    assert (response.status_code, response.url) == (302, f"/projects/{project.code}/")
    assert (project.title, project.budget, project.assistance, accepted.state) == (
        "Clean rivers",
        180_000,
        accepted,
        RequestState.IN_RESPONSE,
    )
    assert list(project.needs.all()) == list(accepted.needs.all())
    assert project.partnerships.get().agency == agency
    assert f"{accepted.code} is in response" in notice_of(response)


def test_the_request_page_offers_it_to_those_who_may(client, accepted, africa_office, kenya_signatory):
    address = f"/requests/{accepted.code}/"
    client.force_login(africa_office)
    assert f'href="{opening(accepted)}"' in client.get(address).content.decode()
    client.force_login(kenya_signatory)
    assert "/projects/open/" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [("kenya_government", 403), ("mea_focal_point", 404), ("peru_government", 404), ("asia_office", 404)],
)
def test_others_open_no_response(client, person, status, request, accepted, agency):
    assert post(client, request.getfixturevalue(person), opening(accepted), OPENING).status_code == status
    assert not Project.objects.exists()


def test_an_agency_leads_only_with_itself_and_keeps_what_it_typed(client, accepted, agency_member):
    AgencyFactory(code="lake-office")
    response = post(
        client, agency_member, opening(accepted), OPENING | {"lead": "lake-office", "summary": "Ten courses"}
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"lead"}
    assert "Ten courses" in response.content.decode()


def test_an_end_before_the_start_is_refused(client, accepted, agency, africa_office):
    response = post(client, africa_office, opening(accepted), OPENING | {"starts_on": "2027-05", "ends_on": "2027-04"})
    assert (response.status_code, set(response.context["form"].errors)) == (422, {"ends_on"})


@pytest.mark.parametrize("state", ["screening", "closed", "delivered"])
def test_a_request_that_is_not_accepted_is_not_answered(client, africa_office, kenya, agency, state):
    assistance = AssistanceRequestFactory(country=kenya, **{state: True})
    assert post(client, africa_office, opening(assistance), OPENING).status_code == 409


def test_without_a_request_there_is_nothing_to_answer(client, africa_office):
    client.force_login(africa_office)
    assert client.get("/projects/open/").status_code == 404
    assert client.get("/projects/open/?page=2").status_code == 400


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("person", ["africa_office", "secretariat", "agency_member"])
def test_those_who_run_the_project_enter_what_belongs_to_it(client, endpoint, person, request, project):
    address = f"/projects/PRJ-1/{endpoint}/"
    user = request.getfixturevalue(person)
    client.force_login(user)
    assert client.get(address).status_code == 200
    response = client.post(address, values_for(endpoint, project))
    assert (response.status_code, response.url) == (302, "/projects/PRJ-1/")
    assert notice_of(response)
    assert client.get("/projects/PRJ-1/").status_code == 200


def test_what_was_entered_is_on_record(client, project, agency_member):
    for endpoint in ENDPOINTS:
        post(client, agency_member, f"/projects/PRJ-1/{endpoint}/", values_for(endpoint, project))
    project.refresh_from_db()
    assert project.partnerships.filter(agency__code="lake-office", role=PartnerRole.TECHNICAL).exists()
    assert project.project_countries.filter(country="PER", role="provider").exists()
    assert (Activity.objects.get().participants, Activity.objects.get().women) == (20, 12)
    assert (Measurement.objects.get().kind, Measurement.objects.get().value) == (MeasurementKind.ACTUAL, 12.5)
    assert Contribution.objects.get().usd_cents == 18_000_000
    assert (project.state, project.state_reason) == (ProjectState.CANCELLED, "The funds were withdrawn.")


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, "start", "deliver", "close"])
@pytest.mark.parametrize(
    ("person", "status"), [("kenya_signatory", 403), ("asia_office", 403), ("mea_focal_point", 403), (None, 302)]
)
def test_readers_who_do_not_run_it_change_nothing(client, endpoint, person, status, request, project):
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.post(f"/projects/PRJ-1/{endpoint}/").status_code == status


def test_a_hidden_project_does_not_exist_for_a_foreign_office(client, project, asia_office):
    Project.objects.update(visibility=Visibility.RESTRICTED)
    assert post(client, asia_office, "/projects/PRJ-1/deliver/").status_code == 404


@pytest.mark.parametrize(
    ("endpoint", "values", "wrong"),
    [
        ("partners/add", {"agency": "nobody", "role": "technical"}, {"agency"}),
        ("countries/add", {"country": "PER", "role": "provider", "share": "101"}, {"share"}),
        ("countries/add", {"country": "PER", "role": "beneficiary", "share": "20"}, {"share"}),
        (
            "activities/add",
            {"kind": "training", "title": "Course", "participants": "3", "women": "4"},
            {"participants"},
        ),
        ("activities/add", {"kind": "training", "title": "Course", "starts_on": "soon"}, {"starts_on"}),
        ("indicators/add", {"unit": "stations"}, {"title"}),
        ("measurements/record", {"kind": "actual", "value": "many", "indicator": "0"}, {"value", "indicator"}),
        ("contributions/record", {"kind": "project_grant", "stage": "paid", "amount": "-3"}, {"currency", "amount"}),
        ("lessons/add", {"kind": "lesson", "language": "en"}, {"text"}),
        ("cancel", {}, {"reason"}),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, endpoint, values, wrong, project, agency_member):
    response = post(client, agency_member, f"/projects/PRJ-1/{endpoint}/", values)
    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert response.context["form"].data.dict() == values


def test_an_indicator_of_another_project_is_unknown(client, project, agency_member):
    foreign = ProjectFactory().indicators.create(title="Foreign")
    values = ENDPOINTS["measurements/record"] | {"indicator": foreign.pk}
    assert post(client, agency_member, "/projects/PRJ-1/measurements/record/", values).status_code == 422


def test_a_partner_takes_part_once_in_one_role(client, project, agency_member):
    for status in (302, 409):
        response = post(client, agency_member, "/projects/PRJ-1/partners/add/", ENDPOINTS["partners/add"])
        assert response.status_code == status


def test_delivery_is_reported_once_and_the_country_is_asked_to_confirm(client, accepted, africa_office, agency):
    project = actions.open_response_project(accepted, by=africa_office, lead=agency, arrangement="south-south")
    response = post(client, africa_office, f"/projects/{project.code}/deliver/")
    accepted.refresh_from_db()
    assert accepted.state == RequestState.DELIVERED
    assert f"{accepted.code} is waiting for the signatory of Kenya" in notice_of(response)
    assert post(client, africa_office, f"/projects/{project.code}/deliver/").status_code == 409
    assert post(client, africa_office, f"/projects/{project.code}/close/").status_code == 302
    assert post(client, africa_office, f"/projects/{project.code}/close/").status_code == 409
    assert post(client, africa_office, f"/projects/{project.code}/cancel/", ENDPOINTS["cancel"]).status_code == 409


def test_a_project_that_is_approved_is_started(client, agency, kenya, agency_member):
    ProjectFactory(code="PRJ-2", lead=agency, country=kenya, state=ProjectState.APPROVED, starts_on="2030")
    assert post(client, agency_member, "/projects/PRJ-2/start/").status_code == 302
    assert Project.objects.get(code="PRJ-2").state == ProjectState.ACTIVE
    assert post(client, agency_member, "/projects/PRJ-2/start/").status_code == 409


def test_a_lesson_is_for_its_own_side_until_an_office_publishes_it(
    client, project, agency_member, africa_office, asia_office
):
    post(client, agency_member, "/projects/PRJ-1/lessons/add/", ENDPOINTS["lessons/add"])
    lesson = Lesson.objects.get()
    address = f"/projects/PRJ-1/lessons/{lesson.code}/publish/"
    assert "Begin with the operators." in client.get("/projects/PRJ-1/").content.decode()
    assert post(client, agency_member, address).status_code == 403
    assert post(client, asia_office, address).status_code == 403
    assert "Begin with the operators." not in client.get("/projects/PRJ-1/").content.decode()
    client.force_login(africa_office)
    assert "Publish this lesson" in client.get("/projects/PRJ-1/").content.decode()
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    client.logout()
    assert "Begin with the operators." in client.get("/projects/PRJ-1/").content.decode()


@pytest.mark.parametrize(("person", "may"), [("agency_member", True), ("africa_office", True), ("asia_office", False)])
def test_acts_stand_on_the_page_of_those_who_run_it(client, person, may, request, project):
    client.force_login(request.getfixturevalue(person))
    page = client.get("/projects/PRJ-1/").content.decode()
    assert ("Report delivery" in page, "/projects/PRJ-1/partners/add/" in page) == (may, may)
    assert "Close the project" not in page


def test_the_page_asks_the_database_little_whatever_was_entered(client, project, agency_member, peru):
    client.force_login(agency_member)
    counts = []
    for number in range(1, 4, 2):
        for _round in range(number):
            actions.add_partner(project, by=agency_member, agency=AgencyFactory(), role=PartnerRole.FUNDING)
            actions.add_activity(project, by=agency_member, kind="training", title="Course", country=peru)
            actions.add_lesson(by=agency_member, project=project, kind="lesson", text="Again.")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/projects/PRJ-1/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def facts_page(project):
    return f"/projects/{project.code}/edit/"


def test_those_who_run_it_correct_the_facts(client, project, agency_member, kenya, freshwater):
    need = NeedFactory(code="NEED-1", countries=[kenya])
    AssessmentFactory(adopted=True, needs=[need])
    hidden = NeedFactory(code="NEED-HIDDEN", countries=[kenya])
    project.needs.add(hidden)
    page = post(client, agency_member, facts_page(project)).content.decode()
    assert "NEED-HIDDEN" not in page
    sent = FACTS | {"themes": ["freshwater"], "needs": ["NEED-1"], "version": "1"}
    assert client.post(facts_page(project), sent).url == project.get_absolute_url()
    project.refresh_from_db()
    assert (project.title, project.starts_on, project.ends_on) == ("Clean rivers", "2026-02", "2028")
    assert (project.budget, project.currency, project.cooperation) == (180_000, "EUR", ["south-south"])
    assert (set(project.needs.all()), [*project.themes.all()]) == ({need, hidden}, [freshwater])
    assert AuditEvent.objects.filter(verb="project.edited", actor=agency_member).count() == 1


def test_a_stale_save_of_the_facts_loses_nothing(client, project, agency_member, africa_office):
    post(client, africa_office, facts_page(project), FACTS | {"version": "1", "title": "Clean rivers and lakes"})
    response = post(client, agency_member, facts_page(project), FACTS | {"version": "1", "summary": "Ten courses."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Clean rivers<mark> and lakes</mark>" in page
    assert "<mark>Ten courses.</mark>" in page
    chosen = {"version": "2", "summary": "Ten courses.", "keep-title": "saved", "keep-summary": "yours"}
    assert client.post(facts_page(project), FACTS | chosen).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.summary, project.version) == ("Clean rivers and lakes", "Ten courses.", 3)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"cooperation": []}, "cooperation"),
        ({"starts_on": "2027-13"}, "starts_on"),
        ({"starts_on": "2029"}, "ends_on"),
        ({"budget": "-5"}, "budget"),
        ({"needs": ["NEED-FOREIGN"]}, "needs"),
    ],
)
def test_wrong_facts_are_refused_and_stay_typed(client, project, africa_office, peru, wrong, field):
    AssessmentFactory(adopted=True, country=peru, needs=[NeedFactory(code="NEED-FOREIGN", countries=[peru])])
    sent = FACTS | {"version": "1", "summary": "Ten courses."} | wrong
    response = post(client, africa_office, facts_page(project), sent)
    assert (response.status_code, set(response.context["form"].errors)) == (422, {field})
    assert "Ten courses." in response.content.decode()


def test_a_need_of_another_country_is_refused_by_the_act_itself(project, africa_office, peru):
    foreign = NeedFactory(countries=[peru])
    with pytest.raises(ValidationError):
        actions.edit_project(project, by=africa_office, version=1, cooperation=["bilateral"], needs=[foreign])


@pytest.mark.parametrize("state", [ProjectState.CLOSED, ProjectState.CANCELLED])
def test_what_has_ended_is_not_changed(client, project, africa_office, state):
    Project.objects.filter(pk=project.pk).update(state=state, state_reason="The funds were withdrawn.")
    assert post(client, africa_office, facts_page(project), FACTS | {"version": "1"}).status_code == 409


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in ENDPOINTS if endpoint != "cancel"])
def test_a_second_press_enters_nothing_twice(client, project, peru, agency_member, endpoint):
    values = values_for(endpoint, project) | {"form_key": "0123456789abcdef"}
    address = f"/projects/{project.code}/{endpoint}/"
    first = post(client, agency_member, address, values)
    entered = AuditEvent.objects.count()
    assert client.post(address, values).url == first.url
    assert AuditEvent.objects.count() == entered


def test_a_second_press_opens_no_second_project(client, accepted, agency, africa_office):
    sent = OPENING | {"form_key": "0123456789abcdef"}
    first = post(client, africa_office, opening(accepted), sent)
    assert client.post(opening(accepted), sent).url == first.url
    assert Project.objects.count() == 1
    again = client.post(opening(accepted), sent | {"title": "Clean lakes"})
    assert again.status_code == 422
    assert "has already been submitted" in again.content.decode()


def test_the_chain_of_a_response_names_its_request_only_to_those_who_may_see_it(client, kenya, kenya_government):
    assistance = AssistanceRequestFactory(in_response=True, country=kenya)
    response = ProjectFactory(assistance=assistance)
    public = client.get(response.get_absolute_url()).content.decode()
    assert "not public" in public
    assert assistance.code not in public
    client.force_login(kenya_government)
    assert assistance.code in client.get(response.get_absolute_url()).content.decode()
