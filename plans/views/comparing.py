"""Two versions of a plan, line by line."""

from django.core.paginator import Paginator
from django.shortcuts import render

from plans.forms.life import CompareForm
from plans.rules.comparing import Block, Line, count_kinds, only
from plans.selectors.comparing import comparison_of
from plans.views.base import PlanView

LINES_ON_A_PAGE = 100


class CompareVersions(PlanView):
    """What was added, ended, moved or reworded, and what shifted since the first promise."""

    def get(self, request, slug: str):
        """The page; 400 when the address names a version or kind that is not there."""
        plan = self.version.plan
        versions = list(plan.versions.all())
        form = CompareForm(request.GET, versions=versions)
        context = self.context(form=form, versions=versions)
        if not form.is_valid():
            context |= {"kinds": form.with_counts({})}
            return render(request, "plans/life/compare.html", context, status=400)
        return render(request, "plans/life/compare.html", context | self._compared(form))

    def _compared(self, form: CompareForm) -> dict:
        comparison = comparison_of(*form.pair())
        rows = rows_of(only(comparison.blocks, form.kinds()))
        return {
            "comparison": comparison,
            "page": Paginator(rows, LINES_ON_A_PAGE).get_page(self.request.GET.get("bladzijde")),
            "kinds": form.with_counts(count_kinds(comparison.blocks)),
            "is_filtered": bool(form.kinds()),
        }


def rows_of(blocks: list[Block]) -> list[tuple[str, Line]]:
    """Each line with the name of its theme."""
    return [(block.name, line) for block in blocks for line in block.lines]
