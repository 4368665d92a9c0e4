"""What the secretariat does with people: whom it invites, what they may do, and when they may no longer."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import policies as account_policies
from accounts.actions import ACCOUNTS, disable_account, send_invitation, take_over
from accounts.forms.own import ReasonForm
from accounts.rights import is_power
from accounts.signing_in import letters
from accounts.signing_in.reauthentication import FreshSignInRequired
from core.errors import RuleBroken
from core.forms.base import ActForm
from core.forms.views import ActFormView
from partners import actions, policies
from partners.choices import RoleChangeState
from partners.forms import InvitationForm, RoleChangeForm, RoleForm
from partners.models import Agency, AgencyMember
from partners.panels import find_person, scope_of
from partners.personal_data import Person
from partners.views.base import SecretariatAct


class PersonAct(SecretariatAct):
    """An act on the account of the address."""

    def get_record(self):
        return find_person(self.kwargs["pk"])

    def get_words(self, done):
        return {"name": self.record.name}

    def leads_to(self, done):
        return reverse("partners:person_detail", args=[self.kwargs["pk"]])


class ReasonPage(FreshSignInRequired, SecretariatAct, ActFormView):
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


class PersonInvite(FreshSignInRequired, SecretariatAct, ActFormView):
    """The answer is the same whether or not the address has an account already."""

    form_class = InvitationForm
    template_name = "partners/person_invite.html"
    said = _("The account has been created. An email with a link to choose a password is being sent to the person.")
    said_of_power = _(
        "The account has been created. Another member of the secretariat must send the invitation, from the "
        "person’s page."
    )

    def act(self, **values):
        self.gives_power = is_power(values["role"], values["is_signatory"])
        return actions.invite_person(by=self.reader, **values)

    def say(self, done):
        return str(self.said_of_power if self.gives_power else self.said)

    def leads_to(self, done):
        return "partners:person_list"


class PersonInviteAgain(FreshSignInRequired, PersonAct, ActFormView):
    """Whoever sends an invitation has the letter before them."""

    form_class = ActForm
    template_name = "partners/person_invitation.html"
    life, move = ACCOUNTS, "invite"
    said = _("The invitation is being sent by email. Links in earlier invitations no longer work.")
    action = staticmethod(send_invitation)

    def is_allowed(self):
        return account_policies.can_send_invitation(self.reader, self.record)

    def require_possible(self):
        super().require_possible()
        if not account_policies.INVITING.stands(self.record):
            raise RuleBroken(str(account_policies.INVITING.again))

    def way_back(self):
        return self.leads_to(None)

    def get_context(self, form):
        subject, text = letters.preview_of_invitation(self.record)
        return {"speaks_for": scope_of(self.record), "subject": subject, "paragraphs": text.strip().split("\n\n")}


class PersonTakeOver(FreshSignInRequired, PersonAct):
    """The account was made by somebody who may no longer give its power."""

    said = _("You now answer for this account. Another member of the secretariat can send the invitation.")
    life, move = ACCOUNTS, "take_over"
    action = staticmethod(take_over)

    def is_allowed(self):
        return account_policies.can_take_over(self.reader, self.record)


class PersonReason(PersonAct, ReasonPage):
    """The reason of an act on one person."""

    def get_subject(self):
        return self.record.name


class PersonDisable(PersonReason):
    title = _("Disable the account")
    explanation = _(
        "The person will be signed out on all devices and will see only what visitors see. All tokens will be "
        "revoked and cannot be used again."
    )
    tone = "d"
    said = _(
        "The account of %(name)s has been disabled. The person has been signed out on all devices, and all tokens "
        "have been revoked."
    )
    action = staticmethod(disable_account)

    def is_allowed(self):
        return account_policies.can_disable_account(self.reader, self.record)


class PersonEnable(PersonReason):
    title = _("Enable the account")
    explanation = _("The person can sign in again with the same password. New tokens have to be created.")
    said = _("The account of %(name)s has been enabled. The person can sign in again.")
    explanation_of_power = _(
        "The person can sign in again, with the same password, when another member of the secretariat confirms it."
    )
    said_of_power = _("Enabling has been proposed. Another member of the secretariat must confirm it.")
    action = staticmethod(actions.enable_person)

    def get_context(self, form):
        of_power = {"explanation": self.explanation_of_power} if account_policies.has_power(self.record) else {}
        return super().get_context(form) | of_power

    def say(self, done):
        return str(self.said_of_power) if account_policies.has_power(self.record) else super().say(done)


class PersonErase(PersonReason):
    form_class = ActForm
    life, move = ACCOUNTS, "erase"
    title = _("Remove the personal data")
    explanation = _(
        "Name, email address, second factors, devices and emails of this person are removed for good, and from the "
        "post of focal point with the same mailbox. What the person did stays in the history, under the number of the "
        "account. This cannot be undone."
    )
    tone = "d"
    said = _("The personal data have been removed. The account keeps only its number.")

    def is_allowed(self):
        return account_policies.can_disable_account(self.reader, self.record)

    def act(self, **values):
        return actions.erase_person(Person.of(self.record), by=self.reader)


class RolePropose(FreshSignInRequired, PersonAct, ActFormView):
    form_class = RoleChangeForm
    template_name = "partners/role_propose.html"
    said = _(
        "The change of role has been proposed. It takes effect when another member of the secretariat confirms it."
    )
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
    said = _("The role has been changed. The person has to sign in again; tokens of the former role no longer work.")
    said_of_enabling = _("The account has been enabled. The person can sign in again.")
    action = staticmethod(actions.confirm_role_change)

    def say(self, done):
        return str(self.said_of_enabling if done.enables else self.said)

    def is_allowed(self):
        return policies.can_confirm_role_change(self.reader, self.record)


class RoleDrop(RoleChangeAct):
    said = _("The proposal has been cancelled. Nothing has changed.")
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
    title = _("Disable the agency’s accounts")
    explanation = _(
        "The people of this agency will be signed out on all devices and will see only what visitors see. Their "
        "tokens will be revoked and cannot be used again."
    )
    tone = "d"
    said = _("The accounts of %(agency)s have been disabled. Nobody can sign in for it.")
    action = staticmethod(actions.disable_agency)


class AgencyEnable(AgencyReason):
    title = _("Enable the agency’s accounts")
    explanation = _(
        "People whose accounts were disabled with the agency can sign in again; all other disabled accounts stay "
        "disabled."
    )
    said = _("The accounts of %(agency)s have been enabled. The people can sign in again.")
    action = staticmethod(actions.enable_agency)
