"""Making, adopting and closing a plan, and choosing two versions to compare."""

from collections.abc import Mapping, Sequence

from django import forms
from django.db.models import QuerySet

from plans.forms.matrix import DayInput
from plans.models import Group, Municipality, Plan, PlanVersion
from plans.rules.comparing import Kind

OTHER = "anders"
COLLEGE, COUNCIL = "college van B&W", "gemeenteraad"
OF_GROUP = {COLLEGE: "colleges van B&W", COUNCIL: "gemeenteraden"}


class StartForm(forms.Form):
    """With which plan to begin: its text, or its open activities for a next period."""

    kopie = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Plan om over te nemen",
        to_field_name="slug",
        required=False,
        empty_label="kies een plan",
        help_text="De tekst komt mee, de statussen niet.",
    )
    vervolg = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Plan om te vervolgen",
        to_field_name="slug",
        required=False,
        empty_label="kies een plan",
        help_text="U kiest welke open activiteiten meegaan. De oude blijven vindbaar.",
    )
    leeg = forms.BooleanField(label="Leeg beginnen", required=False)

    def __init__(self, *args, sources: QuerySet[Plan], continuable: QuerySet[Plan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kopie"].queryset = sources
        self.fields["vervolg"].queryset = continuable


class NewPlanForm(forms.Form):
    """What a new plan is, for whom and for when."""

    title = forms.CharField(
        label="Titel",
        max_length=200,
        help_text="Zoals op het omslag staat. Het adres van het plan wordt ervan afgeleid.",
    )
    kind = forms.ChoiceField(label="Soort", choices=Plan.Kind.choices, widget=forms.RadioSelect)
    owner = forms.ChoiceField(label="Voor wie")
    starts_on = forms.DateField(label="Eerste dag", widget=DayInput)
    ends_on = forms.DateField(label="Laatste dag", widget=DayInput)
    implements = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Voert uit",
        required=False,
        empty_label="geen ander plan",
        help_text="Het Integraal Veiligheidsplan waarvan dit uitvoeringsplan de uitvoering is.",
    )
    beside = forms.BooleanField(
        label="Dit plan loopt naast een ander plan van dezelfde soort",
        required=False,
        widget=forms.HiddenInput,
    )
    activities = forms.TypedMultipleChoiceField(
        label="Activiteiten die meegaan", coerce=int, required=False
    )
    door = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args,
        owners: Sequence[Group | Municipality],
        strategies: QuerySet[Plan],
        activities: Sequence[int] | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self._owners = {key_of(owner): owner for owner in owners}
        self.fields["implements"].queryset = strategies
        self._offer_owners()
        if activities is None:
            del self.fields["activities"]
        else:
            self.fields["activities"].choices = [(pk, pk) for pk in activities]

    def _offer_owners(self) -> None:
        """A planbeheerder keeps the plans of one place, so there is nothing to choose."""
        field = self.fields["owner"]
        field.choices = [(key, str(owner)) for key, owner in self._owners.items()]
        if len(self._owners) == 1:
            field.widget, field.initial = forms.HiddenInput(), next(iter(self._owners))

    def ask_beside(self) -> None:
        """Let the person say that two plans run beside each other, now that they overlap."""
        self.fields["beside"].widget = forms.CheckboxInput()

    def clean_owner(self) -> Group | Municipality:
        """The group or municipality itself."""
        return self._owners[self.cleaned_data["owner"]]


def key_of(owner: Group | Municipality) -> str:
    """A group or municipality as a choice."""
    return f"groep-{owner.slug}" if isinstance(owner, Group) else owner.code


class AdoptForm(forms.Form):
    """Who adopted the text, when, and under which number."""

    body = forms.ChoiceField(label="Wie stelde vast?", widget=forms.RadioSelect)
    other_body = forms.CharField(
        label="Welk orgaan?",
        required=False,
        max_length=100,
        help_text="Alleen als u hierboven “anders” kiest.",
    )
    adopted_on = forms.DateField(label="Datum van het besluit", widget=DayInput)
    decision = forms.CharField(label="Besluitnummer", required=False, max_length=50)
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    door = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        names = OF_GROUP if plan.group_id else {}
        bodies = [names.get(body, body) for body in (COLLEGE, COUNCIL)]
        field = self.fields["body"]
        field.choices = [*((body, body) for body in bodies), (OTHER, "anders, namelijk")]
        field.initial = bodies[plan.kind == Plan.Kind.IVP]

    def clean(self) -> dict:
        """Another body must be named."""
        told = super().clean()
        if told.get("body") == OTHER:
            if not told.get("other_body"):
                self.add_error("other_body", "Schrijf welk orgaan het plan vaststelde.")
            told["body"] = told.get("other_body", "")
        return told


class CloseForm(forms.Form):
    """From which day a plan is over."""

    closed_on = forms.DateField(label="Afgesloten op", widget=DayInput)


class CompareForm(forms.Form):
    """Two versions, and which kinds of change to show."""

    van = forms.TypedChoiceField(label="Van", coerce=int, required=False, empty_value=None)
    naar = forms.TypedChoiceField(label="Naar", coerce=int, required=False, empty_value=None)
    soort = forms.MultipleChoiceField(
        label="Soort wijziging",
        choices=[(kind.value, kind.value) for kind in Kind],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, *, versions: Sequence[PlanVersion]):
        super().__init__(data)
        self._versions = {version.number: version for version in versions}
        choices = [(number, f"versie {number}") for number in self._versions]
        self.fields["van"].choices = self.fields["naar"].choices = choices

    def pair(self) -> tuple[PlanVersion, PlanVersion]:
        """The versions to compare, the older first; without a choice the two newest."""
        numbers = sorted(self._versions)
        newest = self.cleaned_data.get("naar") or numbers[-1]
        before = [number for number in numbers if number < newest]
        oldest = self.cleaned_data.get("van") or (before[-1] if before else newest)
        first, last = sorted((oldest, newest))
        # The form shows what is compared, also when the address left it open.
        self.data = self.data.copy()
        self.data["van"], self.data["naar"] = str(first), str(last)
        return self._versions[first], self._versions[last]

    def kinds(self) -> frozenset[Kind]:
        """The kinds that were chosen; none is all."""
        return frozenset(map(Kind, self.cleaned_data.get("soort", [])))

    def with_counts(self, counts: Mapping[Kind, int]) -> list[tuple[Kind, int, bool]]:
        """Each kind with how many there are, and whether it was chosen."""
        return [(kind, counts.get(kind, 0), kind in self.kinds()) for kind in Kind]
