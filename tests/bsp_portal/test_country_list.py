"""The list of countries and the profile of one."""

import datetime

from core.choices import Visibility
from needs.choices import NeedStatus
from reference.models import CountryGroup, GroupMembership
from tests.factories import AssessmentFactory, CountryFactory, NeedFactory, ProjectFactory


def rows(client, query=""):
    response = client.get(f"/countries/{query}")
    assert response.status_code == 200
    return {country.iso3: country for country in response.context["rows"]}


def test_countries_are_counted_by_what_the_reader_may_see(client, secretariat):
    kenya = CountryFactory(iso3="KEN")
    CountryFactory(iso3="PER")
    needs = [NeedFactory(countries=[kenya]), NeedFactory(countries=[kenya], status=NeedStatus.MET)]
    AssessmentFactory(adopted=True, needs=needs)
    ProjectFactory(country=kenya, visibility=Visibility.RESTRICTED)
    kenya_row = rows(client)["KEN"]
    assert (kenya_row.needs_count, kenya_row.unmet_count, kenya_row.projects_count) == (2, 1, 0)
    assert list(rows(client, "?on_record=true")) == ["KEN"]
    assert list(rows(client, "?on_record=false")) == ["PER"]
    client.force_login(secretariat)
    assert rows(client)["KEN"].projects_count == 1


def test_countries_with_most_needs_come_first_when_asked(client, db):
    kenya, peru = CountryFactory(iso3="KEN"), CountryFactory(iso3="PER")
    AssessmentFactory(adopted=True, needs=[NeedFactory(countries=[peru]), NeedFactory(countries=[peru, kenya])])
    assert list(rows(client, "?ordering=-needs")) == ["PER", "KEN"]


def test_a_group_counts_its_members_of_today(client, db):
    group = CountryGroup.objects.create(code="ldc", name="Least developed countries", kind="ldc")
    past, future = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)
    nepal = CountryFactory(iso3="NPL")
    GroupMembership.objects.create(group=group, country=CountryFactory(iso3="RWA"), from_on=past)
    GroupMembership.objects.create(group=group, country=nepal, from_on=past, until_on=past.replace(day=2))
    GroupMembership.objects.create(group=group, country=CountryFactory(iso3="YEM"), from_on=future)
    assert list(rows(client, "?group=ldc")) == ["RWA"]


def test_a_profile_shows_needs_by_rank_and_groups_with_their_dates(client, db):
    kenya = CountryFactory(iso3="KEN")
    second, first = NeedFactory(code="NEED-1", countries=[kenya]), NeedFactory(code="NEED-2", countries=[kenya])
    AssessmentFactory(adopted=True, country=kenya, needs=[first, second])
    group = CountryGroup.objects.create(code="ldc", name="Least developed countries", kind="ldc")
    GroupMembership.objects.create(
        group=group, country=kenya, from_on=datetime.date(1971, 11, 18), until_on=datetime.date(2014, 1, 4)
    )
    response = client.get("/countries/KEN/")
    assert [need.code for need in response.context["needs"]] == ["NEED-2", "NEED-1"]
    assert "<time datetime=2014-01-04>" in response.content.decode()
    assert response.context["special_groups"] == []


def test_a_country_without_records_says_how_to_begin(client, db):
    CountryFactory(iso3="PER")
    page = client.get("/countries/PER/").content.decode()
    assert "Panama City" in page
    assert "Nothing recorded yet" in page
