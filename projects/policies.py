"""Who may do what to projects, their results and their money (docs/design/security.md#who-may-do-what)."""

from accounts.choices import Role
from needs import policies as needs_policies
from partners.models import Agency
from projects.choices import PartnerRole

OWNING_ROLES = (PartnerRole.LEAD, PartnerRole.IMPLEMENTING)


def can_open(user, assistance, lead) -> bool:
    """The office or the secretariat for any lead; a partner for its own agency, if the request is open to partners."""
    if not needs_policies.can_respond(user, assistance):
        return False
    return user.role != Role.AGENCY or Agency.objects.of(user).filter(pk=lead.pk).exists()


def possible_leads(user):
    """An agency's account leads with its own agency; offices and the secretariat name any."""
    return Agency.objects.of(user) if user.role == Role.AGENCY else Agency.objects.visible_to(user)


def can_open_own(user, lead) -> bool:
    """A project without a request: the agency's own, or entered by the secretariat."""
    return user.role == Role.SECRETARIAT or Agency.objects.of(user).filter(pk=lead.pk).exists()


def can_run(user, project) -> bool:
    """The secretariat, the office of a beneficiary's region, and the agencies that lead or implement the project."""
    match user.role:
        case Role.SECRETARIAT:
            return True
        case Role.REGIONAL_OFFICE:
            return project.countries.filter(region=user.region_id).exists()
        case Role.AGENCY:
            own = project.partnerships.filter(agency__in=Agency.objects.of(user))
            return own.filter(role__in=OWNING_ROLES).exists()
        case _:
            return False


def can_record_milestone(user, country) -> bool:
    """Stages of work in a country are noted by its office or the secretariat."""
    return needs_policies.serves(user, country)


def can_record_money(user, project) -> bool:
    """Money outside of projects is the secretariat's to record."""
    return user.role == Role.SECRETARIAT if project is None else can_run(user, project)


def can_write_lesson(user, project, assistance) -> bool:
    """Those who run the project; for a request without one, its office or its country."""
    if project is not None:
        return can_run(user, project)
    return needs_policies.serves(user, assistance.country) or needs_policies.speaks_for(user, assistance.country_id)


def can_publish_lesson(user) -> bool:
    """Lessons are published by offices and the secretariat, not by those who wrote them for themselves."""
    return user.role in (Role.SECRETARIAT, Role.REGIONAL_OFFICE)
