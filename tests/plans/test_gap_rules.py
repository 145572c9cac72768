"""What a part of a plan lacks, in words."""

from datetime import date

import pytest

from plans.rules.completeness import text_gaps
from plans.rules.gaps import theme_gaps
from plans.rules.planning import Planning

FULL = {
    "has_coordinator": True,
    "is_undecided": False,
    "has_partner": True,
    "planning": Planning("2021", date(2021, 1, 1), date(2021, 12, 31)),
}
ACTIVITIES = [
    ({}, []),
    ({"has_coordinator": False}, ["geen coördinator"]),
    ({"is_undecided": True}, ["coördinator nader te bepalen"]),
    ({"has_coordinator": False, "is_undecided": True}, ["coördinator nader te bepalen"]),
    ({"has_partner": False}, ["geen partner"]),
    ({"planning": Planning()}, ["geen planning"]),
    ({"planning": Planning("te zijner tijd")}, ["planning niet begrepen"]),
    ({"planning": Planning("doorlopend", continuous=True)}, []),
    (
        {"has_coordinator": False, "has_partner": False, "planning": Planning()},
        ["geen coördinator", "geen partner", "geen planning"],
    ),
]


@pytest.mark.parametrize(("told", "gaps"), ACTIVITIES)
def test_what_an_activity_lacks(told, gaps):
    assert [gap.label.lower() for gap in text_gaps(**FULL | told)] == gaps


WHOLE = {
    "has_aim": True,
    "has_activities": True,
    "is_strategy": False,
    "content_unknown": False,
}
THEMES = [
    ({}, []),
    ({"has_aim": False}, ["geen doel"]),
    ({"has_activities": False}, ["geen activiteiten"]),
    ({"has_activities": False, "is_strategy": True}, []),
    ({"has_activities": False, "has_aim": False}, ["geen doel", "geen activiteiten"]),
    ({"content_unknown": True, "has_aim": False}, ["inhoud van de bron is verloren"]),
]


@pytest.mark.parametrize(("told", "gaps"), THEMES)
def test_what_a_theme_lacks(told, gaps):
    assert theme_gaps(**WHOLE | told) == gaps
