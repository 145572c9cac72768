"""What tests of logging in need."""

import json

import pytest

from plans.models import User
from tests import factories
from tests.common.pages import PASSWORD


@pytest.fixture
def audit_lines(monkeypatch):
    """The lines that were written to the log of acts."""
    lines = []
    monkeypatch.setattr("config.common.audit.logger.info", lines.append)
    return lambda: [json.loads(line) for line in lines]


@pytest.fixture
def vera(db) -> User:
    """Somebody with a password and no second factor."""
    user = factories.UserFactory(name="Vera Veilig", email="vera@vaals.example")
    user.set_password(PASSWORD)
    user.save()
    return user
