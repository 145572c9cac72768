"""What an activity's planning means on a day (domein.md, section 2, "Planning")."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """Where an activity stands in time; the words are those of the filter."""

    RUNS = "loopt nu"
    LATER = "start later"
    PASSED = "termijn voorbij"


@dataclass(frozen=True, slots=True)
class Planning:
    """Wording as written and its meaning; open-ended is *e.v.*, continuous is *doorlopend*."""

    text: str = ""
    start: date | None = None
    end: date | None = None
    open_ended: bool = False
    continuous: bool = False
    condition: str = ""


def phase_on(planning: Planning, day: date) -> Phase:
    """Whether the activity runs, starts later, or has its term behind it.

    Without a start it has started; with *e.v.* a term never passes.
    """
    if planning.start is not None and planning.start > day:
        return Phase.LATER
    if planning.end is not None and planning.end < day and not planning.open_ended:
        return Phase.PASSED
    return Phase.RUNS


def reference_date(*, today: date, first: date, last: date, newest: date | None) -> date:
    """The *peildatum* when none was chosen (domein.md, section 3).

    Today while the plan's period runs; afterwards the later of its last day and its newest
    entry. Before the period it is the first day.
    """
    if today < first:
        return first
    if today <= last:
        return today
    return max(last, newest) if newest else last
