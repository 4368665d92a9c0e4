"""Every figure of the report opens the records behind it, as far as the reader may see them."""

from urllib.parse import unquote, urljoin

import pytest
from django.urls import reverse
from lxml import html

from reports import actions
from tests.factories.needs import AssistanceRequestFactory


@pytest.fixture
def counted_request(kenya):
    return AssistanceRequestFactory(submitted=True, country=kenya, received_on="2010-03-01", title="Water laboratories")


@pytest.fixture
def report(counted_request, ready_report):
    return ready_report


def records_address(report, metric):
    return reverse("reports:figure_records", args=[report.code, metric])


def test_every_link_of_the_text_on_screen_leads_somewhere(client, report, secretariat, django_assert_max_num_queries):
    client.force_login(secretariat)
    first = client.get(reverse("reports:report_preview", args=[report.code]), follow=True)
    contents = html.fromstring(first.content).xpath("//nav[@class='broad']//a/@href")
    assert len(set(contents)) == 20
    figures, references = set(), set()
    for address in contents:
        with django_assert_max_num_queries(25):
            page = html.fromstring(client.get(address).content)
        figures |= {urljoin(address, link) for link in page.xpath("//a[@class='fig']/@href")}
        references |= {urljoin(address, link) for link in page.xpath("//a[@class='ref']/@href")}
    assert len(figures) > 20
    assert len(references) > 5
    for link in references:
        address, anchor = link.split("#")
        assert html.fromstring(client.get(address).content).xpath(f"//*[@id='{anchor}']"), link
    for link in figures:
        with django_assert_max_num_queries(25):
            assert client.get(unquote(link)).status_code == 200, link


def test_the_records_of_a_figure_are_listed_by_code_and_title(client, report, counted_request, secretariat):
    client.force_login(secretariat)
    page = client.get(records_address(report, "M1")).content.decode()
    assert counted_request.code in page
    assert "Water laboratories" in page


def test_a_reader_who_may_not_see_a_request_learns_only_that_it_was_counted(
    client, report, counted_request, secretariat, second_secretariat
):
    actions.issue_report(actions.clear_report(report, by=secretariat), by=second_secretariat)
    page = client.get(records_address(report, "M1")).content.decode()
    assert "1 record is counted, but you do not have access to it." in page
    assert counted_request.code not in page
    assert "Water laboratories" not in page
    csv = b"".join(client.get(records_address(report, "M1"), {"format": "csv"})).decode()
    assert counted_request.code not in csv


def test_the_records_stay_as_frozen_when_the_request_changes(client, report, counted_request, secretariat):
    type(counted_request).objects.update(title="Another title")
    client.force_login(secretariat)
    assert "Water laboratories" in client.get(records_address(report, "M1")).content.decode()


@pytest.mark.parametrize("metric", ["M99", "M1|region=atlantis", "x"])
def test_a_figure_that_the_report_does_not_hold_is_not_found(client, report, secretariat, metric):
    client.force_login(secretariat)
    assert client.get(records_address(report, metric)).status_code == 404


def test_an_unknown_parameter_is_refused_by_name(client, report, secretariat):
    client.force_login(secretariat)
    response = client.get(records_address(report, "M1"), {"colour": "blue"})
    assert response.status_code == 400
    assert "colour" in response.content.decode()
