"""Two people in one text: what each of them changed, without keeping the text that they read."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

LENGTH = 16


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that stands otherwise than somebody wants to save it.

    ``is_untouched`` when the person left it as it was: then only the colleague changed it.
    """

    field: str
    theirs: object
    mine: object
    is_untouched: bool


def fingerprint(value: object) -> str:
    """A short mark of a value, by which it is known again; equal values have equal marks."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def fingerprints(values: Mapping[str, object]) -> dict[str, str]:
    """The marks of a text as somebody read it, to go along with the form."""
    return {name: fingerprint(value) for name, value in values.items()}


def differences(
    was: Mapping[str, object], mine: Mapping[str, object], theirs: Mapping[str, object]
) -> list[Difference]:
    """Where a text as it stands now differs from what somebody wants to save.

    ``was`` holds the marks of the text as that person read it; what is missing there counts as
    typed, so that nothing of it is lost.
    """
    return [
        Difference(name, theirs[name], value, was.get(name) == fingerprint(value))
        for name, value in mine.items()
        if value != theirs[name]
    ]


def merged(mine: Mapping[str, object], found: list[Difference]) -> dict[str, object]:
    """What the form holds next: what was typed, and the colleague's where nothing was typed."""
    return dict(mine) | {each.field: each.theirs for each in found if each.is_untouched}


def apart(one: object, other: object) -> tuple[object, object]:
    """Two values without the rows that both lists have; in full where only the order differs."""
    if not (isinstance(one, list) and isinstance(other, list)):
        return one, other
    of_one = [each for each in one if each not in other]
    of_other = [each for each in other if each not in one]
    return (of_one, of_other) if of_one or of_other else (one, other)
