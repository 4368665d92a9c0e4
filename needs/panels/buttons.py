"""What a person may do with a request, as the buttons of its page: read from the table of its life."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.pages.buttons import Button
from needs.actions.lives import REQUESTS
from needs.choices import REQUEST_WORKFLOW, RequestState
from needs.hooks import further_buttons
from needs.models import AssistanceRequest

TONES = {"hand_over": "p", "submit": "p", "close": "p", "start_screening": "p", "withdraw": "d"}
WITHOUT_PAGE = ("start_screening",)
ON_CHECK_PAGE = ("hand_over", "submit")


def buttons_of(assistance: AssistanceRequest, reader: User) -> list[Button]:
    """Only what this reader may ever do to this request; what has to come first is said on a button that rests."""
    acts = [act for act in REQUEST_WORKFLOW if REQUEST_WORKFLOW[act].button]
    shown = [_button(act, assistance, reader) for act in acts if REQUESTS.actors[act](reader, assistance)]
    return [button for button in shown if button] + further_buttons(assistance, reader)


def _button(act: str, assistance: AssistanceRequest, reader: User) -> Button | None:
    label = REQUEST_WORKFLOW[act].button
    if not REQUEST_WORKFLOW.allows(assistance, act):
        reason = _comes_first(act, assistance)
        return Button(label, reason=reason) if reason else None
    if act in ON_CHECK_PAGE:
        return _to_check_page(act, assistance, reader)
    if act == "verify" and assistance.is_result_verified:
        return None
    url = reverse(f"needs:request_{act}", args=[assistance.code])
    return Button(label, url, is_post=act in WITHOUT_PAGE, tone=TONES.get(act, ""))


def _comes_first(act: str, assistance: AssistanceRequest) -> str:
    if act == "close" and assistance.state in (RequestState.ACCEPTED, RequestState.IN_RESPONSE):
        return _("Possible once delivery has been reported.")
    return ""


def _to_check_page(act: str, assistance: AssistanceRequest, reader: User) -> Button | None:
    """One page leads to both: the signatory signs there, everybody else of the country hands the draft over."""
    signs = REQUESTS.actors["submit"](reader, assistance)
    if signs != (act == "submit"):
        return None
    label = REQUEST_WORKFLOW[act].button
    if not assistance.asked or assistance.theme_id is None:
        return Button(label, reason=_("Describe what is requested and choose the theme first."))
    if assistance.handed_over_on and not signs:
        return None
    return Button(label, reverse("needs:request_check", args=[assistance.code]), tone=TONES[act])
