"""Words and shapes that the templates share: state badges, partial dates, chips of a filter, controls of a form.

The settings make this a built-in library: no template loads it.
"""

import re
import uuid
from datetime import datetime
from functools import cache

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from django import template
from django.forms import Textarea
from django.forms.models import ModelChoiceField
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from core.forms import idempotency
from core.records import catalogue
from core.text import partial_dates
from core.text.languages import OWN_NAMES
from core.text.locales import listed, reader_locale, separator

register = template.Library()

NOTICE_TONES = {"success": "ok", "warning": "warn", "error": "bad", "info": "info"}


@register.simple_tag(takes_context=True)
def navigation(context, which="main"):
    """Links of the top bar (``main``, ``more``) or the footer (``foot``): url, label, is_current."""
    request = context.get("request")
    path = request.path if request else ""
    items = catalogue.menu(which)
    if which == "main" and getattr(getattr(request, "user", None), "is_authenticated", False):
        items = catalogue.menu("own") + items
    items = [(url, label) for url, label in items if is_page(url)]
    return [{"url": url, "label": label, "is_current": path.startswith(url)} for url, label in items]


@register.filter
@cache
def is_page(url):
    """Whether this address leads anywhere: no link is shown to a page that does not exist."""
    try:
        return bool(resolve(url))
    except Resolver404:
        return False


@register.simple_tag
def interface_languages():
    """The six languages, each by its own name: code, lang (for the lang attribute), name, is_current."""
    current = get_language() or "en"
    return [
        {"code": code, "lang": code.split("-")[0], "name": name, "is_current": code == current}
        for code, name in OWN_NAMES.items()
    ]


@register.simple_tag(takes_context=True)
def cell(context, column, record, row_name):
    """What a column of a list shows of a record (core.lists.columns).

    Drawn within the page's own context: a context of its own for each cell took a third of a long list's time.
    """
    shown = {row_name: record, "column": column}
    if column.is_shared:
        shown |= {"value": column.value_in(record), "words": column.words_in(record)}
    with context.push(**shown):
        return context.template.engine.get_template(column.cell).nodelist.render(context)


@register.filter
def notice_tone(tags):
    """Tone of a notice box from the tags of a Django message."""
    return next((NOTICE_TONES[tag] for tag in (tags or "").split() if tag in NOTICE_TONES), "info")


@register.filter
def percent_of(part, whole):
    """How much of the whole a part is, as a whole number from 0 to 100; 0 where there is no whole."""
    return max(0, min(100, round(100 * part / whole))) if part and whole else 0


@register.filter
def minus(number, other):
    return number - other


@register.filter
def grouped(number):
    """A whole number with its thousands set apart as the reader's language does; digits are always 0 to 9."""
    return format_decimal(number, locale=reader_locale())


@register.filter
def money(amount, currency):
    """An amount with its currency in the reader's language; nothing for an amount that is not known."""
    if amount is None:
        return None
    return f"{currency} {format_decimal(amount, locale=reader_locale())}"


@register.filter
def marked(text, words):
    """The text with each place where one of the words occurs marked."""
    if not words:
        return text
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [(text[end : found.start()], found[0])]
        end = found.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[end:])


register.filter(listed)
register.simple_tag(separator)


@register.filter
def stated(value):
    """The value, or the words for a fact that the sources leave open; zero is a value."""
    return gettext("not stated in the sources") if value in (None, "", [], ()) else value


@register.filter
def stated_briefly(value):
    """As ``stated``, in the fewest words, for cells of a table."""
    return gettext("not stated") if value in (None, "", [], ()) else value


@register.filter
def day(value):
    """A date, moment or partial date in the reader's language, as precise as it is and kept apart from Arabic text."""
    if not value:
        return ""
    if not isinstance(value, str):
        moment = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
        return _time(value.isoformat(), "yMMMd", moment)
    try:
        start = partial_dates.earliest(value)
    except ValueError:
        return value
    return _time(value, {4: "y", 7: "yMMM", 10: "yMMMd"}[len(value)], start)


@register.filter
def time_of_day(moment):
    """Hour and minute; a script may put the reader's own zone in the place of the portal's."""
    return format_html("<time datetime={}>{}</time>", moment.isoformat(), f"{timezone.localtime(moment):%H:%M}")


def _time(machine_value, skeleton, start):
    words = format_skeleton(skeleton, start, locale=reader_locale())
    return format_html("<time datetime={}>{}</time>", machine_value, words)


@register.filter
def paragraph_label(paragraph):
    """``26`` becomes “para. 26”, ``25-30`` “paras. 25-30”; other places (annex, header) stay as they are."""
    if not paragraph[:1].isdigit():
        return paragraph
    if any(sign in paragraph for sign in "-–,;"):
        return gettext("paras. %(paragraphs)s") % {"paragraphs": paragraph.replace("-", "–")}
    return gettext("para. %(paragraph)s") % {"paragraph": paragraph}


@register.simple_tag
def form_key():
    """The hidden field by which a form makes its record once, however often its button is pressed."""
    return format_html('<input type="hidden" name="{}" value="{}">', idempotency.FIELD, uuid.uuid4())


@register.simple_tag
def saves_itself():
    """Attributes of a form that saves itself while it is written, beside ui/draft_status.html (static/js/portal.js)."""
    return format_html(
        'hx-post="" hx-trigger="change, autosave" hx-sync="this:queue last" hx-target="#saved" hx-disinherit="*" '
        'data-lost="{}"',
        gettext("Not saved since {time}: no connection. Your text is still here."),
    )


@register.simple_tag
def control(field):
    """The widget of a bound field; text that people write takes its direction from its first letter."""
    widget = field.field.widget
    takes_text = isinstance(widget, Textarea) or getattr(widget, "input_type", "") in ("text", "search")
    return field.as_widget(attrs={"dir": "auto"} if takes_text else None)


@register.simple_tag
def error_lines(form):
    """What is wrong with a form, in the order of its fields: target (id of a control, or empty) and message."""
    lines = [{"target": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        lines += [{"target": target, "message": message} for message in field.errors]
    return lines


@register.simple_tag(takes_context=True)
def active_filters(context, form):
    """Removable chips of a filter form: label, and the same address without that one value."""
    query = context["request"].GET
    chips = []
    for name, field in form.fields.items():
        values = [value for value in query.getlist(name) if value]
        for value in values:
            rest = query.copy()
            for paging in ("page", "cursor"):
                rest.pop(paging, None)
            rest.setlist(name, [other for other in values if other != value])
            label = _label_of(field, value, getattr(form, "cleaned_data", {}).get(name))
            chips.append({"label": label, "url": f"?{rest.urlencode()}"})
    return chips


def _label_of(field, value, cleaned):
    """What the reader chose, in words: the record's name, the choice's label, or what was typed."""
    if isinstance(field, ModelChoiceField):
        records = [cleaned] if cleaned is None or hasattr(cleaned, "pk") else cleaned
        return next((str(record) for record in records if record and str(field.prepare_value(record)) == value), value)
    if value in ("true", "on"):
        return field.label
    if value == "false":
        return gettext("%(what)s: no") % {"what": field.label}
    return dict(_flat(getattr(field, "choices", ()))).get(value, value)


def _flat(choices):
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(value), label
