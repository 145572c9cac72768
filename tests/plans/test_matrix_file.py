"""The matrix and its changes as a file: what is on the screen, cell by cell."""

import re
from datetime import date

import pytest

from plans.models import Activity, ActivityWording, Plan
from plans.rules.status import TINTS
from tests import factories
from tests.common.files import TABLE, TEXT, part, read_csv
from tests.common.pages import says
from tests.plans.reading import MATRIX, look
from tests.plans.test_changes import CHANGES, YEAR, lines
from tests.plans.test_lists import KINDS, links, notes_of, read


def file_of(client, kind: str = "csv", address: str = MATRIX, **query) -> list[dict[str, str]]:
    """The rows of a file of the matrix by the heads of their columns."""
    answer = client.get(address, query | {"export": kind})
    assert answer.status_code == 200
    heads, *rows = read(answer, kind)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def on_screen(cell: str, view: str) -> tuple[str, str]:
    """The stand and the streefstatus that a cell of the matrix says, as a file has them."""
    if cell == "geldt hier niet":
        return cell, ""
    told = cell.removeprefix("streefstatus ") if view == "streefbeeld" else cell
    word, *more = told.split(", ")
    by_group = " (H)" if any(each.startswith("door ") for each in more) else ""
    target = [each.removeprefix("streefstatus ") for each in more if each.startswith("streef")]
    return word + by_group, target[0] if target else ""


def theme_of(row) -> str:
    """The theme of a row, without how many of its rows are shown."""
    return re.sub(r" \d+ van \d+ getoond$", "", row.theme)


@pytest.fixture
def told(four, by_group, superuser, vaals, meerssen) -> None:
    """The four with streefstatus, points, groups of subjects, and one of Vaals alone."""
    factories.change(superuser, four["nu"], vaals, target="groen", valid_from=date(2023, 1, 1))
    factories.change(superuser, four["voorbij"], vaals, target="groen", valid_from=date(2023, 1, 1))
    ActivityWording.objects.filter(activity__key="nu").update(
        points=["=1+1", "twee"], heading="Groep", description="Omschrijving"
    )
    Activity.objects.filter(key="later").update(owner=vaals)


CHOICES = [
    {},
    {"weergave": "streefbeeld"},
    {"weergave": "verschil"},
    {"status": "groen", "gemeente": "GM0981"},
    {"thema": "3.1", "peildatum": "2022-06-01"},
    {"planning": "start later"},
    {"coordinator": "RIEC", "weergave": "verschil"},
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_file_has_the_rows_and_cells_of_the_screen(browser, told, choice, kind):
    view = choice.get("weergave", "stand")
    screen, rows = look(browser, **choice), file_of(browser, kind, **choice)
    titles = dict(ActivityWording.objects.values_list("activity__key", "title"))
    assert [row["Activiteit"] for row in rows] == [titles[key] for key in screen.keys]
    assert [row["Thema"] for row in rows] == [theme_of(row) for row in screen.rows]
    assert [row["Op de peildatum"] == "start later" for row in rows] == [
        row.below for row in screen.rows
    ]
    towns = [town for town in ("Vaals", "Meerssen") if town[:3] in "".join(screen.columns)]
    for shown, row in zip(screen.rows, rows, strict=True):
        for town, cell in zip(towns, shown.cells, strict=True):
            stand, target = on_screen(cell, view)
            if view == "streefbeeld":
                assert town not in row
                assert row[f"{town}, streefstatus"] == stand
                continue
            assert row[town] == stand
            if target:
                assert row[f"{town}, streefstatus"] == target


def test_texts_come_along_whole_and_harmless(browser, told):
    row = file_of(browser)[1]
    assert row["Groep"] == "Groep"
    assert row["Omschrijving"] == "Omschrijving"
    assert row["Punten"] == "=1+1\ntwee"
    assert row["Coördinatoren"] == "nader te bepalen"
    assert row["Planning"] == "onbekend"
    raw = browser.get(MATRIX, {"export": "csv"}).content.decode()
    assert '"\'=1+1\ntwee"' in raw or "'=1+1" in raw


def test_what_no_row_has_gets_no_column(browser, wording):
    (row,) = file_of(browser)
    assert [*row] == [
        "Thema",
        "Onderwerp",
        "Activiteit",
        "Coördinatoren",
        "Partners",
        "Planning",
        "Op de peildatum",
        "Vaals",
        "Meerssen",
    ]


def test_a_file_tells_its_plan_day_view_and_filters(browser, told):
    query = {"peildatum": "2022-06-01", "weergave": "verschil", "status": "geel", "export": "ods"}
    notes = notes_of(browser.get(MATRIX, query))
    assert notes["Plan"] == "Uitvoeringsplan Heuvelland"
    assert notes["Peildatum"] == "1 juni 2022"
    assert notes["Weergave"] == "verschil"
    assert notes["Filters"] == "geel"
    assert "export" not in notes["Adres"]


def test_colours_of_cells_come_along(browser, told):
    content = browser.get(MATRIX, {"export": "ods"}).content
    cells = [*part(content, "content.xml").iter(f"{TABLE}table-cell")]
    found = {
        (cell.find(f"{TEXT}p").text, cell.get(f"{TABLE}style-name"))
        for cell in cells
        if cell.find(f"{TEXT}p") is not None
    }
    assert found > {("groen (H)", f"k{TINTS['groen']}"), ("rood", f"k{TINTS['rood']}")}


def test_a_file_is_never_answered_by_what_the_visitor_has(browser, told):
    etag = browser.get(MATRIX)["ETag"]
    answer = browser.get(f"{MATRIX}?export=csv", headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "ETag" not in answer
    assert answer["Cache-Control"] == "private, no-store"
    assert browser.get(MATRIX, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("export=pdf", "Kies csv, xlsx of ods"),
        ("export=csv&thema=9", "Selecteer een geldige keuze"),
        ("export=csv&peildatum=2019-01-01", "op of na de eerste dag van het plan"),
    ],
)
def test_a_wrong_choice_gives_a_page_and_no_file(browser, told, query, sentence):
    answer = browser.get(f"{MATRIX}?{query}")
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert not [each for each in links(answer) if each.count("export=") > 1]


def test_the_menu_keeps_the_choices(browser, told):
    found = links(browser.get(f"{MATRIX}?thema=3.1&weergave=verschil"))
    assert "?thema=3.1&weergave=verschil&export=xlsx" in found


@pytest.mark.parametrize("kind", KINDS)
def test_fiction_is_told_in_each_row(browser, told, heuvelland, kind):
    Plan.objects.filter(pk=heuvelland.pk).update(has_fiction=True)
    assert {row["Fictieve demogegevens"] for row in file_of(browser, kind)} == {"ja"}
    answer = browser.get(MATRIX, {"export": kind})
    assert "matrix-heuvelland-" in answer["Content-Disposition"]
    assert "-fictief." in answer["Content-Disposition"]


# What changed


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_the_changes_of_the_screen(browser, wording, vaals, oov, superuser, kind):
    for month, status in [(3, "groen"), (5, "rood")]:
        told = {"status": status, "valid_from": date(2021, month, 1), "note": "=Geen;mensen"}
        factories.change(oov, wording, vaals, **told, reason="capaciteit")
    factories.change(superuser, wording, vaals, target="groen", valid_from=date(2021, 4, 3))
    query = {"van": "2021-04-01", "tot": "2021-12-31"}
    (shown,) = lines(browser.get(CHANGES, query))
    (row,) = file_of(browser, kind, CHANGES, **query)
    assert f"3.1 {row['Activiteit']}" == shown[0]
    assert row["Gemeente"] == shown[1]
    assert f"{row['Was']} → nog niet ingevuld" == shown[2]
    assert f"{row['Werd']} (terug) → {row['Streefstatus werd']}" == shown[3]
    assert row["Terug"] == "ja"
    assert row["Sinds"] == shown[4]
    assert row["Toelichting"] + f" ({row['Reden']})" == shown[5]
    assert row["Door"] == shown[6]


def test_a_file_of_changes_tells_its_days(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 5, 1))
    notes = notes_of(browser.get(CHANGES, YEAR | {"export": "ods"}))
    assert notes["Tussen"] == "1 januari 2021 tot en met 31 december 2021"
    assert browser.get(CHANGES, {"van": "x", "export": "csv"}).status_code == 400
    rows = read_csv(browser.get(CHANGES, {"export": "csv"}).content)
    assert len(rows) == 1
