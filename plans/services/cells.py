"""The cells in which the statuses of a plan are kept."""

from collections.abc import Collection, Iterable

from plans.models import Activity, Cell, Municipality, Plan


def make_cells(
    *, plan: Plan, activities: Iterable[Activity], towns: Collection[Municipality]
) -> list[Cell]:
    """Make a cell for each activity and municipality, and for the group where there is one.

    An activity that a municipality added for itself has a cell of that municipality alone.
    """
    columns: list[Municipality | None] = [*towns, *([None] if plan.group_id else [])]
    return Cell.objects.bulk_create(
        Cell(activity=activity, municipality=town)
        for activity in activities
        for town in columns
        if activity.owner_id is None or (town is not None and town.pk == activity.owner_id)
    )
