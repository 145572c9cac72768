"""A visitor who has the matrix already hears "unchanged", and never when something changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.demonstration.services import remove_demonstration
from plans.models import Membership, Plan
from plans.rules.permissions import Role
from plans.services.statuses import withdraw
from tests import factories
from tests.plans.reading import MATRIX

CELL = "/plannen/heuvelland/cel/meldcode/GM0981/"
CHANGE = {"status": "geel", "valid_from": "2022-01-01", "revision": "0"}


@pytest.fixture
def etag(browser, wording, superuser) -> str:
    """The ETag of the matrix as the browser of Vaals has it."""
    return browser.get(MATRIX)["ETag"]


def asked_again(client, etag: str, address: str = MATRIX, **headers) -> int:
    """The status that a visitor gets who has a page with this ETag."""
    return client.get(address, headers={"If-None-Match": etag, **headers}).status_code


def test_an_unchanged_matrix_is_not_sent_again(browser, etag):
    answer = browser.get(MATRIX, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag


@pytest.mark.parametrize("has_it", [True, False])
def test_a_matrix_is_for_its_visitor_alone_and_asked_for_each_time(browser, etag, has_it):
    answer = browser.get(MATRIX, headers={"If-None-Match": etag if has_it else '"other"'})
    assert answer.status_code == (304 if has_it else 200)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


def test_a_matrix_has_no_code_of_a_form(browser, etag):
    answer = browser.get(MATRIX)
    assert "csrf" not in answer.content.decode().lower()
    assert "csrftoken" not in answer.cookies


# What changes a page


def own_save(browser, **people) -> None:
    assert browser.post(CELL, CHANGE, headers={"HX-Request": "true"}).status_code == 200


def save_of_a_colleague(wording, meerssen, superuser, **people) -> None:
    factories.change(superuser, wording, meerssen, status="geel")


def save_of_the_group(wording, superuser, **people) -> None:
    factories.change(superuser, wording, None, status="geel")


def renamed_municipality(superuser, client_of, meerssen, **people) -> None:
    address = reverse("admin:plans_municipality_change", args=[meerssen.pk])
    told = {"code": meerssen.code, "name": "Meersen", "short": "Mee"}
    assert client_of(superuser).post(address, told).status_code == 302


def written_text(heuvelland, **people) -> None:
    Plan.objects.filter(pk=heuvelland.pk).update(text_changed_at=timezone.now())


def adopted(version, **people) -> None:
    version.adopted_on = timezone.localdate()
    version.save()


def own_name(oov, **people) -> None:
    oov.name = "Odette Anders"
    oov.save()


def another_role(oov, vaals, **people) -> None:
    held = factories.MembershipFactory(user=oov, municipality=vaals, role=Role.GRIFFIE)
    oov.active_membership = held
    oov.save()


def the_same_role_elsewhere(oov, meerssen, **people) -> None:
    oov.active_membership = factories.MembershipFactory(user=oov, municipality=meerssen)
    oov.save()


def the_rights_of_a_superuser(oov, **people) -> None:
    oov.is_superuser = True
    oov.save()


def another_day(monkeypatch, **people) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: tomorrow)


def another_release(settings, **people) -> None:
    settings.RELEASE = "9.9.9"


def another_house_style(settings, **people) -> None:
    settings.HOUSE_STYLE = "css/tokens.css"


CHANGES = [
    own_save,
    save_of_a_colleague,
    save_of_the_group,
    renamed_municipality,
    written_text,
    adopted,
    own_name,
    another_role,
    the_same_role_elsewhere,
    the_rights_of_a_superuser,
    another_day,
    another_release,
    another_house_style,
]


@pytest.mark.parametrize("act", CHANGES, ids=lambda act: act.__name__)
def test_a_page_that_would_be_another_is_sent(
    act,
    browser,
    etag,
    oov,
    superuser,
    wording,
    version,
    heuvelland,
    vaals,
    meerssen,
    client_of,
    settings,
    monkeypatch,
):
    act(**{name: value for name, value in locals().items() if name not in {"act", "etag"}})
    assert asked_again(browser, etag) == 200


def test_a_withdrawal_brings_no_old_page_back(browser, etag, wording, vaals, oov):
    entry = factories.change(oov, wording, vaals, status="geel")
    between = browser.get(MATRIX)["ETag"]
    cell = factories.cell_of(wording, vaals)
    withdraw(user=oov, cell=cell, wording=wording, entry_id=entry.pk)
    assert asked_again(browser, etag) == asked_again(browser, between) == 200


@pytest.mark.parametrize(
    "query", ["?weergave=verschil", "?q=x", "?gemeente=GM0981", "?peildatum=2023-12-31"]
)
def test_other_choices_are_another_page(browser, etag, query):
    assert asked_again(browser, etag, MATRIX + query) == 200


def test_a_page_of_somebody_else_is_not_mine(browser, etag, client_of, vaals):
    colleague = factories.person(Role.OOV, vaals, name="Odette Vaals")
    assert asked_again(client_of(colleague), etag) == 200


def test_a_role_that_ended_gets_no_page_at_all(browser, etag, oov):
    Membership.objects.filter(user=oov).update(ended_at=timezone.now())
    assert asked_again(browser, etag) == 404


def test_a_change_in_another_plan_is_none_here(browser, etag, kerkrade_plan):
    assert asked_again(browser, etag) == 304


def test_removing_the_demonstration_is_a_change(browser, etag, wording, vaals, oov):
    oov.is_fictional = True
    factories.change(oov, wording, vaals, status="geel")
    with_fiction = browser.get(MATRIX)["ETag"]
    oov.is_fictional = False
    oov.save()
    remove_demonstration()
    assert asked_again(browser, with_fiction) == 200


# Messages


def test_a_message_that_waits_is_always_shown(browser, etag):
    browser.post(CELL, CHANGE)
    shown = browser.get(MATRIX, headers={"If-None-Match": "*"})
    assert shown.status_code == 200
    assert "Opgeslagen: Vaals" in shown.content.decode()


def test_a_page_with_a_message_is_not_kept(browser, etag):
    browser.post(CELL, CHANGE)
    shown = browser.get(MATRIX)
    assert "ETag" not in shown
    assert asked_again(browser, browser.get(MATRIX)["ETag"]) == 304


def test_a_refused_choice_is_not_kept(browser, etag):
    answer = browser.get(MATRIX, {"thema": "9.9"})
    assert answer.status_code == 400
    assert "ETag" not in answer
    assert answer["Cache-Control"] == "private, no-cache"
