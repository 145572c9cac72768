"""A term in words that need no explanation."""

from datetime import date

import pytest

from plans.rules.planning import Planning
from plans.rules.terms import term_of

START, END = date(2020, 4, 1), date(2021, 12, 31)


@pytest.mark.parametrize(
    ("planning", "words"),
    [
        (Planning("zodra het kan"), ""),
        (Planning(start=START), "vanaf 1-4-2020"),
        (Planning(start=START, open_ended=True), "1-4-2020 en verder"),
        (Planning(start=START, end=END), "1-4-2020 tot en met 31-12-2021"),
        (
            Planning(start=START, end=END, open_ended=True),
            "1-4-2020 tot en met 31-12-2021 en verder",
        ),
        (Planning(end=END), "tot en met 31-12-2021"),
        (Planning(end=END, open_ended=True), "tot en met 31-12-2021 en verder"),
        (Planning(open_ended=True), "zonder einddatum"),
        (Planning(continuous=True), "doorlopend"),
        (Planning(continuous=True, open_ended=True), "doorlopend"),
        (Planning(start=START, continuous=True), "doorlopend, vanaf 1-4-2020"),
        (
            Planning(start=START, end=END, continuous=True),
            "doorlopend, 1-4-2020 tot en met 31-12-2021",
        ),
    ],
)
def test_a_term_in_words(planning, words):
    assert term_of(planning) == words
