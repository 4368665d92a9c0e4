import pytest
from django.core.exceptions import PermissionDenied

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import MessageKind
from tests.factories import AssistanceRequestFactory, MeaFactory

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
