"""The page of one activity."""

from django.http import Http404
from django.shortcuts import render

from plans.rules.planning import phase_on
from plans.rules.terms import term_of
from plans.selectors.activities import timelines_of, trail_of, version_to_write
from plans.selectors.cells import wording_of
from plans.selectors.plans import current_versions
from plans.selectors.reading import columns_of, glossary_of
from plans.views.base import PlanView


class ActivityDetail(PlanView):
    """What an activity asks, of whom, and how it went at each municipality."""

    def get(self, request, slug: str, key: str):
        """The page."""
        wording = wording_of(request.user, slug, key)
        if wording is None:
            raise Http404("Deze activiteit is er niet, of uw rol ziet haar niet.")
        seen = current_versions(request.user)
        context = self.context(
            wording=wording,
            term=term_of(wording.planning),
            further_themes=wording.further_themes.all(),
            columns=columns_of([self.version.plan_id])[self.version.plan_id],
            glossary=glossary_of(self.version.plan, seen),
            coordinators=wording.coordinator_links.select_related("coordinator"),
            partners=wording.partner_links.select_related("partner"),
            phase=phase_on(wording.planning, self.reference_day),
            timelines=timelines_of(wording),
            day=self.reference_day,
            trail=trail_of(request.user, wording),
            to_write=version_to_write(request.user, wording),
        )
        return render(request, "plans/activity.html", context)
