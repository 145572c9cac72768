"""What is missing from a plan, by tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from plans.rules.completeness import (
    Facts,
    Finding,
    Gap,
    Theme,
    counted,
    findings,
    gaps_of,
)
from plans.rules.matrix import Line, Shown, Text
from plans.rules.planning import Phase, Planning
from plans.rules.status import Level

DAY = date(2022, 6, 1)
LONG_AGO, LATELY = date(2021, 11, 30), date(2022, 5, 1)
RUNS = Planning("2022", date(2022, 1, 1), date(2022, 12, 31))
OVER = Planning("2021", date(2021, 1, 1), date(2021, 12, 31))
LATER = Planning("2023", date(2023, 1, 1), date(2023, 12, 31))
GOES_ON = Planning("doorlopend", continuous=True)
AIMED = Theme(pk=1, theme=11, has_goal=True, is_unknown=False)
TEXT = Text(
    pk=7,
    key="a",
    theme=1,
    subject="Onderwerp",
    title="Titel",
    description="",
    points=(),
    coordinators=("RIEC",),
    undecided=False,
    partners=("Politie",),
    planning=RUNS,
)
GREEN = Shown("groen", target="groen", touched=LATELY)
BY_GROUP = Shown("groen", Level.GROEP, "groen", LATELY)


def line(text: Text = TEXT, **cells: Shown) -> Line:
    """A row; cells as ``v`` (1) and ``m`` (2), both complete unless said."""
    by_town = {"v": GREEN, "m": GREEN} | cells
    return Line(text, Phase.RUNS, {1: by_town["v"], 2: by_town["m"]})


def gaps(*lines: Line, themes=(AIMED,), **more) -> list[Gap]:
    """The gaps of these rows."""
    return [each.gap for each in findings(Facts(DAY, themes, lines, **more))]


def test_a_plan_in_which_nothing_is_missing():
    assert gaps(line()) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"coordinators": ()}, [Gap.NO_COORDINATOR]),
        ({"coordinators": (), "undecided": True}, [Gap.UNDECIDED]),
        ({"undecided": True}, [Gap.UNDECIDED]),
        ({"partners": ()}, [Gap.NO_PARTNER]),
        ({"planning": Planning()}, [Gap.NO_PLANNING]),
        ({"planning": Planning("zodra het kan")}, [Gap.PLANNING_UNREAD]),
        ({"planning": Planning("bij een crisis", condition="bij een crisis")}, []),
        ({"planning": Planning("vanaf 2020", start=date(2020, 1, 1))}, []),
        ({"planning": Planning("e.v.", open_ended=True)}, []),
        ({"planning": Planning(start=date(2020, 1, 1))}, []),
        (
            {"coordinators": (), "partners": (), "planning": Planning()},
            [Gap.NO_COORDINATOR, Gap.NO_PARTNER, Gap.NO_PLANNING],
        ),
    ],
)
def test_what_a_text_lacks(change, found):
    assert gaps(line(TEXT._replace(**change))) == found


@pytest.mark.parametrize(
    ("cell", "planning", "found"),
    [
        (Shown(target="groen"), RUNS, [Gap.EMPTY]),
        (Shown(target="groen"), LATER, [Gap.EMPTY]),
        (Shown(), RUNS, [Gap.EMPTY, Gap.NO_TARGET]),
        (Shown("geel", touched=LATELY), RUNS, [Gap.NO_TARGET]),
        (Shown("nvt", touched=LATELY), RUNS, []),
        (Shown("grijs", touched=LATELY), RUNS, [Gap.NO_TARGET]),
        (Shown("geel", target="groen", touched=LATELY), OVER, [Gap.PASSED]),
        (Shown("groen", target="groen", touched=LATELY), OVER, []),
        (Shown("grijs", target="grijs", touched=LONG_AGO), OVER, []),
        (Shown("geel", target="groen", touched=LONG_AGO), RUNS, [Gap.UNTOUCHED]),
        (Shown("geel", target="groen", touched=LONG_AGO), LATER, []),
        (Shown("groen", target="groen", touched=LONG_AGO), RUNS, []),
        (Shown("groen", target="groen", touched=LONG_AGO), GOES_ON, [Gap.UNTOUCHED]),
    ],
)
def test_what_a_cell_lacks(cell, planning, found):
    text = TEXT._replace(planning=planning)
    assert [
        each for each in findings(Facts(DAY, [AIMED], [line(text, m=cell)])) if each.place == 2
    ] == [Finding(gap, 1, text, 2) for gap in found]


def test_what_the_group_carries_out_lacks_it_once_and_at_the_group():
    empty = Shown("", Level.GROEP)
    found = list(findings(Facts(DAY, [AIMED], [line(v=empty, m=empty)])))
    assert [(each.gap, each.place) for each in found] == [(Gap.EMPTY, None), (Gap.NO_TARGET, None)]
    assert gaps(line(v=BY_GROUP, m=BY_GROUP)) == []


@pytest.mark.parametrize(
    ("planning", "touched", "other", "found"),
    [
        (GOES_ON, None, Shown(target="groen"), True),
        (Planning("2022 e.v.", date(2022, 1, 1), open_ended=True), None, Shown(), True),
        (RUNS, None, Shown(), False),
        (GOES_ON, LATELY, Shown(), False),
        (GOES_ON, None, Shown("nvt", touched=LATELY), True),
    ],
)
def test_what_goes_on_and_was_never_filled_in(planning, touched, other, found):
    cell = Shown("geel" if touched else "", target="groen", touched=touched)
    told = gaps(line(TEXT._replace(planning=planning), v=cell, m=other))
    assert (Gap.NO_ENTRY in told) is found


def test_an_activity_that_applies_nowhere_asks_for_nothing():
    nowhere = Shown("nvt")
    assert gaps(line(TEXT._replace(planning=GOES_ON), v=nowhere, m=nowhere)) == []


def test_without_cells_no_cell_is_missing():
    assert gaps(line(v=Shown(), m=Shown()), has_cells=False) == []


@pytest.mark.parametrize(
    ("theme", "busy", "more", "found"),
    [
        (AIMED, True, {}, []),
        (AIMED, False, {}, [Gap.THEME_EMPTY, Gap.GOAL_EMPTY]),
        (AIMED._replace(has_goal=False), False, {}, [Gap.THEME_EMPTY]),
        (AIMED._replace(has_goal=False), True, {}, [Gap.NO_GOAL]),
        (AIMED._replace(has_goal=False, carries_out=5), True, {}, [Gap.NO_GOAL]),
        (AIMED._replace(has_goal=False, carries_out=5), True, {"with_goal": {5}}, []),
        (AIMED._replace(has_goal=False, carries_out=5), True, {"with_goal": {6}}, [Gap.NO_GOAL]),
        # Of what was lost nobody can say that it had no goal.
        (AIMED._replace(has_goal=False, is_unknown=True), True, {}, [Gap.CONTENT]),
        (AIMED, False, {"is_strategic": True}, [Gap.GOAL_EMPTY]),
        (AIMED, False, {"is_strategic": True, "carried_out": {11}}, []),
        (AIMED, False, {"is_strategic": True, "carried_out": {12}}, [Gap.GOAL_EMPTY]),
        (AIMED._replace(has_goal=False), False, {"is_strategic": True}, []),
        (
            AIMED._replace(is_unknown=True),
            False,
            {"is_strategic": True},
            [Gap.CONTENT, Gap.GOAL_EMPTY],
        ),
    ],
)
def test_what_a_theme_lacks(theme, busy, more, found):
    assert gaps(*([line()] if busy else []), themes=[theme], **more) == found


def test_gaps_are_counted_in_the_order_of_the_page():
    facts = Facts(DAY, [AIMED], [line(v=Shown(), m=Shown()), line(TEXT._replace(partners=()))])
    assert list(counted(findings(facts)).items()) == [
        (Gap.NO_PARTNER, 1),
        (Gap.EMPTY, 2),
        (Gap.NO_TARGET, 2),
    ]
    assert counted(findings(replace(facts, lines=[line()]))) == {}


def test_every_gap_tells_what_it_is_and_who_mends_it():
    assert all(gap.label and gap.hint and gap.who for gap in Gap)
    assert len({gap.label for gap in Gap}) == len(Gap)


def test_a_strategic_plan_is_asked_no_statuses():
    assert gaps_of(is_strategic=False) == list(Gap)
    left = gaps_of(is_strategic=True)
    assert Gap.GOAL_EMPTY in left
    assert not any(gap.is_of_statuses for gap in left)
