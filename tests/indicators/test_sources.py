"""The figures of the sources as data, against the counts and totals that are printed there."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.rules.judgement import (
    Baseline,
    Comparator,
    Point,
    Series,
    Target,
    Word,
    judge,
    judge_target,
)
from indicators.rules.periods import Period

FIGURES = Path("fixtures/indicators")
PLANS = Path("fixtures/plans")
COUNTS = {
    "ivp-heuvelland-2020-2023": (7, 7),
    "ivp-maasgouw-2023-2026": (21, 3),
    "uvp-kerkrade-2021": (34, 0),
    "uvp-maastricht-2015-2016": (9, 27),
}


def indicators(slug: str) -> list[dict]:
    """The indicators of a plan."""
    return json.loads((FIGURES / f"{slug}.json").read_text("utf-8"))["indicators"]


def number(text: str | None) -> Decimal | None:
    """A value as the rules have it."""
    return None if text is None else Decimal(text)


def series_of(row: dict) -> Series:
    """An indicator as the rules judge it."""
    base, start = row["baseline"], row["baseline"]["start"]
    period = start and Period(date.fromisoformat(start), date.fromisoformat(base["end"]))
    return Series(
        Baseline(number(base["value"]), period or None),
        [
            Target(
                each["year"],
                Comparator(each["comparator"]),
                number(each["value"]),
                each["benchmark"],
            )
            for each in row["targets"]
        ],
        [
            Point(
                Period(date.fromisoformat(each["start"]), date.fromisoformat(each["end"])),
                number(each["value"]),
                each["provisional"],
            )
            for each in row["measurements"]
        ],
        row["unit"],
    )


@pytest.mark.parametrize(("slug", "counts"), COUNTS.items())
def test_every_indicator_and_target_is_there(slug, counts):
    found = indicators(slug)
    assert (len(found), sum(len(row["targets"]) for row in found)) == counts
    keys = Counter(row["key"] for row in found)
    assert max(keys.values()) == 1
    assert (FIGURES / f"{slug}.md").exists()


@pytest.mark.parametrize("slug", COUNTS)
def test_a_theme_is_one_of_the_plan_or_unknown(slug):
    plan = json.loads((PLANS / f"{slug}.json").read_text("utf-8"))
    numbers = {theme["number"] for theme in plan["themes"]}
    told = {row["theme"] for row in indicators(slug)}
    assert told - {None} <= numbers
    assert (told == {None}) == (slug == "ivp-maasgouw-2023-2026")


def test_what_is_unknown_is_not_zero():
    unknown = [
        each
        for slug in COUNTS
        for row in indicators(slug)
        for each in row["measurements"]
        if each["value"] is None
    ]
    assert len(unknown) == 4
    maasgouw = [row["baseline"]["text"] for row in indicators("ivp-maasgouw-2023-2026")]
    assert ".. [2021]" in maasgouw


@pytest.mark.parametrize(
    ("prefix", "totals"),
    [
        ("meldpunt", {"2018": 205, "2019": 263, "2020": 239}),
        ("meldkamer", {"2018": 2362, "2019": 3331, "2020": 4008}),
    ],
)
def test_the_printed_totals_of_kerkrade_agree(prefix, totals):
    found: Counter = Counter()
    for row in indicators("uvp-kerkrade-2021"):
        if row["key"].startswith(prefix):
            for each in row["measurements"]:
                found[each["start"][:4]] += int(each["value"])
    assert found == totals


def test_maasgouw_follows_most_and_judges_three():
    words = Counter(
        judge(series_of(row), date(2024, 5, 1)).word for row in indicators("ivp-maasgouw-2023-2026")
    )
    assert words == {Word.FOLLOWED: 18, Word.NOT_MEASURED: 3}


def test_a_target_on_the_g32_mean_is_followed():
    told = [
        judge_target(series_of(row), target, date(2019, 1, 1)).word
        for row in indicators("uvp-maastricht-2015-2016")
        for target in series_of(row).targets
        if target.benchmark
    ]
    assert told == [Word.FOLLOWED] * 2


def test_a_source_that_contradicts_itself_is_kept_with_a_remark():
    remarks = " ".join(row["remark"] for slug in COUNTS for row in indicators(slug))
    for words in ("6,4", "≤ 3,5", "≤ 44", "119"):
        assert words in remarks
