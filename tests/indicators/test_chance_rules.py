"""Chance, against published figures, the domain's own examples and a second method."""

import numpy as np
import pytest
from scipy import stats

from indicators.rules.chance import (
    Chance,
    Counts,
    chance_to_meet,
    clear_from,
    compare_counts,
    compare_percentages,
    dispersion,
    expected_by_chance,
)

MEAN_OF_THREE = Counts(660, 3)


@pytest.mark.parametrize(
    ("events", "chance"),
    [(186, Chance.FALL), (187, Chance.PERHAPS), (219, Chance.PERHAPS), (300, Chance.RISE)],
)
def test_220_a_year_in_three_years_falls_clearly_from_186(events, chance):
    assert compare_counts(MEAN_OF_THREE, Counts(events, 1)).chance is chance
    assert clear_from(MEAN_OF_THREE) == 186


def test_the_conditional_test_and_not_another():
    """Domain, section 4: 233 (mean of three years) to 200 is p = 0.059."""
    found = compare_counts(Counts(699, 3), Counts(200, 1))
    assert round(found.probability, 3) == 0.059
    assert found.chance is Chance.PERHAPS
    assert found.remark == "alleen teltoeval getoetst"


def test_the_interval_agrees_with_the_word():
    found = compare_counts(MEAN_OF_THREE, Counts(186, 1))
    assert found.low < found.high < 1
    assert compare_counts(Counts(5, 1), Counts(0, 1)).low == 0
    assert compare_counts(Counts(0, 1), Counts(9, 1)).high == float("inf")


def test_two_zeros_differ_by_nothing():
    assert compare_counts(Counts(0, 3), Counts(0, 1)).chance is Chance.PERHAPS


def test_rounded_figures_below_25_are_not_tested():
    assert compare_counts(Counts(20, 1), Counts(5, 1), rounded=True).chance is Chance.UNTESTABLE
    assert compare_counts(Counts(200, 1), Counts(100, 1), rounded=True).chance is Chance.FALL


def test_the_plain_test_is_wrong_at_most_five_times_in_a_hundred():
    """A second method: 1,000 pairs of Poisson counts without a change."""
    numbers = np.random.default_rng(7)
    first, second = numbers.poisson(660, 1000), numbers.poisson(220, 1000)
    words = [
        compare_counts(Counts(int(a), 3), Counts(int(b), 1)).chance
        for a, b in zip(first, second, strict=True)
    ]
    wrong = sum(word is not Chance.PERHAPS for word in words) / len(words)
    assert 0.03 < wrong < 0.06


def test_with_dispersion_three_the_plain_test_errs_a_quarter_and_the_widened_one_does_not():
    """Domain, section 4: at a variance of three times the mean a 5 % test is wrong 24 %."""
    numbers = np.random.default_rng(11)
    years = numbers.negative_binomial(110, 1 / 3, (500, 9))  # mean 220, variance 660
    plain = widened = 0
    for row in years:
        before, after = Counts(int(row[5:8].sum()), 3), Counts(int(row[8]), 1)
        told = [int(count) for count in row[:8]]
        plain += compare_counts(before, after).chance is not Chance.PERHAPS
        widened += compare_counts(before, after, years_before=told).chance is not Chance.PERHAPS
    assert 0.19 < plain / 500 < 0.29
    assert widened / 500 < 0.09


def test_dispersion_is_variance_by_mean():
    assert dispersion([10, 20]) == pytest.approx(50 / 15)
    assert dispersion([0, 0]) == 1
    with pytest.raises(ValueError, match="two years"):
        dispersion([5])


def test_newcombes_interval_as_published():
    """Newcombe (1998), table II, case (a), method 10: 56/70 - 48/80 gives 0.0524 to 0.3339."""
    found = compare_percentages(60, 80, 80, 70)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert found.chance is Chance.RISE


def test_percentages_without_sizes_are_not_tested():
    assert compare_percentages(27, None, 21, 400).chance is Chance.UNTESTABLE


def test_maasgouw_meets_its_target_by_chance_in_41_of_100():
    """Domain, section 4: 129 in 2021, at most 125: 41 %, and 38 % at a fixed rate."""
    assert round(chance_to_meet(Counts(129, 1), most=125), 2) == 0.41
    assert round(stats.poisson.cdf(125, 129), 2) == 0.38
    assert clear_from(Counts(129, 1)) == 98


def test_the_predictive_chance_agrees_with_simulation():
    numbers = np.random.default_rng(3)
    rates = numbers.gamma(660.5, 1 / 3, 200_000)
    share = (numbers.poisson(rates) <= 200).mean()
    assert chance_to_meet(MEAN_OF_THREE, most=200) == pytest.approx(share, abs=0.005)


def test_nothing_can_fall_clearly_from_three():
    assert clear_from(Counts(3, 1)) is None
    assert clear_from(Counts(3, 1), falling=False) == 12


def test_of_forty_indicators_two_differ_by_chance():
    assert expected_by_chance(40) == 2
