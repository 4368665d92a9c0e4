"""Fills the template database of the fault tests, in a child process: parcels, code lists, sessions that
each receive a report, and the thirty reforms that no report can do without. With no more than that it is short.
"""

import datetime
import io
import os

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.choices import Role  # noqa: E402
from governance.choices import AskState, BudgetImplication  # noqa: E402
from governance.models import Reform, Session  # noqa: E402
from tests.faults.parcels.models import Delivery, Parcel  # noqa: E402

SESSIONS = 2 * int(os.environ.get("BSP_FAULT_TRIALS", "20"))  # a trial may come too late and be repeated

with connection.schema_editor() as editor:
    editor.create_model(Parcel)
    editor.create_model(Delivery)
call_command("load_reference", stdout=io.StringIO())
Reform.objects.bulk_create(
    Reform(
        code=f"REF-{number}",
        number=number,
        title=f"Reform {number}",
        further_actions=["See item 1."] if number == 2 else [],
        budget_implication=BudgetImplication.SEE_OTHER_ITEM if number == 2 else BudgetImplication.NO,
        needs_council_decision=number == 1,
        state=AskState.IN_PROGRESS,
    )
    for number in range(1, 31)
)
accounts = get_user_model().objects
accounts.create_user("secretariat@example.org", name="Secretariat", role=Role.SECRETARIAT)
accounts.create_user("drafter@kenya.example", name="Drafter", role=Role.GOVERNMENT, country_id="KEN")
Session.objects.bulk_create(
    Session(
        code=f"GC.{30 + number}",
        organ="Governing Council of the United Nations Environment Programme",
        title=f"Session {30 + number} of the Governing Council",
        starts_on="2011-02-21",
        ends_on="2011-02-24",
        agenda_item="4",
        agenda_heading="Policy issues",
        report_symbol=f"UNEP/GC.{30 + number}/4",
        agenda_symbol=f"UNEP/GC.{30 + number}/1",
        report_masthead_on=datetime.date(2011, 1, 10),
        is_council=True,
    )
    for number in range(SESSIONS)
)
