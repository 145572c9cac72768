"""Splitting an activity, merging it into another, and letting it end."""

from collections.abc import Sequence
from itertools import groupby

from django import forms

from plans.forms.writing import TextForm
from plans.models import ActivityWording

REASON = "Deze reden blijft bij de activiteit staan."


class StepForm(TextForm):
    """A step in the life of an activity, with the revision of its text as the person saw it."""

    def __init__(
        self, *args, wording: ActivityWording, others: Sequence[ActivityWording], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.offer(wording, others)

    def offer(self, wording: ActivityWording, others: Sequence[ActivityWording]) -> None:
        """Fill the choices."""

    def step(self) -> dict:
        """What the step needs to know; call it on a valid form."""
        told = self.cleaned_data
        return {name: value for name, value in told.items() if name not in {"was", "door"}}


class SplitForm(StepForm):
    """Which points go on as an activity of their own, and what it is called."""

    points = forms.TypedMultipleChoiceField(
        label="Punten die naar de nieuwe activiteit gaan",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één punt."},
    )
    title = forms.CharField(label="Titel van de nieuwe activiteit", max_length=200)

    def offer(self, wording, others) -> None:
        """The points by their place."""
        self.fields["points"].choices = list(enumerate(wording.points))


class OtherField(forms.TypedChoiceField):
    """Another activity of the same version, listed by theme."""

    def offer(self, others: Sequence[ActivityWording], empty: str) -> None:
        """Fill the choices."""
        by_pk = {str(other.pk): other for other in others}
        themes = groupby(others, key=lambda other: str(other.theme))
        self.choices = [
            ("", empty),
            *((theme, [(str(each.pk), str(each)) for each in group]) for theme, group in themes),
        ]
        self.coerce = by_pk.get


class MergeForm(StepForm):
    """In which activity this one goes on, and why."""

    into = OtherField(
        label="Gaat verder in",
        error_messages={
            "required": "Kies de activiteit waarin deze verder gaat.",
            "invalid_choice": "Die activiteit kan hier niet gekozen worden. Kies een andere.",
        },
    )
    reason = forms.CharField(label="Reden", max_length=500, help_text=REASON)

    def offer(self, wording, others) -> None:
        """The activities in which it may go on."""
        self.fields["into"].offer(others, "kies een activiteit")


class EndForm(StepForm):
    """Why an activity ends, and what replaces it if something does."""

    reason = forms.CharField(label="Reden", max_length=500, help_text=REASON)
    replacement = OtherField(
        label="Vervangen door",
        required=False,
        empty_value=None,
        error_messages={
            "invalid_choice": "Die activiteit kan hier niet gekozen worden. Kies een andere."
        },
    )

    def offer(self, wording, others) -> None:
        """The activities that may replace it."""
        self.fields["replacement"].offer(others, "niets")
