"""A draft that saves itself while somebody writes in it, with the script of the page and a real connection."""

import re
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing
from tests.browser.request_records import DRAFT

PARTICIPANTS = f"/requests/{DRAFT}/participants/"
LABEL = "Who took part"
SAVED = re.compile(r"^Saved \d\d:\d\d, not submitted\.")


@pytest.fixture
def draft(open_page, signatory):
    return open_page(PARTICIPANTS, reader=signatory)


@pytest.fixture
def troubled_draft(browser, portal, signatory):
    """As above, where the browser has reason to complain."""
    context = browser.new_context(base_url=portal, storage_state=signatory, locale="en")
    page = context.new_page()
    page.goto(PARTICIPANTS)
    yield page
    context.close()


def leave(page, text):
    """Write into the field and leave it."""
    page.get_by_label(LABEL).fill(text)
    page.get_by_label(LABEL).blur()


def test_leaving_a_field_saves_it_and_the_button_still_works(draft):
    leave(draft, "Farmers of three provinces.")
    expect(draft.locator("#saved")).to_have_text(SAVED)
    draft.get_by_label(LABEL).fill("Farmers of four provinces.")
    draft.get_by_role("button", name="Save and continue").click()
    draft.wait_for_url("**/check/")
    expect(draft.locator("main")).to_contain_text("Farmers of four provinces.")


def test_half_a_minute_after_somebody_began_to_write_it_is_saved(draft):
    draft.clock.install()
    draft.reload()
    draft.get_by_label(LABEL).press_sequentially("Women ")
    draft.clock.run_for(20_000)
    draft.get_by_label(LABEL).press_sequentially("of the lakes. ")
    with draft.expect_response(lambda answer: answer.request.method == "POST") as answer:
        draft.clock.run_for(11_000)
    assert answer.value.status == 200
    assert "Women of the lakes." in unquote_plus(answer.value.request.post_data)


def test_without_connection_the_text_stays_and_the_page_says_so(troubled_draft):
    leave(troubled_draft, "Fishers of the north.")
    expect(troubled_draft.locator("#saved")).to_have_text(SAVED)
    troubled_draft.context.set_offline(True)
    leave(troubled_draft, "Fishers of the south.")
    expect(troubled_draft.locator("#saved")).to_have_text(
        re.compile(r"^Not saved since \d\d:\d\d: no connection\. Your text is still here\.")
    )
    expect(troubled_draft.get_by_label(LABEL)).to_have_value("Fishers of the south.")
    troubled_draft.context.set_offline(False)
    leave(troubled_draft, "Fishers of the east.")
    expect(troubled_draft.locator("#saved")).to_have_text(SAVED)


def test_signed_out_meanwhile_the_text_stays(troubled_draft):
    troubled_draft.context.clear_cookies()
    leave(troubled_draft, "Nobody.")
    expect(troubled_draft.locator("#saved")).to_have_text(re.compile("^Not saved since"))
    expect(troubled_draft.get_by_label(LABEL)).to_have_value("Nobody.")


def test_a_colleague_who_saved_meanwhile_is_named_beside_the_text(draft, open_page, signatory):
    colleague = open_page(PARTICIPANTS, reader=signatory)
    leave(colleague, "Elders.")
    expect(colleague.locator("#saved")).to_have_text(SAVED)
    leave(draft, "Youth.")
    expect(draft.locator("#saved")).to_contain_text("Somebody else has saved this draft in the meantime.")
    assert_axe_finds_nothing(draft)


def test_a_new_draft_belongs_to_its_form_once_its_title_is_there(open_page, signatory):
    page = open_page("/requests/new/", reader=signatory)
    page.get_by_label("What is requested").fill("Courses.")
    page.get_by_label("What is requested").blur()
    expect(page.locator("#saved")).to_contain_text("To save a draft, fill in: Title.")
    page.get_by_label("Title").fill("Registers of the wetlands")
    page.get_by_label("Title").blur()
    page.wait_for_url("**/edit/")
    page.get_by_label("Theme").select_option("freshwater")
    page.wait_for_selector("#look-alikes .box")
    expect(page.locator("#look-alikes")).not_to_contain_text("Registers of the wetlands")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_text("has been saved as a draft and has not been submitted").wait_for()
    listed = open_page("/requests/?q=Registers", reader=signatory)
    expect(listed.locator("tbody tr")).to_have_count(1)
