"""What was learned: written by those who were there, published by an office or the secretariat."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.choices import Visibility
from core.database.codes import next_code
from core.edits import assign, check, save_change
from core.errors import RuleBroken
from projects import policies
from projects.models import Lesson

WRITTEN = ("kind", "theme", "text", "language", "note", "origin", "origin_reference")


@transaction.atomic
def add_lesson(*, by, project=None, assistance=None, **values):
    """A success, shortcoming, lesson or good practice of a project or a request; for partners until published."""
    if not (project or assistance):
        raise RuleBroken(_("A lesson belongs to a project or a request."))
    if not policies.can_write_lesson(by, project, assistance):
        raise PermissionDenied
    lesson = Lesson(
        project=project, assistance=assistance, visibility=Visibility.PARTNERS, created_by=by, updated_by=by
    )
    assign(lesson, values, allowed=WRITTEN)
    check(lesson)
    lesson.code = next_code("LES-", digits=3)
    lesson.save()
    audit.record("lesson.added", lesson, by=by)
    return lesson


@transaction.atomic
def publish_lesson(lesson, *, by):
    """From now on everybody reads it, and the council report counts it."""
    if not policies.can_publish_lesson(by):
        raise PermissionDenied
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if lesson.published_on:
        raise RuleBroken(_("This is already published."))
    lesson.published_on = clock.today()
    lesson.visibility = Visibility.PUBLIC
    save_change(lesson, by=by, fields=["published_on", "visibility"])
    audit.record("lesson.published", lesson, by=by)
    return lesson
