"""Every act on agencies, focal points, agreements and what the parties promised in them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from core import audit, clock
from core.codes import next_code
from core.edits import assign, check, save_change
from core.errors import RuleBroken
from partners import policies
from partners.choices import COMMITMENT_WORKFLOW
from partners.models import Agency, AgencyMember, Agreement, Commitment, FocalPoint

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
