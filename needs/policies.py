"""Who may do what to assessments, needs and requests (docs/design/security.md#who-may-do-what)."""

from collections.abc import Callable

from accounts.choices import Role
from accounts.models import Reader, User
from needs import hooks
from needs.models import AssistanceRequest, NeedsAssessment
from reference.models import Country


def speaks_for(user: User, country_id: str | None) -> bool:
    """A government's account, for its own country only."""
    return user.speaks_as == Role.GOVERNMENT and user.country_id == country_id


def signs_for(user: User, country_id: str | None) -> bool:
    """The national focal point: binding acts are this account's alone."""
    return speaks_for(user, country_id) and user.is_signatory


def serves(user: User, country: Country | None) -> bool:
    """The regional office the country reports to, and the secretariat."""
    if user.speaks_as == Role.REGIONAL_OFFICE:
        return country is not None and user.region_id == country.region_id
    return user.speaks_as == Role.SECRETARIAT


def can_draft(user: User, country_id: str | None) -> bool:
    """A country's own accounts write its assessments and requests."""
    return speaks_for(user, country_id)


def can_write(user: User, assistance: AssistanceRequest) -> bool:
    """The drafts of a country are its own accounts'."""
    return can_draft(user, assistance.country_id)


def can_begin_assessment(user: User, country: Country) -> bool:
    """A country for itself, and the office of its region with it and for it."""
    if user.speaks_as == Role.REGIONAL_OFFICE:
        return user.region_id == country.region_id
    return speaks_for(user, country.pk)


def can_begin_assessments(user: User) -> bool:
    """Those who may begin one for some country."""
    return user.speaks_as in (Role.GOVERNMENT, Role.REGIONAL_OFFICE)


def can_write_assessment(user: User, assessment: NeedsAssessment) -> bool:
    """The country works on all of its drafts; its office on those that the office began for it."""
    if assessment.country_id is None:
        return False
    if user.speaks_as == Role.REGIONAL_OFFICE:
        author = assessment.created_by
        begun_there = author is not None and author.role == Role.REGIONAL_OFFICE and author.region_id == user.region_id
        return begun_there and can_begin_assessment(user, assessment.country)  # type: ignore[arg-type]
    return speaks_for(user, assessment.country_id)


def can_read_restricted(user: Reader, assessment: NeedsAssessment) -> bool:
    """The country itself, its office and the secretariat; never the public, also once it is adopted."""
    if not user.is_authenticated:
        return False
    return serves(user, assessment.country) or speaks_for(user, assessment.country_id)


def can_sign(user: User, record: AssistanceRequest | NeedsAssessment) -> bool:
    """Submitting, withdrawing and closing a request, and adopting an assessment, bind the Government."""
    return signs_for(user, record.country_id)


def can_return_assessment(user: User, assessment: NeedsAssessment) -> bool:
    """The region's office, the secretariat and the country's signatory read what was submitted and may give it back."""
    return serves(user, assessment.country) or can_sign(user, assessment)


def can_screen(user: User, assistance: AssistanceRequest) -> bool:
    """Screening belongs to the regional office the country reports to, and to the secretariat."""
    return serves(user, assistance.country)


def can_see_queue(user: User) -> bool:
    """Those who screen: an office for its region, the secretariat for all."""
    return user.speaks_as in (Role.REGIONAL_OFFICE, Role.SECRETARIAT)


def can_follow_screening(user: User, assistance: AssistanceRequest) -> bool:
    """Both sides of the screening read its answers; partners and treaties do not."""
    return serves(user, assistance.country) or speaks_for(user, assistance.country_id)


def can_comment(user: User, assistance: AssistanceRequest) -> bool:
    """Both sides of the screening, and the focal point of a treaty that the request names."""
    if user.speaks_as == Role.MEA:
        return assistance.meas.filter(pk__in=user.meas.all()).exists()
    return can_follow_screening(user, assistance)


def can_respond(user: User, assistance: AssistanceRequest) -> bool:
    """The office and the secretariat; a partner where the country opened the request to partners."""
    return serves(user, assistance.country) or (user.speaks_as == Role.AGENCY and assistance.is_open_to_partners)


def can_deliver(user: User, assistance: AssistanceRequest) -> bool:
    """The office, the secretariat, and whoever runs a project that answers the request."""
    return serves(user, assistance.country) or hooks.runs_response(user, assistance)


def can_verify(user: User, assistance: AssistanceRequest) -> bool:
    """Results are checked by the office, not by those who delivered or received them."""
    return serves(user, assistance.country)


# Whose each act is (docs/design/security.md#who-may-do-what).
ASSESSMENT_ACTORS: dict[str, Callable[[User, NeedsAssessment], bool]] = {
    "adopt": can_sign,
    "submit": can_write_assessment,
    "consult": can_write_assessment,
    "edit": can_write_assessment,
    "carry_over": can_write_assessment,
    "return": can_return_assessment,
}
REQUEST_ACTORS: dict[str, Callable[[User, AssistanceRequest], bool]] = {
    "hand_over": can_write,
    "submit": can_sign,
    "edit": can_write,
    "close": can_sign,
    "withdraw": can_sign,
    "start_screening": can_screen,
    "screen": can_screen,
    "ask": can_screen,
    "answer": can_write,
    "comment": can_comment,
    "return": can_screen,
    "accept": can_screen,
    "decline": can_screen,
    "merge": can_screen,
    "start_response": can_respond,
    "deliver": can_deliver,
    "verify": can_verify,
}
