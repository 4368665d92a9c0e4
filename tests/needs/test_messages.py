import pytest
from django.core.exceptions import PermissionDenied

from accounts.choices import Role
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import MessageKind
from needs.models import Message
from needs.models.requests import MessageQuerySet
from tests.factories import AssistanceRequestFactory, MeaFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_office_and_country_ask_and_answer_in_one_thread(africa_office, kenya_government):
    assistance = AssistanceRequestFactory(screening=True)
    actions.ask_question(assistance, by=africa_office, text="Which rivers?")
    actions.answer_question(assistance, by=kenya_government, text="The Tana and the Athi.")
    assert list(assistance.messages.values_list("kind", "author")) == [
        (MessageKind.QUESTION, africa_office.pk),
        (MessageKind.ANSWER, kenya_government.pk),
    ]
    assert AuditEvent.objects.filter(record_code=assistance.code).count() == 2


@pytest.mark.parametrize("person", ["kenya_government", "asia_office", "agency_member"])
def test_only_the_office_asks(person, request):
    with pytest.raises(PermissionDenied):
        actions.ask_question(AssistanceRequestFactory(screening=True), by=request.getfixturevalue(person), text="?")


@pytest.mark.parametrize("person", ["africa_office", "peru_government", "agency_member"])
def test_only_the_country_answers(person, request):
    with pytest.raises(PermissionDenied):
        actions.answer_question(AssistanceRequestFactory(screening=True), by=request.getfixturevalue(person), text="!")


def test_the_focal_point_of_a_treaty_comments_where_it_is_named(mea_focal_point):
    named, other = AssistanceRequestFactory(accepted=True), AssistanceRequestFactory(accepted=True)
    named.meas.add(MeaFactory(code="cbd"))
    actions.comment_request(named, by=mea_focal_point, text="Report it under target 8.")
    with pytest.raises(PermissionDenied):
        actions.comment_request(other, by=mea_focal_point, text="Report it under target 8.")


def test_a_draft_has_no_thread(kenya_government):
    with pytest.raises(RuleBroken):
        actions.answer_question(AssistanceRequestFactory(), by=kenya_government, text="!")


@pytest.fixture
def thread(africa_office, kenya_government, mea_focal_point):
    """A request with a treaty's comment among what office and country write to each other."""
    assistance = AssistanceRequestFactory(accepted=True)
    assistance.meas.set([MeaFactory(code="cbd"), MeaFactory(code="ramsar")])
    actions.ask_question(assistance, by=africa_office, text="Which rivers?")
    actions.answer_question(assistance, by=kenya_government, text="The Tana.")
    actions.comment_request(assistance, by=mea_focal_point, text="Report it under target 8.")
    return assistance


def focal_point_of(treaty: str):
    user = UserFactory(role=Role.MEA)
    user.meas.add(MeaFactory(code=treaty))
    return user


def read_by(user) -> list[str]:
    return list(Message.objects.visible_to(user).values_list("text", flat=True))


@pytest.mark.parametrize("person", ["africa_office", "kenya_government", "secretariat"])
def test_office_country_and_secretariat_read_the_whole_thread(person, thread, request):
    assert len(read_by(request.getfixturevalue(person))) == 3


@pytest.mark.parametrize("person", ["asia_office", "peru_government", "agency_member", "visitor"])
def test_nobody_else_reads_any_of_it(person, thread, request):
    assert read_by(request.getfixturevalue(person)) == []


def test_a_treatys_focal_points_read_what_was_written_for_it(thread, mea_focal_point):
    for user in (mea_focal_point, focal_point_of("cbd")):
        assert read_by(user) == ["Report it under target 8."]
    assert read_by(focal_point_of("ramsar")) == []
    assert read_by(focal_point_of("basel")) == []


def page_of(thread, client, user) -> str:
    client.force_login(user)
    return client.get(thread.get_absolute_url()).getvalue().decode()


def test_the_page_shows_the_focal_point_no_more(thread, client, mea_focal_point):
    page = page_of(thread, client, mea_focal_point)
    assert "Report it under target 8." in page
    for hidden in ("Which rivers?", "The Tana.", "Question written"):
        assert hidden not in page


def test_a_thread_that_all_may_read_is_noticed(thread, client, mea_focal_point, monkeypatch):
    monkeypatch.setattr(MessageQuerySet, "visible_to", lambda self, user: self)
    assert "Which rivers?" in page_of(thread, client, mea_focal_point)
