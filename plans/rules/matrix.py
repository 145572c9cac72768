"""The matrix as plain values: what a row holds, which rows a choice leaves, what is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from plans.rules.planning import Phase, Planning, phase_on
from plans.rules.search import folded
from plans.rules.status import MONTHS_UNTOUCHED, Level, Status, months_before


class Shown(NamedTuple):
    """A cell as it is shown: of an H cell the status is the group's."""

    status: str = ""
    level: str = Level.LOKAAL
    target: str = ""
    touched: date | None = None

    @property
    def by_group(self) -> bool:
        """Whether the group carries the work out (H)."""
        return self.level == Level.GROEP

    @property
    def differs(self) -> bool:
        """Whether a streefstatus was agreed that is not the status."""
        return bool(self.target) and self.target != self.status


class Attention(StrEnum):
    """Why a cell asks to be filled in."""

    EMPTY = "nog niet ingevuld"
    PASSED = "termijn voorbij en niet groen"
    UNTOUCHED = "zes maanden niet bijgewerkt"
    ANSWERED = "intussen ingevuld"


class View(StrEnum):
    """What the cells of the matrix show."""

    STAND = "stand"
    TARGET = "streefbeeld"
    DIFFERENCE = "verschil"


NOT_FILLED_IN = "leeg"


class Text(NamedTuple):
    """What a row says, whatever its statuses; ``pk`` and ``key`` are the activity's."""

    pk: int
    key: str
    theme: int
    subject: str
    title: str
    description: str
    points: tuple[str, ...]
    coordinators: tuple[str, ...]
    undecided: bool
    partners: tuple[str, ...]
    planning: Planning
    owner: int | None = None
    heading: str = ""


class Line(NamedTuple):
    """A row of the matrix on a day; ``cells`` by primary key of the municipality."""

    text: Text
    phase: Phase
    cells: Mapping[int, Shown]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader filters on; an empty part filters nothing."""

    themes: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    coordinator: str = ""
    partner: str = ""
    phases: frozenset[str] = frozenset()
    text: str = ""
    view: str = View.STAND
    day: date | None = None
    undecided: bool = False

    @property
    def filters(self) -> bool:
        """Whether anything but the theme leaves rows out."""
        words = (self.coordinator, self.partner, self.text, self.undecided)
        return any(words) or bool(self.statuses or self.phases)


def matches(line: Line, choice: Choice, columns: Iterable[int]) -> bool:
    """Whether a row is left by the choice; ``columns`` are the municipalities that are shown."""
    text = line.text
    return (
        (not choice.coordinator or choice.coordinator in text.coordinators)
        and (not choice.undecided or text.undecided)
        and (not choice.partner or choice.partner in text.partners)
        and (not choice.phases or line.phase in choice.phases)
        and (not choice.statuses or _has_status(line, choice.statuses, columns))
        and (not choice.text or folded(choice.text) in folded(_words(text)))
    )


def _has_status(line: Line, statuses: frozenset[str], columns: Iterable[int]) -> bool:
    cells = [line.cells.get(column, Shown()) for column in columns]
    if NOT_FILLED_IN in statuses and any(not cell.status and not cell.by_group for cell in cells):
        return True
    return any(cell.status in statuses for cell in cells)


def _words(text: Text) -> str:
    parts = (text.heading, text.subject, text.title, text.description, text.planning.text)
    return "\n".join((*parts, *text.points, *text.coordinators, *text.partners))


def attention(cell: Shown, planning: Planning, day: date) -> Attention | None:
    """Why a municipality's own cell asks for attention on a day, if it does.

    Nothing is asked of H, of n.v.t. and grijs, and of activities that start later. Green work
    asks to be looked at again only while it goes on (doorlopend or e.v.).
    """
    phase = phase_on(planning, day)
    if cell.by_group or phase is Phase.LATER or cell.status in (Status.NVT, Status.GRIJS):
        return None
    if not cell.status:
        return Attention.EMPTY
    is_green = cell.status == Status.GROEN
    if phase is Phase.PASSED and not is_green:
        return Attention.PASSED
    goes_on = not is_green or planning.continuous or planning.open_ended
    limit = months_before(day, MONTHS_UNTOUCHED)
    if goes_on and cell.touched is not None and cell.touched < limit:
        return Attention.UNTOUCHED
    return None


def shown(own: Shown, group: Shown) -> Shown:
    """A cell as it is shown, given the group's own cell of the same activity."""
    return group._replace(level=Level.GROEP) if own.level == Level.GROEP else own
