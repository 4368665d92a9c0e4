"""Signing in and out, and one's own account."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.forms import SignInForm
from core.queries import refuse_unknown


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """A new session begins here; afterwards the reader goes on to ``next`` if it is an address of this portal."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def get(self, request, *args, **kwargs):
        refuse_unknown(request.GET, ["next"])
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_required
@require_safe
def account_detail(request):
    """Who is signed in, and for whom this account speaks."""
    refuse_unknown(request.GET, ())
    return render(request, "accounts/account_detail.html")
