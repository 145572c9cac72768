"""What is missing from a plan (*volledigheid*)."""

from functools import cached_property

from django.core.paginator import Paginator
from django.shortcuts import render

from plans.forms.completeness import CompletenessForm
from plans.models import Municipality, Plan, PlanVersion
from plans.rules.completeness import Gap, gaps_of
from plans.selectors.completeness import missing_from, writable_in
from plans.selectors.matrix import text_of
from plans.views.base import PlanView


class Completeness(PlanView):
    """What is missing, who can mend it, and where; of one gap or municipality when asked."""

    page_size = 100

    @cached_property
    def versions(self) -> dict[str, PlanVersion]:
        """The versions of the plan by number, newest first."""
        versions = self.version.plan.versions.order_by("-number")
        return {str(each.number): each for each in versions}

    @cached_property
    def towns(self) -> dict[str, Municipality]:
        """The municipalities of which cells can be missing, by code."""
        if self.version.plan.kind == Plan.Kind.IVP:
            return {}
        return {town.code: town for town in text_of(self.version).columns}

    @cached_property
    def form(self) -> CompletenessForm:
        """What was asked."""
        gaps = gaps_of(is_strategic=self.version.plan.kind == Plan.Kind.IVP)
        numbers = map(int, self.versions)
        form = CompletenessForm(
            self.request.GET, gaps=gaps, towns=self.towns.values(), versions=numbers
        )
        form.is_valid()
        return form

    def get(self, request, slug: str):
        """The page; 400 for a filter that does not exist, and then only what is valid counts."""
        told = self.form.cleaned_data
        gap = Gap(told["soort"]) if told.get("soort") else None
        version = self.versions.get(told.get("versie", ""), self.version)
        version.plan = self.version.plan
        town = self.towns.get(told.get("gemeente", ""))
        writable = writable_in(version) if self.is_keeper else None
        found = missing_from(version, gap=gap, town=town, writable=writable)
        context = self.context(
            form=self.form,
            gap=gap,
            shown_version=version,
            found=found,
            total=sum(found.counts.values()),
            page=self._page_of(found.missing[0].rows) if gap and found.missing else None,
            writable=writable,
            day=self.reference_day,
        )
        status = 400 if self.form.errors else 200
        return render(request, "plans/completeness.html", context, status=status)

    def _page_of(self, rows):
        """The rows of the one gap that was asked, a page at a time."""
        return Paginator(rows, self.page_size).get_page(self.request.GET.get("bladzijde"))
