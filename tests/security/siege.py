"""A day of somebody who keeps every limit of an account reached, and of its owner who wants to work."""

import re
import time
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from accounts.signing_in.mailed_links import MailedLink
from tests.security.signing_in import EMAIL, PASSWORD, SIGN_IN, deliver, make_officer, sign_in

SECRET = "ORSXG5DJNZTSA33GEB2GQZJA"
SECOND_STEP = "/accounts/sign-in/second-factor/"
LINK = "/accounts/sign-in/link/"
RESET = "/accounts/password/reset/"
PROOF = "/accounts/proof/"
PROVED_BY = "/accounts/factors/codes/renew/"  # a page for which a fresh proof is asked
HOME = "203.0.113.20"
NEXT_DOOR = "203.0.113.66"  # another machine in the owner's network


class Day:
    """A clock that only moves when it is told; it began yesterday, so that no moment lies before the database's."""

    def __init__(self, monkeypatch):
        self.now = timezone.now() - timedelta(hours=30)
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        monkeypatch.setattr("time.time", lambda: self.now.timestamp())
        monkeypatch.setattr(MailedLink, "_now", lambda link: self.now.replace(tzinfo=None))

    def wait(self, **passed) -> None:
        self.now += timedelta(**passed)


class Attacker:
    """Knows the address, has many networks, the owner's among them, and counts what of the guessing was judged."""

    def __init__(self, *, networks: int, persistent: bool):
        self.addresses = [NEXT_DOOR, *(f"198.51.{place}.1" for place in range(networks - 1))]
        self.persistent = persistent
        self.judged = 0

    def strike(self) -> None:
        """Reach every limit; who is not persistent stops where it was told that one is reached."""
        for address in self.addresses:
            if not self.guess(address) and not self.persistent:
                break
        for address in self.addresses if self.persistent else self.addresses[:5]:
            for page in (RESET, LINK):
                Client().post(page, {"email": EMAIL}, REMOTE_ADDR=address)

    def guess(self, address: str) -> bool:
        """Wrong passwords from this network until it is refused; whether the account was open to any of them."""
        for tried in range(6):
            if sign_in(Client(), password=f"wrong {tried}", address=address).status_code == 429:
                return tried > 0
            self.judged += 1
        return True


class Owner:
    """Four ways in; each answers whether it led in."""

    def __init__(self, day: Day):
        self.day = day
        self.account = make_officer()
        TOTP.activate(self.account, SECRET)
        self.mailbox: list = []
        self.renewals = 0
        self.password = PASSWORD
        self.desk = self.browser()
        if not self.by_password():
            raise AssertionError("Nobody has attacked yet.")

    def browser(self) -> Client:
        return Client(REMOTE_ADDR=HOME)

    def by_password(self) -> bool:
        """The right password and a code, in a browser that the account has signed in from."""
        self.desk.post("/accounts/sign-out/")
        self.desk.post(SIGN_IN, {"username": EMAIL, "password": self.password})
        return self.shows_code(self.desk)

    def by_proof(self) -> bool:
        """A password again within the session, more than ten minutes after signing in."""
        self.day.wait(minutes=11)
        if self.desk.get(PROVED_BY).status_code != 302:
            raise AssertionError("No proof was asked for.")
        self.desk.post(f"{PROOF}?next={PROVED_BY}", {"password": self.password})
        return self.desk.get(PROVED_BY).status_code == 200

    def by_link(self) -> bool:
        """The last link to sign in that lies in the mailbox, in a browser that nobody knows."""
        browser = self.browser()
        browser.post(LINK, {"email": EMAIL})
        link = self.last_link("/accounts/sign-in/link/open/")
        browser.post(link)
        return self.shows_code(browser)

    def by_reset(self) -> bool:
        """The last link for a new password; and the sign-in with it, in a browser that nobody knew."""
        browser = self.browser()
        browser.post(RESET, {"email": EMAIL})
        link = self.last_link("/accounts/password/reset/choose/")
        self.renewals += 1
        password = f"a quiet river at noon, {self.renewals} herons"
        if browser.post(link, {"password": password, "again": password}).status_code == 302:
            self.password, self.desk = password, browser
        return self.by_password()

    def shows_code(self, browser: Client) -> bool:
        self.day.wait(minutes=2)  # a code is good for one time
        code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
        browser.post(SECOND_STEP, {"code": code})
        return browser.get("/accounts/").status_code == 200

    def last_link(self, page: str) -> str:
        self.mailbox += deliver()
        links = [re.search(r"http://localhost:8000(/\S+)", letter.body)[1] for letter in self.mailbox]
        return next((link for link in reversed(links) if link.startswith(page)), page)


def ways_in(owner: Owner) -> dict:
    return {
        "reset": owner.by_reset,
        "password": owner.by_password,
        "proof": owner.by_proof,
        "link": owner.by_link,
    }


def besiege(monkeypatch, *, hours: int, networks: int, persistent: bool = False) -> tuple[dict[str, int], Attacker]:
    """How often the owner got in by each way, tried once an hour, each time after the attacker had struck."""
    day = Day(monkeypatch)
    owner, attacker = Owner(day), Attacker(networks=networks, persistent=persistent)
    times = dict.fromkeys(ways_in(owner), 0)
    for _hour in range(hours):
        ends = day.now + timedelta(hours=1)
        for name, way in ways_in(owner).items():
            if name in ("reset", "link"):
                attacker.strike()
            times[name] += way()
            day.wait(minutes=3)
        day.now = ends
    return times, attacker
