"""The matrix: what stands in it on a day, what a filter leaves, and whose column stands out."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from plans.models import ActivityWording
from plans.services.statuses import withdraw
from tests import factories
from tests.common.pages import says
from tests.plans.conftest import HEUVELLAND
from tests.plans.reading import MATRIX, Matrix, line, look

ALL = ["voorbij", "nu", "leeg", "later"]
EMPTY = "nog niet ingevuld"


# Rows, columns and counts


def test_rows_stand_by_theme_in_plan_order_and_columns_as_the_plan_has_them(browser, four):
    matrix = look(browser)
    assert matrix.columns == ["Vaals", "Mee"]
    assert [(row.theme, row.key) for row in matrix.rows] == [
        ("3.1 Zorg", "voorbij"),
        ("3.1 Zorg", "nu"),
        ("5.1 Water", "leeg"),
        ("5.1 Water", "later"),
    ]


def test_each_cell_says_its_status_in_words(browser, four):
    assert {row.key: row.cells for row in look(browser).rows} == {
        "voorbij": ["groen", EMPTY],
        "nu": ["geel", "rood"],
        "leeg": [EMPTY, EMPTY],
        "later": ["n.v.t.", EMPTY],
    }


def test_what_does_not_apply_is_not_counted_and_what_is_empty_is_named(browser, four):
    assert look(browser).counts == {
        "3.1 Zorg": ["1 van 2 groen", "0 van 2 groen 1 leeg"],
        "5.1 Water": ["0 van 1 groen 1 leeg", "0 van 2 groen 2 leeg"],
        "Hele plan": ["1 van 3 groen 1 leeg", "0 van 4 groen 3 leeg"],
    }


def test_an_h_cell_shows_the_status_of_the_group_and_is_counted_apart(browser, four, by_group):
    matrix = look(browser)
    assert matrix.cells_of("leeg") == ["groen, door Heuvelland (H)", EMPTY]
    assert matrix.counts["5.1 Water"][0] == ", 1 door Heuvelland"
    assert matrix.counts["Hele plan"][0] == "1 van 2 groen , 1 door Heuvelland"


def test_a_status_of_the_group_shows_nowhere_else(browser, four, superuser):
    factories.change(superuser, four["leeg"], None, status="groen")
    assert look(browser).cells_of("leeg") == [EMPTY, EMPTY]


def test_the_first_lines_count_the_empty_cells_of_the_own_municipality(browser, four):
    assert "4 activiteiten · Vaals: 1 nog niet ingevuld, 2 vragen aandacht" in says(
        browser.get(MATRIX)
    )


@pytest.mark.parametrize("query", ["gemeente=GM0938", "thema=3.1", "status=groen"])
def test_a_filter_does_not_change_what_is_empty_at_the_own_municipality(browser, four, query):
    assert "Vaals: 1 nog niet ingevuld" in says(browser.get(f"{MATRIX}?{query}"))


def test_a_plan_without_activities_says_who_adds_them(browser, version):
    assert "Dit plan heeft nog geen activiteiten." in says(browser.get(MATRIX))


# Filters

FILTERS = [
    ("", ALL),
    ("thema=5.1", ["leeg", "later"]),
    ("thema=5.1&thema=3.1", ALL),
    ("status=groen", ["voorbij"]),
    ("status=groen&status=rood", ["voorbij", "nu"]),
    ("status=nvt", ["later"]),
    ("status=grijs", []),
    ("status=leeg", ["voorbij", "leeg", "later"]),
    ("status=leeg&gemeente=GM0981", ["leeg"]),
    ("status=rood&gemeente=GM0981", []),
    ("gemeente=GM0938", ALL),
    ("coordinator=RIEC", ["voorbij", "leeg"]),
    ("coordinator=Niemand", []),
    ("coordinator=-", ["nu"]),
    ("partner=Politie", ["voorbij"]),
    ("planning=loopt+nu", ["nu", "leeg"]),
    ("planning=start+later", ["later"]),
    ("planning=termijn+voorbij", ["voorbij"]),
    ("planning=termijn+voorbij&planning=start+later", ["voorbij", "later"]),
    ("q=CAFEBEZOEKEN", ["nu"]),
    ("q=geengageerde", ["nu"]),
    ("q=g%C3%A9engageerde", ["nu"]),
    ("q=oktoberfest", ["leeg"]),
    ("q=politie", ["voorbij"]),
    ("q=riec", ["voorbij", "leeg"]),
    ("q=niets+hiervan", []),
    ("q=%25", []),
    ("coordinator=RIEC&status=leeg&thema=5.1", ["leeg"]),
    ("coordinator=RIEC&planning=loopt+nu&q=oktober", ["leeg"]),
    ("coordinator=RIEC&q=cafe", []),
    ("peildatum=2021-06-01&planning=loopt+nu", ["voorbij", "nu", "leeg"]),
]


@pytest.mark.parametrize(("query", "keys"), FILTERS)
def test_a_filter_leaves_what_it_says(browser, four, query, keys):
    response = browser.get(f"{MATRIX}?{query}")
    assert response.status_code == 200
    assert Matrix(response).keys == keys
    assert ("Geen activiteit past bij deze filters" in says(response)) == (not keys)


def test_a_filter_on_status_looks_at_what_an_h_cell_shows(browser, four, by_group):
    assert look(browser, status="groen").keys == ["voorbij", "leeg"]
    assert look(browser, status="leeg", gemeente="GM0981").keys == []


def test_counts_stay_those_of_all_rows_and_the_head_says_how_many_are_shown(browser, four):
    matrix = look(browser, status="rood")
    assert matrix.counts["3.1 Zorg 1 van 2 getoond"] == ["1 van 2 groen", "0 van 2 groen 1 leeg"]
    assert matrix.counts["Hele plan"] == ["1 van 3 groen 1 leeg", "0 van 4 groen 3 leeg"]


def test_a_chosen_municipality_is_the_only_column(browser, four):
    matrix = look(browser, gemeente="GM0938")
    assert matrix.columns == ["Mee"]
    assert matrix.cells_of("nu") == ["rood"]


def test_choices_show_what_was_chosen(browser, four):
    response = browser.get(f"{MATRIX}?thema=5.1&status=leeg&coordinator=RIEC&partner=Politie&q=x")
    page = Matrix(response).page
    chosen = [each["value"] for each in page.elements if "checked" in each.attributes]
    assert chosen == ["stand", "5.1", "leeg"]
    assert [line(each) for each in page.elements if "selected" in each.attributes] == [
        "RIEC",
        "Politie",
    ]


# Filters survive

EVERYTHING = {
    "peildatum": "2023-12-31",
    "weergave": "verschil",
    "thema": "3.1",
    "gemeente": "GM0981",
    "status": "groen",
    "planning": "termijn voorbij",
    "coordinator": "RIEC",
    "partner": "Politie",
    "q": "RIEC",
}
CHIPS = {
    "Thema 3.1": "thema",
    "Vaals": "gemeente",
    "groen": "status",
    "termijn voorbij": "planning",
    "Coördinator: RIEC": "coordinator",
    "Partner: Politie": "partner",
    "Tekst: RIEC": "q",
}


@pytest.mark.parametrize(("chip", "field"), CHIPS.items())
def test_a_chip_takes_away_its_own_filter_and_no_other(browser, four, chip, field):
    chips = look(browser, **EVERYTHING).links("chip")
    assert chips.keys() == {f"{text} weghalen" for text in CHIPS}
    form = browser.get(MATRIX + chips[f"{chip} weghalen"]).context["form"]
    left = {name: form.data[name] for name in form.data}
    assert left == {name: value for name, value in EVERYTHING.items() if name != field}


def test_a_chip_takes_away_one_of_two_values(browser, four):
    chips = look(browser, status=["groen", "leeg"]).links("chip")
    assert chips["groen weghalen"] == "?status=leeg"
    assert chips[f"{EMPTY} weghalen"] == "?status=groen"


@pytest.mark.parametrize("text", ["nvt", "leeg", "-", "GM0981"])
def test_a_chip_repeats_a_searched_text_as_it_was_typed(browser, four, text):
    assert look(browser, q=text).links("chip").keys() == {f"Tekst: {text} weghalen"}


def test_a_column_link_keeps_the_filters(browser, four):
    page = look(browser, status="groen", weergave="verschil").page
    links = {line(each): each["href"] for each in page.elements if "gemeente=" in each["href"]}
    assert links["Mee"] == "?status=groen&weergave=verschil&gemeente=GM0938"


# What does not exist

WRONG = [
    ("thema", "9.9", "9.9 is geen beschikbare keuze."),
    ("status", "paars", "paars is geen beschikbare keuze."),
    ("gemeente", "GM0928", "GM0928 is geen beschikbare keuze."),
    ("planning", "ooit", "ooit is geen beschikbare keuze."),
    ("weergave", "alles", "alles is geen beschikbare keuze."),
    ("peildatum", "gisteren", "Voer een geldige datum in."),
    ("peildatum", "2023-02-30", "Voer een geldige datum in."),
    ("peildatum", "2019-12-31", "Kies een peildatum op of na de eerste dag van het plan."),
    ("peildatum", "0001-01-01", "Kies een peildatum op of na de eerste dag van het plan."),
    ("peildatum", "9999-12-31", "Kies een peildatum die niet in de toekomst ligt."),
    ("q", "a" * 101, "niet meer dan 100 tekens"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_choice_that_does_not_exist_is_refused_and_the_plan_still_shown(
    browser, four, field, value, sentence
):
    response = browser.get(MATRIX, {field: value})
    assert response.status_code == 400
    assert sentence in says(response)
    assert Matrix(response).keys == ALL
    assert Matrix(response).cells_of("nu") == ["geel", "rood"]


def test_tomorrow_is_no_peildatum_after_the_period_and_today_is(browser, four):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert browser.get(MATRIX, {"peildatum": tomorrow.isoformat()}).status_code == 400
    assert look(browser, peildatum=timezone.localdate().isoformat()).keys == ALL


def test_a_day_to_come_is_refused_within_the_period_too(browser, heuvelland, four):
    heuvelland.ends_on = timezone.localdate() + timedelta(days=10)
    heuvelland.save()
    assert browser.get(MATRIX, {"peildatum": heuvelland.ends_on.isoformat()}).status_code == 400


# Views


@pytest.mark.parametrize(
    ("view", "cells", "quiet"),
    [
        ("stand", ["geel, streefstatus groen", "rood"], 0),
        ("streefbeeld", ["streefstatus groen", "streefstatus rood"], 0),
        ("verschil", ["geel, streefstatus groen", "rood"], 7),
    ],
)
def test_stand_streefbeeld_and_what_differs(
    browser, four, vaals, meerssen, superuser, view, cells, quiet
):
    factories.change(superuser, four["nu"], vaals, target="groen")
    factories.change(superuser, four["nu"], meerssen, target="rood")
    matrix = look(browser, weergave=view)
    assert matrix.cells_of("nu") == cells
    assert len(matrix.classes("quiet")) == quiet


# The stand of a day


def undo(user, wording, town, entry) -> None:
    """Withdraw an entry of a cell."""
    wording = ActivityWording.objects.select_related("version__plan").get(pk=wording.pk)
    withdraw(user=user, cell=factories.cell_of(wording, town), wording=wording, entry_id=entry.pk)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2020-12-31", EMPTY),
        ("2021-03-01", "geel"),
        ("2021-06-30", "geel"),
        ("2021-07-01", "groen"),
        ("2023-12-31", "groen"),
        ("", "groen"),
    ],
)
def test_the_stand_of_a_day_follows_from_the_entries_up_to_it(
    browser, wording, vaals, oov, day, word
):
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2021, 7, 1))
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 3, 1))
    assert look(browser, peildatum=day).cells_of("meldcode")[0] == word


@pytest.mark.parametrize("day", ["2021-03-01", "2021-06-30", ""])
def test_of_two_entries_of_one_day_the_last_recorded_counts(browser, wording, vaals, oov, day):
    for status in ("rood", "geel"):
        factories.change(oov, wording, vaals, status=status, valid_from=date(2021, 3, 1))
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2021, 7, 1))
    expected = "geel" if day else "groen"
    assert look(browser, peildatum=day).cells_of("meldcode")[0] == expected


@pytest.mark.parametrize(("day", "word"), [("2021-04-01", "geel"), ("2021-08-01", "geel")])
def test_what_was_withdrawn_never_was(browser, wording, vaals, meerssen, oov, superuser, day, word):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 3, 1))
    mistake = factories.change(oov, wording, vaals, status="groen", valid_from=date(2021, 7, 1))
    undo(oov, wording, vaals, mistake)
    factories.change(superuser, wording, meerssen, status="geel", valid_from=date(2022, 1, 1))
    assert look(browser, peildatum=day).cells_of("meldcode") == [word, EMPTY]


def test_who_carries_out_and_what_was_agreed_are_also_those_of_the_day(
    browser, wording, vaals, superuser
):
    for town, day, what in [
        (vaals, date(2021, 1, 1), {"status": "rood", "target": "groen"}),
        (None, date(2021, 1, 1), {"status": "geel"}),
        (vaals, date(2021, 6, 1), {"level": "groep"}),
        (None, date(2021, 9, 1), {"status": "groen"}),
    ]:
        factories.change(superuser, wording, town, valid_from=day, **what)
    found = [
        look(browser, peildatum=day).cells_of("meldcode")[0]
        for day in ("2021-05-31", "2021-06-01", "2021-09-01")
    ]
    assert found == [
        "rood, streefstatus groen",
        "geel, door Heuvelland (H)",
        "groen, door Heuvelland (H)",
    ]


# The black line


def test_below_the_black_line_stands_what_starts_after_the_day(browser, four):
    below = {row.key for row in look(browser).rows if row.below}
    assert below == {"later"}
    assert not any(row.below for row in look(browser, peildatum="2025-01-01").rows)


def test_a_theme_in_which_nothing_starts_later_has_no_line(browser, four):
    assert len(look(browser).classes("later")) == 1
    assert look(browser, thema="3.1").classes("later") == []


def test_in_november_2020_the_rows_for_2021_and_2022_stand_below(client, superuser, real_plan):
    client.force_login(superuser)
    matrix = look(client, f"/plannen/{HEUVELLAND.stem}/matrix/", peildatum="2020-11-30")
    found = [
        (theme["number"], activity["planning"]["text"], activity["key"])
        for theme in json.loads(HEUVELLAND.read_text("utf-8"))["themes"]
        for activity in theme["activities"]
    ]
    expected = [each for each in found if each[1] in {"2021", "2022"}]
    below = [(row.theme.split()[0], row.key) for row in matrix.rows if row.below]
    assert below == [(number, key) for number, _planning, key in expected]
    assert Counter(planning for _number, planning, _key in expected) == {"2021": 14, "2022": 11}
    above = [(row.theme.split()[0], row.key) for row in matrix.rows if not row.below]
    assert above == [(n, key) for n, planning, key in found if planning not in {"2021", "2022"}]


# Whose column stands out


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("oov", "Vaals"),
        ("oov_meerssen", "Mee"),
        ("planbeheerder", None),
        ("superuser", None),
    ],
)
def test_the_own_column_stands_out(request, client_of, four, name, column):
    matrix = look(client_of(request.getfixturevalue(name)))
    heads = [line(each) for each in matrix.classes("own") if each.tag == "th"]
    assert heads == ([column] if column else [])


@pytest.mark.parametrize("name", ["planbeheerder", "superuser"])
def test_who_keeps_the_group_gets_its_round(request, client_of, four, name):
    response = client_of(request.getfixturevalue(name)).get(MATRIX)
    assert "Mijn invulronde" in says(response)
    assert Matrix(response).classes("has-own") == []


@pytest.mark.parametrize("name", ["burgemeester", "griffie"])
def test_who_fills_no_column_gets_no_round(request, client_of, four, name):
    response = client_of(request.getfixturevalue(name)).get(MATRIX)
    assert "invulronde" not in says(response)
    assert Matrix(response).classes("has-own") == []


def test_who_fills_a_column_gets_a_round_of_what_asks_attention(browser, four):
    response = browser.get(MATRIX)
    assert "2 vragen aandacht" in says(response)
    assert len(Matrix(response).classes("has-own")) == 1


def test_an_own_column_that_is_filtered_out_is_not_marked(browser, four):
    assert look(browser, gemeente="GM0938").classes("own") == []
