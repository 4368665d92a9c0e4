"""Order the annual report from the command line, through the same action as the page."""

import shutil
import time
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from accounts.choices import Role
from core.errors import RuleBroken
from governance.models import Session
from reports import actions
from reports.choices import BuildStep, ReportState
from reports.models import Report

POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = "Order the annual report of a year for a session of the Council, and wait for its file if asked to."

    def add_arguments(self, parser):
        parser.add_argument("--session", required=True, help="Session as in its symbols, for example GC.26")
        parser.add_argument("--year", required=True, type=int, help="Year that the report covers, for example 2010")
        parser.add_argument(
            "--by", help="Email address of the account that orders; the first of the secretariat by default"
        )
        parser.add_argument("--wait", action="store_true", help="Wait until the report is ready or has failed")
        parser.add_argument("--timeout", type=int, default=900, help="Seconds to wait at most")
        parser.add_argument("--out", type=Path, help="Copy the English PDF to this file; needs --wait")

    def handle(self, *, session, year, by, wait, timeout, out, **_options):
        if out and not wait:
            raise CommandError(_("--out needs --wait: there is no file before the report is ready."))
        report = self.final_report(session, year) or self.order(session, year, by)
        words = _("ordered") if report.is_in_progress else report.get_state_display()
        self.stdout.write(f"report {report.symbol}: {words}")
        if wait:
            edition = self.wait_for(report, timeout)
            path = copy_of(edition, out) if out else edition.file.name
            self.stdout.write(f"report {path} pages={edition.pages} sha256={edition.digest}")

    def final_report(self, session_code, year):
        """A report that is cleared or issued is not built again: its file is the answer."""
        final = [ReportState.CLEARED, ReportState.ISSUED]
        return Report.objects.filter(session__code=session_code, year=year, state__in=final).first()

    def order(self, session_code, year, email):
        session = Session.objects.filter(code=session_code).first()
        if session is None:
            known = ", ".join(Session.objects.filter(is_council=True).values_list("code", flat=True))
            raise CommandError(
                _("There is no session “%(code)s”. Sessions with an annual report: %(known)s.")
                % {"code": session_code, "known": known or _("none")}
            )
        try:
            return actions.order_report(session, year, by=self.orderer(email))
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        except PermissionDenied as denied:
            raise CommandError(_("This account may not order reports.")) from denied

    def orderer(self, email):
        accounts = get_user_model().objects.filter(is_active=True)
        found = accounts.filter(email=email) if email else accounts.filter(role=Role.SECRETARIAT).order_by("pk")
        if account := found.first():
            return account
        raise CommandError(
            _("There is no such account. Load the demonstration data, or name an account of the secretariat with --by.")
        )

    def wait_for(self, report, timeout):
        """The English edition of this order. Shows each step once."""
        deadline, shown = time.monotonic() + timeout, None
        while time.monotonic() < deadline:
            try:
                report.refresh_from_db()
            except (OperationalError, InterfaceError):  # the database restarts: the order stands, so does the waiting
                connection.close()
                time.sleep(POLL_SECONDS)
                continue
            if report.state == ReportState.FAILED:
                raise CommandError(_("The report could not be built: %(reason)s") % {"reason": _(report.last_error)})
            if not report.is_in_progress:
                return report.current_snapshot.editions.get(language="en")
            if report.step != shown:
                shown = report.step
                self.stdout.write(f"report {report.symbol}: {BuildStep(shown).label}")
            time.sleep(POLL_SECONDS)
        raise CommandError(
            _(
                "The report is still being built after %(seconds)d seconds, and the build continues. Check that a "
                "worker is running."
            )
            % {"seconds": timeout}
        )


def copy_of(edition, target: Path) -> Path:
    """The edition's file under the path that was asked for."""
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with edition.file.open("rb") as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return target
