"""Numbers and periods as Dutch readers write them."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.numbers import Unit, printed_number, printed_value, read_number
from indicators.rules.periods import Period, month, quarter, year, years


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("27 %", "27"),
        ("7,9", "7.9"),
        ("\u22123", "-3"),
        ("1.139.720", "1139720"),
        ("0", "0"),
        ("0,0", "0.0"),
    ],
)
def test_a_dutch_number_is_read(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "..", ".", "onbekend", "x", "n.b."])
def test_a_missing_figure_is_unknown_and_not_zero(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text", ["1.5", "12.34", "1,234.5", "veel", "1e5", "½", "10 of 12", "\u0661"]
)
def test_what_can_be_read_two_ways_is_refused(text):
    with pytest.raises(ValueError, match="geen getal"):
        read_number(text)


@given(st.decimals(-(10**9), 10**9, places=3))
def test_printing_and_reading_agree(value):
    assert read_number(printed_number(value)) == value


@given(st.text())
def test_no_text_crashes_it(text):
    with suppress(ValueError):
        assert read_number(text) is None or text.strip()


def test_values_are_printed_with_their_unit():
    assert printed_value(Decimal(27), Unit.PERCENTAGE) == "27 %"
    assert printed_value(Decimal("1234.5"), Unit.COUNT) == "1.234,5"
    assert printed_value(None, Unit.COUNT) == "onbekend"


@pytest.mark.parametrize(
    ("period", "text", "months"),
    [
        (year(2021), "2021", 12),
        (years(2016, 2018), "2016-2018", 36),
        (quarter(2023, 3), "3e kwartaal 2023", 3),
        (month(2021, 2), "februari 2021", 1),
        (Period(date(2021, 2, 1), date(2021, 4, 30)), "1-2-2021 t/m 30-4-2021", 3),
        (Period(date(2021, 2, 3), date(2021, 4, 30)), "3-2-2021 t/m 30-4-2021", None),
        (Period(date(2021, 7, 1), date(2022, 6, 30)), "1-7-2021 t/m 30-6-2022", 12),
    ],
)
def test_a_period_says_what_it_is(period, text, months):
    assert (period.text, period.months) == (text, months)
