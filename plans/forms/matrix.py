"""What a reader chooses in the matrix; it lives in the address."""

from collections.abc import Sequence
from datetime import date

from django import forms

from plans.models import Municipality, PlanVersion
from plans.rules.matrix import NOT_FILLED_IN, Choice, View
from plans.rules.planning import Phase
from plans.rules.status import EMPTY, Status

STATUS_CHOICES = [*((each.value, each.label) for each in Status), (NOT_FILLED_IN, EMPTY)]
VIEW_CHOICES = [
    (View.STAND.value, "Stand"),
    (View.TARGET.value, "Streefbeeld"),
    (View.DIFFERENCE.value, "Verschil"),
]
UNDECIDED = "-"


class DayInput(forms.DateInput):
    """A date that the browser lets people pick; it reads and writes ISO dates."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MatrixForm(forms.Form):
    """Filters, view and *peildatum*. Values that do not exist are refused."""

    peildatum = forms.DateField(label="Peildatum", required=False, widget=DayInput)
    weergave = forms.ChoiceField(label="Weergave", choices=VIEW_CHOICES, required=False)
    q = forms.CharField(label="Zoeken", required=False, max_length=100)
    thema = forms.MultipleChoiceField(label="Thema", required=False)
    gemeente = forms.MultipleChoiceField(label="Gemeente", required=False)
    status = forms.MultipleChoiceField(label="Status", choices=STATUS_CHOICES, required=False)
    planning = forms.MultipleChoiceField(
        label="Planning", choices=[(each.value, each.value) for each in Phase], required=False
    )
    coordinator = forms.CharField(label="Coördinator", required=False, max_length=150)
    partner = forms.CharField(label="Partner", required=False, max_length=150)

    def __init__(self, data, *, themes: Sequence[str], columns: Sequence[Municipality]):
        super().__init__(data, auto_id="filter_%s")
        self.fields["thema"].choices = [(number, number) for number in themes]
        self.fields["gemeente"].choices = [(town.code, town.name) for town in columns]

    def choice(self) -> Choice:
        """What was chosen, as the rules see it; only what is valid counts."""
        told = {name: self.cleaned_data.get(name) for name in self.fields}
        undecided = told["coordinator"] == UNDECIDED
        return Choice(
            themes=frozenset(told["thema"] or ()),
            municipalities=frozenset(told["gemeente"] or ()),
            statuses=frozenset(told["status"] or ()),
            coordinator="" if undecided else told["coordinator"] or "",
            undecided=undecided,
            partner=told["partner"] or "",
            phases=frozenset(told["planning"] or ()),
            text=told["q"] or "",
            view=told["weergave"] or View.STAND,
            day=told["peildatum"],
        )


def problem_with_day(day: date, version: PlanVersion, today: date) -> str:
    """Why the matrix cannot be shown on this day; empty when it can."""
    if day < version.plan.starts_on:
        return "Kies een peildatum op of na de eerste dag van het plan."
    latest = max(today, version.plan.starts_on)
    return "Kies een peildatum die niet in de toekomst ligt." if day > latest else ""


class ChangesForm(forms.Form):
    """The two days between which changes are shown."""

    van = forms.DateField(label="Van", required=False, widget=DayInput)
    tot = forms.DateField(label="Tot en met", required=False, widget=DayInput)

    def __init__(self, data, *, version: PlanVersion, today: date, last: date):
        super().__init__(data)
        self._version, self._today, self._last = version, today, last

    def clean(self) -> dict:
        """Refuse days outside the plan, and a first day after the last."""
        told = super().clean()
        for name in ("van", "tot"):
            problem = told.get(name) and problem_with_day(told[name], self._version, self._today)
            if problem:
                self.add_error(name, problem)
        if told.get("van") and told["van"] > (told.get("tot") or self._last):
            self.add_error("tot", "Kies een laatste dag die na de eerste dag komt.")
        return told
