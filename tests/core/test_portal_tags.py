"""Words and shapes that templates share."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from bsp_portal.templatetags import states
from core.templatetags import portal


class RequestForm(forms.Form):
    title = forms.CharField(help_text="Name the result.")
    support = forms.MultipleChoiceField(choices=[("a", "Advice")], widget=forms.CheckboxSelectMultiple)
    budget = forms.IntegerField(required=False)


class ListForm(forms.Form):
    q = forms.CharField(required=False)
    state = forms.MultipleChoiceField(required=False, choices=[("Live", [("active", "Active"), ("closed", "Closed")])])


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("state", "kind", "classes"),
    [
        ("draft", "", "draft"),
        ("submitted", "", "info q1"),
        ("submitted", "assessment", "info q2"),
        ("delivered", "", "ok q4"),
        ("returned", "", "warn back"),
        ("overdue", "", "bad over"),
        ("never-heard-of", "", "plain"),
    ],
)
def test_a_state_has_one_tone_and_one_shape(state, kind, classes):
    assert states.state_classes(state, kind) == classes


def test_no_state_stands_in_two_rows_of_the_table():
    named = [state for row in states.STATE_CLASSES.values() for state in row]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2009", "en", "2009"),
        ("2009-10", "en", "Oct 2009"),
        ("2009-10-05", "en", "5 Oct 2009"),
        ("2009-10-05", "ar", "5 أكتوبر 2009"),
        ("2009-10", "zh-hans", "2009年10月"),
        (date(2026, 11, 4), "en", "4 Nov 2026"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known_with_digits_0_to_9(value, language, text):
    with translation.override(language):
        assert f">{text}</time>" in portal.day(value)


def test_a_moment_is_shown_on_the_day_of_the_portals_own_zone():
    moment = datetime(2026, 11, 4, 22, 30, tzinfo=timezone.get_fixed_timezone(0))
    with timezone.override("Africa/Nairobi"), translation.override("en"):
        assert "5 Nov 2026" in portal.day(moment)


def test_what_is_no_date_is_escaped_like_any_text():
    assert render("{{ value|day }}", value="<b>soon") == "&lt;b&gt;soon"


def test_unknown_and_zero_are_told_apart():
    with translation.override("en"):
        assert portal.stated("") == "not stated in the sources"
        assert portal.stated_briefly(None) == "not stated"
        assert portal.stated(0) == 0


@pytest.mark.parametrize(("part", "whole", "share"), [(16, 20, 80), (7, 5, 100), (0, 5, 0), (3, 0, 0), (3, None, 0)])
def test_a_share_stays_between_0_and_100(part, whole, share):
    assert portal.percent_of(part, whole) == share


def test_thousands_are_grouped_as_the_reader_expects_in_digits_0_to_9():
    with translation.override("en"):
        assert portal.grouped(14203) == "14,203"
    with translation.override("ar"):
        assert set(portal.grouped(14203)) >= set("14203")


@pytest.mark.parametrize(
    ("paragraph", "label"), [("26", "para. 26"), ("25-30", "paras. 25–30"), ("header", "header"), ("", "")]
)
def test_a_paragraph_is_named_as_documents_are_cited(paragraph, label):
    with translation.override("en"):
        assert portal.paragraph_label(paragraph) == label


def test_a_clock_over_its_limit_says_by_how_much():
    with translation.override("en"):
        html = render('{% include "ui/clock.html" with day=7 limit=5 only %}')
    assert "2 days over" in html
    assert "time limit: 5 working days" in html


def test_a_clock_without_limit_says_so():
    with translation.override("en"):
        assert "no time limit in this status" in render('{% include "ui/clock.html" with day=64 only %}')


def test_each_error_leads_to_its_control():
    lines = portal.error_lines(RequestForm({"budget": "much"}))
    assert [line["target"] for line in lines] == ["id_title", "id_support_0", "id_budget"]


def test_label_hint_error_and_control_come_in_this_order_and_are_joined():
    form = RequestForm({})
    html = render('{% include "ui/field.html" with field=form.title only %}', form=form)
    places = [html.index(part) for part in ("<label", "id_title_helptext", "id_title_error", "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'dir="auto"' in html


def test_what_people_typed_comes_back_escaped():
    html = render('{% include "ui/field.html" with field=form.title only %}', form=RequestForm({"title": '"><b>'}))
    assert "<b>" not in html


def test_a_chip_names_the_choice_and_takes_away_that_value_only():
    request = RequestFactory().get("/projects/?q=water&state=active&state=closed&page=3")
    form = ListForm(request.GET)
    assert form.is_valid()
    chips = portal.active_filters({"request": request}, form)
    assert [chip["label"] for chip in chips] == ["water", "Active", "Closed"]
    assert QueryDict(chips[1]["url"][1:]) == QueryDict("q=water&state=closed")


def test_the_desk_is_in_the_navigation_of_those_who_are_signed_in(monkeypatch):
    monkeypatch.setattr(portal, "is_page", lambda url: True)
    request = RequestFactory().get("/projects/PRJ-0050/")
    request.user = SimpleNamespace(is_authenticated=False)
    items = portal.navigation({"request": request})
    assert "/desk/" not in [item["url"] for item in items]
    assert [item["url"] for item in items if item["is_current"]] == ["/projects/"]
    request.user = SimpleNamespace(is_authenticated=True)
    assert portal.navigation({"request": request})[0]["url"] == "/desk/"


def test_only_pages_that_exist_are_linked():
    assert portal.is_page("/projects/")
    assert not portal.is_page("/never-heard-of/")
    for which in ("main", "more", "foot"):
        assert all(portal.is_page(item["url"]) for item in portal.navigation({}, which))


def test_the_name_of_every_language_is_its_own_and_one_is_current():
    with translation.override("zh-hans"):
        languages = portal.interface_languages()
    assert len(languages) == 6
    assert [item["name"] for item in languages if item["is_current"]] == ["中文"]
    assert [item["lang"] for item in languages if item["is_current"]] == ["zh"]
