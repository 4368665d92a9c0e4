"""The account's own pages and those of people: no barrier, no sideways scrolling; the warning before a session ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing, assert_no_barrier, in_both_views

PAGES = [
    "/accounts/",
    "/accounts/edit/",
    "/accounts/sessions/",
    "/accounts/tokens/",
    "/accounts/people/",
    "/accounts/people/invite/",
]
HOUR = 60 * 60 * 1000


@in_both_views
@pytest.mark.parametrize("path", PAGES)
def test_no_page_keeps_anybody_out(open_page, officer, path, width, scheme, language):
    page = open_page(path, width=width, scheme=scheme, language=language, reader=officer)
    assert_no_barrier(page, width)


def test_axe_finds_nothing_on_the_page_of_a_person(open_page, officer):
    page = open_page("/accounts/people/", reader=officer)
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/accounts/people/\d+/$"))
    assert_axe_finds_nothing(page)


def test_the_reader_is_told_two_minutes_before_a_session_ends_and_why(open_page, officer):
    page = open_page("/accounts/", reader=officer)
    page.clock.install()
    page.reload()
    idle, last = page.get_by_text("the portal has not been used"), page.get_by_text("you signed in twelve hours ago")
    stay = page.get_by_role("button", name="Stay signed in")
    page.clock.fast_forward(7015 * 1000)
    expect(idle).to_be_hidden()
    page.clock.fast_forward(10 * 1000)
    expect(idle).to_be_visible()
    expect(last).to_be_hidden()
    stay.click()
    expect(idle).to_be_hidden()
    page.clock.fast_forward(11 * HOUR)
    expect(idle).to_be_visible()
    page.evaluate("document.getElementById('session').dataset.idle = 13 * 60 * 60")
    stay.click()
    expect(idle).to_be_hidden()
    page.clock.fast_forward(HOUR)
    expect(last).to_be_visible()
    expect(stay).to_be_hidden()
