"""The matrix of a plan on a day, in a fixed number of queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from django.db.models import Value

from plans.models import (
    PLANNING_FIELDS,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Entry,
    Municipality,
    PlanVersion,
    ThemeWording,
)
from plans.rules.counts import Count, add, count
from plans.rules.matrix import Attention, Choice, Line, Shown, Text, attention, matches, shown
from plans.rules.planning import Phase, Planning, phase_on
from plans.rules.status import Fact, Level, Status, stand_on

NOBODY = Shown()
ELSEWHERE = Shown(Status.NVT)


@dataclass(frozen=True, slots=True)
class Block:
    """A theme with the rows that are shown, and the counts of all its rows by municipality."""

    pk: int
    number: str
    title: str
    running: Sequence[Line]
    later: Sequence[Line]
    total: int
    counts: Mapping[int, Count]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Everything the matrix shows."""

    version: PlanVersion
    day: date
    choice: Choice
    columns: Sequence[Municipality]
    all_columns: Sequence[Municipality]
    blocks: Sequence[Block]
    themes: Sequence[ThemeWording]
    lines: Sequence[Line]
    shown_count: int
    totals: Mapping[int, Count]

    def attention(self, municipality: int) -> list[tuple[Line, Attention]]:
        """The rows whose cell at this municipality asks for attention."""
        found = (
            (line, attention(line.cells.get(municipality, NOBODY), line.text.planning, self.day))
            for line in self.lines
        )
        return [(line, why) for line, why in found if why is not None]


@dataclass(frozen=True, slots=True)
class PlanText:
    """The columns, themes and texts of a version: all of the matrix but its statuses."""

    columns: Sequence[Municipality]
    themes: Sequence[ThemeWording]
    rows: Sequence[Text]


def text_of(version: PlanVersion) -> PlanText:
    """The text of a version, read once until something of it was written.

    Each process remembers the texts that it read last under the moment of their last change, which
    comes fresh from the database with every request. Statuses are never remembered.
    """
    return remembered_text(version.pk, version.plan_id, version.plan.text_changed_at)


@lru_cache(maxsize=32)
def remembered_text(version: int, plan: int, changed_at: datetime) -> PlanText:
    """Read a text in four queries; ``changed_at`` only tells one state of it from the next."""
    towns = Municipality.objects.filter(planmunicipality__plan=plan)
    themes = ThemeWording.objects.live().filter(version=version)
    return PlanText(
        tuple(towns.order_by("planmunicipality__position")),
        tuple(themes.order_by("position", "pk")),
        tuple(_texts(version)),
    )


def _texts(version: int) -> Iterator[Text]:
    coordinators, partners = _names(version)
    wordings = ActivityWording.objects.live().filter(version=version)
    rows = wordings.order_by("theme__position", "position", "pk").values_list(
        "pk",
        "activity_id",
        "activity__key",
        "activity__owner_id",
        "theme_id",
        "subject",
        "title",
        "description",
        "points",
        "coordinator_undecided",
        *PLANNING_FIELDS,
        "heading",
    )
    for (
        pk,
        activity,
        key,
        owner,
        theme,
        subject,
        title,
        description,
        points,
        undecided,
        written,
        start,
        end,
        open_ended,
        continuous,
        condition,
        heading,
    ) in rows:
        yield Text(
            activity,
            key,
            theme,
            subject,
            title,
            description,
            tuple(points),
            tuple(coordinators.get(pk, ())),
            undecided,
            tuple(partners.get(pk, ())),
            Planning(written, start, end, open_ended, continuous, condition),
            owner,
            heading,
        )


def _names(version: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The names of coordinators and of partners by wording, in the order of the plan."""
    links = ((ActivityCoordinator, "coordinator__name"), (ActivityPartner, "partner__name"))
    first, second = (
        link._default_manager.filter(wording__version=version)
        .order_by()
        .values_list(Value(kind), "wording_id", "position", field)
        for kind, (link, field) in enumerate(links)
    )
    found: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
    for kind, wording, _position, name in sorted(first.union(second, all=True)):
        found[kind].setdefault(wording, []).append(name)
    return found


def matrix_page(
    *, version: PlanVersion, day: date, choice: Choice, text: PlanText | None = None
) -> MatrixPage:
    """The matrix of a version on a day."""
    text = text or text_of(version)
    newest = version.plan.newest_entry_on
    is_newest = newest is None or newest <= day
    cells = _newest_cells(version) if is_newest else _cells_on(version, day)
    lines = [
        Line(row, phase_on(row.planning, day), _cells_of(row, cells.get(row.pk, {}), text.columns))
        for row in text.rows
    ]
    chosen = [town for town in text.columns if town.code in choice.municipalities]
    chosen = chosen or list(text.columns)
    blocks = [_block(theme, rows, choice, chosen) for theme, rows in _by_theme(text.themes, lines)]
    left = [block for block in blocks if not choice.themes or block.number in choice.themes]
    return MatrixPage(
        version=version,
        day=day,
        choice=choice,
        columns=chosen,
        all_columns=text.columns,
        blocks=left,
        themes=text.themes,
        lines=lines,
        shown_count=sum(len(block.running) + len(block.later) for block in left),
        totals={town.pk: add(block.counts[town.pk] for block in blocks) for town in chosen},
    )


def _cells_of(
    row: Text, cells: dict[int, Shown], columns: Sequence[Municipality]
) -> dict[int, Shown]:
    """The cells of an activity; one that a municipality added for itself applies nowhere else."""
    if row.owner is None:
        return cells
    return {
        town.pk: cells.get(town.pk, NOBODY) if town.pk == row.owner else ELSEWHERE
        for town in columns
    }


def _newest_cells(version: PlanVersion) -> dict[int, dict[int, Shown]]:
    """The newest stand of each cell by activity and municipality."""
    rows = Cell.objects.filter(activity__plan=version.plan_id).order_by()
    raw: dict[int, dict[int | None, Shown]] = {}
    for activity, town, *stand in rows.values_list(
        "activity_id", "municipality_id", "status", "level", "target", "touched"
    ):
        raw.setdefault(activity, {})[town] = Shown._make(stand)
    return _with_group(raw)


def _cells_on(version: PlanVersion, day: date) -> dict[int, dict[int, Shown]]:
    """The stand of each cell on a day, from the entries."""
    entries = Entry.objects.filter(cell__activity__plan=version.plan_id, valid_from__lte=day)
    rows = entries.order_by("pk").values_list(
        "cell__activity_id",
        "cell__municipality_id",
        "pk",
        "valid_from",
        "status",
        "level",
        "target",
        "note",
        "cancels_id",
    )
    facts: dict[tuple[int, int | None], list[Fact]] = {}
    for activity, town, number, since, status, level, target, note, cancels in rows:
        fact = Fact(number, since, status, level, target, note, cancels)
        facts.setdefault((activity, town), []).append(fact)
    raw: dict[int, dict[int | None, Shown]] = {}
    for (activity, place), found in facts.items():
        stand = stand_on(found, day)
        cell = Shown(stand.status, stand.level, stand.target, stand.touched)
        raw.setdefault(activity, {})[place] = cell
    return _with_group(raw)


def _with_group(raw: dict[int, dict[int | None, Shown]]) -> dict[int, dict[int, Shown]]:
    """Put the group's own stand into the cells that are left to the group."""
    for cells in raw.values():
        group = cells.pop(None, NOBODY)
        for town, cell in cells.items():
            if cell.level == Level.GROEP:
                cells[town] = shown(cell, group)
    return cast(dict[int, dict[int, Shown]], raw)  # no key is None any more


def _by_theme(
    themes: Sequence[ThemeWording], lines: Sequence[Line]
) -> Iterable[tuple[ThemeWording, list[Line]]]:
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.text.theme, []).append(line)
    return ((theme, rows.get(theme.pk, [])) for theme in themes)


def _block(
    theme: ThemeWording, rows: list[Line], choice: Choice, columns: Sequence[Municipality]
) -> Block:
    pks = [town.pk for town in columns]
    left = [line for line in rows if matches(line, choice, pks)] if choice.filters else rows
    return Block(
        theme.pk,
        theme.number,
        theme.title,
        [line for line in left if line.phase is not Phase.LATER],
        [line for line in left if line.phase is Phase.LATER],
        len(rows),
        _counts(rows, columns),
    )


def _counts(lines: Iterable[Line], columns: Sequence[Municipality]) -> dict[int, Count]:
    cells = [line.cells for line in lines]
    return {
        pk: count(each.get(pk, NOBODY)[:2] for each in cells)
        for pk in (town.pk for town in columns)
    }
