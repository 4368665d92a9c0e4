"""Load the demonstration, whole or not at all."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from accounts.models import User
from bsp_portal.demo import accounts_file, assessments, offers, programme
from bsp_portal.demo.cast import Cast
from bsp_portal.demo.data import read
from bsp_portal.demo.requests import Play
from core import clock
from core.choices import Origin
from core.letters import mail


def load(accounts_path: Path) -> str:
    """Make what is missing; answers in one sentence what was done. A second run changes nothing."""
    if not User.objects.filter(origin=Origin.DEMO).exists():
        accounts_path.unlink(missing_ok=True)  # it would tell of accounts of another database
        passwords = accounts_file.make_passwords()
        # Invented acts of the past tell nobody; what people do in the demonstration afterwards is told.
        with transaction.atomic(), mail.muted():
            _play_all(passwords)
            accounts = accounts_file.describe(passwords)
        accounts_file.write(accounts_path, accounts)
        return "The demonstration is loaded."
    if accounts_path.exists():
        return "The demonstration is here already; nothing was changed."
    passwords = accounts_file.make_passwords()
    with transaction.atomic():
        accounts_file.renew(passwords)
        accounts = accounts_file.describe(passwords)
    accounts_file.write(accounts_path, accounts)
    return "The demonstration is here already; its accounts have new passwords."


def _play_all(passwords: dict[str, str]) -> None:
    """The season of 2010 first, then the living one: its days count back from today."""
    today = clock.today()
    cast = Cast()
    cast.enter(passwords)
    assessments.endorse_assessments(cast)
    published = offers.publish_offers(cast)
    programme.open_projects(cast)
    for number, row in enumerate(sorted(read("requests_2010"), key=lambda row: row["received"]), start=1):
        Play(cast, published, row, row["received"], number).run()
    programme.record_milestones(cast)
    programme.record_money(cast)
    programme.fill_posts(cast)
    programme.record_meetings(cast)
    programme.publish_lessons(cast)
    programme.set_masthead(cast)
    assessments.renew_assessments(cast, today)
    offers.confirm_offers(cast, published, today)
    for number, row in enumerate(sorted(read("requests_living"), key=lambda row: -row["age"]), start=101):
        Play(cast, published, row, today - timedelta(days=row["age"]), number).run()
    programme.commit_partners(cast, today)
