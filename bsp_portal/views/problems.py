"""What each kind of problem of the API means: the page to which ``type`` points."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.api.problems import KINDS
from core.http.parameters import refuse_unknown


@require_safe
def problem_detail(request, name):
    refuse_unknown(request.GET, ())
    if name not in KINDS:
        raise Http404
    return render(request, "api/problem.html", {"kind": KINDS[name], "kinds": KINDS.values()})
