"""The browsers in which somebody is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from core.http.parameters import refuse_unknown


@login_required
@require_safe
def session_list(request):
    """One's own sessions, the one in use marked."""
    refuse_unknown(request.GET, ())
    context = {"sessions": request.user.sessions.alive(), "current": request.session.session_key}
    return render(request, "accounts/session_list.html", context)


@login_required
@require_POST
def session_end(request, handle):
    """End one that is not in use here; for this one there is signing out."""
    others = request.user.sessions.alive().exclude(pk=request.session.session_key)
    session = next((session for session in others if session.handle == handle), None)
    if session is None:
        raise Http404
    actions.end_session(session, by=request.user)
    messages.success(request, _("The session is ended. Nobody can go on in it."))
    return redirect("accounts:session_list")


@login_required
@require_POST
def session_end_others(request):
    ended = actions.end_other_sessions(by=request.user, keep=request.session.session_key)
    said = ngettext("%(count)d other session is ended.", "%(count)d other sessions are ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("accounts:session_list")
