"""Mijn invulronde: who is asked what, and that a round is saved whole or not at all."""

from datetime import date

import pytest

from plans.models import Cell, Entry
from plans.rules.status import Level
from tests import factories
from tests.common.pages import PASSWORD, says
from tests.plans.conftest import activity

ROUND = "/plannen/heuvelland/invulronde/"
LAST = date(2023, 12, 31)


def asked(response) -> dict[str, str]:
    """Why each activity is asked, by its key."""
    return {
        question.wording.activity.key: str(question.why)
        for question, _form in response.context["lines"]
    }


def filled(*lines: tuple[Cell, dict], day: str = "2023-12-31") -> dict:
    """What is posted for these cells as they stand now."""
    told = {"valid_from": day}
    for cell, what in lines:
        fields = {"revision": Cell.objects.get(pk=cell.pk).revision} | what
        told |= {f"c{cell.pk}-{name}": value for name, value in fields.items()}
    return told


# Which cells are asked

EMPTY, PASSED, UNTOUCHED = (
    "nog niet ingevuld",
    "termijn voorbij en niet groen",
    "zes maanden niet bijgewerkt",
)
PAST, AHEAD = {"planning_end": date(2022, 12, 31)}, {"planning_start": date(2024, 1, 1)}
GOES_ON = {"planning_continuous": True}
ASKED = [
    ("empty", {}, None, None, EMPTY),
    ("empty, its term passed", PAST, None, None, EMPTY),
    ("empty, starts later", AHEAD, None, None, None),
    ("rood, its term passed", PAST, "rood", LAST, PASSED),
    ("geel, its term passed, e.v.", PAST | {"planning_open_ended": True}, "geel", LAST, None),
    ("groen, its term passed", PAST, "groen", date(2022, 1, 1), None),
    ("geel, just touched", {}, "geel", LAST, None),
    ("geel, touched six months ago", {}, "geel", date(2023, 6, 30), None),
    ("geel, touched longer ago", {}, "geel", date(2023, 6, 29), UNTOUCHED),
    ("groen, long ago, done", {}, "groen", date(2022, 1, 1), None),
    ("groen, long ago, goes on", GOES_ON, "groen", date(2022, 1, 1), UNTOUCHED),
    ("rood, long ago, starts later", AHEAD, "rood", date(2022, 1, 1), None),
    ("n.v.t., long ago", GOES_ON, "nvt", date(2022, 1, 1), None),
    ("grijs, long ago", GOES_ON, "grijs", date(2022, 1, 1), None),
]


@pytest.mark.parametrize(
    ("planning", "status", "day", "why"), [case[1:] for case in ASKED], ids=[c[0] for c in ASKED]
)
def test_what_is_asked_of_a_municipality(browser, wording, vaals, oov, planning, status, day, why):
    wording.activity.cells.update(level=Level.GROEP)
    here = activity(wording.theme, "hier", **planning)
    if status:
        told = {"note": "n", "reason": "geld"}
        factories.change(oov, here, vaals, status=status, valid_from=day, **told)
    answer = browser.get(ROUND)
    assert asked(answer) == ({"hier": why} if why else {})
    if not why:
        assert "Niets vraagt nu aandacht" in says(answer)


def test_work_of_the_group_is_not_asked_of_the_municipality(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, level=Level.GROEP)
    assert asked(browser.get(ROUND)) == {}


def test_the_reasons_are_counted_and_rows_stand_in_plan_order(browser, four):
    answer = browser.get(ROUND)
    assert list(asked(answer)) == ["nu", "leeg"]
    assert "2 activiteiten vragen aandacht op 31 december 2023: 1 nog niet ingevuld; " in " ".join(
        says(answer).split()
    )
    assert "Mijn invulronde: Vaals" in says(answer)


# Whose round it is


def test_the_planbeheerder_is_asked_only_what_is_left_to_the_group(
    client_of, planbeheerder, four, vaals, meerssen, superuser
):
    client = client_of(planbeheerder)
    assert asked(client.get(ROUND)) == {}
    for town in (vaals, meerssen):
        factories.change(superuser, four["leeg"], town, level=Level.GROEP)
    answer = client.get(ROUND)
    assert asked(answer) == {"leeg": EMPTY}
    assert "Mijn invulronde: Heuvelland" in says(answer)
    told = filled((factories.cell_of(four["leeg"], None), {"status": "groen"}))
    assert client.post(ROUND, told).status_code == 302
    assert factories.cell_of(four["leeg"], None).status == "groen"
    assert factories.cell_of(four["leeg"], vaals).status == ""


def test_the_planbeheerder_fills_no_round_of_a_municipality(client_of, planbeheerder, four):
    assert client_of(planbeheerder).get(f"{ROUND}?gemeente=GM0981").status_code == 403


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("?gemeente=GM0981", 200), ("?gemeente=GM0938", 403), ("?gemeente=GM0928", 404)],
)
def test_an_oov_medewerker_fills_the_own_round_alone(browser, four, kerkrade, query, status):
    assert browser.get(ROUND + query).status_code == status


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", []),
        ("?gemeente=GM0981", ["nu", "leeg"]),
        ("?gemeente=GM0938", ["voorbij", "nu", "leeg"]),
    ],
)
def test_a_superuser_names_the_municipality(client_of, superuser, four, query, keys):
    assert list(asked(client_of(superuser).get(ROUND + query))) == keys


def test_a_superuser_fills_the_named_municipality_and_comes_back_to_it(
    client_of, superuser, four, meerssen
):
    cell = factories.cell_of(four["leeg"], meerssen)
    address = f"{ROUND}?gemeente=GM0938"
    answer = client_of(superuser).post(address, filled((cell, {"status": "geel"})))
    assert (answer.status_code, answer["Location"]) == (302, address)
    cell.refresh_from_db()
    assert cell.status == "geel"


def test_in_a_plan_of_one_municipality_a_superuser_names_none(client_of, superuser, kerkrade_plan):
    answer = client_of(superuser).get("/plannen/kerkrade/invulronde/")
    assert asked(answer) == {"kerkrade-actie": UNTOUCHED}


# All or nothing


@pytest.fixture
def two(four, vaals) -> tuple[Cell, Cell]:
    """The two cells that are asked of Vaals."""
    return factories.cell_of(four["nu"], vaals), factories.cell_of(four["leeg"], vaals)


def test_what_was_chosen_is_saved_together_and_what_was_left_stays(browser, four, two):
    number = Entry.objects.count()
    answer = browser.post(ROUND, filled((two[0], {"status": "groen", "note": "Klaar."})))
    assert (answer.status_code, answer["Location"]) == (302, ROUND)
    assert "Opgeslagen: 1 status." in says(browser.get(ROUND))
    browser.post(
        ROUND,
        filled((two[1], {"status": "geel"}), (two[0], {"status": "nvt", "note": "n"})),
    )
    assert Entry.objects.count() == number + 3
    assert Cell.objects.get(pk=two[1].pk).since == LAST


WRONG = {
    "going back without a reason": ({"status": "rood", "note": "Stil."}, "Kies een reden."),
    "an unknown status": ({"status": "paars"}, "Selecteer een geldige keuze"),
    "a note that is too long": ({"status": "geel", "note": "a" * 2001}, "2000"),
    "an older form": ({"status": "groen", "revision": "0"}, "intussen gewijzigd"),
    "no revision": ({"status": "groen", "revision": ""}, "verplicht"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_line_that_is_wrong_refuses_all_and_keeps_what_was_typed(browser, four, two, name):
    what, sentence = WRONG[name]
    number = Entry.objects.count()
    told = filled((two[0], what), (two[1], {"status": "geel", "note": "Goed getypt."}))
    answer = browser.post(ROUND, told)
    assert answer.status_code == 400
    assert "Er is nog niets opgeslagen" in says(answer)
    assert sentence in says(answer)
    assert "Goed getypt." in answer.content.decode()
    assert Entry.objects.count() == number


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2019-12-31", "Kies een dag vanaf 1 januari 2020"),
        ("9999-12-31", "niet in de toekomst"),
        ("", "Dit veld is verplicht."),
        ("morgen", "Voer een geldige datum in."),
    ],
)
def test_a_day_that_is_wrong_refuses_all(browser, four, two, day, sentence):
    number = Entry.objects.count()
    answer = browser.post(ROUND, filled((two[1], {"status": "geel"}), day=day))
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert Entry.objects.count() == number


def test_nothing_chosen_says_what_to_do(browser, four, two):
    answer = browser.post(ROUND, filled((two[0], {"status": "", "note": "Zomaar."})))
    assert answer.status_code == 400
    assert "Kies bij minstens één activiteit een status." in says(answer)
    assert "Zomaar." in answer.content.decode()


def test_what_a_colleague_filled_meanwhile_is_not_lost_in_silence(
    browser, four, two, vaals, superuser
):
    told = filled((two[0], {"status": "groen"}), (two[1], {"status": "geel", "note": "Van mij."}))
    factories.change(superuser, four["leeg"], vaals, status="groen", valid_from=LAST)
    number = Entry.objects.count()
    answer = browser.post(ROUND, told)
    assert answer.status_code == 400
    assert "Een collega heeft deze cel intussen gewijzigd" in says(answer)
    assert "Van mij." in answer.content.decode()
    assert Entry.objects.count() == number


def test_a_cell_of_another_municipality_is_no_line_of_this_round(browser, four, meerssen):
    cell = factories.cell_of(four["leeg"], meerssen)
    assert browser.post(ROUND, filled((cell, {"status": "geel"}))).status_code == 400
    assert Cell.objects.get(pk=cell.pk).status == ""


def test_a_closed_plan_takes_no_round(browser, heuvelland, four, two):
    heuvelland.closed_on = date(2024, 3, 1)
    heuvelland.save()
    answer = browser.post(ROUND, filled((two[1], {"status": "geel"})))
    assert answer.status_code == 400
    assert "afgesloten" in says(answer)


def test_what_was_typed_stands_in_the_round_after_logging_in(client, four, two, oov):
    oov.set_password(PASSWORD)
    oov.save()
    told = filled((two[1], {"status": "geel", "note": "Dit mag niet weg."})) | {"door": oov.pk}
    sent = client.post(ROUND, told)
    back = client.post(sent["Location"], {"login": oov.email, "password": PASSWORD}, follow=True)
    assert "Wat u had getypt is bewaard." in says(back)
    assert "Dit mag niet weg." in back.content.decode()
