"""Logging in through the identity provider of a municipality, which answers from this file."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.utils.html import escape

from config.common.login import has_second_factor
from tests import factories
from tests.common.pages import problems, says

pytestmark = pytest.mark.django_db

SERVER = "https://login.vaals.example"
LOGIN = "/accounts/oidc/gemeente/login/"


@pytest.fixture
def provider(settings, monkeypatch):
    """An identity provider; what it says of the person can be changed."""
    app = {
        "provider_id": "gemeente",
        "name": "Gemeente Vaals",
        "client_id": "veiligheidsplan",
        "secret": "geheim",
        "settings": {"server_url": SERVER, "verified_email": False},
    }
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": ours | {"APPS": [app]}}
    person = {"sub": "42", "email": "vera@vaals.example", "email_verified": True}
    answers = {
        "/.well-known/openid-configuration": {
            "authorization_endpoint": f"{SERVER}/authorize",
            "token_endpoint": f"{SERVER}/token",
            "userinfo_endpoint": f"{SERVER}/userinfo",
        },
        "/token": {"access_token": "toegang", "token_type": "Bearer"},
        "/userinfo": person,
    }
    monkeypatch.setattr(
        requests.Session,
        "request",
        lambda session, *told, **more: Answer(answers[urlsplit(more.get("url") or told[1]).path]),
    )
    return person


class Answer(requests.Response):
    """An answer of the provider."""

    def __init__(self, body: dict):
        super().__init__()
        self.status_code = 200
        self.headers["content-type"] = "application/json"
        self.json = lambda **options: body


def told_to_provider(page) -> dict:
    """What the page that leads to the provider tells it; a redirect would break the policy."""
    assert page.status_code == 200
    assert problems(page) == []
    address = page.context["redirect_to"]
    html = page.content.decode()
    assert f'content="0;url={escape(address)}"' in html
    assert f'href="{escape(address)}"' in html
    assert address.startswith(f"{SERVER}/authorize?")
    return dict(parse_qsl(urlsplit(address).query))


def log_in(client, **query):
    """Go to the provider, and come back with what it says."""
    state = told_to_provider(client.post(LOGIN, query))["state"]
    return client.get(f"{LOGIN}callback/", {"code": "abc", "state": state})


def test_the_button_is_there_only_with_a_provider(client):
    assert "werkaccount" not in says(client.get("/accounts/login/"))
    assert client.get(LOGIN).status_code == 404


def test_the_button_goes_to_the_provider(client, provider):
    page = client.get("/accounts/login/?next=/rol/")
    assert "Inloggen met Gemeente Vaals" in says(page)
    assert problems(page) == []
    assert f'action="{LOGIN}?process=login&amp;next=%2Frol%2F"' in page.content.decode()
    told = told_to_provider(client.post(LOGIN))
    assert told["client_id"] == "veiligheidsplan"
    assert told["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == f"http://testserver{LOGIN}callback/"


def test_coming_there_by_a_link_asks_first(client, provider):
    page = client.get(LOGIN)
    assert "U gaat naar de inlogpagina van Gemeente Vaals." in says(page)
    assert problems(page) == []


def test_a_known_and_verified_address_comes_in_where_it_was_going(client, provider):
    vera = factories.UserFactory(email="vera@vaals.example")
    assert log_in(client, next="/rol/")["Location"] == "/rol/"
    assert client.get("/rol/").context["user"] == vera


def test_the_provider_counts_as_a_second_factor(client, provider, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    factories.UserFactory(email="vera@vaals.example")
    log_in(client)
    response = client.get("/rol/")
    assert response.status_code == 200
    assert has_second_factor(response.wsgi_request)


@pytest.mark.parametrize(
    "said", [{"email": "nora@vaals.example"}, {"email_verified": False}, {"email": ""}]
)
def test_an_unknown_or_unverified_address_gets_no_account(client, provider, said):
    vera = factories.UserFactory(email="vera@vaals.example")
    provider.update(said)
    response = log_in(client)
    assert "U hebt hier nog geen account" in says(response)
    assert problems(response) == []
    assert type(vera).objects.count() == 1
    assert client.get("/rol/").status_code == 302


@pytest.mark.parametrize(("domains", "superuser"), [(["meerssen.example"], False), ([], True)])
def test_a_provider_speaks_for_its_own_domains_and_for_no_systeembeheerder(
    client, provider, settings, domains, superuser
):
    settings.OIDC_DOMAINS = domains
    factories.UserFactory(email="vera@vaals.example", is_superuser=superuser)
    log_in(client)
    assert "_auth_user_id" not in client.session


def test_a_blocked_account_does_not_come_in(client, provider):
    factories.UserFactory(email="vera@vaals.example", is_active=False)
    assert log_in(client)["Location"] == "/accounts/inactive/"
    assert client.get("/rol/").status_code == 302


def test_nobody_connects_an_account_of_somebody_else_by_hand(client, provider):
    client.force_login(factories.UserFactory(email="nora@vaals.example"))
    response = log_in(client, process="connect")
    assert response.status_code == 401
    assert problems(response) == []


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    response = client.get(f"{LOGIN}callback/", {"code": "abc", "state": "verzonnen"})
    assert response.status_code == 401
    assert "lukte niet" in says(response)
    assert problems(response) == []


def test_stopping_at_the_provider_leads_back(client, provider):
    state = told_to_provider(client.post(LOGIN))["state"]
    told = {"error": "access_denied", "state": state}
    response = client.get(f"{LOGIN}callback/", told, follow=True)
    assert "Het inloggen is gestopt" in says(response)


def test_a_provider_that_is_away_gets_a_page(client, provider, monkeypatch):
    def refuse(*told, **more):
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", refuse)
    response = client.post(LOGIN)
    assert response.status_code == 503
    assert "lukte niet" in says(response)
    assert problems(response) == []
