"""What the report may say: it is read by everybody, so records that are not public are neither named nor counted."""

from typing import Any

from core.choices import Visibility
from core.records.catalogue import kinds
from partners.models import Agency

# Of a reform its number stays, because the report accounts for all thirty.
REFORM_TEXTS = {
    "title": "",
    "ongoing_actions": [],
    "references": "",
    "further_actions": [],
    "budget_note": "",
    "statuses": [],
    "decision_evidence": "",
}
# What a fact is of; where one of these may not be named, the fact goes as a whole.
OWNERS = ("code", "project", "request", "offer", "host")


def public_only(lists: dict[str, list[dict]]) -> dict[str, Any]:
    """The lists of facts without what is not public, wherever a fact names it."""
    hidden = _hidden_codes() | _hidden_agencies()
    if not hidden:
        return lists
    reforms = [fact | REFORM_TEXTS if fact["code"] in hidden else fact for fact in lists["reforms"]]
    others = {name: facts for name, facts in lists.items() if name != "reforms"}
    return {**_without(others, hidden), "reforms": reforms}


def _hidden_codes() -> set[str]:
    models = [kind.model for kind in kinds() if kind.facts]
    shared = [model for model in models if any(field.name == "visibility" for field in model._meta.fields)]
    return {
        code
        for model in shared
        for code in model.objects.exclude(visibility=Visibility.PUBLIC).values_list("code", flat=True)
    }


def _hidden_agencies() -> set[str]:
    """By code and by both names: facts hold agencies as they are printed."""
    rows = Agency.objects.exclude(visibility=Visibility.PUBLIC).values_list("code", "name", "acronym")
    return {word for row in rows for word in row if word}


def _without(value: Any, hidden: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(item, hidden) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without(item, hidden) for item in value if not _is_hidden(item, hidden)]
    return "" if isinstance(value, str) and value in hidden else value


def _is_hidden(item: Any, hidden: set[str]) -> bool:
    if isinstance(item, dict):
        return any(item.get(owner) in hidden for owner in OWNERS)
    return isinstance(item, str) and item in hidden
