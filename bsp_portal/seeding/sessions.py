"""The sessions that the documents were written for or speak of, with what a report's masthead says of them.

``stated`` stands in the heading of the session's document. ``known`` is public record that no document prints; every
such field carries that mark in the portal.
"""

from dataclasses import dataclass, field

COUNCIL = "Governing Council of the United Nations Environment Programme"
FORUM = "Governing Council/Global Ministerial Environment Forum"
ASSEMBLY = "United Nations Environment Assembly of UNEP"
WORKING_GROUP = (
    "High-level Open-ended Intergovernmental Working Group on an Intergovernmental Strategic Plan for Technology "
    "Support and Capacity-building"
)

# Paragraph under which the heading of a document is cited.
AS_IN_DOCUMENT = {
    "doc-gcss9-bsp": "header",
    "doc-gcss12-ieg": "summary",
    "doc-igsp1-process": "header",
    "doc-gc26-south-south": "summary",
    "doc-unea2-coordination": "summary",
}


@dataclass(frozen=True)
class SessionFacts:
    """One session: its code, the meeting of the seed that it is, and what its masthead needs."""

    code: str
    meeting: str
    title: str
    organ: str = COUNCIL
    forum: str = FORUM
    decision_body: str = "GC/GMEF"
    document: str = ""
    is_council: bool = False
    stated: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)


def _nairobi(starts_on: str, ends_on: str, agenda_symbol: str) -> dict:
    return {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "place": "Nairobi",
        "country_id": "KEN",
        "agenda_symbol": agenda_symbol,
    }


SESSIONS = (
    SessionFacts("GCSS.VII", "cartagena-gcss7", "Seventh special session"),
    SessionFacts("GCSS.VIII", "jeju-gcss8", "Eighth special session"),
    SessionFacts(
        "IGSP.1",
        "igsp-1",
        "First session",
        organ=WORKING_GROUP,
        forum="",
        decision_body="",
        document="doc-igsp1-process",
        stated={
            "agenda_item": "3",
            "agenda_heading": (
                "Preparation of a draft intergovernmental strategic plan for technology support and capacity-building"
            ),
            "agenda_symbol": "UNEP/IGE/IGSP/1/1",
        },
    ),
    SessionFacts("IGSP.2", "igsp-2", "Second session", organ=WORKING_GROUP, forum="", decision_body=""),
    SessionFacts("IGSP.3", "igsp-3", "Third session", organ=WORKING_GROUP, forum="", decision_body=""),
    SessionFacts("GC.23", "gc-23", "Twenty-third session"),
    SessionFacts(
        "GCSS.IX",
        "gc-ss9",
        "Ninth special session",
        document="doc-gcss9-bsp",
        is_council=True,
        stated={
            "agenda_item": "7",
            "agenda_heading": "International environmental governance",
            "agenda_symbol": "UNEP/GCSS.IX/1",
        },
    ),
    SessionFacts(
        "GC.24",
        "gc-24",
        "Twenty-fourth session",
        is_council=True,
        known=_nairobi("2007-02-05", "2007-02-09", "UNEP/GC/24/1"),
    ),
    SessionFacts(
        "GCSS.X",
        "gc-ss10",
        "Tenth special session",
        is_council=True,
        known={
            "starts_on": "2008-02-20",
            "ends_on": "2008-02-22",
            "place": "Monaco",
            "country_id": "MCO",
            "agenda_symbol": "UNEP/GCSS.X/1",
        },
    ),
    SessionFacts(
        "GC.25",
        "gc-25",
        "Twenty-fifth session",
        is_council=True,
        known=_nairobi("2009-02-16", "2009-02-20", "UNEP/GC.25/1"),
    ),
    SessionFacts(
        "GCSS.XI",
        "gc-ss11",
        "Eleventh special session",
        is_council=True,
        known={"starts_on": "2010-02-24", "ends_on": "2010-02-26", "agenda_symbol": "UNEP/GCSS.XI/1"},
    ),
    SessionFacts(
        "GC.26",
        "gc-26",
        "Twenty-sixth session",
        document="doc-gc26-south-south",
        is_council=True,
        known=_nairobi("2011-02-21", "2011-02-24", "UNEP/GC.26/1")
        | {"agenda_item": "4 (c)", "agenda_heading": "Policy issues: environment and development"},
    ),
    SessionFacts(
        "GCSS.XII",
        "gc-ss12",
        "Twelfth special session",
        document="doc-gcss12-ieg",
        is_council=True,
        stated={
            "agenda_heading": "Emerging policy issues: environment and development",
            "agenda_symbol": "UNEP/GCSS.XII/1",
        },
        known={"starts_on": "2012-02-20", "ends_on": "2012-02-22", "place": "Nairobi", "country_id": "KEN"},
    ),
    SessionFacts(
        "GC.27",
        "gc-27",
        "Twenty-seventh session",
        is_council=True,
        known=_nairobi("2013-02-18", "2013-02-22", "UNEP/GC.27/1"),
    ),
    SessionFacts(
        "EA.1",
        "unea-1",
        "First session",
        organ=ASSEMBLY,
        forum="",
        decision_body="UNEA",
        is_council=True,
        known={"starts_on": "2014-06-23", "ends_on": "2014-06-27", "agenda_symbol": "UNEP/EA.1/1"},
    ),
    SessionFacts(
        "EA.2",
        "unea-2",
        "Second session",
        organ=ASSEMBLY,
        forum="",
        decision_body="UNEA",
        document="doc-unea2-coordination",
        is_council=True,
        stated={"agenda_symbol": "UNEP/EA.2/1"},
        known={"starts_on": "2016-05-23", "ends_on": "2016-05-27"},
    ),
)
