"""Kinds and states of partners, posts and agreements. Values are the terms of the founding documents' vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccountVerb
from core.choices import Verb
from core.workflow import Move, Workflow


class AgencyKind(models.TextChoices):
    UN_AGENCY = "un_agency", _("UN agency or programme")
    UN_BODY = "un_body", _("UN coordination body or office")
    UNEP_UNIT = "unep_unit", _("UNEP office or division")
    GOVERNING_BODY = "governing_body", _("Governing body")
    MEA_SECRETARIAT = "mea_secretariat", _("MEA secretariat")
    IGO = "igo", _("Intergovernmental organization")
    IFI = "ifi", _("International financial institution or fund")
    REGIONAL_BODY = "regional_body", _("Regional or subregional body")
    GOVERNMENT = "government", _("Government body")
    DONOR = "donor", _("Donor government or agency")
    NGO = "ngo", _("Non-governmental organization")
    ACADEMIC = "academic", _("Academic or research institution")
    PRIVATE = "private", _("Private sector")
    NETWORK = "network", _("Network or partnership")
    INITIATIVE = "initiative", _("Initiative or programme")


class FocalPointKind(models.TextChoices):
    MEA = "mea_focal_point", _("MEA focal point")
    BSP = "bsp_focal_point", _("Focal point for the Plan")
    INSTITUTIONAL = "institutional_focal_point", _("Institutional focal point")
    MOU = "mou_focal_point", _("Focal point for a memorandum of understanding")
    SOUTH_SOUTH = "south_south_focal_point", _("South-South focal point")
    OUTPOSTED_OFFICER = "outposted_officer", _("Out-posted officer")
    SCIENCE_OFFICER = "science_officer", _("Regional science officer")


class PersonalField(models.TextChoices):
    """Fields of a focal point that are public only while the person agrees, one by one."""

    NAME = "person_name", _("Name")
    FUNCTION = "person_function", _("Function")
    MAILBOX = "office_mailbox", _("Office mailbox")
    TELEPHONE = "telephone", _("Telephone")


# Of the words by which consent is asked for (partners.forms.ContactForm); another wording is another version.
CONSENT_TEXT_VERSION = "1"


class AgreementKind(models.TextChoices):
    MOU = "mou", _("Memorandum of understanding")
    DELEGATION_OF_AUTHORITY = "delegation_of_authority", _("Delegation of authority")
    COOPERATION = "cooperation_agreement", _("Cooperation agreement")
    INTERGOVERNMENTAL = "intergovernmental_agreement", _("Intergovernmental agreement")
    FUNDING = "funding_agreement", _("Funding agreement")
    PARTNERSHIP = "partnership", _("Partnership")
    JOINT_PROGRAMME = "joint_programme", _("Joint programme")
    JOINT_ACTION_PLAN = "joint_action_plan", _("Joint action plan")


class AgreementState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    NOT_SIGNED = "not_signed", _("Not signed")
    NOT_CONCLUDED = "not_concluded", _("Not concluded")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


class CommitmentState(models.TextChoices):
    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    LATE = "late", _("Late")
    CHANGED = "changed", _("Changed")
    DROPPED = "dropped", _("Dropped")


class AgencyVerb(Verb):
    REGISTERED = "agency.registered", _("Registered")
    MEMBER_ADDED = "agency.member_added", _("Member added")
    DISABLED = "agency.disabled", _("Disabled")
    ENABLED = "agency.enabled", _("Enabled")


class FocalPointVerb(Verb):
    ESTABLISHED = "focal_point.established", _("Post established")
    APPOINTED = "focal_point.appointed", _("Focal point appointed")
    VACATED = "focal_point.vacated", _("Post vacated")
    CONTACT_KEPT = "focal_point.contact_kept", _("Contact details or consent changed")
    EXPORTED = "focal_point.exported", _("Personal data downloaded")
    ERASED = "focal_point.erased", _("Personal data removed")


class AgreementVerb(Verb):
    RECORDED = "agreement.recorded", _("Recorded")


class CommitmentVerb(Verb):
    ADDED = "commitment.added", _("Added")
    REPORTED = "commitment.reported", _("Reported")


OPEN_COMMITMENT_STATES = (CommitmentState.OPEN, CommitmentState.LATE)

COMMITMENT_WORKFLOW = Workflow(
    {
        "keep": Move(CommitmentVerb.REPORTED, OPEN_COMMITMENT_STATES, CommitmentState.KEPT),
        "mark_late": Move(CommitmentVerb.REPORTED, {CommitmentState.OPEN}, CommitmentState.LATE),
        "change": Move(CommitmentVerb.REPORTED, OPEN_COMMITMENT_STATES, CommitmentState.CHANGED),
        "drop": Move(CommitmentVerb.REPORTED, OPEN_COMMITMENT_STATES, CommitmentState.DROPPED),
    }
)


class RoleChangeState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DROPPED = "dropped", _("Dropped")


ROLE_CHANGE_WORKFLOW = Workflow(
    {
        "confirm": Move(AccountVerb.ROLE_CONFIRMED, {RoleChangeState.PROPOSED}, RoleChangeState.CONFIRMED),
        "drop": Move(AccountVerb.ROLE_CHANGE_DROPPED, {RoleChangeState.PROPOSED}, RoleChangeState.DROPPED),
    }
)
