"""The staff pages: for the systeembeheerder alone, and history is only read there."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.core import mail

from plans.admin import site
from plans.models import Cell, Entry, ImportedActor, Membership, User
from tests import factories

pytestmark = pytest.mark.django_db

HOME = "/beheeromgeving/"
READ_ONLY = [Membership, Cell, Entry]


@pytest.fixture
def staff(client_of, superuser):
    """The browser of the systeembeheerder."""
    return client_of(superuser)


def page_of(model, rest="") -> str:
    return f"{HOME}plans/{model._meta.model_name}/{rest}"


@pytest.mark.parametrize("who", ["oov", "beheerder", "planbeheerder"])
def test_nobody_else_comes_here(request, client_of, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(HOME, follow=True).status_code == 403


@pytest.mark.parametrize("model", site._registry)
def test_every_list_opens_and_costs_the_same_for_more_rows(
    client, assert_flat, superuser, wording, vaals, oov, model
):
    client.force_login(superuser)
    start = [0]

    def add(number):
        for each in range(start[0], start[0] + number):
            person = factories.MembershipFactory(municipality__code=f"GM{7000 + each}").user
            factories.GroupFactory()
            factories.ActivityWordingFactory(theme=wording.theme)
            note = f"Wijziging {each} van {person.pk}"
            status = ("geel", "groen")[each % 2]
            factories.change(oov, wording, vaals, status=status, note=note, reason="geld")
        start[0] += number

    assert_flat(page_of(model), add)


@pytest.mark.parametrize("model", READ_ONLY)
def test_history_is_only_read(staff, wording, oov, vaals, model):
    factories.change(oov, wording, vaals, status="geel")
    row = model.objects.first()
    assert staff.get(page_of(model, "add/")).status_code == 403
    assert staff.get(page_of(model, f"{row.pk}/change/")).status_code == 200
    assert staff.post(page_of(model, f"{row.pk}/change/"), {}).status_code == 403
    assert staff.post(page_of(model, f"{row.pk}/delete/"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", site._registry)
def test_nothing_is_deleted_here(staff, superuser, vaals, group, model):
    assert staff.post(page_of(model, f"{vaals.pk}/delete/"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in staff.get(page_of(model)).content.decode()


def test_a_new_user_gets_a_mail_to_choose_a_password(staff, rf, django_capture_on_commit_callbacks):
    told = {"name": "Nora Nieuw", "email": "nora@vaals.example", "is_active": "on"}
    with request_context(rf.get("/")), django_capture_on_commit_callbacks(execute=True):
        staff.post(page_of(User, "add/"), told)
    assert not User.objects.get(name="Nora Nieuw").has_usable_password()
    assert [message.to for message in mail.outbox] == [["nora@vaals.example"]]


def test_an_address_that_was_replaced_does_not_log_in_any_more(staff, client, oov):
    EmailAddress.objects.create(user=oov, email=oov.email)
    old = oov.email
    told = {"name": oov.name, "email": "nieuw@vaals.example", "is_active": "on"}
    assert staff.post(page_of(User, f"{oov.pk}/change/"), told).status_code == 302
    assert User.objects.get(pk=oov.pk).email == "nieuw@vaals.example"
    assert not EmailAddress.objects.filter(email=old).exists()


def test_a_name_that_came_with_an_import_becomes_a_pseudonym_in_one_place(
    staff, version, wording, vaals
):
    actor = ImportedActor.objects.create(name="Anna van Elders")
    cell = factories.cell_of(wording, vaals)
    Entry.objects.create(cell=cell, status="geel", valid_from="2022-01-01", imported_actor=actor)
    page = "/plannen/heuvelland/activiteiten/meldcode/"
    assert "Anna van Elders (geïmporteerd)" in staff.get(page).content.decode()
    address = page_of(ImportedActor, f"{actor.pk}/change/")
    assert staff.post(address, {"name": "Oud-medewerker"}).status_code == 302
    assert "Oud-medewerker (geïmporteerd)" in staff.get(page).content.decode()
