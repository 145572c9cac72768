"""The judgement of an indicator, with its reason in one sentence (domein.md, section 4).

Everything is exact: decimals, and days for the straight line from baseline to target.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules.numbers import printed_value
from indicators.rules.periods import YEAR, Period


class Comparator(StrEnum):
    """How a value must stand to its target; ``<`` is not ``<=``."""

    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"

    @property
    def sign(self) -> str:
        """The sign that a reader sees."""
        return {"<=": "≤", ">=": "≥"}.get(self.value, self.value)

    @property
    def wants_less(self) -> bool:
        """Whether a lower value is better."""
        return self in (Comparator.AT_MOST, Comparator.BELOW)


class Word(StrEnum):
    """The judgement in a word."""

    NO_INDICATOR = "geen indicator"
    FOLLOWED = "alleen volgen"
    NOT_MEASURED = "geen meting"
    REACHED = "doel gehaald"
    MISSED = "doel niet gehaald"
    YEAR_NOT_MEASURED = "doeljaar niet gemeten"
    ON_COURSE = "op koers"
    BEHIND = "achter op schema"
    WORSE = "verslechterd"
    MORE_REPORTS = "meer registraties"


@dataclass(frozen=True, slots=True)
class Baseline:
    """*Uitgangswaarde*: of a period of several years it is the mean of a year."""

    value: Decimal | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Target:
    """*Doelstelling*: the value that a year must have; a benchmark may stand for the value."""

    year: int
    comparator: Comparator
    value: Decimal | None
    benchmark: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """*Meting*: a value for a period; unknown is None, which is not zero."""

    period: Period
    value: Decimal | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """All that a judgement needs of an indicator in one area.

    ``breaks`` are the days from which another method counts; nothing is compared across them.
    """

    baseline: Baseline
    targets: Sequence[Target]
    points: Sequence[Point]
    unit: str = ""
    registration_effect: bool = False
    breaks: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A word with its reason, and what it was judged by; ``expected`` is the value on the line."""

    word: Word
    reason: str
    target: Target | None = None
    point: Point | None = None
    expected: Decimal | None = None

    @property
    def is_provisional(self) -> bool:
        """Whether it hangs on a figure that may still change."""
        return self.point is not None and self.point.provisional


def meets(value: Decimal, comparator: Comparator, wanted: Decimal) -> bool:
    """Whether a value meets a target, exactly."""
    return {
        Comparator.AT_MOST: value <= wanted,
        Comparator.BELOW: value < wanted,
        Comparator.AT_LEAST: value >= wanted,
        Comparator.ABOVE: value > wanted,
    }[comparator]


def as_good(value: Decimal, other: Decimal, comparator: Comparator) -> bool:
    """Whether a value is at least as good as another, by the direction of the target."""
    return value <= other if comparator.wants_less else value >= other


def on_the_line(baseline: Baseline, target: Target, day: date) -> Decimal:
    """The value on a day of the straight line from the end of the baseline to that of the year.

    Raises ``ValueError`` when either has no value or no period, or the line has no length.
    """
    if baseline.value is None or baseline.period is None or target.value is None:
        raise ValueError("A line needs a baseline and a target with a value.")
    start, end = baseline.period.end, date(target.year, 12, 31)
    if end <= start:
        raise ValueError("The target's year must come after the baseline.")
    passed = Decimal((day - start).days) / Decimal((end - start).days)
    return baseline.value + (target.value - baseline.value) * passed


def judged_target(targets: Sequence[Target], today: date) -> Target | None:
    """The target that counts now: the first whose year is not over, else the last."""
    ordered = sorted(targets, key=lambda target: target.year)
    ahead = (target for target in ordered if target.year >= today.year)
    return next(ahead, ordered[-1] if ordered else None)


def judge(series: Series, today: date) -> Judgement:
    """The judgement by the newest final figures."""
    return judge_target(series, judged_target(series.targets, today), today)


def judge_provisional(series: Series, today: date) -> Judgement | None:
    """The judgement when provisional figures count too; None when they change nothing of it."""
    counted = replace(series, points=[replace(point, provisional=False) for point in series.points])
    found = judge(counted, today)
    if found.point is None:
        return None
    own = next(
        point
        for point in series.points
        if (point.period, point.value) == (found.point.period, found.point.value)
    )
    return replace(found, point=own) if own.provisional else None


def judge_target(series: Series, target: Target | None, today: date) -> Judgement:
    """The judgement of one target by the final figures."""
    missing = _what_is_missing(series.baseline, target)
    if target is None or series.baseline.period is None or missing:
        return Judgement(Word.FOLLOWED, missing, target)
    known = _comparable(series)
    in_year = [point for point in known if point.period.is_year_of(target.year)]
    if in_year:
        return _at_the_target(series, target, in_year[-1])
    if today > date(target.year, 12, 31):
        return Judgement(Word.YEAR_NOT_MEASURED, f"Over {target.year} is er geen cijfer.", target)
    after = [point for point in known if point.period.start > series.baseline.period.end]
    if not after:
        return Judgement(Word.NOT_MEASURED, _why_nothing(series), target)
    return _on_the_way(series, target, after[-1])


def _what_is_missing(baseline: Baseline, target: Target | None) -> str:
    """Why an indicator can only be followed; nothing when it can be judged."""
    if target is None:
        return "Er is geen doel gesteld."
    if target.value is None:
        return f"Het doel is {target.benchmark}; dat cijfer is er niet."
    if baseline.value is None or baseline.period is None:
        return "De uitgangswaarde is onbekend."
    return ""


def _comparable(series: Series) -> list[Point]:
    """The final figures of a year's length, in order, that no break parts from the baseline."""
    limit = series.baseline.period.end if series.baseline.period else date.min
    later = [day for day in series.breaks if day > limit]
    found = [
        point
        for point in series.points
        if point.value is not None
        and not point.provisional
        and point.period.months == YEAR
        and not any(point.period.end >= day for day in later)
    ]
    return sorted(found, key=lambda point: point.period)


def _why_nothing(series: Series) -> str:
    if series.breaks:
        return "Na de uitgangswaarde is er geen cijfer dat met dezelfde methode is gemeten."
    return "Na de uitgangswaarde is er nog geen definitief jaarcijfer."


def _at_the_target(series: Series, target: Target, point: Point) -> Judgement:
    value, wanted = _known(point.value), _known(target.value)
    is_met = meets(value, target.comparator, wanted)
    word = Word.REACHED if is_met else Word.MISSED
    told = printed_value(value, series.unit)
    goal = f"{target.comparator.sign} {printed_value(wanted, series.unit)}"
    verdict = "en dat is" if is_met else "en dat is niet"
    return Judgement(word, f"In {target.year} was het {told} {verdict} {goal}.", target, point)


def _on_the_way(series: Series, target: Target, point: Point) -> Judgement:
    value, start = _known(point.value), _known(series.baseline.value)
    is_better = as_good(value, start, target.comparator)
    told = f"{printed_value(value, series.unit)} in {point.period.text}"
    if target.value == start:
        word = Word.ON_COURSE if is_better else _worse(series, value, start)
        held = "niet slechter" if is_better else "slechter"
        reason = f"Het was {told}; dat is {held} dan {printed_value(start, series.unit)}."
        return Judgement(word, reason, target, point, start)
    expected = on_the_line(series.baseline, target, point.period.end)
    if not is_better:
        word = _worse(series, value, start)
        reason = f"Het was {told}; dat is slechter dan de uitgangswaarde."
    elif as_good(value, expected, target.comparator):
        word, reason = Word.ON_COURSE, f"Het was {told}; op de lijn naar het doel hoort {{}}."
    else:
        word, reason = Word.BEHIND, f"Het was {told}; op de lijn naar het doel hoort {{}}."
    line = printed_value(round(expected, 1), series.unit)
    return Judgement(word, reason.format(line), target, point, expected)


def _worse(series: Series, value: Decimal, start: Decimal) -> Word:
    """A rise is no deterioration where more reports are what was wanted."""
    return Word.MORE_REPORTS if series.registration_effect and value > start else Word.WORSE


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("A judgement needs a value.")
    return value
