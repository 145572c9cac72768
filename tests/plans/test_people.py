"""Choosing a role, and what a beheerder does with users and roles, through the pages."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from plans.models import Entry, Membership, User
from plans.rules.permissions import Role
from plans.services import people
from tests import factories

pytestmark = pytest.mark.django_db

USERS = "/beheer/gebruikers/"
GRANT = "/beheer/gebruikers/nieuw/"
NEW = {"email": "Nora@vaals.example", "name": "Nora Nieuw", "role": Role.OOV}


def end_page(membership) -> str:
    return f"/beheer/rollen/{membership.pk}/beeindigen/"


def leave_page(user) -> str:
    return f"/beheer/gebruikers/{user.pk}/vertrek/"


def role_of(user) -> Membership:
    """The only role that somebody ever had."""
    return user.memberships.get()


# Choosing a role


def test_who_has_more_roles_chooses_one_and_works_in_it(client_of, oov, meerssen):
    other = factories.MembershipFactory(user=oov, municipality=meerssen, role=Role.GRIFFIE)
    client = client_of(oov)
    assert "griffie Meerssen" in client.get("/rol/").content.decode()
    response = client.post("/rol/", {"membership": other.pk}, follow=True)
    assert "U werkt nu als griffie Meerssen." in response.content.decode()
    oov.refresh_from_db()
    assert oov.active_membership == other


@pytest.mark.parametrize(("wanted", "reached"), [("/plannen/", "/plannen/"), ("//x.example/", "/")])
def test_after_choosing_one_comes_back_but_never_elsewhere(client_of, oov, wanted, reached):
    told = {"membership": role_of(oov).pk, "next": wanted}
    assert client_of(oov).post("/rol/", told)["Location"] == reached


def test_the_role_of_somebody_else_cannot_be_chosen(client_of, oov, griffie):
    response = client_of(oov).post("/rol/", {"membership": role_of(griffie).pk})
    assert response.status_code == 400
    assert "Dit is geen rol van u." in response.content.decode()
    with pytest.raises(PermissionDenied):
        people.choose_role(user=oov, membership=role_of(griffie))


@pytest.mark.parametrize("told", [{}, {"membership": "0"}, {"membership": "onzin"}])
def test_a_role_that_does_not_exist_cannot_be_chosen(client_of, oov, told):
    assert client_of(oov).post("/rol/", told).status_code == 400


def test_a_role_that_ended_cannot_be_chosen(client_of, oov, meerssen):
    ended = factories.MembershipFactory(user=oov, municipality=meerssen, ended_at=timezone.now())
    assert "Meerssen" not in client_of(oov).get("/rol/").content.decode()
    assert client_of(oov).post("/rol/", {"membership": ended.pk}).status_code == 400


def test_who_has_no_role_reads_whom_to_ask(client_of, roleless):
    assert "U hebt nog geen rol." in client_of(roleless).get("/rol/").content.decode()


# The list


@pytest.mark.parametrize(
    "who", ["oov", "planbeheerder", "burgemeester", "griffie", "roleless", "outsider"]
)
@pytest.mark.parametrize("address", [USERS, GRANT, "end", "leave"])
def test_only_a_beheerder_comes_here(request, client_of, beheerder, who, address):
    pages = {"end": end_page(role_of(beheerder)), "leave": leave_page(beheerder)}
    client = client_of(request.getfixturevalue(who))
    assert client.get(pages.get(address, address)).status_code == 403
    assert client.post(pages.get(address, address)).status_code == 403


def test_a_beheerder_sees_the_own_municipality_only(
    client_of, beheerder, oov, oov_meerssen, planbeheerder
):
    text = client_of(beheerder).get(USERS).content.decode()
    assert oov.name in text
    assert oov_meerssen.name not in text
    assert planbeheerder.name not in text


def test_the_systeembeheerder_sees_all_and_groups_too(
    client_of, superuser, oov, oov_meerssen, planbeheerder
):
    text = client_of(superuser).get(USERS).content.decode()
    assert all(person.name in text for person in (oov, oov_meerssen, planbeheerder))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Odette Vaals", "Greet Griffier"}),
        ("?zoek=odette", {"Odette Vaals"}),
        ("?zoek=greet@", {"Greet Griffier"}),
        ("?rol=griffie", {"Greet Griffier"}),
        ("?rol=burgemeester", set()),
        ("?sorteer=-name", {"Odette Vaals", "Greet Griffier"}),
    ],
)
def test_the_list_is_searched_by_name_address_and_role(
    client_of, beheerder, vaals, oov, query, found
):
    factories.person(Role.GRIFFIE, vaals, name="Greet Griffier", email="greet@vaals.example")
    text = client_of(beheerder).get(f"{USERS}{query}").content.decode()
    assert {name for name in ("Odette Vaals", "Greet Griffier") if name in text} == found


def test_the_list_costs_the_same_with_more_people(client, assert_flat, beheerder, vaals):
    client.force_login(beheerder)

    def add(number):
        for _each in range(number):
            factories.MembershipFactory(municipality=vaals)

    assert_flat(USERS, add)


# Giving a role


def test_somebody_new_gets_a_role_and_a_mail_to_choose_a_password(
    client_of, beheerder, vaals, rf, django_capture_on_commit_callbacks
):
    # The transaction of a test ends after the page; normally the mail goes out before it.
    with request_context(rf.get("/")), django_capture_on_commit_callbacks(execute=True):
        response = client_of(beheerder).post(GRANT, NEW | {"municipality": vaals.pk})
    assert response["Location"] == USERS
    nora = User.objects.get(email="nora@vaals.example")
    assert nora.active_membership == role_of(nora)
    assert role_of(nora).granted_by == beheerder
    assert not nora.has_usable_password()
    assert mail.outbox[0].subject == "Veiligheidsplan: u hebt een account"
    assert "http://testserver/accounts/password/reset/key/" in mail.outbox[0].body


def test_who_has_an_account_gets_the_role_and_keeps_name_and_active_role(
    client_of, beheerder, vaals, oov_meerssen, django_capture_on_commit_callbacks
):
    told = NEW | {"email": oov_meerssen.email.upper(), "municipality": vaals.pk}
    with django_capture_on_commit_callbacks(execute=True):
        client_of(beheerder).post(GRANT, told)
    active = oov_meerssen.active_membership
    oov_meerssen.refresh_from_db()
    assert oov_meerssen.name == "Otto Meerssen"
    assert oov_meerssen.active_membership == active
    assert oov_meerssen.memberships.count() == 2
    assert mail.outbox == []


def test_the_form_of_a_beheerder_offers_no_other_place(client_of, beheerder, group, meerssen):
    text = client_of(beheerder).get(GRANT).content.decode()
    assert "Meerssen" not in text
    assert "Heuvelland" not in text


@pytest.mark.parametrize("forged", ["meerssen", "group", "both", "nowhere"])
def test_a_beheerder_gives_no_role_elsewhere(client_of, beheerder, vaals, meerssen, group, forged):
    places = {
        "meerssen": {"municipality": meerssen.pk},
        "group": {"group": group.pk, "role": Role.PLANBEHEERDER},
        "both": {"municipality": vaals.pk, "group": group.pk, "role": Role.PLANBEHEERDER},
        "nowhere": {},
    }
    response = client_of(beheerder).post(GRANT, NEW | places[forged])
    assert response.status_code == 400
    assert not User.objects.filter(name="Nora Nieuw").exists()


def test_the_service_refuses_what_the_form_does_not_offer(beheerder, meerssen, group):
    for place in ({"municipality": meerssen}, {"group": group}):
        with pytest.raises(PermissionDenied):
            people.grant_role(granting_user=beheerder, **NEW, **place)


def test_the_systeembeheerder_gives_a_role_at_a_group(client_of, superuser, group):
    told = NEW | {"role": Role.PLANBEHEERDER, "group": group.pk}
    assert client_of(superuser).post(GRANT, told).status_code == 302
    assert role_of(User.objects.get(name="Nora Nieuw")).group == group


@pytest.mark.parametrize("role", [Role.OOV, Role.BURGEMEESTER, Role.GRIFFIE, Role.BEHEERDER])
def test_at_a_group_there_is_only_a_planbeheerder(client_of, superuser, group, role):
    response = client_of(superuser).post(GRANT, NEW | {"role": role, "group": group.pk})
    assert response.status_code == 400
    assert "Kies één gemeente" in response.content.decode()


def test_the_same_role_is_not_given_twice(client_of, beheerder, vaals, oov):
    told = {"email": oov.email, "name": oov.name, "role": Role.OOV, "municipality": vaals.pk}
    response = client_of(beheerder).post(GRANT, told)
    assert response.status_code == 400
    assert "Deze persoon heeft deze rol hier al." in response.content.decode()


def test_a_blocked_account_gets_no_role(client_of, beheerder, vaals):
    factories.UserFactory(email="nora@vaals.example", is_active=False)
    response = client_of(beheerder).post(GRANT, NEW | {"municipality": vaals.pk})
    assert response.status_code == 400
    assert "geblokkeerd" in response.content.decode()


# Ending a role


def test_ending_a_role_asks_once_and_names_the_thing(client_of, beheerder, oov):
    text = client_of(beheerder).get(end_page(role_of(oov))).content.decode()
    assert "Odette Vaals" in text
    assert "OOV-medewerker Vaals" in text
    assert role_of(oov).ended_at is None


def test_a_role_that_ended_says_by_whom_and_is_active_no_more(client_of, beheerder, oov):
    assert client_of(beheerder).post(end_page(role_of(oov)))["Location"] == USERS
    assert role_of(oov).ended_by == beheerder
    assert User.objects.get(pk=oov.pk).active_membership is None
    assert client_of(beheerder).get(end_page(role_of(oov))).status_code == 404


def test_another_role_takes_the_place_of_the_one_that_ended(client_of, beheerder, oov, vaals):
    other = factories.MembershipFactory(user=oov, municipality=vaals, role=Role.GRIFFIE)
    client_of(beheerder).post(end_page(oov.active_membership))
    assert User.objects.get(pk=oov.pk).active_membership == other


def test_a_role_at_another_municipality_is_not_there(client_of, beheerder, oov_meerssen):
    for method in ("get", "post"):
        page = getattr(client_of(beheerder), method)(end_page(role_of(oov_meerssen)))
        assert page.status_code == 404
    with pytest.raises(PermissionDenied):
        people.end_role(ending_user=beheerder, membership=role_of(oov_meerssen))
    assert role_of(oov_meerssen).ended_at is None


def test_a_role_ends_only_once(beheerder, oov):
    people.end_role(ending_user=beheerder, membership=role_of(oov))
    with pytest.raises(ValidationError, match="al beëindigd"):
        people.end_role(ending_user=beheerder, membership=role_of(oov))


def test_the_last_beheerder_stays(client_of, beheerder, beheerder_meerssen):
    response = client_of(beheerder).post(end_page(role_of(beheerder)))
    assert response.status_code == 400
    assert "U bent de laatste beheerder van deze gemeente." in response.content.decode()
    assert role_of(beheerder).ended_at is None


def test_a_beheerder_with_a_colleague_may_stop(client_of, beheerder, vaals):
    factories.person(Role.BEHEERDER, vaals)
    response = client_of(beheerder).post(end_page(role_of(beheerder)), follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/rol/"


# Leaving


def test_letting_somebody_leave_asks_once_and_names_the_thing(client_of, beheerder, oov):
    text = client_of(beheerder).get(leave_page(oov)).content.decode()
    assert "Odette Vaals" in text
    assert "kan niet ongedaan worden gemaakt" in text


def test_who_left_has_no_name_no_way_in_and_no_role(client_of, beheerder, oov):
    session = client_of(oov).session.session_key
    Authenticator.objects.create(user=oov, type=Authenticator.Type.TOTP, data={})
    EmailAddress.objects.create(user=oov, email=oov.email, verified=True)
    client = client_of(beheerder)
    assert client.post(leave_page(oov))["Location"] == USERS
    left = User.objects.get(pk=oov.pk)
    assert left.name == f"Oud-medewerker {oov.pk}"
    assert left.email == f"vertrokken-{oov.pk}@invalid.example"
    assert not left.is_active
    assert not left.has_usable_password()
    assert role_of(left).ended_by == beheerder
    assert not Session.objects.filter(pk=session).exists()
    assert not Authenticator.objects.exists()
    assert not EmailAddress.objects.exists()
    assert "Odette" not in client.get(USERS).content.decode()
    assert client.get("/rol/").status_code == 200


def test_the_log_of_the_staff_pages_forgets_the_name_too(client_of, superuser, oov):
    LogEntry.objects.create(
        user=superuser,
        content_type=ContentType.objects.get_for_model(User),
        object_id=oov.pk,
        object_repr=str(oov),
        action_flag=CHANGE,
    )
    client_of(superuser).post(leave_page(oov))
    assert LogEntry.objects.get().object_repr == f"Oud-medewerker {oov.pk}"


def test_what_who_left_recorded_stays(beheerder, oov, wording, vaals):
    entry = factories.change(oov, wording, vaals, status="geel")
    people.pseudonymise(user=oov, by=beheerder)
    assert Entry.objects.get(pk=entry.pk).actor.name == f"Oud-medewerker {oov.pk}"


def test_who_once_had_a_role_here_can_still_leave(client_of, beheerder, oov):
    people.end_role(ending_user=beheerder, membership=role_of(oov))
    assert client_of(beheerder).post(leave_page(oov)).status_code == 302


def test_who_never_had_a_role_here_is_not_there(client_of, beheerder, oov_meerssen, roleless):
    for person in (oov_meerssen, roleless):
        assert client_of(beheerder).post(leave_page(person)).status_code == 404
        with pytest.raises(PermissionDenied):
            people.pseudonymise(user=person, by=beheerder)


def test_who_has_a_role_elsewhere_does_not_leave(client_of, beheerder, oov, meerssen, superuser):
    factories.MembershipFactory(user=oov, municipality=meerssen)
    response = client_of(beheerder).post(leave_page(oov))
    assert response.status_code == 400
    assert "een rol op een andere plek" in response.content.decode()
    assert "Meerssen" not in client_of(beheerder).get(leave_page(oov)).content.decode()
    assert client_of(superuser).post(leave_page(oov)).status_code == 302


def test_nobody_lets_oneself_leave(client_of, beheerder, superuser):
    for person in (beheerder, superuser):
        response = client_of(person).post(leave_page(person))
        assert response.status_code == 400
        assert "U kunt uzelf niet laten vertrekken." in response.content.decode()


def test_a_beheerder_does_not_let_a_systeembeheerder_leave(client_of, beheerder, superuser, vaals):
    factories.MembershipFactory(user=superuser, municipality=vaals)
    assert client_of(beheerder).post(leave_page(superuser)).status_code == 403


# What is logged


def test_each_act_is_logged_with_its_origin(client_of, beheerder, vaals, oov, monkeypatch):
    lines = []
    monkeypatch.setattr("config.common.audit.logger.info", lines.append)
    client = client_of(beheerder)
    client.post(GRANT, NEW | {"municipality": vaals.pk})
    client.post(end_page(role_of(oov)))
    client.post(leave_page(oov))
    client.post("/rol/", {"membership": role_of(beheerder).pk})
    acts = ("rol oov-medewerker geven", "rol oov-medewerker beëindigen", "laten vertrekken")
    for act, line in zip((*acts, "rol kiezen"), lines, strict=True):
        assert f'"actie": "{act}"' in line
        assert '"oorsprong": "127.0.0.1"' in line
        assert f'"actor": {beheerder.pk}' in line
        assert "Nora" not in line
