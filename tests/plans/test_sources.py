"""The five sources as data, against the counts that their issue gives."""

import json
from collections import Counter

import pytest

from plans.rules.planning import Planning
from plans.rules.wording import is_understood, read_planning
from tests.plans.conftest import PLANS

FILES = sorted(PLANS.glob("*.json"))


def document(slug: str) -> dict:
    """The data of a plan."""
    return json.loads((PLANS / f"{slug}.json").read_text("utf-8"))


def activities(slug: str) -> list[dict]:
    """The activities of a plan, in its order."""
    return [activity for theme in document(slug)["themes"] for activity in theme["activities"]]


def parts(slug: str, field: str) -> list:
    """What the themes of a plan hold in a field that is a list."""
    return [part for theme in document(slug)["themes"] for part in theme.get(field, [])]


def with_field(slug: str, field: str) -> list[str]:
    """The numbers of the themes that have a field."""
    return [theme["number"] for theme in document(slug)["themes"] if theme.get(field)]


def kinds(slug: str) -> Counter:
    """How many themes there are of each kind."""
    return Counter(theme["kind"] for theme in document(slug)["themes"])


def test_ivp_heuvelland():
    slug = "ivp-heuvelland-2020-2023"
    assert kinds(slug) == {
        "bovenlokale prioriteit": 3,
        "strategisch thema": 5,
        "overig thema": 9,
    }
    assert len(with_field(slug, "ambition")) == 8
    assert len(parts(slug, "outlines")) == 76
    assert len(document(slug)["abbreviations"]) == 34
    assert not activities(slug)


def test_the_uvp_of_heuvelland_carries_its_ivp_out_theme_by_theme():
    carried = document("uvp-heuvelland-2020-2023")
    assert carried["plan"]["implements"] == "ivp-heuvelland-2020-2023"
    numbers = [theme["number"] for theme in document("ivp-heuvelland-2020-2023")["themes"]]
    assert sorted(theme["carries_out"] for theme in carried["themes"]) == sorted(numbers)


def test_uvp_maastricht():
    slug = "uvp-maastricht-2015-2016"
    assert sum(kinds(slug).values()) == 14
    rows = [
        (theme["number"], activity["group"], activity["subject"])
        for theme in document(slug)["themes"]
        for activity in theme["activities"]
    ]
    items = [row for before, row in zip([None, *rows], rows, strict=False) if row != before]
    assert (len(items), len(rows)) == (99, 140)
    assert all(activity["group"] for activity in activities(slug))
    assert sum(bool(activity["planning"]["text"]) for activity in activities(slug)) == 138


def test_ivp_maasgouw():
    slug = "ivp-maasgouw-2023-2026"
    assert kinds(slug) == {"prioriteit": 3, "overig thema": 8}
    assert with_field(slug, "content_unknown") == ["3.1", "3.2", "3.3"]
    outlines = parts(slug, "outlines")
    points = sum(len(outline.get("points", [])) for outline in outlines)
    assert (len(outlines), points, len(parts(slug, "related_policy"))) == (27, 10, 14)


def test_uvp_kerkrade_2021():
    slug = "uvp-kerkrade-2021"
    assert kinds(slug) == {"prioriteit": 9}
    assert len(with_field(slug, "ambition")) == 9
    assert len(activities(slug)) == 79
    further = {
        activity["subject"]: activity["further_themes"]
        for activity in activities(slug)
        if activity.get("further_themes")
    }
    assert ["1", "6", "8", "9"] in further.values()
    plan = document(slug)["plan"]
    assert (len(plan["aims"]), len(plan["area_plans"])) == (5, 3)
    assert "tien" in plan["source_note"]


def test_uvp_kerkrade_2020_is_closed_and_tells_what_was_realised():
    slug = "uvp-kerkrade-2020"
    assert document(slug)["plan"]["closed_on"] == "2020-12-31"
    assert len(activities(slug)) == 39
    assert all(activity["realised"] for activity in activities(slug))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_planning_means_what_its_wording_says(file):
    for activity in activities(file.stem):
        planning = activity["planning"]
        read = read_planning(planning["text"])
        days = [day and day.isoformat() for day in (read.start, read.end)]
        assert [planning["start"], planning["end"]] == days, planning
        marks = (planning["open_ended"], planning["continuous"], planning.get("condition", ""))
        assert marks == (read.open_ended, read.continuous, read.condition), planning


def test_most_wordings_are_understood_and_the_rest_is_known():
    wordings = {
        activity["planning"]["text"]
        for file in FILES
        for activity in activities(file.stem)
        if activity["planning"]["text"]
    }
    left = {text for text in wordings if not is_understood(read_planning(text))}
    assert len(left) == 18
    assert all(read_planning(text) == Planning(text) for text in left)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_status_is_invented_and_doubts_are_told_beside_the_data(file):
    found = [
        entry["status"]
        for entry in document(file.stem)["entries"]
        if entry["status"] not in (None, "nvt")
    ]
    assert not found
    assert file.with_suffix(".md").exists()
