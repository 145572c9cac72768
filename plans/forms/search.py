"""What a reader searches for; it lives in the address."""

from django import forms

from plans.rules.search import terms_of
from plans.selectors.searching import Kind

SHORTEST_TERM = 2


class SearchForm(forms.Form):
    """Words, and one kind of thing when more of it is wanted."""

    q = forms.CharField(
        label="Zoek in alle plannen die u ziet",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text="Elk woord moet ergens staan. Zet woorden die bij elkaar horen tussen "
        "aanhalingstekens. Hoofdletters en accenten maken niet uit.",
    )
    soort = forms.ChoiceField(
        label="Soort",
        required=False,
        choices=[("", "alles"), *((kind.value, kind.label) for kind in Kind)],
    )

    def clean_q(self) -> str:
        """Refuse a single letter: it stands everywhere, and looking for it helps nobody."""
        query = self.cleaned_data["q"]
        if 0 < max(map(len, terms_of(query)), default=0) < SHORTEST_TERM:
            raise forms.ValidationError("Typ minstens twee letters.")
        return query
