"""Comparing two versions on the page: in words, by address, and at the same cost for a big plan."""

from datetime import date
from time import process_time

import pytest

from plans.models import (
    Activity,
    ActivityPartner,
    ActivityWording,
    PlanVersion,
    Theme,
    ThemeWording,
)
from plans.selectors.comparing import comparison_of
from plans.services.versions import adjust_plan
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

COMPARE = "/plannen/heuvelland/vergelijken/"
MANY = 1000


@pytest.fixture
def first(version, wording) -> PlanVersion:
    """The first version, adopted, with two themes and three activities."""
    factories.ThemeWordingFactory(version=version, number="4.1", title="Jeugd", position=900)
    for key in ("tweede", "derde"):
        factories.ActivityWordingFactory(
            theme=wording.theme, activity__key=key, title=f"Het {key}", subject="Meldcode"
        )
    wording.planning_text, wording.planning_end = "eind 2021", date(2021, 12, 31)
    wording.save()
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    PlanVersion.objects.filter(pk=version.pk).update(adopted_on=date(2020, 6, 1))
    return version


def next_version(user, plan, day: date | None = None) -> PlanVersion:
    """Open a next version, adopted on this day if any."""
    version = adjust_plan(user=user, plan=plan)
    if day is not None:
        plan.versions.update(is_current=False)
        plan.versions.filter(pk=version.pk).update(adopted_on=day, is_current=True)
    return version


@pytest.fixture
def second(first, heuvelland, planbeheerder) -> PlanVersion:
    """The second version, in which something of each kind was changed."""
    version = next_version(planbeheerder, heuvelland)
    care, youth = version.themes.all()
    care.ambition = "Minder overlast in de kernen"
    care.save()
    told = {each.activity.key: each for each in version.wordings.select_related("activity")}
    told["meldcode"].title = "Meldcode invoeren en toetsen"
    told["meldcode"].planning_text = "eind 2023"
    told["meldcode"].planning_end = date(2023, 12, 31)
    told["meldcode"].save()
    told["meldcode"].coordinator_links.all().delete()
    told["tweede"].theme = youth
    told["tweede"].save()
    told["derde"].end_kind, told["derde"].end_reason = "beëindigd", "Dit doet de regio."
    told["derde"].save()
    factories.ActivityWordingFactory(theme=youth, activity__key="vierde", title="Het vierde")
    return version


@pytest.fixture
def browser(client_of, oov):
    """The browser of somebody who reads the plan."""
    return client_of(oov)


def changes(response) -> dict[str, str]:
    """What the page says of each part that differs, by the name of the part."""
    page = Page(response.content.decode())
    found = {}
    for section in page.elements:
        if section["class"] != "change":
            continue
        heading = next(each for each in page.elements if each.tag == "h3" and section in each.up())
        found[line(heading)] = line(section).removeprefix(line(heading)).strip()
    return found


TOLD = {
    "Thema 3.1 Zorg en veiligheid": "anders verwoord ambitie of doel "
    "Nieuw: Minder overlast in de kernen.",
    "Meldcode: Meldcode invoeren en toetsen": "anders verwoord titel Meldcode invoeren "
    "Nieuw: en toetsen. verschoven coördinator Eerst beloofd RIEC Nu (versie 2) niets "
    "verschoven planning: 2 jaar later dan eerst beloofd "
    "Eerst beloofd eind 2021 Nu (versie 2) eind 2023",
    "Meldcode: Het derde": "beëindigd Dit doet de regio.",
    "Meldcode: Het tweede": "verplaatst van 3.1 Zorg en veiligheid naar 4.1 Jeugd",
}


def test_every_kind_of_change_is_told_line_by_line(browser, second):
    answer = browser.get(COMPARE, {"van": 1, "naar": 2})
    assert Page(answer.content.decode()).problems() == []
    told = changes(answer)
    added = [name for name in told if name.endswith("Het vierde")]
    assert told.pop(added[0]) == "toegevoegd"
    assert told == TOLD
    text = says(answer)
    assert "Van versie 1 naar versie 2" in text
    assert "Versie 1vastgesteld op 1 juni 2020 door onbekend" in text
    assert "Versie 2concept" in text
    for kind in ("toegevoegd", "beëindigd", "verplaatst", "anders verwoord", "verschoven"):
        assert kind in text
    assert "anders verwoord (2)" in text


def test_old_and_new_words_are_marked(browser, first, heuvelland, planbeheerder):
    version = next_version(planbeheerder, heuvelland)
    version.wordings.filter(activity__key="meldcode").update(title="Meldcode <b>afschaffen</b>")
    html = browser.get(COMPARE).content.decode()
    assert '<del><span class="vh">Weg: </span>invoeren<span class="vh">. </span></del>' in html
    assert '<span class="vh">Nieuw: </span>&lt;b&gt;afschaffen&lt;/b&gt;' in html


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("verplaatst", ["Meldcode: Het tweede"]),
        ("beëindigd", ["Meldcode: Het derde"]),
        ("verschoven", ["Meldcode: Meldcode invoeren en toetsen"]),
    ],
)
def test_the_address_says_which_kinds_are_shown(browser, second, kind, names):
    assert [*changes(browser.get(COMPARE, {"soort": kind}))] == names


def test_without_a_choice_the_newest_two_are_compared_whichever_order(browser, second):
    usual = browser.get(COMPARE)
    assert changes(usual) == changes(browser.get(COMPARE, {"van": 2, "naar": 1}))
    page = Page(usual.content.decode())
    chosen = [each["value"] for each in page.elements if "selected" in each.attributes]
    assert chosen == ["1", "2"]


def test_equal_versions_are_said_to_be_equal(browser, first, heuvelland, planbeheerder):
    next_version(planbeheerder, heuvelland)
    assert "Deze versies zijn gelijk." in says(browser.get(COMPARE))
    assert "Deze versies zijn gelijk." in says(browser.get(COMPARE, {"van": 1, "naar": 1}))


def test_a_kind_that_is_not_there_leads_back_to_all(browser, first, heuvelland, planbeheerder):
    version = next_version(planbeheerder, heuvelland)
    version.wordings.filter(activity__key="derde").update(title="Anders")
    answer = browser.get(COMPARE, {"soort": "toegevoegd"})
    assert "Geen wijziging van deze soort. Toon alle wijzigingen" in says(answer)


def test_one_version_has_nothing_to_compare(browser, first):
    assert "Dit plan heeft één versie; er is nog niets te vergelijken." in says(
        browser.get(COMPARE)
    )


@pytest.mark.parametrize(
    "query", [{"van": 9}, {"naar": "x"}, {"soort": "paars"}, {"van": "\x00"}, {"van": "1" * 40}]
)
def test_a_version_or_kind_that_is_not_there_gets_a_sentence(browser, second, query):
    answer = browser.get(COMPARE, query)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert "Selecteer een geldige keuze" in says(answer)


def test_a_shift_is_laid_beside_the_first_promise(browser, first, heuvelland, planbeheerder):
    for number, day in ((2, date(2021, 6, 1)), (3, None)):
        version = next_version(planbeheerder, heuvelland, day)
        version.wordings.filter(activity__key="meldcode").update(
            planning_text=f"eind {2020 + number}", planning_end=date(2020 + number, 12, 31)
        )
    told = changes(browser.get(COMPARE, {"van": 2, "naar": 3}))
    assert told == {
        "Meldcode: Meldcode invoeren": "verschoven planning: 2 jaar later dan eerst beloofd "
        "Eerst beloofd eind 2021 Versie 2 eind 2022 Nu (versie 3) eind 2023"
    }


def test_a_promise_is_what_was_adopted_first_and_not_an_earlier_concept(
    browser, first, heuvelland, planbeheerder
):
    heuvelland.versions.filter(number=1).update(adopted_on=None)
    version = first
    for number in (2, 3):
        PlanVersion.objects.filter(pk=version.pk, number__gt=1).update(adopted_on=date(2021, 1, 1))
        heuvelland.versions.filter(number=1).update(adopted_on=date(2020, 6, 1))
        version = next_version(planbeheerder, heuvelland)
        version.wordings.filter(activity__key="meldcode").update(
            planning_text=f"eind {2020 + number}", planning_end=date(2020 + number, 12, 31)
        )
    heuvelland.versions.filter(number=1).update(adopted_on=None)
    told = changes(browser.get(COMPARE, {"van": 1, "naar": 3}))
    assert (
        "Eerst beloofd eind 2022 Versie 1 eind 2021 Nu (versie 3) eind 2023"
        in (told["Meldcode: Meldcode invoeren"])
    )


def test_an_activity_that_ended_two_versions_ago_keeps_its_reason(
    browser, second, heuvelland, planbeheerder
):
    heuvelland.versions.filter(number=1).update(is_current=False)
    heuvelland.versions.filter(number=2).update(adopted_on=date(2021, 6, 1), is_current=True)
    adjust_plan(user=planbeheerder, plan=heuvelland)
    told = changes(browser.get(COMPARE, {"van": 1, "naar": 3}))
    assert told["Meldcode: Het derde"] == "beëindigd Dit doet de regio."


def test_what_ended_with_its_theme_has_the_reason_of_the_theme(
    browser, first, heuvelland, planbeheerder
):
    version = next_version(planbeheerder, heuvelland)
    version.themes.filter(number="3.1").update(
        end_kind="samengevoegd", end_reason="Opgegaan in Jeugd."
    )
    told = changes(browser.get(COMPARE))
    assert set(told.values()) == {"beëindigd samengevoegd: Opgegaan in Jeugd."}
    assert len(told) == 4


def test_long_lists_have_pages_that_keep_the_filter(browser, first, heuvelland, planbeheerder):
    version = next_version(planbeheerder, heuvelland)
    theme = version.themes.first()
    factories.ActivityWordingFactory.create_batch(101, theme=theme)
    answer = browser.get(COMPARE, {"soort": "toegevoegd", "bladzijde": 2})
    assert "Bladzijde 2 van 2" in says(answer)
    assert len(changes(answer)) == 1
    links = [each["href"] for each in Page(answer.content.decode()).elements if each["rel"]]
    assert "?soort=toegevoegd&bladzijde=1" in links


def test_comparing_costs_the_same_for_more_rows(
    client, oov, second, heuvelland, wording, assert_flat
):
    client.force_login(oov)
    themes = [PlanVersion.objects.get(number=number).themes.first() for number in (1, 2)]

    def add_rows(number: int) -> None:
        for _each in range(number):
            old = factories.ActivityWordingFactory(theme=themes[0])
            new = factories.ActivityWordingFactory(theme=themes[1], activity=old.activity)
            for each in (old, new):
                factories.PartnerFactory(wording=each)
                factories.CoordinatorFactory(wording=each)

    assert_flat(COMPARE, add_rows)


def test_a_thousand_activities_compare_in_a_second(heuvelland, version, planbeheerder, client):
    many_activities(version)
    heuvelland.versions.update(adopted_on=date(2020, 6, 1))
    after = adjust_plan(user=planbeheerder, plan=heuvelland)
    after.wordings.update(title="Een heel andere titel dan de eerste was", position=0)
    start = process_time()  # a busy machine is no failure
    comparison = comparison_of(version, after)
    assert sum(len(block.lines) for block in comparison.blocks) == MANY
    assert process_time() - start < 1
    client.force_login(planbeheerder)
    client.get(COMPARE)
    start = process_time()
    assert client.get(COMPARE).status_code == 200
    assert process_time() - start < 1


def many_activities(version: PlanVersion) -> None:
    """A thousand activities in one theme, each with a partner, without their cells."""
    theme = ThemeWording.objects.create(
        theme=Theme.objects.create(plan=version.plan),
        version=version,
        number="1",
        title="Alles",
        kind="prioriteit",
        position=0,
    )
    made = Activity.objects.bulk_create(
        Activity(plan=version.plan, key=f"a{number}") for number in range(MANY)
    )
    wordings = ActivityWording.objects.bulk_create(
        ActivityWording(
            activity=activity,
            version=version,
            theme=theme,
            position=number,
            subject=f"Onderwerp {number}",
            title=f"Activiteit {number} over toezicht en handhaving",
            points=["een punt van enige lengte", "nog een punt"],
        )
        for number, activity in enumerate(made)
    )
    partner = factories.PartnerFactory()
    ActivityPartner.objects.bulk_create(
        ActivityPartner(wording=wording, partner=partner, position=0) for wording in wordings
    )
