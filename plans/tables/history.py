"""The history of texts as it is shown: by day, by act, and by field what became what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from plans.models import TextChange
from plans.rules.marking import Mark, Piece, marked

SHORT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A field: from what, to what; a text too long for one line in pieces that differ or not."""

    field: str
    before: str
    after: str
    pieces: Sequence[Piece]

    @property
    def is_long(self) -> bool:
        """Whether the text is folded away."""
        return bool(self.pieces)

    @property
    def added(self) -> int:
        """How many words came."""
        return _words(self.pieces, Mark.NEW)

    @property
    def removed(self) -> int:
        """How many words went."""
        return _words(self.pieces, Mark.GONE)


@dataclass(frozen=True, slots=True)
class Act:
    """What one person changed of one part in one go."""

    change: TextChange
    lines: Sequence[Line]


def days_of(changes: Iterable[TextChange]) -> list[tuple[date, list[Act]]]:
    """Changes, newest first, as the acts of each day."""
    by_day = groupby(changes, lambda change: timezone.localdate(change.at))
    return [(day, list(_acts(rows))) for day, rows in by_day]


def _acts(changes: Iterable[TextChange]) -> Iterator[Act]:
    for _act, rows in groupby(changes, _act_of):
        told = list(rows)
        # Fields that were saved together stand in the order in which they were written down.
        yield Act(told[0], [line_of(change) for change in reversed(told)])


def _act_of(change: TextChange) -> tuple[object, ...]:
    minute: datetime = change.at.replace(second=0, microsecond=0)
    who = (change.actor_id, change.imported_actor_id)
    return minute, who, change.part, change.name, change.activity_id, change.theme_id


def line_of(change: TextChange) -> Line:
    """How a change is shown."""
    before, after = change.before.strip(), change.after.strip()
    is_short = max(len(before), len(after)) <= SHORT and "\n" not in before + after
    pieces = () if is_short else tuple(marked(before, after))
    return Line(change.field, before, after, pieces)


def _words(pieces: Iterable[Piece], mark: Mark) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.mark is mark)
