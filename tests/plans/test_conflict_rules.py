"""Two people in one text: which fields differ, and what the form holds next."""

from datetime import date

import pytest

from plans.rules.conflicts import (
    Difference,
    apart,
    differences,
    fingerprint,
    fingerprints,
    merged,
)

WAS = {"title": "Zorg", "aim": "Minder meldingen", "points": ["een"]}
BOTH, THEIRS, MINE = "both changed it", "only the colleague did", "only I did"
CASES = [
    ("nobody changed it", "Zorg", "Zorg", None, "Zorg"),
    (MINE, "Zorg en veiligheid", "Zorg", False, "Zorg en veiligheid"),
    (THEIRS, "Zorg", "Zorg en wonen", True, "Zorg en wonen"),
    (BOTH, "Zorg en veiligheid", "Zorg en wonen", False, "Zorg en veiligheid"),
    ("both changed it alike", "Wonen", "Wonen", None, "Wonen"),
    ("I emptied it", "", "Zorg en wonen", False, ""),
    ("the colleague emptied it", "Zorg", "", True, ""),
]


@pytest.mark.parametrize(
    ("mine", "theirs", "untouched", "holds"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_field_of_two_writers(mine, theirs, untouched, holds):
    typed, stands = WAS | {"title": mine}, WAS | {"title": theirs}
    found = differences(fingerprints(WAS), typed, stands)
    expected = [] if untouched is None else [Difference("title", theirs, mine, untouched)]
    assert found == expected
    assert merged(typed, found) == WAS | {"title": holds}


@pytest.mark.parametrize("was", [{}, {"title": "x"}, {"title": None}, {"aim": ["x"]}])
def test_without_a_mark_a_field_counts_as_typed(was):
    found = differences(was, WAS, WAS | {"title": "Wonen"})
    assert found == [Difference("title", "Wonen", "Zorg", is_untouched=False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", 1),
        ("", None),
        (["a", "b"], ["b", "a"]),
        ([], ""),
        (date(2020, 1, 1), date(2020, 1, 2)),
        (True, False),
    ],
)
def test_unequal_values_have_unequal_marks(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_equal_values_have_equal_marks():
    one = [{"title": "é", "points": ["x"], "day": date(2020, 1, 1)}]
    other = [{"day": date(2020, 1, 1), "points": ["x"], "title": "é"}]
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("a", "b", ("a", "b")),
        (["a", "b"], ["a", "c"], (["b"], ["c"])),
        (["a"], ["a", "c"], ([], ["c"])),
        (["a", "b"], ["b", "a"], (["a", "b"], ["b", "a"])),
        (["a"], "a", (["a"], "a")),
    ],
)
def test_of_two_lists_only_what_differs_is_told(one, other, told):
    assert apart(one, other) == told
