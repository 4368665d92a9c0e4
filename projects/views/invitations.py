"""The page of an invitation to a project that is not shared with whoever is asked, and the answers to it."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.forms.views import ActView
from core.pages.details import RecordDetailView
from projects import actions, policies
from projects.models import Invitation, Project


class InvitationDetail(RecordDetailView):
    """Of the project it shows the title alone."""

    template_name = "projects/invitation_detail.html"
    lookup = "pk"

    def get_queryset(self):
        return Invitation.objects.visible_to(self.request.user).with_card()

    def get_context(self, invitation):
        reader = self.request.user
        return {
            "may_answer": policies.can_answer_invitation(reader, invitation),
            "may_withdraw": policies.can_run(reader, invitation.project),
            "sees_project": Project.objects.visible_to(reader).filter(pk=invitation.project_id).exists(),
        }


class InvitationAct(ActView):
    def get_record(self):
        visible = Invitation.objects.visible_to(self.reader).with_card()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def is_allowed(self):
        return policies.can_answer_invitation(self.reader, self.record)


class InvitationAccept(InvitationAct):
    said = _("The invitation has been accepted. You can now read the project.")
    action = staticmethod(actions.accept_invitation)

    def leads_to(self, done):
        return done


class InvitationDecline(InvitationAct):
    said = _("The invitation has been declined. Whoever sent it has been informed.")
    action = staticmethod(actions.decline_invitation)

    def leads_to(self, done):
        return "desk"


class InvitationWithdraw(InvitationAct):
    said = _("The invitation has been withdrawn.")
    action = staticmethod(actions.withdraw_invitation)

    def is_allowed(self):
        return policies.can_run(self.reader, self.record.project)

    def leads_to(self, done):
        return done
