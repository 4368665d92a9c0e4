"""Who may do what to assessments, needs and requests (security requirements, section 3)."""

from accounts.choices import Role


def speaks_for(user, country_id) -> bool:
    """A government's account, for its own country only."""
    return user.role == Role.GOVERNMENT and user.country_id == country_id


def signs_for(user, country_id) -> bool:
    """The national focal point: binding acts are this account's alone."""
    return speaks_for(user, country_id) and user.is_signatory


def serves(user, country) -> bool:
    """The regional office the country reports to, and the secretariat."""
    if user.role == Role.REGIONAL_OFFICE:
        return country is not None and user.region_id == country.region_id
    return user.role == Role.SECRETARIAT


def can_draft(user, country_id) -> bool:
    """A country's own accounts write its assessments and requests."""
    return speaks_for(user, country_id)


def can_sign(user, record) -> bool:
    """Submitting, withdrawing and closing a request, and adopting an assessment, bind the Government."""
    return signs_for(user, record.country_id)


def can_review_assessment(user, assessment) -> bool:
    """The region's office and the secretariat read what was submitted and may give it back."""
    return serves(user, assessment.country)


def can_screen(user, assistance) -> bool:
    """Screening belongs to the regional office the country reports to, and to the secretariat."""
    return serves(user, assistance.country)


def can_see_queue(user) -> bool:
    """Those who screen: an office for its region, the secretariat for all."""
    return user.role in (Role.REGIONAL_OFFICE, Role.SECRETARIAT)


def can_comment(user, assistance) -> bool:
    """Both sides of the screening, and the focal point of a treaty that the request names."""
    if user.role == Role.MEA:
        return assistance.meas.filter(pk__in=user.meas.all()).exists()
    return serves(user, assistance.country) or speaks_for(user, assistance.country_id)


def can_respond(user, assistance) -> bool:
    """The office and the secretariat; a partner where the country opened the request to partners."""
    return serves(user, assistance.country) or (user.role == Role.AGENCY and assistance.is_open_to_partners)


def can_deliver(user, assistance) -> bool:
    """The office, the secretariat, and partners: whose project it is, is known above, to projects.policies."""
    return serves(user, assistance.country) or user.role == Role.AGENCY


def can_verify(user, assistance) -> bool:
    """Results are checked by the office, not by those who delivered or received them."""
    return serves(user, assistance.country)
