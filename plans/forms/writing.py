"""What the forms share with which the text of a plan is written."""

import json
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from plans.services.recording import printed

LAST = 1_000_000
MANY = 500


class ProseField(forms.CharField):
    """A text of more lines; the line ends of a browser are no change of it."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        """Lines end as they do in the database."""
        return super().to_python(value).replace("\r\n", "\n")


class LinesField(ProseField):
    """A list of texts, one on each line; empty lines do not count."""

    def __init__(self, *, longest: int = 500, **kwargs):
        super().__init__(**kwargs)
        self._longest = longest

    def prepare_value(self, value):
        """A list as the lines of a text."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        """The lines as a list, each of a length that can be kept."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        long = [place for place, line in enumerate(lines, start=1) if len(line) > self._longest]
        if long:
            raise ValidationError(
                f"Regel {long[0]} is te lang: gebruik hoogstens {self._longest} tekens."
            )
        return lines


class RowsChoiceField(forms.ModelMultipleChoiceField):
    """Several rows to choose from, also for who makes up a key that no database can hold."""

    def clean(self, value):
        """The rows that were chosen."""
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError("Kies alleen wat in de lijst staat.") from None


class TextForm(forms.Form):
    """A form over one text, with what is needed to notice that a colleague was first."""

    revision = forms.IntegerField(label="Wijziging", widget=forms.HiddenInput, min_value=0)
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    door = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_was(self) -> dict:
        """The marks of the text as it was read; nothing when they are not there any more."""
        try:
            told = json.loads(self.cleaned_data["was"])
        except (ValueError, RecursionError):  # what somebody made up may be nested without end
            return {}
        return told if isinstance(told, dict) else {}

    def add_error(self, field, error):
        """Put each sentence at its field; what has no field on this form goes above it."""
        if not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, errors in error.error_dict.items():
            super().add_error(name if name in self.fields else None, errors)

    def label_of(self, name: str) -> str:
        """The name of a field for people."""
        return str(self.fields[name].label)

    def worded(self, name: str, value: object) -> str:
        """A value of a field as a person knows it."""
        known = getattr(self.fields.get(name), "choices", None)
        if known is None:
            return printed(value)
        labels = {str(getattr(key, "value", key)): str(label) for key, label in flat(known)}
        values = value if isinstance(value, list) else ["" if value is None else value]
        return "\n".join(labels.get(str(each), str(each)) for each in values)


def flat(choices: Iterable) -> list[tuple]:
    """Choices without their groups."""
    found = []
    for key, label in choices:
        found += label if isinstance(label, list | tuple) else [(key, label)]
    return found


def plain(value: object) -> object:
    """A cleaned value as it can be compared and marked: rows by their keys."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet):
        return sorted(row.pk for row in value)
    return value


class RowForm(forms.Form):
    """One row of a list within a text; an emptied row is removed, and ``order`` moves it."""

    order = forms.IntegerField(
        label="Plaats",
        required=False,
        min_value=1,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "order"}),
    )

    @property
    def row(self) -> dict | None:
        """The row without its place; None when it is empty. Call it on a valid form."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "order"}
        return told if any(told.values()) else None


class RowFormSet(forms.BaseFormSet):
    """The rows of a list, with a few empty ones below it."""

    def told(self) -> list[dict]:
        """The rows that were filled in, in the order of their places; call it when valid."""
        rows = [(form.cleaned_data.get("order") or LAST, form.row) for form in self.forms]
        return [row for _place, row in sorted(rows, key=lambda each: each[0]) if row]


def rows_of(form: type[RowForm], formset: type[RowFormSet] = RowFormSet) -> type[RowFormSet]:
    """The class of a list of such rows; three empty ones are enough to go on with."""
    return forms.formset_factory(
        form, formset=formset, extra=3, max_num=MANY, absolute_max=MANY, validate_max=True
    )


class RowsForm(TextForm):
    """A text with one list in it, that is filled in row by row."""

    rows_name = ""
    rows_label = ""
    row_label = ""
    rows_class: type[RowFormSet]

    def __init__(self, data=None, *, initial=None, **kwargs):
        super().__init__(data, initial=initial, **kwargs)
        given = (initial or {}).get(self.rows_name, [])
        rows = [dict(row, order=place) for place, row in enumerate(given, start=1)]
        self.rows = self.rows_class(data, initial=rows, prefix=self.rows_name)

    def clean(self) -> dict:
        """The list belongs to what was told; its errors are told above the form as well."""
        told = super().clean()
        if self.rows.is_valid():
            return told | {self.rows_name: self.rows.told()}
        for error in self.rows.non_form_errors():
            self.add_error(None, error)
        for place, form in enumerate(self.rows, start=1):
            for errors in form.errors.values():
                self.add_error(None, [f"{self.row_label} {place}: {error}" for error in errors])
        return told

    def label_of(self, name: str) -> str:
        """The list has a name too."""
        return self.rows_label if name == self.rows_name else super().label_of(name)


def required_with_rest(form: RowForm, name: str, sentence: str) -> None:
    """Refuse a row that says something but lacks the field that everything hangs on."""
    if form.row and not form.cleaned_data.get(name) and name not in form.errors:
        form.add_error(name, ValidationError(sentence))
