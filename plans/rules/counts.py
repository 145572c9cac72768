"""Counting cells, so that page, report and export all count alike."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from plans.rules.status import Level, Status


class Count(NamedTuple):
    """Cells of one municipality: own cells that apply, of which done and empty; and the group's.

    ``total`` leaves n.v.t. and H out; an empty cell is in it but never counted as a colour.
    """

    done: int = 0
    total: int = 0
    empty: int = 0
    by_group: int = 0


def count(cells: Iterable[tuple[str, str]]) -> Count:
    """Count cells given as (status, level)."""
    done = total = empty = by_group = 0
    for (status, level), number in Counter(cells).items():
        if level == Level.GROEP:
            by_group += number
        elif status != Status.NVT:
            total += number
            done += number * (status == Status.GROEN)
            empty += number * (not status)
    return Count(done, total, empty, by_group)


def add(counts: Iterable[Count]) -> Count:
    """The counts of several themes together."""
    return Count(*map(sum, zip(*counts, strict=True))) if (counts := list(counts)) else Count()
