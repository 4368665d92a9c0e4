"""Dates as documents print them: ``2009``, ``2009-10`` or ``2009-10-05``, kept as precise as the source and no more."""

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def earliest(value: str) -> date:
    """First day that the partial date covers. Raises ValueError for anything else than a partial date."""
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def latest(value: str) -> date:
    """Last day that the partial date covers. Raises ValueError for anything else than a partial date."""
    year, month, day = _parts(value)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(value: str) -> tuple[int, int | None, int | None]:
    found = PATTERN.match(value or "")
    if not found:
        raise ValueError(value)
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise ValueError(value)
    return year, month, day


def validate(value: str) -> None:
    """Refuse what is not a partial date, in the words of the person who typed it."""
    try:
        earliest(value)
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Enter a date such as 2027, 2027-02 or 2027-02-15."),
            params={"value": value},
            code="invalid",
        ) from None


class PartialDateField(models.CharField):
    """A partial date as text; sorts by time because its parts go from large to small."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
