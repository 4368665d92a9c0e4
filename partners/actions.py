"""Every act on agencies and the people who speak in the portal, focal points, agreements and their commitments."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import (
    change_role,
    check_scope,
    create_account,
    disable_account,
    enable_account,
    send_invitation,
)
from accounts.choices import Role
from accounts.models import User
from accounts.policies import can_send_invitation
from core import audit, clock
from core.database.codes import next_code
from core.edits import assign, check, save_change
from core.errors import RuleBroken
from partners import policies
from partners.choices import COMMITMENT_WORKFLOW, ROLE_CHANGE_WORKFLOW, RoleChangeState
from partners.models import Agency, AgencyMember, Agreement, Commitment, FocalPoint, RoleChange

AT_BIRTH = ("origin", "origin_reference", "language", "visibility", "note")
AGENCY_WRITTEN = (
    "name", "acronym", "kind", "parent", "country", "region", "is_global", "iati_reference", "role_in_plan", "url",
)  # fmt: skip
POST_WRITTEN = (
    "kind", "post", "subject", "host", "counterpart", "region", "is_global", "cluster", "grade", "duty_station",
    "host_agreement", "established_on", "funded_until", "person_name", "person_function", "office_mailbox", "telephone",
)  # fmt: skip
AGREEMENT_WRITTEN = (
    "title", "kind", "subject", "signed_on", "starts_on", "ends_on", "review_cycle", "review_months", "provisions",
    "state", "as_of",
)  # fmt: skip
PROPOSED = ("role", "country", "region", "agency", "is_signatory", "reason")


@transaction.atomic
def register_agency(*, by, code, **values):
    """Enter an organisation; its code is chosen, because files of partners name it."""
    if not policies.can_register(by):
        raise PermissionDenied
    agency = Agency(code=code, created_by=by, updated_by=by)
    assign(agency, values, allowed=AGENCY_WRITTEN + AT_BIRTH)
    check(agency)
    if Agency.objects.filter(code=code).exists():
        raise RuleBroken(_("An organisation with this code is already on record."))
    agency.save()
    audit.record("agency.registered", agency, by=by)
    return agency


@transaction.atomic
def add_member(agency, *, by, user):
    """This account works for the agency from now on."""
    if not policies.can_register(by):
        raise PermissionDenied
    if user.role != Role.AGENCY:
        raise ValidationError({"user": _("Only a partner's account belongs to an agency.")})
    if AgencyMember.objects.filter(user=user).exists():
        raise RuleBroken(_("This account already belongs to an agency."))
    member = AgencyMember.objects.create(user=user, agency=agency, created_by=by, updated_by=by)
    audit.record("agency.member_added", agency, by=by, reason=str(user.pk))
    return member


@transaction.atomic
def invite_person(*, by, email, agency=None, **person):
    """An account without a password, its place in an agency, and the letter with the link to choose one.

    An address that has an account already gets neither, and the answer does not tell. Into the secretariat itself a
    second person sends the letter (docs/design/security.md#invitations).
    """
    if not policies.can_register(by):
        raise PermissionDenied
    _check_agency(person["role"], agency)
    try:
        with transaction.atomic():
            account = create_account(by=by, email=email, **person)
    except (RuleBroken, IntegrityError):  # on record before, or entered at this very moment
        audit.record("account.invited_again", User.objects.get(email=email.lower()), by=by)
        return
    if account.role == Role.AGENCY:
        _place(account, agency, by=by)
    if can_send_invitation(by, account):
        send_invitation(account, by=by)


@transaction.atomic
def enable_person(account, *, by, reason):
    """The person may sign in again, unless the whole agency may not."""
    if AgencyMember.objects.filter(user=account, agency__has_access=False).exists():
        raise RuleBroken(_("The agency of this person is disabled. Enable the agency first."))
    return enable_account(account, by=by, reason=reason)


@transaction.atomic
def propose_role_change(account, *, by, meas=(), **proposal):
    """Another person of the secretariat must confirm it; until then nothing changes."""
    if not policies.can_register(by):
        raise PermissionDenied
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.role_changes.filter(state=RoleChangeState.PROPOSED).exists():
        raise RuleBroken(_("A change of role waits for a second person already. Confirm or drop that one first."))
    change = RoleChange(account=account, proposed_by=by)
    assign(change, proposal, allowed=PROPOSED)
    check_scope(change.role, change.country, change.region, change.is_signatory)
    _check_agency(change.role, change.agency)
    change.save()
    change.meas.set(meas)
    audit.record("account.role_proposed", account, by=by, to_state=change.role, reason=change.reason)
    return change


@transaction.atomic
def confirm_role_change(change, *, by):
    """The second person agrees: the role changes, and all sessions and tokens of the person end."""
    change = RoleChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if not policies.can_confirm_role_change(by, change):
        raise PermissionDenied
    _decide(change, "confirm", by=by)
    AgencyMember.objects.filter(user=change.account_id).delete()
    account = change_role(
        change.account,
        by=by,
        role=change.role,
        country=change.country,
        region=change.region,
        meas=change.meas.all(),
        is_signatory=change.is_signatory,
    )
    if account.role == Role.AGENCY:
        _place(account, change.agency, by=by)
    return change


@transaction.atomic
def drop_role_change(change, *, by):
    """It will not be; whoever proposed it may say so, too."""
    if not policies.can_register(by):
        raise PermissionDenied
    change = RoleChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    _decide(change, "drop", by=by)
    audit.record("account.role_change_dropped", change.account, by=by)
    return change


@transaction.atomic
def disable_agency(agency, *, by, reason):
    """Nobody speaks for the agency in the portal any more: its people are disabled, its tokens open nothing."""
    agency = _lock_agency(agency, by)
    if not agency.has_access:
        raise RuleBroken(_("This agency is disabled already."))
    agency.has_access = False
    save_change(agency, by=by, fields=["has_access"])
    audit.record("agency.disabled", agency, by=by, reason=reason)
    for account in User.objects.filter(agency_membership__agency=agency, is_active=True).order_by("pk"):
        disable_account(account, by=by, reason=reason, with_agency=True)
    return agency


@transaction.atomic
def enable_agency(agency, *, by, reason):
    """Those who were disabled with the agency may sign in again."""
    agency = _lock_agency(agency, by)
    if agency.has_access:
        raise RuleBroken(_("This agency is not disabled."))
    agency.has_access = True
    save_change(agency, by=by, fields=["has_access"])
    audit.record("agency.enabled", agency, by=by, reason=reason)
    for account in User.objects.filter(agency_membership__agency=agency, disabled_with_agency=True).order_by("pk"):
        enable_account(account, by=by, reason=reason)
    return agency


@transaction.atomic
def establish_post(*, by, region=None, countries=(), meas=(), **values):
    """A post of focal point exists from now on; nobody holds it yet."""
    if not policies.can_appoint(by, region):
        raise PermissionDenied
    post = FocalPoint(region=region, vacant_since=clock.today().isoformat(), created_by=by, updated_by=by)
    assign(post, values, allowed=POST_WRITTEN + AT_BIRTH)
    post.established_on = post.established_on or clock.today().isoformat()
    check(post)
    post.code = next_code("FP-", digits=3)
    post.save()
    post.countries.set(countries)
    post.meas.set(meas)
    audit.record("focal_point.established", post, by=by)
    return post


@transaction.atomic
def appoint_focal_point(post, *, by, **person):
    """Somebody holds the post from today. The person's fields are shown only as far as the person agrees."""
    post = _lock_post(post, by)
    if post.filled_on:
        raise RuleBroken(_("This post is filled. Record first that it is vacant."))
    fields = assign(post, person, allowed=("person_name", "person_function", "office_mailbox", "telephone"))
    check(post)
    post.filled_on, post.vacant_since = clock.today().isoformat(), ""
    save_change(post, by=by, fields=[*fields, "filled_on", "vacant_since"])
    audit.record("focal_point.appointed", post, by=by)
    return post


@transaction.atomic
def vacate_post(post, *, by):
    """Nobody holds the post from today; what was kept of the person goes."""
    post = _lock_post(post, by)
    if post.vacant_since:
        raise RuleBroken(_("This post is vacant already."))
    post.filled_on, post.vacant_since = "", clock.today().isoformat()
    post.person_name = post.person_function = post.office_mailbox = post.telephone = ""
    fields = ["filled_on", "vacant_since", "person_name", "person_function", "office_mailbox", "telephone"]
    save_change(post, by=by, fields=fields)
    post.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    audit.record("focal_point.vacated", post, by=by)
    return post


@transaction.atomic
def record_agreement(*, by, parties, countries=(), **values):
    """Enter a memorandum or another agreement."""
    if not policies.can_register(by):
        raise PermissionDenied
    agreement = Agreement(created_by=by, updated_by=by)
    assign(agreement, values, allowed=AGREEMENT_WRITTEN + AT_BIRTH)
    check(agreement)
    agreement.code = next_code("AGR-", digits=3)
    agreement.save()
    agreement.parties.set(parties)
    agreement.countries.set(countries)
    audit.record("agreement.recorded", agreement, by=by)
    return agreement


@transaction.atomic
def add_commitment(agreement, *, by, agency, text, due_on, **marks):
    """A line of the agreement's action plan: which party does what by when."""
    if not policies.can_register(by):
        raise PermissionDenied
    if not agreement.parties.filter(pk=agency.pk).exists():
        raise ValidationError({"agency": _("Only a party to the agreement commits itself in it.")})
    commitment = Commitment(agreement=agreement, agency=agency, text=text, due_on=due_on, created_by=by, updated_by=by)
    assign(commitment, marks, allowed=AT_BIRTH)
    check(commitment)
    commitment.code = next_code("COM-", digits=3)
    commitment.save()
    audit.record("commitment.added", commitment, by=by, to_state=commitment.state, reason=agreement.code)
    return commitment


@transaction.atomic
def report_commitment(commitment, *, by, act, reason=""):
    """Say what became of a commitment: ``keep``, ``mark_late``, ``change`` or ``drop``, these with the reason."""
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if not policies.can_report_commitment(by, commitment):
        raise PermissionDenied
    before, commitment.state = commitment.state, COMMITMENT_WORKFLOW.next_state(commitment.state, act)
    if act in ("change", "drop") and not reason:
        raise ValidationError({"reason": _("Say why.")})
    commitment.reason = reason
    save_change(commitment, by=by, fields=["state", "reason"])
    audit.record("commitment.reported", commitment, by=by, from_state=before, to_state=commitment.state, reason=reason)
    return commitment


def _lock_post(post, by) -> FocalPoint:
    post = FocalPoint.objects.select_for_update(of=("self",)).select_related("region").get(pk=post.pk)
    if not policies.can_appoint(by, post.region):
        raise PermissionDenied
    return post


def _lock_agency(agency, by) -> Agency:
    if not policies.can_register(by):
        raise PermissionDenied
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)


def _check_agency(role, agency) -> None:
    if role == Role.AGENCY and agency is None:
        raise ValidationError({"agency": _("A partner's account speaks for an agency.")})


def _place(account, agency, *, by) -> None:
    """The account speaks for the agency, if the agency may speak at all."""
    agency = _lock_agency(agency, by)
    if not agency.has_access:
        raise RuleBroken(_("This agency is disabled. Enable it first."))
    add_member(agency, by=by, user=account)


def _decide(change, act, *, by) -> None:
    change.state = ROLE_CHANGE_WORKFLOW.next_state(change.state, act)
    change.decided_by, change.decided_at = by, clock.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
