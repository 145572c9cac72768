"""One activity with the history of each municipality."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import ActivityWording, Cell, Entry
from plans.rules.matrix import Shown, shown
from plans.rules.status import Level
from plans.selectors.cells import GROUP, HistoryLine, lines_of, plain


@dataclass(frozen=True, slots=True)
class Timeline:
    """A municipality's cell of an activity with its history; ``column`` as in its address."""

    name: str
    column: str
    cell: Cell
    shown: Shown
    lines: Sequence[HistoryLine]


def timelines_of(wording: ActivityWording) -> list[Timeline]:
    """The history of an activity at each municipality in plan order, the group's own last.

    The group's own is left out where no municipality leaves the work to it.
    """
    plan = wording.version.plan
    places = plan.planmunicipality_set.values_list("municipality_id", "position")
    order: dict[int | None, int] = dict(places)
    cells = list(Cell.objects.filter(activity=wording.activity_id).select_related("municipality"))
    entries: dict[int, list[Entry]] = {}
    rows = Entry.objects.filter(cell__activity=wording.activity_id).order_by("pk")
    for entry in rows.with_author():
        entries.setdefault(entry.cell_id, []).append(entry)
    group = next((cell for cell in cells if cell.municipality_id is None), None)
    of_group = plain(group) if group else Shown()
    is_used = any(cell.level == Level.GROEP for cell in cells)
    kept = [cell for cell in cells if cell.municipality_id is not None or is_used]
    kept.sort(key=lambda cell: order.get(cell.municipality_id, len(order)))
    return [_timeline(cell, of_group, entries.get(cell.pk, []), plan.group) for cell in kept]


def _timeline(cell: Cell, group: Shown, entries: Sequence[Entry], name: object) -> Timeline:
    town = cell.municipality
    return Timeline(
        str(town) if town else f"{name} (H)",
        town.code if town else GROUP,
        cell,
        shown(plain(cell), group),
        lines_of(entries),
    )
