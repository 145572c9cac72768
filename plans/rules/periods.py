"""Periods: the next one of a plan, what goes along to it, and how far a promise moved."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from plans.rules.planning import Planning
from plans.rules.status import Status

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Years in which plans are made; anything else is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of a plan."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last


def next_period(period: Period) -> Period | None:
    """The period of the same length that follows; None when no calendar reaches that far.

    A period of whole months is followed by as many months, any other by as many days.
    """
    try:
        first = period.last + timedelta(days=1)
        if first.day != period.first.day:
            return Period(first, first + (period.last - period.first))
        return Period(first, months_later(first, _months(period)) - timedelta(days=1))
    except (OverflowError, ValueError):
        return None


def _months(period: Period) -> int:
    first, after = period.first, period.last + timedelta(days=1)
    return (after.year - first.year) * 12 + after.month - first.month


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def title_in(title: str, old: Period, new: Period) -> str:
    """A title with its years moved as far as the period moved."""
    years = new.first.year - old.first.year
    return YEAR.sub(lambda year: str(int(year[0]) + years), title)


def months_apart(first: Planning, now: Planning) -> str:
    """How much later an activity ends than was promised, in words; empty when nobody can say."""
    if first.end is None or now.end is None or first.open_ended or now.open_ended:
        return ""
    months = (now.end.year - first.end.year) * 12 + now.end.month - first.end.month
    word = "later" if months > 0 else "eerder"
    years, rest = divmod(abs(months), 12)
    if rest:
        return f"{abs(months)} {'maand' if abs(months) == 1 else 'maanden'} {word}"
    return f"{years} jaar {word}" if years else ""


def goes_along(planning: Planning, statuses: Collection[str]) -> bool:
    """Whether an activity is still open at the end of a period.

    It is when it has no end, or when it applies anywhere and is not green everywhere it does.
    ``statuses`` are those of its municipalities, as they are shown.
    """
    if planning.open_ended or planning.continuous:
        return True
    applying = [status for status in statuses if status != Status.NVT]
    return any(status != Status.GROEN for status in applying)
