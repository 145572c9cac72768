"""The history of the texts of a plan, as its page reads it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from plans.models import Activity, ActivityWording, Plan, TextChange, Theme, ThemeWording


@dataclass(frozen=True, slots=True)
class Pages:
    """Of which activities and themes (primary keys) the version that holds has a page."""

    activities: Collection[int]
    themes: Collection[int]


def changes_of(plan: Plan) -> QuerySet[TextChange]:
    """Every change of the texts of a plan with who made it, newest first."""
    joined = plan.text_changes.with_author().select_related("version", "theme", "activity")
    return joined.order_by("-at", "-pk")


def people_of(plan: Plan) -> list[tuple[str, str]]:
    """Who changed the texts of a plan: a value for in the address, and the name."""
    rows = plan.text_changes.order_by().values_list(
        "actor_id", "actor__name", "imported_actor_id", "imported_actor__name"
    )
    found = {
        (f"i{imported}", imported_name) if actor is None else (f"{actor}", name)
        for actor, name, imported, imported_name in rows.distinct()
    }
    return sorted(found, key=lambda each: (each[1].casefold(), each[0]))


def pages_of(plan: Plan, changes: Sequence[TextChange]) -> Pages:
    """Which parts of these changes can be linked to."""
    current = {"version__plan": plan, "version__is_current": True}
    activities = ActivityWording.objects.filter(
        activity__in={each.activity_id for each in changes if each.activity_id}, **current
    )
    themes = ThemeWording.objects.filter(
        theme__in={each.theme_id for each in changes if each.theme_id}, **current
    )
    return Pages(
        frozenset(activities.order_by().values_list("activity_id", flat=True)),
        frozenset(themes.order_by().values_list("theme_id", flat=True)),
    )


def name_of(part: Activity | Theme) -> str:
    """What a part is called in the newest version that has it."""
    wordings = part.wordings.order_by("-version__number")
    return str(wordings.first() or part)
