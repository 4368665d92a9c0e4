"""What the pages share on which a person asks for a mailed link."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.signing_in.forms import AskForLinkForm
from core.forms.views import is_right, typed
from core.http.parameters import refuse_unknown


def ask_for_link(request, template: str, *, send: Callable[[str], object], said: str):
    """Take an address and let ``send`` write to it; ``said`` is the answer, whether an account has it or not."""
    refuse_unknown(request.GET, ())
    form = AskForLinkForm(typed(request))
    if is_right(request, form):
        send(form.cleaned_data["email"])
        messages.success(request, said)
        return redirect("accounts:sign_in")
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
