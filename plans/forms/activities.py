"""Writing one activity, and letting it go on as another."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django import forms
from django.urls import reverse_lazy

from plans.forms.matrix import DayInput
from plans.forms.writing import LinesField, ProseField, RowsChoiceField, TextForm
from plans.models import ActivityPartner, ActivityWording, Coordinator, PlanVersion, ThemeWording
from plans.rules.choosing import Chosen, Known, twice, typed_lines
from plans.rules.conflicts import fingerprint
from plans.rules.planning import Planning
from plans.rules.search import folded
from plans.rules.terms import printed_planning
from plans.rules.wording import read_planning
from plans.services.activities import FIELDS, Told

NEW = "nieuw"
KINDS = {"coordinators": "coordinator", "partners": "partner"}
WORDS = {"coordinators": "coördinator", "partners": "partner"}
MEANING = ("planning_start", "planning_end", "planning_open_ended", "planning_continuous")
MOST_LINES = 100
LONGEST_NAME = Coordinator._meta.get_field("name").max_length
LONGEST_REMARK = ActivityPartner._meta.get_field("remark").max_length
SUGGEST = reverse_lazy("plans:suggest_parties")


def text_area(rows: int, **attrs) -> forms.Textarea:
    """A field for several lines."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ActivityForm(TextForm):
    """All that an activity says; a party that is not known is asked about, never just made."""

    theme = forms.ModelChoiceField(
        ThemeWording.objects.none(),
        label="Thema",
        empty_label="kies een thema",
        error_messages={"invalid_choice": "Dit thema staat niet in deze versie. Kies een ander."},
    )
    heading = forms.CharField(
        label="Groep van onderwerpen",
        required=False,
        max_length=200,
        help_text="Alleen als het plan zijn onderwerpen in groepen zet.",
        widget=forms.TextInput(attrs={"list": "groepen"}),
    )
    subject = forms.CharField(
        label="Onderwerp",
        max_length=200,
        help_text="Kies een onderwerp van dit plan, of typ een nieuw onderwerp.",
        widget=forms.TextInput(attrs={"list": "onderwerpen"}),
    )
    title = forms.CharField(label="Titel", max_length=200, help_text="Kort: wat er gedaan wordt.")
    description = ProseField(
        label="Omschrijving", required=False, max_length=5000, widget=text_area(3)
    )
    points = LinesField(
        label="Punten",
        required=False,
        longest=5000,
        help_text="Elk punt op een eigen regel.",
        widget=text_area(5),
    )
    scope = forms.ChoiceField(
        label="Reikwijdte",
        required=False,
        choices=[("", "onbekend"), *ActivityWording.Scope.choices],
    )
    coordinators = LinesField(
        label="Coördinatoren",
        longest=700,
        required=False,
        help_text="Elke naam op een eigen regel.",
        widget=text_area(3),
    )
    coordinator_undecided = forms.BooleanField(
        label="De coördinator is nader te bepalen",
        required=False,
        help_text="Dit telt als iets dat ontbreekt. Het mag ook naast een naam staan, als het plan "
        "beide noemt.",
    )
    partners = LinesField(
        label="Partners",
        longest=700,
        required=False,
        help_text="Elke naam op een eigen regel. Een opmerking zet u erachter tussen haakjes: "
        "GGD (op afroep).",
        widget=text_area(5),
    )
    planning_text = forms.CharField(
        label="Planning",
        required=False,
        max_length=200,
        help_text="Zoals in het plan, bijvoorbeeld: Q2 2025, 2025/2026, doorlopend, 2025 e.v.",
    )
    planning_start = forms.DateField(label="Begin", required=False, widget=DayInput)
    planning_end = forms.DateField(label="Einde", required=False, widget=DayInput)
    planning_open_ended = forms.BooleanField(label="En verder (e.v.)", required=False)
    planning_continuous = forms.BooleanField(label="Doorlopend", required=False)
    further_themes = RowsChoiceField(
        ThemeWording.objects.none(),
        label="Dient ook",
        required=False,
        help_text="Andere thema's waaraan deze activiteit bijdraagt.",
        widget=forms.CheckboxSelectMultiple,
    )
    realised = ProseField(
        label="Gerealiseerd",
        required=False,
        max_length=5000,
        help_text="Wat er van deze activiteit gekomen is.",
        widget=text_area(3),
    )
    source_note = ProseField(
        label="Opmerking bij de bron", required=False, max_length=5000, widget=text_area(2)
    )
    # Names that were chosen as new one by one, a line each; the script of the page fills these.
    new_coordinators = forms.CharField(widget=forms.HiddenInput, required=False)
    new_partners = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, version: PlanVersion, known: Mapping[str, Known], stored: Planning, **kwargs
    ):
        """Offer the themes of the version, and ask about each name that is not known."""
        super().__init__(*args, **kwargs)
        self._known, self.stored = known, stored
        self.chosen: dict[str, tuple[Chosen, ...]] = {}
        for name in ("theme", "further_themes"):
            self.fields[name].queryset = version.themes.live()
        for name, kind in KINDS.items():
            self.fields[name].widget.attrs |= {"data-choose": kind, "data-suggest": SUGGEST}
            self._ask(name)

    def _ask(self, name: str) -> None:
        """A question for each name that is not known and was not chosen as new."""
        known = self._known[name]
        agreed = {folded(line) for line in typed_lines(str(self.data.get(f"new_{name}", "")))}
        unknown = list(known.unknown(str(self.data.get(name, ""))))[:MOST_LINES]
        for typed in unknown:
            if folded(typed) not in agreed:
                self.fields[_question(name, typed)] = self._question_about(name, typed)

    def _question_about(self, name: str, typed: str) -> forms.ChoiceField:
        near = [(str(party.pk), party.name) for party in self._known[name].nearest(typed)]
        meant = "Wat bedoelt u?" if near else "Klopt dat?"
        return forms.ChoiceField(
            label=f"“{typed}” is nieuw. {meant}",
            choices=[*near, (NEW, f"Als nieuwe {WORDS[name]} toevoegen")],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Kies wat u bedoelt. Klopt de naam niet, verbeter hem dan hierboven."
            },
        )

    @property
    def questions(self) -> dict[str, list[forms.BoundField]]:
        """The questions about names, by the field in which these stand."""
        return {
            name: [self[each] for each in self.fields if each.startswith(f"{name}_is_")]
            for name in KINDS
        }

    def clean(self) -> dict:
        """Read the names, and see that the planning does not end before it starts."""
        told = super().clean()
        for name in KINDS:
            if name in told:
                self.chosen[name] = self._chosen(name, told[name])
                told[name] = [each.line for each in self.chosen[name]]
        start, end = told.get("planning_start"), told.get("planning_end")
        if start and end and end < start:
            self.add_error("planning_end", "Kies een einde op of na het begin.")
        return told

    def _chosen(self, name: str, lines: list[str]) -> tuple[Chosen, ...]:
        if len(lines) > MOST_LINES:
            self.add_error(name, f"Dit zijn {len(lines)} namen; kies er hoogstens {MOST_LINES}.")
            return ()
        read = map(self._known[name].read, map(" ".join, map(str.split, lines)))
        chosen = tuple(self._answered(name, each) for each in read)
        if problem := _problem_with(chosen):
            self.add_error(name, problem)
        return chosen

    def _answered(self, name: str, read: Chosen) -> Chosen:
        """A party, or for a name that is not known the one that was meant after all."""
        question = _question(name, read.name)
        answer = self.cleaned_data.get(question, NEW)
        if read.pk is not None or answer == NEW:
            return read
        return Chosen(dict(self.fields[question].choices)[answer], int(answer), read.remark)

    @property
    def by_hand(self) -> bool:
        """Whether a person changed the meaning of the planning; ``was`` tells what the form had."""
        was, stored = (
            self.cleaned_data.get("was", {}),
            dict(zip(MEANING, meaning_of(self.stored), strict=True)),
        )
        return any(
            fingerprint(self.cleaned_data.get(name)) != was.get(name, fingerprint(stored[name]))
            for name in MEANING
        )

    @property
    def planning(self) -> Planning:
        """The planning as it was typed, with its meaning; call it on a cleaned form.

        A new wording is read again, unless somebody filled in its meaning by hand.
        """
        text = self.cleaned_data.get("planning_text", "")
        read = self.stored if text == self.stored.text else read_planning(text)
        if not self.by_hand:
            return read
        meaning = [self.cleaned_data.get(name) for name in MEANING]
        text = text or printed_planning(Planning("", *meaning))
        return Planning(text, *meaning, read.condition)

    def activity(self) -> Told:
        """What the person wrote; call it on a valid form."""
        told, planning = self.cleaned_data, self.planning
        values = {name: told[name] for name in FIELDS if name in told}
        values |= dict(zip(MEANING, meaning_of(planning), strict=True))
        values |= {"planning_text": planning.text, "planning_condition": planning.condition}
        further = tuple(theme for theme in told["further_themes"] if theme != told["theme"])
        return Told(values, told["theme"], **self.chosen, further_themes=further)


def _question(name: str, typed: str) -> str:
    """The name of the question about a name, the same whenever it is asked."""
    return f"{name}_is_{sha256(folded(typed).encode()).hexdigest()[:12]}"


def _problem_with(chosen: Sequence[Chosen]) -> str:
    if double := twice(chosen):
        return f"{double} staat er twee keer. Laat één regel staan."
    if any(len(each.name) > LONGEST_NAME for each in chosen):
        return f"Een naam is te lang. Houd hem onder {LONGEST_NAME} tekens."
    if any(len(each.remark) > LONGEST_REMARK for each in chosen):
        return f"Een opmerking is te lang. Houd haar onder {LONGEST_REMARK} tekens."
    return ""


def meaning_of(planning: Planning) -> tuple:
    """What the wording of a planning means, in the order of the fields for it."""
    return planning.start, planning.end, planning.open_ended, planning.continuous


def values_of(told: Told) -> dict[str, object]:
    """What an activity says, as the fields of the form have it."""
    return {
        **{name: value for name, value in told.values.items() if name in ActivityForm.base_fields},
        "theme": told.theme.pk,
        "coordinators": told.link("coordinators"),
        "partners": told.link("partners"),
        "further_themes": sorted(theme.pk for theme in told.further_themes),
    }
