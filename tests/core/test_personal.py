"""Every column that looks like a person's or like a secret is declared as such, and nothing else is declared."""

import re

from django.apps import apps
from django.db import models

from core.database.personal import personal_fields, secret_fields

LOOKS_PERSONAL = re.compile(r"person|mail\b|mailbox|phone|device|network|last_login")
LOOKS_SECRET = re.compile(r"password|secret_|session_key|session_data")
OURS = [model for model in apps.get_models(include_auto_created=True) if not hasattr(model, "pgh_tracked_model")]


def fields():
    for model in OURS:
        for field in model._meta.local_concrete_fields:
            yield model, field, f"{model._meta.label}.{field.name}"


def test_what_looks_personal_is_declared():
    undeclared = {
        name
        for model, field, name in fields()
        if (isinstance(field, models.EmailField | models.GenericIPAddressField) or LOOKS_PERSONAL.search(field.name))
        and not (field.is_relation or isinstance(field, models.BooleanField))
        and field.name not in personal_fields(model)
    }
    assert not undeclared


def test_what_looks_secret_is_declared():
    undeclared = {
        name
        for model, field, name in fields()
        if LOOKS_SECRET.search(field.name) and field.name not in secret_fields(model)
    }
    assert not undeclared


def test_what_is_declared_are_columns_of_the_model():
    for model in OURS:
        names = {field.name for field in model._meta.concrete_fields}
        assert set(personal_fields(model) + secret_fields(model)) <= names, model._meta.label
