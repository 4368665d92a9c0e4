from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from partners import actions
from partners.choices import AgencyKind, AgreementKind, AgreementState, CommitmentState, FocalPointKind
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(africa_office, agency, kenya):
    return actions.establish_post(
        by=africa_office, region=kenya.region, kind=FocalPointKind.MEA, post="Focal point", host=agency, grade="P-4"
    )


@pytest.fixture
def commitment(secretariat, agency):
    agreement = actions.record_agreement(
        by=secretariat, parties=[agency], title="Memorandum", kind=AgreementKind.MOU, state=AgreementState.IN_FORCE
    )
    due = clock.today() + timedelta(days=10)
    return actions.add_commitment(agreement, by=secretariat, agency=agency, text="Train ten operators.", due_on=due)


def test_the_secretariat_registers_an_agency_once(secretariat, africa_office):
    values = {"code": "lake-institute", "name": "Lake institute", "kind": AgencyKind.ACADEMIC}
    actions.register_agency(by=secretariat, **values)
    with pytest.raises(RuleBroken):
        actions.register_agency(by=secretariat, **values)
    with pytest.raises(PermissionDenied):
        actions.register_agency(by=africa_office, **values | {"code": "other"})


def test_an_account_belongs_to_one_agency(secretariat, agency_member, kenya_government):
    with pytest.raises(RuleBroken):
        actions.add_member(AgencyFactory(), by=secretariat, user=agency_member)
    with pytest.raises(ValidationError):
        actions.add_member(AgencyFactory(), by=secretariat, user=kenya_government)
    member = actions.add_member(AgencyFactory(), by=secretariat, user=UserFactory(role="agency"))
    event = AuditEvent.objects.about(member.agency).get(verb="agency.member_added")
    assert (event.reason, event.data) == ("", {"account": member.user_id})


def test_a_post_is_established_filled_and_vacated(post, africa_office):
    assert (post.vacant_since, post.filled_on) == (clock.today().isoformat(), "")
    actions.appoint_focal_point(post, by=africa_office, person_name="A. Person")
    with pytest.raises(RuleBroken):
        actions.appoint_focal_point(post, by=africa_office, person_name="B. Person")
    actions.vacate_post(post, by=africa_office)
    post.refresh_from_db()
    assert (post.filled_on, post.vacant_since, post.person_name) == ("", clock.today().isoformat(), "")
    with pytest.raises(RuleBroken):
        actions.vacate_post(post, by=africa_office)


@pytest.mark.parametrize("person", ["asia_office", "kenya_signatory", "agency_member"])
def test_nobody_else_appoints(person, request, post):
    with pytest.raises(PermissionDenied):
        actions.appoint_focal_point(post, by=request.getfixturevalue(person))


def test_the_agency_reports_what_became_of_its_commitment(commitment, agency_member):
    with pytest.raises(ValidationError):
        actions.report_commitment(commitment, by=agency_member, act="drop")
    actions.report_commitment(commitment, by=agency_member, act="mark_late")
    actions.report_commitment(commitment, by=agency_member, act="keep")
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.KEPT
    added, *reported = AuditEvent.objects.about(commitment).reverse().values_list("verb", "to_state", "data")
    assert added == ("commitment.added", "open", {"agreement": commitment.agreement.code})
    assert reported == [("commitment.reported", "late", {}), ("commitment.reported", "kept", {})]
    with pytest.raises(RuleBroken):
        actions.report_commitment(commitment, by=agency_member, act="keep")


@pytest.mark.parametrize("person", ["africa_office", "kenya_signatory"])
def test_nobody_else_reports_it(person, request, commitment):
    with pytest.raises(PermissionDenied):
        actions.report_commitment(commitment, by=request.getfixturevalue(person), act="keep")


def test_only_a_party_commits_itself(commitment, secretariat):
    with pytest.raises(ValidationError):
        actions.add_commitment(
            commitment.agreement, by=secretariat, agency=AgencyFactory(), text="Train.", due_on=clock.today()
        )


@pytest.mark.parametrize("person", ["asia_office", "kenya_signatory", "agency_member"])
def test_nobody_else_enters_members_posts_agreements_and_commitments(person, request, commitment, agency, kenya):
    user = request.getfixturevalue(person)
    for act in (
        lambda: actions.add_member(agency, by=user, user=UserFactory(role="agency", agency=agency)),
        lambda: actions.establish_post(by=user, region=kenya.region, kind=FocalPointKind.MEA, post="Post", host=agency),
        lambda: actions.record_agreement(
            by=user, parties=[agency], title="Memorandum", kind=AgreementKind.MOU, state=AgreementState.IN_FORCE
        ),
        lambda: actions.add_commitment(
            commitment.agreement, by=user, agency=agency, text="Train.", due_on=clock.today()
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
