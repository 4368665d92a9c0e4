"""Annexes I to V and VII: tables of countries, needs, projects, contributions, exchange and focal points."""

from __future__ import annotations

from fractions import Fraction

from reports.document import Annex, Block, Cell, Paragraph, Row, Table, Text
from reports.facts import ContributionFact, MatchFact, OfferFact, PostFact, ProjectFact
from reports.metrics import ranked_fields
from reports.metrics.definitions import FUNDS_WITH_TARGET
from reports.metrics.money import contributor_scope
from reports.metrics.values import round_away
from reports.outline.writer import Writer
from reports.phrasing import NIL, UNAVAILABLE

_COUNTRY_COLUMNS = ("M1", "M3", "M5", "M8", "M6", "M7")


def annex(writer: Writer, slug: str, table: Table | None, *before: Block) -> Annex:
    """An annex with its table; without any row it says so instead."""
    blocks = list(before)
    if table is None or not table.rows:
        blocks.append(Paragraph(f"annex-{slug}-empty", writer.inlines("annex-empty"), numbered=False))
    else:
        blocks.append(table)
    return Annex(slug, writer.text(f"annex-{slug}"), blocks)


def _table(writer: Writer, slug: str, columns, rows: list[Row], **more) -> Table:
    return writer.table(f"annex-{slug}", writer.text(f"annex-{slug}"), columns, rows, **more)


def by_country(writer: Writer) -> Annex:
    rows = []
    for country in writer.sorted_countries():
        if f"M1|country={country.code}" not in writer.figures:
            continue
        if writer.count("M1", country=country.code) or writer.settings["list_all_eligible"]:
            groups = ", ".join(writer.text(f"group-{group}") for group in country.groups)
            cells = [writer.value(base, country=country.code) for base in _COUNTRY_COLUMNS]
            names = (writer.country_name(country.code), writer.region_name(country.region), groups or NIL)
            rows.append(Row([*(writer.words(name) for name in names), *cells]))
    for region in writer.regions:
        if writer.count("M1", regional=region):
            name = writer.region_name(region)
            cells = [writer.value(base, regional=region) for base in _COUNTRY_COLUMNS]
            label = writer.text("regional-requests", region=name)
            rows.append(Row([writer.words(label), writer.words(name), writer.words(NIL), *cells]))
    heads = writer.heads(
        ("country", 24), ("region", 20), ("group", 10), "received", "admitted", "responded", "completed",
        "response-rate", "median-days", words=3,
    )  # fmt: skip
    total = [writer.words(writer.text("total")), Cell(), Cell(), *(writer.value(base) for base in _COUNTRY_COLUMNS)]
    notes = [writer.text("note-groups"), writer.text("note-median")]
    return annex(writer, "by-country", _table(writer, "by-country", heads, rows, total=Row(total), notes=notes))


def needs(writer: Writer) -> Annex:
    columns = ("M12", "M13", "M13b", "M14", "M13c")
    rows = []
    for region in writer.regions:
        ranked = ranked_fields(writer.figures, writer.facts, region=region)
        others = [
            code for code in writer.fields if code not in ranked and writer.count("M13", region=region, field=code)
        ]
        for code in [*ranked, *others]:
            cells = [writer.value(base, region=region, field=code) for base in columns]
            rows.append(Row([writer.words(writer.region_name(region)), writer.words(writer.field_name(code)), *cells]))
    heads = writer.heads(
        ("region", 20), ("field", 30), "ranked", "open-needs", "gaps", "gap-rate", "first-gaps", words=2
    )
    total = [writer.words(writer.text("total")), Cell(), Cell(), *(writer.value(base) for base in columns[1:])]
    return annex(writer, "needs", _table(writer, "needs", heads, rows, total=Row(total)))


def _period(writer: Writer, project: ProjectFact) -> str:
    start, end = writer.phrasing.partial_date(project.start), writer.phrasing.partial_date(project.end)
    if start and end:
        return start if start == end else f"{start}–{end}"
    key = "period-from" if start else "period-until"
    return writer.text(key, day=start or end) if start or end else UNAVAILABLE


def _thousands(writer: Writer, cents: int | None) -> Cell:
    """Cents as thousands of dollars."""
    return writer.amount(None if cents is None else int(round_away(Fraction(cents, 100_000), 0)))


def projects(writer: Writer) -> Annex:
    rows = []
    for project in sorted(writer.facts.projects, key=lambda item: (item.title.casefold(), item.code)):
        places = [writer.country_name(code) for code in project.countries]
        places = places or [writer.region_name(code) for code in project.regions]
        rows.append(
            Row(
                [
                    writer.words(project.title),
                    writer.words(", ".join(places)),
                    writer.words(writer.field_name(project.field) if project.field else ""),
                    writer.words(", ".join(project.partners)),
                    writer.words(_period(writer, project)),
                    _thousands(writer, project.budget),
                    _thousands(writer, project.expenditure),
                    writer.words(writer.text(f"project-{project.status}") if project.status else ""),
                    writer.words(", ".join(project.requests) or NIL),
                ]
            )
        )
    heads = writer.heads(
        ("project", 20), ("countries", 17), ("field", 11), ("partners", 16), ("period", 9), ("budget", 7),
        ("expenditure", 7), ("status", 6), ("linked-requests", 7), words=9,
    )  # fmt: skip
    heads = [type(head)(head.head, numeric=position in (5, 6), width=head.width) for position, head in enumerate(heads)]
    headnote = writer.text("headnote-thousands")
    return annex(writer, "projects", _table(writer, "projects", heads, rows, headnote=headnote))


def contributions(writer: Writer) -> Annex:
    lines: dict[tuple[str, str, str], ContributionFact] = {}
    for row in writer.facts.contributions:
        if writer.start <= row.on <= writer.end:
            lines.setdefault(contributor_scope(row), row)
    rows = []
    for (fund, contributor, year), row in sorted(
        lines.items(), key=lambda item: (item[1].contributor.casefold(), item[0])
    ):
        scope = {"fund": fund, "contributor": contributor, "year": year}
        cells = [writer.value(base, **scope) for base in ("M22", "M22b", "M22c", "M23")]
        cells += [_target(writer, fund), writer.value("M24", **scope)]
        name = row.contributor or writer.text("contributor-not-named")
        rows.append(Row([writer.words(f"{name}, {year}"), writer.words(writer.text(f"fund-{fund}")), *cells]))
    heads = writer.heads(
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
    cells = [writer.value(base) for base in ("M22", "M22b", "M22c", "M23")]
    total = [writer.words(writer.text("total")), Cell(), *cells, writer.amount(0), writer.amount(0)]
    notes = [writer.text("note-shares"), writer.text("note-target-sources")]
    more = {"headnote": writer.text("headnote-millions"), "total": Row(total), "notes": notes}
    return annex(writer, "contributions", _table(writer, "contributions", heads, rows, **more))


def _target(writer: Writer, fund: str) -> Cell:
    if fund not in FUNDS_WITH_TARGET:
        return writer.amount(0)
    shown = round_away(Fraction(writer.settings["ef_target_pct"]), 1)
    return Cell((Text(writer.phrasing.figures(shown)),), numeric=True)


def exchange(writer: Writer) -> Annex:
    offers = {offer.code: offer for offer in writer.facts.offers}
    titles = {request.code: request for request in writer.facts.requests}
    matched_offers = {match.offer for match in writer.facts.matches}
    matched_requests = {match.request for match in writer.facts.matches}
    rows = [_match_row(writer, match, offers.get(match.offer)) for match in writer.facts.matches]
    rows += [
        _exchange_row(writer, offer, "", "", "", "", writer.text("match-none"))
        for offer in writer.facts.offers
        if offer.code not in matched_offers and offer.closed_on is None
    ]
    rows += [
        _exchange_row(writer, None, code, request.country or "", "", "", writer.text("match-none"))
        for code, request in titles.items()
        if code not in matched_requests and request.entered_exchange_on and not request.merged_into
    ]
    heads = writer.heads(
        ("offer", 24), ("provider", 17), ("field", 14), ("request-matched", 11), ("recipient", 12), ("arrangement", 8),
        ("matched-on", 7), ("state", 7), words=8,
    )  # fmt: skip
    return annex(writer, "exchange", _table(writer, "exchange", heads, rows))


def _match_row(writer: Writer, match: MatchFact, offer: OfferFact | None) -> Row:
    arrangement = writer.text(f"arrangement-{match.arrangement}") if match.arrangement else ""
    matched_on = writer.phrasing.date(match.matched_on) if match.matched_on else ""
    state = writer.text(f"match-{match.state}") if match.state else ""
    answered = match.request or match.need
    return _exchange_row(writer, offer, answered, match.recipient_country or "", arrangement, matched_on, state)


def _exchange_row(
    writer: Writer, offer: OfferFact | None, answered: str, country: str, arrangement: str, matched_on: str, state: str
) -> Row:
    field = writer.field_name(offer.field) if offer and offer.field else NIL
    recipient = writer.country_name(country) if country else NIL
    words = (
        offer.title if offer else NIL, offer.provider if offer else NIL, field, answered or NIL, recipient,
        arrangement or NIL, matched_on or NIL, state,
    )  # fmt: skip
    return Row([writer.words(text) for text in words])


def focal_points(writer: Writer) -> Annex:
    order = list(writer.regions)
    posts = [post for post in writer.facts.posts if post.abolished_on is None]
    posts.sort(
        key=lambda post: (order.index(post.region) if post.region in order else len(order), post.cluster, post.code)
    )
    rows = [
        Row(
            [
                writer.words(_office(writer, post)),
                writer.words(_cluster(writer, post.cluster)),
                writer.words(post.grade),
                writer.words(_post_state(writer, post)),
                writer.words(post.duty_station),
                writer.words(post.host_agreement),
            ]
        )
        for post in posts
    ]
    heads = writer.heads("office", "cluster", "grade", "filled", "duty-station", "host-agreement", words=6)
    return annex(writer, "focal-points", _table(writer, "focal-points", heads, rows))


def _cluster(writer: Writer, cluster: str) -> str:
    """The two clusters of the pilot programme by name; a later one as it was recorded."""
    key = f"cluster-{cluster}"
    return writer.text(key) if key in writer.phrasing.messages else cluster


def _office(writer: Writer, post: PostFact) -> str:
    region = writer.regions.get(post.region)
    name = writer.region_name(post.region)
    return f"{name} ({region.office})" if region and region.office else name


def _post_state(writer: Writer, post: PostFact) -> str:
    if post.is_filled is None:
        return ""
    if post.is_filled:
        return writer.text("post-filled")
    if post.vacant_since:
        return writer.text("post-vacant-since", day=writer.phrasing.date(post.vacant_since))
    return writer.text("post-vacant")
