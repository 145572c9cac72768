"""Two wordings of one text laid beside each other, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LEAST_ALIKE = 0.25
# Above this many pairs of words a comparison takes longer than a reader waits.
MOST_PAIRS = 250_000


class Mark(StrEnum):
    """What became of a piece of a text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow each other and share one fate."""

    mark: Mark
    text: str


def lines(value: object) -> str:
    """A value of a plan as text: each part of a list on a line of its own."""
    if isinstance(value, dict):
        return lines(list(value.values()))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(lines, value)))
    if isinstance(value, bool):
        return "ja" if value else ""
    return "" if value is None else str(value)


def words(text: str) -> list[str]:
    """The words of a text, with the end of each line as a word of its own."""
    lines = (re.findall(r"[^ ]+", " ".join(line.split())) for line in text.strip().splitlines())
    found: list[str] = []
    for line in lines:
        found += [*line, "\n"]
    return found[:-1]


def joined(found: Sequence[str]) -> str:
    """Words as a text again; how often a space was typed is lost."""
    return re.sub(r" ?\n ?", "\n", " ".join(found))


def same_words(before: str, after: str) -> bool:
    """Whether two texts say the same, whatever their spaces."""
    return before == after or words(before) == words(after)


def marked(before: str, after: str) -> list[Piece]:
    """The pieces that stayed, went and came, in reading order.

    The pieces that stayed with those that went are the old text, with those that came the new.
    Texts with little in common are not cut up: first the old one whole, then the new.
    """
    old, new = words(before), words(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = (old[start : len(old) - end], new[start : len(new) - end])
    return [
        *_piece(Mark.SAME, old[:start]),
        *_between(*middle, alike=start + end),
        *_piece(Mark.SAME, old[len(old) - end :]),
    ]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words two texts share from the start."""
    pairs = enumerate(zip(first, second, strict=False))
    differing = (place for place, (one, other) in pairs if one != other)
    return next(differing, min(len(first), len(second)))


def _between(old: list[str], new: list[str], *, alike: int) -> Iterator[Piece]:
    """The pieces of two texts; ``alike`` is how many words around them are the same."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    matches = sum(block.size for block in matcher.get_matching_blocks())
    if matches + alike < LEAST_ALIKE * (max(len(old), len(new)) + alike):
        yield from _replaced(old, new)
        return
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from _piece(Mark.SAME, old[old_start:old_end])
        else:
            yield from _replaced(old[old_start:old_end], new[new_start:new_end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    yield from _piece(Mark.GONE, old)
    yield from _piece(Mark.NEW, new)


def _piece(mark: Mark, found: Sequence[str]) -> Iterator[Piece]:
    if found:
        yield Piece(mark, joined(found))
