"""Writing themes, and moving what stands in a plan."""

from collections.abc import Sequence

from django import forms
from django.core.validators import RegexValidator

from plans.forms.writing import (
    LinesField,
    ProseField,
    RowForm,
    RowsForm,
    rows_of,
)
from plans.models import SafetyTheme, ThemeWording
from plans.rules.positions import Step

NO_SUCH_PLACE = "Deze plaats is er niet. Kies een plaats uit de lijst."
KINDS = [(kind.value, kind.value) for kind in ThemeWording.Kind]


class NewThemeForm(forms.Form):
    """A new theme: enough to find it by; the rest follows on its page."""

    number = forms.CharField(
        label="Nummer", max_length=10, help_text="Zoals in uw document: bijvoorbeeld 3.1, a of e2."
    )
    title = forms.CharField(label="Titel", max_length=200)
    kind = forms.ChoiceField(label="Soort", choices=KINDS, widget=forms.RadioSelect)
    after = forms.ChoiceField(
        label="Plaats", required=False, error_messages={"invalid_choice": NO_SUCH_PLACE}
    )

    def __init__(self, *args, places: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = places
        self.fields["after"].initial = places[-1][0]


class OutlineForm(RowForm):
    """A *hoofdlijn*: a title, a text, or points."""

    title = forms.CharField(label="Titel", required=False, max_length=200)
    text = ProseField(label="Tekst", required=False, max_length=5000)
    points = LinesField(
        label="Punten",
        required=False,
        longest=5000,
        max_length=20_000,
        help_text="Een op elke regel.",
    )


class ThemeForm(RowsForm):
    """Everything that is written about a theme."""

    rows_name, rows_label, row_label = "outlines", "Hoofdlijnen", "Hoofdlijn"
    rows_class = rows_of(OutlineForm)

    number = forms.CharField(label="Nummer", max_length=10)
    title = forms.CharField(label="Titel", max_length=200)
    kind = forms.ChoiceField(label="Soort", choices=KINDS)
    description = ProseField(label="Omschrijving", required=False, max_length=5000)
    ambition = ProseField(label="Ambitie of doel", required=False, max_length=5000)
    related_policy = LinesField(
        label="Gerelateerd beleid",
        required=False,
        max_length=50_000,
        help_text="Een op elke regel.",
    )
    carries_out = forms.TypedChoiceField(
        label="Voert uit", required=False, coerce=int, empty_value=None
    )
    safety_themes = forms.TypedMultipleChoiceField(
        label="Plaats in Kernbeleid Veiligheid",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    content_unknown = forms.BooleanField(label="De inhoud van de bron is verloren", required=False)
    source_note = ProseField(
        label="Opmerking bij de bron",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args,
        safety_themes: Sequence[SafetyTheme],
        carried_out: Sequence[tuple[int, str]],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self._offered = safety_themes
        self.fields["safety_themes"].choices = [(each.pk, str(each)) for each in safety_themes]
        self.fields["carries_out"].choices = [("", "geen thema"), *carried_out]

    def clean_safety_themes(self) -> list[int]:
        """In one order, so that another order of ticking is no change."""
        return sorted(self.cleaned_data["safety_themes"])

    @property
    def safety_fields(self) -> dict[str, list]:
        """The boxes of Kernbeleid Veiligheid under their *veiligheidsveld*."""
        found: dict[str, list] = {}
        for theme, box in zip(self._offered, self["safety_themes"].subwidgets, strict=True):
            found.setdefault(f"{theme.field} ({theme.field.edition})", []).append(box)
        return found


class EndThemeForm(forms.Form):
    """Why a theme ends."""

    reason = forms.CharField(
        label="Reden",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wie het plan later leest, ziet deze reden bij het thema.",
    )


class StepForm(forms.Form):
    """One step up or down, instead of a place."""

    stap = forms.ChoiceField(
        choices=[(step.value, step.value) for step in Step],
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": NO_SUCH_PLACE},
    )


class PlaceOfThemeForm(StepForm):
    """Another theme: to come after, in which case none is in front of all; or to merge with."""

    other = forms.CharField(
        label="Thema",
        required=False,
        validators=[RegexValidator(r"\A[0-9]{1,15}\Z", NO_SUCH_PLACE)],
        widget=forms.Select,
    )

    def __init__(self, *args, label: str, places: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].label = label
        self.fields["other"].widget.choices = places


class PlaceOfActivityForm(StepForm):
    """Where an activity comes to stand: a place in the plan, or one step up or down."""

    plaats = forms.CharField(
        label="Nieuwe plaats",
        required=False,
        validators=[RegexValidator(r"\A[ta][0-9]{1,15}\Z", NO_SUCH_PLACE)],
        widget=forms.Select,
    )

    def __init__(self, *args, places: Sequence, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plaats"].widget.choices = places

    def clean(self) -> dict:
        """A step is a place too, and more than nothing is needed."""
        told = super().clean()
        if not self.errors and not (told["plaats"] or told["stap"]):
            self.add_error("plaats", "Kies een plaats uit de lijst.")
        return told
