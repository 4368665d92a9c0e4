"""Line breaks and indentation of a template never reach the page; what a reader sees is as it was written."""

import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.template.base import TextNode
from django.template.loader import get_template

from core.template_loader import compact


def shown(source, **values):
    template = Template(source)
    compact(template)
    return template.render(Context(values))


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<ul>\n  <li>\n    One\n  </li>\n</ul>\n", "<ul><li>One</li></ul>"),
        ("<b>a</b> <b>b</b>", "<b>a</b> <b>b</b>"),
        ('<b>a</b>{{ " " }}\n  <b>b</b>', "<b>a</b> <b>b</b>"),
        ("(\n  {{ word }}\n)", "(term)"),
        ("<p>\n  some\n  words,\n  {{ word }}\n</p>", "<p>some words,term</p>"),
        ("{% if word %}\n  , {{ word }}\n{% endif %}.", ", term."),
        ("{% for sign in word %}\n  {{ sign }}\n{% endfor %}", "term"),
        ("{# Needs: word. #}\n{{ word }}\r\n", "term"),
        (
            '<a\n  href="/"\n  {% if word %}class="x"{% endif %}\n>\n  {{ word }}\n</a>',
            '<a href="/" class="x">term</a>',
        ),
        ('<a href="/"\n   title="two\n          words">', '<a href="/" title="two words">'),
        ('<a title="a > b">\n  {{ word }}</a>', '<a title="a > b">term</a>'),
        ("<a title='{% if word %}>\n{% endif %}'>\n</a>", "<a title='> '></a>"),
        ("<br\n/>\n{{ word }}", "<br/>term"),
        ("<!doctype html>\n<html>", "<!doctype html><html>"),
        ("1 <\n{{ word }}", "1 <term"),
    ],
)
def test_a_line_break_is_nothing_beside_a_tag_and_one_blank_between_words_and_within_a_tag(source, page):
    assert shown(source, word="term") == page


@pytest.mark.parametrize("name", ["pre", "script", "style", "textarea"])
def test_text_that_is_shown_as_written_stays(name):
    source = f"<{name} class='x'>\n  one\n  {{{{ word }}}}\n</{name}>"
    assert shown(f"{source}\n<p>\n</p>", word="term") == source.replace("{{ word }}", "term") + "<p></p>"


def test_texts_to_translate_and_variables_keep_their_line_breaks():
    assert (
        shown("{% load i18n %}<p>\n{% blocktranslate %}one\n  two{% endblocktranslate %}\n</p>") == "<p>one\n  two</p>"
    )
    assert shown("<p>\n  {{ text }}\n</p>", text="one\n  two") == "<p>one\n  two</p>"


def test_line_numbers_of_mistakes_are_those_of_the_file():
    with pytest.raises(TemplateSyntaxError) as mistake:
        shown("<p>\n\n{{ word }}\n{% nonsense %}\n</p>")
    assert mistake.value.token.lineno == 4
    template = Template("<p>\n\n  {{ word }}</p>")
    compact(template)
    assert [node.token.lineno for node in template.nodelist] == [1, 3, 3]


def literal_texts(name):
    return [node.s for node in get_template(name).template.nodelist.get_nodes_by_type(TextNode)]


def test_the_project_s_pages_are_compacted_once_and_kept():
    assert literal_texts("ui/facts.html")
    assert not [text for text in literal_texts("ui/facts.html") if "\n" in text]
    loader = engines["django"].engine.template_loaders[0]
    assert loader.get_template("ui/facts.html") is loader.get_template("ui/facts.html")


@pytest.mark.parametrize("name", ["mail/letter.txt", "print/report.html", "account/login.html"])
def test_letters_the_printed_report_and_other_people_s_templates_stay_as_written(name):
    assert [text for text in literal_texts(name) if "\n" in text]
