"""The list of activities across plans and municipalities: its rows, filters and orders."""

from datetime import date

import pytest

from plans.models import Activity, ActivityWording, Cell, CoordinatorAlias, Plan, PlanVersion
from plans.services.parties import remember_spellings
from plans.services.wordings import search_text
from plans.tables.activities import OF_ALL, ActivityTable
from tests import factories
from tests.conftest import MARKER
from tests.markup import Page
from tests.plans.conftest import activity
from tests.plans.test_lists import ACTIVITIES, rows_of, table_of

ALL = ["voorbij", "nu", "leeg", "later"]


def keys_of(response) -> list[str]:
    """The activities of the list, by the last part of their address."""
    page = Page(response.content.decode())
    cells = [each for each in page.elements if each.tag == "a" and each.parent.tag == "th"]
    return [each["href"].strip("/").split("/")[-1] for each in cells if each["href"][0] == "/"]


def shown(client, key: str, *columns: str, **query: str) -> list[str]:
    """What the list says of an activity in these columns."""
    answer = client.get(ACTIVITIES, {"kolom": ["title", *columns], **query})
    return rows_of(answer)[keys_of(answer).index(key)][1:]


# Whose activities


def test_the_newest_plan_comes_first_in_its_own_order(browser, four, vaals):
    plan = factories.PlanFactory(municipality=vaals, starts_on=date(2022, 1, 1))
    theme = factories.ThemeWordingFactory(version=plan.versions.get())
    activity(theme, "nieuw")
    assert keys_of(browser.get(ACTIVITIES)) == ["nieuw", *ALL]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("oov", ALL),
        ("planbeheerder", ALL),
        ("outsider", ["kerkrade-actie"]),
        ("roleless", []),
        ("superuser", ["kerkrade-actie", *ALL]),
    ],
)
def test_everybody_sees_the_activities_of_the_own_plans(
    request, client_of, four, kerkrade_plan, name, keys
):
    found = keys_of(client_of(request.getfixturevalue(name)).get(ACTIVITIES))
    assert sorted(found) == sorted(keys)


def test_what_ended_and_what_is_only_proposed_is_not_in_the_list(browser, four, heuvelland):
    ActivityWording.objects.filter(pk=four["nu"].pk).update(end_kind="beëindigd")
    newer = PlanVersion.objects.create(plan=heuvelland, number=2, is_current=False)
    theme = factories.ThemeWordingFactory(version=newer)
    activity(theme, "voorstel")
    assert keys_of(browser.get(ACTIVITIES)) == ["voorbij", "leeg", "later"]


# How it stands


def test_a_reader_of_a_municipality_sees_how_it_stands_there(browser, four, by_group, oov, vaals):
    factories.change(oov, four["voorbij"], vaals, status="geel", note="n", reason="geld")
    columns = ["stand", "since", "touched"]
    assert shown(browser, "voorbij", *columns) == ["geel", "1-1-2022", "1-1-2022"]
    assert shown(browser, "leeg", *columns) == ["groen (H)", "1-1-2022", "1-1-2022"]
    assert shown(browser, "later", *columns) == ["n.v.t.", "1-1-2022", "1-1-2022"]


def test_what_was_agreed_is_told_where_it_was(browser, four, superuser, vaals):
    factories.change(superuser, four["nu"], vaals, target="groen")
    assert shown(browser, "nu", "stand", "target") == ["geel", "groen"]
    assert shown(browser, "leeg", "stand", "target") == ["nog niet ingevuld", ""]


COUNTS = ["rood", "geel", "groen", "grijs", "nvt", "leeg", "by_group", "group_stand"]


def test_who_keeps_the_group_sees_how_many_stand_how(client_of, planbeheerder, four, by_group):
    client = client_of(planbeheerder)
    assert shown(client, "voorbij", *COUNTS) == ["0", "0", "1", "0", "0", "1", "0", ""]
    assert shown(client, "nu", *COUNTS) == ["1", "1", "0", "0", "0", "0", "0", ""]
    assert shown(client, "leeg", *COUNTS) == ["0", "0", "0", "0", "0", "1", "1", "groen"]
    assert shown(client, "later", *COUNTS) == ["0", "0", "0", "0", "1", "1", "0", ""]


def test_a_municipality_that_is_chosen_is_told_of(client_of, planbeheerder, four):
    client = client_of(planbeheerder)
    assert shown(client, "nu", "stand", gemeente="GM0938") == ["rood"]
    assert shown(client, "nu", "stand", gemeente="GM0981") == ["geel"]


def test_what_a_municipality_added_for_itself_applies_nowhere_else(
    client_of, oov, oov_meerssen, planbeheerder, four, vaals
):
    Activity.objects.filter(key="nu").update(owner=vaals)
    assert shown(client_of(oov), "nu", "owner", "stand") == ["Vaals", "geel"]
    assert shown(client_of(oov_meerssen), "nu", "stand") == ["n.v.t."]
    assert shown(client_of(planbeheerder), "nu", "rood", "geel") == ["0", "1"]


def test_the_columns_follow_what_the_reader_may_be_told(client_of, oov, planbeheerder, four):
    assert table_of(client_of(oov).get(ACTIVITIES))[0] == [
        "Activiteit",
        "Onderwerp",
        "Thema",
        "Coördinatoren",
        "Planning",
        "Stand",
    ]
    heads = table_of(client_of(planbeheerder).get(ACTIVITIES))[0]
    assert heads[-4:] == ["Rood", "Geel", "Groen", "Nog niet ingevuld"]


def test_parties_are_told_by_name_and_a_gap_as_a_gap(browser, four):
    assert shown(browser, "voorbij", "coordinators", "partners", "partner_count") == [
        "RIEC",
        "Politie",
        "1",
    ]
    assert shown(browser, "nu", "coordinators", "partners", "partner_count") == [
        "nader te bepalen",
        "",
        "0",
    ]


# Filters; the reference date of the plan is 31 December 2023

FILTERED = [
    ({"q": "oktoberfest"}, ["leeg"]),
    ({"q": "CAFEBEZOEKEN geengageerde"}, ["nu"]),
    ({"q": "oktoberfest cafebezoeken"}, []),
    ({"q": "%"}, []),
    ({"q": '"een oktoberfest"'}, ["leeg"]),
    ({"q": '"oktoberfest een"'}, []),
    ({"plan": "heuvelland"}, ALL),
    ({"thema": "prioriteit"}, ALL),
    ({"thema": "overig thema"}, []),
    ({"status": "groen"}, ["voorbij", "leeg"]),
    ({"status": "rood"}, []),
    ({"status": ["geel", "nvt"]}, ["nu", "later"]),
    ({"status": "leeg"}, []),
    ({"status": "rood", "gemeente": "GM0938"}, ["nu"]),
    ({"status": "leeg", "gemeente": "GM0938"}, ["voorbij", "leeg", "later"]),
    ({"planning": "loopt nu"}, ["nu", "leeg"]),
    ({"planning": "start later"}, ["later"]),
    ({"planning": "termijn voorbij"}, ["voorbij"]),
    ({"coordinator": "riec"}, ["voorbij", "leeg"]),
    ({"coordinator": "informatie expertise"}, ["voorbij", "leeg"]),
    ({"coordinator": "riec politie"}, []),
    ({"partner": "POLI"}, ["voorbij"]),
    ({"zonder": "on"}, ["nu", "later"]),
    ({"zonder": "on", "planning": "start later"}, ["later"]),
    ({"eigenaar": "GM0981"}, []),
    ({"q": "", "status": "", "zonder": ""}, ALL),
]


def alias(wording: ActivityWording, name: str, *plans: Plan) -> None:
    """Another spelling of the coordinator of an activity, in these plans."""
    coordinator = wording.coordinators.get()
    made = CoordinatorAlias.objects.create(coordinator=coordinator, name=name)
    made.plans.set(plans)
    remember_spellings(coordinator)


@pytest.mark.parametrize(("query", "keys"), FILTERED)
def test_the_list_is_filtered(browser, four, by_group, heuvelland, query, keys):
    alias(four["voorbij"], "Regionaal Informatie- en Expertisecentrum", heuvelland)
    for each in ALL:
        wording = ActivityWording.objects.get(activity__key=each)
        wording.searchable = search_text(wording)
        wording.save()
    if query.get("status") == "":
        query = {name: value for name, value in query.items() if name != "status"}
    assert keys_of(browser.get(ACTIVITIES, query)) == keys


@pytest.mark.parametrize(
    ("town", "keys"), [("GM0981", ["voorbij", "leeg", "later"]), ("GM0938", ALL)]
)
def test_a_municipality_is_not_concerned_by_what_another_added(browser, four, meerssen, town, keys):
    Activity.objects.filter(key="nu").update(owner=meerssen)
    assert keys_of(browser.get(ACTIVITIES, {"gemeente": town})) == keys
    assert keys_of(browser.get(ACTIVITIES, {"eigenaar": "GM0938"})) == ["nu"]
    assert keys_of(browser.get(ACTIVITIES, {"status": "nvt"})) == ["nu", "later"]


def test_at_any_municipality_counts_for_who_sees_all(client_of, planbeheerder, four, by_group):
    client = client_of(planbeheerder)
    assert keys_of(client.get(ACTIVITIES, {"status": "rood"})) == ["nu"]
    assert keys_of(client.get(ACTIVITIES, {"status": "groen"})) == ["voorbij", "leeg"]
    assert keys_of(client.get(ACTIVITIES, {"status": "leeg"})) == ["voorbij", "leeg", "later"]


def test_plans_each_have_their_own_reference_date(browser, four, vaals):
    plan = factories.PlanFactory(
        municipality=vaals, starts_on=date(2024, 1, 1), ends_on=date(2025, 6, 30)
    )
    theme = factories.ThemeWordingFactory(version=plan.versions.get())
    activity(theme, "ander", planning_start=date(2025, 1, 1))
    assert keys_of(browser.get(ACTIVITIES, {"planning": "start later"})) == ["later"]
    assert keys_of(browser.get(ACTIVITIES, {"planning": "loopt nu"})) == ["ander", "nu", "leeg"]


def test_a_spelling_of_another_plan_cannot_be_probed(browser, four, kerkrade_plan):
    alias(four["voorbij"], "Rode Draad", kerkrade_plan)
    assert keys_of(browser.get(ACTIVITIES, {"coordinator": "rode draad"})) == []


@pytest.mark.parametrize("field", ["q", "coordinator", "partner"])
def test_words_do_not_find_what_others_wrote(browser, four, kerkrade_plan, field):
    answer = browser.get(ACTIVITIES, {field: MARKER})
    assert keys_of(answer) == []
    assert "kerkrade" not in answer.content.decode().lower()


# Orders


@pytest.fixture
def sortable(four, superuser, vaals, meerssen) -> None:
    """The four with texts, owners and stands that differ, and one without any of them."""
    texts = {
        "voorbij": ("Éénzaamheid", "Zebra", "Groep b"),
        "nu": ("eenheid", "äpfel", ""),
        "leeg": ("Zorg", "appel", "groep A"),
        "later": ("agressie", "Appel 2", ""),
    }
    for key, (subject, title, heading) in texts.items():
        wording = ActivityWording.objects.get(activity__key=key)
        wording.subject, wording.title, wording.heading = subject, title, heading
        wording.description = "meer"
        wording.searchable = search_text(wording)
        wording.save()
    ActivityWording.objects.filter(activity__key="leeg").update(
        planning_text="2021", planning_start=date(2021, 1, 1), scope="local"
    )
    Activity.objects.filter(key="leeg").update(owner=vaals)
    factories.PartnerFactory(name="Brandweer", wording=four["later"])
    factories.PartnerFactory(name="Zorg", wording=four["later"])
    factories.CoordinatorFactory(name="Éva", wording=four["later"])
    factories.change(superuser, four["nu"], vaals, target="groen", valid_from=date(2023, 1, 1))


UNSORTED = ["voorbij", "nu", "leeg", "later"]
ORDERS = [
    ("title", ["nu", "leeg", "later", "voorbij"]),
    ("subject", ["later", "nu", "voorbij", "leeg"]),
    ("heading", ["leeg", "voorbij", "nu", "later"]),
    ("theme", ["leeg", "later", "voorbij", "nu"]),
    ("theme_kind", UNSORTED),
    ("plan", UNSORTED),
    ("plan_owner", UNSORTED),
    ("coordinators", ["later", "voorbij", "leeg", "nu"]),
    ("partners", ["later", "voorbij", "nu", "leeg"]),
    ("partner_count", ["nu", "leeg", "voorbij", "later"]),
    ("planning", ["leeg", "later", "voorbij", "nu"]),
    ("starts_on", ["leeg", "later", "voorbij", "nu"]),
    ("ends_on", ["voorbij", "nu", "leeg", "later"]),
    ("phase", ["nu", "leeg", "later", "voorbij"]),
    ("scope", ["voorbij", "nu", "later", "leeg"]),
    ("owner", ["leeg", "voorbij", "nu", "later"]),
    ("stand", ["leeg", "nu", "voorbij", "later"]),
    ("target", ["voorbij", "leeg", "later", "nu"]),
    ("since", ["voorbij", "nu", "later", "leeg"]),
    ("touched", ["voorbij", "later", "nu", "leeg"]),
]


@pytest.mark.parametrize(("column", "keys"), ORDERS)
def test_the_list_is_sorted_alike_on_every_database(browser, sortable, column, keys):
    assert keys_of(browser.get(f"{ACTIVITIES}?sorteer={column}")) == keys


@pytest.mark.parametrize(
    ("column", "keys"),
    [
        ("title", ["voorbij", "later", "leeg", "nu"]),
        ("heading", ["voorbij", "leeg", "nu", "later"]),
        ("planning", ["later", "leeg", "voorbij", "nu"]),
        ("stand", ["later", "voorbij", "nu", "leeg"]),
        ("since", ["voorbij", "nu", "later", "leeg"]),
    ],
)
def test_the_other_way_round_what_is_unknown_stays_last(browser, sortable, column, keys):
    assert keys_of(browser.get(f"{ACTIVITIES}?sorteer=-{column}")) == keys


@pytest.mark.parametrize(
    ("column", "first"),
    [
        ("-rood", "nu"),
        ("-groen", "voorbij"),
        ("-leeg", "voorbij"),
        ("-by_group", "leeg"),
        ("-group_stand", "leeg"),
        ("-nvt", "later"),
        ("-touched", "voorbij"),
    ],
)
def test_counts_are_sorted_by_number(client_of, planbeheerder, four, by_group, column, first):
    client = client_of(planbeheerder)
    assert keys_of(client.get(f"{ACTIVITIES}?sorteer={column}"))[0] == first


def test_every_column_that_can_be_sorted_is_in_the_tests():
    tested = {name for name, _keys in ORDERS} | set(OF_ALL)
    assert tested == set(ActivityTable.base_columns)


@pytest.mark.parametrize("column", ["title", "stand", "coordinators", "planning"])
def test_equal_rows_are_on_one_page_only(browser, version, column):
    theme = factories.ThemeWordingFactory(version=version)
    made = factories.ActivityWordingFactory.create_batch(
        60, theme=theme, subject="Gelijk", title="Gelijk"
    )
    found = [
        key
        for page in (1, 2)
        for key in keys_of(browser.get(f"{ACTIVITIES}?sorteer={column}&bladzijde={page}"))
    ]
    assert sorted(found) == sorted(each.activity.key for each in made)


def test_a_cell_is_not_needed_to_be_listed(browser, four):
    Cell.objects.filter(activity__key="leeg").delete()
    assert shown(browser, "leeg", "stand", "since") == ["nog niet ingevuld", ""]
