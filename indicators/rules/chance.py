"""Whether a change is more than chance, and how likely a target is met by chance.

Counts: the conditional test of two Poisson counts, which is binomial (Przyborowski and Wilenski,
1940; ``scipy.stats.binomtest``). Percentages: Newcombe's hybrid score interval (1998, method 10).
Dispersion: the Pearson estimate over the years before (McCullagh and Nelder, 1989, section 4.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import fmean, variance

from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

LEVEL = 0.05
FEWEST_YEARS = 4
ROUNDED_SMALLEST = 25


class Chance(StrEnum):
    """The chance word beside a judgement."""

    FALL = "duidelijke daling"
    RISE = "duidelijke stijging"
    PERHAPS = "verschil kan toeval zijn"
    UNTESTABLE = "niet te toetsen"


@dataclass(frozen=True, slots=True)
class Counts:
    """A number of events counted in a number of years."""

    events: int
    years: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word, with the interval of the change and why; ``low`` and ``high`` are at 95 %.

    Of counts the interval is that of the new yearly number divided by the old one, of
    percentages that of the difference (new minus old, as shares).
    """

    chance: Chance
    low: float | None = None
    high: float | None = None
    probability: float | None = None
    remark: str = ""


def compare_counts(
    before: Counts, after: Counts, *, years_before: Sequence[int] = (), rounded: bool = False
) -> Outcome:
    """Test the change of a yearly count, two-sided at 5 %.

    ``years_before`` are the counts of the single years before the comparison: with four or more
    of them the test is widened by their dispersion. ``rounded`` are figures of CBS in fives.
    """
    if rounded and min(before.events / before.years, after.events / after.years) < ROUNDED_SMALLEST:
        return Outcome(Chance.UNTESTABLE, remark="afgerond op vijftallen en kleiner dan 25")
    if before.events + after.events == 0:
        return Outcome(Chance.PERHAPS, remark="beide keren nul")
    if len(years_before) < FEWEST_YEARS:
        return _conditional(before, after)
    scale = max(1.0, dispersion(years_before))
    if min(before.events, after.events) == 0 or scale == 1.0:
        return _conditional(before, after, remark="")
    return _widened(before, after, scale, degrees=len(years_before) - 1)


def _conditional(
    before: Counts, after: Counts, *, remark: str = "alleen teltoeval getoetst"
) -> Outcome:
    share = after.years / (before.years + after.years)
    test = stats.binomtest(after.events, before.events + after.events, share)
    interval = test.proportion_ci(1 - LEVEL)
    low, high = (_ratio(bound, before, after) for bound in (interval.low, interval.high))
    word = _word(test.pvalue, after.events / after.years, before.events / before.years)
    return Outcome(word, low, high, float(test.pvalue), remark)


def _ratio(share: float, before: Counts, after: Counts) -> float:
    """The ratio of the yearly numbers at which this share of all events is the later one's."""
    odds = share / (1 - share) if share < 1 else float("inf")
    return odds * before.years / after.years


def _widened(before: Counts, after: Counts, scale: float, *, degrees: int) -> Outcome:
    """Quasi-Poisson: the standard error of the log ratio times the root of the dispersion."""
    difference = log(after.events / after.years) - log(before.events / before.years)
    error = sqrt(scale * (1 / before.events + 1 / after.events))
    probability = 2 * float(stats.t.sf(abs(difference) / error, degrees))
    reach = float(stats.t.ppf(1 - LEVEL / 2, degrees)) * error
    remark = f"spreiding {scale:.1f} keer die van zuiver toeval".replace(".", ",")
    word = _word(probability, difference, 0)
    return Outcome(word, exp(difference - reach), exp(difference + reach), probability, remark)


def dispersion(counts: Sequence[int]) -> float:
    """The variance of yearly counts divided by their mean; 1 is pure chance (Poisson).

    Raises ``ValueError`` for fewer than two years.
    """
    if len(counts) < 2:
        raise ValueError("Dispersion needs at least two years.")
    mean = fmean(counts)
    return float(variance(counts)) / mean if mean else 1.0


def compare_percentages(
    before: float, before_size: int | None, after: float, after_size: int | None
) -> Outcome:
    """Test the change of a percentage (0 to 100) of two samples by Newcombe's interval."""
    if not before_size or not after_size:
        return Outcome(Chance.UNTESTABLE, remark="de grootte van de steekproef is niet bekend")
    first, second = before / 100, after / 100
    low, high = confint_proportions_2indep(
        round(second * after_size),
        after_size,
        round(first * before_size),
        before_size,
        method="newcomb",
        compare="diff",
        alpha=LEVEL,
    )
    clear = not low <= 0 <= high
    word = (Chance.RISE if second > first else Chance.FALL) if clear else Chance.PERHAPS
    return Outcome(word, float(low), float(high))


def _word(probability: float, after: float, before: float) -> Chance:
    if probability >= LEVEL:
        return Chance.PERHAPS
    return Chance.RISE if after > before else Chance.FALL


def chance_to_meet(before: Counts, *, most: int, years: int = 1) -> float:
    """*Doelentoets*: the chance of at most ``most`` events in ``years`` when nothing changes.

    Predictive: negative binomial with shape k + 1/2 and the two exposures (Jeffreys' prior).
    """
    share = before.years / (before.years + years)
    return float(stats.nbinom.cdf(most, before.events + 0.5, share))


def clear_from(before: Counts, *, years: int = 1, falling: bool = True) -> int | None:
    """The first count, going away from the old one, that is a clear fall or rise; None if never."""
    middle = round(before.events / before.years * years)
    steps = range(middle, -1, -1) if falling else range(middle, middle * 4 + 50)
    wanted = Chance.FALL if falling else Chance.RISE
    tested = (number for number in steps if gives(before, Counts(number, years), wanted))
    return next(tested, None)


def gives(before: Counts, after: Counts, wanted: Chance) -> bool:
    """Whether the plain test of two counts gives this word."""
    return compare_counts(before, after).chance == wanted


def expected_by_chance(tested: int) -> float:
    """How many of the tested indicators would show a clear change by chance alone."""
    return tested * LEVEL
