"""What differs between two versions, and what was promised first (domein.md, section 8)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.comparing import (
    Activity,
    Difference,
    Kind,
    Line,
    Theme,
    Version,
    compare,
    count_kinds,
    only,
    reordered,
)
from plans.rules.planning import Planning

CARE = Theme(1, "3.1 Zorg", {"titel": "Zorg", "ambitie": "Minder overlast"})
WATER = Theme(2, "5.1 Water", {"titel": "Water"})
UNTIL_2021 = Planning("eind 2021", None, date(2021, 12, 31))
UNTIL_2023 = Planning("eind 2023", None, date(2023, 12, 31))


def activity(pk: int, theme: int = 1, **more) -> Activity:
    """An activity that differs from others by its key alone."""
    return Activity(
        pk, f"a{pk}", theme, f"Activiteit {pk}", **{"texts": {"titel": f"T{pk}"}} | more
    )


ONE, TWO, THREE = activity(1), activity(2), activity(3)
OLD = Version((CARE, WATER), (ONE, TWO, THREE), {"centrale doelstellingen": "Veilig"})


def found(after: Version, before: Version = OLD, **more) -> list[tuple[str, Difference]]:
    """The differences with the name of the part that they are of."""
    return [
        (line.name, difference)
        for block in compare(before, after, **more)
        for line in block.lines
        for difference in line.differences
    ]


def with_activities(*activities: Activity) -> Version:
    """The old version with other activities."""
    return replace(OLD, activities=activities)


CASES = [
    ("nothing", OLD, []),
    (
        "an activity more",
        with_activities(ONE, TWO, THREE, activity(4, theme=2)),
        [("Activiteit 4", Difference(Kind.ADDED))],
    ),
    (
        "an activity less",
        with_activities(ONE, THREE),
        [("Activiteit 2", Difference(Kind.ENDED, after="Dubbel."))],
    ),
    (
        "to another theme",
        with_activities(ONE, THREE, replace(TWO, theme=2)),
        [("Activiteit 2", Difference(Kind.MOVED, "thema", "3.1 Zorg", "5.1 Water"))],
    ),
    (
        "to another place",
        with_activities(TWO, THREE, ONE),
        [("Activiteit 1", Difference(Kind.MOVED, "volgorde in het thema"))],
    ),
    (
        "another title",
        with_activities(replace(ONE, texts={"titel": "T1 nieuw"}), TWO, THREE),
        [("Activiteit 1", Difference(Kind.REWORDED, "titel", "T1", "T1 nieuw"))],
    ),
    (
        "only spaces",
        with_activities(replace(ONE, texts={"titel": " T1  "}), TWO, THREE),
        [],
    ),
    (
        "a field more",
        with_activities(replace(ONE, texts=ONE.texts | {"punten": "een\ntwee"}), TWO, THREE),
        [("Activiteit 1", Difference(Kind.REWORDED, "punten", "", "een\ntwee"))],
    ),
    (
        "another coordinator",
        with_activities(replace(ONE, coordinators="RIEC"), TWO, THREE),
        [("Activiteit 1", Difference(Kind.SHIFTED, "coördinator", "", "RIEC", ""))],
    ),
    (
        "another partner",
        with_activities(replace(ONE, partners="Politie"), TWO, THREE),
        [("Activiteit 1", Difference(Kind.SHIFTED, "partners", "", "Politie", ""))],
    ),
    (
        "planning in other words",
        with_activities(replace(ONE, planning=Planning("zo snel mogelijk")), TWO, THREE),
        [("Activiteit 1", Difference(Kind.REWORDED, "planning", "", "zo snel mogelijk"))],
    ),
    (
        "planning that is understood",
        with_activities(replace(ONE, planning=UNTIL_2021), TWO, THREE),
        [("Activiteit 1", Difference(Kind.SHIFTED, "planning", "", "eind 2021", ""))],
    ),
    (
        "a theme more",
        replace(OLD, themes=(CARE, WATER, Theme(3, "6 Vuur"))),
        [("6 Vuur", Difference(Kind.ADDED))],
    ),
    (
        "a theme less",
        replace(OLD, themes=(CARE,)),
        [("5.1 Water", Difference(Kind.ENDED, after="Naar de regio."))],
    ),
    (
        "themes in another order",
        replace(OLD, themes=(WATER, CARE)),
        [("5.1 Water", Difference(Kind.MOVED, "volgorde van de thema's"))],
    ),
    (
        "another ambition",
        replace(OLD, themes=(replace(CARE, texts={"titel": "Zorg"}), WATER)),
        [("3.1 Zorg", Difference(Kind.REWORDED, "ambitie", "Minder overlast", ""))],
    ),
    (
        "another aim of the plan",
        replace(OLD, texts={"centrale doelstellingen": "Veiliger"}),
        [
            (
                "Het plan als geheel",
                Difference(Kind.REWORDED, "centrale doelstellingen", "Veilig", "Veiliger"),
            )
        ],
    ),
]
ENDINGS = {("activiteit", 2): "Dubbel.", ("thema", 2): "Naar de regio."}


@pytest.mark.parametrize(
    ("after", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_differs(after, expected):
    assert found(after, endings=ENDINGS) == expected


def test_what_ended_stands_at_the_end_of_its_theme_and_an_ended_theme_last():
    before = Version((WATER, CARE), (activity(4, theme=2), ONE, TWO))
    after = Version((CARE,), (replace(TWO, partners="Politie"),))
    told = [(block.name, [line.name for line in block.lines]) for block in compare(before, after)]
    assert told == [
        ("3.1 Zorg", ["Activiteit 2", "Activiteit 1"]),
        ("5.1 Water", ["5.1 Water", "Activiteit 4"]),
    ]


SLIPS = [
    # first promised, in the older version, in the newer version, what is told
    (UNTIL_2021, UNTIL_2021, UNTIL_2023, ("eind 2021", "eind 2021", "eind 2023", "2 jaar later")),
    (UNTIL_2021, UNTIL_2023, UNTIL_2023, ("eind 2021", "eind 2023", "eind 2023", "2 jaar later")),
    (UNTIL_2021, UNTIL_2023, UNTIL_2021, ("eind 2021", "eind 2023", "eind 2021", "")),
    (UNTIL_2023, UNTIL_2023, UNTIL_2021, ("eind 2023", "eind 2023", "eind 2021", "2 jaar eerder")),
    (UNTIL_2021, UNTIL_2021, UNTIL_2021, None),
    (
        UNTIL_2021,
        UNTIL_2021,
        Planning("januari 2022", None, date(2022, 1, 31)),
        ("eind 2021", "eind 2021", "januari 2022", "1 maand later"),
    ),
    (
        UNTIL_2021,
        UNTIL_2021,
        Planning("maart 2023", None, date(2023, 3, 31)),
        ("eind 2021", "eind 2021", "maart 2023", "15 maanden later"),
    ),
    (
        UNTIL_2021,
        UNTIL_2021,
        Planning("doorlopend", continuous=True),
        ("eind 2021", "eind 2021", "doorlopend", ""),
    ),
    (
        UNTIL_2021,
        UNTIL_2021,
        replace(UNTIL_2023, open_ended=True),
        ("eind 2021", "eind 2021", "eind 2023", ""),
    ),
]


@pytest.mark.parametrize(("first", "was", "now", "expected"), SLIPS)
def test_a_day_is_laid_beside_the_first_promise_and_not_the_last(first, was, now, expected):
    told = found(
        with_activities(replace(ONE, planning=now), TWO, THREE),
        with_activities(replace(ONE, planning=was), TWO, THREE),
        promised={1: replace(ONE, planning=first)},
    )
    slips = [(each.promised, each.before, each.after, each.later) for _name, each in told]
    assert slips == ([expected] if expected else [])


def test_an_owner_that_shifted_before_the_older_version_is_told_as_well():
    riec = with_activities(replace(ONE, coordinators="RIEC"), TWO, THREE)
    told = found(riec, riec, promised={1: replace(ONE, coordinators="Vaals")})
    expected = Difference(Kind.SHIFTED, "coördinator", "RIEC", "RIEC", "Vaals")
    assert told == [("Activiteit 1", expected)]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ([], [], set()),
        ([1, 2, 3], [1, 2, 3], set()),
        ([1, 2, 3], [3, 1, 2], {3}),
        ([1, 2, 3, 4, 5], [2, 3, 4, 5, 1], {1}),
        ([1, 2, 3, 4], [9, 1, 2, 8, 3, 4], set()),
        ([1, 2, 3, 4], [1, 4], set()),
        ([1, 2, 3, 4, 5, 6], [1, 5, 3, 4, 2, 6], {5, 2}),
    ],
)
def test_the_fewest_that_moved(before, after, moved):
    assert reordered(before, after) == moved


def test_a_filter_leaves_whole_lines_and_counts_stay_those_of_all():
    after = with_activities(replace(TWO, partners="Politie"), ONE, activity(4))
    blocks = compare(OLD, after)
    left = [line for block in only(blocks, frozenset({Kind.SHIFTED})) for line in block.lines]
    assert [line.kinds for line in left] == [frozenset({Kind.SHIFTED, Kind.MOVED})]
    assert only(blocks, frozenset({Kind.REWORDED})) == []
    assert only(blocks, frozenset()) == blocks
    assert count_kinds(blocks) == {Kind.ADDED: 1, Kind.ENDED: 1, Kind.MOVED: 1, Kind.SHIFTED: 1}


# For any two versions

short = st.sampled_from(["", "een", "een twee", "drie"])
days = st.none() | st.dates(date(2020, 1, 1), date(2024, 1, 1))
plannings = st.builds(Planning, text=short, end=days, open_ended=st.booleans())


@st.composite
def versions(draw) -> Version:
    """A version with some of eight activities in some of four themes."""
    numbers = draw(st.lists(st.integers(1, 4), unique=True, min_size=1))
    themes = [Theme(pk, f"thema {pk}", {"titel": draw(short)}) for pk in numbers]
    activities = [
        Activity(
            pk,
            f"a{pk}",
            draw(st.sampled_from(numbers)),
            f"activiteit {pk}",
            {"titel": draw(short)},
            draw(short),
            draw(short),
            draw(plannings),
        )
        for pk in draw(st.lists(st.integers(1, 8), unique=True))
    ]
    return Version(themes, activities, {"doelen": draw(short)})


@given(versions())
def test_a_version_beside_itself_shows_nothing(version):
    assert compare(version, version) == []


@given(versions(), versions())
def test_what_was_added_and_ended_makes_the_one_of_the_other(before, after):
    lines: list[Line] = [line for block in compare(before, after) for line in block.lines]
    parts = {line.pk: line.kinds for line in lines if line.key}
    added = {pk for pk, kinds in parts.items() if Kind.ADDED in kinds}
    ended = {pk for pk, kinds in parts.items() if Kind.ENDED in kinds}
    keys = {each.pk for each in before.activities}
    assert (keys | added) - ended == {each.pk for each in after.activities}
    assert len(lines) == len({(line.pk, line.key) for line in lines})
    counts = count_kinds(compare(before, after))
    assert sum(counts.values()) == sum(len(line.kinds) for line in lines)


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_without_what_moved_the_order_is_the_same(before, after):
    moved = reordered(before, after)
    assert [pk for pk in before if pk not in moved] == [pk for pk in after if pk not in moved]
