"""The judgement of an indicator by section 4 of the domain, as tables of cases."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.judgement import (
    Baseline,
    Comparator,
    Judgement,
    Point,
    Series,
    Target,
    Word,
    as_good,
    judge,
    judge_provisional,
    judge_target,
    judged_target,
    meets,
    on_the_line,
)
from indicators.rules.periods import month, year, years

TODAY = date(2022, 11, 22)
MEAN = Baseline(Decimal(220), years(2016, 2018))


def target(value, comparator="<=", number=2023, benchmark="") -> Target:
    """A target by its value as text."""
    worth = None if value is None else Decimal(value)
    return Target(number, Comparator(comparator), worth, benchmark)


def point(number: int, value, *, provisional: bool = False) -> Point:
    """A figure of a year."""
    return Point(year(number), None if value is None else Decimal(value), provisional)


def judged(*points: Point, goal: Target | None = None, today=TODAY, **more) -> Judgement:
    """The judgement of the burenruzie of Heuvelland: 220 in a mean year, at most 200 in 2023."""
    series = {"baseline": MEAN, "targets": [goal or target(200)], "points": points} | more
    return judge(Series(**series), today)


def test_without_a_target_it_is_followed():
    assert judged(point(2019, 210), targets=[]).word is Word.FOLLOWED


def test_without_a_baseline_it_is_followed():
    assert judged(point(2019, 210), baseline=Baseline(None, year(2021))).word is Word.FOLLOWED


def test_a_target_on_a_benchmark_without_a_figure_is_followed_and_says_so():
    found = judged(point(2019, 210), goal=target(None, benchmark="het G32-gemiddelde van 2018"))
    assert found.word is Word.FOLLOWED
    assert "G32-gemiddelde van 2018; dat cijfer is er niet" in found.reason


@pytest.mark.parametrize("points", [[], [point(2017, 180)], [point(2019, None)]])
def test_without_a_figure_after_the_baseline_it_is_not_measured(points):
    assert judged(*points).word is Word.NOT_MEASURED


# From the end of 2018 (220) to the end of 2023 (200) the line falls 4 a year.
@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("216", Word.ON_COURSE),
        ("216.01", Word.BEHIND),
        ("0", Word.ON_COURSE),
        ("219.99", Word.BEHIND),
        ("220", Word.BEHIND),
        ("220.01", Word.WORSE),
    ],
)
def test_on_the_way_it_is_laid_beside_the_straight_line(value, word):
    exact = on_the_line(MEAN, target(200), date(2019, 12, 31))
    assert round(exact, 1) == Decimal("216.0")
    limit = Decimal(value) if value != "216" else exact
    assert judged(Point(year(2019), limit)).word is word


@pytest.mark.parametrize(
    ("comparator", "value", "word"),
    [
        ("<=", "200", Word.REACHED),
        ("<", "200", Word.MISSED),
        ("<", "199.999", Word.REACHED),
        ("<=", "200.001", Word.MISSED),
        (">=", "200", Word.REACHED),
        (">", "200", Word.MISSED),
        (">", "200.001", Word.REACHED),
    ],
)
def test_in_the_targets_year_the_comparator_decides_exactly(comparator, value, word):
    goal = target(200, comparator)
    found = judged(point(2023, value), goal=goal, today=date(2024, 5, 1))
    assert found.word is word
    assert found.target == goal


def test_a_judgement_of_the_targets_year_stands_afterwards():
    points = [point(2023, 190), point(2024, 400)]
    assert judged(*points, today=date(2025, 5, 1)).word is Word.REACHED


def test_a_targets_year_that_is_over_without_a_figure_is_not_measured():
    assert judged(point(2022, 190), today=date(2024, 1, 1)).word is Word.YEAR_NOT_MEASURED
    assert judged(point(2022, 190), today=date(2023, 12, 31)).word is Word.ON_COURSE


@pytest.mark.parametrize(
    ("value", "word"), [("7.9", Word.ON_COURSE), ("8", Word.ON_COURSE), ("7.8", Word.WORSE)]
)
def test_a_hold_target_is_on_course_or_worse(value, word):
    mark = Baseline(Decimal("7.9"), year(2022))
    goal = target("7.9", ">=", 2026)
    found = judged(point(2023, value), goal=goal, baseline=mark, today=date(2024, 5, 1))
    assert found.word is word


def test_a_rise_is_no_deterioration_where_more_reports_are_wanted():
    assert judged(point(2019, 300), registration_effect=True).word is Word.MORE_REPORTS
    assert judged(point(2019, 210), registration_effect=True).word is Word.ON_COURSE
    goal = target(240, ">=")
    assert judged(point(2019, 100), goal=goal, registration_effect=True).word is Word.WORSE


def test_zero_is_a_figure_and_unknown_is_not():
    assert judged(point(2019, 0)).word is Word.ON_COURSE
    assert judged(point(2019, 0), point(2020, None)).point == point(2019, 0)


def test_only_years_are_laid_beside_a_mean_of_years():
    months = [Point(month(2019, number), Decimal(10)) for number in range(1, 13)]
    assert judged(*months).word is Word.NOT_MEASURED


def test_nothing_is_compared_across_a_break_of_method():
    found = judged(point(2019, 210), point(2021, 100), breaks=[date(2021, 1, 1)])
    assert found.point == point(2019, 210)
    found = judged(point(2021, 100), breaks=[date(2021, 1, 1)])
    assert found.word is Word.NOT_MEASURED
    assert "dezelfde methode" in found.reason


def test_a_provisional_figure_is_judged_beside_the_final_one():
    series = Series(MEAN, [target(200)], [point(2020, 225), point(2021, 205, provisional=True)])
    assert judge(series, TODAY).word is Word.WORSE
    found = judge_provisional(series, TODAY)
    assert (found.word, found.is_provisional) == (Word.ON_COURSE, True)
    final = Series(MEAN, [target(200)], [point(2020, 225)])
    assert judge_provisional(final, TODAY) is None


def test_of_several_targets_the_first_whose_year_is_not_over_counts():
    goals = [target(6, number=2018), target(8, number=2015), target(7, number=2016)]
    found = {day: judged_target(goals, date(day, 6, 1)).year for day in (2014, 2015, 2016, 2019)}
    assert found == {2014: 2015, 2015: 2015, 2016: 2016, 2019: 2018}
    series = Series(Baseline(Decimal("6.8"), year(2013)), goals, [point(2015, 9)], "percentage")
    words = [judge_target(series, goal, date(2016, 6, 1)).word for goal in goals]
    assert words == [Word.WORSE, Word.MISSED, Word.WORSE]


values = st.decimals(0, 1000, places=2)
comparators = st.sampled_from(Comparator)


@given(values, values, comparators)
def test_what_is_better_is_never_judged_worse(first, second, comparator):
    better, worse = (first, second) if as_good(first, second, comparator) else (second, first)
    order = [Word.WORSE, Word.BEHIND, Word.ON_COURSE]
    goal = Target(2023, comparator, Decimal(200) if comparator.wants_less else Decimal(240))
    ranks = [
        order.index(judged(Point(year(2020), value), goal=goal).word) for value in (worse, better)
    ]
    assert ranks == sorted(ranks)


@given(values, values)
def test_the_four_comparators_agree_with_each_other(value, wanted):
    assert meets(value, Comparator.BELOW, wanted) != meets(value, Comparator.AT_LEAST, wanted)
    assert meets(value, Comparator.ABOVE, wanted) != meets(value, Comparator.AT_MOST, wanted)
