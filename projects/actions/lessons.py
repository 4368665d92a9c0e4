"""What was learned: written by those who were there, published by an office or the secretariat."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import create, hold, hold_people, note, require, save
from core.choices import Visibility
from core.errors import RuleBroken
from needs.models import AssistanceRequest
from projects import policies
from projects.choices import LessonVerb
from projects.models import Lesson, Project

SET_WHEN_ADDED = ("kind", "theme", "text", "language", "note", "origin", "origin_reference")


@transaction.atomic
def add_lesson(
    *, by: User, project: Project | None = None, assistance: AssistanceRequest | None = None, **values: Any
) -> Lesson:
    """A success, shortcoming, lesson or good practice of a project or a request; for partners until published."""
    if not (project or assistance):
        raise RuleBroken(_("A lesson belongs to a project or a request. Choose one of them."))
    hold_people(by)
    assistance = assistance and hold(assistance, "country", by=by)
    project = project and hold(project, by=by)
    require(policies.can_write_lesson(by, project, assistance))
    lesson = Lesson(project=project, assistance=assistance, visibility=Visibility.PARTNERS)
    return create(lesson, LessonVerb.ADDED, by=by, values=values, allowed=SET_WHEN_ADDED, code="LES-")


@transaction.atomic
def publish_lesson(lesson: Lesson, *, by: User) -> Lesson:
    """From now on everybody who sees its project reads it; where that is public, the council report counts it."""
    lesson = hold(lesson, "project", "assistance", by=by)
    require(policies.can_publish_lesson(by))
    if lesson.published_on:
        raise RuleBroken(_("This lesson has already been published."))
    about = lesson.project or lesson.assistance
    if about is not None and about.sight == Visibility.RESTRICTED:
        raise RuleBroken(
            _("The project or request of this lesson is not shared with others, so it cannot be published.")
        )
    save(lesson, {"published_on": clock.today(), "visibility": Visibility.PUBLIC}, by=by)
    note(lesson, LessonVerb.PUBLISHED, by=by)
    return lesson
