"""Pages of governance: reforms, decisions, meetings, groups, duties and targets."""

from itertools import groupby

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.related import relate
from core.templatetags.portal import day
from exchange.models import Offer
from governance.choices import GroupRole
from governance.filters import (
    DecisionFilter,
    GroupFilter,
    MeetingFilter,
    ReformFilter,
    ReportingDutyFilter,
    TargetFilter,
)
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Session, Target
from partners.models import Agency
from projects.models import Project
from reference.citations import split_citations
from reference.exports import source_places


class ReformList(RecordListView):
    template_name = "governance/reform_list.html"
    filterset_class = ReformFilter
    sorts = {"number": ("number",), "state": ("state", "number"), "budget": ("budget_implication", "number")}
    file_name = "reforms"
    columns = (
        Column("number", lambda reform: reform.number),
        Column("title", lambda reform: reform.title),
        Column("ongoing_actions", lambda reform: reform.ongoing_actions),
        Column("refs", lambda reform: reform.refs),
        Column("further_actions", lambda reform: reform.further_actions),
        Column("budget_implication", lambda reform: reform.budget_implication),
        Column("budget_note", lambda reform: reform.budget_note),
        Column("needs_council_decision", lambda reform: "true" if reform.needs_council_decision else "false"),
        Column("state", lambda reform: reform.state),
        Column("waits_for", lambda reform: reform.waits_for),
        Column("responsible", lambda reform: [agency.code for agency in reform.responsible.all()]),
        Column("origin", lambda reform: reform.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Reform.objects.visible_to(reader).with_card(reader)


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
    template_name = "governance/decision_list.html"
    filterset_class = DecisionFilter
    sorts = {
        "decided_on": ("-decided_on", "code"),
        "number": ("number",),
        "kind": ("kind", "-decided_on"),
        "body": ("body", "-decided_on"),
    }
    file_name = "decisions"
    columns = (
        Column("code", lambda decision: decision.code),
        Column("number", lambda decision: decision.number),
        Column("kind", lambda decision: decision.kind),
        Column("body", lambda decision: decision.body),
        Column("session", lambda decision: decision.session_name),
        Column("decided_on", lambda decision: decision.decided_on),
        Column("subject", lambda decision: decision.subject),
        Column("asks", lambda decision: [ask.text for ask in decision.asks.all()]),
        Column("origin", lambda decision: decision.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return Decision.objects.visible_to(self.request.user).with_card()


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
            relate(_("Meetings it came from"), Meeting.objects.visible_to(reader).filter(outputs=decision), date_of),
            relate(
                _("Groups it established"),
                Group.objects.visible_to(reader).filter(established_by=decision),
                Group.get_kind_display,
            ),
            relate(
                _("Duties to report"),
                ReportingDuty.objects.visible_to(reader).filter(decision=decision),
                ReportingDuty.get_frequency_display,
            ),
            relate(
                _("Reforms that wait for it"),
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
    template_name = "governance/meeting_list.html"
    filterset_class = MeetingFilter
    sorts = {"starts_on": ("-starts_on", "code"), "title": ("title",), "place": ("place", "-starts_on")}
    file_name = "meetings"
    columns = (
        Column("code", lambda meeting: meeting.code),
        Column("title", lambda meeting: meeting.title),
        Column("starts_on", lambda meeting: meeting.starts_on),
        Column("ends_on", lambda meeting: meeting.ends_on),
        Column("place", lambda meeting: meeting.place),
        Column("country", lambda meeting: meeting.country_id),
        Column("body", lambda meeting: meeting.body.code if meeting.body else ""),
        Column("group", lambda meeting: meeting.group.code if meeting.group else ""),
        Column("outputs", lambda meeting: [decision.code for decision in meeting.outputs.all()]),
        Column("origin", lambda meeting: meeting.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Meeting.objects.visible_to(reader).with_card(reader)


class MeetingDetail(RecordDetailView):
    template_name = "governance/meeting_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return Meeting.objects.visible_to(reader).with_card(reader).prefetch_related("countries")

    def get_context(self, meeting):
        offers = Offer.objects.visible_to(self.request.user).filter(meetings=meeting)
        sections = [relate(_("Offers made or shown there"), offers, Offer.get_module_display)]
        return {"sections": [section for section in sections if section.count], **split_citations(meeting)}


class GroupList(RecordListView):
    template_name = "governance/group_list.html"
    filterset_class = GroupFilter
    sorts = {
        "code": ("code",),
        "name": ("name",),
        "kind": ("kind", "name"),
        "established_on": ("established_on", "name"),
    }
    file_name = "groups"
    columns = (
        Column("code", lambda group: group.code),
        Column("name", lambda group: group.name),
        Column("kind", lambda group: group.kind),
        Column("parent_group", lambda group: group.parent_group.code if group.parent_group else ""),
        Column("parent_agency", lambda group: group.parent_agency.code if group.parent_agency else ""),
        Column("established_on", lambda group: group.established_on),
        Column("status", lambda group: group.status),
        Column("members", lambda group: [f"{link.agency.code}:{link.role}" for link in group.group_members.all()]),
        Column("members_count", lambda group: group.members_count),
        Column("origin", lambda group: group.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Group.objects.visible_to(reader).with_card(reader)


class GroupDetail(RecordDetailView):
    template_name = "governance/group_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return Group.objects.visible_to(reader).with_card(reader).with_visible(reader, "established_by")

    def get_context(self, group):
        reader = self.request.user
        meetings = Meeting.objects.visible_to(reader).filter(group=group)
        sections = [
            relate(_("Groups under it"), Group.objects.visible_to(reader).filter(parent_group=group)),
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
    template_name = "governance/duty_list.html"
    filterset_class = ReportingDutyFilter
    sorts = {
        "code": ("code",),
        "title": ("title",),
        "reporter": ("reporter__name", "title"),
        "frequency": ("frequency", "title"),
        "due_on": ("due_on", "title"),
    }
    file_name = "duties"
    columns = (
        Column("code", lambda duty: duty.code),
        Column("title", lambda duty: duty.title),
        Column("reporter", lambda duty: duty.reporter.code),
        Column("recipient", lambda duty: duty.recipient.code if duty.recipient else ""),
        Column("recipient_group", lambda duty: duty.recipient_group.code if duty.recipient_group else ""),
        Column("frequency", lambda duty: duty.frequency),
        Column("due_on", lambda duty: duty.due_on),
        Column("origin", lambda duty: duty.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return ReportingDuty.objects.visible_to(reader).with_card(reader)


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
    template_name = "governance/target_list.html"
    filterset_class = TargetFilter
    sorts = {
        "code": ("code",),
        "metric": ("metric",),
        "kind": ("kind", "code"),
        "period": ("period_ends_on", "period_starts_on", "code"),
    }
    file_name = "targets"
    columns = (
        Column("code", lambda target: target.code),
        Column("metric", lambda target: target.metric),
        Column("kind", lambda target: target.kind),
        Column("comparator", lambda target: target.comparator),
        Column("value", lambda target: plain(target.value)),
        Column("unit", lambda target: target.unit),
        Column("applied_value", lambda target: plain(target.applied_value)),
        Column("other_values", lambda target: [plain(found.value) for found in target.observations.all()]),
        Column("period_starts_on", lambda target: target.period_starts_on),
        Column("period_ends_on", lambda target: target.period_ends_on),
        Column("origin", lambda target: target.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return Target.objects.visible_to(self.request.user).with_card()


def plain(value):
    """A stored number without the zeros that only fill its column: 35, not 35.0000."""
    return None if value is None else f"{value.normalize():f}"


class TargetDetail(RecordDetailView):
    template_name = "governance/target_detail.html"

    def get_queryset(self):
        return Target.objects.visible_to(self.request.user).prefetch_related(
            "observations__document", "sources__document"
        )

    def get_context(self, target):
        project = Project.objects.visible_to(self.request.user).filter(pk=target.project_id).first()
        return {"project": project, **split_citations(target)}
