"""Pages of governance: reforms, decisions, meetings, groups, duties and targets."""

from itertools import groupby

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lists.columns import BADGE, DAY, NAMES, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.related import relate
from core.templatetags.portal import day
from exchange.models import Offer
from governance.choices import GroupRole
from governance.kinds import DECISIONS, DUTIES, GROUPS, MEETINGS, REFORMS, TARGETS
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Session, Target
from partners.models import Agency
from projects.models import Project
from reference.citations import split_citations


class ReformList(RecordListView):
    kind = REFORMS
    template_name = "governance/reform_list.html"
    columns = (
        Column("number", _("Reform"), "governance/cells/reform_number.html", sort=("number",)),
        Column(
            "ongoing_actions",
            _("Ongoing actions"),
            "governance/cells/reform_ongoing_actions.html",
            is_block=True,
        ),
        Column(
            "further_actions",
            _("Further actions"),
            "governance/cells/reform_further_actions.html",
            is_block=True,
        ),
        Column(
            "budget", _("Budget implication"), WORDS, sort=("budget_implication", "number"), field="budget_implication"
        ),
        Column("decision", _("Council decision"), "governance/cells/reform_decision.html"),
        Column("state", _("Status"), "governance/cells/reform_state.html", sort=("state", "number")),
    )
    row_name = "reform"
    default_order = "number"

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)


class ReformDetail(RecordDetailView):
    template_name = "governance/reform_detail.html"
    lookup = "number"

    def get_queryset(self):
        reader = self.request.user
        return (
            Reform.objects.visible_to(reader)
            .with_card(reader)
            .with_visible(reader, "draft_decision")
            .prefetch_related("accomplishments__subprogramme")
        )

    def get_context(self, reform):
        return split_citations(reform)


class DecisionList(RecordListView):
    kind = DECISIONS
    template_name = "governance/decision_list.html"
    columns = (
        Column("number", _("Decision"), "governance/cells/decision_number.html", sort=("number",)),
        Column("subject", _("Subject"), "governance/cells/decision_subject.html"),
        Column("kind", _("Kind"), WORDS, sort=("kind", "-decided_on")),
        Column("body", _("Body"), "governance/cells/decision_body.html", sort=("body", "-decided_on")),
        Column("decided_on", _("Date"), DAY, sort=("-decided_on", "code")),
        Column("asks", _("Actions requested"), "governance/cells/decision_asks.html", is_number=True),
    )
    row_name = "decision"
    default_order = "decided_on"

    def get_queryset(self):
        return super().get_queryset().with_card()


class DecisionDetail(RecordDetailView):
    template_name = "governance/decision_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            Decision.objects.visible_to(reader)
            .select_related("country")
            .with_visible(reader, "session", "addressed_to")
            .prefetch_related("mandated_documents", "sources__document")
        )

    def get_context(self, decision):
        reader = self.request.user
        named = [
            Prefetch("projects", Project.objects.visible_to(reader)),
            Prefetch("addressed_to", Agency.objects.visible_to(reader)),
            Prefetch("due_session", Session.objects.visible_to(reader)),
        ]
        sections = [
            relate(
                _("Meetings that produced it"), Meeting.objects.visible_to(reader).filter(outputs=decision), date_of
            ),
            relate(
                _("Groups it established"),
                Group.objects.visible_to(reader).filter(established_by=decision),
                Group.get_kind_display,
            ),
            relate(
                _("Reporting duties"),
                ReportingDuty.objects.visible_to(reader).filter(decision=decision),
                ReportingDuty.get_frequency_display,
            ),
            relate(
                _("Reforms awaiting this decision"),
                Reform.objects.visible_to(reader).filter(draft_decision=decision),
                Reform.get_state_display,
            ),
        ]
        return {
            "asks": decision.asks.prefetch_related(*named),
            "sections": [section for section in sections if section.count],
            **split_citations(decision),
        }


def date_of(meeting):
    return day(meeting.starts_on)


class MeetingList(RecordListView):
    kind = MEETINGS
    template_name = "governance/meeting_list.html"
    columns = (
        Column("title", _("Meeting"), "governance/cells/meeting_title.html", sort=("title",)),
        Column("starts_on", _("Date"), "governance/_when.html", sort=("-starts_on", "code")),
        Column("place", _("Place"), "governance/_place.html", sort=("place", "-starts_on")),
        Column("body", _("Body"), "governance/_met.html"),
        Column("outputs", _("Outputs"), NAMES),
    )
    row_name = "meeting"
    default_order = "starts_on"

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)


class MeetingDetail(RecordDetailView):
    template_name = "governance/meeting_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return Meeting.objects.visible_to(reader).with_card(reader).prefetch_related("countries")

    def get_context(self, meeting):
        offers = Offer.objects.visible_to(self.request.user).filter(meetings=meeting)
        sections = [relate(_("Offers made or presented there"), offers, Offer.get_module_display)]
        return {"sections": [section for section in sections if section.count], **split_citations(meeting)}


class GroupList(RecordListView):
    kind = GROUPS
    template_name = "governance/group_list.html"
    columns = (
        Column("name", _("Group"), "governance/cells/group_name.html", sort=("name",)),
        Column("kind", _("Kind"), WORDS, sort=("kind", "name")),
        Column("part_of", _("Part of"), "governance/_part_of.html"),
        Column(
            "established_on",
            _("Established"),
            "governance/cells/group_established_on.html",
            sort=("established_on", "name"),
        ),
        Column("members", _("Members recorded"), "governance/cells/group_members.html", is_number=True),
        Column("status", _("Status"), BADGE),
    )
    row_name = "group"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)


class GroupDetail(RecordDetailView):
    template_name = "governance/group_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return Group.objects.visible_to(reader).with_card(reader).with_visible(reader, "established_by")

    def get_context(self, group):
        reader = self.request.user
        meetings = Meeting.objects.visible_to(reader).filter(group=group)
        sections = [
            relate(_("Subsidiary groups"), Group.objects.visible_to(reader).filter(parent_group=group)),
            relate(_("Meetings"), meetings, date_of, f"{reverse('governance:meeting_list')}?group={group.code}"),
            relate(
                _("Reports it receives"),
                ReportingDuty.objects.visible_to(reader).filter(recipient_group=group),
                ReportingDuty.get_frequency_display,
            ),
        ]
        return {
            "members": by_role(group.group_members.all()),
            "dates": [date.partition("/") for date in group.dates],
            "sections": [section for section in sections if section.count],
            **split_citations(group),
        }


def by_role(links):
    """The links of a group grouped by role, in the order in which roles are listed: label and links."""
    places = {role: place for place, role in enumerate(GroupRole.values)}
    ordered = sorted(links, key=lambda link: places[link.role])
    return [(GroupRole(role).label, list(group)) for role, group in groupby(ordered, key=lambda link: link.role)]


class ReportingDutyList(RecordListView):
    kind = DUTIES
    template_name = "governance/duty_list.html"
    columns = (
        Column("title", _("Duty"), "governance/cells/duty_title.html", sort=("title",)),
        Column("reporter", _("Who reports"), "governance/cells/duty_reporter.html", sort=("reporter__name", "title")),
        Column("recipient", _("To whom"), "governance/_recipient.html"),
        Column("frequency", _("How often"), WORDS, sort=("frequency", "title")),
        Column("due_on", _("Due"), DAY, sort=("due_on", "title")),
    )
    row_name = "duty"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)


class ReportingDutyDetail(RecordDetailView):
    template_name = "governance/duty_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            ReportingDuty.objects.visible_to(reader)
            .with_card(reader)
            .with_visible(reader, "counterpart", "decision", "agreement")
        )

    def get_context(self, duty):
        return split_citations(duty)


class TargetList(RecordListView):
    kind = TARGETS
    title = _("Targets and results")
    template_name = "governance/target_list.html"
    columns = (
        Column("metric", _("What is counted"), "governance/cells/target_metric.html", sort=("metric",)),
        Column("kind", _("Kind"), WORDS, sort=("kind", "code")),
        Column("value", _("Value"), "governance/cells/target_value.html", is_number=True),
        Column(
            "period", _("Period"), "governance/_target_period.html", sort=("period_ends_on", "period_starts_on", "code")
        ),
        Column("other_values", _("Other values"), "governance/cells/target_other_values.html"),
    )
    row_name = "target"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()


class TargetDetail(RecordDetailView):
    template_name = "governance/target_detail.html"

    def get_queryset(self):
        return Target.objects.visible_to(self.request.user).prefetch_related(
            "observations__document", "sources__document"
        )

    def get_context(self, target):
        project = Project.objects.visible_to(self.request.user).filter(pk=target.project_id).first()
        return {"project": project, **split_citations(target)}
