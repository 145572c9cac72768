"""Many activities in many plans, made at once; the texts are those of ``benchmarks.data``."""

import random
from collections.abc import Iterator
from itertools import islice

from django.db import connection

from benchmarks.data import STATUSES, WORDS, text
from plans.models import (
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Coordinator,
    Group,
    Partner,
    Plan,
    PlanMunicipality,
    PlanVersion,
    Theme,
    ThemeWording,
)
from plans.rules.search import activity_texts, searchable, theme_texts

THEMES, PARTNERS = 10, 3


def make_activities(plans: int, each: int) -> None:
    """Plans of the group of ``data``, with this many activities in each."""
    chance = random.Random(each)  # noqa: S311 - no secret, the same text each time  # nosec B311
    group = Group.objects.get(slug="bench")
    towns = list(group.municipalities.order_by("pk"))
    for number in range(plans):
        _make_plan(chance, group, towns, number, each)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does within a minute


def _make_plan(chance: random.Random, group: Group, towns: list, number: int, size: int) -> None:
    title = f"Jaarplan {2010 + number}"
    plan = Plan.objects.create(
        slug=f"jaarplan-{number}",
        title=title,
        searchable=searchable(title),
        kind=Plan.Kind.UVP,
        starts_on=f"{2010 + number}-01-01",
        ends_on=f"{2010 + number}-12-31",
        group=group,
    )
    PlanMunicipality.objects.bulk_create(
        PlanMunicipality(plan=plan, municipality=town, position=place)
        for place, town in enumerate(towns)
    )
    version = PlanVersion.objects.create(plan=plan)
    activities = Activity.objects.bulk_create(
        Activity(plan=plan, key=f"activiteit-{row}") for row in range(size)
    )
    themes = _make_themes(chance, version)
    wordings = ActivityWording.objects.bulk_create(_wordings(chance, themes, activities))
    _make_links(chance, wordings)
    Cell.objects.bulk_create(
        Cell(activity=activity, municipality=town, status=chance.choice(STATUSES) or "")
        for activity in activities
        for town in (*towns, None)
    )


def _make_themes(chance: random.Random, version: PlanVersion) -> list[ThemeWording]:
    identities = Theme.objects.bulk_create(Theme(plan=version.plan) for _each in range(THEMES))
    told = [(theme, f"{place}", text(chance, 4)) for place, theme in enumerate(identities)]
    return ThemeWording.objects.bulk_create(
        ThemeWording(
            theme=theme,
            version=version,
            number=number,
            title=title,
            kind=ThemeWording.Kind.PRIORITY,
            position=int(number),
            searchable=theme_texts(number, title, "", "", [], []),
        )
        for theme, number, title in told
    )


def _wordings(
    chance: random.Random, themes: list[ThemeWording], activities: list[Activity]
) -> Iterator[ActivityWording]:
    for place, activity in enumerate(activities):
        theme = themes[place % len(themes)]
        subject, title = text(chance, 3), text(chance, 6)
        points = [text(chance, 12) for _point in range(2)]
        yield ActivityWording(
            activity=activity,
            version=theme.version,
            theme=theme,
            position=place,
            subject=subject,
            title=title,
            points=points,
            planning_text="2024 e.v.",
            planning_start="2024-01-01",
            planning_open_ended=True,
            searchable=activity_texts("", subject, title, "", points, ""),
        )


def _make_links(chance: random.Random, wordings: list[ActivityWording]) -> None:
    coordinators = [*islice(Coordinator.objects.order_by("pk"), len(WORDS))]
    partners = [*islice(Partner.objects.order_by("pk"), len(WORDS))]
    ActivityCoordinator.objects.bulk_create(
        ActivityCoordinator(wording=wording, coordinator=chance.choice(coordinators), position=0)
        for wording in wordings
    )
    ActivityPartner.objects.bulk_create(
        ActivityPartner(wording=wording, partner=partner, position=place)
        for wording in wordings
        for place, partner in enumerate(chance.sample(partners, PARTNERS))
    )
