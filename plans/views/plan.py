"""The list of plans, and the first page of one."""

from django.shortcuts import render

from config.common.access import Access
from config.common.lists import ListPage
from config.common.sorting import ByBytes
from plans.filters import PlanFilter
from plans.models import PlanVersion, ThemeWording
from plans.models.people import actor_of
from plans.rules import permissions
from plans.selectors.completeness import completeness_of
from plans.selectors.overview import overview_of
from plans.selectors.plans import current_versions
from plans.selectors.reading import ThemeLine, glossary_of, related_plans, themes_of
from plans.selectors.versions import open_concept
from plans.tables.plans import PlanTable
from plans.views.base import PlanView

KINDS = ThemeWording.Kind
PLURALS = {
    KINDS.SUPRALOCAL: "Bovenlokale prioriteiten",
    KINDS.PRIORITY: "Prioriteiten",
    KINDS.STRATEGIC: "Strategische thema's",
    KINDS.OTHER: "Overige thema's",
    KINDS.OVERARCHING: "Overkoepelende thema's",
}


class PlanList(ListPage):
    """The plans that the user sees."""

    access = Access.READ
    model = PlanVersion
    filterset_class = PlanFilter
    table_class = PlanTable
    template_name = "plans/list.html"
    name = "plannen"

    def get_queryset(self):
        """Only what the active role shows."""
        versions = current_versions(self.request.user).select_related("plan__municipality")
        return versions.order_by("-plan__starts_on", ByBytes("plan__searchable"), "pk")

    def get_context_data(self, **kwargs) -> dict:
        """Tell when a plan on this page holds fiction."""
        context = super().get_context_data(**kwargs)
        table = context["table"]
        return context | {
            "has_fiction": any(map(table.is_fictional, table.page_records())),
            "makes_plans": permissions.keeps_a_plan(actor_of(self.request.user)),
        }


class PlanDetail(PlanView):
    """What a plan is and wants, and how it stands at each municipality."""

    def get(self, request, slug: str):
        """The page."""
        seen = current_versions(request.user)
        plan = self.version.plan
        themes = [line for line in themes_of(self.version, seen) if line.wording.is_live]
        context = self.context(
            overview=overview_of(self.version),
            completeness=completeness_of(self.version),
            concept=open_concept(plan),
            themes=themes,
            kinds=kinds_of(themes),
            has=columns_of(themes),
            related=related_plans(plan, seen),
            glossary=glossary_of(plan, seen),
            abbreviations=plan.abbreviations.all(),
            day=self.reference_day,
        )
        return render(request, "plans/detail.html", context)


def kinds_of(themes: list[ThemeLine]) -> list[tuple[str, list[ThemeLine]]]:
    """The themes by their kind, in the order of the plan; a kind without themes is not there."""
    kinds: dict[str, list[ThemeLine]] = {}
    for line in themes:
        kinds.setdefault(line.wording.kind, []).append(line)
    return [(PLURALS[kind], lines) for kind, lines in kinds.items()]


def columns_of(themes: list[ThemeLine]) -> dict[str, int]:
    """Which columns the list of themes needs, and how many: what no theme has shows no column."""
    has = {
        "ambition": any(line.wording.ambition for line in themes),
        "outlines": any(line.wording.outlines for line in themes),
        "carries_out": any(line.carries_out for line in themes),
        "carried_out_by": any(line.carried_out_by for line in themes),
        "activities": any(line.activities for line in themes),
    }
    return has | {"width": 2 + sum(has.values())}
