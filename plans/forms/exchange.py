"""Reading a plan from a file."""

from django import forms
from django.core.validators import FileExtensionValidator

MEGABYTES = 20


class ImportForm(forms.Form):
    """The file that ``export_plan`` or the button *Exporteren* made."""

    bestand = forms.FileField(
        label="Bestand",
        help_text=f"Een JSON-bestand van deze toepassing, hoogstens {MEGABYTES} MB.",
        validators=[FileExtensionValidator(["json"], "Kies een bestand dat eindigt op .json.")],
    )

    def clean_bestand(self):
        """Refuse what is too large to be a plan."""
        file = self.cleaned_data["bestand"]
        if file.size > MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(f"Dit bestand is groter dan {MEGABYTES} MB.")
        return file
