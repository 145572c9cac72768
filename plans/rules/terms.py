"""What a planning means, in words: "Q2/Q3 2020 e.v." is "1-4-2020 en verder"."""

from datetime import date

from plans.rules.planning import Planning


def term_of(planning: Planning) -> str:
    """The term in words; empty when nothing of the wording is understood."""
    days = _days(planning)
    if not planning.continuous:
        return days
    return f"doorlopend, {days}" if days else "doorlopend"


def _days(planning: Planning) -> str:
    start, end = planning.start, planning.end
    further = " en verder" if planning.open_ended else ""
    if start and end:
        return f"{_day(start)} tot en met {_day(end)}{further}"
    if end:
        return f"tot en met {_day(end)}{further}"
    if start:
        return f"{_day(start)} en verder" if planning.open_ended else f"vanaf {_day(start)}"
    return "zonder einddatum" if planning.open_ended and not planning.continuous else ""


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
