"""Interface texts are compiled with Babel, and a catalogue that would break a page is refused."""

import gettext

import pytest

from tools.compile_messages import compile_file

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "django.po"


def read(catalogue):
    with catalogue.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_translation_is_compiled(catalogue):
    catalogue.write_text(HEAD + 'msgid "Country"\nmsgstr "Pays"\n')
    assert compile_file(catalogue) == []
    assert read(catalogue).gettext("Country") == "Pays"


def test_uncertain_translation_is_left_out(catalogue):
    catalogue.write_text(HEAD + '#, fuzzy\nmsgid "Country"\nmsgstr "Patrie"\n')
    assert compile_file(catalogue) == []
    assert read(catalogue).gettext("Country") == "Country"


def test_translation_with_another_placeholder_is_refused(catalogue):
    catalogue.write_text(HEAD + '#, python-format\nmsgid "%(n)s days"\nmsgstr "%(jours)s jours"\n')
    complaints = compile_file(catalogue)
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{catalogue}:6: ")
    assert not catalogue.with_suffix(".mo").exists()


def test_broken_catalogue_names_its_line(catalogue):
    catalogue.write_text(HEAD + 'msgid "Country"\nmsgstr[x "Pays"\n')
    assert compile_file(catalogue)[0].startswith(f"{catalogue}:")
