"""What a cell's entries say on a day, and what must be explained (domein.md, section 3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.status import (
    Explanation,
    Fact,
    Level,
    Stand,
    Status,
    effective,
    explanation_for,
    is_backwards,
    months_before,
    stand_on,
    withdrawable,
)

FIRST = date(2020, 1, 1)
SPRING, SUMMER, AUTUMN = date(2021, 3, 1), date(2021, 7, 1), date(2021, 10, 1)
COLOURS = [status.value for status in Status]


@st.composite
def histories(draw) -> list[Fact]:
    """Entries as the services write them: numbered in order, each withdrawing an earlier one."""
    facts: list[Fact] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        open_ones = [fact.number for fact in effective(facts)]
        if open_ones and draw(st.integers(0, 3)) == 0:
            cancelled = draw(st.sampled_from(open_ones))
            day = next(fact.valid_from for fact in facts if fact.number == cancelled)
            facts.append(Fact(number, day, cancels=cancelled))
            continue
        part = draw(st.sampled_from(["status", "status", "level", "target"]))
        value = draw(st.sampled_from([*Level] if part == "level" else COLOURS))
        note = draw(st.sampled_from(["", "waarom"]))
        day = FIRST + timedelta(days=draw(st.integers(0, 6)))
        facts.append(Fact(number, day, note=note, **{part: value}))
    return facts


days = st.integers(-1, 7).map(lambda number: FIRST + timedelta(days=number))

TWO_ON_ONE_DAY = [Fact(1, SPRING, "rood"), Fact(2, SPRING, "geel", note="later bedacht")]
BACKDATED = [Fact(1, SUMMER, "groen"), Fact(2, SPRING, "geel")]
CORRECTED_ON_THE_DAY = [Fact(1, SPRING, "geel"), Fact(2, SUMMER, "rood"), Fact(3, SUMMER, "geel")]
WITHDRAWN = [Fact(1, SPRING, "rood"), Fact(2, SUMMER, "geel"), Fact(3, SUMMER, cancels=2)]


@pytest.mark.parametrize(
    ("facts", "day", "status", "since"),
    [
        ([], SPRING, "", None),
        ([Fact(1, SUMMER, "rood")], SPRING, "", None),
        ([Fact(1, SUMMER, "rood")], SUMMER - timedelta(days=1), "", None),
        ([Fact(1, SUMMER, "rood")], SUMMER, "rood", SUMMER),
        ([Fact(1, SPRING, "rood"), Fact(2, AUTUMN, "geel")], SUMMER, "rood", SPRING),
        ([Fact(1, SPRING, "rood"), Fact(2, AUTUMN, "geel")], AUTUMN, "geel", AUTUMN),
        (TWO_ON_ONE_DAY, SPRING, "geel", SPRING),
        (TWO_ON_ONE_DAY[::-1], SPRING, "geel", SPRING),
        (BACKDATED, SPRING, "geel", SPRING),
        (BACKDATED, AUTUMN, "groen", SUMMER),
        (WITHDRAWN, AUTUMN, "rood", SPRING),
        ([*WITHDRAWN, Fact(4, SPRING, cancels=1)], AUTUMN, "", None),
        ([*WITHDRAWN, Fact(4, SUMMER, "groen")], AUTUMN, "groen", SUMMER),
        ([Fact(1, SPRING, "rood"), Fact(2, SUMMER, "rood")], AUTUMN, "rood", SPRING),
        ([Fact(1, SPRING, "rood"), Fact(2, SUMMER, target="groen")], AUTUMN, "rood", SPRING),
        (CORRECTED_ON_THE_DAY, AUTUMN, "geel", SPRING),
    ],
)
def test_stand_on_a_day(facts, day, status, since):
    stand = stand_on(facts, day)
    assert (stand.status, stand.since) == (status, since)


def test_each_part_of_a_stand_has_its_own_newest_fact():
    facts = [
        Fact(1, SPRING, "rood", target="geel", note="geen mensen"),
        Fact(2, SUMMER, level=Level.GROEP),
        Fact(3, AUTUMN, target="groen"),
    ]
    assert stand_on(facts, SUMMER) == Stand(
        "rood", Level.GROEP, "geel", "geen mensen", since=SPRING, touched=SUMMER
    )
    assert stand_on(facts, None) == Stand(
        "rood", Level.GROEP, "groen", "geen mensen", since=SPRING, touched=AUTUMN
    )


def test_a_note_goes_with_its_status():
    facts = [Fact(1, SPRING, "rood", note="geen geld"), Fact(2, SUMMER, "geel")]
    assert stand_on(facts, SPRING).note == "geen geld"
    assert stand_on(facts, SUMMER).note == ""


def test_an_entry_recorded_between_two_others_moves_the_day_since():
    facts = [Fact(1, SPRING, "geel"), Fact(2, AUTUMN, "groen"), Fact(3, SUMMER, "groen")]
    assert stand_on(facts, AUTUMN).since == SUMMER
    assert stand_on(facts[:2], AUTUMN).since == AUTUMN


@given(histories(), days)
def test_a_later_fact_never_counts(facts, day):
    assert stand_on(facts, day) == stand_on([fact for fact in facts if fact.valid_from <= day], day)


@given(histories(), days, st.randoms())
def test_the_order_of_the_input_does_not_matter(facts, day, random):
    shuffled = random.sample(facts, len(facts))
    assert stand_on(shuffled, day) == stand_on(facts, day)


@given(histories(), days)
def test_a_withdrawn_entry_leaves_no_trace(facts, day):
    newest = withdrawable(facts)
    before = [fact for fact in facts if newest != fact.number]
    if newest is not None:
        mistake = next(fact for fact in facts if fact.number == newest)
        facts = [*facts, Fact(99, mistake.valid_from, cancels=newest)]
    assert stand_on(facts, day) == stand_on(before, day)


@given(histories())
def test_withdrawing_twice_is_withdrawing_once(facts):
    once = [*facts, Fact(98, SPRING, cancels=1)]
    assert effective([*once, Fact(99, SPRING, cancels=1)]) == effective(once)


@given(histories())
def test_the_newest_stand_is_that_of_the_last_day(facts):
    assert stand_on(facts, None) == stand_on(facts, date.max)


@given(histories(), days)
def test_a_stand_holds_since_a_day_that_has_come(facts, day):
    stand = stand_on(facts, day)
    assert (stand.since is None) == (stand.status == "")
    assert stand.since is None or stand.since <= stand.touched <= day
    if stand.since is not None:
        assert stand_on(facts, stand.since).status == stand.status
        assert stand_on(facts, stand.since - timedelta(days=1)).status != stand.status


@given(histories())
def test_withdrawing_one_after_another_empties_a_cell(facts):
    number = 100
    while (newest := withdrawable(facts)) is not None:
        facts = [*facts, Fact(number, FIRST, cancels=newest)]
        number += 1
    assert stand_on(facts, None) == Stand()


@pytest.mark.parametrize(
    ("facts", "newest"),
    [
        ([], None),
        ([Fact(1, AUTUMN, "rood"), Fact(2, SPRING, "geel")], 2),
        ([Fact(1, SPRING, "rood"), Fact(2, SPRING, cancels=1)], None),
        (WITHDRAWN, 1),
    ],
)
def test_the_newest_recorded_entry_can_be_withdrawn(facts, newest):
    assert withdrawable(facts) == newest


@pytest.mark.parametrize("before", ["", *COLOURS])
@pytest.mark.parametrize("after", COLOURS)
def test_only_rood_geel_groen_go_backwards(before, after):
    backwards = {("groen", "geel"), ("groen", "rood"), ("geel", "rood")}
    assert is_backwards(before, after) == ((before, after) in backwards)


BOTH, NOTE, NOTHING = (True, True), (True, False), (False, False)
BEFORE_ITS_END, AFTER_ITS_END = date(2022, 1, 1), date(2020, 12, 31)


@pytest.mark.parametrize(
    ("before", "after", "ends", "asked"),
    [
        ("", "rood", None, NOTHING),
        ("", "groen", AFTER_ITS_END, NOTHING),
        ("rood", "geel", None, NOTHING),
        ("geel", "groen", AFTER_ITS_END, NOTHING),
        ("groen", "groen", None, NOTHING),
        ("geel", "rood", None, BOTH),
        ("groen", "rood", None, BOTH),
        ("groen", "geel", AFTER_ITS_END, BOTH),
        ("", "rood", AFTER_ITS_END, BOTH),
        ("rood", "rood", AFTER_ITS_END, BOTH),
        ("grijs", "rood", AFTER_ITS_END, BOTH),
        ("", "rood", BEFORE_ITS_END, NOTHING),
        ("", "rood", SPRING, NOTHING),
        ("", "rood", SPRING - timedelta(days=1), BOTH),
        ("rood", "nvt", None, NOTE),
        ("groen", "grijs", AFTER_ITS_END, NOTE),
        ("nvt", "nvt", None, NOTHING),
        ("grijs", "grijs", None, NOTHING),
        ("nvt", "rood", None, NOTHING),
        ("grijs", "geel", None, NOTHING),
    ],
)
def test_what_must_be_explained(before, after, ends, asked):
    found = explanation_for(before=before, after=after, ends=ends, valid_from=SPRING)
    assert (found.note, found.reason) == asked
    assert bool(found.because) == found.note


def test_an_explanation_says_why_it_is_asked():
    found = explanation_for(before="groen", after="rood", ends=None, valid_from=SPRING)
    assert found.because == "De status gaat terug van groen naar rood."
    found = explanation_for(before="", after="rood", ends=AFTER_ITS_END, valid_from=SPRING)
    assert found.because == "De termijn van deze activiteit is voorbij."
    found = explanation_for(before="geel", after="nvt", ends=None, valid_from=SPRING)
    assert found == Explanation(note=True, because="De status wordt n.v.t.")


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2021, 7, 15), 6, date(2021, 1, 15)),
        (date(2021, 3, 15), 6, date(2020, 9, 15)),
        (date(2021, 8, 31), 6, date(2021, 2, 28)),
        (date(2020, 8, 31), 6, date(2020, 2, 29)),
        (date(2021, 12, 31), 6, date(2021, 6, 30)),
        (date(2021, 1, 31), 12, date(2020, 1, 31)),
    ],
)
def test_months_before(day, months, earlier):
    assert months_before(day, months) == earlier


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_before_is_the_same_day_or_the_last_of_its_month(day, months):
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1


def test_a_fact_is_never_altered():
    fact = Fact(1, SPRING, "rood")
    assert replace(fact, number=2) != fact
    assert fact.number == 1
