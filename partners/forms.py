"""What the secretariat types about people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.forms.own import LONGEST_REASON
from core.forms.base import ActForm, RecordForm
from core.text.languages import Language
from partners.choices import PersonalField
from partners.models import Agency, FocalPoint
from reference.models import Country, Mea, Region

# Whom each role speaks for: the fields that it needs or may have.
SCOPE_OF = {
    Role.GOVERNMENT: {"country", "is_signatory"},
    Role.REGIONAL_OFFICE: {"region"},
    Role.SECRETARIAT: set(),
    Role.AGENCY: {"agency"},
    Role.MEA: {"meas"},
}
NEEDED = {
    "country": _("Choose the country that the government account speaks for."),
    "region": _("Choose the region of the regional office."),
    "agency": _("Choose the agency that the account speaks for."),
    "meas": _("Choose the MEAs of the focal point."),
}
NOT_FOR_THIS_ROLE = _("This does not apply to the chosen role. Clear it, or choose another role.")


class RoleForm(ActForm):
    """A role and whom it speaks for."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        help_text=_("For a government account."),
        queryset=Country.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    is_signatory = forms.BooleanField(
        label=_("Signatory: submits requests and adopts assessments for the Government"), required=False
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        help_text=_("For a regional office."),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        help_text=_("For a partner agency."),
        queryset=Agency.objects.filter(has_access=True),
        required=False,
        empty_label=_("None"),
    )
    meas = forms.ModelMultipleChoiceField(
        label=_("MEAs"),
        help_text=_("For an MEA focal point."),
        queryset=Mea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        """Each role has the scope it needs, and nothing of another role's."""
        cleaned = super().clean()
        if not (role := cleaned.get("role")):
            return cleaned
        for name in ("country", "is_signatory", "region", "agency", "meas"):
            is_of_role = name in SCOPE_OF[role]
            if cleaned.get(name) and not is_of_role:
                self.add_error(name, NOT_FOR_THIS_ROLE)
            elif is_of_role and name in NEEDED and name not in self.errors and not cleaned.get(name):
                self.add_error(name, NEEDED[name])
        return cleaned


class RoleChangeForm(RoleForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For the member of the secretariat who confirms the change."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Enter a reason.")},
    )


class InvitationForm(RoleForm):
    """Who is invited, in which role, and in which language the letter is."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_(
            "The person’s own address. If several people read the same mailbox, all of them could use the account."
        ),
        error_messages={
            "required": _("Enter the person’s email address."),
            "invalid": _("Enter a complete email address, for example name@example.org."),
        },
    )
    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Enter the person’s name.")})
    language = forms.ChoiceField(label=_("Language of emails"), choices=Language.choices, initial=Language.ENGLISH)
    field_order = ["name", "email", "language"]


class ContactForm(RecordForm):
    """How the holder of a post is reached. What a box says that is ticked, the person has said first."""

    person_name = forms.CharField(label=PersonalField.NAME.label, max_length=120, required=False)
    person_function = forms.CharField(label=PersonalField.FUNCTION.label, max_length=120, required=False)
    office_mailbox = forms.EmailField(
        label=PersonalField.MAILBOX.label,
        help_text=_("A mailbox of the office, rather than the person’s own address."),
        required=False,
        error_messages={"invalid": _("Enter a complete email address, for example name@example.org.")},
    )
    telephone = forms.CharField(label=PersonalField.TELEPHONE.label, max_length=40, required=False)
    agreed = forms.MultipleChoiceField(
        label=_("The person agrees that everybody can see"),
        help_text=_(
            "Anyone can then see it on the portal’s pages and in its open data. The person can withdraw consent at any "
            "time, and it is hidden again at once. Without consent it is shown only here."
        ),
        choices=PersonalField.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def of(cls, post: FocalPoint) -> dict:
        """What stands on record of the post, in the fields of this form."""
        kept = {name: getattr(post, name) for name in PersonalField.values}
        return kept | {"agreed": post.agreed_names(), "version": post.version}
