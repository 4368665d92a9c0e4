"""What the portal already knows, beside each screening criterion and beside the draft of a request.

Nothing here judges: the officer does. Every list begins with what this reader may see.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.pages.related import address_of
from core.text.locales import day_in_words
from needs.choices import PUBLISHED_STATES, Criterion, NeedScope, RequestState
from needs.hooks import Evidence, similar_projects, southern_offers
from needs.models import AssistanceRequest, Need, NeedsAssessment
from reference.choices import GroupKind
from reference.models import GroupMembership

YEARS_BACK = 3
SHOWN = 4
SPECIAL_ATTENTION = (GroupKind.LDC, GroupKind.LLDC, GroupKind.SIDS, GroupKind.TRANSITION, GroupKind.POST_CONFLICT)


@dataclass(frozen=True)
class EvidenceList:
    """The first records beside a criterion; ``more`` counts the rest, ``text`` is what people wrote themselves."""

    title: str | Promise
    rows: list[Evidence]
    more: int = 0
    text: str = ""


def look_alikes(country, theme, reader, *, besides=None) -> list[Evidence]:
    """What may be the same: projects that run or are planned, and requests of the region in the last three years."""
    if theme is None:
        return []
    return [
        *similar_projects(country, theme, reader),
        *_requests(country, theme, reader, besides),
    ]


def evidence_beside(assistance, reader) -> dict[int, EvidenceList]:
    """Criterion → what is on record for it. The number of queries does not depend on how much there is."""
    country, theme = assistance.country, assistance.theme
    own_needs = list(assistance.needs.all())
    return {
        Criterion.NATIONAL_PRIORITY: _first(
            gettext_lazy("Adopted needs of this country"), _needs(assistance, own_needs, reader)
        ),
        Criterion.POVERTY: _first(gettext_lazy("Groups of countries"), _groups(country)),
        Criterion.REGIONAL_PRIORITIES: _first(
            gettext_lazy("Needs of the region"), _regional_needs(country, theme, reader)
        ),
        Criterion.EXISTING_ASSESSMENTS: _first(
            gettext_lazy("Assessments in the portal"), _assessments(country, reader)
        ),
        Criterion.NO_DUPLICATION: _first(
            gettext_lazy("Similar records"), look_alikes(country, theme, reader, besides=assistance)
        ),
        Criterion.TREATIES: _first(gettext_lazy("MEAs named"), _treaties(assistance, own_needs)),
        Criterion.STAKEHOLDERS: EvidenceList(
            gettext_lazy("Who took part, as stated by the country"), [], 0, assistance.stakeholders
        ),
        Criterion.SOUTH_SOUTH: _first(
            gettext_lazy("Offers from the South"),
            southern_offers(country, theme, reader) if theme else [],
        ),
    }


def _first(title, rows):
    return EvidenceList(title, rows[:SHOWN], max(0, len(rows) - SHOWN))


def _needs(assistance, own_needs, reader):
    """Those that the request names come first, then the country's others in its theme."""
    named = {need.pk for need in own_needs}
    found = (
        Need.objects.visible_to(reader)
        .adopted()
        .filter(countries=assistance.country_id)
        .prefetch_related("entries__assessment")
    )
    ranked = sorted(found, key=lambda need: (need.pk not in named, need.theme_id != assistance.theme_id, need.code))
    return [
        Evidence(
            need.statement,
            address_of(need),
            need.code,
            _why(need, need.pk in named),
            need.status,
            need.get_status_display(),
        )
        for need in ranked
        if need.pk in named or need.theme_id == assistance.theme_id
    ]


def _why(need, is_named):
    reasons = [_("named in the request") if is_named else _("same theme")]
    for entry in need.entries.all():
        if entry.assessment.state in PUBLISHED_STATES and entry.rank:
            reasons.append(
                _("rank %(rank)d in %(assessment)s") % {"rank": entry.rank, "assessment": entry.assessment.code}
            )
            break
    return " · ".join(reasons)


def _groups(country):
    memberships = GroupMembership.objects.valid_on(clock.today()).filter(
        country=country, group__kind__in=SPECIAL_ATTENTION
    )
    return [Evidence(str(membership.group)) for membership in memberships.select_related("group")]


def _regional_needs(country, theme, reader):
    needs = Need.objects.visible_to(reader).adopted().filter(scope=NeedScope.REGION, region=country.region_id)
    ranked = sorted(needs, key=lambda need: (need.theme_id != theme.pk if theme else False, need.code))
    return [
        Evidence(
            need.statement, address_of(need), need.code, _("same theme") if theme and need.theme_id == theme.pk else ""
        )
        for need in ranked
    ]


def _assessments(country, reader):
    assessments = NeedsAssessment.objects.visible_to(reader).filter(country=country, state__in=PUBLISHED_STATES)
    return [
        Evidence(
            assessment.title,
            address_of(assessment),
            assessment.code,
            _("adopted %(day)s") % {"day": day_in_words(assessment.endorsed_on)}
            if assessment.endorsed_on
            else assessment.as_of,
            assessment.state,
            assessment.get_state_display(),
        )
        for assessment in assessments.order_by("-number", "-pk")
    ]


def _requests(country, theme, reader, besides):
    since = clock.today().replace(day=1)
    since = since.replace(year=since.year - YEARS_BACK)
    found = (
        AssistanceRequest.objects.visible_to(reader)
        .filter(country__region=country.region_id, theme=theme, received_on__gte=since, is_test=False)
        .exclude(state=RequestState.WITHDRAWN)
        .exclude(pk=besides.pk if besides else None)
        .select_related("country")
    )
    rows = sorted(found, key=lambda other: (other.country_id != country.pk, -other.received_on.toordinal()))
    return [
        Evidence(
            other.title,
            address_of(other),
            other.code,
            _("same theme, same country")
            if other.country_id == country.pk
            else _("same theme, same region: %(country)s") % {"country": other.country},
            other.state,
            other.get_state_display(),
        )
        for other in rows
    ]


def _treaties(assistance, own_needs):
    named = list(assistance.meas.all())
    rows = [Evidence(str(mea), note=_("named in the request")) for mea in named]
    of_needs = {mea.pk: mea for need in own_needs for mea in need.meas.all()}
    rows += [Evidence(str(mea), note=_("named by a need")) for key, mea in of_needs.items() if mea not in named]
    return rows
