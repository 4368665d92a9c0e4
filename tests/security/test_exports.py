"""No cell of any file is a formula: texts that a spreadsheet would calculate, in every column of every export.

The payloads are written into the tables themselves, into every column of text, past all forms; then each file that the
portal offers is read as a spreadsheet would.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bsp_portal.api import CATALOGUE
from core.choices import Visibility
from core.lists.views import RecordListView
from core.records import exports
from governance.models import Session
from reports.models import Report
from tests.factories import MeaFactory
from tests.factories.reports import ReformFactory
from tests.security.hidden_records import make_records, make_report
from tests.security.planting import plant
from tests.walking import views_of

PAYLOADS = [
    "=1+1",
    "=HYPERLINK(1)",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "-2+3+cmd|'x'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    '"=1+1"',
    "'=1+1",
    "“=1+1”",
    "«=1+1»",
    "＝1+1",
    "＠SUM(1)",
]
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def calculates(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula: its first sign behind spaces and quotation marks."""
    first = unicodedata.normalize("NFKC", cell.lstrip(" \"“”‘’«»\u00a0\u3000\ufeff\v\f'")[:1])
    is_text = cell.startswith("'") or NUMBER.fullmatch(cell)
    return bool(first) and first in "=+-@\t\r\n" and not is_text


@pytest.fixture
def records(kenya, settings, tmp_path, db):
    """A record of every kind."""
    settings.MEDIA_ROOT = tmp_path
    for number in range(2, 31):  # the report accounts for all thirty
        ReformFactory(number=number)
    return make_records("Open", Visibility.PUBLIC, kenya, MeaFactory(code="cbd"), 1)


@pytest.fixture
def reader(secretariat):
    """Somebody who sees everything."""
    client = Client()
    client.force_login(secretariat)
    return client


def files(report: Report) -> list[str]:
    """The address of every file: of the lists, of the API, and of the records behind each figure of a report."""
    lists = [reverse(name) for name in views_of(RecordListView)]
    resources = [f"/api/v1/{name}/" for name in CATALOGUE]
    figures = report.current_snapshot.content["figures"]
    different = {tuple(figure["records"]): name for name, figure in figures.items()}
    behind = [reverse("reports:figure_records", args=[report.code, name]) for name in different.values()]
    return [f"{address}?format=csv" for address in (*lists, *resources, *behind)]


def cells_of(client, address: str) -> Iterator[tuple[str, str]]:
    """Column and text of every cell but the heads."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    heads, *rows = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline=""))
    return ((head, cell) for row in rows for head, cell in zip(heads, row, strict=True))


def read_all(client, session: Session, payload: str) -> tuple[set, set]:
    """Columns whose cells would be calculated, and columns that the payload reached, by address."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            plant(cursor, payload)
        report = make_report(session, "Open", Visibility.PUBLIC)
        found = [(address, *cell) for address in files(report) for cell in cells_of(client, address)]
        transaction.set_rollback(True)
    bad = {(address, head) for address, head, cell in found if calculates(cell)}
    return bad, {(address, head) for address, head, cell in found if cell.removeprefix("'").startswith(payload)}


def test_no_payload_is_calculated_in_any_column(records, reader, proof):
    reached = []
    for payload in PAYLOADS:
        bad, columns = read_all(reader, records[Session], payload)
        assert bad == set(), payload
        reached.append(len(columns))
    proof("columns of files that each formula reached", min(reached))
    proof("formulas in columns of files", sum(reached))


def test_teeth_every_column_is_noticed_without_the_apostrophe(records, reader, monkeypatch):
    monkeypatch.setattr(exports, "safe_cell", lambda value: "" if value is None else value)
    bad, columns = read_all(reader, records[Session], PAYLOADS[0])
    assert columns <= bad
