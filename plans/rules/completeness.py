"""What is missing from a plan: each gap once, over plain rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from plans.rules.matrix import Attention, Line, Shown, Text, attention
from plans.rules.planning import Planning
from plans.rules.status import MONTHS_UNTOUCHED, Level, Status
from plans.rules.wording import is_understood


class Gap(StrEnum):
    """What can be missing, in the order of the page; the words are those of its address."""

    CONTENT = "inhoud-onbekend"
    THEME_EMPTY = "thema-zonder-activiteiten"
    GOAL_EMPTY = "doel-zonder-activiteiten"
    NO_GOAL = "activiteit-zonder-doel"
    NO_COORDINATOR = "geen-coordinator"
    UNDECIDED = "coordinator-nader-te-bepalen"
    NO_PARTNER = "geen-partner"
    NO_PLANNING = "geen-planning"
    PLANNING_UNREAD = "planning-niet-begrepen"
    EMPTY = "nog-niet-ingevuld"
    NO_TARGET = "geen-streefstatus"
    PASSED = "termijn-voorbij"
    UNTOUCHED = "lang-niet-bijgewerkt"
    NO_ENTRY = "doorlopend-zonder-stand"

    @property
    def label(self) -> str:
        """What a reader sees."""
        return TOLD[self][0]

    @property
    def hint(self) -> str:
        """What it means."""
        return TOLD[self][1]

    @property
    def who(self) -> str:
        """Who can mend it."""
        if self is Gap.NO_TARGET:
            return "de planbeheerder"
        return TOWN if self.is_of_statuses else KEEPER

    @property
    def is_of_cells(self) -> bool:
        """Whether it is found in one cell."""
        return self in OF_CELLS

    @property
    def is_of_statuses(self) -> bool:
        """Whether statuses are missing, and not text."""
        return self in (*OF_CELLS, Gap.NO_ENTRY)


KEEPER = "de planbeheerder; van een eigen activiteit de OOV-medewerker van de gemeente"
TOWN = "de OOV-medewerker van de gemeente; van wat de groep uitvoert (H) de planbeheerder"
TOLD = {
    Gap.CONTENT: (
        "Inhoud van het thema onbekend",
        "De bron heeft hier inhoud die verloren ging. Onbekend is niet hetzelfde als leeg.",
    ),
    Gap.THEME_EMPTY: ("Thema zonder activiteiten", "Niets in dit plan voert het thema uit."),
    Gap.GOAL_EMPTY: (
        "Doel zonder activiteiten",
        "Het thema heeft een ambitie, maar geen activiteit die haar uitvoert.",
    ),
    Gap.NO_GOAL: (
        "Activiteit zonder doel",
        "Het thema van de activiteit heeft geen ambitie, en het thema dat het uitvoert ook niet.",
    ),
    Gap.NO_COORDINATOR: ("Geen coördinator", "Er staat geen coördinator bij."),
    Gap.UNDECIDED: ("Coördinator nader te bepalen", "Er moet nog een coördinator komen."),
    Gap.NO_PARTNER: ("Geen partner", "Er staat geen partner bij."),
    Gap.NO_PLANNING: ("Geen planning", "Er staat niet bij wanneer de activiteit loopt."),
    Gap.PLANNING_UNREAD: (
        "Planning niet begrepen",
        "De planning staat er zoals geschreven, maar begin en einde zijn niet bekend.",
    ),
    Gap.EMPTY: ("Nog niet ingevuld", "De cel heeft nog geen status."),
    Gap.NO_TARGET: (
        "Geen streefstatus",
        "Er is niet afgesproken waar de gemeente aan het eind van het plan wil staan.",
    ),
    Gap.PASSED: ("Termijn voorbij en niet groen", "De planning is voorbij op de peildatum."),
    Gap.UNTOUCHED: (
        "Lang niet bijgewerkt",
        f"De status is {MONTHS_UNTOUCHED} maanden of langer niet bijgewerkt.",
    ),
    Gap.NO_ENTRY: (
        "Doorlopend, zonder enige stand",
        "De activiteit loopt door (doorlopend of e.v.), maar nergens is ooit iets ingevuld.",
    ),
}

OF_CELLS = (Gap.EMPTY, Gap.NO_TARGET, Gap.PASSED, Gap.UNTOUCHED)
ASKED = {Attention.PASSED: Gap.PASSED, Attention.UNTOUCHED: Gap.UNTOUCHED}


def gaps_of(*, is_strategic: bool) -> list[Gap]:
    """The gaps that a plan can have: a strategic one leaves activities and statuses to others."""
    elsewhere = (Gap.THEME_EMPTY, Gap.NO_ENTRY, *OF_CELLS)
    return [gap for gap in Gap if not (is_strategic and gap in elsewhere)]


class Theme(NamedTuple):
    """A theme of a version: ``pk`` of its wording, ``theme`` and ``carries_out`` of identities."""

    pk: int
    theme: int
    has_goal: bool
    is_unknown: bool
    carries_out: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A version of a plan on a day, as the rules see it.

    ``with_goal`` are the themes of other plans that have a goal, or may have had one that was
    lost; ``carried_out`` those of this plan for which another plan has activities. A plan without
    ``has_cells`` (an IVP, a concept beside the version that holds) has no statuses of its own.
    """

    day: date
    themes: Sequence[Theme]
    lines: Sequence[Line]
    is_strategic: bool = False
    has_cells: bool = True
    with_goal: Collection[int] = frozenset()
    carried_out: Collection[int] = frozenset()


class Finding(NamedTuple):
    """A gap of a theme (``theme`` is its wording), an activity, or a cell of it.

    ``place`` is the municipality of the cell, None for the group's own.
    """

    gap: Gap
    theme: int
    text: Text | None = None
    place: int | None = None


def findings(facts: Facts) -> Iterator[Finding]:
    """Everything that is missing, in plan order."""
    busy = {line.text.theme for line in facts.lines}
    for theme in facts.themes:
        yield from (Finding(gap, theme.pk) for gap in _of_theme(theme, facts, busy))
    aimless = {theme.pk for theme in facts.themes if not _has_goal(theme, facts.with_goal)}
    for line in facts.lines:
        text = line.text
        for gap in _of_text(text, lacks_goal=text.theme in aimless):
            yield Finding(gap, text.theme, text)
        if facts.has_cells:
            yield from _of_cells(line, facts.day)


def _of_theme(theme: Theme, facts: Facts, busy: Collection[int]) -> Iterator[Gap]:
    is_busy = theme.pk in busy
    if theme.is_unknown:
        yield Gap.CONTENT
    if not is_busy and not facts.is_strategic:
        yield Gap.THEME_EMPTY
    if theme.has_goal and not is_busy and theme.theme not in facts.carried_out:
        yield Gap.GOAL_EMPTY


def _has_goal(theme: Theme, with_goal: Collection[int]) -> bool:
    """Whether there is a goal; of what was lost nobody can say that there is none."""
    return theme.has_goal or theme.is_unknown or theme.carries_out in with_goal


def _of_text(text: Text, *, lacks_goal: bool) -> Iterator[Gap]:
    if lacks_goal:
        yield Gap.NO_GOAL
    yield from text_gaps(
        has_coordinator=bool(text.coordinators),
        is_undecided=text.undecided,
        has_partner=bool(text.partners),
        planning=text.planning,
    )


def text_gaps(
    *, has_coordinator: bool, is_undecided: bool, has_partner: bool, planning: Planning
) -> Iterator[Gap]:
    """What the text of an activity lacks."""
    told = {
        Gap.NO_COORDINATOR: not has_coordinator and not is_undecided,
        Gap.UNDECIDED: is_undecided,
        Gap.NO_PARTNER: not has_partner,
        Gap.NO_PLANNING: planning == Planning(),
        Gap.PLANNING_UNREAD: bool(planning.text) and not is_understood(planning),
    }
    return (gap for gap, is_so in told.items() if is_so)


def _of_cells(line: Line, day: date) -> Iterator[Finding]:
    text = line.text
    for place, cell in cells_of(line):
        for gap in _of_cell(cell, text.planning, day):
            yield Finding(gap, text.theme, text, place)
    goes_on = text.planning.open_ended or text.planning.continuous
    applies = [cell for cell in line.cells.values() if cell.status != Status.NVT]
    if goes_on and applies and all(cell.touched is None for cell in applies):
        yield Finding(Gap.NO_ENTRY, text.theme, text)


def cells_of(line: Line) -> Iterator[tuple[int | None, Shown]]:
    """The own cells of municipalities, and once the group's when work is left to it (H)."""
    for place, cell in line.cells.items():
        if not cell.by_group:
            yield place, cell
    group = next((cell for cell in line.cells.values() if cell.by_group), None)
    if group is not None:
        yield None, group._replace(level=Level.LOKAAL)


def _of_cell(cell: Shown, planning: Planning, day: date) -> Iterator[Gap]:
    """The gaps of a cell; an empty one is always a gap, also of what starts later."""
    if not cell.status:
        yield Gap.EMPTY
    if not cell.target and cell.status != Status.NVT:
        yield Gap.NO_TARGET
    asked = ASKED.get(attention(cell, planning, day) or Attention.EMPTY)
    if asked is not None:
        yield asked


def counted(found: Iterable[Finding]) -> dict[Gap, int]:
    """How often each gap was found, in the order of the page; without the gaps that were not."""
    numbers = dict.fromkeys(Gap, 0)
    for finding in found:
        numbers[finding.gap] += 1
    return {gap: number for gap, number in numbers.items() if number}
