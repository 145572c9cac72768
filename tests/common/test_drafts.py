"""A session that ended while somebody typed loses no text."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from config.common.login import DRAFT_BYTES, take_draft
from tests import factories
from tests.common.pages import PASSWORD

pytestmark = pytest.mark.django_db

CELL = "/plannen/heuvelland/cel/meldcode/GM0981/"


def type_and_log_in(client, door, *, as_whom, note="Overleg gevoerd"):
    """Post to a plan page without a session, then log in."""
    told = {"csrfmiddlewaretoken": "x", "door": door, "note": note}
    sent = client.post(CELL, told)
    assert sent["Location"] == f"/accounts/login/?next={CELL}"
    return client.post(sent["Location"], {"login": as_whom.email, "password": PASSWORD})


def found(client, user, path=CELL):
    """What a page at this address finds of what was typed."""
    request = RequestFactory().get(path)
    request.user, request.session = user, SessionStore(client.session.session_key)
    draft = take_draft(request)
    request.session.save()
    return draft


def test_the_same_user_finds_the_text_back_once(client, vera):
    response = type_and_log_in(client, vera.pk, as_whom=vera)
    assert response["Location"] == CELL
    assert found(client, vera).dict() == {"door": str(vera.pk), "note": "Overleg gevoerd"}
    assert found(client, vera) is None


def test_another_user_does_not_and_then_nobody_does(client, vera):
    other = factories.UserFactory()
    type_and_log_in(client, other.pk, as_whom=vera)
    assert found(client, vera) is None
    assert found(client, other) is None


def test_a_form_that_does_not_say_whose_it_was_is_not_shown(client, vera):
    type_and_log_in(client, "", as_whom=vera)
    assert found(client, vera) is None


def test_another_page_does_not_find_it(client, vera):
    type_and_log_in(client, vera.pk, as_whom=vera)
    assert found(client, vera, "/plannen/") is None
    assert found(client, vera)["note"] == "Overleg gevoerd"


def test_a_text_over_the_limit_is_not_kept(client, vera):
    type_and_log_in(client, vera.pk, as_whom=vera, note="a" * DRAFT_BYTES)
    assert found(client, vera) is None


def test_a_dialog_says_where_to_log_in_and_keeps_its_own_text(client):
    response = client.post(CELL, {"note": "Overleg"}, headers={"HX-Request": "true"})
    assert response.status_code == 401
    text = response.content.decode()
    assert "<html" not in text
    assert f'href="/accounts/login/?next={CELL}"' in text
