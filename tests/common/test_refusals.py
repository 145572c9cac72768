"""What went wrong, in words: pages for 400 to 500, fragments for a dialog, security.txt."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.test import Client
from django.utils import timezone

from config.common.views import own_sentence, server_error
from plans.models import Plan
from plans.rules.permissions import Role
from tests import factories
from tests.common.pages import problems, says

DIALOG = {"HX-Request": "true"}


def raised(function, *arguments, **named) -> Exception:
    """The exception of a call, as a handler gets it."""
    with pytest.raises((PermissionDenied, Http404)) as caught:
        function(*arguments, **named)
    return caught.value


def refuse(exception: Exception) -> None:
    """Our own code, which gives a sentence."""
    raise exception


@pytest.mark.parametrize("kind", [PermissionDenied, Http404])
def test_a_sentence_of_our_own_is_shown(kind):
    assert own_sentence(raised(refuse, kind("Dit plan is gesloten."))) == "Dit plan is gesloten."


@pytest.mark.django_db
def test_a_sentence_of_a_library_is_not():
    assert own_sentence(raised(get_object_or_404, Plan, pk=0)) == ""


@pytest.mark.django_db
def test_a_page_that_is_not_the_users_says_why(client, oov):
    client.force_login(oov)
    response = client.get("/beheer/gebruikers/")
    assert response.status_code == 403
    assert "Alleen een beheerder gaat over gebruikers en rollen." in says(response)
    assert "Kies een andere rol" not in says(response)
    assert problems(response) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/beheer/gebruikers/", 403), ("/niets/", 404)])
def test_who_has_more_roles_is_told_to_choose_another(client, oov, meerssen, address, status):
    factories.MembershipFactory(user=oov, municipality=meerssen, role=Role.GRIFFIE)
    client.force_login(oov)
    response = client.get(address)
    assert response.status_code == status
    assert "Kies een andere rol" in says(response)


@pytest.mark.django_db
def test_an_address_that_does_not_exist_gets_a_page_also_for_a_visitor(client):
    response = client.get("/niets/")
    assert response.status_code == 404
    assert "Deze pagina is er niet" in says(response)
    assert problems(response) == []


def test_a_host_that_is_not_ours_gets_a_page(client, settings):
    settings.ALLOWED_HOSTS = ["vaals.example"]
    response = client.get("/.well-known/security.txt", headers={"Host": "elders.example"})
    assert response.status_code == 400
    assert problems(response) == []


@pytest.mark.django_db
def test_a_refusal_is_logged(client, oov, audit_lines):
    client.force_login(oov)
    client.get("/beheer/gebruikers/")
    line = audit_lines()[-1]
    assert (line["object"], line["resultaat"]) == ("/beheer/gebruikers/", "geweigerd")
    assert line["actor"] == oov.pk


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/beheer/gebruikers/", 403), ("/niets/", 404)])
def test_a_dialog_gets_a_part_and_not_a_page(client, oov, address, status):
    client.force_login(oov)
    response = client.get(address, headers=DIALOG)
    assert response.status_code == status
    text = response.content.decode()
    assert 'role="alert"' in text
    assert "<html" not in text
    assert "csrfmiddlewaretoken" not in text


@pytest.mark.django_db
def test_an_old_form_is_refused_with_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert "Deze pagina stond te lang open" in says(response)
    assert problems(response) == []


@pytest.mark.django_db
def test_an_old_form_in_a_dialog_can_be_sent_again_with_the_new_code():
    client = Client(enforce_csrf_checks=True)
    text = client.post("/accounts/login/", headers=DIALOG).content.decode()
    assert 'hx-swap-oob="outerHTML:[name=csrfmiddlewaretoken]"' in text
    token = text.split('value="')[1].split('"')[0]
    told = {"csrfmiddlewaretoken": token, "login": "a@b.example", "password": "x"}
    assert client.post("/accounts/login/", told).status_code == 200


def test_a_fault_of_ours_gets_a_page_without_database_or_request():
    response = server_error(None)
    assert response.status_code == 500
    assert problems(response) == []


@pytest.mark.django_db
def test_a_fault_in_a_page_is_answered_in_dutch(client, oov, monkeypatch):
    client.force_login(oov)
    client.raise_request_exception = False
    monkeypatch.setattr("plans.views.people.ChooseRole.get_form_kwargs", lambda view: 1 / 0)
    assert "Er ging iets mis" in says(client.get("/rol/"))
    assert "<html" not in client.get("/rol/", headers=DIALOG).content.decode()


def test_who_finds_a_leak_reads_where_to_report_it(client, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@vaals.example"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:veilig@vaals.example"
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=363) < left < timedelta(days=366)
