"""The page of one cell: who gets which form, what is refused, and where one comes back."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from plans.models import Cell, Entry
from plans.rules.status import Level
from tests import factories
from tests.common.pages import PASSWORD, says
from tests.markup import Page
from tests.plans.conftest import HEUVELLAND
from tests.plans.reading import MATRIX

CELL = "/plannen/heuvelland/cel/meldcode/GM0981/"
OF_GROUP = "/plannen/heuvelland/cel/meldcode/groep/"
UNDO = f"{CELL}herroepen/"
DIALOG = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{MATRIX}?thema=3.1"}
GEEL = {"status": "geel", "valid_from": "2022-01-01", "revision": "0"}


def fields(response) -> set[str]:
    """The names of what can be filled in."""
    page = Page(response.content.decode(), whole=False)
    tags = {"input", "select", "textarea"}
    found = [each for each in page.elements if each.tag in tags and not each.is_of_site_search]
    return {each["name"] for each in found}


def value(response, name: str) -> str:
    """What stands in a field, or is chosen in it."""
    page = Page(response.content.decode(), whole=False)
    for each in page.elements:
        if each["name"] == name and each.tag == "textarea":
            return each.text.strip()
        if each["name"] == name and (each["type"] != "radio" or "checked" in each.attributes):
            return each["value"]
    return ""


def written() -> list[tuple]:
    """Every cell and how many entries it has."""
    return [
        (cell.pk, cell.status, cell.level, cell.target, cell.revision, cell.entries.count())
        for cell in Cell.objects.order_by("pk")
    ]


# Reading

WHOLE = {"status", "level", "valid_from", "note", "reason", "revision", "door", "terug"}
FORMS = [
    ("oov", CELL, WHOLE),
    ("superuser", CELL, WHOLE | {"target"}),
    ("planbeheerder", CELL, {"target", "valid_from", "note", "revision", "door", "terug"}),
    ("planbeheerder", OF_GROUP, (WHOLE | {"target"}) - {"level"}),
    ("superuser", OF_GROUP, (WHOLE | {"target"}) - {"level"}),
    ("oov", OF_GROUP, set()),
    ("oov_meerssen", CELL, set()),
    ("planbeheerder_meerssen", CELL, set()),
    ("burgemeester", CELL, set()),
    ("griffie", CELL, set()),
    ("beheerder", CELL, set()),
]


@pytest.mark.parametrize("headers", [{}, DIALOG], ids=["page", "dialog"])
@pytest.mark.parametrize(("name", "address", "expected"), FORMS)
def test_each_role_gets_the_fields_that_it_may_set(
    request, client_of, wording, name, address, expected, headers
):
    response = client_of(request.getfixturevalue(name)).get(address, headers=headers)
    assert response.status_code == 200
    assert fields(response) - {"csrfmiddlewaretoken", "was_level", "was_target"} == expected
    assert ("U kunt deze cel lezen, niet wijzigen." in says(response)) == (not expected)
    assert ("<html" in response.content.decode()) == (not headers)


@pytest.mark.parametrize("key", ["meldcode/GM0928", "meldcode/gm0981", "meldcode/x", "x/GM0981"])
def test_a_cell_that_is_not_there_is_not_found(browser, wording, kerkrade, key):
    address = f"/plannen/heuvelland/cel/{key}/"
    assert browser.get(address).status_code == 404
    assert browser.post(address, GEEL).status_code == 404
    assert browser.post(f"{address}herroepen/", {"regel": "1"}).status_code == 404


def test_the_activity_of_another_plan_is_not_found(browser, wording, kerkrade_plan):
    address = "/plannen/heuvelland/cel/kerkrade-actie/GM0981/"
    assert browser.get(address).status_code == 404


def test_a_plan_of_one_municipality_has_no_cell_of_a_group(client_of, outsider, kerkrade_plan):
    address = "/plannen/kerkrade/cel/kerkrade-actie/groep/"
    assert client_of(outsider).get(address).status_code == 404


def test_the_form_starts_with_the_stand_of_the_day_on_screen(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 1, 1))
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2022, 1, 1))
    past = f"http://testserver{MATRIX}?peildatum=2021-06-01"
    shown = browser.get(CELL, headers={"Referer": past})
    assert (value(shown, "status"), value(shown, "valid_from")) == ("geel", "2021-06-01")
    assert "Later, sinds 1 januari 2022: groen" in says(shown)
    shown = browser.get(CELL)
    assert (value(shown, "status"), value(shown, "valid_from")) == ("groen", "2023-12-31")


def test_a_day_on_screen_after_the_period_is_kept_and_one_to_come_is_today(
    browser, heuvelland, wording
):
    after = f"http://testserver{MATRIX}?peildatum=2024-05-01"
    assert value(browser.get(CELL, headers={"Referer": after}), "valid_from") == "2024-05-01"
    today = timezone.localdate()
    heuvelland.ends_on = today + timedelta(days=30)
    heuvelland.save()
    to_come = f"http://testserver{MATRIX}?peildatum={heuvelland.ends_on}"
    shown = browser.get(CELL, headers={"Referer": to_come})
    assert value(shown, "valid_from") == today.isoformat()


def test_an_h_cell_shows_the_status_of_the_group(browser, wording, vaals, superuser):
    factories.change(superuser, wording, None, status="groen")
    factories.change(superuser, wording, vaals, level=Level.GROEP)
    assert "Uitgevoerd door Heuvelland: groen" in says(browser.get(CELL))


def test_a_closed_plan_is_read_and_not_changed(browser, heuvelland, wording):
    heuvelland.closed_on = date(2024, 3, 1)
    heuvelland.save()
    assert browser.get(CELL).status_code == 200
    refused = browser.post(CELL, GEEL)
    assert refused.status_code == 400
    assert "Dit plan is op 1 maart 2024 afgesloten; de stand ligt vast." in says(refused)
    assert not Entry.objects.exists()


# Saving


def test_saving_brings_one_back_to_the_row_with_a_message(browser, wording, vaals):
    answer = browser.post(CELL, GEEL | {"note": "Begonnen.", "terug": f"{MATRIX}?thema=3.1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{MATRIX}?thema=3.1#meldcode")
    cell = factories.cell_of(wording, vaals)
    assert (cell.status, cell.note, cell.since) == ("geel", "Begonnen.", date(2022, 1, 1))
    assert "Opgeslagen: Vaals, Meldcode invoeren." in says(browser.get(MATRIX))


def test_saving_in_the_dialog_renews_the_cell_and_its_counts(browser, wording, vaals):
    answer = browser.post(CELL, GEEL, headers=DIALOG)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "cel-opgeslagen" in answer["HX-Trigger-After-Settle"]
    assert re.search(rf'id="c{wording.activity_id}-{vaals.pk}"[^>]*class="geel"', html)
    assert f'id="n{wording.theme_id}-{vaals.pk}"' in html
    assert "0 van 1 groen" in says(answer)
    assert f'value="{Entry.objects.get().pk}"' in html
    assert "<html" not in html


def test_saving_the_status_of_the_group_renews_every_h_cell(
    client_of, planbeheerder, wording, vaals, meerssen, superuser
):
    factories.change(superuser, wording, vaals, level=Level.GROEP)
    answer = client_of(planbeheerder).post(OF_GROUP, GEEL, headers=DIALOG)
    html = answer.content.decode()
    assert re.search(rf'id="c{wording.activity_id}-{vaals.pk}"[^>]*class="geel"', html)
    assert re.search(rf'id="c{wording.activity_id}-{meerssen.pk}"[^>]*class="leeg"', html)


def test_the_dialog_answers_in_the_view_that_the_reader_looks_at(
    client_of, planbeheerder, wording, vaals
):
    seen = DIALOG | {"HX-Current-URL": f"http://testserver{MATRIX}?weergave=streefbeeld"}
    told = {"target": "groen", "valid_from": "2020-01-01", "revision": "0"}
    answer = client_of(planbeheerder).post(CELL, told, headers=seen)
    assert "streefstatus groen" in says(answer)


NEXT_YEAR = (timezone.localdate() + timedelta(days=365)).isoformat()
REFUSED = {
    "an unknown status": ({"status": "paars"}, "Selecteer een geldige keuze"),
    "no status": ({"status": ""}, "Kies een status."),
    "a day before the plan": ({"valid_from": "2019-12-31"}, "Kies een dag vanaf 1 januari 2020"),
    "a day to come": ({"valid_from": NEXT_YEAR}, "niet in de toekomst ingaan"),
    "no day at all": ({"valid_from": ""}, "Dit veld is verplicht."),
    "a day that is none": ({"valid_from": "31-02-2022; DROP"}, "Voer een geldige datum in."),
    "the last day of time": ({"valid_from": "9999-12-31"}, "niet in de toekomst ingaan"),
    "an unknown level": ({"level": "landelijk"}, "Selecteer een geldige keuze"),
    "an unknown reason": ({"reason": "geen zin"}, "Selecteer een geldige keuze"),
    "a note that is too long": ({"note": "a" * 2001}, "2000"),
    "n.v.t. without a note": ({"status": "nvt", "note": ""}, "Schrijf een toelichting."),
    "no revision": ({"revision": ""}, "verplicht"),
    "a revision that is none": ({"revision": "-1"}, "0"),
}


@pytest.mark.parametrize("headers", [{}, DIALOG], ids=["page", "dialog"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_a_sentence_and_what_was_typed(
    browser, wording, name, headers
):
    change, sentence = REFUSED[name]
    before = written()
    told = {"note": "Getypt."} | change
    answer = browser.post(CELL, GEEL | told, headers=headers)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert value(answer, "note") == told["note"]
    assert written() == before


def test_a_note_of_ten_megabytes_is_refused(browser, wording):
    answer = browser.post(CELL, GEEL | {"note": "a" * 10 * 1024 * 1024})
    assert answer.status_code in {400, 413}
    assert not Entry.objects.exists()


FORBIDDEN = [
    ("oov", CELL, GEEL | {"target": "groen"}),
    ("planbeheerder", CELL, GEEL),
    ("planbeheerder", CELL, {"target": "groen", "level": "groep", "revision": "0"}),
    ("oov", OF_GROUP, GEEL),
    ("planbeheerder", OF_GROUP, GEEL | {"level": "groep"}),
    ("burgemeester", CELL, GEEL),
    ("burgemeester", CELL, {}),
    ("oov_meerssen", CELL, GEEL),
    ("griffie", CELL, GEEL),
    ("beheerder", CELL, GEEL),
]


@pytest.mark.parametrize(("name", "address", "told"), FORBIDDEN)
def test_what_a_role_may_not_set_is_refused(request, client_of, wording, name, address, told):
    answer = client_of(request.getfixturevalue(name)).post(address, told)
    assert answer.status_code == 403
    assert not Entry.objects.exists()


def test_a_municipality_on_its_own_cannot_leave_work_to_a_group(client_of, outsider, kerkrade_plan):
    before = written()
    address = "/plannen/kerkrade/cel/kerkrade-actie/GM0928/"
    told = GEEL | {"level": "groep", "revision": "1"}
    assert client_of(outsider).post(address, told).status_code == 403
    assert "level" not in fields(client_of(outsider).get(address))
    assert written() == before


def test_the_planbeheerder_fills_a_streefstatus_once_after_adoption(
    client_of, planbeheerder, version, wording, vaals
):
    version.adopted_on = date(2020, 6, 1)
    version.save()
    client = client_of(planbeheerder)
    told = {"target": "groen", "valid_from": "2022-01-01", "revision": "0"}
    assert client.post(CELL, told).status_code == 302
    assert factories.cell_of(wording, vaals).target == "groen"
    assert fields(client.get(CELL)) & {"target", "note"} == set()
    assert client.post(CELL, told | {"target": "geel", "revision": "1"}).status_code == 403
    assert factories.cell_of(wording, vaals).target == "groen"


# Two people at once


@pytest.mark.parametrize("headers", [{}, DIALOG], ids=["page", "dialog"])
def test_the_second_sees_both_values_and_keeps_the_note(
    browser, wording, vaals, superuser, headers
):
    factories.change(superuser, wording, vaals, status="groen", note="Klaar.")
    before = written()
    answer = browser.post(CELL, GEEL | {"note": "Nog bezig."}, headers=headers)
    assert answer.status_code == 409
    text = says(answer)
    assert "gewijzigd door Sanne Systeem" in text
    assert "Nu staat er: groen , met de toelichting “Klaar.”" in text.replace("groen,", "groen ,")
    assert "Uw keuze was: geel" in text
    assert (value(answer, "note"), value(answer, "status")) == ("Nog bezig.", "geel")
    assert written() == before
    again = {"note": "Nog bezig.", "reason": "geld", "revision": value(answer, "revision")}
    assert browser.post(CELL, GEEL | again, headers=headers).status_code in {200, 302}
    assert factories.cell_of(wording, vaals).status == "geel"


def test_a_form_that_is_older_than_any_history_is_refused_too(browser, wording):
    answer = browser.post(CELL, GEEL | {"revision": "7", "note": "Nog bezig."})
    assert answer.status_code == 409
    assert "intussen gewijzigd" in says(answer)
    assert value(answer, "note") == "Nog bezig."
    assert not Entry.objects.exists()


# Withdrawing


def test_the_own_newest_change_is_withdrawn(browser, wording, vaals, oov):
    entry = factories.change(oov, wording, vaals, status="geel")
    assert "Mijn laatste wijziging herroepen" in says(browser.get(CELL))
    answer = browser.post(UNDO, {"regel": entry.pk, "terug": f"{MATRIX}?status=geel"})
    assert (answer.status_code, answer["Location"]) == (302, f"{MATRIX}?status=geel#meldcode")
    assert factories.cell_of(wording, vaals).status == ""
    assert "Mijn laatste wijziging herroepen" not in says(browser.get(CELL))


def test_withdrawing_in_the_matrix_renews_the_cell(browser, wording, vaals, oov):
    entry = factories.change(oov, wording, vaals, status="geel")
    answer = browser.post(UNDO, {"regel": entry.pk}, headers=DIALOG)
    assert answer.status_code == 200
    assert 'class="leeg"' in answer.content.decode()
    assert "Herroepen: Vaals, Meldcode invoeren." in says(answer)


def refused_undo(browser, number) -> int:
    """The status of a withdrawal that writes nothing."""
    before = written()
    status = browser.post(UNDO, {"regel": number}).status_code
    assert written() == before
    return status


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "1.5", "٣", "9" * 20, "9" * 5000])
def test_a_number_that_is_no_change_of_this_cell_is_refused(browser, wording, vaals, oov, number):
    factories.change(oov, wording, vaals, status="geel")
    assert refused_undo(browser, number) == 409


def test_what_is_older_or_withdrawn_is_refused(browser, wording, vaals, oov):
    old, new = (factories.change(oov, wording, vaals, status=each) for each in ("geel", "groen"))
    assert refused_undo(browser, old.pk) == 409
    browser.post(UNDO, {"regel": new.pk})
    assert refused_undo(browser, new.pk) == 409


def test_a_change_before_that_of_a_colleague_is_refused(browser, wording, vaals, oov, superuser):
    own = factories.change(oov, wording, vaals, status="geel")
    theirs = factories.change(superuser, wording, vaals, status="groen")
    assert "Mijn laatste wijziging" not in says(browser.get(CELL))
    assert refused_undo(browser, own.pk) == 409
    assert refused_undo(browser, theirs.pk) == 403


def test_what_was_imported_is_nobodys_to_withdraw(client_of, superuser, real_plan):
    entry = Entry.objects.select_related("cell__activity", "cell__municipality").first()
    cell = entry.cell
    address = f"/plannen/{HEUVELLAND.stem}/cel/{cell.activity.key}/{cell.municipality.code}/"
    client = client_of(superuser)
    assert "Mijn laatste wijziging" not in says(client.get(address))
    assert client.post(f"{address}herroepen/", {"regel": entry.pk}).status_code == 403
    assert Entry.objects.count() == len(real_plan.plan.municipalities.all()) + 7


def test_who_comes_back_to_a_withdrawal_after_logging_in_finds_the_cell(browser, wording):
    assert browser.get(UNDO)["Location"] == CELL


# The way back

ELSEWHERE = [
    "https://evil.example/plannen/heuvelland/matrix/",
    "//evil.example/plannen/heuvelland/matrix/",
    "///evil.example/plannen/heuvelland/matrix/",
    "/\\evil.example/plannen/heuvelland/matrix/",
    "\\\\evil.example/plannen/heuvelland/matrix/",
    "http:evil.example/plannen/heuvelland/matrix/",
    "javascript:alert(1)//plannen/heuvelland/matrix/",
    "/plannen/heuvelland/matrix/../../../accounts/logout/",
    "/plannen/kerkrade/matrix/",
    "/plannen/heuvelland/",
    "/accounts/logout/?next=/plannen/heuvelland/matrix/",
    "http://[evil",
    "http://user@evil.example:99999/plannen/heuvelland/matrix/",
    " /plannen/heuvelland/matrix/",
]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_one_comes_back_only_to_the_matrix_of_this_plan(browser, wording, there):
    answer = browser.post(CELL, GEEL | {"terug": there})
    assert (answer.status_code, answer["Location"]) == (302, f"{MATRIX}#meldcode")


@pytest.mark.parametrize("there", ELSEWHERE)
def test_a_page_elsewhere_is_no_way_back(browser, wording, there):
    for headers in ({"Referer": there}, DIALOG | {"HX-Current-URL": there}):
        shown = browser.get(CELL, headers=headers)
        assert shown.status_code == 200
        back = urlsplit(value(shown, "terug"))
        assert (back.scheme, back.netloc, back.path) == ("", "", MATRIX)


def test_a_line_end_in_the_way_back_adds_no_header(browser, wording):
    answer = browser.post(CELL, GEEL | {"terug": f"{MATRIX}?q=a\r\nSet-Cookie: x=y"})
    assert "\n" not in answer["Location"]
    assert urlsplit(answer["Location"]).path == MATRIX
    assert "x" not in answer.cookies


@pytest.mark.parametrize(
    "seen",
    [
        {"Referer": f"http://testserver{MATRIX}?thema=3.1&q=a#meldcode"},
        DIALOG | {"HX-Current-URL": f"http://testserver{MATRIX}?thema=3.1&q=a"},
    ],
    ids=["page", "dialog"],
)
def test_the_filters_of_the_matrix_come_along(browser, wording, seen):
    shown = browser.get(CELL, headers=seen)
    assert value(shown, "terug") == f"{MATRIX}?thema=3.1&q=a"
    assert f'href="{MATRIX}?thema=3.1&amp;q=a#meldcode"' in shown.content.decode()


# A session that ended


def test_what_was_typed_stands_in_the_form_after_logging_in(client, wording, oov):
    oov.set_password(PASSWORD)
    oov.save()
    told = {"note": "Dit mag niet weg.", "door": oov.pk, "terug": f"{MATRIX}?thema=3.1"}
    sent = client.post(CELL, GEEL | told)
    assert not Entry.objects.exists()
    back = client.post(sent["Location"], {"login": oov.email, "password": PASSWORD}, follow=True)
    assert "Wat u had getypt is bewaard." in says(back)
    found = {name: value(back, name) for name in ("note", "status", "valid_from", "terug")}
    assert found == {
        "note": "Dit mag niet weg.",
        "status": "geel",
        "valid_from": "2022-01-01",
        "terug": f"{MATRIX}?thema=3.1",
    }
    assert "Wat u had getypt" not in says(client.get(CELL))


def test_a_draft_older_than_a_change_of_a_colleague_is_a_conflict(
    client, wording, vaals, oov, superuser
):
    oov.set_password(PASSWORD)
    oov.save()
    sent = client.post(CELL, GEEL | {"note": "Van mij.", "door": oov.pk})
    factories.change(superuser, wording, vaals, status="groen")
    back = client.post(sent["Location"], {"login": oov.email, "password": PASSWORD}, follow=True)
    again = GEEL | {"note": value(back, "note"), "revision": value(back, "revision")}
    assert client.post(CELL, again).status_code == 409
