"""The pages of a report, for those who make it and for those who read it."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing, assert_no_barrier, in_both_views
from tests.browser.conftest import REFUSED

READY, BUILDING, FAILED = "/reports/GC.26-2010/", "/reports/GC.26-2006/", "/reports/GC.26-2007/"
QUEUED, CLEARED, ISSUED = "/reports/GC.26-2005/", "/reports/GC.26-2008/", "/reports/GC.26-2009/"
SECTION, WIDE = "preview/requests/", "preview/annex-by-country/"
OFFICERS_PAGES = [
    "/reports/",
    "/reports/order/",
    QUEUED,
    BUILDING,
    FAILED,
    READY,
    CLEARED,
    f"{READY}texts/south-south/",
    f"{READY}figures/M1/",
]
VISITORS_PAGES = ["/reports/", ISSUED, f"{ISSUED}{SECTION}", f"{ISSUED}{WIDE}", f"{ISSUED}figures/M1/"]
PAGES = [(path, "officer") for path in OFFICERS_PAGES] + [(path, "visitor") for path in VISITORS_PAGES]
NARROW = (390, 320)
UNNAMED_FRAMES = """[...document.querySelectorAll("main *")]
    .filter((part) => part.scrollWidth > part.clientWidth + 1)
    .filter((part) => ["auto", "scroll"].includes(getComputedStyle(part).overflowX))
    .filter((part) => !part.matches("textarea, .scroll[role=region][tabindex='0'][aria-label]"))
    .map((part) => part.outerHTML.slice(0, 80))"""


def expect_nothing_sideways(page, *widths):
    """The page is never wider than the screen; what is wider scrolls in a frame that has a name and takes the focus."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(UNNAMED_FRAMES) == []


@pytest.fixture
def reader_of(officer):
    return {"officer": officer, "visitor": None}


@in_both_views
@pytest.mark.parametrize(("path", "reader"), PAGES)
def test_no_page_keeps_anybody_out(open_page, reader_of, path, reader, width, scheme, language):
    page = open_page(path, width=width, scheme=scheme, language=language, reader=reader_of[reader])
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert_no_barrier(page, width)
    expect_nothing_sideways(page, *NARROW)


@pytest.mark.parametrize("script", [True, False])
def test_a_refused_order_comes_back_with_what_is_wrong(open_page, officer, script):
    page = open_page("/reports/order/", reader=officer, script=script, width=390)
    page.get_by_label("Year that the report covers").fill("10")
    page.get_by_role("button", name="Order the report").click()
    page.wait_for_selector(".errors")
    expect(page).to_have_title(REFUSED)
    expect(page.get_by_label("Year that the report covers")).to_have_value("10")
    if script:
        expect(page.locator(".errors")).to_be_focused()
        assert_axe_finds_nothing(page)
        expect_nothing_sideways(page, *NARROW)


def write(page, text):
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Save").click()


def test_a_text_that_cannot_be_read_comes_back_with_the_line(open_page, officer):
    page = open_page(f"{READY}texts/summary/", reader=officer, width=390)
    write(page, "The year had {{M99}} requests.")
    page.wait_for_selector(".errors")
    expect(page).to_have_title(REFUSED)
    expect(page.get_by_label("Text", exact=True)).to_have_value("The year had {{M99}} requests.")
    assert_axe_finds_nothing(page)
    expect_nothing_sideways(page, *NARROW)


@pytest.mark.parametrize("script", [True, False])
def test_who_saves_second_sees_both_texts_and_loses_nothing(open_page, officer, script):
    path = f"{READY}texts/conclusions/"
    mine = open_page(path, reader=officer, script=script)
    other = open_page(path, reader=officer, script=script)
    write(other, f"Words of the other, script {script}.")
    other.wait_for_url(f"**{READY}")
    write(mine, "My own words.")
    mine.wait_for_selector(".pair")
    expect(mine.get_by_text(f"Words of the other, script {script}.").first).to_be_visible()
    expect(mine.get_by_label("Text", exact=True)).to_have_value("My own words.")
    if script:
        assert_axe_finds_nothing(mine)
        expect_nothing_sideways(mine, *NARROW)
    mine.get_by_role("button", name="Save my text").click()
    mine.wait_for_url(f"**{READY}")
    expect(mine.get_by_text("1 text is newer than the build")).to_be_visible()


def test_a_figure_opens_its_records_below_its_paragraph(open_page):
    page = open_page(f"{ISSUED}{SECTION}", width=390)
    figure, other = page.locator(".fig").nth(0), page.locator(".fig").nth(1)
    expect(figure).to_have_attribute("aria-expanded", "false")
    figure.click()
    page.wait_for_selector("#records .box")
    assert page.url.endswith(SECTION)
    expect(figure).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{figure.get_attribute('aria-controls')}").get_by_role("heading")).to_be_visible()
    assert page.locator("#records").evaluate("box => box.previousElementSibling.matches('p')")
    assert_axe_finds_nothing(page)
    expect_nothing_sideways(page, *NARROW)
    other.click()
    page.wait_for_selector("#records .box")
    expect(page.locator("#records")).to_have_count(1)
    expect(figure).to_have_attribute("aria-expanded", "false")
    expect(other).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#records")).to_have_count(0)
    expect(other).to_be_focused()
    figure.press("Enter")
    page.wait_for_selector("#records .box")
    page.keyboard.press("Escape")
    expect(page.locator("#records")).to_have_count(0)
    expect(figure).to_have_attribute("aria-expanded", "false")


def test_a_figure_in_a_table_opens_below_the_table(open_page):
    page = open_page(f"{ISSUED}{SECTION}")
    page.locator("td .fig").first.click()
    page.wait_for_selector("#records .box")
    assert page.locator("#records").evaluate("box => box.previousElementSibling.matches('.scroll')")


def test_a_figure_whose_records_do_not_come_is_followed_as_a_link(open_page):
    page = open_page(f"{ISSUED}{SECTION}")
    page.route(
        "**/figures/**",
        lambda route, asked: route.continue_() if asked.is_navigation_request() else route.fulfill(status=204),
    )
    page.locator(".fig").first.click()
    page.wait_for_url("**/figures/**")


def test_a_figure_is_a_page_of_its_own_without_script(open_page):
    page = open_page(f"{ISSUED}{SECTION}", script=False)
    page.locator(".fig").first.click()
    page.wait_for_url("**/figures/M1/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_reads_from_page_to_page(open_page, script):
    page = open_page("/reports/", script=script, width=390)
    page.get_by_role("rowheader").get_by_role("link").click()
    page.get_by_role("link", name="Next: Suggested action").click()
    page.wait_for_url(f"**{ISSUED}preview/suggested-action/")
    page.get_by_text("Contents", exact=True).click()
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Requests received").click()
    page.wait_for_url(f"**{ISSUED}{SECTION}")


def set_state(database, year, state):
    database.rows("UPDATE reports_report SET state = %s WHERE year = %s", state, year)


def test_progress_is_asked_for_until_the_build_ends_and_found_again(open_page, officer, database):
    page = open_page(QUEUED, reader=officer)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/progress/" in request.url else None)
    expect(page.get_by_text("Waiting to start")).to_be_visible()
    set_state(database, 2005, "building")
    page.wait_for_selector("text=Being built: step 1 of 4", timeout=12_000)
    page.goto("/")
    page.goto(QUEUED)
    expect(page.get_by_text("Being built: step 1 of 4")).to_be_visible()
    set_state(database, 2005, "failed")
    page.wait_for_selector("text=The report could not be built", timeout=12_000)
    count = len(asked)
    page.wait_for_timeout(6_000)
    assert len(asked) == count
    set_state(database, 2005, "queued")


def test_progress_is_refreshed_by_hand_without_script(open_page, officer):
    page = open_page(BUILDING, reader=officer, script=False)
    page.get_by_role("link", name="Refresh").click()
    expect(page).to_have_url(BUILDING)
    expect(page.get_by_text("Being built: step 2 of 4")).to_be_visible()
