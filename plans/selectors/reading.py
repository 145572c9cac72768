"""The text of a plan as people read it, whatever its structure, in a fixed number of queries.

``seen`` are the current versions that this reader sees: what stands in another plan is read only
out of those.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count as CountRows
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from plans.models import (
    Abbreviation,
    ActivityWording,
    Municipality,
    Plan,
    PlanMunicipality,
    PlanVersion,
    SafetyTheme,
    ThemeWording,
)


@dataclass(frozen=True, slots=True)
class RelatedPlans:
    """The plans around a plan."""

    implements: Plan | None
    implemented_by: Sequence[Plan]
    continues: Plan | None
    continued_by: Sequence[Plan]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with the one that it carries out, and those by which it is carried out."""

    wording: ThemeWording
    carries_out: ThemeWording | None
    carried_out_by: Sequence[ThemeWording]
    activities: int


@dataclass(frozen=True, slots=True)
class ThemeText:
    """A theme with all that it says, and its activities."""

    line: ThemeLine
    activities: Sequence[ActivityWording]

    @property
    def wording(self) -> ThemeWording:
        """The text of the theme itself."""
        return self.line.wording


@dataclass(frozen=True, slots=True)
class VersionText:
    """All that a version says: what it has, and what ended in it."""

    themes: Sequence[ThemeText]
    ended_themes: Sequence[ThemeWording]
    ended_activities: Sequence[ActivityWording]

    @property
    def activities(self) -> int:
        """How many activities the version has."""
        return sum(len(theme.activities) for theme in self.themes)


def related_plans(plan: Plan, seen: QuerySet[PlanVersion]) -> RelatedPlans:
    """The plans that this one carries out or continues, and the other way around."""
    around = Q(pk__in=filter(None, (plan.implements_id, plan.continues_id)))
    around |= Q(implements=plan) | Q(continues=plan)
    plans = Plan.objects.filter(around, pk__in=seen.order_by().values("plan"))
    found = list(plans.order_by("starts_on", "title", "pk"))
    by_pk: dict[int | None, Plan] = {each.pk: each for each in found}
    return RelatedPlans(
        by_pk.get(plan.implements_id),
        [each for each in found if each.implements_id == plan.pk],
        by_pk.get(plan.continues_id),
        [each for each in found if each.continues_id == plan.pk],
    )


def glossary_of(plan: Plan, seen: QuerySet[PlanVersion]) -> dict[str, str]:
    """The meaning of each abbreviation of the plan's own list and of the plan it carries out."""
    carried_out = seen.filter(plan=plan.implements_id).order_by().values("plan")
    rows = Abbreviation.objects.filter(Q(plan=plan) | Q(plan__in=carried_out)).order_by("position")
    own_last = sorted(rows, key=lambda row: row.plan_id == plan.pk)
    return {row.abbreviation: row.meaning for row in own_last}


def themes_of(
    version: PlanVersion, seen: QuerySet[PlanVersion], *, only: int | None = None
) -> list[ThemeLine]:
    """The themes of a version in its order, also those that ended in it; or only one of them."""
    rows = ThemeWording.objects.filter(version=version, **({"pk": only} if only else {}))
    live = CountRows("activities", filter=Q(activities__end_kind=""))
    themes = list(rows.annotate(number_of_activities=live).order_by("position", "pk"))
    carried_out = _carried_out(themes, seen)
    carried_out_by = _carried_out_by(themes, seen)
    return [
        ThemeLine(
            theme,
            carried_out.get(theme.carries_out_id),
            carried_out_by.get(theme.theme_id, []),
            vars(theme)["number_of_activities"],
        )
        for theme in themes
    ]


def _carried_out(
    themes: Iterable[ThemeWording], seen: QuerySet[PlanVersion]
) -> dict[int | None, ThemeWording]:
    identities = {theme.carries_out_id for theme in themes} - {None}
    rows = ThemeWording.objects.filter(theme__in=identities, version__in=seen.order_by())
    return {row.theme_id: row for row in rows.select_related("version__plan")}


def _carried_out_by(
    themes: Iterable[ThemeWording], seen: QuerySet[PlanVersion]
) -> dict[int | None, list[ThemeWording]]:
    identities = [theme.theme_id for theme in themes]
    rows = ThemeWording.objects.live().filter(
        carries_out__in=identities, version__in=seen.order_by()
    )
    found: dict[int | None, list[ThemeWording]] = {}
    for row in rows.select_related("version__plan").order_by(
        "version__plan__starts_on", "version__plan__title", "position", "pk"
    ):
        found.setdefault(row.carries_out_id, []).append(row)
    return found


def text_of_version(
    version: PlanVersion, seen: QuerySet[PlanVersion], *, only: int | None = None
) -> VersionText:
    """The whole text of a version, or that of one theme of it."""
    lines = themes_of(version, seen, only=only)
    places = Prefetch("safety_themes", SafetyTheme.objects.select_related("field"))
    prefetch_related_objects([line.wording for line in lines], places)
    activities = _activities([line.wording.pk for line in lines])
    by_theme: dict[int, list[ActivityWording]] = {}
    for activity in activities:
        if activity.is_live:
            by_theme.setdefault(activity.theme_id, []).append(activity)
    return VersionText(
        [
            ThemeText(line, by_theme.get(line.wording.pk, []))
            for line in lines
            if line.wording.is_live or only
        ],
        [line.wording for line in lines if not line.wording.is_live],
        [activity for activity in activities if not activity.is_live],
    )


def _activities(themes: Sequence[int]) -> list[ActivityWording]:
    rows = ActivityWording.objects.filter(theme__in=themes).with_parties()
    rows = rows.select_related("activity__owner").prefetch_related("further_themes")
    return list(rows.order_by("theme__position", "position", "pk"))


def theme_wording(plan: Plan, theme: int) -> ThemeWording | None:
    """A theme as the current version has it, or else as the newest version had it."""
    rows = ThemeWording.objects.filter(theme__pk=theme, version__plan=plan)
    rows = rows.select_related("version__plan__group", "version__plan__municipality")
    return rows.order_by("-version__is_current", "-version__number").first()


def columns_of(plans: Iterable[int]) -> dict[int, list[Municipality]]:
    """The municipalities of plans, each in the order of its columns."""
    links = PlanMunicipality.objects.filter(plan__in=plans)
    found: dict[int, list[Municipality]] = {}
    for link in links.select_related("municipality").order_by("position", "pk"):
        found.setdefault(link.plan_id, []).append(link.municipality)
    return found


def also_serving(theme: ThemeWording) -> list[ActivityWording]:
    """The activities of other themes that serve this one too."""
    rows = ActivityWording.objects.live().filter(further_themes=theme.pk, version=theme.version_id)
    return list(rows.select_related("activity", "theme").order_by("theme__position", "position"))
