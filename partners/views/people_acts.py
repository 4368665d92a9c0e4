"""What the secretariat does with people: whom it invites, what they may do, and when they may no longer."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import policies as account_policies
from accounts.actions import disable_account, send_invitation
from accounts.choices import Role
from accounts.forms.own import ReasonForm
from accounts.signing_in.reauthentication import FreshSignInRequired
from core.forms.views import ActFormView
from partners import actions, policies
from partners.choices import RoleChangeState
from partners.forms import InvitationForm, RoleChangeForm, RoleForm
from partners.models import Agency, AgencyMember
from partners.panels import find_person
from partners.views.base import SecretariatAct


class PersonAct(SecretariatAct):
    """An act on the account of the address."""

    def get_record(self):
        return find_person(self.kwargs["pk"])

    def get_words(self, done):
        return {"name": self.record.name}

    def leads_to(self, done):
        return reverse("partners:person_detail", args=[self.kwargs["pk"]])


class ReasonPage(SecretariatAct, ActFormView):
    """A page that asks for the reason of an act on people."""

    form_class = ReasonForm
    template_name = "partners/person_act.html"
    title: str | Promise
    explanation: str | Promise
    tone = "p"  # d: the act ends something

    def get_context(self, form):
        texts = {name: getattr(self, name) for name in ("title", "explanation", "tone")}
        return texts | {"subject": self.get_subject(), "way_back": self.leads_to(None)}

    def get_subject(self):
        """Whom the page names."""
        return self.record


class PersonInvite(SecretariatAct, ActFormView):
    """The answer is the same whether or not the address has an account already."""

    form_class = InvitationForm
    template_name = "partners/person_invite.html"
    said = _("An account without a password waits for the person, and a letter with a link is on its way.")
    said_of_secretariat = _(
        "The account is made. Another person of the secretariat sends the letter, from the person's page."
    )

    def act(self, **values):
        self.role = values["role"]
        return actions.invite_person(by=self.reader, **values)

    def say(self, done):
        return str(self.said_of_secretariat if self.role == Role.SECRETARIAT else self.said)

    def leads_to(self, done):
        return "partners:person_list"


class PersonInviteAgain(PersonAct):
    said = _("A new letter is on its way; the link in the earlier one opens nothing any more.")
    action = staticmethod(send_invitation)


class PersonReason(PersonAct, ReasonPage):
    """The reason of an act on one person."""

    def get_subject(self):
        return self.record.name


class PersonDisable(PersonReason):
    title = _("Disable the account")
    explanation = _(
        "From their next click on the person is answered like a visitor. All sessions and tokens end for good."
    )
    tone = "d"
    said = _("%(name)s is disabled. Sessions and tokens ended with it.")
    action = staticmethod(disable_account)

    def is_allowed(self):
        return account_policies.can_disable_account(self.reader, self.record)


class PersonEnable(PersonReason):
    title = _("Enable the account")
    explanation = _("The person may sign in again, with the password of before. Tokens are made anew.")
    said = _("%(name)s may sign in again.")
    action = staticmethod(actions.enable_person)


class RolePropose(FreshSignInRequired, PersonAct, ActFormView):
    form_class = RoleChangeForm
    template_name = "partners/role_propose.html"
    said = _("Proposed. It takes effect when another person of the secretariat confirms it.")
    action = staticmethod(actions.propose_role_change)

    def get_initial(self):
        membership = getattr(self.record, "agency_membership", None) or AgencyMember()
        return RoleForm.initial_from(self.record, membership)


class RoleChangeAct(SecretariatAct):
    """An act on the change of that person's role that waits for a second person."""

    def get_record(self):
        change = find_person(self.kwargs["pk"]).role_changes.filter(state=RoleChangeState.PROPOSED).first()
        if change is None:
            raise Http404
        return change

    def leads_to(self, done):
        return reverse("partners:person_detail", args=[self.kwargs["pk"]])


class RoleConfirm(FreshSignInRequired, RoleChangeAct):
    said = _("The role is changed. The person signs in anew; tokens of the former role ended.")
    action = staticmethod(actions.confirm_role_change)

    def is_allowed(self):
        return policies.can_confirm_role_change(self.reader, self.record)


class RoleDrop(RoleChangeAct):
    said = _("The proposal is dropped. Nothing was changed.")
    action = staticmethod(actions.drop_role_change)


class AgencyReason(ReasonPage):
    """The reason of an act on all the people of an agency."""

    def get_record(self):
        return get_object_or_404(Agency.objects.visible_to(self.reader), code=self.kwargs["code"])

    def get_words(self, done):
        return {"agency": self.record}

    def leads_to(self, done):
        return reverse("partners:person_list", query={"agency": self.record.code})


class AgencyDisable(AgencyReason):
    title = _("Disable the agency's people")
    explanation = _(
        "From their next click on its people are answered like visitors. Their sessions and tokens end for good."
    )
    tone = "d"
    said = _("Nobody speaks for %(agency)s in the portal any more.")
    action = staticmethod(actions.disable_agency)


class AgencyEnable(AgencyReason):
    title = _("Enable the agency's people")
    explanation = _("Those who were disabled with the agency may sign in again; others stay disabled.")
    said = _("The people of %(agency)s may sign in again.")
    action = staticmethod(actions.enable_agency)
