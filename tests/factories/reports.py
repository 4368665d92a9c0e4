import datetime

import factory
from factory.django import DjangoModelFactory

from governance.choices import AskState, BudgetImplication
from governance.models import Reform, Session
from reports.choices import ReportState
from reports.models import Report
from tests.factories.accounts import UserFactory


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session
        django_get_or_create = ("code",)

    code = "GC.26"
    organ = "Governing Council of the United Nations Environment Programme"
    forum = "Governing Council/Global Ministerial Environment Forum"
    title = "Twenty-sixth session"
    place = "Nairobi"
    starts_on = "2011-02-21"
    ends_on = "2011-02-24"
    agenda_item = "4"
    agenda_heading = "Policy issues: environment and development"
    agenda_symbol = "UNEP/GC.26/1"
    report_symbol = factory.LazyAttribute(lambda session: f"UNEP/{session.code}/99")
    report_masthead_on = datetime.date(2011, 1, 12)
    is_council = True


class ReportFactory(DjangoModelFactory):
    """A report of 2010 that is ready, as if a build had ended; nothing is printed for it."""

    class Meta:
        model = Report

    session = factory.SubFactory(SessionFactory)
    year = 2010
    code = factory.LazyAttribute(lambda report: f"{report.session.code}-{report.year}")
    symbol = factory.LazyAttribute(lambda report: report.session.report_symbol)
    period_starts_on = factory.LazyAttribute(lambda report: datetime.date(report.year, 1, 1))
    period_ends_on = cut_off_on = factory.LazyAttribute(lambda report: datetime.date(report.year, 12, 31))
    masthead_on = datetime.date(2011, 1, 12)
    languages = ["en"]
    state = ReportState.READY
    requested_by = factory.SubFactory(UserFactory)


class ReformFactory(DjangoModelFactory):
    class Meta:
        model = Reform
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda number: number % 30 + 1)
    code = factory.LazyAttribute(lambda reform: f"REF-{reform.number:02d}")
    title = factory.LazyAttribute(lambda reform: f"Reform {reform.number}")
    budget_implication = BudgetImplication.NO
    needs_council_decision = False
    state = AskState.IN_PROGRESS
