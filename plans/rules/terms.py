"""What a planning means, in words: "Q2/Q3 2020 e.v." is "1-4-2020 e.v."."""

from datetime import date

from plans.rules.planning import Planning
from plans.rules.wording import is_understood, read_planning


def term_of(planning: Planning) -> str:
    """The term in words; empty when nothing of the wording is understood."""
    return printed_planning(planning) if is_understood(planning) else ""


def printed_planning(planning: Planning) -> str:
    """A plain wording that `read_planning` reads as this meaning; without meaning, the text."""
    loose = planning.continuous and planning.end is None
    words = [
        "doorlopend" if planning.continuous and not loose else "",
        _printed_dates(planning),
        "e.v." if planning.open_ended else "",
        "doorlopend" if loose else "",
    ]
    parts = [" ".join(filter(None, words)), _printed_condition(planning.condition)]
    return ", ".join(filter(None, parts)) or planning.text


def _printed_dates(planning: Planning) -> str:
    """From when to when; one day is printed once unless *e.v.* would take its end away."""
    start, end = planning.start, planning.end
    if start and end:
        once = start == end and not planning.open_ended
        return _day(start) if once else f"{_day(start)} t/m {_day(end)}"
    if end:
        return f"t/m {_day(end)}"
    if start:
        return _day(start) if planning.open_ended else f"vanaf {_day(start)}"
    return ""


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _printed_condition(condition: str) -> str:
    """The condition itself when it reads as one, else behind the word *voorwaarde*."""
    words = " ".join(condition.split())
    if not words or read_planning(words) == Planning(words, condition=words):
        return words
    return f"voorwaarde: {words}"
