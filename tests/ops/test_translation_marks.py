"""The check that every text for people is marked for translation sees what is not, and nothing else."""

import pytest

from tools.check_translation_marks import check_python, check_template, main


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("<p>\n\nSome words</p>", 3, "Some words"),
        ('<img src="a.png" alt="A map">', 1, "A map"),
        ('<input placeholder="Search here">', 1, "Search here"),
        ('<button aria-label="Close">×</button>', 1, "Close"),
        ('<input type="submit" value="Send">', 1, "Send"),
        ('<meta name="description" content="Public record">', 1, "Public record"),
        ("{% if a %}Yes{% else %}{{ b }}{% endif %}", 1, "Yes"),
        ('{% translate "Good" %} and more', 1, "and more"),
        ('{% include "ui/empty.html" with text="Nothing to show" %}', 1, "Nothing to show"),
        ('{{ name|default:"unknown" }}', 1, "unknown"),
        ("<{{ level }}>Words</{{ level }}>", 1, "Words"),
    ],
)
def test_unmarked_words_in_a_template_are_found(source, line, text):
    assert check_template(source) == [(line, text)]


@pytest.mark.parametrize(
    "source",
    [
        '<p class="wide {% if a > b %}red{% endif %}">{% translate "Some words" %}</p>',
        "{% blocktranslate with n=count %}All {{ n }}{% endblocktranslate %}",
        "{# a remark for colleagues with name='two words' #}{% comment %}More{% endcomment %}<!-- html remark -->",
        '<span translate="no">UNEP</span><span lang="fr">Français</span>',
        '<script>let words = 1</script><code>./bsp demo</code><bdi class="code">the code</bdi>',
        '<a href="/x/">CSV</a> &nbsp; · 12 %',
        '{{ name|default:_("unknown") }}{% include "a.html" with kind="plain" %}',
        '<{{ level }} id="words">{{ title }}</{{ level }}>',
        '<input type="hidden" value="not shown">',
    ],
)
def test_marked_and_silent_parts_of_a_template_pass(source):
    assert check_template(source) == []


def test_letters_in_plain_text_are_read_line_by_line():
    source = "{% load i18n %}\n{% translate 'Dear colleague' %}\nYours\n"
    assert check_template(source, html=False) == [(3, "Yours")]


@pytest.mark.parametrize(
    "source",
    [
        'raise RuleBroken("Too late")',
        'raise RuleBroken(f"Too late for {x}")',
        'raise ValidationError({"name": "Too late"})',
        'messages.success(request, "Too late")',
        'form.add_error("name", "Too late")',
        'name = forms.CharField(help_text="Too late")',
        'name = forms.CharField(error_messages={"required": "Too late"})',
        'class Form:\n    labels = {"name": "Too late"}',
        'class State(models.TextChoices):\n    LATE = "late", "Too late"',
        'raise RuleBroken("Too late for %(x)s" % {"x": x})',
        'raise RuleBroken("Too late for {}".format(x))',
        'raise RuleBroken("Too late" if x else _("Good"))',
    ],
)
def test_unmarked_sentences_in_python_are_found(source):
    assert [text.startswith("Too late") for _, text in check_python(source)] == [True]


@pytest.mark.parametrize(
    "source",
    [
        'raise RuleBroken(_("Too late"))',
        'raise RuleBroken(_("Too late for %(x)s") % {"x": x})',
        'raise RuleBroken(ngettext("%(n)s day", "%(n)s days", n) % {"n": n})',
        'raise ValueError("for colleagues only")',
        'class State(models.TextChoices):\n    LATE = "late", _("Too late")',
        'name = forms.CharField(label="")',
        'logger.info("written down")',
    ],
)
def test_marked_sentences_and_those_for_colleagues_pass(source):
    assert check_python(source) == []


def test_file_and_line_are_printed(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text("<p>\nSome words</p>")
    assert main([str(page)]) == 1
    assert capsys.readouterr().out == f"{page}:2: not marked for translation: Some words\n"
