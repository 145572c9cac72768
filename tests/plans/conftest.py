"""Plans that the tests of pages read."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from plans.demonstration.services import load_demonstration
from plans.exchange.services import import_plan
from plans.models import ActivityWording, Plan, PlanVersion
from plans.rules.status import Level
from tests import factories

PLANS = Path("fixtures/plans")
HEUVELLAND = PLANS / "uvp-heuvelland-2020-2023.json"


def read_plan(slug: str) -> PlanVersion:
    """A real plan, read into the database after the one that it carries out."""
    text = (PLANS / f"{slug}.json").read_text("utf-8")
    carried_out = json.loads(text)["plan"]["implements"]
    if carried_out and not Plan.objects.filter(slug=carried_out).exists():
        read_plan(carried_out)
    return import_plan(text=text)


@pytest.fixture
def real_plan(db) -> PlanVersion:
    """The plan of Heuvelland as its source has it."""
    return read_plan(HEUVELLAND.stem)


@pytest.fixture
def demonstration(db) -> None:
    """The plan of Heuvelland with its fictitious history and accounts."""
    load_demonstration()


@pytest.fixture
def browser(client, oov) -> Client:
    """The browser of who fills the cells of Vaals."""
    client.force_login(oov)
    return client


@pytest.fixture
def four(version, vaals, meerssen, superuser) -> dict[str, ActivityWording]:
    """Four activities by key; the reference date of their plan is 31 December 2023."""
    care = factories.ThemeWordingFactory(version=version, number="3.1", title="Zorg")
    water = factories.ThemeWordingFactory(version=version, number="5.1", title="Water")
    made = {
        "voorbij": activity(care, "voorbij", planning_end=date(2021, 12, 31)),
        "nu": activity(care, "nu", planning_continuous=True, coordinator_undecided=True),
        "leeg": activity(water, "leeg", points=["Een Oktoberfest"]),
        "later": activity(water, "later", planning_start=date(2025, 1, 1)),
    }
    made["nu"].description = "Geëngageerde cafébezoeken"
    made["nu"].save()
    riec = factories.CoordinatorFactory(name="RIEC", wording=made["voorbij"])
    made["leeg"].coordinators.add(riec, through_defaults={"position": 0})
    factories.PartnerFactory(name="Politie", wording=made["voorbij"])
    factories.change(superuser, made["voorbij"], vaals, status="groen")
    factories.change(superuser, made["nu"], vaals, status="geel")
    factories.change(superuser, made["nu"], meerssen, status="rood")
    factories.change(superuser, made["later"], vaals, status="nvt", note="Geen water.")
    return made


def activity(theme, key: str, **more) -> ActivityWording:
    """An activity of a theme by its key."""
    return factories.ActivityWordingFactory(theme=theme, activity__key=key, **more)


@pytest.fixture
def by_group(four, vaals, superuser) -> None:
    """Of the four, ``leeg`` is left to the group in Vaals, and the group has done it."""
    factories.change(superuser, four["leeg"], vaals, level=Level.GROEP)
    factories.change(superuser, four["leeg"], None, status="groen")
