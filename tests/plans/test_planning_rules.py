"""What a planning means on a day, and the reference date (domein.md, sections 2 and 3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.planning import Phase, Planning, phase_on, reference_date

FIRST, LAST = date(2020, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("planning", "day", "phase"),
    [
        (Planning("2021", date(2021, 1, 1), date(2021, 12, 31)), date(2020, 12, 31), Phase.LATER),
        (Planning("2021", date(2021, 1, 1), date(2021, 12, 31)), date(2021, 1, 1), Phase.RUNS),
        (Planning("2021", date(2021, 1, 1), date(2021, 12, 31)), date(2021, 12, 31), Phase.RUNS),
        (Planning("2021", date(2021, 1, 1), date(2021, 12, 31)), date(2022, 1, 1), Phase.PASSED),
        (Planning("Q1 2020 e.v.", FIRST, None, open_ended=True), date(2040, 1, 1), Phase.RUNS),
        (Planning("Q1 2020 e.v.", FIRST, None, open_ended=True), date(2019, 12, 31), Phase.LATER),
        (Planning("doorlopend", continuous=True), date(2040, 1, 1), Phase.RUNS),
        (Planning("2020 doorlopend", FIRST, continuous=True), date(2019, 12, 31), Phase.LATER),
        (
            Planning("t/m april 2021 en verder", None, date(2021, 4, 30), open_ended=True),
            date(2021, 5, 1),
            Phase.RUNS,
        ),
        (Planning("t/m april 2021", None, date(2021, 4, 30)), date(2021, 5, 1), Phase.PASSED),
        (Planning("te zijner tijd"), date(2021, 5, 1), Phase.RUNS),
    ],
)
def test_phase_of_an_activity(planning, day, phase):
    assert phase_on(planning, day) is phase


@given(
    st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    st.none() | st.dates(date(2021, 1, 1), date(2023, 1, 1)),
    st.booleans(),
    st.dates(date(2018, 1, 1), date(2024, 1, 1)),
)
def test_an_activity_never_goes_back_to_an_earlier_phase(start, end, open_ended, day):
    planning = Planning("", start, end, open_ended=open_ended)
    order = [Phase.LATER, Phase.RUNS, Phase.PASSED]
    today, tomorrow = phase_on(planning, day), phase_on(planning, day + timedelta(days=1))
    assert order.index(today) <= order.index(tomorrow)


@pytest.mark.parametrize(
    ("today", "newest", "reference"),
    [
        (date(2019, 6, 1), None, FIRST),
        (FIRST, None, FIRST),
        (date(2022, 5, 5), None, date(2022, 5, 5)),
        (date(2022, 5, 5), date(2022, 1, 1), date(2022, 5, 5)),
        (LAST, None, LAST),
        (date(2024, 3, 1), None, LAST),
        (date(2024, 3, 1), date(2023, 6, 1), LAST),
        (date(2024, 3, 1), date(2024, 2, 1), date(2024, 2, 1)),
    ],
)
def test_reference_date(today, newest, reference):
    assert reference_date(today=today, first=FIRST, last=LAST, newest=newest) == reference
