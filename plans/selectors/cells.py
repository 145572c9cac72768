"""One cell, its activity and its history, as pages read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q

from plans.models import (
    PLANNING_FIELDS,
    ActivityWording,
    Cell,
    Entry,
    Municipality,
    PlanVersion,
    User,
)
from plans.rules.counts import Count, count
from plans.rules.matrix import Shown, attention, shown
from plans.rules.planning import Planning
from plans.rules.status import effective

GROUP = "groep"
PLANNING = (
    "theme_id",
    *PLANNING_FIELDS,
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An entry as a reader sees it: what it was before, and whether it was withdrawn."""

    entry: Entry
    before: str
    withdrawn_by: Entry | None
    is_withdrawal: bool

    @property
    def stands(self) -> bool:
        """Whether the entry still counts."""
        return not self.is_withdrawal and self.withdrawn_by is None


def wording_of(user: User | AnonymousUser, slug: str, key: str) -> ActivityWording | None:
    """An activity of a plan that the user sees, joined with its version and plan.

    As the current version has it; else as the newest version that has it: one that ended stays
    readable, and one that is only in a concept can be read already.
    """
    versions = PlanVersion.objects.visible_to(user).filter(plan__slug=slug)
    return (
        ActivityWording.objects.filter(version__in=versions, activity__key=key)
        .select_related("activity__owner", "theme", "version__plan__group")
        .order_by("-version__is_current", "-version__number")
        .first()
    )


def cell_of(wording: ActivityWording, column: str) -> Cell | None:
    """The cell of an activity at a municipality (its code) or at the group (``groep``)."""
    at = {"municipality": None} if column == GROUP else {"municipality__code": column}
    cells = Cell.objects.select_related("municipality").filter(activity=wording.activity_id, **at)
    return cells.order_by().first()


def history_of(cell: Cell) -> list[HistoryLine]:
    """The history of a cell, newest first."""
    return lines_of(list(cell.entries.with_author()))


def lines_of(entries: Sequence[Entry]) -> list[HistoryLine]:
    """Entries of one cell, in the order in which they were recorded, as lines; newest first."""
    before: dict[int, str] = {}
    status = ""
    for fact in effective(entry.fact for entry in entries):
        before[fact.number] = status
        status = fact.status or status
    withdrawals = {entry.cancels_id: entry for entry in entries if entry.cancels_id}
    return [
        HistoryLine(
            entry,
            before.get(entry.pk, ""),
            withdrawals.get(entry.pk),
            entry.cancels_id is not None,
        )
        for entry in reversed(entries)
    ]


@dataclass(frozen=True, slots=True)
class Renewed:
    """What the matrix must show anew after a change, by municipality: cell and counts."""

    cells: Sequence[tuple[Municipality, Shown]]
    counts: Sequence[tuple[Municipality, Count, Count]]
    empty: int
    attention: int


def renewed(wording: ActivityWording, cell: Cell, day: date) -> Renewed:
    """The cells of this activity that a change touches, with the counts of theme and plan.

    ``empty`` and ``attention`` count the cells of the changed cell's municipality on a day.
    """
    rows = Cell.objects.filter(
        activity__wordings__version=wording.version_id, activity__wordings__end_kind=""
    )
    if cell.municipality_id is not None:
        rows = rows.filter(Q(municipality=cell.municipality_id) | Q(municipality=None))
    rows = rows.annotate(**{name: F(f"activity__wordings__{name}") for name in PLANNING})
    by_activity: dict[int, dict[int | None, Cell]] = {}
    for row in rows.select_related("municipality").order_by():
        by_activity.setdefault(row.activity_id, {})[row.municipality_id] = row
    seen = {activity: shown_cells(cells) for activity, cells in by_activity.items()}
    theme = [cells for cells in seen.values() if _theme_of(cells) == wording.theme_id]
    here = seen[wording.activity_id]
    own = [cells[cell.municipality_id] for cells in seen.values() if cell.municipality_id in cells]
    asked = [attention(shown, _planning(each), day) for each, shown in own]
    return Renewed(
        cells=[(town, shown) for town, shown in _towns(here)],
        counts=[
            (town, _count(theme, town.pk), _count(seen.values(), town.pk))
            for town, _shown in _towns(here)
        ],
        empty=sum(not shown.status and not shown.by_group for _each, shown in own),
        attention=sum(why is not None for why in asked),
    )


def _towns(cells: Mapping[int, tuple[Cell, Shown]]) -> Iterator[tuple[Municipality, Shown]]:
    for cell, shown_cell in cells.values():
        if cell.municipality is not None:
            yield cell.municipality, shown_cell


def _theme_of(cells: Mapping[int, tuple[Cell, Shown]]) -> object:
    return vars(next(iter(cells.values()))[0])["theme_id"]  # annotated by ``renewed``


def _planning(cell: Cell) -> Planning:
    return Planning(*(getattr(cell, name) for name in PLANNING[1:]))


def _count(activities: Iterable[Mapping[int, tuple[Cell, Shown]]], town: int) -> Count:
    return count(cells[town][1][:2] for cells in activities if town in cells)


def shown_cells(cells: Mapping[int | None, Cell]) -> dict[int, tuple[Cell, Shown]]:
    """The cells of one activity as they are shown, by municipality; the group's under None."""
    group = plain(cells[None]) if None in cells else Shown()
    return {pk: (cell, shown(plain(cell), group)) for pk, cell in cells.items() if pk is not None}


def plain(cell: Cell) -> Shown:
    """A cell's own stand."""
    return Shown(cell.status, cell.level, cell.target, cell.touched)
