"""What lies in fixtures/plans can be read, so that a demonstration never rots."""

from pathlib import Path

import pytest

from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from tests.plans.conftest import read_plan

PLANS = sorted(Path("fixtures/plans").glob("*.json"))


def test_there_are_plans():
    assert PLANS


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_a_plan_can_be_read(db, file):
    version = read_plan(file.stem)
    assert version.plan.slug == file.stem
    assert printed(document_of(version)) == file.read_text("utf-8")
