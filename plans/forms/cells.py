"""Changing a cell, alone or together with others in a round."""

from datetime import date

from django import forms

from plans.forms.matrix import DayInput
from plans.models.statuses import LEVELS, REASONS, STATUSES
from plans.rules.status import Level
from plans.services.statuses import Change

NOTE_HINT = "Geen persoonsgegevens of zaken van mensen."
LEVEL_LABELS = [(Level.LOKAAL.value, "Lokaal"), (Level.GROEP.value, "Samen (H)")]


class CellForm(forms.Form):
    """One cell: status, who carries it out, streefstatus, from which day, and why."""

    status = forms.ChoiceField(
        label="Status", choices=STATUSES, required=False, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(label="Uitvoering", choices=LEVELS, required=False)
    target = forms.ChoiceField(
        label="Streefstatus", choices=[("", "geen"), *STATUSES], required=False
    )
    valid_from = forms.DateField(label="Geldt vanaf", widget=DayInput)
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=2000,
        help_text=NOTE_HINT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(label="Reden", choices=[("", "geen"), *REASONS], required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    was_level = forms.CharField(widget=forms.HiddenInput, required=False)
    was_target = forms.CharField(widget=forms.HiddenInput, required=False)
    door = forms.CharField(widget=forms.HiddenInput, required=False)
    terug = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, status: bool, level: bool, target: bool, **kwargs):
        """Offer only what the role may set."""
        super().__init__(*args, **kwargs)
        offered = {"status": status, "level": level, "target": target}
        for name in [name for name, may in offered.items() if not may]:
            del self.fields[name]
        if not status:
            del self.fields["reason"]
        if "level" in self.fields:
            self.fields["level"].choices = LEVEL_LABELS

    def change(self) -> Change:
        """What the person wants to say; call it on a valid form."""
        told = self.cleaned_data
        return Change(
            revision=told["revision"],
            valid_from=told["valid_from"],
            status=told.get("status", ""),
            level=self._touched("level"),
            target=self._touched("target"),
            note=told["note"],
            reason=told.get("reason", ""),
        )

    def _touched(self, name: str) -> str:
        """What was chosen, unless it is only what the form showed when it was opened."""
        chosen = self.cleaned_data.get(name, "")
        return "" if chosen == self.cleaned_data[f"was_{name}"] else chosen


class RoundDayForm(forms.Form):
    """The day from which everything in a round holds."""

    valid_from = forms.DateField(label="Geldt vanaf", widget=DayInput)
    door = forms.CharField(widget=forms.HiddenInput, required=False)


class RoundLineForm(forms.Form):
    """One cell of a round; without a status it is left as it is."""

    status = forms.ChoiceField(
        label="Status", choices=STATUSES, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.ChoiceField(label="Reden", choices=[("", "geen"), *REASONS], required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def change(self, valid_from: date) -> Change | None:
        """What the person wants to say, None when nothing; call it on a valid form."""
        told = self.cleaned_data
        if not told["status"]:
            return None
        return Change(
            revision=told["revision"],
            valid_from=valid_from,
            status=told["status"],
            note=told["note"],
            reason=told["reason"],
        )
