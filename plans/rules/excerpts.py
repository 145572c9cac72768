"""Where the words of a search stand in a text, as it was written."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from plans.rules.search import folded

BEFORE = 60
AFTER = 140


class Piece(NamedTuple):
    """Some text, and whether it was searched for."""

    text: str
    is_found: bool = False


def marked(text: str, terms: Sequence[str]) -> list[Piece]:
    """A text in pieces, of which those are marked that say one of the folded terms."""
    pieces, place = [], 0
    for first, last in _found(text, terms):
        pieces += [Piece(text[place:first]), Piece(text[first:last], is_found=True)]
        place = last
    return [piece for piece in (*pieces, Piece(text[place:])) if piece.text]


def excerpt(lines: Iterable[str], terms: Sequence[str]) -> list[Piece]:
    """The surroundings of the first hit in the line that says most of the terms; else nothing."""
    said = [(sum(term in folded(line) for term in terms), line) for line in lines if line]
    number, line = max(said, key=lambda each: each[0], default=(0, ""))
    if not number:
        return []
    first, _last = next(_found(line, terms))
    start = 0 if first <= BEFORE else line.find(" ", first - BEFORE, first) + 1 or first
    end = len(line) if len(line) <= first + AFTER else line.rfind(" ", first, first + AFTER)
    end = end if end > first else first + AFTER
    return [
        *([Piece("… ")] if start else []),
        *marked(line[start:end], terms),
        *([Piece(" …")] if end < len(line) else []),
    ]


def _found(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the terms stand, in order; hits that touch are one."""
    plain, places = _with_places(text)
    spans = sorted(
        (places[at], max(places[at + len(term)], places[at + len(term) - 1] + 1))
        for term in terms
        for at in _all(plain, term)
    )
    first = last = 0
    for start, end in spans:
        if start > last and last:
            yield first, last
        if start > last or not last:
            first = start
        last = max(last, end)
    if last:
        yield first, last


_letter = lru_cache(maxsize=4096)(folded)


def _all(plain: str, term: str) -> Iterator[int]:
    at = plain.find(term) if term else -1
    while at >= 0:
        yield at
        at = plain.find(term, at + len(term))


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """A text folded, and for each of its letters (and its end) the place in the text itself."""
    if text.isascii():
        return folded(text), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = _letter(letter)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), [*places, len(text)]
