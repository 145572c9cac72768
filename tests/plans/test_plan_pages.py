"""The list of plans, the first page of one, and the home page of each role."""

from datetime import date

import pytest

from plans.models import Abbreviation, Membership, Plan
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

LIST = "/plannen/"
DETAIL = "/plannen/heuvelland/"


def rows(response) -> list[list[str]]:
    """The cells of all rows of all tables, without their heads."""
    page = Page(response.content.decode())
    found = [
        [line(cell) for cell in page.elements if cell.parent is row]
        for row in page.elements
        if row.tag == "tr" and row.parent.tag == "tbody"
    ]
    return [row for row in found if row]


def titles(response) -> list[str]:
    """The titles in the list."""
    return [row[0] for row in rows(response)]


# The list


@pytest.fixture
def three(heuvelland, vaals) -> None:
    """Two more plans of Vaals beside that of the group."""
    factories.PlanFactory(
        slug="ivp",
        title="Kadernota Vaals",
        kind=Plan.Kind.IVP,
        municipality=vaals,
        starts_on=date(2019, 1, 1),
    )
    plan = factories.PlanFactory(
        slug="oud",
        title="Actieplan Vaals",
        municipality=vaals,
        starts_on=date(2015, 1, 1),
        ends_on=date(2018, 12, 31),
        closed_on=date(2019, 2, 1),
    )
    plan.versions.update(adopted_on=date(2014, 12, 1))


def test_the_list_shows_each_visible_plan_newest_first(browser, three, kerkrade_plan):
    assert rows(browser.get(LIST)) == [
        [
            "Uitvoeringsplan Heuvelland",
            "Uitvoeringsplan",
            "Heuvelland",
            "1-1-2020",
            "31-12-2023",
            "concept",
        ],
        [
            "Kadernota Vaals",
            "Integraal Veiligheidsplan",
            "Vaals",
            "1-1-2019",
            "31-12-2023",
            "concept",
        ],
        ["Actieplan Vaals", "Uitvoeringsplan", "Vaals", "1-1-2015", "31-12-2018", "afgesloten"],
    ]


GROUP, FRAME, OLD = "Uitvoeringsplan Heuvelland", "Kadernota Vaals", "Actieplan Vaals"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("titel=vaals", [FRAME, OLD]),
        ("titel=KADER", [FRAME]),
        ("soort=uvp", [GROUP, OLD]),
        ("soort=uvp&titel=vaals", [OLD]),
        ("soort=ivp", [FRAME]),
        ("titel=", [GROUP, FRAME, OLD]),
        ("sorteer=title", [OLD, FRAME, GROUP]),
        ("sorteer=-title", [GROUP, FRAME, OLD]),
        ("sorteer=starts_on", [OLD, FRAME, GROUP]),
        ("sorteer=kind", [FRAME, GROUP, OLD]),
        ("sorteer=title&titel=vaals", [OLD, FRAME]),
    ],
)
def test_the_list_is_filtered_and_sorted(browser, three, query, expected):
    assert titles(browser.get(f"{LIST}?{query}")) == expected


@pytest.mark.parametrize("query", ["sorteer=bestaat_niet", "sorteer=owner", "bladzijde=1"])
def test_an_odd_choice_shows_the_list_as_it_was(browser, three, query):
    assert titles(browser.get(f"{LIST}?{query}")) == [GROUP, FRAME, OLD]


def test_a_filter_survives_sorting(browser, three):
    page = Page(browser.get(f"{LIST}?titel=vaals").content.decode())
    links = [each["href"] for each in page.elements if "sorteer=title" in each["href"]]
    assert links == ["?titel=vaals&sorteer=title"]


def test_a_long_list_has_pages_without_doubles_or_gaps(browser, vaals):
    factories.PlanFactory.create_batch(53, municipality=vaals, title="Gelijk")
    first = browser.get(LIST)
    second = browser.get(f"{LIST}?bladzijde=2")
    found = [
        each["href"]
        for answer in (first, second)
        for each in Page(answer.content.decode()).elements
        if each["href"].startswith("/plannen/plan-")
    ]
    assert len(set(found)) == len(found) == 53
    assert "Bladzijde 1 van 2" in says(first)


def test_an_empty_list_says_whom_to_ask(client_of, roleless):
    assert "Uw rol ziet nog geen plan." in says(client_of(roleless).get(LIST))


# The first page of a plan


def test_a_plan_says_what_it_is_and_counts_per_municipality(browser, heuvelland, four, by_group):
    Abbreviation.objects.create(
        plan=heuvelland, position=0, abbreviation="KVV", meaning="Keurmerk", remark="KVU"
    )
    answer = browser.get(DETAIL)
    assert (
        "Uitvoeringsplan van Heuvelland · 1 januari 2020 tot en met 31 december 2023 · concept"
        in (says(answer))
    )
    assert "nog een concept" in says(answer)
    assert "Stand op 31 december 2023; n.v.t. telt niet mee" in says(answer)
    assert rows(answer) == [
        ["Vaals", "1 van 2", "0", "1", "1"],
        ["Meerssen", "0 van 4", "3", "0", "3"],
        ["3.1", "Zorg", "2"],
        ["5.1", "Water", "2"],
    ]
    assert "KVV" in says(answer)
    assert "(KVU)" in says(answer)


def test_an_adopted_plan_says_when_and_by_whom(browser, version, four):
    version.adopted_on, version.adopted_by = date(2020, 6, 1), "colleges van B&W"
    version.save()
    text = says(browser.get(DETAIL))
    assert "vastgesteld op 1 juni 2020 door colleges van B&amp;W" in text
    assert "nog een concept" not in text


def test_a_closed_plan_keeps_the_day_of_its_adoption_apart(browser, version, heuvelland, four):
    version.adopted_on, version.adopted_by = date(2020, 6, 1), "raad"
    version.save()
    heuvelland.closed_on = date(2023, 12, 31)
    heuvelland.save()
    assert (
        "· vastgesteld op 1 juni 2020 door raad · afgesloten Dit plan is op 31 december 2023"
        in (says(browser.get(DETAIL)))
    )


def test_an_empty_plan_leads_its_planbeheerder_to_the_first_theme(
    client_of, planbeheerder, oov, version
):
    first = "/plannen/heuvelland/versies/1/bewerken/themas/nieuw/"
    assert first in client_of(planbeheerder).get(DETAIL).content.decode()
    answer = client_of(oov).get(DETAIL)
    assert first not in answer.content.decode()
    assert "De planbeheerder voegt ze toe." in says(answer)


def test_counts_lead_to_the_cells_that_they_count(browser, four):
    page = Page(browser.get(DETAIL).content.decode())
    links = [each["href"] for each in page.elements if "gemeente=GM0938" in each["href"]]
    assert "/plannen/heuvelland/matrix/?gemeente=GM0938&status=leeg" in links
    left = browser.get("/plannen/heuvelland/matrix/?gemeente=GM0938&status=leeg")
    assert left.context["page"].shown_count == 3


def test_a_plan_of_one_municipality_has_no_column_of_a_group(client_of, outsider, kerkrade_plan):
    assert "(H)" not in says(client_of(outsider).get("/plannen/kerkrade/"))


# The first page of the site

SEEN = [
    ("oov", "Vaals", True),
    ("oov_meerssen", "Meerssen", True),
    ("planbeheerder", "Heuvelland", True),
    ("burgemeester", "Vaals", False),
    ("griffie", "Vaals", False),
    ("beheerder", "Vaals", False),
    ("superuser", "Veiligheidsplan", True),
]


@pytest.mark.parametrize(("name", "heading", "fills"), SEEN)
def test_home_shows_the_plan_and_a_round_to_who_fills_cells(
    request, client_of, four, name, heading, fills
):
    answer = client_of(request.getfixturevalue(name)).get("/")
    page = Page(answer.content.decode())
    assert [line(each) for each in page.elements if each.tag == "h1"] == [heading]
    assert "concept · 4 activiteiten" in says(answer)
    assert ("Mijn invulronde" in says(answer)) == fills
    assert rows(answer)[0][:4] == ["Vaals", "1 van 3", "1", "0"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("roleless", "kies een andere rol"), ("outsider", "Vraag de beheerder van uw gemeente")],
)
def test_home_without_a_plan_says_what_to_do(request, client_of, four, name, sentence):
    answer = client_of(request.getfixturevalue(name)).get("/")
    assert answer.status_code == 200
    assert sentence in says(answer)
    assert "Heuvelland" not in says(answer)


def test_home_names_the_other_plans(browser, three, wording):
    text = says(browser.get("/"))
    assert "Andere plannen" in text
    assert "Actieplan Vaals (afgesloten)" in text


def test_home_counts_the_newest_plan_that_has_activities(browser, vaals, wording):
    newer = {"starts_on": date(2023, 1, 1), "ends_on": date(2026, 12, 31)}
    strategy = factories.PlanFactory(
        title="Kadernota", kind=Plan.Kind.IVP, municipality=vaals, **newer
    )
    factories.ThemeWordingFactory(version=strategy.versions.get())
    answer = browser.get("/")
    assert rows(answer)[0][:2] == ["Vaals", "0 van 1"]
    assert "Andere plannen Kadernota (concept)" in says(answer)


def test_home_with_a_strategy_alone_names_it_and_counts_nothing(browser, vaals):
    factories.PlanFactory(title="Kadernota", kind=Plan.Kind.IVP, municipality=vaals)
    answer = browser.get("/")
    assert "Kadernota (concept)" in says(answer)
    assert "Uw rol ziet nog geen plan" not in says(answer)
    assert rows(answer) == []


def test_home_of_a_beheerder_without_plans_leads_to_the_users(client_of, beheerder):
    assert "gebruikers en rollen" in says(client_of(beheerder).get("/")).lower()


def test_a_role_that_ended_sees_nothing_more(browser, oov, four):
    Membership.objects.filter(user=oov).update(ended_at="2024-01-01T00:00:00Z")
    assert "Uw rol ziet nog geen plan." in says(browser.get("/"))
    assert browser.get(DETAIL).status_code == 404
