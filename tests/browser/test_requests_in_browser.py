"""Requests as a signatory and an officer meet them: every page by eye of axe, and what script adds."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing, assert_no_barrier, in_both_views
from tests.browser.conftest import REFUSED
from tests.browser.request_records import ACCEPTED, DRAFT, SCREENING

OF_SIGNATORY = [
    "/requests/",
    "/requests/new/",
    f"/requests/{DRAFT}/",
    f"/requests/{DRAFT}/edit/",
    f"/requests/{DRAFT}/participants/",
    f"/requests/{DRAFT}/check/",
    f"/requests/{SCREENING}/withdraw/",
    f"/requests/{SCREENING}/",
    f"/requests/{ACCEPTED}/",
]
OF_OFFICER = ["/requests/", "/requests/screening/", f"/requests/{SCREENING}/", f"/requests/{ACCEPTED}/"]
PAGES = [("signatory", path) for path in OF_SIGNATORY] + [("officer", path) for path in OF_OFFICER]


@in_both_views
@pytest.mark.parametrize(("reader", "path"), PAGES)
def test_no_page_keeps_anybody_out(open_page, request, reader, path, width, scheme, language):
    page = open_page(path, width=width, scheme=scheme, language=language, reader=request.getfixturevalue(reader))
    page.evaluate("for (const folded of document.querySelectorAll('main details')) folded.open = true")
    assert_no_barrier(page, width)


def test_a_refused_draft_starts_at_the_list_of_errors(open_page, signatory):
    page = open_page("/requests/new/", reader=signatory)
    page.get_by_label("Title").fill("Laboratory")
    page.get_by_label("Preferred start date").fill("2009-02")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_selector(".errors")
    expect(page.locator(".errors")).to_be_focused()
    expect(page).to_have_title(REFUSED)
    expect(page.get_by_label("Title")).to_have_value("Laboratory")
    page.get_by_role("link", name="Enter a preferred start date in the future.").click()
    expect(page.locator("[name=wished_start]")).to_be_focused()
    assert_axe_finds_nothing(page)


def test_choosing_a_theme_shows_what_looks_alike(open_page, signatory):
    page = open_page("/requests/new/", reader=signatory)
    page.get_by_label("Theme").select_option("freshwater")
    page.wait_for_selector("#look-alikes .box")
    expect(page.locator("#look-alikes")).to_contain_text(ACCEPTED)


def test_two_who_change_one_draft_choose_part_by_part(open_page, signatory):
    first = open_page(f"/requests/{DRAFT}/participants/", reader=signatory)
    second = open_page(f"/requests/{DRAFT}/participants/", reader=signatory)
    first.get_by_label("Who took part").fill("Farmers and fishers.")
    first.get_by_role("button", name="Save as draft").click()
    first.get_by_text("has been saved as a draft and has not been submitted").wait_for()
    second.get_by_label("Who took part").fill("Traders.")
    second.get_by_role("button", name="Save as draft").click()
    second.wait_for_selector(".pick")
    assert_axe_finds_nothing(second)
    second.get_by_text("Farmers and fishers.").click()
    second.get_by_role("button", name="Save the chosen parts").click()
    second.get_by_text("has been saved as a draft and has not been submitted").wait_for()
    again = open_page(f"/requests/{DRAFT}/participants/", reader=signatory)
    expect(again.get_by_label("Who took part")).to_have_value("Farmers and fishers.")
