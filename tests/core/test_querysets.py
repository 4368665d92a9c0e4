"""Whoever asks for rows says for whom and what comes back: querysets are typed throughout, and mypy judges them."""

import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

OWN_APPS = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
OWN_NAMES = {app.name for app in OWN_APPS}
QUERYSETS = {type(model._default_manager.all()) for app in OWN_APPS for model in app.get_models()}
METHODS = {
    f"{part.__module__}.{part.__name__}.{name}": method
    for queryset in QUERYSETS
    for part in queryset.__mro__
    if part.__module__.split(".")[0] in OWN_NAMES
    for name, method in vars(part).items()
    if inspect.isfunction(method)
}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_of_a_queryset_says_its_types(name):
    signature = inspect.signature(METHODS[name])
    untyped = [word for word, one in signature.parameters.items() if one.annotation is one.empty and word != "self"]
    assert untyped == []
    assert signature.return_annotation is not signature.empty
