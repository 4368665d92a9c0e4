"""The key of a form: kept with what it made, for its sender and its page alone, and for a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import RuleBroken
from core.forms import idempotency
from core.models import KeyedAnswer
from needs.models import AssistanceRequest
from tests.needs.typed_forms import DRAFT

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0123456789abcdef"}


def test_the_key_is_kept_with_what_it_made(client, kenya_government, freshwater):
    client.force_login(kenya_government)
    response = client.post("/requests/new/", DRAFT | KEY)
    kept = KeyedAnswer.objects.get()
    assert (kept.caller, kept.path) == (f"user:{kenya_government.pk}", "/requests/new/")
    assert (kept.location, kept.record_code) == (response.url, AssistanceRequest.objects.get().code)
    assert len(kept.digest) == 64


def test_another_person_and_another_page_have_keys_of_their_own(client, kenya_government, kenya_signatory, freshwater):
    for person in (kenya_government, kenya_signatory):
        client.force_login(person)
        client.post("/requests/new/", DRAFT | KEY)
    client.post("/requests/new/?need=NEED-1", DRAFT | KEY)
    assert AssistanceRequest.objects.count() == 3


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "0123456789abcde\0", "0123456789 abcdef"])
def test_what_is_no_key_makes_a_record_and_is_not_kept(client, kenya_government, freshwater, key):
    client.force_login(kenya_government)
    assert client.post("/requests/new/", DRAFT | {"form_key": key}).status_code == 302
    assert not KeyedAnswer.objects.exists()


def test_an_act_that_failed_leaves_no_key(rf, kenya_government):
    request = rf.post("/requests/new/", KEY)
    request.user = kenya_government

    def refuse():
        raise RuleBroken("Not now.")

    with pytest.raises(RuleBroken):
        idempotency.make_once(request, refuse, str)
    assert not KeyedAnswer.objects.exists()


def test_a_key_is_forgotten_after_a_day():
    for hours in (25, 23):
        KeyedAnswer.objects.create(
            caller="user:1",
            method="POST",
            path="/",
            key=f"{hours:016}",
            answered_at=timezone.now() - timedelta(hours=hours),
        )
    idempotency.forget()
    assert [kept.key for kept in KeyedAnswer.objects.all()] == [f"{23:016}"]
