"""Filters of lists: declared, labelled, and offering only what the visitor may see."""

import django_filters
from django.db.models import Q, QuerySet

from plans.models import Membership, Plan, PlanVersion


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
