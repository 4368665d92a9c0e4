import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from needs.models import AssistanceRequest
from tests.factories import NeedFactory

pytestmark = pytest.mark.django_db


def test_a_country_drafts_a_request_with_its_needs(kenya_government, kenya, freshwater):
    need = NeedFactory()

    assistance = actions.draft_request(
        by=kenya_government, country=kenya, title="Rivers", theme=freshwater, needs=[need]
    )

    year = clock.today().year
    assert (assistance.code, assistance.state) == (f"REQ-{year}-KEN-0001", RequestState.DRAFT)
    assert list(assistance.needs.all()) == [need]
    assert assistance.created_by == kenya_government
    assert AuditEvent.objects.get(verb="request.drafted").record_code == assistance.code


def test_two_drafts_have_two_codes(kenya_government, kenya):
    first, second = (actions.draft_request(by=kenya_government, country=kenya, title="Rivers") for _time in range(2))
    assert (first.code[-4:], second.code[-4:]) == ("0001", "0002")


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "agency_member", "peru_government"])
def test_only_the_country_itself_drafts(person, request, kenya):
    with pytest.raises(PermissionDenied):
        actions.draft_request(by=request.getfixturevalue(person), country=kenya, title="Rivers")
    assert not AssistanceRequest.objects.exists()


def test_a_draft_does_not_choose_its_state(kenya_government, kenya):
    with pytest.raises(TypeError):
        actions.draft_request(by=kenya_government, country=kenya, title="Rivers", state=RequestState.ACCEPTED)


def test_a_request_does_not_answer_the_need_of_another_country(kenya_government, kenya, peru):
    foreign = NeedFactory(countries=[peru])
    with pytest.raises(ValidationError):
        actions.draft_request(by=kenya_government, country=kenya, title="Rivers", needs=[foreign])
    assert not AssistanceRequest.objects.exists()
