"""The second factor: setting it up, logging in with it, and what it keeps closed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from config.common.templatetags.login import qr_code
from tests.common.pages import PASSWORD, log_in, problems, says

pytestmark = pytest.mark.django_db

SECRET = "ANIMNXJBYRGAXWHSDKC45LDEQRTCFVJA"
ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
REAUTHENTICATE = "/accounts/2fa/reauthenticate/"


@pytest.fixture
def tess(vera):
    """The same person, with an app and ten recovery codes."""
    TOTP.activate(vera, SECRET)
    RecoveryCodes.activate(vera)
    return vera


def code_for(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_without_the_requirement_a_password_is_enough(client, vera):
    log_in(client)
    assert client.get("/rol/").status_code == 200


@pytest.mark.parametrize("address", ["/", "/rol/", "/plannen/", "/accounts/password/change/"])
def test_where_it_is_required_every_page_leads_to_setting_it_up(client, vera, settings, address):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client)
    assert client.get(address)["Location"] == ACTIVATE


def test_where_it_is_required_visitors_still_see_public_pages(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/.well-known/security.txt").status_code == 200
    assert client.get("/rol/")["Location"].startswith("/accounts/login/")


def test_one_can_log_out_before_setting_it_up(client, vera, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client)
    assert client.get("/accounts/logout/").status_code == 200


def test_setting_it_up_opens_the_site_and_gives_recovery_codes(client, vera, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client)
    page = client.get(ACTIVATE)
    assert problems(page) == []
    secret = re.search(r'class="secret">(\w+)<', page.content.decode()).group(1)
    done = client.post(ACTIVATE, {"code": code_for(secret)}, follow=True)
    assert problems(done) == []
    assert "U hebt nog 10 van de 10 codes over." in says(done)
    assert client.get("/rol/").status_code == 200


def test_a_wrong_first_code_sets_nothing_up(client, vera):
    log_in(client)
    client.get(ACTIVATE)
    response = client.post(ACTIVATE, {"code": "000000"})
    assert "Deze code klopt niet." in says(response)
    assert problems(response) == []
    assert not Authenticator.objects.exists()


def test_who_is_logged_in_for_long_gives_the_password_again_first(client, vera):
    client.force_login(vera)
    assert client.get(ACTIVATE)["Location"].startswith("/accounts/reauthenticate/")
    told = {"password": PASSWORD, "next": ACTIVATE}
    assert client.post("/accounts/reauthenticate/", told)["Location"] == ACTIVATE


def test_after_the_password_the_code_is_asked_and_then_one_is_in(client, tess, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert log_in(client, next="/rol/")["Location"] == AUTHENTICATE
    assert client.get("/rol/").status_code == 302
    assert problems(client.get(AUTHENTICATE)) == []
    assert client.post(AUTHENTICATE, {"code": code_for(SECRET)})["Location"] == "/rol/"
    assert client.get("/rol/").status_code == 200


def test_a_wrong_code_lets_nobody_in_and_is_logged(client, tess, audit_lines):
    log_in(client)
    response = client.post(AUTHENTICATE, {"code": "000000"})
    assert "Deze code klopt niet." in says(response)
    assert client.get("/rol/").status_code == 302
    assert [line["actie"] for line in audit_lines()] == ["tweede stap"]


def test_a_recovery_code_works_once(client, tess):
    code = RecoveryCodes.activate(tess).get_unused_codes()[0]
    log_in(client)
    assert client.post(AUTHENTICATE, {"code": code}).status_code == 302
    client.logout()
    log_in(client)
    assert client.post(AUTHENTICATE, {"code": code}).status_code == 200


def test_one_can_stop_between_the_steps(client, tess):
    log_in(client)
    client.post("/accounts/logout/", {"next": "/accounts/login/"})
    assert client.get(AUTHENTICATE)["Location"] == "/accounts/login/"


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
    ],
)
def test_pages_of_who_has_one_are_dutch_and_have_nothing_inline(client, tess, name):
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(SECRET)})
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert problems(response) == []


def test_without_a_second_factor_again_the_next_session_must_set_one_up(client, tess, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(SECRET)})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    client.logout()
    log_in(client)
    assert client.get("/rol/")["Location"] == ACTIVATE


def test_the_code_to_scan_is_one_path_with_a_white_edge():
    drawn = qr_code("otpauth://totp/vera")
    assert drawn["path"].startswith("M4 4h1v1h-1z")
    assert 'style="' not in drawn["path"]
