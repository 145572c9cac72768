"""Counting cells: empty is no colour, n.v.t. and H stand apart (domein.md, section 3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.counts import Count, count
from plans.rules.status import Status

OWN, BY_GROUP = "lokaal", "groep"
cells = st.tuples(st.sampled_from(["", *Status]), st.sampled_from([OWN, BY_GROUP]))


@pytest.mark.parametrize(
    ("given_cells", "counted"),
    [
        ([], Count()),
        ([("groen", OWN)], Count(done=1, total=1)),
        ([("rood", OWN), ("geel", OWN), ("grijs", OWN)], Count(total=3)),
        ([("", OWN)], Count(total=1, empty=1)),
        ([("nvt", OWN)], Count()),
        ([("groen", BY_GROUP)], Count(by_group=1)),
        ([("", BY_GROUP), ("nvt", BY_GROUP)], Count(by_group=2)),
        (
            [("groen", OWN), ("groen", BY_GROUP), ("", OWN), ("nvt", OWN), ("rood", OWN)],
            Count(done=1, total=3, empty=1, by_group=1),
        ),
    ],
)
def test_counts(given_cells, counted):
    assert count(given_cells) == counted


@given(st.lists(cells), st.lists(cells))
def test_counting_in_two_parts_gives_the_same(some, others):
    left, right, whole = count(some), count(others), count(some + others)
    assert whole == Count(
        left.done + right.done,
        left.total + right.total,
        left.empty + right.empty,
        left.by_group + right.by_group,
    )


@given(st.lists(cells))
def test_every_cell_is_counted_once_or_does_not_apply(some):
    found = count(some)
    not_applying = sum(status == Status.NVT and level == OWN for status, level in some)
    assert found.total + found.by_group + not_applying == len(some)
    assert found.done + found.empty <= found.total
