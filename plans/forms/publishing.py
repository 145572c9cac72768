"""What a planbeheerder chooses when a plan becomes public."""

from django import forms

WITH, WITHOUT = "met", "zonder"


class PublishForm(forms.Form):
    """With or without the stand; nothing is chosen beforehand."""

    stand = forms.ChoiceField(
        label="Wat wordt openbaar?",
        choices=[
            (WITHOUT, "De tekst van het plan, zonder de stand"),
            (WITH, "De tekst van het plan, met de stand per gemeente"),
        ],
        widget=forms.RadioSelect,
    )
