"""The formatter breaks lines of templates where that changes nothing, and always in the same way."""

import re

import pytest

from tools.template_format.__main__ import main
from tools.template_format.layout import format_source

WORDS = "some words that make the line long enough to be broken " * 2


def lines(*written):
    return "".join(f"{line}\n" for line in written)


@pytest.mark.parametrize(
    ("source", "formatted"),
    [
        (
            '{% extends "base.html" %}{% load i18n %}{# Needs: record. #}',
            lines('{% extends "base.html" %}', "{% load i18n %}", "{# Needs: record. #}"),
        ),
        (
            "<ul>{% for a in b %}<li>{{ a }}</li>{% empty %}<li>-</li>{% endfor %}</ul>",
            lines(
                "<ul>",
                "  {% for a in b %}",
                "    <li>{{ a }}</li>",
                "  {% empty %}",
                "    <li>-</li>",
                "  {% endfor %}",
                "</ul>",
            ),
        ),
        ("<p>({{ a }}, {% if b %}<b>{{ b }}</b>{% endif %})</p>", None),
        (
            "<p>{{ a }}{% if b %} ({{ b }}){% endif %}</p>",
            lines("<p>", "  {{ a }}", "  {% if b %} ({{ b }}){% endif %}", "</p>"),
        ),
        (
            "{% if a %} {% include 'b.html' %}{% endif %}",
            lines("{% if a %}", '  {{ " " }}', "  {% include 'b.html' %}", "{% endif %}"),
        ),
        ("<b>{{ a }}</b> <i>{{ b }}</i>", None),
        ("<br><b>{{ a }}</b>", lines("<br>", "<b>{{ a }}</b>")),
        ("<div class='a'></div>", None),
        (
            "{% if a %}<a href='/'>{% endif %}{{ b }}{% if a %}</a>{% endif %}",
            lines("{% if a %}<a href='/'>{% endif %}", "{{ b }}", "{% if a %}</a>{% endif %}"),
        ),
        ("<p>\n\n   {{ a }}\n</p>\n", lines("<p>{{ a }}</p>")),
        ("<p>some\n  words</p>", lines("<p>some words</p>")),
        ("<pre>\n  a\n   b</pre>", None),
        ("{% blocktranslate %}\n  one{% endblocktranslate %}", None),
        (
            "{% comment %}\n  one\n{% endcomment %}<p></p>",
            lines("{% comment %}", "  one", "{% endcomment %}", "<p></p>"),
        ),
    ],
)
def test_one_element_or_tag_a_line_and_what_is_read_together_on_one(source, formatted):
    formatted = formatted or f"{source}\n"
    assert format_source(source) == formatted
    assert format_source(formatted) == formatted


def test_a_blank_at_which_a_line_must_be_broken_is_written():
    source = f'<a title="{WORDS}">{{{{ a }}}}</a> <small>{{{{ b }}}}</small>\n'
    formatted = lines("<a", f'  title="{WORDS}"', ">", "  {{ a }}", '</a>{{ " " }}', "<small>{{ b }}</small>")
    assert format_source(source) == formatted
    assert format_source(formatted) == formatted


def test_long_words_are_filled():
    formatted = format_source(f"<p>{(WORDS * 2).strip()}</p>")
    assert max(map(len, formatted.splitlines())) <= 120
    assert formatted.split() == ["<p>", *WORDS.split() * 2, "</p>"]
    assert format_source(formatted) == formatted


def test_attributes_of_a_long_tag_have_a_line_each_and_come_together_again():
    short = '<input name="a" value="{% url "b" %}"{% if c %} checked{% endif %} {% if d %}e{% else %}f{% endif %}>\n'
    long = short.replace("<input", f'<input title="{WORDS}"')
    attributes = ['  name="a"', '  value="{% url "b" %}"', "  {% if c %}checked{% endif %}"]
    broken = lines("<input", f'  title="{WORDS}"', *attributes, "  {% if d %}e{% else %}f{% endif %}", ">")
    assert format_source(short) == short
    assert format_source(long) == broken
    assert format_source(broken.replace(f'  title="{WORDS}"\n', "")) == short


def test_trimmed_texts_are_filled_and_say_the_same():
    texts = f"One {WORDS}{{% plural %}}{{{{ n }}}} {WORDS}"
    source = f"<p>{{% blocktranslate trimmed count n=n %}}{texts}{{% endblocktranslate %}}</p>"
    formatted = format_source(source)
    assert max(map(len, formatted.splitlines())) <= 120
    assert "\n  {% plural %}\n    {{ n }} some words" in formatted
    assert format_source(formatted) == formatted
    assert re.sub(r"\s+", "", formatted) == re.sub(r"\s+", "", source)


def test_a_text_that_is_not_trimmed_is_never_broken():
    text = f"{{% blocktranslate %}}{WORDS * 2}{{% endblocktranslate %}}"
    assert format_source(f"<p>{text}</p>") == lines("<p>", f"  {text}", "</p>")


def test_the_check_names_what_is_not_in_form_and_changes_nothing(tmp_path, capsys):
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text("<p>{{ a }}</p>\n")
    bad.write_text("<p>{{ a }}</p><p></p>\n")
    assert main(["--check", str(good), str(bad)]) == 1
    assert capsys.readouterr().out.splitlines() == [f"{bad}: not formatted; run python -m tools.template_format"]
    assert bad.read_text() == "<p>{{ a }}</p><p></p>\n"
    assert main([str(good), str(bad)]) == 0
    assert bad.read_text() == "<p>{{ a }}</p>\n<p></p>\n"
    assert main(["--check", str(good), str(bad)]) == 0
