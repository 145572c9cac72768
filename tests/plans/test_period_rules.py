"""The next period of a plan, and which activities go along."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.periods import Period, goes_along, next_period, title_in
from plans.rules.planning import Planning

FOUR_YEARS = Period(date(2020, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (FOUR_YEARS, Period(date(2024, 1, 1), date(2027, 12, 31))),
        (
            Period(date(2021, 1, 1), date(2021, 12, 31)),
            Period(date(2022, 1, 1), date(2022, 12, 31)),
        ),
        (
            Period(date(2021, 7, 1), date(2021, 9, 30)),
            Period(date(2021, 10, 1), date(2021, 12, 31)),
        ),
        (
            Period(date(2021, 1, 10), date(2021, 1, 19)),
            Period(date(2021, 1, 20), date(2021, 1, 29)),
        ),
        (Period(date(9000, 1, 1), date(9999, 12, 31)), None),
        (Period(date(5000, 1, 1), date(9998, 12, 31)), None),
    ],
)
def test_the_period_that_follows(period, expected):
    assert next_period(period) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 4000))
def test_it_starts_on_the_day_after_and_ends_later(first, days):
    period = Period(first, date.fromordinal(first.toordinal() + days))
    following = next_period(period)
    assert following.first.toordinal() == period.last.toordinal() + 1
    assert following.last >= following.first
    assert not period.overlaps(following)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Uitvoeringsplan Heuvelland 2020-2023", "Uitvoeringsplan Heuvelland 2024-2027"),
        ("Jaarplan 2023", "Jaarplan 2027"),
        ("Plan 112 en artikel 20201", "Plan 112 en artikel 20201"),
    ],
)
def test_the_years_in_a_title_move_along(title, expected):
    assert title_in(title, FOUR_YEARS, next_period(FOUR_YEARS)) == expected


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((1, 5), (6, 9), False),
        ((1, 5), (5, 9), True),
        ((1, 9), (3, 4), True),
        ((6, 9), (1, 5), False),
    ],
)
def test_periods_that_share_a_day_overlap(one, other, overlap):
    first, second = (Period(date(2021, 1, a), date(2021, 1, b)) for a, b in (one, other))
    assert first.overlaps(second) is overlap


ENDS = Planning("2021", date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("planning", "statuses", "expected"),
    [
        (ENDS, ["groen", "groen"], False),
        (ENDS, ["groen", "geel"], True),
        (ENDS, ["groen", ""], True),
        (ENDS, ["groen", "nvt"], False),
        (ENDS, ["nvt", "nvt"], False),
        (ENDS, ["grijs"], True),
        (Planning("doorlopend", continuous=True), ["groen"], True),
        (Planning("Q1 2020 e.v.", open_ended=True), ["groen"], True),
        (Planning("zodra het kan"), ["rood"], True),
    ],
)
def test_what_goes_along_to_the_next_period(planning, statuses, expected):
    assert goes_along(planning, statuses) is expected
