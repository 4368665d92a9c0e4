"""The demonstration: marked everywhere, the same at every install, and enough for every figure of the report."""

import json
import stat
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import api_tokens
from accounts.models import ApiToken, User
from bsp_portal.demo.data import read
from core import clock
from core.models import AuditEvent, Letter, Record
from exchange.models import Match
from governance.models import Session
from needs.choices import OPEN_STATES, RequestState
from needs.models import AssistanceRequest, NeedsAssessment
from partners.models import Commitment
from reports.builder import collect_facts
from reports.facts import facts_from_json
from reports.metrics import DEFINITIONS, Period, check_identities, compute

PERIOD = (date(2010, 1, 1), date(2010, 12, 31), date(2010, 12, 31))
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def load_demo() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def accounts_path(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "accounts.json"


@pytest.fixture(scope="module")
def demonstration(loaded, accounts_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BSP_ACCOUNTS_FILE", str(accounts_path))
        patch.setattr("django.conf.settings.DEMO", True)
        call_command("load_demo", verbosity=0, stdout=StringIO())
        connection.check_constraints()
        yield


@pytest.fixture
def accounts(demonstration, accounts_path) -> list[dict]:
    return json.loads(accounts_path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(demonstration, django_db_blocker):
    with django_db_blocker.unblock():
        return facts_from_json(collect_facts(*PERIOD))


def record_models():
    return [model for model in apps.get_models() if issubclass(model, Record)]


def test_the_invented_past_is_told_to_nobody(demonstration):
    assert AuditEvent.objects.filter(verb="request.submitted").exists()
    assert not Letter.objects.exists()


def test_everything_that_is_not_of_the_founding_documents_is_marked(demonstration):
    unmarked = {
        model.__name__: model.objects.exclude(origin__in=["demo", "seed"]).count()
        for model in record_models()
        if model.objects.exclude(origin__in=["demo", "seed"]).exists()
    }
    assert unmarked == {}
    for model in record_models():
        assert not model.objects.filter(origin="demo", origin_reference="").exists(), model
    assert not User.objects.exclude(origin="demo").exists()


def test_the_second_run_changes_nothing(demonstration, accounts_path):
    before = (AuditEvent.objects.count(), accounts_path.read_bytes())
    counts = {model: model.objects.count() for model in record_models()}
    assert "nothing was changed" in load_demo()
    assert (AuditEvent.objects.count(), accounts_path.read_bytes()) == before
    assert {model: model.objects.count() for model in record_models()} == counts


def test_every_role_signs_in_with_the_password_of_the_file(accounts, accounts_path):
    assert stat.S_IMODE(accounts_path.stat().st_mode) == 0o600
    assert {account["role"] for account in accounts} == {
        "government", "regional_office", "secretariat", "agency", "mea",
    }  # fmt: skip
    for account in accounts:
        user = authenticate(username=account["login"], password=account["password"])
        assert user is not None, account["login"]
        assert (user.role, user.is_signatory) == (account["role"], account["signatory"])
    assert len({account["password"] for account in accounts}) == len(accounts)


def test_nobody_else_signs_in(accounts):
    named = [account["login"] for account in accounts]
    assert not any(user.has_usable_password() for user in User.objects.exclude(email__in=named))


def test_only_agencies_hold_a_token_and_it_fits_its_row(accounts):
    for account in accounts:
        assert (account["token"] is not None) == (account["role"] == "agency")
        if account["token"]:
            token = api_tokens.read(account["token"])
            row = ApiToken.objects.usable().get(prefix=token.prefix)
            assert token.matches(row.secret_hash)
            assert row.account.agency_membership.agency.code == account["scope"]


def test_a_lost_file_is_written_anew_with_new_passwords_and_tokens(accounts, accounts_path):
    accounts_path.unlink()
    assert "new passwords" in load_demo()
    renewed = json.loads(accounts_path.read_text(encoding="utf-8"))
    for old, new in zip(accounts, renewed, strict=True):
        assert old["login"] == new["login"]
        assert old["password"] != new["password"]
        assert authenticate(username=old["login"], password=old["password"]) is None
        assert authenticate(username=new["login"], password=new["password"]) is not None
    old_tokens = [api_tokens.read(account["token"]).prefix for account in accounts if account["token"]]
    assert not ApiToken.objects.usable().filter(prefix__in=old_tokens).exists()


def test_no_password_stands_in_the_tables_of_the_project(accounts):
    tables = json.dumps([read(name) for name in ("people", "programme", "wording")], default=str)
    assert not any(account["password"] in tables for account in accounts)


@pytest.mark.parametrize(
    "name",
    [
        "requests", "assessments", "needs", "offers", "matches", "projects", "stage_events", "activities",
        "contributions", "lessons", "posts", "meetings", "fund_expenditures",
    ],
)  # fmt: skip
def test_the_report_finds_invented_facts_of_each_kind(name, facts):
    assert any(fact.is_demo for fact in getattr(facts, name))


def test_every_figure_has_something_to_count_and_they_agree(facts):
    figures = compute(facts, Period(*PERIOD))
    counted = {identifier.split("|")[0] for identifier in figures if figures[identifier].value}
    assert set(DEFINITIONS) - counted == set()
    assert check_identities(figures) == []
    for identifier in figures:
        if identifier.startswith(("M23|fund", "M23b|fund")) and figures[identifier].value:
            assert figures[identifier].value <= 100, identifier


def test_the_season_of_2010_has_sixty_requests_of_all_regions_and_ends_all_of_them(demonstration):
    season = AssistanceRequest.objects.filter(received_on__year__in=[2009, 2010])
    assert season.count() == 60
    assert season.values("country__region").distinct().count() == 6
    assert not season.filter(state__in=OPEN_STATES).exists()
    assert season.filter(is_test=True).count() == season.filter(is_regional=True).count() - 1 == 1


def test_the_living_season_has_every_open_state_and_clocks_that_ran_out(demonstration):
    living = AssistanceRequest.objects.exclude(received_on__year__in=[2009, 2010])
    assert living.count() == 25
    assert {*OPEN_STATES, RequestState.DELIVERED} == set(living.values_list("state", flat=True))
    for state, days in ((RequestState.SUBMITTED, 7), (RequestState.SCREENING, 28), (RequestState.RETURNED, 42)):
        waiting = [(clock.today() - request.state_since).days for request in living.filter(state=state)]
        assert min(waiting) <= days < max(waiting), state
    assert Match.objects.filter(state="proposed").count() >= 4
    assert Match.objects.filter(state="proposed", answer_due_on__lt=clock.today()).exists()
    assert Commitment.objects.filter(origin="demo", state__in=["open", "late"], due_on__lt=clock.today()).count() == 2
    assert set(NeedsAssessment.objects.filter(origin="demo").values_list("state", flat=True)) == {
        "draft", "consultation", "submitted", "returned", "adopted", "superseded",
    }  # fmt: skip


def test_nothing_was_done_in_the_future_and_the_audit_tells_the_season(demonstration):
    assert not AuditEvent.objects.filter(happened_at__gt=clock.now()).exists()
    merged = AuditEvent.objects.filter(verb="request.merged").values_list("happened_at__year", flat=True)
    assert set(merged) == {2010}


def test_the_report_of_2010_has_a_masthead(demonstration):
    session = Session.objects.get(code="GC.26")
    assert (session.report_symbol, session.report_job_number) == ("UNEP/GC.26/99", "K1099999")


def test_it_is_refused_where_it_does_not_belong(db, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("BSP_ACCOUNTS_FILE", str(tmp_path / "accounts.json"))
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demonstration portal"):
        load_demo()
    settings.DEMO = True
    monkeypatch.delenv("BSP_ACCOUNTS_FILE")
    with pytest.raises(CommandError, match="BSP_ACCOUNTS_FILE"):
        load_demo()
