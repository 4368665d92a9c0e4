"""Annexes I to V and VII: tables of countries, needs, projects, contributions, exchange and focal points."""

from __future__ import annotations

from fractions import Fraction

from reports.document import Annex, Block, Cell, Paragraph, Row, Table, Text
from reports.facts import ContributionFact, MatchFact, OfferFact, PostFact, ProjectFact
from reports.metrics import ranked_fields
from reports.metrics.definitions import FUNDS_WITH_TARGET
from reports.metrics.money import contributor_scope
from reports.metrics.values import round_away
from reports.outline.desk import Desk
from reports.phrasing import NIL, UNAVAILABLE

_COUNTRY_COLUMNS = ("M1", "M3", "M5", "M8", "M6", "M7")


def annex(desk: Desk, slug: str, table: Table | None, *before: Block) -> Annex:
    """An annex with its table; without any row it says so instead."""
    blocks = list(before)
    if table is None or not table.rows:
        blocks.append(Paragraph(f"annex-{slug}-empty", desk.inlines("annex-empty"), numbered=False))
    else:
        blocks.append(table)
    return Annex(slug, desk.text(f"annex-{slug}"), blocks)


def _table(desk: Desk, slug: str, columns, rows: list[Row], **more) -> Table:
    return desk.table(f"annex-{slug}", desk.text(f"annex-{slug}"), columns, rows, **more)


def by_country(desk: Desk) -> Annex:
    rows = []
    for country in desk.sorted_countries():
        if f"M1|country={country.code}" not in desk.figures:
            continue
        if desk.count("M1", country=country.code) or desk.settings["list_all_eligible"]:
            groups = ", ".join(desk.text(f"group-{group}") for group in country.groups)
            cells = [desk.value(base, country=country.code) for base in _COUNTRY_COLUMNS]
            names = (desk.country_name(country.code), desk.region_name(country.region), groups or NIL)
            rows.append(Row([*(desk.words(name) for name in names), *cells]))
    for region in desk.regions:
        if desk.count("M1", regional=region):
            name = desk.region_name(region)
            cells = [desk.value(base, regional=region) for base in _COUNTRY_COLUMNS]
            label = desk.text("regional-requests", region=name)
            rows.append(Row([desk.words(label), desk.words(name), desk.words(NIL), *cells]))
    heads = desk.heads(
        ("country", 24), ("region", 20), ("group", 10), "received", "admitted", "responded", "completed",
        "response-rate", "median-days", words=3,
    )  # fmt: skip
    total = [desk.words(desk.text("total")), Cell(), Cell(), *(desk.value(base) for base in _COUNTRY_COLUMNS)]
    notes = [desk.text("note-groups"), desk.text("note-median")]
    return annex(desk, "by-country", _table(desk, "by-country", heads, rows, total=Row(total), notes=notes))


def needs(desk: Desk) -> Annex:
    columns = ("M12", "M13", "M13b", "M14", "M13c")
    rows = []
    for region in desk.regions:
        ranked = ranked_fields(desk.figures, desk.facts, region=region)
        others = [code for code in desk.fields if code not in ranked and desk.count("M13", region=region, field=code)]
        for code in [*ranked, *others]:
            cells = [desk.value(base, region=region, field=code) for base in columns]
            rows.append(Row([desk.words(desk.region_name(region)), desk.words(desk.field_name(code)), *cells]))
    heads = desk.heads(("region", 20), ("field", 30), "ranked", "open-needs", "gaps", "gap-rate", "first-gaps", words=2)
    total = [desk.words(desk.text("total")), Cell(), Cell(), *(desk.value(base) for base in columns[1:])]
    return annex(desk, "needs", _table(desk, "needs", heads, rows, total=Row(total)))


def _period(desk: Desk, project: ProjectFact) -> str:
    start, end = desk.phrasing.partial_date(project.start), desk.phrasing.partial_date(project.end)
    if start and end:
        return start if start == end else f"{start}–{end}"
    key = "period-from" if start else "period-until"
    return desk.text(key, day=start or end) if start or end else UNAVAILABLE


def _thousands(desk: Desk, cents: int | None) -> Cell:
    """Cents as thousands of dollars."""
    return desk.amount(None if cents is None else int(round_away(Fraction(cents, 100_000), 0)))


def projects(desk: Desk) -> Annex:
    rows = []
    for project in sorted(desk.facts.projects, key=lambda item: (item.title.casefold(), item.code)):
        places = [desk.country_name(code) for code in project.countries]
        places = places or [desk.region_name(code) for code in project.regions]
        rows.append(
            Row(
                [
                    desk.words(project.title),
                    desk.words(", ".join(places)),
                    desk.words(desk.field_name(project.field) if project.field else ""),
                    desk.words(", ".join(project.partners)),
                    desk.words(_period(desk, project)),
                    _thousands(desk, project.budget),
                    _thousands(desk, project.expenditure),
                    desk.words(desk.text(f"project-{project.status}") if project.status else ""),
                    desk.words(", ".join(project.requests) or NIL),
                ]
            )
        )
    heads = desk.heads(
        ("project", 20), ("countries", 17), ("field", 11), ("partners", 16), ("period", 9), ("budget", 7),
        ("expenditure", 7), ("status", 6), ("linked-requests", 7), words=9,
    )  # fmt: skip
    heads = [type(head)(head.head, numeric=position in (5, 6), width=head.width) for position, head in enumerate(heads)]
    headnote = desk.text("headnote-thousands")
    return annex(desk, "projects", _table(desk, "projects", heads, rows, headnote=headnote))


def contributions(desk: Desk) -> Annex:
    lines: dict[tuple[str, str, str], ContributionFact] = {}
    for row in desk.facts.contributions:
        if desk.start <= row.on <= desk.end:
            lines.setdefault(contributor_scope(row), row)
    rows = []
    for (fund, contributor, year), row in sorted(
        lines.items(), key=lambda item: (item[1].contributor.casefold(), item[0])
    ):
        scope = {"fund": fund, "contributor": contributor, "year": year}
        cells = [desk.value(base, **scope) for base in ("M22", "M22b", "M22c", "M23")]
        cells += [_target(desk, fund), desk.value("M24", **scope)]
        name = row.contributor or desk.text("contributor-not-named")
        rows.append(Row([desk.words(f"{name}, {year}"), desk.words(desk.text(f"fund-{fund}")), *cells]))
    heads = desk.heads(
        ("contributor", 28),
        ("fund", 20),
        "pledged",
        "paid",
        "applied",
        "share-applied",
        "target",
        "attainment",
        words=2,
    )
    cells = [desk.value(base) for base in ("M22", "M22b", "M22c", "M23")]
    total = [desk.words(desk.text("total")), Cell(), *cells, desk.amount(0), desk.amount(0)]
    notes = [desk.text("note-shares"), desk.text("note-target-sources")]
    more = {"headnote": desk.text("headnote-millions"), "total": Row(total), "notes": notes}
    return annex(desk, "contributions", _table(desk, "contributions", heads, rows, **more))


def _target(desk: Desk, fund: str) -> Cell:
    if fund not in FUNDS_WITH_TARGET:
        return desk.amount(0)
    shown = round_away(Fraction(desk.settings["ef_target_pct"]), 1)
    return Cell((Text(desk.phrasing.figures(shown)),), numeric=True)


def exchange(desk: Desk) -> Annex:
    offers = {offer.code: offer for offer in desk.facts.offers}
    titles = {request.code: request for request in desk.facts.requests}
    matched_offers = {match.offer for match in desk.facts.matches}
    matched_requests = {match.request for match in desk.facts.matches}
    rows = [_match_row(desk, match, offers.get(match.offer)) for match in desk.facts.matches]
    rows += [
        _exchange_row(desk, offer, "", "", "", "", desk.text("match-none"))
        for offer in desk.facts.offers
        if offer.code not in matched_offers and offer.closed_on is None
    ]
    rows += [
        _exchange_row(desk, None, code, request.country or "", "", "", desk.text("match-none"))
        for code, request in titles.items()
        if code not in matched_requests and request.entered_exchange_on and not request.merged_into
    ]
    heads = desk.heads(
        ("offer", 24), ("provider", 17), ("field", 14), ("request-matched", 11), ("recipient", 12), ("arrangement", 8),
        ("matched-on", 7), ("state", 7), words=8,
    )  # fmt: skip
    return annex(desk, "exchange", _table(desk, "exchange", heads, rows))


def _match_row(desk: Desk, match: MatchFact, offer: OfferFact | None) -> Row:
    arrangement = desk.text(f"arrangement-{match.arrangement}") if match.arrangement else ""
    matched_on = desk.phrasing.date(match.matched_on) if match.matched_on else ""
    state = desk.text(f"match-{match.state}") if match.state else ""
    answered = match.request or match.need
    return _exchange_row(desk, offer, answered, match.recipient_country or "", arrangement, matched_on, state)


def _exchange_row(
    desk: Desk, offer: OfferFact | None, answered: str, country: str, arrangement: str, matched_on: str, state: str
) -> Row:
    field = desk.field_name(offer.field) if offer and offer.field else NIL
    recipient = desk.country_name(country) if country else NIL
    words = (
        offer.title if offer else NIL, offer.provider if offer else NIL, field, answered or NIL, recipient,
        arrangement or NIL, matched_on or NIL, state,
    )  # fmt: skip
    return Row([desk.words(text) for text in words])


def focal_points(desk: Desk) -> Annex:
    order = list(desk.regions)
    posts = [post for post in desk.facts.posts if post.abolished_on is None]
    posts.sort(
        key=lambda post: (order.index(post.region) if post.region in order else len(order), post.cluster, post.code)
    )
    rows = [
        Row(
            [
                desk.words(_office(desk, post)),
                desk.words(_cluster(desk, post.cluster)),
                desk.words(post.grade),
                desk.words(_post_state(desk, post)),
                desk.words(post.duty_station),
                desk.words(post.host_agreement),
            ]
        )
        for post in posts
    ]
    heads = desk.heads("office", "cluster", "grade", "filled", "duty-station", "host-agreement", words=6)
    return annex(desk, "focal-points", _table(desk, "focal-points", heads, rows))


def _cluster(desk: Desk, cluster: str) -> str:
    """The two clusters of the pilot programme by name; a later one as it was recorded."""
    key = f"cluster-{cluster}"
    return desk.text(key) if key in desk.phrasing.messages else cluster


def _office(desk: Desk, post: PostFact) -> str:
    region = desk.regions.get(post.region)
    name = desk.region_name(post.region)
    return f"{name} ({region.office})" if region and region.office else name


def _post_state(desk: Desk, post: PostFact) -> str:
    if post.is_filled is None:
        return ""
    if post.is_filled:
        return desk.text("post-filled")
    if post.vacant_since:
        return desk.text("post-vacant-since", day=desk.phrasing.date(post.vacant_since))
    return desk.text("post-vacant")
