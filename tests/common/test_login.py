"""Logging in with a password: who comes in, what is said, and what is never said."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.common.pages import PASSWORD, log_in, problems, says

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def test_who_logs_in_comes_to_the_first_page(client, vera):
    assert log_in(client)["Location"] == reverse("dashboard:home")


def test_capitals_in_the_address_do_not_matter(client, vera):
    assert log_in(client, email="Vera@Vaals.example").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/rol/", "/rol/"),
        ("https://elders.example/", "/"),
        ("//elders.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_login_one_comes_where_one_was_going_but_never_elsewhere(
    client, vera, wanted, reached
):
    assert log_in(client, next=wanted)["Location"] == reached


def test_a_visitor_is_sent_to_login_and_back(client):
    assert client.get("/rol/")["Location"] == f"{LOGIN}?next=/rol/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client, vera):
    pages = [log_in(client, email, "fout") for email in (vera.email, "nora@vaals.example")]
    known, unknown = (re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages)
    assert known == unknown
    assert "horen niet bij elkaar" in says(pages[0])


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one_then(client, vera):
    for _attempt in range(5):
        assert "horen niet bij elkaar" in says(log_in(client, password="fout"))
    assert "Wacht vijf minuten" in says(log_in(client, password="fout"))
    assert "Wacht vijf minuten" in says(log_in(client))


def test_the_limit_counts_for_unknown_addresses_too(client):
    for _attempt in range(5):
        log_in(client, "nora@vaals.example")
    assert "Wacht vijf minuten" in says(log_in(client, "nora@vaals.example"))


def test_many_visits_from_one_address_get_a_page_that_asks_to_wait(client):
    for number in range(30):
        log_in(client, f"nora{number}@vaals.example")
    response = log_in(client, "nora@vaals.example")
    assert response.status_code == 429
    assert problems(response) == []


def test_a_blocked_account_is_told_so_only_with_the_right_password(client, vera):
    vera.is_active = False
    vera.save()
    assert "horen niet bij elkaar" in says(log_in(client, password="fout"))
    assert log_in(client)["Location"] == reverse("account_inactive")


def test_logging_in_and_failing_to_are_logged_without_the_password(client, vera, audit_lines):
    log_in(client, password="fout")
    log_in(client)
    refused, done = audit_lines()
    assert (refused["actie"], refused["resultaat"]) == ("inloggen", "geweigerd")
    assert (done["actor"], done["oorsprong"]) == (vera.pk, "127.0.0.1")
    assert PASSWORD not in json.dumps([refused, done])


def test_logging_out_asks_once_and_says_so(client, vera):
    client.force_login(vera)
    assert client.get("/accounts/logout/").status_code == 200
    assert "U bent uitgelogd." in says(client.post("/accounts/logout/", follow=True))
    assert client.get("/rol/").status_code == 302


def test_a_forgotten_password_is_chosen_anew_through_a_mail(client, vera):
    asked = client.post("/accounts/password/reset/", {"email": vera.email}, follow=True)
    assert problems(asked) == []
    page = client.get(link_in_mail(), follow=True)
    assert problems(page) == []
    new = "een-ander-lang-wachtwoord"
    done = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Uw wachtwoord is opgeslagen" in says(done)
    assert log_in(client, password=new).status_code == 302
    assert "link werkt niet meer" in says(client.get(link_in_mail(), follow=True))


def link_in_mail() -> str:
    """The link in the oldest mail."""
    return re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)


def test_asking_a_new_password_does_not_tell_whether_there_is_an_account(client, vera):
    known, unknown = (
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (vera.email, "nora@vaals.example")
    )
    assert known.redirect_chain == unknown.redirect_chain
    assert says(known) == says(unknown)
    assert [message.to for message in mail.outbox] == [[vera.email]]


def test_a_new_password_is_typed_twice_alike_and_is_long(client, vera):
    client.force_login(vera)
    address = "/accounts/password/change/"
    told = {"oldpassword": PASSWORD, "password1": "kort", "password2": "anders"}
    response = client.post(address, told)
    assert "Gebruik minstens 12 tekens." in says(response)
    assert problems(response) == []
    told |= {"password1": "lang-genoeg-wachtwoord", "password2": "lang-genoeg-wachtwoorx"}
    assert "twee keer hetzelfde" in says(client.post(address, told))
    told |= {"password2": "lang-genoeg-wachtwoord"}
    assert "Uw wachtwoord is gewijzigd." in says(client.post(address, told, follow=True))


def test_every_mail_is_dutch(client, vera):
    client.post("/accounts/password/reset/", {"email": vera.email})
    client.force_login(vera)
    told = {"oldpassword": PASSWORD, "password1": "lang-genoeg-wachtwoord"}
    client.post("/accounts/password/change/", told | {"password2": told["password1"]})
    subjects = [message.subject for message in mail.outbox]
    assert subjects == [
        "Veiligheidsplan: wachtwoord kiezen",
        "Veiligheidsplan: uw wachtwoord is gewijzigd",
    ]
    for message in mail.outbox:
        assert message.body.startswith("Goedendag,")
        assert " you" not in message.body


VISITOR_PAGES = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
USER_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "plans:roles",
]


@pytest.mark.parametrize("name", VISITOR_PAGES)
def test_pages_for_visitors_are_dutch_and_have_nothing_inline(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert problems(response) == []


@pytest.mark.parametrize("name", USER_PAGES)
def test_pages_for_users_are_dutch_and_have_nothing_inline(client, vera, name):
    log_in(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert problems(response) == []


def test_nobody_signs_up_or_changes_an_address_here(client, vera):
    client.force_login(vera)
    for address in ("signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/"):
        assert client.get(f"/accounts/{address}").status_code == 404


def test_the_staff_pages_have_no_door_of_their_own(client, vera):
    address = "/beheeromgeving/login/"
    assert client.get(address)["Location"].startswith(LOGIN)
    told = {"username": vera.email, "password": PASSWORD}
    assert client.post(address, told)["Location"].startswith(LOGIN)
    client.force_login(vera)
    assert client.get("/beheeromgeving/", follow=True).status_code == 403
