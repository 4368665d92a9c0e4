"""Texts that look like a passkey until their innermost part: refused in words, at sign-in by anybody."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from random import Random

import pytest
from django.test import Client

from accounts.forms import signing_in
from tests.security.signing_in import sign_in

SIGN_IN_PAGE, ADD_PAGE = "/accounts/sign-in/passkey/", "/accounts/factors/passkeys/"
DEEP = 3_000  # Python gives up at a thousand
OF_THE_SITE = sha256(b"testserver").digest()
WITH_EXTENSIONS, WITH_CREDENTIAL = b"\x85", b"\x45"
COUNTER = b"\0\0\0\1"
# Binary parts (CBOR) that are nested, cut off, longer than they are, or no data at all.
BINARY = (
    b"", b"\x81" * DEEP, b"\xa1\x01" * DEEP, b"\x9b" + b"\xff" * 8, b"\x5b" + b"\xff" * 8, b"\xff", b"\xa1\x61",
    b"\xf9\x7c\x00", b"\xc2\x41\x01", b"\xa2\x01\x01\x01\x02", b"\x63\xff\xfe\xfd", b"\xa1\xa0\xa0",
    b"\x3b" + b"\xff" * 8,
)  # fmt: skip
CLIENT_DATA = (
    b"", b"{}", b"[]", b"null", b"[" * DEEP, b'{"a":' * DEEP, b"\xff", b'{"type": 1, "challenge": 2, "origin": 3}',
    b'{"type": "webauthn.get", "challenge": "", "origin": "http://[::1"}', b"1" * 5_000,
)  # fmt: skip
GOOD_DATA = json.dumps({"type": "webauthn.get", "challenge": "AAAA", "origin": "http://testserver"}).encode()


def coded(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def passkey(account, **parts: bytes) -> str:
    response = {"clientDataJSON": GOOD_DATA, "authenticatorData": OF_THE_SITE + b"\x05" + COUNTER, "signature": b"a"}
    response |= {"userHandle": str(account.pk).encode(), "attestationObject": b"\xa0"} | parts
    shown = {name: coded(part) for name, part in response.items()}
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": shown})


def hostile_passkeys(account) -> list[str]:
    """Each part of a passkey replaced by each odd one; and with single bytes of the whole changed."""
    made = [passkey(account, clientDataJSON=data) for data in CLIENT_DATA]
    for odd in BINARY:
        for flags in (WITH_EXTENSIONS, WITH_CREDENTIAL):
            made.append(passkey(account, authenticatorData=OF_THE_SITE + flags + COUNTER + odd))
        attested = b"\xa3cfmtdnonegattStmt\xa0hauthData\x58" + bytes([len(odd[:200])]) + odd[:200]
        made += [passkey(account, attestationObject=part) for part in (odd, attested)]
        made += [passkey(account, userHandle=odd), passkey(account, signature=odd)]
    drawn = Random(7)
    for _once in range(30):
        signs = list(passkey(account))
        for _sign in range(drawn.randint(1, 4)):
            signs[drawn.randrange(len(signs))] = drawn.choice('"{}[]:,\\u0\0é-9')
        made.append("".join(signs))
    return made


@pytest.fixture
def pages(officer):
    """Whoever is not signed in, and somebody who adds a passkey; each was asked for one."""
    visitor, person = Client(), Client()
    sign_in(person)
    for client, page in ((visitor, SIGN_IN_PAGE), (person, ADD_PAGE)):
        client.raise_request_exception = False
        client.get(page, headers={"Accept": "application/json"})
    return ((visitor, SIGN_IN_PAGE), (person, ADD_PAGE))


def failures(pages, account) -> list[str]:
    found = []
    for client, page in pages:
        for credential in hostile_passkeys(account):
            sent = {"credential": credential} | ({"name": "Desk"} if page == ADD_PAGE else {})
            if client.post(page, sent).status_code not in (302, 422):
                found.append(f"{page}: {credential[:200]}")
    return found


def test_no_text_is_answered_with_an_error_of_ours(pages, officer):
    assert failures(pages, officer) == []


def test_without_the_guard_nested_parts_are_noticed(pages, officer, monkeypatch):
    monkeypatch.setattr(signing_in, "UNREADABLE", (AttributeError, KeyError, TypeError, ValueError))
    nested = [passkey(officer, clientDataJSON=b"[" * DEEP), passkey(officer, attestationObject=b"\x81" * DEEP)]
    monkeypatch.setattr(f"{__name__}.hostile_passkeys", lambda account: nested)
    found = failures(pages, officer)
    assert {page for page in (
        SIGN_IN_PAGE, ADD_PAGE,
    ) for failure in found if page in failure} == {SIGN_IN_PAGE, ADD_PAGE}  # fmt: skip
