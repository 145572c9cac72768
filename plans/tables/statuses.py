"""Statuses as lists and files tell them: the word, on its colour."""

from config.common.exporting.sheets import Tinted
from plans.rules.status import EMPTY, TINTS, Level, Status


def word_of(status: str, level: str = Level.LOKAAL) -> Tinted:
    """A status as its word on its colour; H when the group carries the work out."""
    word = Status(status).label if status else EMPTY
    return Tinted(f"{word} (H)" if level == Level.GROEP else word, TINTS.get(status, ""))
