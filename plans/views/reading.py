"""Reading a plan: a theme of it, and the whole text of one version."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import render

from plans.models import PlanVersion, ThemeWording
from plans.selectors.plans import current_versions
from plans.selectors.reading import (
    also_serving,
    columns_of,
    glossary_of,
    related_plans,
    text_of_version,
    theme_wording,
)
from plans.selectors.stands import stands_of, with_counts
from plans.views.base import PlanView, VersionView


class ThemeDetail(PlanView):
    """What a theme wants, by what it is carried out, and how its activities stand."""

    @cached_property
    def wording(self) -> ThemeWording:
        """The theme as the current version has it, or else as the newest one had it."""
        return self._found(theme_wording(self.version.plan, self.kwargs["pk"]))

    @staticmethod
    def _found(wording: ThemeWording | None) -> ThemeWording:
        if wording is None:
            raise Http404("Dit thema is er niet, of uw rol ziet het niet.")
        return wording

    def get(self, request, slug: str, pk: int, number: int | None = None):
        """The page."""
        version, seen = self.wording.version, current_versions(request.user)
        text = text_of_version(version, seen, only=self.wording.pk)
        theme = text.themes[0]
        columns = columns_of([version.plan_id])[version.plan_id]
        carrying = with_counts(theme.line.carried_out_by)
        plans = [version.plan, *(each.wording.version.plan for each in carrying)]
        context = self.context(
            has_fiction=any(plan.has_fiction for plan in plans),
            theme=theme,
            wording=theme.wording,
            text_version=version,
            columns=columns,
            stands=stands_of(theme.activities, columns),
            ended_activities=text.ended_activities,
            also_serving=also_serving(theme.wording),
            carried_out_by=carrying,
            glossary=glossary_of(version.plan, seen),
            day=self.reference_day,
        )
        return render(request, "plans/reading/theme.html", context)


class ThemeOfVersion(ThemeDetail, VersionView):
    """The same theme in one version, also when that holds no more."""

    @cached_property
    def wording(self) -> ThemeWording:
        """The theme as this version has it."""
        rows = self.version.themes.select_related("version__plan__group")
        return self._found(rows.filter(theme__pk=self.kwargs["pk"]).first())


class VersionText(VersionView):
    """The whole text of one version, to read and to print; statuses are no part of it."""

    def get(self, request, slug: str, number: int):
        """The page."""
        version, plan = self.version, self.version.plan
        seen = current_versions(request.user)
        context = self.context(
            text=text_of_version(version, seen),
            current=self._current,
            related=related_plans(plan, seen),
            columns=columns_of([plan.pk])[plan.pk],
            glossary=glossary_of(plan, seen),
            # The text is no fiction; the adoption that it names may be.
            has_fiction=version.adoption_is_fictional,
        )
        return render(request, "plans/reading/version.html", context)

    @property
    def _current(self) -> PlanVersion:
        """The version that holds now."""
        return (
            self.version if self.version.is_current else self.version.plan.versions.current().get()
        )
