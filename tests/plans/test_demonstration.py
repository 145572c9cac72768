"""The fictitious set: marked wherever it shows, refused in production, and gone without a trace."""

import json
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import CommandError, call_command

from plans.demonstration.services import (
    load_demonstration,
    refuse_demonstration,
    remove_demonstration,
)
from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.models import (
    Cell,
    Entry,
    Membership,
    Municipality,
    Plan,
    PlanVersion,
    TextChange,
    User,
)
from plans.rules.permissions import Role
from plans.services.life import close_plan
from plans.services.publishing import publish
from plans.services.versions import adjust_plan, adopt_version
from tests import factories
from tests.common.pages import says
from tests.plans.conftest import HEUVELLAND

PLAN = f"/plannen/{HEUVELLAND.stem}/"
MARK = "Fictieve demogegevens"


def everything() -> dict[str, list]:
    """Every row of every table of the domain."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("plans").get_models()
    }


def exported() -> str:
    """The text of the plan's document."""
    return printed(document_of(heuvelland()))


def heuvelland() -> PlanVersion:
    """The version that holds of the plan that the set puts its fiction on."""
    versions = PlanVersion.objects.current().select_related("plan__group")
    return versions.get(plan__slug=HEUVELLAND.stem)


# Loading


def test_every_record_carries_the_mark_and_each_role_has_an_account(demonstration):
    real = {entry["recorded_at"] for entry in json.loads(HEUVELLAND.read_text())["entries"]}
    for entry in Entry.objects.filter(is_fictional=False):
        assert entry.recorded_at.isoformat() in real
    assert Entry.objects.filter(is_fictional=True).count() > 400
    told = Cell.objects.filter(entries__is_fictional=True)
    assert not told.filter(is_fictional=False).exists()
    assert not Cell.objects.filter(is_fictional=True, entries__is_fictional=None).exists()
    assert not User.objects.filter(is_fictional=False).exists()
    assert heuvelland().plan.has_fiction
    assert heuvelland().adoption_is_fictional
    assert json.loads(exported())["fictional"]
    assert set(Membership.objects.values_list("role", flat=True)) == {role.value for role in Role}
    oov = User.objects.get(email="oov@demo.example")
    assert oov.check_password("Demonstratie-Heuvelland-1")
    assert oov.active_membership.municipality.code == "GM0981"


SHOWING = ["", "matrix/", "wijzigingen/", "invulronde/", "activiteiten/{key}/", "cel/{key}/GM0981/"]


def addresses() -> list[str]:
    """Every page that uses the plan."""
    key = Entry.objects.filter(is_fictional=True).first().cell.activity.key
    return ["/", *(PLAN + each.format(key=key) for each in SHOWING)]


def test_every_page_and_export_says_that_it_is_fiction_and_none_afterwards(demonstration, client):
    client.force_login(User.objects.get(email="oov@demo.example"))
    for address in addresses():
        assert MARK in says(client.get(address)), address
    assert "(fictief)" in says(client.get("/plannen/"))
    assert client.get(f"{PLAN}export.json").json()["fictional"]
    pages = addresses()
    remove_demonstration()
    vaals = Municipality.objects.get(code="GM0981")
    client.force_login(factories.person(Role.OOV, vaals))
    for address in pages:
        assert "ictie" not in says(client.get(address)), address
    assert "fictief" not in says(client.get("/plannen/"))
    assert not client.get(f"{PLAN}export.json").json()["fictional"]


def test_a_real_plan_has_no_mark(real_plan, client, superuser):
    client.force_login(superuser)
    for address in ("/", PLAN, f"{PLAN}matrix/", f"{PLAN}wijzigingen/"):
        assert "ictie" not in says(client.get(address))


@pytest.mark.parametrize(
    "make",
    [
        factories.UserFactory,
        factories.MunicipalityFactory,
        factories.GroupFactory,
        factories.PlanFactory,
    ],
)
def test_it_loads_only_into_an_empty_database(db, make):
    make()
    before = everything()
    with pytest.raises(ValidationError, match="alleen in een lege database"):
        load_demonstration()
    with pytest.raises(CommandError, match="alleen in een lege database"):
        call_command("load_demonstration")
    assert everything() == before


def test_it_never_loads_with_production_settings(db, settings):
    settings.DEMONSTRATION_ALLOWED = False
    before = everything()
    with pytest.raises(ValidationError, match="productieomgeving"):
        load_demonstration()
    with pytest.raises(CommandError, match="productieomgeving"):
        call_command("load_demonstration")
    call_command("prepare", quiet=True)
    assert everything() == before


def test_an_account_of_a_place_without_a_plan_is_left_out(db, monkeypatch):
    told = [
        {"email": "weg@demo.example", "name": "Weg", "roles": [["griffie", "GM0001"]]},
        {
            "email": "half@demo.example",
            "name": "Half",
            "roles": [["griffie", "GM0001"], ["griffie", "GM0981"], ["planbeheerder", "nergens"]],
        },
    ]
    monkeypatch.setattr(
        "plans.demonstration.services.accounts", lambda: {"accounts": told, "password": "x"}
    )
    load_demonstration()
    person = User.objects.get()
    assert person.email == "half@demo.example"
    assert person.memberships.get() == person.active_membership


def test_removing_takes_what_demonstration_accounts_wrote_and_published(demonstration):
    planner = User.objects.get(email="planbeheerder@demo.example")
    publish(user=planner, version=heuvelland(), with_statuses=True)
    assert TextChange.objects.get().is_fictional
    remove_demonstration()
    assert not TextChange.objects.exists()
    plan = heuvelland().plan
    assert (plan.published_at, plan.published_with_statuses) == (None, False)


def test_a_fault_halfway_loads_nothing(db, monkeypatch):
    before = everything()
    monkeypatch.setattr(
        "plans.demonstration.services.accounts",
        lambda: (
            {"accounts": [{"email": "a@b.nl", "roles": [["griffie", "GM0981"]]}]}
            | {"password": "x"}
        ),
    )
    with pytest.raises(KeyError, match="name"):
        load_demonstration()
    assert everything() == before


# Removing


def test_removing_leaves_the_real_plan_as_its_source_has_it(demonstration):
    told = StringIO()
    call_command("remove_demonstration", stdout=told)
    assert exported() == HEUVELLAND.read_text("utf-8")
    assert "1 vaststellingen verwijderd\n11 accounts verwijderd" in told.getvalue()
    assert not Entry.objects.filter(is_fictional=True).exists()
    assert not Cell.objects.filter(is_fictional=True).exists()
    assert not User.objects.exists()
    assert not Membership.objects.exists()
    plan = heuvelland().plan
    assert (plan.has_fiction, plan.newest_entry_on) == (False, plan.starts_on)
    before = everything()
    assert set(remove_demonstration().values()) == {0}
    assert everything() == before


def test_what_a_demonstration_account_did_since_goes_and_its_open_form_is_a_conflict(
    demonstration, client
):
    vaals = Municipality.objects.get(code="GM0981")
    oov = User.objects.get(email="oov@demo.example")
    wording = heuvelland().wordings.filter(activity__cells__is_fictional=True).first()
    factories.change(oov, wording, vaals, status="nvt", note="n")
    revision = factories.cell_of(wording, vaals).revision
    remove_demonstration()
    assert exported() == HEUVELLAND.read_text("utf-8")
    client.force_login(factories.person(Role.OOV, vaals))
    address = f"{PLAN}cel/{wording.activity.key}/GM0981/"
    told = {"status": "geel", "valid_from": "2022-01-01", "revision": revision}
    assert client.post(address, told).status_code == 409


def test_what_a_real_account_wrote_stays(demonstration):
    vaals = Municipality.objects.get(code="GM0981")
    beheerder = User.objects.get(email="beheerder@demo.example")
    real = factories.person(Role.OOV, vaals, name="Echte Medewerker")
    Membership.objects.filter(user=real).update(granted_by=beheerder, ended_by=None)
    wording = heuvelland().wordings.filter(activity__cells__is_fictional=True).first()
    before = factories.cell_of(wording, vaals)
    entry = factories.change(real, wording, vaals, status="nvt", note="Echt geschreven.")
    remove_demonstration()
    cell = factories.cell_of(wording, vaals)
    assert (cell.status, cell.note, cell.is_fictional) == ("nvt", "Echt geschreven.", False)
    assert cell.revision > before.revision
    assert list(cell.entries.all()) == [entry]
    held = Membership.objects.get()
    assert (held.user, held.granted_by) == (real, None)
    assert User.objects.get() == real
    plan = heuvelland().plan
    assert (plan.has_fiction, plan.newest_entry_on) == (False, entry.valid_from)


@pytest.fixture
def keeper(demonstration) -> User:
    """The demonstration account that keeps the plan."""
    return User.objects.get(email="planbeheerder@demo.example")


def holding() -> list[tuple[int, bool]]:
    """The versions of the plan, and which of them holds."""
    versions = PlanVersion.objects.filter(plan__slug=HEUVELLAND.stem)
    return list(versions.order_by("number").values_list("number", "is_current"))


def adopt(user: User, version: PlanVersion, day: date) -> None:
    """Adopt a version of the plan."""
    adopt_version(user=user, version=version, adopted_on=day, adopted_by="colleges van B&W")


def test_of_several_fictitious_versions_the_first_holds_afterwards(keeper):
    second = adjust_plan(user=keeper, plan=heuvelland().plan)
    adopt(keeper, second, date(2021, 12, 1))
    adjust_plan(user=keeper, plan=heuvelland().plan)
    assert holding() == [(1, False), (2, True), (3, False)]
    assert remove_demonstration()["vaststellingen"] == 2
    assert holding() == [(1, True), (2, False), (3, False)]
    assert not PlanVersion.objects.exclude(adopted_at=None).exists()
    assert not TextChange.objects.exists()
    assert not User.objects.exists()


def test_the_newest_version_that_was_really_adopted_holds_afterwards(keeper, superuser):
    PlanVersion.objects.filter(plan=heuvelland().plan).update(adoption_is_fictional=False)
    second = adjust_plan(user=superuser, plan=heuvelland().plan)
    adopt(superuser, second, date(2021, 12, 1))
    third = adjust_plan(user=keeper, plan=heuvelland().plan)
    adopt(keeper, third, date(2022, 12, 1))
    remove_demonstration()
    assert holding() == [(1, False), (2, True), (3, False)]
    assert heuvelland().plan.has_fiction is False
    assert set(TextChange.objects.values_list("actor", flat=True)) == {superuser.pk}


def test_a_plan_that_a_demonstration_account_closed_is_open_afterwards(keeper, superuser):
    close_plan(user=keeper, plan=heuvelland().plan, closed_on=date(2024, 2, 1))
    other = Plan.objects.exclude(slug=HEUVELLAND.stem).first()
    close_plan(user=superuser, plan=other, closed_on=date(2024, 2, 1))
    remove_demonstration()
    assert heuvelland().plan.closed_on is None
    other.refresh_from_db()
    assert other.closed_on == date(2024, 2, 1)


# Production


def test_production_does_not_start_with_demonstration_accounts(db, settings):
    factories.UserFactory(is_fictional=True)
    settings.DEMONSTRATION_ALLOWED = False
    with pytest.raises(ImproperlyConfigured, match="remove_demonstration"):
        refuse_demonstration()
    remove_demonstration()
    refuse_demonstration()


def test_production_starts_with_real_accounts_and_dev_with_all(db, settings):
    factories.UserFactory()
    settings.DEMONSTRATION_ALLOWED = False
    refuse_demonstration()
    factories.UserFactory(is_fictional=True)
    settings.DEMONSTRATION_ALLOWED = True
    refuse_demonstration()


# Preparing


def test_prepare_fills_an_empty_database_and_the_second_time_changes_nothing(db):
    told = StringIO()
    call_command("prepare", address="http://x:8000", stdout=told)
    assert "http://x:8000" in told.getvalue()
    assert "oov@demo.example" in told.getvalue()
    before = everything()
    call_command("prepare", quiet=True)
    assert everything() == before


def test_prepare_touches_no_data_that_is_there(wording, oov):
    before, told = everything(), StringIO()
    call_command("prepare", stdout=told)
    assert everything() == before
    assert "demo.example" not in told.getvalue()
