"""The desks, and the forms of assessments and projects: every page by eye of axe, on phones, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing, assert_no_barrier, in_both_views
from tests.browser.conftest import sign_in
from tests.browser.request_records import ACCEPTED, SIGNATORY

OF_GOVERNMENT = ["/desk/", "/assessments/new/"]
OF_OFFICER = [
    "/desk/",
    f"/projects/open/?request={ACCEPTED}",
    "/projects/PRJ-0050/",
    "/projects/PRJ-0050/activities/add/",
    "/projects/PRJ-0050/contributions/record/",
]
PAGES = [("government", path) for path in OF_GOVERNMENT] + [("officer", path) for path in OF_OFFICER]


@pytest.fixture(scope="package")
def government(browser, portal):
    return sign_in(browser, portal, SIGNATORY)


@in_both_views
@pytest.mark.parametrize(("reader", "path"), PAGES)
def test_no_page_keeps_anybody_out(open_page, request, reader, path, width, scheme, language):
    page = open_page(path, width=width, scheme=scheme, language=language, reader=request.getfixturevalue(reader))
    assert_no_barrier(page, width)


def look(page, script):
    if script:
        assert_axe_finds_nothing(page)


@pytest.mark.parametrize("script", [True, False])
def test_an_assessment_is_written_submitted_and_adopted(open_page, government, script):
    page = open_page("/desk/", reader=government, script=script)
    page.get_by_role("link", name="Begin a needs assessment").click()
    page.get_by_label("Title").fill("Capacity for the lakes")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("link", name="Add a need").click()
    page.get_by_label("What is needed").fill("Measure the quality of three lakes.")
    page.get_by_label("Theme").select_option("freshwater")
    look(page, script)
    page.get_by_role("button", name="Add the need").click()
    page.get_by_role("rowheader").get_by_text("Measure the quality of three lakes.").wait_for()
    look(page, script)
    page.get_by_role("link", name="View the whole draft and submit it").click()
    page.get_by_role("button", name="Submit to the signatory").click()
    expect(page.locator("#notice")).to_contain_text("now with the signatory")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="My desk").click()
    page.get_by_role("link", name="Read and adopt").first.click()
    look(page, script)
    page.get_by_role("button", name="Adopt for the Government").click()
    expect(page.locator("#notice")).to_contain_text("can no longer be changed")
