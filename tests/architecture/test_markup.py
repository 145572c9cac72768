"""Every page reads well, also one that refuses: headings, labels, references, nothing inline."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.architecture.pages import PAGES, VISITORS, address_of
from tests.markup import Page

READ = [name for name, page in PAGES.items() if page.is_read and name != "plans:export"]
CELL = "/plannen/heuvelland/cel/meldcode/GM0981/"
ROUND = "/plannen/heuvelland/invulronde/"
DIALOG = {"HX-Request": "true"}
GEEL = {"status": "geel", "valid_from": "2022-01-01", "revision": "0"}


def problems(response, *, whole: bool = True) -> list[str]:
    """What is wrong with a page or a part of one."""
    return Page(response.content.decode(), whole=whole).problems()


@pytest.mark.parametrize("name", READ)
def test_every_page_reads_well_for_everybody(name, people, ids, site, client_of):
    for who in VISITORS:
        answer = client_of(people[who]).get(address_of(name, ids))
        if answer.status_code != 302 and "html" in answer["Content-Type"]:
            assert problems(answer) == [], who


# What was refused


def a_cell(client, wording) -> tuple:
    return client.post(CELL, GEEL | {"status": "nvt", "valid_from": "x", "revision": "-1"}), 400


def a_cell_without_a_reason(client, wording) -> tuple:
    return client.post(CELL, GEEL | {"status": "nvt"}), 400


def a_round(client, wording) -> tuple:
    cell = wording.activity.cells.get(municipality__code="GM0981")
    told = {"status": "nvt", "revision": cell.revision}
    lines = {f"c{cell.pk}-{name}": value for name, value in told.items()}
    return client.post(ROUND, lines | {"valid_from": "2022-01-01"}), 400


def an_empty_round(client, wording) -> tuple:
    return client.post(ROUND, {"valid_from": ""}), 400


def a_matrix(client, wording) -> tuple:
    query = "?thema=9&status=paars&gemeente=x&planning=x&weergave=x&peildatum=x"
    return client.get(f"/plannen/heuvelland/matrix/{query}"), 400


def a_matrix_without_rows(client, wording) -> tuple:
    return client.get("/plannen/heuvelland/matrix/?q=niets&status=groen&coordinator=-"), 200


def changes(client, wording) -> tuple:
    return client.get("/plannen/heuvelland/wijzigingen/?van=x&tot=2019-01-01"), 400


def a_list(client, wording) -> tuple:
    return client.get("/activiteiten/?status=x&plan=x&gemeente=x&planning=x&q=%00"), 400


def a_list_without_rows(client, wording) -> tuple:
    return client.get("/activiteiten/?q=niets&zonder=on&sorteer=stand&kolom=title"), 200


def a_file_of_no_kind(client, wording) -> tuple:
    return client.get("/plannen/?export=pdf"), 400


def a_withdrawal(client, wording) -> tuple:
    return client.post(f"{CELL}herroepen/", {"regel": "0"}), 409


def what_is_not_there(client, wording) -> tuple:
    return client.get("/plannen/kerkrade/matrix/"), 404


def what_is_not_yours(client, wording) -> tuple:
    return client.get("/beheer/gebruikers/"), 403


def too_much_text(client, wording) -> tuple:
    return client.post(CELL, GEEL | {"note": "a" * 6 * 1024 * 1024}), 400


REFUSALS = [
    a_cell,
    a_cell_without_a_reason,
    a_round,
    an_empty_round,
    a_matrix,
    a_matrix_without_rows,
    changes,
    a_list,
    a_list_without_rows,
    a_file_of_no_kind,
    a_withdrawal,
    what_is_not_there,
    what_is_not_yours,
    too_much_text,
]


@pytest.mark.parametrize("act", REFUSALS, ids=lambda act: act.__name__)
def test_a_page_that_refuses_reads_well(act, client_of, oov, wording, kerkrade_plan):
    answer, status = act(client_of(oov), wording)
    assert answer.status_code == status
    assert problems(answer) == []


@pytest.mark.parametrize("text", [b"", b"{}", b"[", b"\xff"])
def test_a_file_that_is_refused_reads_well(client_of, beheerder, text):
    file = SimpleUploadedFile("plan.json", text)
    answer = client_of(beheerder).post("/plannen/importeren/", {"bestand": file})
    assert answer.status_code == 400
    assert problems(answer) == []


@pytest.mark.parametrize("headers", [{}, DIALOG], ids=["page", "dialog"])
def test_a_conflict_reads_well(client_of, oov, superuser, wording, vaals, headers):
    factories.change(superuser, wording, vaals, status="groen", note="Klaar.")
    answer = client_of(oov).post(CELL, GEEL, headers=headers)
    assert answer.status_code == 409
    assert problems(answer, whole=not headers) == []


# Pages with everything on them


@pytest.fixture
def full(site, oov, superuser, planbeheerder, wording, vaals, meerssen, version) -> None:
    """An activity with a history that went back, was withdrawn and was left to the group."""
    wording.description, wording.points = "Omschrijving", ["een", "twee"]
    wording.save()
    for number, status in enumerate(["groen", "rood", "geel"], start=1):
        day = date(2021, number, 1)
        told = {"status": status, "note": "n", "reason": "geld", "valid_from": day}
        factories.change(oov, wording, vaals, **told)
    factories.change(superuser, wording, None, status="geel")
    factories.change(superuser, wording, meerssen, level="groep", target="groen")
    factories.ActivityWordingFactory(theme=wording.theme, planning_start=date(2025, 1, 1))


FULL = ["detail", "matrix", "changes", "activity", "cell", "round"]


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("who", ["oov", "planbeheerder", "superuser", "burgemeester"])
def test_a_full_page_reads_well(name, who, people, ids, full, client_of):
    query = {"changes": "?van=2020-01-01"}.get(name, "")
    answer = client_of(people[who]).get(address_of(f"plans:{name}", ids) + query)
    assert answer.status_code in {200, 403}
    assert problems(answer) == []


@pytest.mark.parametrize("who", ["oov", "planbeheerder", "superuser", "burgemeester"])
def test_a_list_with_every_column_reads_well(who, people, full, client_of):
    client = client_of(people[who])
    page = Page(client.get("/activiteiten/").content.decode())
    names = [each["value"] for each in page.elements if each["name"] == "kolom"]
    answer = client.get("/activiteiten/", {"kolom": names, "sorteer": "title"})
    assert problems(answer) == []
    assert 'aria-sort="ascending"' in answer.content.decode()


@pytest.mark.parametrize("who", ["oov", "planbeheerder", "superuser", "burgemeester"])
def test_a_dialog_reads_well(who, people, full, client_of):
    answer = client_of(people[who]).get(CELL, headers=DIALOG)
    assert answer.status_code == 200
    assert problems(answer, whole=False) == []


def test_what_is_renewed_after_a_save_reads_well(client_of, oov, site):
    answer = client_of(oov).post(CELL, GEEL, headers=DIALOG)
    assert answer.status_code == 200
    assert problems(answer, whole=False) == []
