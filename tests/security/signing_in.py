"""A person who signs in, the letters that follow, and many who knock in the same moment."""

from django.core import mail
from django.test import Client

from accounts import tasks
from accounts.choices import Role
from accounts.models import AccountLetter, User
from tests.crowd import all_at_once

PASSWORD = "lake-of-nine-rivers"
EMAIL = "officer@office.example"
AT_ONCE = 50
SIGN_IN = "/accounts/sign-in/"
HERE = "192.0.2.7"


def make_officer(email=EMAIL, **fields):
    return User.objects.create_user(email, PASSWORD, name="Ama Diallo", role=Role.SECRETARIAT, **fields)


def sign_in(client, *, email=EMAIL, password=PASSWORD, address=HERE, **fields):
    return client.post(SIGN_IN, {"username": email, "password": password, **fields}, REMOTE_ADDR=address)


def ask_for_reset(email, client=None):
    return (client or Client()).post("/accounts/password/reset/", {"email": email})


def deliver() -> list:
    """What the workers send of the letters that wait."""
    del mail.outbox[:]
    for letter in AccountLetter.objects.filter(state=AccountLetter.QUEUED):
        tasks.send_letter(letter.pk)
    return mail.outbox


def at_once(knock, number=AT_ONCE) -> list:
    """The answers to so many clients that knock in the same moment."""
    return all_at_once(number, knock, hands=number)


def statuses(answers) -> dict[int, int]:
    found = [answer.status_code for answer in answers]
    return {status: found.count(status) for status in sorted(set(found))}
