"""What a reader asks of the page on what is missing; it lives in the address."""

from collections.abc import Iterable

from django import forms

from plans.models import Municipality
from plans.rules.completeness import Gap


class CompletenessForm(forms.Form):
    """One gap, one municipality, one version. Values that do not exist are refused."""

    soort = forms.ChoiceField(label="Wat ontbreekt", required=False)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    versie = forms.ChoiceField(label="Versie", required=False)

    def __init__(
        self,
        data,
        *,
        gaps: Iterable[Gap],
        towns: Iterable[Municipality],
        versions: Iterable[int],
    ):
        super().__init__(data)
        self.fields["soort"].choices = [("", "alles"), *((gap.value, gap.label) for gap in gaps)]
        choices = [(town.code, town.name) for town in towns]
        self.fields["gemeente"].choices = [("", "alle"), *choices]
        numbers = [(str(number), f"versie {number}") for number in versions]
        self.fields["versie"].choices = [("", "die nu geldt"), *numbers]
        if len(choices) < 2:
            del self.fields["gemeente"]
        if len(numbers) < 2:
            del self.fields["versie"]
