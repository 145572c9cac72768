"""What lies in fixtures/plans can be read, so that a demonstration never rots."""

from pathlib import Path

import pytest

from plans.exchange.services import import_plan

PLANS = sorted(Path("fixtures/plans").glob("*.json"))


def test_there_are_plans():
    assert PLANS


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_a_plan_can_be_read(db, file):
    version = import_plan(text=file.read_bytes())
    assert version.plan.slug == file.stem
    assert version.wordings.exists()
