"""My desk shows each person what waits for them, and nothing that waits for others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.choices import Origin
from exchange.models import Match
from needs.choices import RequestState
from needs.models import NeedsAssessment, ServiceLimit
from partners.models import Agreement, Commitment
from projects.models import Project
from reports.choices import ReportState
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    CountryFactory,
    MeaFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25


def desk_of(client, user):
    client.force_login(user)
    response = client.get("/desk/")
    assert response.status_code == 200
    return response


def text_of(response):
    return response.content.decode()


def days_ago(days):
    return clock.today() - timedelta(days=days)


def match_for(assistance, offer, **fields):
    day = days_ago(40)
    values = {"code": f"MAT-{assistance.code}", "score": 60, "proposed_on": day, "answer_due_on": days_ago(10)}
    return Match.objects.create(assistance=assistance, offer=offer, **values | fields)


def test_signing_in_leads_to_the_desk(client, secretariat):
    secretariat.set_password("lake-of-nine-rivers")
    secretariat.save()
    response = client.post(
        "/accounts/sign-in/", {"username": secretariat.email, "password": "lake-of-nine-rivers"}, follow=True
    )
    assert response.request["PATH_INFO"] == "/desk/"
    assert '<a href="/desk/" aria-current="page">My desk</a>' in text_of(response)


def test_signed_out_people_sign_in_first(client):
    assert client.get("/desk/").url == "/accounts/sign-in/?next=/desk/"


def test_a_parameter_that_the_desk_does_not_know_is_refused(client, secretariat):
    client.force_login(secretariat)
    assert client.get("/desk/?q=1").status_code == 400


def test_the_signatory_finds_what_to_sign_longest_wait_first(client, kenya_signatory, kenya_government, kenya, peru):
    draft = AssistanceRequestFactory(
        country=kenya, title="Rain for schools", handed_over_on=days_ago(3), created_by=kenya_government
    )
    assessment = AssessmentFactory(submitted=True, country=kenya, title="Second version")
    NeedsAssessment.objects.filter(pk=assessment.pk).update(updated_at=clock.now() - timedelta(days=9))
    delivered = AssistanceRequestFactory(country=kenya, delivered=True, state_since=days_ago(1))
    AssistanceRequestFactory(country=peru, handed_over_on=days_ago(3))
    AssistanceRequestFactory(country=kenya, title="Not ready")
    response = desk_of(client, kenya_signatory)
    assert [item["record"] for item in response.context["waiting"]] == [assessment, draft, delivered]
    page = text_of(response)
    assert "Waiting for your signature" in page
    assert "Read and adopt" in page
    assert "drafted by <bdi>Drafter of Kenya</bdi>" in page
    assert "since 3 days" in page


def test_others_of_the_country_see_that_the_signatory_has_it(client, kenya_government, kenya):
    AssistanceRequestFactory(country=kenya, handed_over_on=days_ago(3))
    page = text_of(desk_of(client, kenya_government))
    assert "Waiting for the signatory" in page
    assert "Read and sign" not in page


def test_our_requests_say_where_they_are_with_whom_and_since_when(client, kenya_government, kenya, peru):
    ServiceLimit.objects.create(state=RequestState.SCREENING, working_days=1)
    AssistanceRequestFactory(country=kenya, title="Rivers", screening=True, state_since=days_ago(20))
    AssistanceRequestFactory(country=kenya, title="Finished", closed=True)
    AssistanceRequestFactory(country=peru, title="Of Peru", submitted=True)
    response = desk_of(client, kenya_government)
    page = text_of(response)
    assert [assistance.title for assistance in response.context["running"]] == ["Rivers"]
    assert "Regional Office for Africa" in page
    assert "days over" in page
    assert "All 2 requests, including closed ones" in page
    assert "Of Peru" not in page


def test_a_returned_request_waits_at_the_desk_of_everybody_who_may_answer(client, kenya_government, kenya):
    AssistanceRequestFactory(returned=True, country=kenya, title="Network of observers")
    client.force_login(kenya_government)
    text = client.get("/desk/").content.decode()
    assert "Returned to you" in text
    assert "The regional office has a question." in text


def test_needs_without_an_answer_and_the_assessment_in_force_stand_on_the_desk(client, kenya_government, kenya, peru):
    unmet, answered, foreign = (NeedFactory(countries=[country]) for country in (kenya, kenya, peru))
    AssessmentFactory(adopted=True, country=kenya, needs=[unmet, answered])
    AssessmentFactory(adopted=True, country=peru, needs=[foreign])
    AssessmentFactory(country=kenya, number=2, returned=True, title="Returned version")
    AssistanceRequestFactory(country=kenya, submitted=True).needs.add(answered)
    response = desk_of(client, kenya_government)
    assert list(response.context["unmet"]) == [unmet]
    assert "2, of which 1 addressed" in text_of(response)
    assert "Returned version" in text_of(response)


def test_an_empty_desk_says_how_a_first_request_comes_about(client, kenya_government):
    page = text_of(desk_of(client, kenya_government))
    assert "No requests yet" in page
    assert "Waiting for" not in page


def test_the_country_that_provides_is_asked_for_its_answer_until_it_gave_it(client, peru_government, kenya, peru):
    offer = OfferFactory(provider=None, provider_country=peru)
    match = match_for(AssistanceRequestFactory(accepted=True, country=kenya), offer)
    assert [*desk_of(client, peru_government).context["answers_due"]] == [match]
    Match.objects.update(provider_agreed_on=clock.today())
    assert not desk_of(client, peru_government).context["answers_due"]


def test_the_office_sees_its_queue_longest_wait_first_and_five_figures(client, africa_office, kenya, peru):
    ServiceLimit.objects.create(state=RequestState.SCREENING, working_days=5)
    late = AssistanceRequestFactory(country=kenya, screening=True, state_since=days_ago(40))
    fresh = AssistanceRequestFactory(country=kenya, submitted=True, state_since=days_ago(1))
    AssistanceRequestFactory(country=peru, submitted=True)
    AssistanceRequestFactory(country=kenya)
    match_for(AssistanceRequestFactory(accepted=True, country=kenya), OfferFactory())
    overrun = ProjectFactory(country=kenya, starts_on="2024-01", ends_on="2025-06")
    ProjectFactory(country=kenya, starts_on="2024-01", ends_on=str(clock.today().year))
    ProjectFactory(country=kenya, starts_on="2004", ends_on="2005", origin=Origin.SEED)
    ProjectFactory(country=peru, starts_on="2024-01", ends_on="2025-06")
    AssessmentFactory(adopted=True, country=kenya, endorsed_on=days_ago(4 * 366))
    AssessmentFactory(adopted=True, country=CountryFactory(iso3="RWA"), endorsed_on=days_ago(2 * 366))
    response = desk_of(client, africa_office)
    assert response.context["queue"] == [late, fresh]
    assert [figure["number"] for figure in response.context["figures"]] == [2, 1, 1, 1, 1]
    assert list(response.context["late_projects"]) == [overrun]
    assert [bar["name"] for bar in response.context["stale"]] == ["Kenya"]
    page = text_of(response)
    assert "10 days over" in page
    assert 'href="/requests/screening/?view=overdue"' in page


def test_the_secretariat_sees_reports_gaps_and_overdue_commitments(
    client, secretariat, second_secretariat, agency, kenya
):
    ready = ReportFactory()
    AssistanceRequestFactory(country=kenya, closed=True)
    agreement = Agreement.objects.create(code="AGR-1", title="Memorandum", kind="mou", state="in_force")
    for number, (days, state) in enumerate([(3, "open"), (-3, "open"), (3, "kept"), (9, "late")]):
        Commitment.objects.create(
            code=f"COM-{number}", agreement=agreement, agency=agency, text=f"Promise {number}",
            due_on=days_ago(days), state=state,
        )  # fmt: skip
    response = desk_of(client, secretariat)
    page = text_of(response)
    assert response.context["reports"] == [ready]
    assert "Read and clear" in page
    assert [commitment.text for commitment in response.context["overdue"]] == ["Promise 3", "Promise 0"]
    assert "closed requests without a verified result" in page


def test_who_cleared_a_report_is_not_asked_to_issue_it(client, secretariat, second_secretariat):
    ReportFactory(state=ReportState.CLEARED, cleared_by=secretariat, cleared_at=clock.now())
    assert "Read and issue" not in text_of(desk_of(client, secretariat))
    assert "Read and issue" in text_of(desk_of(client, second_secretariat))


def test_the_agency_sees_open_requests_that_fit_first_and_the_answers_it_owes(client, agency_member, agency, kenya):
    chemicals, freshwater = ThemeFactory(code="chemicals-waste"), ThemeFactory(code="freshwater")
    offer = OfferFactory(provider=agency)
    offer.themes.add(freshwater)
    other = AssistanceRequestFactory(accepted=True, theme=chemicals, country=kenya, state_since=days_ago(30))
    fitting = AssistanceRequestFactory(accepted=True, theme=freshwater, country=kenya, state_since=days_ago(1))
    AssistanceRequestFactory(accepted=True, theme=freshwater, country=kenya, is_open_to_partners=False)
    match = match_for(fitting, offer)
    foreign = match_for(other, OfferFactory())
    ProjectFactory(lead=AgencyFactory())
    own = ProjectFactory(lead=agency, country=kenya)
    response = desk_of(client, agency_member)
    assert response.context["open_requests"] == [fitting, other]
    assert [assistance.fits for assistance in response.context["open_requests"]] == [True, False]
    assert response.context["answers_due"] == [match]
    assert foreign.code not in text_of(response)
    assert list(response.context["own_projects"]) == [own]


def test_the_focal_point_of_a_treaty_sees_what_is_tagged_with_it(client, mea_focal_point, kenya):
    tagged, other, draft = (NeedFactory(countries=[kenya], statement=f"Need {name}.") for name in "ABC")
    AssessmentFactory(adopted=True, country=kenya, needs=[tagged, other])
    AssessmentFactory(country=kenya, number=2, needs=[draft])
    tagged.meas.add(MeaFactory(code="cbd"))
    other.meas.add(MeaFactory(code="basel"))
    draft.meas.add(MeaFactory(code="cbd"))
    accepted = AssistanceRequestFactory(accepted=True, country=kenya)
    accepted.meas.add(MeaFactory(code="cbd"))
    AssistanceRequestFactory(accepted=True, country=kenya).meas.add(MeaFactory(code="basel"))
    response = desk_of(client, mea_focal_point)
    assert list(response.context["needs"]) == [tagged]
    assert response.context["requests"] == [accepted]
    assert 'href="/needs/?mea=cbd"' in text_of(response)


@pytest.mark.parametrize(
    "person", ["kenya_signatory", "africa_office", "secretariat", "agency_member", "mea_focal_point"]
)
def test_a_desk_asks_the_database_little_whatever_lies_on_it(client, person, request, kenya, agency):
    user = request.getfixturevalue(person)
    agreement = Agreement.objects.create(code="AGR-1", title="Memorandum", kind="mou", state="in_force")
    treaty = MeaFactory(code="cbd")
    client.force_login(user)
    counts = []
    for round_number in range(2):
        for number in range(1 + 4 * round_number):
            key = f"{round_number}-{number}"
            need = NeedFactory(countries=[kenya])
            need.meas.add(treaty)
            AssessmentFactory(adopted=True, country=kenya, needs=[need], number=10 * round_number + number + 1)
            author = UserFactory()
            AssistanceRequestFactory(country=kenya, handed_over_on=days_ago(2), created_by=author)
            AssistanceRequestFactory(country=kenya, screening=True, assigned_to=author)
            accepted = AssistanceRequestFactory(country=kenya, accepted=True)
            accepted.meas.add(treaty)
            accepted.needs.add(need)
            match_for(accepted, OfferFactory(provider=agency))
            ProjectFactory(country=kenya, lead=agency, assistance=accepted, starts_on="2024", ends_on="2025-01")
            Commitment.objects.create(
                code=f"COM-{key}", agreement=agreement, agency=AgencyFactory(), text="Promise", due_on=days_ago(3)
            )
        client.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in asked)


def test_a_project_that_ends_this_year_is_not_past_its_end(kenya):
    ProjectFactory(country=kenya, starts_on="2024", ends_on=str(clock.today().year))
    assert not Project.objects.past_end(clock.today())
