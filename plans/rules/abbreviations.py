"""Finding the abbreviations of a plan's own list where they stand in a text."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

# A letter with a loose accent is one letter for who reads it, not the end of a word.
LETTER = r"[\w\u0300-\u036f]"


class Piece(NamedTuple):
    """A part of a text; ``meaning`` is empty unless the part is an abbreviation."""

    text: str
    meaning: str = ""


def pieces(text: str, meanings: Mapping[str, str]) -> Iterator[Piece]:
    """Cut a text at its abbreviations; together the pieces are the text as it was.

    Only whole words, as they are written in the list, the longest first: in "OOV'er" is OOV, in
    "OOVer" is none.
    """
    done = 0
    for match in _pattern(frozenset(filter(None, meanings))).finditer(text):
        if _is_measure(match):
            continue
        if match.start() > done:
            yield Piece(text[done : match.start()])
        yield Piece(match[0], meanings[match[0]])
        done = match.end()
    if done < len(text):
        yield Piece(text[done:])


@lru_cache(maxsize=64)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """The words as one pattern; for no words one that finds nothing."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    any_word = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!{LETTER})(?:{any_word})(?!{LETTER})")


def _is_measure(match: re.Match[str]) -> bool:
    """Whether it is the unit of a number: in "10 km" no child is maltreated."""
    before = match.string[: match.start()].rstrip()
    return match[0].islower() and before[-1:].isdigit()
