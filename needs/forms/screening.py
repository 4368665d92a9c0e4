"""What the regional office enters while it screens a request."""

from itertools import chain

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.base import LAST_VERSION, ActForm
from needs.choices import Answer, Criterion, RefusalReason
from needs.models import AssistanceRequest

LONGEST_REASON = 2000


class ScreeningPart(ActForm):
    """One of the forms of a screening: they stand in one form with several buttons, and each sends them all."""

    @property
    def also_sent(self):
        return (
            "only",  # the criterion whose button was pressed
            *TYPED,
            *(f"c{criterion.value}-{name}" for criterion in Criterion for name in CriterionForm.base_fields),
        )


class CriterionForm(ScreeningPart):
    """The answer to one criterion, with the version that the officer read (0: none yet)."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=Answer.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the four answers.")},
    )
    reason = forms.CharField(
        label=_("Reason, for the Government"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LAST_VERSION, required=False)

    def __init__(self, *args, criterion, must_answer=False, **kwargs):
        super().__init__(*args, prefix=f"c{criterion.value}", **kwargs)
        self.criterion = criterion
        self.must_answer = must_answer
        self.fields["answer"].label = f"{criterion.value}. {criterion.label}"

    def clean(self):
        cleaned = super().clean()
        answer, reason = cleaned.get("answer"), cleaned.get("reason")
        number = {"number": self.criterion.value}
        if "answer" in self.errors or "reason" in self.errors:
            return cleaned
        if not answer and (reason or self.must_answer):
            self.add_error("answer", _("Choose an answer to criterion %(number)d.") % number)
        if answer and answer != Answer.MET and not reason:
            self.add_error("reason", _("Explain why criterion %(number)d is not fully met.") % number)
        return cleaned


class ScreeningForm:
    """All eight criteria. Of what was posted only ``bound`` is judged (default: all); the rest is shown as typed."""

    def __init__(self, saved, data=None, *, bound=tuple(Criterion), must_answer=False):
        self.parts = [
            CriterionForm(
                data if data is not None and criterion in bound else None,
                criterion=criterion,
                must_answer=must_answer,
                initial=_initial(criterion, saved.get(criterion), data),
            )
            for criterion in Criterion
        ]

    def is_valid(self) -> bool:
        wrong = [part for part in self.bound_parts() if not part.is_valid()]
        return not wrong

    def bound_parts(self) -> list[CriterionForm]:
        return [part for part in self.parts if part.is_bound]

    def answers(self) -> dict[int, dict]:
        """Criterion → answer and reason, of those that were answered."""
        return {
            part.criterion.value: {"answer": part.cleaned_data["answer"], "reason": part.cleaned_data["reason"]}
            for part in self.bound_parts()
            if part.cleaned_data["answer"]
        }

    def versions(self) -> dict[int, int]:
        """Criterion → the version that the officer read."""
        return {part.criterion.value: part.cleaned_data["version"] or 0 for part in self.bound_parts()}


def _initial(criterion, screening, data):
    """What was typed, or what is saved."""
    prefix = f"c{criterion.value}-"
    if data is not None and f"{prefix}reason" in data:
        return {name: data.get(prefix + name) for name in ("answer", "reason", "version")}
    if screening is None:
        return {"version": 0}
    return {"answer": screening.answer, "reason": screening.reason, "version": screening.version}


class DecisionForm(ScreeningPart):
    """The recommendation and the reasons; both are obligatory whatever is decided."""

    recommendation = forms.CharField(
        label=_("Recommendation"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("What should follow, in a sentence or two."),
        error_messages={"required": _("Write the recommendation.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        widget=forms.Textarea,
        help_text=_("The Government reads this text. It is required whatever you decide."),
        error_messages={"required": _("Give the reasons for the decision.")},
    )


class RefusalForm(ScreeningPart):
    """A refusal also says which of the reasons that the council report counts it has."""

    refusal_reason = forms.ChoiceField(
        label=_("Why the request is not admitted"),
        choices=RefusalReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why the request is not admitted."),
            "invalid_choice": _("Choose why the request is not admitted."),
        },
    )


class ReturnForm(ScreeningPart):
    question = forms.CharField(
        label=_("Question to the Government"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Describe what has to be added. The request waits until the Government submits it again."),
        error_messages={"required": _("Write the question to the Government.")},
    )


# What is typed beside the criteria.
TYPED = (*DecisionForm.base_fields, *RefusalForm.base_fields, *ReturnForm.base_fields)


class OtherRequestField(forms.ModelChoiceField):
    """One of the country's requests, told by its code, title and state."""

    def label_from_instance(self, assistance):
        return f"{assistance.code} · {assistance.title} · {assistance.get_state_display()}"


class MergeForm(ActForm):
    """Two requests that are one and the same: which one counts, and why."""

    into = OtherRequestField(
        label=_("Request to be kept"),
        queryset=AssistanceRequest.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a request"),
        help_text=_("Open requests of the same country, those of the same theme first."),
        error_messages={
            "required": _("Choose the request to be kept."),
            "invalid_choice": _("Choose a request from the list."),
        },
    )
    reason = forms.CharField(
        label=_("Why the two requests are the same"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("The Government can read it, and it remains in the portal."),
        error_messages={"required": _("Explain why the two requests are the same.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others


class FormsTogether:
    """Several forms of one page, for the list of errors above it."""

    def __init__(self, *parts):
        self.parts = parts

    @property
    def errors(self) -> dict:
        return {part.add_prefix(name): wrong for part in self.parts for name, wrong in part.errors.items()}

    def non_field_errors(self) -> list:
        return [message for part in self.parts for message in part.non_field_errors()]

    def __iter__(self):
        return chain.from_iterable(self.parts)
