"""Filters of lists: declared, labelled, and offering only what the visitor may see."""

from collections.abc import Sequence

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from plans.models import Coordinator, Membership, Partner, Plan, PlanVersion, TextChange
from plans.rules.search import MOST_TERMS, terms_of
from plans.selectors.parties import spelt, standing_in


class PlanFilter(django_filters.FilterSet):
    """Plans by words of the title and by kind."""

    titel = django_filters.CharFilter("plan__title", lookup_expr="icontains", label="Titel")
    soort = django_filters.ChoiceFilter(
        "plan__kind", choices=Plan.Kind.choices, label="Soort", empty_label="alle"
    )

    class Meta:
        model = PlanVersion
        fields = []


class PeopleFilter(django_filters.FilterSet):
    """Current roles by person and by role."""

    zoek = django_filters.CharFilter(method="with_words", label="Naam of e-mailadres")
    rol = django_filters.ChoiceFilter(
        "role", choices=Membership.ROLES, label="Rol", empty_label="alle"
    )

    class Meta:
        model = Membership
        fields = []

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Roles of people whose name or address has these letters."""
        return rows.filter(Q(user__name__icontains=value) | Q(user__email__icontains=value))


def plans_seen(request) -> QuerySet[Plan]:
    """The plans to choose from."""
    return Plan.objects.visible_to(request.user)


class PartnerFilter(django_filters.FilterSet):
    """Partners by words of their names, and by the plan that has them."""

    zoek = django_filters.CharFilter(method="with_words", label="Naam of schrijfwijze")
    plan = django_filters.ModelChoiceFilter(
        queryset=plans_seen,
        to_field_name="slug",
        method="in_plan",
        label="Plan",
        empty_label="alle",
    )

    class Meta:
        model = Partner
        fields = []

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those of which the name or a spelling has these words."""
        return rows.filter(pk__in=spelt(rows.model, self.request.user, value))

    def in_plan(self, rows: QuerySet, name: str, value: Plan) -> QuerySet:
        """Those at an activity of the plan as it is now."""
        return rows.filter(pk__in=standing_in(rows.model, value))


class CoordinatorFilter(PartnerFilter):
    """Coordinators, also by kind."""

    soort = django_filters.ChoiceFilter(
        "kind", choices=Coordinator.Kind.choices, label="Soort", empty_label="alle"
    )

    class Meta:
        model = Coordinator
        fields = []


class TextChangeForm(forms.Form):
    """The filters of the history together."""

    def clean(self) -> dict:
        """Refuse a last day before the first."""
        told = super().clean()
        if told.get("van") and told.get("tot") and told["van"] > told["tot"]:
            self.add_error("tot", "Kies een laatste dag die op of na de eerste dag valt.")
        return told


def day_input() -> forms.DateInput:
    """A date that the browser lets people pick; it reads and writes ISO dates."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TextChangeFilter(django_filters.FilterSet):
    """Changes of the texts of a plan by words, person, part, version and period."""

    q = django_filters.CharFilter(method="with_words", label="Woorden", max_length=200)
    wie = django_filters.ChoiceFilter(method="by_person", label="Door", empty_label="iedereen")
    soort = django_filters.ChoiceFilter(
        "part",
        choices=[(part.value, part.value) for part in TextChange.Part],
        label="Onderdeel",
        empty_label="alle",
    )
    versie = django_filters.ChoiceFilter(
        "version__number", label="Versie", empty_label="alle versies"
    )
    van = django_filters.DateFilter("at__date", lookup_expr="gte", label="Van", widget=day_input())
    tot = django_filters.DateFilter(
        "at__date", lookup_expr="lte", label="Tot en met", widget=day_input()
    )
    activiteit = django_filters.ModelChoiceFilter(
        "activity", to_field_name="key", label="Activiteit", widget=forms.HiddenInput
    )
    thema = django_filters.ModelChoiceFilter("theme", label="Thema", widget=forms.HiddenInput)

    class Meta:
        model = TextChange
        fields = []
        form = TextChangeForm

    def __init__(self, *args, plan: Plan, people: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        numbers = plan.versions.values_list("number", flat=True)
        self.filters["wie"].extra["choices"] = people
        self.filters["versie"].extra["choices"] = [(each, f"versie {each}") for each in numbers]
        self.filters["activiteit"].queryset = plan.activities.all()
        self.filters["thema"].queryset = plan.themes.all()

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Changes that say each word somewhere: in a name, a field, or what it was or became."""
        for term in terms_of(value)[:MOST_TERMS]:
            rows = rows.filter(searchable__contains=term)
        return rows

    def by_person(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Changes by a user, or by somebody whose changes came along with an import."""
        is_imported = value.startswith("i")
        return rows.filter(
            **{"imported_actor" if is_imported else "actor": value.removeprefix("i")}
        )
