"""Orders of themes and activities: cases, and that nothing is ever lost or doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.positions import Step, placed, previous, renumbered, stepped

PLACED = [
    ("down the list", "abcd", "a", "c", "bcad"),
    ("up the list", "abcd", "d", "a", "adbc"),
    ("in front", "abcd", "c", None, "cabd"),
    ("where it stands", "abcd", "b", "a", "abcd"),
    ("in front where it stands", "abcd", "a", None, "abcd"),
    ("at the end", "abcd", "a", "d", "bcda"),
    ("a new one", "abc", "x", "b", "abxc"),
    ("a new one in front", "abc", "x", None, "xabc"),
    ("into nothing", "", "x", None, "x"),
    ("alone", "a", "a", None, "a"),
]


@pytest.mark.parametrize(
    ("order", "item", "after", "result"), [c[1:] for c in PLACED], ids=[c[0] for c in PLACED]
)
def test_an_item_is_put_after_another(order, item, after, result):
    assert placed(order, item, after) == list(result)


@pytest.mark.parametrize("after", ["a", "z"])
def test_nothing_stands_after_itself_or_after_what_is_not_there(after):
    with pytest.raises(ValueError, match="not in list"):
        placed("abc", "a", after)


STEPPED = [
    ("up", "abc", "b", Step.UP, "bac"),
    ("down", "abc", "b", Step.DOWN, "acb"),
    ("up from the first place", "abc", "a", Step.UP, "abc"),
    ("down from the last place", "abc", "c", Step.DOWN, "abc"),
    ("alone", "a", "a", Step.DOWN, "a"),
]


@pytest.mark.parametrize(
    ("order", "item", "step", "result"), [c[1:] for c in STEPPED], ids=[c[0] for c in STEPPED]
)
def test_an_item_goes_one_place_further(order, item, step, result):
    assert stepped(order, item, step) == list(result)


@pytest.mark.parametrize(("item", "before"), [("a", None), ("b", "a"), ("c", "b")])
def test_what_stands_before_an_item(item, before):
    assert previous("abc", item) == before


@pytest.mark.parametrize(
    ("order", "positions", "written"),
    [
        ("abc", {"a": 0, "b": 1, "c": 2}, {}),
        ("bac", {"a": 0, "b": 1, "c": 2}, {"b": 0, "a": 1}),
        ("abc", {"a": 3, "b": 4, "c": 9}, {"a": 0, "b": 1, "c": 2}),
        ("xab", {"a": 0, "b": 1}, {"x": 0, "a": 1, "b": 2}),
        ("", {}, {}),
    ],
)
def test_only_what_stands_elsewhere_is_numbered(order, positions, written):
    assert renumbered(order, positions) == written


ORDERS = st.lists(st.integers(), min_size=1, max_size=12, unique=True)


@given(st.data(), ORDERS)
def test_a_permutation_stays_a_permutation(data, order):
    item = data.draw(st.sampled_from(order))
    others = [each for each in order if each != item]
    after = data.draw(st.sampled_from([None, *others]))
    moved = placed(order, item, after)
    assert sorted(moved) == sorted(order)
    assert [each for each in moved if each != item] == others
    assert previous(moved, item) == after


@given(st.data(), ORDERS)
def test_a_step_and_the_step_back_change_nothing(data, order):
    item = data.draw(st.sampled_from(order[:-1] or order))
    there = stepped(order, item, Step.DOWN)
    assert sorted(there) == sorted(order)
    if len(order) > 1:
        assert stepped(there, item, Step.UP) == order


@given(st.data(), ORDERS)
def test_numbers_follow_the_order_whatever_they_were(data, order):
    was = data.draw(st.dictionaries(st.sampled_from(order), st.integers(0, 20)))
    now = was | renumbered(order, was)
    assert sorted(order, key=now.__getitem__) == order
