"""What changed between two days, cell by cell."""

from datetime import date

import pytest

from plans.services.statuses import withdraw
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

CHANGES = "/plannen/heuvelland/wijzigingen/"
YEAR = {"van": "2021-01-01", "tot": "2021-12-31"}


def lines(response) -> list[list[str]]:
    """The rows of the list, cell by cell."""
    page = Page(response.content.decode())
    rows = [each for each in page.elements if each.tag == "tr"]
    cells = [[line(cell) for cell in page.elements if cell.parent is row] for row in rows]
    return cells[1:]


def test_a_change_shows_was_became_since_note_and_by_whom(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2020, 5, 1))
    factories.change(
        oov,
        wording,
        vaals,
        status="rood",
        valid_from=date(2021, 5, 1),
        note="Geen mensen.",
        reason="capaciteit",
    )
    assert lines(browser.get(CHANGES, YEAR)) == [
        [
            "3.1 Meldcode invoeren",
            "Vaals",
            "groen",
            "rood (terug)",
            "1-5-2021",
            "Geen mensen. (capaciteit)",
            "Odette Vaals",
        ]
    ]


@pytest.mark.parametrize(
    ("van", "tot", "number"),
    [
        ("2020-06-01", "2021-06-01", 1),
        ("2021-05-01", "2021-06-01", 0),
        ("2021-04-30", "2021-05-01", 1),
        ("2020-01-01", "2021-04-30", 0),
        ("2021-06-01", "2021-06-01", 0),
    ],
)
def test_the_first_day_is_compared_with_the_last(browser, wording, vaals, oov, van, tot, number):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 5, 1))
    assert len(lines(browser.get(CHANGES, {"van": van, "tot": tot}))) == number


def test_what_went_and_came_back_is_no_change(browser, wording, vaals, oov):
    for month, status in [(2, "geel"), (3, "groen"), (4, "geel")]:
        day = date(2021, month, 1)
        told = {"status": status, "note": "n", "reason": "geld", "valid_from": day}
        factories.change(oov, wording, vaals, **told)
    assert lines(browser.get(CHANGES, {"van": "2021-02-02", "tot": "2021-12-31"})) == []


def test_what_was_withdrawn_is_no_change(browser, wording, vaals, oov):
    entry = factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 5, 1))
    cell = factories.cell_of(wording, vaals)
    withdraw(user=oov, cell=cell, wording=wording, entry_id=entry.pk)
    answer = browser.get(CHANGES, YEAR)
    assert lines(answer) == []
    assert "Er veranderde niets tussen deze twee dagen." in says(answer)


def test_handing_over_and_agreeing_are_changes_too(browser, wording, vaals, meerssen, superuser):
    day = date(2021, 5, 1)
    factories.change(superuser, wording, vaals, level="groep", valid_from=day)
    factories.change(superuser, wording, meerssen, target="groen", valid_from=day)
    factories.change(superuser, wording, None, status="geel", valid_from=day)
    found = lines(browser.get(CHANGES, YEAR))
    assert [row[1] for row in found] == ["Heuvelland (H)", "Meerssen", "Vaals"]
    assert "groep" in found[2][3]
    assert found[1][2:4] == [
        "nog niet ingevuld → nog niet ingevuld",
        "nog niet ingevuld → groen",
    ]


def test_changes_stand_in_the_order_of_the_plan(browser, four, superuser, vaals):
    answer = browser.get(CHANGES, {"van": "2021-12-31", "tot": "2022-01-01"})
    titles = [four[key].title for key in ("voorbij", "nu", "nu", "later")]
    assert [row[0].split(" ", 1)[1] for row in lines(answer)] == titles


def test_without_days_it_is_the_year_of_the_reference_date(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2023, 2, 5))
    answer = browser.get(CHANGES)
    assert "Tussen 1 januari 2023 en 31 december 2023 kreeg 1 cel " in says(answer)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"van": "2021-01-01"}, "Tussen 1 januari 2021 en 31 december 2023"),
        ({"tot": "2021-06-15"}, "Tussen 1 januari 2021 en 15 juni 2021"),
        ({"tot": "2020-01-01"}, "Tussen 1 januari 2020 en 1 januari 2020"),
    ],
)
def test_one_day_is_enough(browser, wording, vaals, oov, told, said):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2022, 1, 1))
    answer = browser.get(CHANGES, told)
    assert answer.status_code == 200
    assert said in says(answer)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"van": "gisteren"}, "Voer een geldige datum in."),
        ({"tot": "2021-02-30"}, "Voer een geldige datum in."),
        ({"van": "2019-12-31"}, "op of na de eerste dag van het plan"),
        ({"tot": "9999-12-31"}, "die niet in de toekomst ligt"),
        (
            {"van": "2021-06-01", "tot": "2021-05-31"},
            "Kies een laatste dag die na de eerste dag komt.",
        ),
        ({"van": "2024-06-01"}, "Kies een laatste dag die na de eerste dag komt."),
    ],
)
def test_a_day_that_is_wrong_is_refused_in_words(browser, four, told, sentence):
    answer = browser.get(CHANGES, told)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert "Tussen 1 januari 2023 en 31 december 2023" in says(answer)
