"""The activities of one coordinator or partner, with how each stands at its municipalities."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch, QuerySet

from plans.models import ActivityWording, Cell, Coordinator, Partner, PlanVersion, User
from plans.models.activities import LINKS
from plans.rules.matrix import Shown
from plans.rules.status import Status
from plans.selectors.cells import shown_cells

ORDER = [*(status.value for status in Status), ""]


@dataclass(frozen=True, slots=True)
class Stand:
    """How an activity stands at its municipalities: one cell, or how many cells have a status.

    Cells that are left to the group (H) are counted apart, with the one status of the group.
    """

    cell: Shown | None
    counts: Sequence[tuple[str, int]]
    by_group: int
    group_status: str


def links_of(party: Coordinator | Partner, user: User | AnonymousUser) -> QuerySet[Model]:
    """Where a party stands in the current versions of the plans that the user sees.

    Each link is joined with its activity, theme, plan and the cells of the activity.
    """
    cells = Cell.objects.select_related("municipality").order_by("pk")
    rows = LINKS[type(party)]._default_manager.filter(
        **{str(party._meta.model_name): party},
        wording__end_kind="",
        wording__version__in=PlanVersion.objects.visible_to(user).current(),
    )
    return (
        rows.select_related("wording__activity", "wording__theme", "wording__version__plan__group")
        .prefetch_related(Prefetch("wording__activity__cells", queryset=cells))
        .order_by(
            "-wording__version__plan__starts_on",
            "wording__version__plan__title",
            "wording__theme__position",
            "wording__position",
            "pk",
        )
    )


def stand_of(wording: ActivityWording) -> Stand:
    """The stand of an activity whose cells were fetched; a municipality's own has one cell."""
    activity = wording.activity
    cells = {cell.municipality_id: cell for cell in activity.cells.all()}
    shown = {town: cell for town, (_row, cell) in shown_cells(cells).items()}
    if activity.owner_id is not None:
        shown = {town: cell for town, cell in shown.items() if town == activity.owner_id}
    return summed(shown.values())


def summed(cells: Iterable[Shown]) -> Stand:
    """Cells as one stand."""
    cells = list(cells)
    counted = Counter(cell.status for cell in cells if not cell.by_group)
    by_group = [cell for cell in cells if cell.by_group]
    return Stand(
        cell=cells[0] if len(cells) == 1 else None,
        counts=[(status, counted[status]) for status in ORDER if counted[status]],
        by_group=len(by_group),
        group_status=by_group[0].status if by_group else "",
    )
