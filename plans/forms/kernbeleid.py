"""What the systeembeheerder fills in for the list of Kernbeleid Veiligheid."""

from django import forms
from django.core.validators import RegexValidator

from plans.models import SafetyField, SafetyTheme
from plans.selectors.kernbeleid import edition_names

FIELD_NUMBER = RegexValidator(r"^[1-9][0-9]?\Z", "Vul een nummer van 1 tot en met 99 in.")
THEME_NUMBER = RegexValidator(
    r"^[1-9][0-9]?\.[1-9][0-9]?\Z",
    "Vul een nummer in zoals 1.3: dat van het veld, een punt, een volgnummer.",
)
EDITION = RegexValidator(
    r"^[-a-zA-Z0-9_]+\Z", "Gebruik letters, cijfers en streepjes, zonder spaties."
)


class EditionForm(forms.Form):
    """A new edition, as a copy."""

    name = forms.CharField(
        label="Naam van de nieuwe editie",
        max_length=20,
        validators=[EDITION],
        help_text="Meestal het jaar waarin de VNG de lijst uitgaf.",
    )
    source = forms.ChoiceField(
        label="Begin met de lijst van",
        help_text="Velden en thema's worden overgenomen; daarna past u ze aan.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(name, f"editie {name}") for name in edition_names()]


class PartForm(forms.Form):
    """The number and title of a field or theme."""

    number = forms.CharField(label="Nummer", max_length=5)
    title = forms.CharField(label="Titel", max_length=150)

    def __init__(self, *args, model: type[SafetyField] | type[SafetyTheme], **kwargs):
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.validators.append(FIELD_NUMBER if model is SafetyField else THEME_NUMBER)
