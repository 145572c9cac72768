"""The page on what is missing from a plan, and its counts on the page of the plan."""

from datetime import date

import pytest

from plans.models import PlanVersion, ThemeWording
from plans.rules.completeness import Gap
from plans.rules.status import Level
from plans.selectors.completeness import completeness_of, missing_from, writable_in
from plans.selectors.matrix import remembered_text
from plans.views import completeness
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.conftest import activity, read_plan
from tests.plans.reading import line

MISSING = "/plannen/heuvelland/volledigheid/"


@pytest.fixture
def seven(four, heuvelland) -> dict:
    """The four activities; a goal without activities, and a part that only Vaals has."""
    version = heuvelland.versions.get()
    factories.ThemeWordingFactory(version=version, number="9", title="Jeugd", ambition="Veilig.")
    theme = ThemeWording.objects.get(number="3.1")
    vaals = heuvelland.municipalities.get(code="GM0981")
    own = activity(theme, "eigen", activity__owner=vaals, planning_text="ooit")
    return four | {"eigen": own}


def sections(answer) -> dict[str, str]:
    """What is missing by gap, each on one line."""
    page = Page(answer.content.decode())
    return {each["aria-labelledby"]: line(each) for each in page.elements if each.tag == "section"}


def counts(answer) -> dict[str, int]:
    """The numbers above the list, by the address of their link."""
    page = Page(answer.content.decode())
    lists = [each for each in page.elements if "tally" in each["class"].split()]
    links = [each for each in page.elements if each.tag == "a" and each.parent.parent in lists]
    return {each["href"].rpartition("#")[2]: int(line(each).split()[-1]) for each in links}


def test_everything_that_is_missing_is_counted_and_listed(browser, seven):
    answer = browser.get(MISSING)
    assert counts(answer) == {
        "thema-zonder-activiteiten": 1,
        "doel-zonder-activiteiten": 1,
        "activiteit-zonder-doel": 5,
        "geen-coordinator": 2,
        "coordinator-nader-te-bepalen": 1,
        "geen-partner": 4,
        "geen-planning": 1,
        "planning-niet-begrepen": 1,
        "nog-niet-ingevuld": 5,
        "geen-streefstatus": 8,
        "lang-niet-bijgewerkt": 2,
    }
    told = sections(answer)
    assert list(told) == list(counts(answer))
    assert "3.1 Zorg" in told["planning-niet-begrepen"]
    assert "ooit" in told["planning-niet-begrepen"]
    assert "9 Jeugd" in told["doel-zonder-activiteiten"]


def test_cells_of_one_activity_stand_together_with_a_link_to_each(browser, seven):
    answer = browser.get(MISSING, {"soort": "nog-niet-ingevuld"})
    html = answer.content.decode()
    assert list(sections(answer)) == ["nog-niet-ingevuld"]
    for column in ("GM0981", "GM0938"):
        assert f'href="/plannen/heuvelland/cel/leeg/{column}/"' in html
    assert html.count('href="/plannen/heuvelland/activiteiten/leeg/"') == 1
    # The activity that Vaals added for itself applies nowhere else.
    assert "cel/eigen/GM0981" in html
    assert "cel/eigen/GM0938" not in html


def test_what_is_left_to_the_group_is_missing_at_the_group(browser, seven, superuser, vaals):
    factories.change(superuser, seven["leeg"], vaals, level=Level.GROEP)
    html = browser.get(MISSING, {"soort": "nog-niet-ingevuld"}).content.decode()
    assert 'href="/plannen/heuvelland/cel/leeg/groep/"' in html
    assert "Heuvelland (H)" in html
    assert "cel/leeg/GM0981" not in html


def test_of_one_municipality_are_its_cells_and_its_own_activities(browser, seven):
    answer = browser.get(MISSING, {"gemeente": "GM0981"})
    assert counts(answer) == {
        "activiteit-zonder-doel": 1,
        "geen-coordinator": 1,
        "geen-partner": 1,
        "planning-niet-begrepen": 1,
        "nog-niet-ingevuld": 2,
        "geen-streefstatus": 4,
        "lang-niet-bijgewerkt": 1,
    }
    assert "Meerssen:" not in says(answer)


def test_the_reference_date_counts(browser, seven, superuser, meerssen):
    factories.change(superuser, seven["voorbij"], meerssen, status="geel", target="groen")
    told = sections(browser.get(MISSING))["termijn-voorbij"]
    assert "Meerssen" in told
    assert "Vaals" not in told


def test_a_long_list_is_folded(browser, wording, version):
    for _each in range(25):
        factories.ActivityWordingFactory(theme=wording.theme)
    told = sections(browser.get(MISSING))["geen-partner"]
    assert "Geen partner (26)" in told
    assert "Nog 6" in told


def test_one_gap_has_pages(browser, wording, monkeypatch):
    monkeypatch.setattr(completeness.Completeness, "page_size", 2)
    for _each in range(4):
        factories.ActivityWordingFactory(theme=wording.theme)
    answer = browser.get(MISSING, {"soort": "geen-partner", "bladzijde": "3"})
    assert "Bladzijde 3 van 3" in says(answer)
    assert browser.get(MISSING, {"soort": "geen-partner", "bladzijde": "x"}).status_code == 200


def test_a_strategic_plan_lacks_only_goals_and_content(client, superuser, db):
    client.force_login(superuser)
    version = read_plan("ivp-heuvelland-2020-2023")
    assert set(completeness_of(version)) == {Gap.GOAL_EMPTY}
    read_plan("uvp-heuvelland-2020-2023")
    assert completeness_of(version) == {}
    answer = client.get("/plannen/ivp-heuvelland-2020-2023/volledigheid/")
    assert "Er ontbreekt niets." in says(answer)
    assert "Er ontbreekt niets aan dit plan" in says(
        client.get("/plannen/ivp-heuvelland-2020-2023/")
    )
    assert 'name="gemeente"' not in answer.content.decode()
    assert completeness_of(read_plan("ivp-maasgouw-2023-2026"))[Gap.CONTENT] == 3


def test_a_goal_of_which_the_activities_ended_is_not_carried_out(db):
    strategic = read_plan("ivp-heuvelland-2020-2023")
    version = read_plan("uvp-heuvelland-2020-2023")
    goals = ThemeWording.objects.filter(version=strategic).exclude(ambition="")
    carrying = version.themes.filter(carries_out__in=goals.values("theme"))
    version.wordings.filter(theme=carrying.first()).update(end_kind="beëindigd")
    assert completeness_of(strategic) == {Gap.GOAL_EMPTY: 1}


def test_an_activity_has_the_goal_of_the_theme_that_its_theme_carries_out(version, wording):
    carried = factories.ThemeWordingFactory(ambition="Minder overlast.")
    assert Gap.NO_GOAL in completeness_of(version)
    ThemeWording.objects.filter(pk=wording.theme_id).update(carries_out=carried.theme)
    remembered_text.cache_clear()
    assert Gap.NO_GOAL not in completeness_of(version)


# Who can mend it


def test_what_is_written_in_a_concept_can_be_mended_there(version, wording):
    concept = writable_in(version)
    assert concept.number == 1
    assert "meldcode" in concept.activities
    assert concept.themes == {wording.theme.theme_id: wording.theme_id}


def test_what_is_adopted_is_mended_in_the_next_concept_when_it_has_the_part(heuvelland, wording):
    version = heuvelland.versions.get()
    version.adopted_on = date(2020, 1, 1)
    version.save()
    assert writable_in(version) is None
    PlanVersion.objects.create(plan=heuvelland, number=2, is_current=False)
    concept = writable_in(version)
    assert concept.number == 2
    assert concept.activities == frozenset()


def test_the_planbeheerder_is_led_to_what_can_be_written(version, wording):
    missing = {each.gap: each for each in _missing(version)}
    assert missing[Gap.NO_PARTNER].rows[0].mend == "meldcode"
    empty = factories.ThemeWordingFactory(version=version, ambition="Veilig.")
    remembered_text.cache_clear()
    missing = {each.gap: each for each in _missing(version)}
    assert missing[Gap.GOAL_EMPTY].rows[0].mend == empty.pk
    assert missing_from(version).missing[0].rows[0].mend is None


def _missing(version: PlanVersion) -> list:
    return missing_from(version, writable=writable_in(version)).missing


def test_what_is_closed_is_not_mended(version, wording):
    version.plan.closed_on = date(2024, 1, 1)
    assert writable_in(version) is None


def test_another_version_is_asked_by_its_number_and_has_no_statuses(browser, heuvelland, wording):
    concept = PlanVersion.objects.create(plan=heuvelland, number=2, is_current=False)
    factories.ThemeWordingFactory(version=concept, number="7", title="Nieuw thema")
    answer = browser.get(MISSING, {"versie": "2"})
    assert "in versie 2" in says(answer)
    assert set(counts(answer)) == {"thema-zonder-activiteiten"}
    assert "7 Nieuw thema" in says(answer)
    assert "nog-niet-ingevuld" in counts(browser.get(MISSING))


@pytest.mark.parametrize(
    "query",
    [
        {"soort": "x"},
        {"soort": "a\x00b"},
        {"gemeente": "GM0928"},
        {"versie": "9"},
        {"versie": "x" * 1000},
    ],
)
def test_a_filter_that_does_not_exist_is_refused(browser, wording, query, heuvelland):
    PlanVersion.objects.create(plan=heuvelland, number=2, is_current=False)
    answer = browser.get(MISSING, query)
    assert answer.status_code == 400
    assert "Selecteer een geldige keuze." in says(answer)


def test_filters_that_leave_nothing_say_so(browser, wording):
    answer = browser.get(MISSING, {"soort": "termijn-voorbij"})
    assert "Met deze filters ontbreekt er niets." in says(answer)


def test_the_page_of_the_plan_counts_what_is_missing(browser, seven):
    plan, missing = browser.get("/plannen/heuvelland/"), browser.get(MISSING)
    assert counts(plan) == counts(missing)
    assert f'href="{MISSING}#geen-partner"' in plan.content.decode()


def test_a_plan_without_themes_is_not_called_complete(browser, heuvelland):
    assert "Er ontbreekt niets" not in says(browser.get("/plannen/heuvelland/"))
    missing = says(browser.get(MISSING))
    assert "Er ontbreekt niets" not in missing
    assert "Deze versie heeft nog geen thema's." in missing


def test_the_planbeheerder_is_led_from_an_adopted_text_to_its_adjustment(
    client_of, planbeheerder, oov, wording, version
):
    version.adopted_on, version.adopted_by = date(2020, 6, 1), "raad"
    version.save()
    link = '<a href="/plannen/heuvelland/bijstellen/">Bijstellen</a>'
    assert link in client_of(planbeheerder).get(MISSING).content.decode()
    assert link not in client_of(oov).get(MISSING).content.decode()


@pytest.mark.parametrize("who", ["oov", "planbeheerder"])
def test_the_cost_does_not_grow_with_what_is_missing(
    client, request, who, wording, version, assert_flat
):
    client.force_login(request.getfixturevalue(who))

    def add(number: int) -> None:
        for _each in range(number):
            theme = factories.ThemeWordingFactory(version=version, ambition="a")
            factories.ActivityWordingFactory(theme=theme)
            factories.ActivityWordingFactory(theme=wording.theme)
            factories.ThemeWordingFactory(version=version, carries_out=theme.theme)

    assert_flat(MISSING, add)
    assert_flat(f"{MISSING}?soort=geen-partner", add)
