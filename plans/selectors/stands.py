"""How the activities of themes stand, for pages that show them beside their text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.models import ActivityWording, Cell, Municipality, ThemeWording
from plans.rules.counts import Count, count
from plans.rules.matrix import Shown
from plans.selectors.cells import shown_cells
from plans.selectors.reading import columns_of


@dataclass(frozen=True, slots=True)
class ActivityStand:
    """An activity with its cell at each municipality; None where it does not apply."""

    wording: ActivityWording
    cells: Sequence[tuple[Municipality, Shown | None]]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A theme that carries another out, with how far each municipality is."""

    wording: ThemeWording
    activities: int
    counts: Sequence[tuple[Municipality, Count]]

    @property
    def has_group(self) -> bool:
        """Whether the group carries anything of it out (H)."""
        return any(count.by_group for _town, count in self.counts)


def stands_of(
    activities: Sequence[ActivityWording], columns: Sequence[Municipality]
) -> list[ActivityStand]:
    """The newest stand of activities at each municipality of their plan."""
    cells: dict[int, dict[int | None, Cell]] = {}
    for cell in Cell.objects.filter(activity__in=[each.activity_id for each in activities]):
        cells.setdefault(cell.activity_id, {})[cell.municipality_id] = cell
    return [_stand(each, cells.get(each.activity_id, {}), columns) for each in activities]


def _stand(
    wording: ActivityWording,
    cells: Mapping[int | None, Cell],
    columns: Sequence[Municipality],
) -> ActivityStand:
    seen = shown_cells(cells)
    owner = wording.activity.owner_id
    return ActivityStand(
        wording,
        [
            (town, seen[town.pk][1] if town.pk in seen and owner in (None, town.pk) else None)
            for town in columns
        ],
    )


def with_counts(themes: Sequence[ThemeWording]) -> list[CarriedOut]:
    """Themes of other plans with the counts of their activities by municipality."""
    columns = columns_of({theme.version.plan_id for theme in themes})
    cells, activities = _cells([theme.pk for theme in themes])
    return [
        CarriedOut(
            theme,
            len(activities.get(theme.pk, ())),
            [
                (town, count(cells.get((theme.pk, town.pk), ())))
                for town in columns.get(theme.version.plan_id, [])
            ],
        )
        for theme in themes
    ]


Cells = dict[tuple[int, int], list[tuple[str, str]]]


def _cells(themes: Iterable[int]) -> tuple[Cells, dict[int, set[int]]]:
    """The cells of live activities by theme and municipality, and the activities by theme."""
    rows = Cell.objects.filter(
        activity__wordings__theme__in=themes,
        activity__wordings__end_kind="",
        municipality__isnull=False,
    )
    cells: Cells = {}
    activities: dict[int, set[int]] = {}
    for theme, activity, town, status, level in rows.order_by().values_list(
        "activity__wordings__theme_id", "activity_id", "municipality_id", "status", "level"
    ):
        cells.setdefault((theme, town), []).append((status, level))
        activities.setdefault(theme, set()).add(activity)
    return cells, activities
