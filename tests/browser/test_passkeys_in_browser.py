"""Passkeys, with the authenticator that Chromium plays itself: added, used to sign in, used as a proof, removed."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

PERSON = "passkeys@office.example"


@pytest.fixture(scope="module")
def place(portal):
    """Browsers take passkeys for names, not for numbers of addresses."""
    return portal.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, place):
    """A page of a browser that holds an authenticator; what the policy refuses fails the test."""
    context = browser.new_context(base_url=place, locale="en")
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    yield page
    context.close()
    assert complaints == []


def arrive(page, path):
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def sign_in_by_password(page):
    page.goto("/accounts/sign-in/")
    page.get_by_label("Email address").fill(PERSON)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_passkey_is_added_signs_in_by_itself_and_is_removed(page):
    sign_in_by_password(page)
    arrive(page, "/desk/")
    page.goto("/accounts/factors/passkeys/")
    page.get_by_label("Name").fill("Test computer")
    page.get_by_role("button", name="Add the passkey").click()
    arrive(page, "/accounts/factors/codes/")
    expect(page.locator("ol .code")).to_have_count(10)

    page.context.clear_cookies()
    page.goto("/accounts/sign-in/?next=/accounts/factors/")
    page.get_by_role("button", name="Use a passkey").click()
    arrive(page, "/accounts/factors/")
    expect(page.get_by_text("Test computer").first).to_be_visible()

    page.goto("/accounts/proof/passkey/?next=/accounts/sessions/")
    page.get_by_role("button", name="Use a passkey").click()
    arrive(page, "/accounts/sessions/")

    page.goto("/accounts/factors/")
    page.get_by_role("link", name="Remove Test computer").click()
    page.get_by_role("button", name="Remove the passkey").click()
    arrive(page, "/accounts/factors/")
    expect(page.get_by_text("Test computer")).to_have_count(0)


def test_a_passkey_is_the_second_step_after_a_password(page):
    sign_in_by_password(page)
    arrive(page, "/desk/")
    page.goto("/accounts/factors/passkeys/")
    page.get_by_label("Name").fill("Second step")
    page.get_by_role("button", name="Add the passkey").click()
    arrive(page, "/accounts/factors/codes/")
    page.context.clear_cookies()
    sign_in_by_password(page)
    arrive(page, "/accounts/sign-in/second-factor/")
    page.get_by_role("button", name="Use a passkey").click()
    arrive(page, "/desk/")
    page.goto("/accounts/factors/")
    page.get_by_role("link", name="Remove Second step").click()
    page.get_by_role("button", name="Remove the passkey").click()
    arrive(page, "/accounts/factors/")


def test_a_passkey_that_nobody_knows_is_refused_in_words(page):
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The passkey was not used").wait_for()


def test_without_script_passkeys_are_not_offered(browser, place):
    context = browser.new_context(base_url=place, locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    context.close()
