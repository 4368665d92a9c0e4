"""Answers that visitors share: made once, soon out of date, and never for whoever is signed in."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bsp_portal import settings as written_settings
from core.choices import Visibility
from core.limits import stored
from core.limits.stored import Store
from core.records import exports
from tests.factories import AssessmentFactory, NeedFactory, ProjectFactory

SHARED = ["/", "/?layer=projects", "/search/?q=river", "/projects/?q=river", "/countries/?ordering=-needs", "/data/"]


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stored, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def sharing(settings):
    settings.SECONDS_STORED = 30
    stored.store.forget()
    yield
    stored.store.forget()


@pytest.fixture
def project(db):
    need = NeedFactory(code="NEED-1", statement="Clean rivers")
    AssessmentFactory(adopted=True, needs=[need])
    return ProjectFactory(code="PRJ-1", title="River project")


def read(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue().decode()


def statements(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(client, path)
    return len(captured)


@pytest.mark.parametrize("path", [*SHARED, "/projects/?format=csv"])
def test_the_second_visitor_is_answered_from_what_the_first_read(path, client, project):
    first, second = statements(client, path), statements(client, path)
    assert second < first


@pytest.mark.parametrize("path", ["/search/?q=river", "/projects/?q=river", "/projects/?format=csv", "/?layer=needs"])
def test_what_is_hidden_meanwhile_is_gone_when_the_answer_is_old(path, client, project, clock):
    assert "PRJ-1" in read(client, path)
    type(project).objects.update(visibility=Visibility.RESTRICTED)
    clock.now += written_settings.SECONDS_STORED + 1
    assert "PRJ-1" not in read(client, path)


def test_no_answer_can_be_kept_for_as_long_as_five_minutes():
    assert 0 < 2 * written_settings.SECONDS_STORED <= 2 * 120 < 5 * 60


@pytest.mark.parametrize("path", ["/search/?q=river", "/projects/?q=river", "/projects/?format=csv", "/?layer=needs"])
def test_whoever_is_signed_in_reads_what_stands_now(path, client, secretariat, project):
    client.force_login(secretariat)
    assert "PRJ-1" in read(client, path)
    type(project).objects.update(code="PRJ-2")
    assert "PRJ-2" in read(client, path)


def test_visitors_never_get_what_was_read_for_somebody_who_is_signed_in(client, secretariat, project):
    type(project).objects.update(visibility=Visibility.RESTRICTED)
    client.force_login(secretariat)
    assert "PRJ-1" in read(client, "/search/?q=river")
    client.logout()
    assert "PRJ-1" not in read(client, "/search/?q=river")


def test_each_language_and_each_question_has_its_own_answer(client, project):
    english = {figure["label"] for figure in client.get("/").context["figures"]}
    read(client, "/search/?q=river")
    client.cookies["django_language"] = "fr"
    assert english.isdisjoint(figure["label"] for figure in client.get("/").context["figures"])
    assert "PRJ-1" not in read(client, "/search/?q=lake")


def test_a_file_too_large_to_be_kept_is_sent_whole_each_time(client, project, monkeypatch):
    ProjectFactory.create_batch(3)
    whole = read(client, "/projects/?format=csv")
    stored.store.forget()
    monkeypatch.setattr(exports, "LARGEST_SHARED", 10)
    assert [read(client, "/projects/?format=csv") for _time in range(2)] == [whole, whole]


def test_one_makes_the_answer_and_the_others_wait_for_it():
    store, may_go_on, made, got = Store(5), Event(), [], []

    def make():
        made.append(1)
        may_go_on.wait(10)
        return "answer"

    threads = [Thread(target=lambda: got.append(store.get("key", make, 30))) for _number in range(8)]
    for thread in threads:
        thread.start()
    may_go_on.set()
    for thread in threads:
        thread.join(10)
    assert (got, len(made)) == (["answer"] * 8, 1)


def test_while_one_makes_the_next_answer_the_others_get_the_last(clock):
    store = Store(5)
    store.get("key", lambda: "last", 30)
    clock.now += 31
    inside = []
    asked = lambda: store.get("key", lambda: "never asked", 30)  # noqa: E731

    def make():
        other = Thread(target=lambda: inside.append(asked()))
        other.start()
        other.join(10)
        return "next"

    assert (store.get("key", make, 30), inside) == ("next", ["last"])


def test_an_answer_twice_as_old_is_given_to_nobody(clock):
    store, inside, began = Store(5), [], Event()
    store.get("key", lambda: "last", 30)
    clock.now += 61

    def make():
        other = Thread(target=lambda: (began.set(), inside.append(store.get("key", lambda: "unasked", 30))))
        other.start()
        began.wait(10)
        other.join(0.2)
        assert inside == []
        return "next"

    assert store.get("key", make, 30) == "next"


def test_what_failed_is_not_kept():
    store = Store(5)
    with pytest.raises(ValueError, match="once"):
        store.get("key", lambda: (_ for _ in ()).throw(ValueError("once")), 30)
    assert store.get("key", lambda: "answer", 30) == "answer"


def test_only_so_many_are_kept():
    store = Store(2)
    for number in range(3):
        store.get(number, lambda: "first", 30)
    assert [store.get(number, lambda: "again", 30) for number in (2, 1, 0)] == ["first", "first", "again"]
