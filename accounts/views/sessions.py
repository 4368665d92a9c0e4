"""The browsers in which somebody is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import actions
from core.forms.views import ActView
from core.http.parameters import refuse_unknown


@login_required
@require_safe
def session_list(request):
    """One's own sessions, the one in use marked."""
    refuse_unknown(request.GET, ())
    context = {"sessions": request.user.sessions.alive(), "current": request.session.session_key}
    return render(request, "accounts/session_list.html", context)


class SessionEnd(ActView):
    """End one that is not in use here; for this one there is signing out."""

    said = _("The device has been signed out. To use your account there again, sign in.")
    action = staticmethod(actions.end_session)

    def get_record(self):
        others = self.reader.sessions.alive().exclude(pk=self.request.session.session_key)
        session = next((session for session in others if session.handle == self.kwargs["handle"]), None)
        if session is None:
            raise Http404
        return session

    def leads_to(self, done):
        return "accounts:session_list"


class SessionEndOthers(ActView):
    def act(self, **values):
        return actions.end_other_sessions(by=self.reader, keep=self.request.session.session_key)

    def say(self, done):
        said = ngettext(
            "%(count)d other device has been signed out.", "%(count)d other devices have been signed out.", done
        )
        return said % {"count": done}

    def leads_to(self, done):
        return "accounts:session_list"
