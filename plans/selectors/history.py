"""The history of the texts of a plan, as its page reads it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from plans.models import Activity, ActivityWording, Plan, TextChange, Theme


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


def activities_with_page(plan: Plan, changes: Iterable[TextChange]) -> frozenset[int]:
    """The activities of these changes that the version that holds has; others have no page."""
    rows = ActivityWording.objects.filter(
        version__plan=plan,
        version__is_current=True,
        activity__in={each.activity_id for each in changes if each.activity_id},
    )
    return frozenset(rows.order_by().values_list("activity_id", flat=True))


def name_of(part: Activity | Theme) -> str:
    """What a part is called in the newest version that has it."""
    wordings = part.wordings.order_by("-version__number")
    return str(wordings.first() or part)
