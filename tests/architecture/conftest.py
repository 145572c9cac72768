"""A site with a plan, its people, and a plan of strangers."""

from datetime import date

import pytest
from django.utils import timezone

from plans.models import SafetyField, SafetyTheme
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
def ids(oov, wording, parties) -> dict[str, int]:
    """The keys of a person of Vaals and that person's role, of parts and of parties."""
    return {
        "user": oov.pk,
        "membership": oov.active_membership_id,
        "theme": wording.theme.theme_id,
        "theme_wording": wording.theme_id,
        "safety_field": SafetyField.objects.get(number="1").pk,
        "safety_theme": SafetyTheme.objects.get(number="1.1").pk,
    } | parties


@pytest.fixture
def parties(wording) -> dict[str, int]:
    """The keys of two partners and two coordinators of an activity, each with a spelling."""
    made = {}
    for name in ("Politie", "Politie Zuid"):
        made[f"partner {name}"] = factories.PartnerFactory(name=name, wording=wording)
    for name in ("RIEC", "RIEC Zuid"):
        made[f"coordinator {name}"] = factories.CoordinatorFactory(name=name, wording=wording)
    for key, party in list(made.items()):
        spelling = party.aliases.create(name=f"{party} (op afroep)")
        spelling.plans.add(wording.version.plan)
        made[f"{key}, gespeld"] = spelling
    return {key: row.pk for key, row in made.items()}


@pytest.fixture
def site(wording, parties, kerkrade_plan, oov) -> None:
    """A plan with an activity, the strangers' plan with a history, and one for everybody."""
    factories.PlanFactory(
        slug="openbaar-plan", published_at=timezone.now(), version__adopted_on=date(2020, 1, 1)
    )
