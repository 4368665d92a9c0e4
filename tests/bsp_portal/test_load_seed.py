"""The facts of the five founding documents reach the database whole, cited, and the same at every load."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from bsp_portal.seeding import reading
from bsp_portal.seeding.reading import in_words
from core.database.codes import next_code
from governance.models import Observation, Reform, Session, Target
from needs.models import Need
from projects.models import Project
from reference.models import Citation, Document
from tests.bsp_portal.seed_reading import EVERY_FILE, MODELS, READERS

FILES = sorted(MODELS)
NAMED_BY_CODE = {"documents", "meas", "vocabularies"}
FILE_NAME = re.compile(r"\.txt|\b00[0-4]\b|[0-9a-f]{16}")


def seed_records(file: str) -> list[dict]:
    return yaml.safe_load((reading.SEED / f"{file}.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def seed_folder(tmp_path, monkeypatch) -> Path:
    """A copy of the seed files that a test may change."""
    folder = tmp_path / "seed"
    shutil.copytree(reading.SEED, folder)
    monkeypatch.setattr(reading, "SEED", folder)
    return folder


def change_record(folder: Path, file: str, change) -> None:
    path = folder / f"{file}.yaml"
    records = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(records[0])
    path.write_text(yaml.safe_dump(records, allow_unicode=True), encoding="utf-8")


def record_of(file: str, id: str):
    return MODELS[file].objects.get(pk=id) if file in NAMED_BY_CODE else by_reference(MODELS[file], id)


def by_reference(model, id: str):
    return model.objects.get(origin="seed", origin_reference=id)


def agrees(expected, found) -> bool:
    if isinstance(found, set):
        return isinstance(expected, list) and set(expected) == found and len(expected) == len(found)
    if expected is None:
        return found in (None, "")
    if isinstance(found, str) and not isinstance(expected, str):
        return str(expected) == found
    return expected == found


def leaves(value) -> int:
    if isinstance(value, dict):
        return sum(leaves(item) for item in value.values())
    if isinstance(value, list):
        return sum(leaves(item) for item in value) or 1
    return 1


@pytest.mark.parametrize("file", FILES)
def test_every_field_of_every_seed_record_is_in_the_database(file, loaded, db):
    readers = READERS[file] | EVERY_FILE
    wrong, compared = [], 0
    for values in seed_records(file):
        record = record_of(file, values.pop("id"))
        for field, value in values.items():
            found = readers[field](record)
            expected = in_words(value) if field.endswith("note") else value
            if not agrees(expected, found):
                wrong.append(f"{record.pk} {field}: {value!r} is {found!r}")
            compared += leaves(value)
    assert not wrong
    assert compared == sum(
        leaves({name: value for name, value in r.items() if name != "id"}) for r in seed_records(file)
    )


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_invented_for_a_field_that_a_seed_record_does_not_have(file, loaded, db):
    certain_unless_denied = {"symbol_certain", "date_certain"}
    # The code list gives these for agreements whether or not the documents speak of them.
    from_code_list = {"adopted", "in_force", "parent", "secretariat_name"} if file == "meas" else set()
    readers = READERS[file] | EVERY_FILE
    invented = [
        f"{values['id']} {field}: {readers[field](record_of(file, values['id']))!r}"
        for values in seed_records(file)
        for field in set(readers) - set(values) - certain_unless_denied - from_code_list
        if readers[field](record_of(file, values["id"])) not in (None, "", False, [], set())
    ]
    assert not invented


def test_each_file_has_as_many_records_in_the_database_as_in_itself(loaded, db):
    counts = {file: len(seed_records(file)) for file in FILES}
    stored = {
        file: MODELS[file].objects.filter(pk__in=[values["id"] for values in seed_records(file)]).count()
        if file in NAMED_BY_CODE
        else MODELS[file].objects.filter(origin="seed").count()
        for file in FILES
    }
    assert stored == counts
    assert sum(counts.values()) == 880


def test_a_second_load_changes_nothing(loaded, db):
    before = contents()
    call_command("load_reference", verbosity=0)
    call_command("load_seed", verbosity=0)
    after = contents()
    assert {name for name in before if before[name] != after[name]} == set()


def contents() -> dict[str, list]:
    """Every row of every table, history included."""
    existing = connection.introspection.table_names()
    return {
        model._meta.label: sorted(model._base_manager.values_list(*columns_of(model)), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table in existing
    }


def columns_of(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def test_a_record_that_a_person_changed_stays_as_it_is(loaded, db):
    project = by_reference(Project, "vietnam-est")
    theme = project.themes.first()
    project.themes.remove(theme)
    Project.objects.filter(pk=project.pk).update(title="Changed in the portal", version=2)
    call_command("load_seed", verbosity=0)
    project.refresh_from_db()
    assert project.title == "Changed in the portal"
    assert theme not in project.themes.all()


def test_an_untouched_record_follows_the_seed(loaded, db, seed_folder):
    change_record(seed_folder, "projects", lambda record: record.update(title="A better title"))
    call_command("load_seed", verbosity=0)
    assert by_reference(Project, seed_records("projects")[0]["id"]).title == "A better title"


@pytest.mark.parametrize("file", FILES)
def test_a_field_without_a_place_stops_the_load_and_is_named(file, loaded, db, seed_folder):
    change_record(seed_folder, file, lambda record: record.update(surprise="value"))
    name = seed_records(file)[0]["id"]
    with pytest.raises(CommandError, match=rf"{file}\.yaml, record “{re.escape(name)}”, field “surprise”"):
        call_command("load_seed", verbosity=0)


def test_a_load_that_stops_stores_nothing(loaded, db, seed_folder):
    before = contents()
    change_record(seed_folder, "partners", lambda record: record.update(name="Another name"))
    change_record(seed_folder, "targets", lambda record: record.update(surprise="value"))
    with pytest.raises(CommandError):
        call_command("load_seed", verbosity=0)
    assert contents() == before


@pytest.mark.parametrize(
    ("file", "field", "value", "complaint"),
    [
        ("projects", "partners", [{"partner": "unep", "role": "lead", "share": 3}], "unknown field share"),
        ("projects", "partners", [{"partner": "nobody", "role": "lead"}], "there is no agency “nobody”"),
        ("projects", "themes", ["astrology"], "“astrology” is not in the list of themes"),
        ("projects", "status", "dreamt", "unknown status “dreamt”"),
        ("projects", "phases", ["some time later"], "not a phase with its dates"),
        ("reforms", "refs", ["SP9 EA Z"], "unknown expected accomplishment"),
        ("needs", "source", {"doc": "999.txt", "para": "1"}, "not a document and paragraph"),
        ("partners", "type", "circus", "is not a valid choice"),
        ("targets", "period", "last year", "is not a date"),
    ],
)
def test_a_value_that_no_rule_allows_stops_the_load(file, field, value, complaint, loaded, db, seed_folder):
    change_record(seed_folder, file, lambda record: record.update({field: value}))
    with pytest.raises(CommandError, match=complaint):
        call_command("load_seed", verbosity=0)


def test_every_seeded_record_names_a_document_and_a_paragraph(loaded, db):
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if not {"origin", "sources"} <= names:
            continue
        uncited = model.objects.filter(origin="seed").exclude(sources__field="")
        assert not uncited.exists(), f"{model._meta.label}: {list(uncited)}"
    assert not Citation.objects.filter(paragraph="").exists()


def test_no_reader_ever_sees_the_name_of_a_file(loaded, db):
    shown = [str(citation) for citation in Citation.objects.select_related("document")]
    shown += list(Citation.objects.values_list("note", flat=True))
    for model in MODELS.values():
        if hasattr(model, "note"):
            shown += list(model.objects.values_list("note", flat=True))
    assert len(shown) > 1000
    assert [text for text in shown if FILE_NAME.search(text)] == []
    assert all(document.label == document.title for document in Document.objects.all())


def test_both_printed_shares_of_the_environment_fund_are_kept(loaded, db):
    target = by_reference(Target, "env-fund-direct-bsp")
    reading_of_101 = Observation.objects.get(target=target)
    assert (target.value, target.comparator, target.applied_value) == (3, "at_least", 35)
    assert (reading_of_101.value, reading_of_101.paragraph) == (35, "101")


def test_both_lists_of_reforms_that_need_a_decision_are_kept(loaded, db):
    assert set(Reform.objects.filter(needs_council_decision=True).values_list("number", flat=True)) == {
        5,
        7,
        17,
        20,
        29,
    }
    places = Reform.objects.get(number=17).sources.filter(field="needs_council_decision")
    assert dict(places.values_list("paragraph", "value")) == {
        "3": "5, 7, 17, 20, 29",
        "annex introduction": "5, 7, 20, 29",
    }
    assert Reform.objects.exclude(decision_evidence="").count() == 5


def test_both_printed_dates_of_a_decision_are_kept(loaded, db):
    decision = by_reference(MODELS["decisions"], "gc-ss-viii-1")
    other = decision.sources.get(field="decided_on")
    assert (decision.decided_on, other.value, other.paragraph) == ("2004-03-31", "2003-03-31", "5 fn 1")


def test_every_stated_need_is_on_public_record(loaded, db):
    assert Need.objects.visible_to(None).count() == 57
    several = by_reference(Need, "need-caribbean")
    assert set(several.assessments.values_list("country", flat=True)) == {"CUB", "DOM", "HTI"}
    kenya = by_reference(Need, "need-ken")
    assert (kenya.code, kenya.assessments.get().code) == ("NEED-KEN-01", "NA-KEN-01")
    assert str(kenya.assessments.get()).startswith("Kenya: needs as stated in “International environmental governance")


def test_codes_go_on_where_the_seed_ends(loaded, db):
    assert next_code("PRJ-", digits=4) == "PRJ-0088"
    assert next_code("NEED-KEN-", digits=2) == "NEED-KEN-02"


def test_what_no_document_prints_of_a_session_is_marked_as_known(loaded, db):
    session = Session.objects.get(code="GC.26")
    assert (session.starts_on, session.ends_on, session.place) == ("2011-02-21", "2011-02-24", "Nairobi")
    assert (session.agenda_item, session.agenda_symbol, session.is_council) == ("4 (c)", "UNEP/GC.26/1", True)
    marked = dict(session.sources.exclude(field="").values_list("field", "certainty"))
    assert marked == dict.fromkeys(
        ["starts_on", "ends_on", "place", "country", "agenda_item", "agenda_heading", "agenda_symbol"], "known"
    )


def test_numbers_of_files_in_notes_become_names_of_documents():
    assert (
        in_words("000 footnote 1 prints it; 002 does not.")
        == "The 2005 report footnote 1 prints it; the 2004 note does not."
    )
    assert in_words("1,000, 2000 and 170,000 data sets; 0.003") == "1,000, 2000 and 170,000 data sets; 0.003"
    assert in_words("Not printed in 000, which is older.") == "Not printed in the 2005 report, which is older."
