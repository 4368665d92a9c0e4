"""The code lists arrive whole, in six languages, and what people keep in the portal survives the next load."""

from datetime import date

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from bsp_portal.seeding.reading import SEED
from needs.models import ServiceLimit
from reference.loading import WORD_LISTS
from reference.models import (
    CapacityType,
    CodelistValue,
    Country,
    CountryGroup,
    CrossCuttingArea,
    ExpectedAccomplishment,
    GroupMembership,
    Mea,
    PurposeCode,
    Region,
    Sdg,
    Subprogramme,
    Theme,
)
from reports.models import FixedTerm

LANGUAGES = ["en", "fr", "es", "ru", "zh_hans", "ar"]
VOCABULARIES = {
    "themes": Theme,
    "cross-cutting-areas": CrossCuttingArea,
    "capacity-types": CapacityType,
    "subprogrammes": Subprogramme,
    "country-groups": CountryGroup,
}


@pytest.fixture(scope="module")
def loaded(kept_for_module):
    call_command("load_reference", verbosity=0)
    connection.check_constraints()


def test_every_list_is_complete(loaded, db):
    assert Region.objects.count() == 6
    assert Country.objects.count() == 250
    assert Country.objects.members().count() == 193
    assert Mea.objects.count() == 79
    assert Sdg.objects.filter(level="goal").count() == 17
    assert Sdg.objects.filter(level="target", goal__isnull=False).count() == 169
    assert PurposeCode.objects.count() == 325
    assert CodelistValue.objects.values("codelist").distinct().count() == 67 + 8
    assert CodelistValue.objects.get(codelist="1.05/TransactionType", code="D").name == "Disbursement"
    assert ExpectedAccomplishment.objects.count() == 15


def test_regions_have_the_countries_that_the_programme_counts_there(loaded, db):
    counts = {region.code: region.countries.count() for region in Region.objects.all()}
    assert counts == {
        "africa": 54,
        "asia-pacific": 41,
        "europe": 54,
        "latin-america-caribbean": 33,
        "north-america": 2,
        "west-asia": 12,
    }


@pytest.mark.parametrize("model", [Region, Country, *WORD_LISTS.values(), Sdg])
def test_names_stand_in_six_languages(model, loaded, db):
    for language in LANGUAGES:
        missing = model.objects.filter(**{f"name_{language}": None}) | model.objects.filter(**{f"name_{language}": ""})
        assert list(missing.values_list("pk", flat=True)) == [], language


def test_a_name_is_read_in_the_language_of_the_reader(loaded, db):
    with translation.override("zh-hans"):
        assert Country.objects.get(pk="KEN").name == "肯尼亚"
        assert Theme.objects.get(pk="freshwater").name == "淡水"
    with translation.override("ar"):
        assert Region.objects.get(pk="africa").name == "أفريقيا"


@pytest.mark.parametrize(("vocabulary", "model"), VOCABULARIES.items())
def test_english_words_are_those_of_the_founding_documents(vocabulary, model, loaded, db):
    lists = yaml.safe_load((SEED / "vocabularies.yaml").read_text(encoding="utf-8"))
    terms = next(item["terms"] for item in lists if item["id"] == vocabulary)
    names = dict(model.objects.values_list("code", "name_en"))
    assert {term["id"]: names[term["id"]] for term in terms} == {term["id"]: term["label"] for term in terms}
    if model is Subprogramme:
        assert {row.code: row.acronym for row in model.objects.all()} == {term["id"]: term["code"] for term in terms}
    further = {"developed", "sids-associate"} if model is CountryGroup else set()
    assert set(names) == {term["id"] for term in terms} | further


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("ldc", 44),
        ("lldc", 32),
        ("sids", 39),
        ("sids-associate", 18),
        ("africa-group", 54),
        ("developing", 138),
        ("developed", 42),
        ("transition", 17),
        ("post-conflict", 0),
    ],
)
def test_groups_have_the_members_of_their_lists(group, members, loaded, db):
    assert GroupMembership.objects.filter(group=group).valid_on(date(2026, 11, 20)).count() == members


def test_a_country_that_left_a_group_counts_until_that_day(loaded, db):
    memberships = GroupMembership.objects.filter(group="ldc", country="STP")
    assert memberships.valid_on(date(2010, 12, 31)).exists()
    assert memberships.valid_on(date(2024, 12, 12)).exists()
    assert not memberships.valid_on(date(2024, 12, 13)).exists()


def test_a_second_load_changes_nothing(loaded, db):
    before = contents()
    call_command("load_reference", verbosity=0)
    assert contents() == before


def contents() -> dict[str, list]:
    """Every row of every table, history included."""
    existing = connection.introspection.table_names()
    return {
        model._meta.label: sorted(
            model._base_manager.values_list(*[field.attname for field in model._meta.concrete_fields]), key=repr
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table in existing
    }


def test_a_corrected_row_of_a_table_reaches_the_database(loaded, db):
    Country.objects.filter(pk="KEN").update(capital="Mombasa")
    call_command("load_reference", verbosity=0)
    assert Country.objects.get(pk="KEN").capital == "Nairobi"


def test_memberships_limits_and_reviewed_terms_stay_as_people_keep_them(loaded, db):
    GroupMembership.objects.filter(group="ldc", country="BGD").update(
        from_on=date(1975, 1, 1), until_on=date(2026, 11, 24)
    )
    ServiceLimit.objects.filter(state="screening").update(working_days=15)
    FixedTerm.objects.filter(key="summary", language="fr").update(text="Abrégé", reviewed_on=timezone.localdate())
    call_command("load_reference", verbosity=0)
    membership = GroupMembership.objects.get(group="ldc", country="BGD")
    assert membership.until_on == date(2026, 11, 24)
    assert ServiceLimit.objects.get(state="screening").working_days == 15
    assert FixedTerm.objects.get(key="summary", language="fr").text == "Abrégé"


def test_each_clock_of_a_request_has_its_limit(loaded, db):
    assert dict(ServiceLimit.objects.values_list("state", "working_days")) == {
        "submitted": 5,
        "screening": 20,
        "returned": 30,
        "accepted": 40,
    }
