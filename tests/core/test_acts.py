"""The spine of an act: who is refused first, what a move leaves behind, and what stands where in the audit."""

import ast

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock
from core.acts import Life, add, create, edit, lock, move, note, require, save
from core.errors import RuleBroken, Stale, Unseen
from core.models import AuditEvent
from needs.choices import REQUEST_WORKFLOW, RequestState, RequestVerb
from needs.models import AssistanceRequest
from projects.choices import LessonVerb, ProjectVerb
from projects.models import Indicator, Lesson
from tests.factories import AssistanceRequestFactory, ProjectFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened():
    return AssistanceRequestFactory(screening=True)


def life(answer=True, **options):
    return Life(REQUEST_WORKFLOW, dict.fromkeys(REQUEST_WORKFLOW, lambda user, record: answer), **options)


def event_of(record):
    return AuditEvent.objects.about(record).get()


def test_who_may_not_act_learns_nothing_of_the_state(kenya_signatory):
    draft = AssistanceRequestFactory()
    with pytest.raises(PermissionDenied):
        life(False).take(draft, "accept", by=kenya_signatory)
    with pytest.raises(RuleBroken):
        life(True).take(draft, "accept", by=kenya_signatory)


def test_for_who_may_not_see_it_there_is_no_such_record(africa_office):
    draft = AssistanceRequestFactory()
    with pytest.raises(Unseen):
        life(True).take(draft, "accept", by=africa_office)
    with pytest.raises(RuleBroken):
        life(True).take(draft, "accept", by=africa_office, as_part=True)


def test_policy_and_state_are_asked_of_the_record_as_it_is_now(screened, africa_office):
    seen = []
    asking = Life(REQUEST_WORKFLOW, {"accept": lambda user, record: bool(seen.append((user, record.title))) or True})
    AssistanceRequest.objects.filter(pk=screened.pk).update(title="Rivers and lakes")
    assert asking.take(screened, "accept", by=africa_office).title == "Rivers and lakes"
    assert seen == [(africa_office, "Rivers and lakes")]
    AssistanceRequest.objects.filter(pk=screened.pk).update(state=RequestState.RETURNED)
    with pytest.raises(RuleBroken):
        asking.take(screened, "accept", by=africa_office)


def test_a_record_is_locked_by_itself_and_brings_what_was_named(screened):
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        lock(screened)
        held = lock(screened, "country__region")
    plain, joined = (query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"])
    assert "JOIN" not in plain
    assert joined.endswith('FOR NO KEY UPDATE OF "needs_assistancerequest"')
    with CaptureQueriesContext(connection) as asked:
        assert held.country.region
    assert not asked.captured_queries


def test_a_move_raises_the_version_and_dates_the_state(screened, africa_office):
    version = screened.version
    moved = life().move(screened, "accept", by=africa_office, changes={"decision_reasons": "It fits."})
    moved.refresh_from_db()
    assert (moved.state, moved.state_since) == (RequestState.ACCEPTED, clock.today())
    assert (moved.decision_reasons, moved.version, moved.updated_by) == ("It fits.", version + 1, africa_office)
    event = event_of(moved)
    assert (event.verb, event.from_state, event.to_state) == ("request.accepted", "screening", "accepted")
    assert (event.actor, event.record_code) == (africa_office, moved.code)


def test_a_move_that_stays_dates_nothing_and_names_no_states(screened, africa_office):
    since = screened.state_since
    move(screened, REQUEST_WORKFLOW, "screen", by=africa_office)
    screened.refresh_from_db()
    event = event_of(screened)
    assert (screened.state, screened.state_since, screened.version) == (RequestState.SCREENING, since, 2)
    assert (event.verb, event.from_state, event.to_state) == ("request.screened", "", "")


def test_a_move_that_cannot_begin_changes_nothing(africa_office):
    draft = AssistanceRequestFactory()
    with pytest.raises(RuleBroken):
        move(draft, REQUEST_WORKFLOW, "accept", by=africa_office, changes={"decision_reasons": "It fits."})
    draft.refresh_from_db()
    assert (draft.state, draft.decision_reasons, draft.version) == (RequestState.DRAFT, "", 1)
    assert not AuditEvent.objects.about(draft).exists()


def test_what_was_typed_and_what_the_portal_adds_stand_apart(screened, africa_office):
    life().move(screened, "return", by=africa_office, reason="Which rivers?", data={"criterion": 3})
    event = event_of(screened)
    assert (event.reason, event.data) == ("Which rivers?", {"criterion": 3})


def test_an_act_without_a_change_is_noted_under_the_verb_of_its_move(screened, africa_office):
    life().note(screened, "ask", by=africa_office, data={"to": "KEN"})
    event = event_of(screened)
    assert (event.verb, event.data, event.reason) == (RequestVerb.QUESTION_WRITTEN, {"to": "KEN"}, "")
    screened.refresh_from_db()
    assert screened.version == 1


def test_letters_are_told_with_the_line_of_the_act(screened, africa_office):
    told = []
    telling = life(notify=lambda event, record: told.append((event.verb, record)))
    telling.move(screened, "accept", by=africa_office)
    telling.note(screened, "comment", by=africa_office)
    note(screened, RequestVerb.EDITED, by=africa_office)
    assert told == [("request.accepted", screened), ("request.comment_written", screened)]


def lesson_of(project):
    return Lesson(project=project, kind="lesson")


ALLOWED = ("text", "language", "themes")


def test_a_new_record_gets_its_code_its_maker_and_its_line(africa_office):
    values = {"text": "Train first."}
    lesson = create(
        lesson_of(ProjectFactory()), LessonVerb.ADDED, by=africa_office, values=values, allowed=ALLOWED, code="LES-"
    )
    lesson.refresh_from_db()
    assert (lesson.code, lesson.text, lesson.created_by, lesson.updated_by) == (
        "LES-001",
        "Train first.",
        africa_office,
        africa_office,
    )
    assert event_of(lesson).verb == "lesson.added"


def test_many_to_many_fields_are_given_with_the_columns(africa_office, freshwater):
    project = ProjectFactory(cooperation=["bilateral"])
    themes = [freshwater, ThemeFactory()]
    edit(
        project,
        ProjectVerb.EDITED,
        by=africa_office,
        values={"title": "Lakes", "themes": themes},
        allowed=("title", "themes"),
        version=project.version,
    )
    project.refresh_from_db()
    assert (project.title, set(project.themes.all())) == ("Lakes", set(themes))


def test_no_act_sets_a_field_that_is_not_its_own(africa_office):
    project = ProjectFactory()
    foreign = {"title": "Lakes", "state": "closed"}
    with pytest.raises(TypeError, match="state"):
        edit(project, ProjectVerb.EDITED, by=africa_office, values=foreign, allowed=["title"], version=project.version)
    with pytest.raises(TypeError, match="published_on"):
        create(lesson_of(project), LessonVerb.ADDED, by=africa_office, values={"published_on": None}, allowed=ALLOWED)
    with pytest.raises(TypeError, match="position"):
        add(Indicator(project=project), by=africa_office, values={"position": 7}, allowed=["title"])
    project.refresh_from_db()
    assert project.title != "Lakes"
    assert [model.objects.count() for model in (Lesson, Indicator, AuditEvent)] == [0, 0, 0]


def test_an_unlawful_value_is_refused_before_anything_is_saved(africa_office):
    lesson = Lesson(project=ProjectFactory(), kind="rumour")
    with pytest.raises(ValidationError):
        create(lesson, LessonVerb.ADDED, by=africa_office, values={"text": "Train first."}, allowed=ALLOWED)
    assert not Lesson.objects.exists()


def test_an_edit_over_what_somebody_saved_meanwhile_is_refused_with_the_record(africa_office):
    project = ProjectFactory(cooperation=["bilateral"])
    options = {"by": africa_office, "allowed": ["title"], "version": project.version}
    edit(project, ProjectVerb.EDITED, values={"title": "Lakes"}, **options)
    with pytest.raises(Stale) as refused:
        edit(project, ProjectVerb.EDITED, values={"title": "Rivers"}, **options)
    assert refused.value.current == project
    project.refresh_from_db()
    assert project.title == "Lakes"


def test_saving_some_columns_leaves_the_others(africa_office):
    project = ProjectFactory(title="Lakes")
    project.title = "Rivers"
    save(project, {"summary": "Ten courses."}, by=africa_office)
    project.refresh_from_db()
    assert (project.title, project.summary, project.version) == ("Lakes", "Ten courses.", 2)


def test_require_refuses_what_the_policy_refuses():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)


def test_what_is_open_now_follows_policies_and_state_and_asks_each_policy_once(screened, africa_office):
    asked = []

    def can_screen(user, record):
        asked.append("can_screen")
        return True

    actors = {"accept": can_screen, "decline": can_screen, "verify": can_screen, "withdraw": lambda user, record: False}
    screening = Life(REQUEST_WORKFLOW, actors)
    assert screening.open_acts(screened, africa_office) == ["accept", "decline"]
    assert asked == ["can_screen"]
    assert screening.is_open("accept", screened, africa_office)
    assert not screening.is_open("verify", screened, africa_office)
    assert not screening.is_open("withdraw", screened, africa_office)


ACTIONS = sorted(
    path.relative_to(settings.BASE_DIR).as_posix()
    for pattern in ("*/actions.py", "*/actions/*.py")
    for path in settings.BASE_DIR.glob(pattern)
)


def calls_of(path):
    tree = ast.parse((settings.BASE_DIR / path).read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", ACTIONS)
def test_a_reason_is_what_somebody_typed(path):
    """Codes, roles and numbers stand in ``data``: a reason is handed on as it came, never put together."""
    given = [keyword.value for call in calls_of(path) for keyword in call.keywords if keyword.arg == "reason"]
    for value in given:
        words = value.value if isinstance(value, ast.Constant) else ast.unparse(value)
        assert isinstance(value, ast.Name | ast.Attribute | ast.Constant), f"{path}: {words}"
        assert words.rpartition(".")[2] not in ("code", "pk", "title", "name"), f"{path}: {words}"


@pytest.mark.parametrize("path", ACTIONS)
def test_actions_refuse_and_note_through_the_spine(path):
    source = (settings.BASE_DIR / path).read_text()
    for beside in ("raise PermissionDenied", "audit.write", "select_for_update().get("):
        assert beside not in source, beside
