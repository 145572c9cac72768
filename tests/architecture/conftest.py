"""A site with a plan, its people, and a plan of strangers."""

import pytest

from tests import factories


@pytest.fixture
def people(
    roleless,
    outsider,
    planbeheerder_kerkrade,
    oov,
    oov_meerssen,
    planbeheerder,
    planbeheerder_meerssen,
    burgemeester,
    burgemeester_meerssen,
    griffie,
    griffie_meerssen,
    beheerder,
    beheerder_meerssen,
    superuser,
) -> dict:
    """Every kind of visitor by the name in the table of pages; nobody is None."""
    return locals() | {"anonymous": None}


@pytest.fixture
def ids(oov, wording) -> dict[str, int]:
    """The keys of a person of Vaals, of that person's role, and of a theme of the plan."""
    return {"user": oov.pk, "membership": oov.active_membership_id, "theme": wording.theme_id}


@pytest.fixture
def site(wording, kerkrade_plan, oov) -> None:
    """A plan with an activity whose cell was changed by a colleague, and the strangers' plan."""
    factories.PartnerFactory(name="Politie", wording=wording)
