"""Signing in and out."""

from allauth.account.views import LoginView, LogoutView

from accounts.forms import SignInForm
from core.queries import refuse_unknown


class SignIn(LoginView):
    """A new session begins here; afterwards the reader goes on to ``next`` if it is an address of this portal."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def get(self, request, *args, **kwargs):
        refuse_unknown(request.GET, ["next"])
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """The session ends by a form only, so that no link of another site can end it."""

    http_method_names = ["post", "options"]
