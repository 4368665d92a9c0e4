"""What readers meet: no barrier, no sideways scrolling, nothing that needs script, no refused script or style."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing, assert_no_barrier, in_both_views
from tests.browser.conftest import EMAIL, PASSWORD, REFUSED

PAGES = {
    "/": 200,
    "/?layer=unmet": 200,
    "/search/?q=water": 200,
    "/search/?q=nothing-of-the-kind": 200,
    "/countries/": 200,
    "/countries/KEN/": 200,
    "/countries/AND/": 200,
    "/needs/": 200,
    "/needs/?q=water&country=RWA&answered=false&theme=energy": 200,
    "/needs/NEED-RWA-01/": 200,
    "/projects/": 200,
    "/projects/?q=water&cooperation=south-south": 200,
    "/projects/PRJ-0050/": 200,
    "/partners/": 200,
    "/partners/ORG-UNEP/": 200,
    "/reforms/": 200,
    "/reforms/17/": 200,
    "/assessments/": 200,
    "/assessments/NA-RWA-01/": 200,
    "/exchange/?module=events": 200,
    "/exchange/unmet/": 200,
    "/data/": 200,
    "/about/": 200,
    "/accessibility/": 200,
    "/privacy/": 200,
    "/help/": 200,
    "/security/": 200,
    "/exchange/OFR-060/": 200,
    "/meas/": 200,
    "/meas/cbd/": 200,
    "/focal-points/": 200,
    "/focal-points/FP-001/": 200,
    "/agreements/": 200,
    "/agreements/AGR-001/": 200,
    "/decisions/": 200,
    "/decisions/DEC-GC-23-1/": 200,
    "/meetings/": 200,
    "/meetings/MTG-001/": 200,
    "/groups/": 200,
    "/groups/GRP-001/": 200,
    "/duties/": 200,
    "/duties/DUTY-001/": 200,
    "/targets/": 200,
    "/targets/TGT-001/": 200,
    "/api/v1/docs/": 200,
    "/accounts/sign-in/": 200,
    "/nowhere/": 404,
    "/needs/?misspelt=1": 400,
}


@in_both_views
@pytest.mark.parametrize("path", PAGES)
def test_no_page_keeps_anybody_out(open_page, path, width, scheme, language):
    page = open_page(path, width=width, scheme=scheme, language=language, status=PAGES[path])
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert_no_barrier(page, width)


@pytest.mark.parametrize("script", [True, False])
def test_a_list_is_narrowed_with_and_without_script(open_page, script):
    page = open_page("/projects/", script=script)
    page.get_by_label("Search", exact=True).last.fill("water")
    page.get_by_label("Kind of cooperation").select_option("south-south")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/projects/?q=water&**cooperation=south-south**")
    page.get_by_role("link", name="Remove filter water").click()
    page.wait_for_url(lambda url: "q=water" not in url and "cooperation=south-south" in url)
    expect(page.get_by_role("rowheader").nth(5)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_language_changes_and_the_page_stays(open_page, script):
    page = open_page("/needs/?country=KEN", script=script)
    page.get_by_role("contentinfo").get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page).to_have_url("/needs/?country=KEN")


def test_an_officer_signs_in_comes_back_and_signs_out_without_script(open_page):
    page = open_page("/needs/?country=KEN", script=False)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(REFUSED)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/needs/?country=KEN")
    page.get_by_text("A. Diallo").click()
    page.get_by_role("button", name="Sign out").last.click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_refused_sign_in_starts_at_the_list_of_errors(open_page):
    page = open_page("/accounts/sign-in/")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector(".errors")
    expect(page.locator(".errors")).to_be_focused()
    assert_axe_finds_nothing(page)


def test_the_start_page_needs_four_files_besides_itself_and_no_foreign_host(browser, portal):
    context = browser.new_context(base_url=portal)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/", wait_until="networkidle")
    context.close()
    assert all(url.startswith(portal) for url in asked)
    assert len({url for url in asked if not url.endswith("/")} - {url for url in asked if "/mark." in url}) <= 4


def test_the_first_visit_and_every_later_page_keep_their_weight_on_the_wire(browser, portal):
    """Bytes as Chromium receives them, heads included; style sheet, script and map come once."""
    context = browser.new_context(base_url=portal)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    received = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    def weigh(path):
        received.clear()
        page.goto(path, wait_until="networkidle")
        return sum(received)

    assert 5_000 < weigh("/") <= 60_000
    later = {path: weigh(path) for path in PAGES}
    context.close()
    assert {path: weight for path, weight in later.items() if not 500 < weight <= 15_000} == {}
