"""Two people of a country changed the same draft: both texts side by side, and the choice part by part."""

from django.db.models import Manager, QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from needs.models import AssistanceRequest

MINE = "mine"  # prefix of what somebody typed, on the page that shows it beside what was saved meanwhile


def changed_meanwhile(request, saved, form):
    """409: the typed and the saved text side by side, field by field, only where they differ."""
    saved = AssistanceRequest.objects.select_related("theme", "updated_by").get(pk=saved.pk)
    differences, same_count = compare(saved, form)
    if not differences:
        return redirect("needs:request_edit", code=saved.code)
    context = {
        "differences": differences,
        "same_count": same_count,
        "saved_by": saved.updated_by,
        "saved_at": saved.updated_at,
        "version": saved.version,
        "resolve_url": reverse("needs:request_resolve", args=[saved.code]),
        "carried": carried(form, saved.version),
    }
    return render(request, "409.html", context, status=409)


def carried(form, version) -> list[tuple]:
    """What was typed, as hidden fields that come back with the choice; the version is the saved one."""
    typed = [
        (f"{MINE}-{name}", value)
        for name in form.fields
        if name != "version"
        for value in form.data.getlist(form.add_prefix(name))
    ]
    return [*typed, (f"{MINE}-version", version)]


def compare(saved, form) -> tuple[list[dict], int]:
    """Rows of name, label, yours and saved for the fields that differ, and how many are the same.

    An amount and its currency are one: neither means anything without the other.
    """
    written = form.written()
    rows, same_count = [], 0
    for name, value in written.items():
        if name == "currency":
            continue
        yours, theirs = shown(value), shown(getattr(saved, name))
        if name == "budget":
            yours, theirs = money(value, written["currency"]), money(saved.budget, saved.currency)
        if yours == theirs:
            same_count += 1
        else:
            rows.append({"name": name, "label": form.fields[name].label, "yours": yours, "saved": theirs})
    return rows, same_count


def shown(value) -> str:
    """A value of the form or of the record as plain text."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet):
        return "\n".join(sorted(getattr(record, "statement", str(record)) for record in value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def money(amount, currency) -> str:
    return "" if amount is None else f"{currency} {amount:.2f}"


def read_version(request) -> int:
    """The version that stood on the page; 0, which no record has, for anything else."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
