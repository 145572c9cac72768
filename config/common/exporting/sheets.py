"""What goes into a file: a table of plain values, and notes about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

MOST_ROWS = 1_048_576  # of a sheet of Excel and of LibreOffice, its heads included
FIRST_YEAR = 1900
FICTION_HEAD = "Fictieve demogegevens"
FICTION = "Deze gegevens zijn deels verzonnen om het werk te laten zien (fictieve demogegevens)."
NOTES = "Toelichting"
# Widths of columns, in characters; longer texts wrap. The first rows tell how wide.
NARROWEST, WIDEST, LOOKED_AT = 8, 44, 200
NOTE_WIDTHS = (18, 100)


class Tinted(NamedTuple):
    """A word on a colour that is never its only carrier; ``tint`` is six hexadecimal digits."""

    text: str
    tint: str = ""


Value = str | int | Decimal | date | Tinted | None


class TooManyRowsError(Exception):
    """More rows than a sheet can hold."""

    def __init__(self):
        super().__init__(
            "Een werkblad heeft plaats voor 1.048.575 regels. "
            "Kies een filter, of exporteer als CSV."
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heads; ``notes`` tell what it shows, from where and when it was taken."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[tuple[str, str]] = field(default=())
    has_fiction: bool = False

    @property
    def name(self) -> str:
        """The name of its sheet in a workbook."""
        return f"{self.title} (fictief)" if self.has_fiction else self.title

    def tints(self) -> set[str]:
        """The colours that it uses."""
        values = (value for row in self.rows for value in row if isinstance(value, Tinted))
        return {value.tint for value in values if value.tint}

    def widths(self) -> list[int]:
        """A width for each column."""
        rows = [self.heads, *self.rows[:LOOKED_AT]]
        return [_width(values) for values in zip(*rows, strict=True)]

    def refuse_too_many(self) -> None:
        """Raise when a workbook cannot hold it."""
        if len(self.rows) >= MOST_ROWS:
            raise TooManyRowsError


def sheet_of(
    *,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    notes: Sequence[tuple[str, str]] = (),
    fictional: Sequence[bool] = (),
) -> Sheet:
    """A sheet; with a last column that tells which rows use fiction, when there are any.

    The mark is a column, so that it stays with a row that somebody copies into another file.
    """
    if not any(fictional):
        return Sheet(title, heads, rows, notes)
    marked = [(*row, "ja" if mark else "nee") for row, mark in zip(rows, fictional, strict=True)]
    return Sheet(
        title, (*heads, FICTION_HEAD), marked, (*notes, ("Let op", FICTION)), has_fiction=True
    )


def printed(value: Value) -> str:
    """A value as a Dutch reader writes it: 22-11-2022 and 1,5."""
    if value is None:
        return ""
    if isinstance(value, Tinted):
        return value.text
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year:04}"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def is_ancient(value: Value) -> bool:
    """Whether a date lies before the first that workbooks know; it is written as text."""
    return isinstance(value, date) and value.year < FIRST_YEAR


def _width(values: Iterable[Value]) -> int:
    longest = max(
        (len(line) for value in values for line in printed(value).splitlines()), default=0
    )
    return min(max(longest + 2, NARROWEST), WIDEST)
