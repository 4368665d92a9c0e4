"""Who may do what to projects, their results and their money (docs/design/security.md#who-may-do-what)."""

from collections.abc import Callable

from accounts.choices import Role
from accounts.models import User
from core.choices import Visibility
from core.sight import up_to
from needs import policies as needs_policies
from needs.models import AssistanceRequest
from partners import policies as partners_policies
from partners.models import Agency, AgencyQuerySet
from projects.choices import PartnerRole
from projects.models import Invitation, Project
from reference.models import Country

OWNING_ROLES = (PartnerRole.LEAD, PartnerRole.IMPLEMENTING)


def possible_leads(user: User) -> AgencyQuerySet:
    """An agency's account leads with its own agency; offices and the secretariat name any."""
    names_any = user.speaks_as in (Role.REGIONAL_OFFICE, Role.SECRETARIAT)
    return Agency.objects.visible_to(user) if names_any else Agency.objects.of(user)


def can_name_lead(user: User, lead: Agency) -> bool:
    """Of a project that answers a request which this person may answer."""
    return possible_leads(user).filter(pk=lead.pk).exists()


def can_open_own(user: User, lead: Agency) -> bool:
    """A project without a request: the agency's own, or entered by the secretariat."""
    return partners_policies.acts_for(user, lead)


def can_run(user: User, project: Project) -> bool:
    """The secretariat, the office of a beneficiary's region, and the agencies that lead or implement the project."""
    match user.speaks_as:
        case Role.SECRETARIAT:
            return True
        case Role.REGIONAL_OFFICE:
            return project.countries.filter(region=user.region_id).exists()
        case Role.AGENCY:
            own = project.partnerships.filter(agency__in=Agency.objects.of(user))
            return own.filter(role__in=OWNING_ROLES).exists()
        case _:
            return False


def can_widen(user: User, assistance: AssistanceRequest | None) -> bool:
    """Who shows a project to more readers than its request: those who run it; of a request that its country keeps
    closed, the country's signatory alone."""
    return assistance is None or not assistance.is_kept_closed or needs_policies.can_sign(user, assistance)


def can_share(user: User, project: Project) -> bool:
    """Those who run it, and the signatory of the country whose request it answers."""
    assistance = project.assistance
    return can_run(user, project) or (
        user.speaks_as == Role.GOVERNMENT and assistance is not None and needs_policies.can_sign(user, assistance)
    )


def possible_sights(user: User, project: Project) -> list[Visibility]:
    """How widely this person may share the project, the narrowest first."""
    return up_to(Visibility.PUBLIC if can_widen(user, project.assistance) else project.visibility)


def can_answer_invitation(user: User, invitation: Invitation) -> bool:
    """Whoever is asked; the secretariat notes the answer of an agency or country without an account."""
    if user.speaks_as == Role.SECRETARIAT:
        return True
    return Invitation.objects.waiting_for(user).filter(pk=invitation.pk).exists()


def can_record_milestone(user: User, country: Country) -> bool:
    """Stages of work in a country are noted by its office or the secretariat."""
    return needs_policies.serves(user, country)


def can_record_money(user: User, project: Project | None) -> bool:
    """Money outside of projects is the secretariat's to record."""
    return user.speaks_as == Role.SECRETARIAT if project is None else can_run(user, project)


def can_write_lesson(user: User, project: Project | None, assistance: AssistanceRequest | None) -> bool:
    """Those who run the project; for a request without one, its office or its country."""
    if project is not None:
        return can_run(user, project)
    if assistance is None:
        return False
    return needs_policies.serves(user, assistance.country) or needs_policies.speaks_for(user, assistance.country_id)


def can_publish_lesson(user: User) -> bool:
    """Lessons are published by offices and the secretariat, not by those who wrote them for themselves."""
    return user.speaks_as in (Role.SECRETARIAT, Role.REGIONAL_OFFICE)


# Whose each act is (docs/design/security.md#who-may-do-what).
PROJECT_ACTORS: dict[str, Callable[[User, Project], bool]] = {
    "start": can_run,
    "deliver": can_run,
    "close": can_run,
    "edit": can_run,
    "cancel": can_run,
    "add_partner": can_run,
    "add_country": can_run,
    "share": can_share,
    "add_activity": can_run,
    "add_indicator": can_run,
    "measure": can_run,
    "record_coordination": can_run,
}
RESPONSE_ACTORS: dict[str, Callable[[User, AssistanceRequest], bool]] = {"respond": needs_policies.can_respond}
