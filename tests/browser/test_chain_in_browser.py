"""The chain by web forms, from the need that an office enters with a country to the request that the country closes.

Played with script and without. A picture of each step is kept in build/journey.
"""

import re
import shutil
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import assert_axe_finds_nothing
from tests.browser.conftest import EMAIL, PASSWORD, REFUSED, sign_in
from tests.browser.journey_cast import FIJI, KENYA, MEMBER
from tests.browser.request_records import SCREENING, SIGNATORY
from tests.databases import PROJECT

PICTURES = PROJECT / "build" / "journey"
NEXT_YEAR = str(date.today().year + 1)
STATEMENT = "Measure the water quality of three lakes every month."
CRITERIA = range(1, 9)


class Person:
    """Somebody before their own browser; ``shoot`` keeps a picture of what they see."""

    def __init__(self, open_page, email, *, script, pictures, with_axe, width=1280, language="en"):
        self.name = email.partition("@")[0]
        self.pictures = pictures
        self.with_axe = with_axe
        self.page = open_page("/accounts/sign-in/?next=/desk/", script=script, width=width, language=language)
        self.page.locator("[type=email]").fill(email)
        self.page.locator("[type=password]").fill(PASSWORD)
        self.page.locator("form.form button").first.click()
        self.page.wait_for_url("**/desk/")

    def desk(self):
        self.page.goto("/desk/")

    def open(self, record):
        self.page.goto(f"/requests/{record}/")

    def follow(self, link):
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=link).first.click()

    def press(self, button):
        """Press and wait for the answer; a form that is saving itself sends it a moment later."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()

    def unfold(self, summary):
        self.page.locator("main summary", has_text=re.compile(f"^{summary}$")).first.click()

    def write(self, label, text):
        self.page.get_by_role("main").get_by_label(label).first.fill(text)

    def select(self, label, value):
        self.page.get_by_role("main").get_by_label(label).first.select_option(value)

    def tick(self, group, choice):
        self.page.get_by_role("group", name=group).first.get_by_label(choice).first.check()

    def told(self) -> str:
        """The box above the page's title after an act."""
        box = self.page.locator("#notice .box")
        box.first.wait_for()
        return box.first.inner_text()

    def read(self) -> str:
        return self.page.get_by_role("main").inner_text()

    def shoot(self, step):
        """The whole page as a picture, its number the order of the steps."""
        number = len(list(self.pictures.glob("*.png"))) + 1
        self.page.screenshot(
            path=self.pictures / f"{number:02}-{self.name}-{step}.png", full_page=True, caret="initial"
        )
        if self.with_axe:
            assert_axe_finds_nothing(self.page)


@pytest.fixture(scope="module")
def signatory(browser, portal):
    return sign_in(browser, portal, SIGNATORY)


@pytest.fixture
def play(open_page):
    """Let a person sit down: ``play(email, folder, script=…)``; the folder's pictures of an earlier run are gone."""
    emptied = set()

    def play(email, folder, **options):
        pictures = PICTURES / folder
        if pictures not in emptied:
            shutil.rmtree(pictures, ignore_errors=True)
            pictures.mkdir(parents=True)
            emptied.add(pictures)
        return Person(open_page, email, pictures=pictures, **options)

    return play


def enter_assessment(officer, side):
    """The office writes down the assessment with the country, with one need, and submits it to the signatory."""
    officer.desk()
    officer.shoot("desk-before")
    officer.follow("Enter an assessment with a country")
    officer.select("Country", side.iso3)
    officer.write("Title", f"Capacity to look after the lakes of {side.country}")
    officer.tick("Kind", "Sectoral")
    officer.write("What it builds on", "State of the environment report, 2009")
    officer.write("Who was consulted", "Ministries of water and of health; 14 women and 11 men of two districts.")
    officer.write("Public summary", "Three lakes give drinking water and are not measured.")
    officer.shoot("assessment-form")
    officer.press("Begin the draft")
    officer.follow("Add a need")
    officer.write("What is needed", STATEMENT)
    officer.write("Rank", "1")
    officer.select("Theme", "freshwater")
    officer.tick("Cross-cutting areas", "Technological capacity")
    officer.write("Expected change", "The ministry publishes monthly figures.")
    officer.write("Indicator", "Lakes measured every month")
    officer.write("Baseline", "0 of 3 lakes")
    officer.write("Estimated cost", "90 000")
    officer.shoot("need-form")
    officer.press("Add the need")
    officer.page.get_by_role("rowheader").get_by_text(STATEMENT).wait_for()
    officer.follow("View the whole draft and submit it")
    officer.press("Submit to the signatory")
    assert "now with the signatory" in officer.told()
    officer.shoot("assessment-submitted")


def return_then_adopt(signatory, officer):
    """The signatory gives the assessment back with a reason; improved, it is adopted."""
    signatory.desk()
    signatory.shoot("desk-to-sign")
    signatory.follow("Read and adopt")
    signatory.unfold("Return the assessment")
    signatory.write("What has to be changed or added", "Name the two districts that were consulted.")
    signatory.press("Return with this reason")
    signatory.shoot("assessment-returned")
    officer.page.reload()
    assert "Name the two districts" in officer.read()
    officer.follow("Edit texts and needs")
    officer.write("Who was consulted", "Ministries of water and of health; the districts of the north and the coast.")
    officer.press("Save the texts")
    officer.follow("View the whole draft and submit it")
    officer.press("Submit to the signatory")
    signatory.desk()
    signatory.follow("Read and adopt")
    signatory.press("Adopt for the Government")
    assert "can no longer be changed" in signatory.told()
    signatory.shoot("assessment-adopted")


def draft_request(drafter, side) -> str:
    """The country's drafter writes the request in three parts and hands it to the signatory; answers its code."""
    drafter.desk()
    drafter.follow("Draft a request")
    drafter.press("Save and continue")
    expect(drafter.page).to_have_title(REFUSED)
    drafter.shoot("request-form-refused")
    drafter.write("Title", f"Monthly measuring of the lakes of {side.country}")
    drafter.page.get_by_label(STATEMENT).check()
    drafter.select("Theme", "freshwater")
    drafter.write("What is requested", "Train nine technicians and lend instruments for the first year.")
    drafter.write("Preferred start date", NEXT_YEAR)
    drafter.write("Estimated budget", "90 000")
    drafter.shoot("request-form")
    drafter.press("Save and continue")
    drafter.page.wait_for_url("**/participants/")
    drafter.write("Who took part", "Two ministries and the fishing communities; 31 women and 28 men.")
    drafter.press("Save and continue")
    drafter.page.wait_for_url("**/check/")
    drafter.shoot("request-check")
    drafter.press("Send to the signatory")
    assert "has been sent to the signatory" in drafter.told()
    return drafter.page.url.rstrip("/").rpartition("/")[2]


def sign(signatory, code):
    signatory.desk()
    signatory.shoot("desk-request-to-sign")
    assert code in signatory.read()
    signatory.open(code)
    signatory.follow("Read and sign")
    signatory.press("Sign and submit")
    assert f"{code} has been submitted" in signatory.told()
    signatory.shoot("request-submitted")


def ask_back(officer, drafter, signatory, code):
    """The office starts the screening and returns a question; the country answers and submits again."""
    officer.page.goto("/requests/screening/")
    officer.shoot("screening-queue")
    officer.open(code)
    officer.press("Start screening")
    officer.unfold("Return with a question")
    officer.write("Question to the Government", "Which laboratory will keep the instruments?")
    officer.press("Return with this question")
    officer.shoot("request-returned")
    drafter.desk()
    assert "The regional office has a question." in drafter.read()
    drafter.shoot("desk-returned")
    drafter.open(code)
    drafter.unfold("Write a message")
    drafter.write("Message", "The laboratory of the water ministry keeps them.")
    drafter.press("Send the message")
    drafter.shoot("question-answered")
    signatory.open(code)
    signatory.follow("Read and sign")
    signatory.press("Sign and submit")
    assert f"{code} has been submitted" in signatory.told()


def screen(officer, code):
    """Eight criteria, each with its evidence beside; the decision is the caller's."""
    officer.open(code)
    if officer.page.get_by_role("button", name="Start screening").count():
        officer.press("Start screening")
    for number in CRITERIA:
        officer.page.locator(f"[name=c{number}-answer][value={'partly' if number == 7 else 'met'}]").check()
        officer.page.locator(f"[name=c{number}-reason]").fill("The adopted assessment and the annexed plan show it.")
    officer.press("Save all answers")
    officer.shoot("screening-answered")
    assert "8 of 8 criteria answered" in officer.read()
    officer.open(code)
    officer.write("Recommendation", "Admit to the programme.")
    officer.write("Reasons", "It follows an adopted need, and nobody else works on it.")


def accept(officer, code):
    officer.press("Admit")
    assert code in officer.told()
    officer.shoot("request-accepted")


def decline(officer, code):
    officer.unfold("Do not admit")
    officer.write("Recommendation", "Join the boat of the first request.")
    officer.write("Reasons", "The first request of this year covers it.")
    officer.tick("Why the request is not admitted", "Duplicate of support under way")
    officer.press("Do not admit the request")
    assert code in officer.told()
    officer.shoot("request-declined")


def open_project(officer, code):
    """The response carries the request's facts over; the office adds who takes part and what will be measured."""
    officer.open(code)
    officer.follow("Open a response project")
    officer.select("Lead agency", "ORG-UNEP")
    officer.tick("Kind of cooperation", "South-South")
    assert officer.page.get_by_label("Title", exact=True).input_value().startswith("Monthly measuring")
    officer.shoot("project-form")
    officer.press("Open the project")
    assert f"{code} is in response" in officer.told()
    officer.follow("Partner")
    officer.select("Agency", "ORG-UNDP")
    officer.select("Role", "technical")
    officer.press("Add a partner")
    assert "has been added" in officer.told()
    officer.shoot("project-opened")
    return officer.page.url


def work(member, address):
    """The agency enters activity, indicator, target and result, and reports the delivery."""
    member.desk()
    member.shoot("desk")
    member.page.goto(address)
    member.follow("Activity")
    member.write("Title", "Course for technicians")
    member.write("Participants", "9")
    member.press("Add an activity")
    member.follow("Indicator")
    member.write("What is measured", "Lakes measured every month")
    member.write("Unit", "lakes")
    member.press("Add an indicator")
    for kind, value in (("Target", "3"), ("Actual", "3")):
        member.follow("Target or result")
        member.tick("Target or result", kind)
        member.write("Value", value)
        member.shoot(f"measurement-{kind.lower()}")
        member.press("Record a target or a result")
        assert "has been recorded" in member.told()
    member.press("Report delivery")
    assert "is waiting for the signatory" in member.told()
    member.shoot("project-delivered")


def close(signatory, code):
    """The country confirms, rates, and says that its need is met."""
    signatory.desk()
    signatory.shoot("desk-to-confirm")
    assert code in signatory.read()
    signatory.open(code)
    signatory.follow("Confirm delivery and rate")
    signatory.tick("How well does what was delivered", "4 – good")
    signatory.write("Comment", "The boats came late, the training on time.")
    signatory.tick("Is this need met", "Yes, it is met")
    signatory.shoot("close-form")
    signatory.press("Confirm and close the request")
    assert f"{code} has been closed" in signatory.told()
    signatory.shoot("request-closed")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("side", "script"),
    [
        pytest.param(KENYA, True, id="Kenya with script"),
        pytest.param(FIJI, False, id="Fiji without script"),
        pytest.param(KENYA, False, id="Kenya without script", marks=pytest.mark.nightly),
        pytest.param(FIJI, True, id="Fiji with script", marks=pytest.mark.nightly),
    ],
)
def test_a_need_becomes_a_request_a_project_and_a_result(play, open_page, side, script):
    folder = f"{side.country.lower()}-{'with' if script else 'without'}-script"

    def sit(email):
        # Axe is a script itself, and Fiji's pages are those of Kenya.
        return play(email, folder, script=script, with_axe=script and side is KENYA)

    officer, signatory, drafter = sit(side.office), sit(side.signatory), sit(side.drafter)
    enter_assessment(officer, side)
    return_then_adopt(signatory, officer)
    code = draft_request(drafter, side)
    sign(signatory, code)
    ask_back(officer, drafter, signatory, code)
    screen(officer, code)
    accept(officer, code)
    address = open_project(officer, code)
    work(sit(MEMBER), address)
    close(signatory, code)
    officer.open(code)
    expect(officer.page.locator("[aria-current=step]")).to_contain_text("Result")
    officer.shoot("request-at-its-end")
    other = FIJI if side is KENYA else KENYA
    assert sit(other.office).page.goto(f"/requests/{code}/").status == 404
    secretary = sit(EMAIL)
    secretary.shoot("desk-secretariat")
    secretary.open(code)
    assert side.country in secretary.read()
    secretary.shoot("request-as-the-secretariat-sees-it")
    visitor = open_page("/needs/?q=lakes", script=script)
    expect(visitor.get_by_role("main")).to_contain_text(STATEMENT)


@pytest.mark.slow
def test_a_request_is_declined_with_reasons(play):
    officer, signatory, drafter = (
        play(email, "declined", script=True, with_axe=True) for email in (FIJI.office, FIJI.signatory, FIJI.drafter)
    )
    drafter.desk()
    drafter.follow("Draft a request")
    drafter.write("Title", "A second boat for the lakes")
    drafter.select("Theme", "freshwater")
    drafter.write("What is requested", "One boat.")
    drafter.press("Save and continue")
    drafter.page.wait_for_url("**/participants/")
    drafter.press("Save and continue")
    drafter.press("Send to the signatory")
    code = drafter.page.url.rstrip("/").rpartition("/")[2]
    sign(signatory, code)
    screen(officer, code)
    decline(officer, code)
    signatory.open(code)
    assert "The first request of this year covers it." in signatory.read()
    signatory.shoot("declined-as-the-country-sees-it")


@pytest.mark.parametrize(
    ("reader", "path", "name"),
    [
        (None, "/", "start"),
        ("signatory", "/desk/", "desk"),
        ("officer", f"/requests/{SCREENING}/", "screening"),
        ("signatory", "/requests/new/", "request-form"),
    ],
)
def test_the_chain_is_read_and_written_in_arabic_on_a_phone(open_page, request, reader, path, name):
    person = request.getfixturevalue(reader) if reader else None
    page = open_page(path, width=390, language="ar", reader=person)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    (PICTURES / "arabic").mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "arabic" / f"{name}.png", full_page=True, caret="initial")
    assert_axe_finds_nothing(page)
