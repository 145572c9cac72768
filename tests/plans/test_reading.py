"""The pages on which a plan is read: whatever its structure, whole, and without empty columns."""

import re
from datetime import date
from html import unescape

import pytest

from plans.models import Abbreviation, Plan, PlanVersion, SafetyTheme
from plans.rules.permissions import Role
from tests import factories
from tests.conftest import MARKER
from tests.markup import Page
from tests.plans.conftest import read_plan
from tests.plans.reading import MATRIX, line

DETAIL = "/plannen/heuvelland/"
VERSION = "/plannen/heuvelland/versies/1/"


def heads(response) -> list[str]:
    """The heads of the columns of the last table."""
    page = Page(response.content.decode())
    return [line(each) for each in page.elements if each.tag == "th" and each["scope"] == "col"]


def read(response) -> str:
    """The text of a page on one line, with a space between what stands apart."""
    text = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r" ([,.;:)])", r"\1", " ".join(text.split()))


def theme_address(wording) -> str:
    """Where the theme is read."""
    return f"/plannen/{wording.version.plan.slug}/themas/{wording.theme_id}/"


@pytest.fixture
def strategy(group, heuvelland) -> Plan:
    """The strategic plan of the group, which its other plan carries out."""
    plan = factories.PlanFactory(
        slug="ivp", title="Strategie Heuvelland", kind=Plan.Kind.IVP, group=group
    )
    heuvelland.implements = plan
    heuvelland.save()
    return plan


@pytest.fixture
def above(strategy, wording):
    """A theme of the strategy that the theme of the activity carries out."""
    theme = factories.ThemeWordingFactory(
        version=strategy.versions.get(),
        number="3.1",
        title="Zorg voorop",
        ambition="Iedereen is veilig.",
        description="Waar het om gaat.",
        outlines=[
            {"title": "Vroeg erbij", "text": "Klein houden.", "points": ["Eerst", "Daarna"]},
            {"text": "Zonder kop."},
        ],
        related_policy=["Wmo"],
        source_note="Uit hoofdstuk 3.",
    )
    theme.safety_themes.add(SafetyTheme.objects.get(number="1.1", field__edition="2017"))
    wording.theme.carries_out = theme.theme
    wording.theme.save()
    return theme


# The page of a plan


def test_a_strategy_has_no_matrix_and_no_column_without_content(browser, above):
    answer = browser.get("/plannen/ivp/")
    assert heads(answer) == ["Nummer", "Thema", "Ambitie", "Hoofdlijnen", "Uitgevoerd door"]
    text = read(answer)
    assert "Iedereen is veilig." in text
    assert "3.1 Zorg en veiligheid" in text
    assert "Wordt uitgevoerd door Uitvoeringsplan Heuvelland" in text
    assert "matrix" not in answer.content.decode()
    assert "Stand per gemeente" not in text


def test_a_plan_that_carries_out_shows_the_ambition_above_it(browser, above):
    answer = browser.get(DETAIL)
    assert heads(answer)[-4:] == ["Nummer", "Thema", "Voert uit", "Activiteiten"]
    assert "3.1 Zorg voorop Iedereen is veilig." in read(answer)
    assert "Voert uit Strategie Heuvelland" in read(answer)


def test_plans_before_and_after_are_links(browser, heuvelland, group):
    after = factories.PlanFactory(title="Het vervolg", group=group, continues=heuvelland)
    assert "Gaat verder in Het vervolg" in read(browser.get(DETAIL))
    assert "Vervolg op Uitvoeringsplan Heuvelland" in read(browser.get(after.get_absolute_url()))


def test_aims_area_plans_decision_and_source_are_shown_when_there_are_any(browser, version):
    empty = read(browser.get(DETAIL))
    for words in ("Wat het plan wil bereiken", "Plannen voor gebieden", "Besluit", "Bij de bron"):
        assert words not in empty
    version.aims, version.area_plans = ["Minder overlast"], ["Aanvalsplan Noord"]
    version.source_note, version.decision = "Hoofdstuk 2 ontbreekt.", "2020-17"
    version.save()
    told = read(browser.get(DETAIL))
    assert "Wat het plan wil bereiken Minder overlast" in told
    assert "Plannen voor gebieden Aanvalsplan Noord" in told
    assert "Besluit 2020-17" in told
    assert "Bij de bron Hoofdstuk 2 ontbreekt." in told


def test_kinds_are_heads_only_where_there_are_several(browser, version):
    factories.ThemeWordingFactory(version=version)
    assert "Prioriteiten" not in read(browser.get(DETAIL))
    factories.ThemeWordingFactory(version=version, kind="overig thema")
    assert "Prioriteiten" in read(browser.get(DETAIL))
    assert "Overige thema's" in read(browser.get(DETAIL))
    assert "Strategische" not in read(browser.get(DETAIL))


def test_a_plan_of_strangers_around_ours_is_not_named(browser, heuvelland, kerkrade_plan):
    kerkrade_plan.implements = heuvelland
    kerkrade_plan.save()
    theirs = kerkrade_plan.versions.get().themes.get()
    ours = factories.ThemeWordingFactory(version=heuvelland.versions.get())
    theirs.carries_out = ours.theme
    theirs.save()
    Plan.objects.filter(pk=heuvelland.pk).update(continues=kerkrade_plan)
    Abbreviation.objects.create(
        plan=kerkrade_plan, position=0, abbreviation="OOV", meaning=f"Orde {MARKER}"
    )
    for address in (DETAIL, VERSION, theme_address(ours)):
        assert MARKER not in browser.get(address).content.decode(), address


# A theme


def test_a_theme_says_all_that_its_plan_read(browser, above):
    text = read(browser.get(theme_address(above)))
    for words in (
        "Ambitie Iedereen is veilig.",
        "Waar het om gaat.",
        "Vroeg erbij",
        "Klein houden.",
        "Eerst",
        "Daarna",
        "Zonder kop.",
        "Gerelateerd beleid Wmo",
        "1.1 Sociale kwaliteit (veld 1 Veilige woon- en leefomgeving, editie 2017)",
        "Bij de bron Uit hoofdstuk 3.",
    ):
        assert words in text
    assert text.index("Iedereen is veilig.") < text.index("Waar het om gaat.")


def test_a_theme_shows_how_far_those_are_who_carry_it_out(
    browser, above, wording, vaals, superuser
):
    factories.change(superuser, wording, vaals, status="groen")
    text = read(browser.get(theme_address(above)))
    assert "1 activiteit; n.v.t. telt niet mee" in text
    assert "Vaals 1 van 1 0 Meerssen 0 van 1 1" in text


def test_fiction_in_a_plan_that_carries_it_out_is_marked(browser, above, heuvelland):
    assert "ictie" not in read(browser.get(theme_address(above)))
    Plan.objects.filter(pk=heuvelland.pk).update(has_fiction=True)
    assert "Fictieve demogegevens" in read(browser.get(theme_address(above)))


def test_a_theme_shows_its_activities_with_their_status(browser, above, wording, vaals, superuser):
    factories.change(superuser, wording, vaals, status="geel")
    wording.heading = "Signaleren"
    wording.save()
    answer = browser.get(theme_address(wording.theme))
    assert heads(answer) == ["Onderwerp en activiteit", "Planning", "Vaals", "Mee"]
    text = read(answer)
    assert "Voert uit 3.1 Zorg voorop in Strategie Heuvelland" in text
    assert "Iedereen is veilig." in text
    assert "Signaleren" in text
    row = text[text.index("Meldcode invoeren") :]
    assert row.index("geel") < row.index("nog niet ingevuld")


def test_an_activity_that_one_municipality_owns_does_not_apply_elsewhere(browser, wording, vaals):
    wording.activity.owner = vaals
    wording.activity.save()
    assert "geldt hier niet" in read(browser.get(theme_address(wording.theme)))


def test_in_a_plan_of_one_municipality_there_is_one_status_in_words(
    client_of, outsider, kerkrade_plan
):
    theme = kerkrade_plan.versions.get().themes.get()
    answer = client_of(outsider).get(theme_address(theme))
    assert heads(answer) == ["Onderwerp en activiteit", "Planning", "Stand"]
    assert "geel" in read(answer)
    assert "(H)" not in read(answer)


def test_activities_of_other_themes_that_serve_it_too_are_named(browser, wording, version):
    other = factories.ThemeWordingFactory(version=version, number="4.2", title="Jeugd")
    wording.further_themes.add(other)
    text = read(browser.get(theme_address(other)))
    assert "Meldcode invoeren (3.1 Zorg en veiligheid)" in text


def test_lost_content_is_unknown_and_not_empty(browser, version):
    theme = factories.ThemeWordingFactory(version=version, content_unknown=True)
    sentence = "de inhoud van dit thema stond in een afbeelding en is niet overgenomen."
    assert sentence in read(browser.get(theme_address(theme)))
    assert sentence in read(browser.get(VERSION))
    assert "inhoud onbekend" in read(browser.get(DETAIL))


def test_a_theme_that_ended_stays_readable_and_is_in_no_list(browser, version):
    theme = factories.ThemeWordingFactory(
        version=version, title="Cokes", end_kind="beëindigd", end_reason="De fabriek is dicht."
    )
    text = read(browser.get(theme_address(theme)))
    assert "Dit thema is beëindigd in versie 1. Reden: De fabriek is dicht." in text
    assert "Cokes" not in read(browser.get(DETAIL))
    told = read(browser.get(VERSION))
    assert "Wat in deze versie eindigde" in told
    assert "De fabriek is dicht." in told


def test_a_theme_of_a_later_concept_is_read_at_the_same_address(browser, heuvelland):
    concept = PlanVersion.objects.create(plan=heuvelland, number=2, is_current=False)
    theme = factories.ThemeWordingFactory(version=concept, title="Nieuw thema")
    text = read(browser.get(theme_address(theme)))
    assert "Dit is de tekst van versie 2, een concept; een andere versie geldt nu." in text


@pytest.mark.parametrize(
    "address",
    [
        "/plannen/heuvelland/themas/0/",
        "/plannen/heuvelland/themas/999999999999999999999999/",
        "/plannen/heuvelland/versies/2/",
        "/plannen/heuvelland/versies/999999999999999999999999/",
        "/plannen/heuvelland/versies/1/themas/0/",
    ],
)
def test_what_is_not_there_is_404(browser, wording, address):
    assert browser.get(address).status_code == 404


def test_a_theme_of_another_plan_is_404(browser, heuvelland, kerkrade_plan):
    theirs = kerkrade_plan.versions.get().themes.get()
    assert browser.get(f"/plannen/heuvelland/themas/{theirs.theme_id}/").status_code == 404
    assert browser.get(f"{VERSION}themas/{theirs.theme_id}/").status_code == 404


# A version


@pytest.fixture
def two(version, wording) -> PlanVersion:
    """An earlier version that was adopted, and the one that holds; returns the earlier."""
    version.adopted_on, version.adopted_by = date(2020, 6, 1), "college"
    version.is_current = False
    version.save()
    PlanVersion.objects.create(plan=version.plan, number=2, adopted_on=date(2021, 6, 1))
    PlanVersion.objects.create(plan=version.plan, number=3, is_current=False)
    return version


def test_each_version_says_which_one_it_is_and_which_one_holds(browser, two):
    first, second, third = (read(browser.get(f"{DETAIL}versies/{n}/")) for n in (1, 2, 3))
    assert (
        "Dit is versie 1, vastgesteld op 1 juni 2020 door college; "
        "nu geldt versie 2, vastgesteld op 1 juni 2021." in first
    )
    assert "Dit is versie 2, vastgesteld op 1 juni 2021; deze versie geldt nu." in second
    assert "Dit is versie 3, een concept: de tekst kan nog veranderen; nu geldt versie 2" in third
    assert "Meldcode invoeren" in first
    assert "Meldcode invoeren" not in second


def test_a_plan_that_was_closed_as_a_concept_is_called_none(browser, heuvelland, version):
    Plan.objects.filter(pk=heuvelland.pk).update(closed_on=date(2024, 2, 1))
    text = read(browser.get(VERSION))
    assert "waarvan geen vaststelling bekend is. Het plan is op 1 februari 2024 afgesloten." in text


def test_a_theme_of_an_old_version_is_read_there_without_the_stand_of_now(browser, two, wording):
    answer = browser.get(f"{VERSION}themas/{wording.theme.theme_id}/")
    assert "Dit is de tekst van versie 1, vastgesteld op 1 juni 2020" in read(answer)
    assert heads(answer) == ["Onderwerp en activiteit", "Planning"]


def test_a_version_is_read_whole(browser, above, wording):
    wording.heading, wording.description, wording.points = "Groep", "Wat er is.", ["Scholing"]
    wording.realised, wording.source_note = "Gedaan.", "Bladzijde 3."
    wording.planning_text, wording.planning_condition = "2021", "bij geld"
    wording.coordinator_undecided = True
    wording.save()
    factories.PartnerFactory(name="Politie", wording=wording)
    text = read(browser.get(VERSION))
    for words in (
        "Groep \u203a Meldcode",
        "Meldcode invoeren",
        "Wat er is.",
        "Scholing",
        "Gerealiseerd: Gedaan.",
        "Bij de bron: Bladzijde 3.",
        "Coördinator nader te bepalen",
        "Partners Politie",
        "Planning 2021 (bij geld)",
        "voert 3.1 Zorg voorop uit",
    ):
        assert words in text
    assert "nog niet ingevuld" not in text
    strategy = read(browser.get("/plannen/ivp/versies/1/"))
    assert "Kernbeleid Veiligheid 1.1 Sociale kwaliteit" in strategy


def test_a_version_explains_abbreviations_also_those_of_the_plan_it_carries_out(
    browser, above, wording
):
    Abbreviation.objects.create(
        plan=above.version.plan, position=0, abbreviation="Boa", meaning="Opsporingsambtenaar"
    )
    wording.points = ["De Boa's <script>"]
    wording.save()
    html = browser.get(VERSION).content.decode()
    assert 'De <abbr title="Opsporingsambtenaar">Boa</abbr>&#x27;s &lt;script&gt;' in html
    assert "<dt>Boa</dt>" in html


def test_a_version_and_a_theme_need_no_more_queries_for_more_text(
    client, oov, above, wording, assert_flat, vaals
):
    client.force_login(oov)

    def more(number: int) -> None:
        for _each in range(number):
            theme = factories.ThemeWordingFactory(
                version=wording.version, carries_out=above.theme, outlines=[{"text": "x"}]
            )
            theme.safety_themes.add(*SafetyTheme.objects.all()[:3])
            for under in (theme, wording.theme):
                made = factories.ActivityWordingFactory(theme=under)
                made.further_themes.add(theme)
                made.activity.owner = vaals
                made.activity.save()
                factories.PartnerFactory(wording=made)
                factories.CoordinatorFactory(wording=made)

    for address in (VERSION, DETAIL, theme_address(wording.theme), theme_address(above)):
        assert_flat(address, more)


# The real plans


@pytest.mark.parametrize(
    ("slug", "columns"),
    [
        ("ivp-heuvelland-2020-2023", ["Ambitie", "Hoofdlijnen"]),
        ("ivp-maasgouw-2023-2026", ["Hoofdlijnen"]),
        ("uvp-heuvelland-2020-2023", ["Voert uit", "Activiteiten"]),
        ("uvp-maastricht-2015-2016", ["Ambitie", "Hoofdlijnen", "Activiteiten"]),
        ("uvp-kerkrade-2021", ["Ambitie", "Activiteiten"]),
        ("uvp-kerkrade-2020", ["Activiteiten"]),
    ],
)
def test_every_real_plan_can_be_read(db, client_of, superuser, slug, columns):
    version = read_plan(slug)
    client = client_of(superuser)
    detail = client.get(f"/plannen/{slug}/")
    assert heads(detail)[-len(columns) - 2 :] == ["Nummer", "Thema", *columns]
    assert client.get(f"/plannen/{slug}/versies/1/").status_code == 200
    for theme in version.themes.all():
        answer = client.get(theme_address(theme))
        assert Page(answer.content.decode()).problems() == []


# The matrix of every structure


def test_the_matrix_of_a_strategy_says_why_it_is_empty(browser, above):
    text = read(browser.get("/plannen/ivp/matrix/"))
    assert "het heeft zelf geen activiteiten en dus geen matrix" in text
    assert "Filters" not in text


def test_a_plan_of_one_municipality_is_a_list_with_one_status(client_of, kerkrade, kerkrade_plan):
    oov = factories.person(Role.OOV, kerkrade)
    answer = client_of(oov).get("/plannen/kerkrade/matrix/")
    assert heads(answer)[-1] == "Stand"
    text = read(answer)
    assert "uitgevoerd door" not in text
    assert "en gemeente" not in text
    assert 'name="gemeente"' not in answer.content.decode()


def test_the_group_of_subjects_stands_above_its_subject_and_is_found(browser, wording):
    wording.heading = "Burger<b>participatie"
    wording.save()
    html = browser.get(MATRIX).content.decode()
    assert "<small>Burger&lt;b&gt;participatie</small>" in html
    assert "Meldcode invoeren" in read(browser.get(f"{MATRIX}?q=participatie"))


def test_a_plan_in_which_nobody_coordinates_has_no_such_column(browser, wording):
    assert "no-co" in browser.get(MATRIX).content.decode()
    assert "filter_coordinator" not in browser.get(MATRIX).content.decode()
    factories.CoordinatorFactory(wording=wording)
    Plan.objects.update(text_changed_at="2024-01-01T00:00:00Z")
    assert "no-co" not in browser.get(MATRIX).content.decode()
