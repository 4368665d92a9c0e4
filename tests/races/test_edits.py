"""Nobody overwrites another unknowingly: every edit is saved over what its writer read, or told that it is stale."""

import pytest
from django.test import Client

from core.errors import Stale
from core.models import AuditEvent
from needs import actions
from needs.models import AssistanceRequest
from tests.crowd import all_at_once
from tests.factories import AssistanceRequestFactory
from tests.needs.typed_forms import DRAFT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.nightly]

EDITS = 500
WEB_EDITS = 50
FEW = 60  # enough for a missing guard to be noticed


def edit_at_once(count, writer) -> list[str]:
    """That many people read the draft and save it with a title of their own; answers what went wrong."""
    draft = AssistanceRequestFactory(country=writer.country, title="Read by all")

    def read_and_save(number):
        read = AssistanceRequest.objects.get(pk=draft.pk)
        saved = actions.edit_request(read, by=writer, version=read.version, title=f"Text {number}")
        return read.version, saved.version, saved.title

    return complaints(draft, all_at_once(count, read_and_save))


def complaints(draft, outcomes) -> list[str]:
    """What contradicts that each save followed the version its writer had read, and left a line and a former row."""
    saved = sorted(outcome for outcome in outcomes if isinstance(outcome, tuple))
    stale = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
    now = AssistanceRequest.objects.get(pk=draft.pk)
    last_text = max(saved, key=lambda outcome: outcome[1])[2]
    found = {
        f"{len(outcomes) - len(saved) - len(stale)} were neither saved nor told": len(saved) + len(stale)
        != len(outcomes),
        "a save went over a version that its writer had not read": any(
            version != read + 1 for read, version, _text in saved
        ),
        "two saves made the same version": len({version for _read, version, _text in saved}) < len(saved),
        f"version {now.version} after {len(saved)} saves": now.version != 1 + len(saved),
        f"“{now.title}” stands there, “{last_text}” was saved last": now.title != last_text,
        "a save without a line of its own in the audit": lines_of(draft) != len(saved),
        "a save that kept no former row": AssistanceRequest.pgh_event_model.objects.filter(pgh_obj=draft.pk).count()
        != len(saved),
    }
    return [complaint for complaint, is_true in found.items() if is_true]


def lines_of(draft) -> int:
    return AuditEvent.objects.filter(verb="request.edited", record_code=draft.code).count()


def test_of_500_edits_at_once_none_is_lost(kenya_government):
    assert edit_at_once(EDITS, kenya_government) == []


def test_without_the_version_lost_edits_are_noticed(kenya_government, monkeypatch):
    monkeypatch.setattr("core.acts.require_version", lambda record, version: None)
    assert "a save went over a version that its writer had not read" in edit_at_once(FEW, kenya_government)


def test_without_the_lock_lost_edits_are_noticed(kenya_government, monkeypatch):
    def read(record, *related):
        return type(record).objects.select_related(*related).get(pk=record.pk)

    monkeypatch.setattr("core.acts.lock", read)
    assert "two saves made the same version" in edit_at_once(EDITS, kenya_government)


def test_of_50_edits_at_the_endpoint_at_once_none_is_lost(kenya_government, freshwater):
    draft = AssistanceRequestFactory(country=kenya_government.country, title="Read by all")
    readers = []
    for _reader in range(WEB_EDITS):
        readers.append(Client())
        readers[-1].force_login(kenya_government)

    def read_and_save(number):
        page = f"/requests/{draft.code}/edit/"
        version = AssistanceRequest.objects.values_list("version", flat=True).get(pk=draft.pk)
        return number, readers[number].post(page, DRAFT | {"version": version, "title": f"Text {number}"})

    answers = dict(all_at_once(WEB_EDITS, read_and_save))
    statuses = [answer.status_code for answer in answers.values()]
    saved, told = statuses.count(302), statuses.count(409)
    now = AssistanceRequest.objects.get(pk=draft.pk)
    assert (saved + told, saved >= 1) == (WEB_EDITS, True)
    assert (now.version, lines_of(draft)) == (1 + saved, saved)
    writers = [number for number, answer in answers.items() if answer.status_code == 302]
    assert now.title in {f"Text {number}" for number in writers}
    for number, answer in answers.items():
        if answer.status_code == 409:
            assert f'value="Text {number}"' in answer.content.decode()
