"""The history of the texts of a plan."""

from django.core.paginator import Paginator
from django.shortcuts import render

from plans.filters import TextChangeFilter
from plans.selectors.history import activities_with_page, changes_of, name_of, people_of
from plans.tables.history import days_of
from plans.views.base import PlanView


class History(PlanView):
    """Every change of every field of every part: who, when, from what, to what."""

    page_size = 50

    def get(self, request, slug: str):
        """The page; 400 for a filter that does not exist, and then only what is valid counts."""
        plan = self.version.plan
        found = TextChangeFilter(
            request.GET, changes_of(plan), request=request, plan=plan, people=people_of(plan)
        )
        page = Paginator(found.qs, self.page_size).get_page(request.GET.get("bladzijde"))
        told = found.form.cleaned_data
        part = told.get("activiteit") or told.get("thema")
        context = self.context(
            form=found.form,
            part_name=name_of(part) if part else "",
            is_filtered=any(told.values()),
            page=page,
            linked=activities_with_page(plan, page.object_list),
            days=days_of(page.object_list),
        )
        status = 400 if found.form.errors else 200
        return render(request, "plans/history/list.html", context, status=status)
