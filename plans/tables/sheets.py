"""The matrix and its changes as a file: what is on the screen, with its words and colours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from config.common.exporting.sheets import Sheet, Tinted, Value, sheet_of
from plans.models import Municipality, PlanVersion
from plans.rules.matrix import Line, Shown, View
from plans.rules.status import Stand
from plans.selectors.changes import CellChange
from plans.selectors.matrix import Block, MatrixPage
from plans.tables.statuses import word_of

Notes = Sequence[tuple[str, str]]
NOTHING = Shown()
NOT_HERE = "geldt hier niet"
UNDECIDED = "nader te bepalen"
UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the matrix: its head, and what it says of a row of a theme."""

    name: str
    tell: Callable[[Block, Line], Value]


class MatrixSheet:
    """A page of the matrix as rows; ``headings`` are the groups of subjects by activity."""

    def __init__(self, page: MatrixPage, headings: Mapping[int, str]):
        self.page, self.headings = page, headings
        self.rows = [
            (block, line) for block in page.blocks for line in (*block.running, *block.later)
        ]

    def sheet(self, notes: Notes) -> Sheet:
        """The sheet, with each row marked when the plan holds fiction."""
        columns = [*self._texts(), *self._stands()]
        plan = self.page.version.plan
        return sheet_of(
            title="Matrix",
            heads=[column.name for column in columns],
            rows=[[column.tell(*row) for column in columns] for row in self.rows],
            notes=[
                ("Plan", plan.title),
                ("Peildatum", date_format(self.page.day, "j F Y")),
                ("Weergave", str(self.page.choice.view)),
                *notes,
            ],
            fictional=[plan.has_fiction] * len(self.rows),
        )

    def _texts(self) -> Iterator[Head]:
        """What a row says; a part that no row has gets no column."""
        lines = [line for _block, line in self.rows]
        yield Head("Thema", lambda block, line: f"{block.number} {block.title}")
        if any(self.headings.get(line.text.pk) for line in lines):
            yield Head("Groep", lambda block, line: self.headings.get(line.text.pk, ""))
        yield Head("Onderwerp", lambda block, line: line.text.subject)
        yield Head("Activiteit", lambda block, line: line.text.title)
        if any(line.text.description for line in lines):
            yield Head("Omschrijving", lambda block, line: line.text.description)
        if any(line.text.points for line in lines):
            yield Head("Punten", lambda block, line: "\n".join(line.text.points))
        yield Head("Coördinatoren", _coordinators)
        yield Head("Partners", lambda block, line: ", ".join(line.text.partners))
        yield Head("Planning", lambda block, line: line.text.planning.text or UNKNOWN)
        yield Head("Op de peildatum", lambda block, line: line.phase.value)

    def _stands(self) -> Iterator[Head]:
        """For each municipality what the view shows of it: the stand, the streefstatus or both."""
        view = self.page.choice.view
        shows_target = view != View.STAND or any(
            self._cell(line, town).differs
            for _block, line in self.rows
            for town in self.page.columns
            if self._is_here(line, town)
        )
        for town in self.page.columns:
            if view != View.TARGET:
                yield Head(town.name, self._teller(town, lambda cell: (cell.status, cell.level)))
            if shows_target:
                name = f"{town.name}, streefstatus"
                level = view == View.TARGET
                yield Head(name, self._teller(town, _target_with_level if level else _target))

    def _teller(
        self, town: Municipality, part: Callable[[Shown], tuple[str, ...]]
    ) -> Callable[[Block, Line], Value]:
        def tell(block: Block, line: Line) -> Value:
            here = self._is_here(line, town)
            return word_of(*part(self._cell(line, town))) if here else Tinted(NOT_HERE)

        return tell

    @staticmethod
    def _cell(line: Line, town: Municipality) -> Shown:
        return line.cells.get(town.pk, NOTHING)

    @staticmethod
    def _is_here(line: Line, town: Municipality) -> bool:
        return line.text.owner in (None, town.pk)


def _coordinators(block: Block, line: Line) -> str:
    return ", ".join([*line.text.coordinators, *([UNDECIDED] if line.text.undecided else [])])


def _target(cell: Shown) -> tuple[str, ...]:
    return (cell.target,)


def _target_with_level(cell: Shown) -> tuple[str, ...]:
    return (cell.target, cell.level)


CHANGE_HEADS = (
    "Thema",
    "Activiteit",
    "Gemeente",
    "Was",
    "Werd",
    "Terug",
    "Streefstatus was",
    "Streefstatus werd",
    "Uitvoering",
    "Sinds",
    "Toelichting",
    "Reden",
    "Door",
)


def changes_sheet(version: PlanVersion, changes: Sequence[CellChange], notes: Notes) -> Sheet:
    """What changed between two days; each row is marked when it is fiction."""
    return sheet_of(
        title="Wijzigingen",
        heads=CHANGE_HEADS,
        rows=[_change(each) for each in changes],
        notes=[("Plan", version.plan.title), *notes],
        fictional=[each.entry.is_fictional for each in changes],
    )


def _change(change: CellChange) -> list[Value]:
    before, after, entry = change.before, change.after, change.entry
    theme, is_new_target = change.wording.theme, before.target != after.target
    is_from_elsewhere = entry.is_imported and not entry.is_fictional
    return [
        f"{theme.number} {theme.title}",
        change.wording.title,
        change.place,
        word_of(before.status),
        word_of(after.status),
        "ja" if change.backwards else "",
        word_of(before.target) if is_new_target else "",
        word_of(after.target) if is_new_target else "",
        _level(before, after),
        entry.valid_from,
        after.note,
        entry.reason,
        f"{entry.author} (geïmporteerd)" if is_from_elsewhere else entry.author,
    ]


def _level(before: Stand, after: Stand) -> str:
    """Who carries it out, where that changed."""
    return after.level if before.level != after.level else ""
