"""The list of plans, and the first page of one."""

from django.shortcuts import render
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from config.common.access import Access, ScopedView
from plans.filters import PlanFilter
from plans.models import PlanVersion
from plans.selectors.completeness import completeness_of
from plans.selectors.overview import overview_of
from plans.selectors.plans import current_versions
from plans.tables.plans import PlanTable
from plans.views.base import PlanView


class PlanList(ScopedView, SingleTableMixin, FilterView):
    """The plans that the user sees."""

    access = Access.READ
    model = PlanVersion
    filterset_class = PlanFilter
    table_class = PlanTable
    template_name = "plans/list.html"
    paginate_by = 50

    def get_queryset(self):
        """Only what the active role shows."""
        versions = current_versions(self.request.user).select_related("plan__municipality")
        return versions.order_by("-plan__starts_on", "plan__title", "pk")

    def get_context_data(self, **kwargs) -> dict:
        """Tell when a plan on this page holds fiction."""
        context = super().get_context_data(**kwargs)
        rows = context["table"].page.object_list
        return context | {"has_fiction": any(row.record.plan.has_fiction for row in rows)}


class PlanDetail(PlanView):
    """What a plan is, and how it stands at each municipality."""

    def get(self, request, slug: str):
        """The page."""
        context = self.context(
            overview=overview_of(self.version),
            completeness=completeness_of(self.version),
            abbreviations=self.version.plan.abbreviations.all(),
            day=self.reference_day,
        )
        return render(request, "plans/detail.html", context)
