"""Pages to which the foot of every page leads: short, true, and without a promise that nothing keeps."""

import re

import pytest

from core.choices import Visibility
from tests.factories import NeedFactory, ProjectFactory

PAGES = ["/about/", "/accessibility/", "/privacy/", "/help/", "/security/", "/data/"]


def links_in(page: str) -> set[str]:
    return {url.replace("&amp;", "&") for url in re.findall(r'href="(/[^"#]*)"', page.split('<main id="main"')[1])}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_leads_only_to_what_is_there(path, client, db):
    page = client.get(path).content.decode()
    assert {url: client.get(url).status_code for url in links_in(page)} == dict.fromkeys(links_in(page), 200)


def test_every_page_leads_there(client, db):
    foot = client.get("/").content.decode().split('<footer class="foot"')[1]
    for path in ("/about/", "/data/", "/accessibility/", "/privacy/", "/help/"):
        assert f'href="{path}"' in foot


def test_open_data_counts_what_the_reader_sees_and_each_file_holds_so_many_rows(client, db):
    ProjectFactory.create_batch(3)
    ProjectFactory(visibility=Visibility.RESTRICTED)
    NeedFactory()  # of no adopted assessment
    page = client.get("/data/").content.decode()
    rows = re.findall(
        r'<th scope="row"[^>]*><a href="([^"]+)">.*?<span>(\d+)</span>.*?href="([^"]+)" download', page, re.S
    )
    counts = {url: int(count) for url, count, _file in rows}
    assert (counts["/projects/"], counts["/needs/"]) == (3, 0)
    assert len(rows) >= 15
    for url, count, file in rows:
        assert client.get(file).getvalue().count(b"\r\n") == int(count) + 1, url


def test_open_data_names_its_licence_and_how_to_name_the_source(client, db, settings):
    settings.SITE_URL = "https://portal.example"
    page = client.get("/data/").content.decode()
    assert f'href="{settings.OPEN_DATA_LICENCE["url"]}" rel="license"' in page
    assert re.search(r"BSP Portal, https://portal\.example, 20\d\d-\d\d-\d\d, CC BY 4\.0<", page)
    about = client.get("/api/v1/schema/").json()["info"]
    assert about["license"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert "CC BY 4.0" in about["description"]


@pytest.mark.parametrize("path", ["/help/", "/accessibility/", "/privacy/", "/security/", "/about/"])
def test_people_are_told_where_to_write(path, client, db, settings):
    settings.CONTACT_MAILBOX = "portal@office.example"
    assert 'href="mailto:portal@office.example"' in client.get(path).content.decode()
    settings.CONTACT_MAILBOX = ""
    assert "Messages about it are not read" in client.get(path).content.decode()
    settings.DEMO = False
    assert "Write to the secretariat of the Plan" in client.get(path).content.decode()


def test_a_machine_finds_where_to_report_a_weakness(client, db, settings):
    settings.SITE_URL, settings.CONTACT_MAILBOX = "https://portal.example", ""
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == fields["Policy"] == "https://portal.example/security/"
    assert fields["Canonical"] == "https://portal.example/.well-known/security.txt"
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT00:00:00Z", fields["Expires"])
    settings.CONTACT_MAILBOX = "portal@office.example"
    assert b"Contact: mailto:portal@office.example\n" in client.get("/.well-known/security.txt").content
