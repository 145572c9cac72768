"""Orders of themes and activities: put one somewhere else, and number them anew."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Step(StrEnum):
    """One place further."""

    UP = "omhoog"
    DOWN = "omlaag"


def placed(order: Sequence[T], item: T, after: T | None) -> list[T]:
    """The order with the item right after another, or in front; a new item comes in.

    Raises ``ValueError`` when the other is the item itself, or not in the order.
    """
    rest = [each for each in order if each != item]
    rest.insert(0 if after is None else rest.index(after) + 1, item)
    return rest


def stepped(order: Sequence[T], item: T, step: Step) -> list[T]:
    """The order with the item one place further; at the end nothing changes."""
    here = order.index(item)
    there = here - 1 if step is Step.UP else here + 1
    if not 0 <= there < len(order):
        return list(order)
    swapped = {here: order[there], there: order[here]}
    return [swapped.get(place, each) for place, each in enumerate(order)]


def previous(order: Sequence[T], item: T) -> T | None:
    """What stands right before the item; None for the first."""
    place = order.index(item)
    return order[place - 1] if place else None


def renumbered(order: Sequence[T], positions: Mapping[T, int]) -> dict[T, int]:
    """The new positions of what does not stand at its place yet, counted from nought."""
    return {item: place for place, item in enumerate(order) if positions.get(item) != place}
