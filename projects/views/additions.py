"""What those who run a project add to it: who takes part, what it does and reaches, its money and its lessons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects import actions
from projects.choices import MeasurementKind
from projects.forms import (
    ActivityForm,
    ContributionForm,
    CountryForm,
    IndicatorForm,
    LessonForm,
    MeasurementForm,
    PartnerForm,
)
from projects.models import Invitation
from projects.views.base import ProjectActPage


class PartyAdd(ProjectActPage):
    """Whoever may not see the project yet is asked first."""

    said_of_invitation: str | Promise

    def say(self, done):
        return str(self.said_of_invitation) if isinstance(done, Invitation) else super().say(done)


class PartnerAdd(PartyAdd):
    form_class = PartnerForm
    title = _("Add a partner")
    said = _("The partner has been added to the project.")
    said_of_invitation = _(
        "The agency has been invited. It knows only the title of the project until it accepts the invitation."
    )
    action = staticmethod(actions.add_partner)


class CountryAdd(PartyAdd):
    form_class = CountryForm
    title = _("Add a country")
    said = _("The country has been added to the project.")
    said_of_invitation = _(
        "The country has been invited. Its Government knows only the title of the project until it accepts the "
        "invitation."
    )
    action = staticmethod(actions.add_country)


class ActivityAdd(ProjectActPage):
    form_class = ActivityForm
    title = _("Add an activity")
    said = _("The activity has been added.")
    action = staticmethod(actions.add_activity)


class IndicatorAdd(ProjectActPage):
    form_class = IndicatorForm
    title = _("Add an indicator")
    said = _("The indicator has been added. Enter its target and what has been reached.")
    action = staticmethod(actions.add_indicator)


class MeasurementRecord(ProjectActPage):
    form_class = MeasurementForm
    title = _("Record a target or a result")
    said = _("The value has been recorded.")

    def get_initial(self):
        return {"kind": MeasurementKind.ACTUAL}

    def act(self, *, indicator, **values):
        return actions.record_measurement(indicator, by=self.reader, **values)


class ContributionRecord(ProjectActPage):
    form_class = ContributionForm
    title = _("Record a contribution")
    said = _("The contribution has been recorded.")

    def act(self, **values):
        return actions.record_contribution(by=self.reader, project=self.record, **values)


class LessonAdd(ProjectActPage):
    form_class = LessonForm
    title = _("Add a lesson")
    said = _(
        "The lesson has been added, and partners can read it. A regional office or the secretariat can publish it."
    )

    def get_initial(self):
        return {"language": self.reader.language}

    def act(self, **values):
        return actions.add_lesson(by=self.reader, project=self.record, **values)
