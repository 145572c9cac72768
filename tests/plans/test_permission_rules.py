"""Who may do what: the table of domein.md, section 5."""

import pytest

from plans.rules.permissions import (
    Actor,
    Place,
    Role,
    has_round,
    keeps_plan,
    may_import,
    may_manage_users,
    may_set_status,
    may_set_target,
    owns,
)

VAALS, MEERSSEN, KERKRADE = 1, 2, 3
HEUVELLAND, OTHER_GROUP = 10, 11

NOBODY = Actor()
ROLELESS = Actor(user=1)
OOV = Actor(1, Role.OOV, VAALS)
OOV_MEERSSEN = Actor(1, Role.OOV, MEERSSEN)
PLANBEHEERDER = Actor(1, Role.PLANBEHEERDER, group=HEUVELLAND)
PLANBEHEERDER_VAALS = Actor(1, Role.PLANBEHEERDER, VAALS)
PLANBEHEERDER_ELSEWHERE = Actor(1, Role.PLANBEHEERDER, group=OTHER_GROUP)
BURGEMEESTER = Actor(1, Role.BURGEMEESTER, VAALS)
GRIFFIE = Actor(1, Role.GRIFFIE, VAALS)
BEHEERDER = Actor(1, Role.BEHEERDER, VAALS)
BEHEERDER_MEERSSEN = Actor(1, Role.BEHEERDER, MEERSSEN)
SUPERUSER = Actor(1, is_superuser=True)
EVERYONE = {
    "nobody": NOBODY,
    "roleless": ROLELESS,
    "oov": OOV,
    "oov_meerssen": OOV_MEERSSEN,
    "planbeheerder": PLANBEHEERDER,
    "planbeheerder_vaals": PLANBEHEERDER_VAALS,
    "planbeheerder_elsewhere": PLANBEHEERDER_ELSEWHERE,
    "burgemeester": BURGEMEESTER,
    "griffie": GRIFFIE,
    "beheerder": BEHEERDER,
    "beheerder_meerssen": BEHEERDER_MEERSSEN,
    "superuser": SUPERUSER,
}

CELL_OF_VAALS = Place(HEUVELLAND, None, VAALS)
CELL_OF_THE_GROUP = Place(HEUVELLAND, None, None)
OWN_PLAN_OF_VAALS = Place(None, VAALS, None)
CELL_IN_OWN_PLAN = Place(None, VAALS, VAALS)


def who(may) -> set[str]:
    """The names of everyone who may."""
    return {name for name, actor in EVERYONE.items() if may(actor)}


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (CELL_OF_VAALS, {"oov", "superuser"}),
        (CELL_OF_THE_GROUP, {"planbeheerder", "superuser"}),
        (CELL_IN_OWN_PLAN, {"oov", "superuser"}),
        (OWN_PLAN_OF_VAALS, {"planbeheerder_vaals", "superuser"}),
    ],
)
def test_who_sets_a_status(place, allowed):
    assert who(lambda actor: may_set_status(actor, place)) == allowed


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (CELL_OF_VAALS, {"planbeheerder", "superuser"}),
        (CELL_OF_THE_GROUP, {"planbeheerder", "superuser"}),
        (OWN_PLAN_OF_VAALS, {"planbeheerder_vaals", "superuser"}),
    ],
)
def test_who_keeps_a_plan(place, allowed):
    assert who(lambda actor: keeps_plan(actor, place)) == allowed


@pytest.mark.parametrize(
    ("is_adopted", "target", "allowed"),
    [
        (False, "", {"planbeheerder", "superuser"}),
        (False, "geel", {"planbeheerder", "superuser"}),
        (True, "", {"planbeheerder", "superuser"}),
        (True, "geel", set()),
    ],
)
def test_who_sets_a_streefstatus(is_adopted, target, allowed):
    found = who(
        lambda actor: may_set_target(actor, CELL_OF_VAALS, is_adopted=is_adopted, target=target)
    )
    assert found == allowed


def test_who_has_a_round():
    asked = who(lambda actor: has_round(actor, CELL_OF_THE_GROUP, [VAALS, MEERSSEN]))
    assert asked == {"oov", "oov_meerssen", "planbeheerder", "superuser"}
    own = who(lambda actor: has_round(actor, OWN_PLAN_OF_VAALS, [VAALS]))
    assert own == {"oov"}


def test_who_manages_the_users_of_vaals():
    assert who(lambda actor: may_manage_users(actor, VAALS)) == {"beheerder", "superuser"}


def test_who_manages_users_without_a_municipality():
    assert who(lambda actor: may_manage_users(actor, None)) == {"superuser"}


def test_a_role_without_a_place_reaches_nothing():
    nowhere = Place(None, None, None)
    assert not keeps_plan(Actor(1, Role.PLANBEHEERDER), nowhere)
    assert not may_set_status(Actor(1, Role.OOV), nowhere)
    assert not may_manage_users(Actor(1, Role.BEHEERDER), None)


@pytest.mark.parametrize(
    ("municipalities", "allowed"),
    [
        ({VAALS}, {"beheerder", "superuser"}),
        ({MEERSSEN}, {"beheerder_meerssen", "superuser"}),
        ({VAALS, MEERSSEN}, {"superuser"}),
        ({KERKRADE}, {"superuser"}),
        (set(), {"superuser"}),
    ],
)
def test_who_imports_a_plan(municipalities, allowed):
    assert who(lambda actor: may_import(actor, municipalities)) == allowed


def test_only_an_oov_medewerker_of_the_owner_keeps_what_a_municipality_added_for_itself():
    assert who(lambda actor: owns(actor, VAALS)) == {"oov"}
    assert who(lambda actor: owns(actor, None)) == set()
