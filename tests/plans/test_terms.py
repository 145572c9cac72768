"""A term in words; what else is printed stands with the wordings."""

from datetime import date

import pytest

from plans.rules.planning import Planning
from plans.rules.terms import term_of

START, END = date(2020, 4, 1), date(2021, 12, 31)


@pytest.mark.parametrize(
    ("planning", "words"),
    [
        (Planning("zodra het kan"), ""),
        (Planning(), ""),
        (Planning("Q2 2020 e.v.", START, open_ended=True), "1-4-2020 e.v."),
        (Planning("2020/2021", START, END), "1-4-2020 t/m 31-12-2021"),
        (Planning("het hele jaar door", continuous=True), "doorlopend"),
    ],
)
def test_a_term_in_words(planning, words):
    assert term_of(planning) == words
