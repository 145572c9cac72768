"""Writing what holds for a plan as a whole."""

from collections.abc import Sequence

from django import forms

from plans.forms.matrix import DayInput
from plans.forms.writing import (
    LinesField,
    ProseField,
    RowForm,
    RowFormSet,
    RowsForm,
    required_with_rest,
    rows_of,
)


class AbbreviationForm(RowForm):
    """An abbreviation with its meaning."""

    abbreviation = forms.CharField(label="Afkorting", required=False, max_length=20)
    meaning = forms.CharField(label="Betekenis", required=False, max_length=200)
    remark = forms.CharField(label="Opmerking", required=False, max_length=300)

    def clean(self) -> dict:
        """A row says both what it is and what it means."""
        told = super().clean()
        required_with_rest(self, "abbreviation", "Vul de afkorting in, of maak de rij leeg.")
        required_with_rest(self, "meaning", "Vul de betekenis in, of maak de rij leeg.")
        return told


class AbbreviationRows(RowFormSet):
    """The list of abbreviations, each of them once."""

    def clean(self) -> None:
        """Say at the second one that it is there already."""
        seen = set()
        for form in self.forms:
            name = form.is_valid() and form.cleaned_data.get("abbreviation")
            if name and name in seen:
                form.add_error("abbreviation", f"{name} staat al in de lijst; laat er één staan.")
            seen.add(name)


class PlanForm(RowsForm):
    """The facts of a plan, the texts of its version and its abbreviations."""

    rows_name, rows_label, row_label = "abbreviations", "Afkortingen", "Afkorting"
    rows_class = rows_of(AbbreviationForm, AbbreviationRows)

    title = forms.CharField(label="Titel", max_length=200)
    starts_on = forms.DateField(label="Eerste dag", widget=DayInput)
    ends_on = forms.DateField(label="Laatste dag", widget=DayInput)
    implements = forms.TypedChoiceField(
        label="Voert uit",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Het Integraal Veiligheidsplan waarvan dit plan de uitvoering is.",
    )
    aims = LinesField(
        label="Centrale doelstellingen",
        required=False,
        max_length=50_000,
        help_text="Een op elke regel.",
    )
    area_plans = LinesField(
        label="Plannen voor gebieden",
        required=False,
        max_length=50_000,
        help_text="Een op elke regel.",
    )
    source_note = ProseField(label="Opmerking bij de bron", required=False, max_length=5000)

    def __init__(self, *args, plans: Sequence[tuple[int, str]] | None, **kwargs):
        """``plans`` may be carried out by this one; None for a plan that carries nothing out."""
        super().__init__(*args, **kwargs)
        if plans is None:
            del self.fields["implements"]
        else:
            self.fields["implements"].choices = [("", "geen plan"), *plans]
