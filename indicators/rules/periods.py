"""Periods of whole months, in which figures are counted."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 12
QUARTER = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a first day up to and including a last day."""

    start: date
    end: date

    @property
    def months(self) -> int | None:
        """How many whole months it holds; None when it does not begin and end with a month."""
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            return None
        years = self.end.year - self.start.year
        return years * YEAR + self.end.month - self.start.month + 1

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.months == YEAR and self.start.month == 1

    def is_year_of(self, number: int) -> bool:
        """Whether it is this calendar year."""
        return self.is_year and self.start.year == number

    @property
    def text(self) -> str:
        """As a reader sees it: 2021, 2016-2018, 1e kwartaal 2023, januari 2021, or two days."""
        if self.months is None or self.months > YEAR:
            return self._long_text
        if self.is_year:
            return str(self.start.year)
        if self.months == QUARTER and self.start.month % QUARTER == 1:
            return f"{self.start.month // QUARTER + 1}e kwartaal {self.start.year}"
        if self.months == 1:
            return f"{MONTHS[self.start.month - 1]} {self.start.year}"
        return self._long_text

    @property
    def _long_text(self) -> str:
        if self.months is not None and self.months % YEAR == 0 and self.start.month == 1:
            return f"{self.start.year}-{self.end.year}"
        days = (f"{day.day}-{day.month}-{day.year}" for day in (self.start, self.end))
        return " t/m ".join(days)


MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def years(first: int, last: int) -> Period:
    """Several calendar years."""
    return Period(date(first, 1, 1), date(last, 12, 31))


def quarter(number: int, quarter_number: int) -> Period:
    """A quarter (1 to 4) of a year."""
    return _months(number, (quarter_number - 1) * QUARTER + 1, QUARTER)


def month(number: int, month_number: int) -> Period:
    """A month (1 to 12) of a year."""
    return _months(number, month_number, 1)


def _months(number: int, first: int, length: int) -> Period:
    last = first + length - 1
    return Period(date(number, first, 1), date(number, last, monthrange(number, last)[1]))
