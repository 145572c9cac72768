"""Filters of lists: declared, labelled, and offering only what the visitor may see."""

import django_filters
from django.db.models import Q, QuerySet

from plans.models import Coordinator, Membership, Partner, Plan, PlanVersion
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
