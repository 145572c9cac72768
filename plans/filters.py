"""Filters of lists: declared, labelled, and offering only what the visitor may see."""

from collections.abc import Sequence
from functools import partial

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from config.common.forms import PlainSelect
from plans.models import (
    ActivityWording,
    Coordinator,
    Membership,
    Partner,
    Plan,
    PlanVersion,
    TextChange,
    ThemeWording,
)
from plans.rules.matrix import NOT_FILLED_IN
from plans.rules.planning import Phase
from plans.rules.search import MOST_TERMS, terms_of
from plans.rules.status import EMPTY, Status
from plans.selectors import activity_queries as queries
from plans.selectors.activity_list import Scope
from plans.selectors.parties import spelt, standing_in

Choice = partial(django_filters.ChoiceFilter, empty_label="alle", widget=PlainSelect)
STATUSES = [*((each.value, each.label) for each in Status), (NOT_FILLED_IN, EMPTY)]


class PlanFilter(django_filters.FilterSet):
    """Plans by words of the title and by kind."""

    titel = django_filters.CharFilter(method="with_words", label="Titel")
    soort = Choice("plan__kind", choices=Plan.Kind.choices, label="Soort")

    class Meta:
        model = PlanVersion
        fields = []

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Plans whose title has each of these words, in small letters and without accents."""
        for word in terms_of(value)[:MOST_TERMS]:
            rows = rows.filter(plan__searchable__contains=word)
        return rows


class PeopleFilter(django_filters.FilterSet):
    """Current roles by person and by role."""

    zoek = django_filters.CharFilter(method="with_words", label="Naam of e-mailadres")
    rol = Choice("role", choices=Membership.ROLES, label="Rol")

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
        widget=PlainSelect,
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

    soort = Choice("kind", choices=Coordinator.Kind.choices, label="Soort")

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


class ActivityFilter(django_filters.FilterSet):
    """Activities by words, plan, place, status, parties and planning."""

    q = django_filters.CharFilter(method="with_words", label="Woorden", max_length=100)
    plan = Choice("version__plan__slug", label="Plan")
    gemeente = Choice(method="at_town", label="Gemeente")
    thema = Choice("theme__kind", choices=ThemeWording.Kind.choices, label="Soort thema")
    status = django_filters.MultipleChoiceFilter(
        method="having_status",
        choices=STATUSES,
        label="Status",
        widget=forms.CheckboxSelectMultiple,
    )
    planning = Choice(
        method="in_phase",
        choices=[(each.value, each.value) for each in Phase],
        label="Planning op de peildatum",
    )
    coordinator = django_filters.CharFilter(
        method="coordinated_by", label="Coördinator", max_length=150
    )
    partner = django_filters.CharFilter(method="with_partner", label="Partner", max_length=150)
    eigenaar = Choice("activity__owner__code", label="Eigenaar")
    zonder = django_filters.BooleanFilter(
        method="without_coordinator", label="Zonder coördinator", widget=forms.CheckboxInput
    )

    class Meta:
        model = ActivityWording
        fields = []

    def __init__(self, *args, scope: Scope, **more):
        """Offer the plans and municipalities that the reader sees."""
        super().__init__(*args, **more)
        self.reach = scope
        towns = [(town.code, town.name) for town in scope.towns.values()]
        plans = [(row.plan.slug, row.plan.title) for row in scope.versions.values()]
        for name, choices in {"plan": plans, "gemeente": towns, "eigenaar": towns}.items():
            self.filters[name].extra["choices"] = choices

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities in whose text each of these words stands."""
        for word in terms_of(value)[:MOST_TERMS]:
            rows = rows.filter(searchable__contains=word)
        return rows

    def at_town(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities that concern a municipality; the scope knows it already."""
        return queries.at_town(rows, self.reach.town)

    def having_status(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Activities that stand like one of these."""
        return queries.having_status(rows, value, self.reach.town) if value else rows

    def in_phase(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities that run, start later or have their term behind them."""
        return queries.in_phase(rows, self.reach, value)

    def coordinated_by(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities of a coordinator in whose name or spelling these words stand."""
        return queries.coordinated_by(rows, spelt(Coordinator, self.request.user, value))

    def with_partner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities of a partner in whose name or spelling these words stand."""
        return queries.with_partner(rows, spelt(Partner, self.request.user, value))

    def without_coordinator(self, rows: QuerySet, name: str, value) -> QuerySet:
        """Activities that nobody coordinates yet."""
        return queries.without_coordinator(rows) if value else rows
