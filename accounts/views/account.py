"""One's own account."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.queries import refuse_unknown


@login_required
@require_safe
def account_detail(request):
    """Who is signed in, and for whom this account speaks."""
    refuse_unknown(request.GET, ())
    return render(request, "accounts/account_detail.html")
