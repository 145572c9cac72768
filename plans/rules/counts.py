"""Counting cells, so that page, report and export all count alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.rules.status import Status


@dataclass(frozen=True, slots=True)
class Count:
    """Cells of one municipality: own cells that apply, of which done and empty; and the group's.

    ``total`` leaves n.v.t. and H out; an empty cell is in it but never counted as a colour.
    """

    done: int = 0
    total: int = 0
    empty: int = 0
    by_group: int = 0


def count(cells: Iterable[tuple[str, bool]]) -> Count:
    """Count cells given as (status, carried out by the group)."""
    done = total = empty = by_group = 0
    for status, of_group in cells:
        if of_group:
            by_group += 1
        elif status != Status.NVT:
            total += 1
            done += status == Status.GROEN
            empty += not status
    return Count(done, total, empty, by_group)
