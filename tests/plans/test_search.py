"""One search over everything that a reader may see."""

import pytest

from plans.models import (
    ActivityWording,
    Cell,
    Coordinator,
    Partner,
    Plan,
    PlanVersion,
    ThemeWording,
)
from plans.rules.search import searchable
from plans.selectors.found import PAGE_SIZE
from plans.services.parties import remember_spellings
from plans.services.wordings import search_text
from tests import factories
from tests.common.pages import says
from tests.conftest import MARKER
from tests.markup import Page
from tests.plans.reading import line

SEARCH = "/zoeken/"
ALL_KINDS = ["plannen", "themas", "activiteiten", "toelichtingen", "partners", "coordinatoren"]


def fill() -> None:
    """Bring up to date what is searched of rows that a test made."""
    for text in [*ThemeWording.objects.all(), *ActivityWording.objects.all()]:
        text.searchable = search_text(text)
        text.save()
    for party in [*Partner.objects.all(), *Coordinator.objects.all()]:
        remember_spellings(party)


@pytest.fixture
def find(browser, db):
    """Searches as the OOV-medewerker of Vaals, after filling what is searched."""

    def ask(query: str, *, status: int = 200, **more):
        fill()
        answer = browser.get(SEARCH, {"q": query, **more})
        assert answer.status_code == status
        return answer

    return ask


def numbers(answer) -> dict[str, int]:
    """How many were found of each kind."""
    return {group.kind.value: group.total for group in answer.context["groups"]}


def hits(answer) -> list[str]:
    """What was found, each on one line."""
    page = Page(answer.content.decode())
    lists = [each for each in page.elements if each["class"] == "hits"]
    return [line(each) for each in page.elements if each.tag == "li" and each.parent in lists]


def marks(answer) -> list[str]:
    """The words that are marked."""
    page = Page(answer.content.decode())
    return [line(each) for each in page.elements if each.tag == "mark"]


def links(answer) -> list[str]:
    """Where the titles of what was found lead to."""
    page = Page(answer.content.decode())
    return [each["href"] for each in page.elements if each.tag == "a" and _is_title(each)]


def _is_title(link) -> bool:
    return link.parent is not None and link.parent["class"] == "title"


@pytest.mark.parametrize(
    "field",
    [
        {"title": "Buurtbemiddeling invoeren"},
        {"subject": "Buurtbemiddeling"},
        {"heading": "Buurtbemiddeling en meer"},
        {"description": "Met buurtbemiddeling."},
        {"points": ["Eerst", "BUURTBEMIDDELING"]},
        {"realised": "Er kwam buurtbemiddeling."},
    ],
)
def test_an_activity_is_found_by_all_its_words(find, wording, field):
    ActivityWording.objects.filter(pk=wording.pk).update(**field)
    answer = find("buurtbemiddeling")
    assert numbers(answer) == {"activiteiten": 1}
    assert links(answer) == ["/plannen/heuvelland/activiteiten/meldcode/"]
    assert [mark.lower() for mark in marks(answer)] == ["buurtbemiddeling"]
    assert "Uitvoeringsplan Heuvelland · 3.1 Zorg en veiligheid" in hits(answer)[0]


@pytest.mark.parametrize(
    "field",
    [
        {"title": "Top X"},
        {"number": "Top X"},
        {"description": "de top x-aanpak"},
        {"ambition": "Een Top X."},
        {"outlines": [{"title": "Top X", "text": "", "points": []}]},
        {"outlines": [{"title": "", "text": "", "points": ["de Top X"]}]},
        {"related_policy": ["Nota Top X"]},
    ],
)
def test_a_theme_is_found_by_all_its_words(find, wording, field):
    ThemeWording.objects.filter(pk=wording.theme_id).update(**field)
    answer = find('"top x"')
    assert numbers(answer) == {"themas": 1}
    assert [mark.lower() for mark in marks(answer)] == ["top x"]


def test_a_plan_is_found_by_its_title(find, heuvelland):
    answer = find("heuvelland uitvoering")
    assert numbers(answer) == {"plannen": 1}
    assert links(answer) == ["/plannen/heuvelland/"]


def test_the_newest_note_of_a_cell_is_found_and_leads_to_the_cell(find, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", note="Wacht op de Coördinator.")
    answer = find("coordinator wacht")
    assert numbers(answer) == {"toelichtingen": 1}
    assert links(answer) == ["/plannen/heuvelland/cel/meldcode/GM0981/"]
    assert "Vaals: Meldcode invoeren" in hits(answer)[0]
    factories.change(oov, wording, vaals, status="groen", note="Klaar.")
    assert numbers(find("wacht")) == {}


def test_the_note_of_the_group_leads_to_its_cell(find, wording, superuser):
    factories.change(superuser, wording, None, status="geel", note="Samen begonnen.")
    answer = find("samen")
    assert links(answer) == ["/plannen/heuvelland/cel/meldcode/groep/"]
    assert "Heuvelland (H): Meldcode invoeren" in hits(answer)[0]


@pytest.mark.parametrize(
    ("kind", "factory", "filter_name"),
    [
        ("partners", factories.PartnerFactory, "partner"),
        ("coordinatoren", factories.CoordinatorFactory, "coordinator"),
    ],
)
def test_a_party_is_found_by_its_name_and_by_a_spelling(
    find, wording, heuvelland, kind, factory, filter_name
):
    party = factory(name="Buurt & Co", wording=wording)
    alias = party.aliases.create(name="Bemiddeling Zuid")
    alias.plans.add(heuvelland)
    for query in ("buurt", "bemiddeling", "buurt zuid"):
        assert numbers(find(query)) == {kind: 1}
    (hit,) = hits(find("zuid"))
    assert "Buurt & Co Bemiddeling Zuid 1 activiteit in Uitvoeringsplan Heuvelland" in hit
    address = f'href="/plannen/heuvelland/matrix/?{filter_name}=Buurt%20%26%20Co"'
    assert address in find("zuid").content.decode()


def test_every_word_must_be_said_somewhere(find, wording):
    ActivityWording.objects.update(description="Politie en brandweer")
    assert numbers(find("brandweer meldcode")) == {"activiteiten": 1}
    assert numbers(find("brandweer ambulance")) == {}


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("CAFE", 1),
        ("cafébezoek", 1),
        ("geëngageerd", 1),
        ("100%", 1),
        ("1%0", 0),
        ("snake_case", 1),
        ("snakeXcase", 0),
        ("back\\slash", 1),
        ("d'a", 1),
        ("' OR 1=1 --", 0),
        ("<b>", 1),
    ],
)
def test_case_accents_and_signs(find, wording, query, number):
    ActivityWording.objects.update(
        description="Geengageerd cafébezoek, 100% snake_case back\\slash d'Artagnan <b>"
    )
    assert sum(numbers(find(query)).values()) == number


def test_what_stands_together_comes_first(find, wording):
    for title in ("De x van de top", "Top X-aanpak", "Topoverleg en mix"):
        factories.ActivityWordingFactory(theme=wording.theme, title=title)
    found = hits(find("top x"))
    assert found[0].startswith("Top X-aanpak")
    assert len(found) == 3


def test_what_ended_and_earlier_versions_are_not_found(find, wording, heuvelland, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", note="Toelichting")
    factories.PartnerFactory(name="Politie", wording=wording)
    ActivityWording.objects.update(end_kind="beëindigd")
    ThemeWording.objects.update(end_kind="beëindigd")
    for query in ("meldcode", "zorg", "toelichting", "politie"):
        assert numbers(find(query)) == {}
    ActivityWording.objects.update(end_kind="")
    assert numbers(find("meldcode")) == {"activiteiten": 1}
    heuvelland.versions.update(is_current=False)
    PlanVersion.objects.create(plan=heuvelland, number=2)
    assert numbers(find("meldcode")) == {}


# Only what the reader may see


@pytest.fixture
def strangers(kerkrade_plan, wording, heuvelland) -> Plan:
    """The plan of Kerkrade, with spellings of parties that Heuvelland has too."""
    for factory, made in ((factories.PartnerFactory, "P"), (factories.CoordinatorFactory, "C")):
        party = factory(name=f"Gedeeld {made}", wording=wording)
        alias = party.aliases.create(name=f"Spelling {MARKER} {made}")
        alias.plans.add(kerkrade_plan)
        loose = party.aliases.create(name=f"Los {MARKER} {made}")
        assert not loose.plans.exists()
    return kerkrade_plan


@pytest.mark.parametrize("kind", [None, *ALL_KINDS])
def test_a_searcher_of_heuvelland_finds_no_word_of_kerkrade(find, strangers, kind):
    answer = find("papegaai", **({"soort": kind} if kind else {}))
    assert numbers(answer) == {}
    assert "Niets gevonden" in says(answer)
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("query", ["gedeeld", "plan", "en", "activiteit", "toelichting"])
def test_no_word_of_kerkrade_stands_beside_what_is_found(find, strangers, query):
    assert MARKER not in find(query).content.decode()


def test_only_activities_of_the_own_plans_are_counted(find, strangers):
    theirs = ActivityWording.objects.get(activity__key="kerkrade-actie")
    partner = Partner.objects.get(name="Gedeeld P")
    theirs.partners.add(partner, through_defaults={"position": 9})
    (hit,) = hits(find('"gedeeld p"'))
    assert hit == "Gedeeld P 1 activiteit in Uitvoeringsplan Heuvelland"


def test_kerkrade_finds_its_own_words_of_every_kind(client, outsider, strangers):
    fill()
    Plan.objects.filter(pk=strangers.pk).update(searchable=searchable(strangers.title))
    client.force_login(outsider)
    answer = client.get(SEARCH, {"q": MARKER})
    assert numbers(answer) == dict.fromkeys(ALL_KINDS, 1)


def test_who_has_no_role_finds_nothing(client, roleless, strangers):
    fill()
    client.force_login(roleless)
    assert numbers(client.get(SEARCH, {"q": "e"})) == {}


# The page


def test_of_a_kind_twenty_are_shown_and_the_rest_by_page(find, wording):
    for number in range(PAGE_SIZE + 4):
        factories.ActivityWordingFactory(theme=wording.theme, title=f"Overlast {number:02}")
    ThemeWording.objects.update(title="Overlast")
    answer = find("overlast")
    assert numbers(answer) == {"themas": 1, "activiteiten": PAGE_SIZE + 4}
    assert len(hits(answer)) == 1 + PAGE_SIZE
    assert "Toon alle 24 activiteiten" in says(answer)
    assert 'href="?q=overlast&amp;soort=activiteiten"' in answer.content.decode()
    second = find("overlast", soort="activiteiten", bladzijde="2")
    assert [hit.split(" Uit")[0] for hit in hits(second)] == [
        f"Overlast {number}" for number in range(20, 24)
    ]
    assert "Bladzijde 2 van 2" in says(second)
    assert numbers(second) == numbers(answer)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "3", "99999", "9" * 50, "²", "1.5"])
def test_a_page_that_is_not_there_is_the_first(find, wording, page):
    answer = find("meldcode", soort="activiteiten", bladzijde=page)
    assert len(hits(answer)) == 1


@pytest.mark.parametrize("query", ["", "   ", '""', "\u0301"])
def test_without_words_the_page_tells_what_is_searched(find, wording, query):
    answer = find(query)
    assert "Typ een of meer woorden." in says(answer)


def test_without_a_query_there_is_no_error(browser):
    answer = browser.get(SEARCH)
    assert answer.status_code == 200
    assert "error-summary" not in answer.content.decode()


def test_when_nothing_is_found_the_page_says_what_to_do(find, wording):
    text = says(find("<onvindbaar>"))
    assert "Niets gevonden voor “&lt;onvindbaar&gt;”." in text
    assert "Zoek met minder woorden" in text


@pytest.mark.parametrize(
    ("query", "more", "sentence"),
    [
        ("x", {}, "Typ minstens twee letters."),
        ("é e", {}, "Typ minstens twee letters."),
        ("a" * 1000, {}, "niet meer dan 200 tekens"),
        ("a\x00b", {}, "Null-tekens zijn niet toegestaan."),
        ("a", {"soort": "x"}, "Selecteer een geldige keuze."),
        ("a", {"soort": "a\x00"}, "Selecteer een geldige keuze."),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(find, query, more, sentence):
    assert sentence in says(find(query, status=400, **more))


def test_more_words_than_count_are_said_to_be_left_out(find, wording):
    assert "alleen de eerste 8 woorden" in says(find("aa b c d e f g h i"))
    assert "alleen de eerste" not in says(find("aa b c d e f g h"))


def test_text_that_somebody_wrote_is_only_text(find, wording):
    ActivityWording.objects.update(title="<script>alert</script>", description="<img src=x>")
    html = find("alert img").content.decode()
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;<mark>alert</mark>&lt;/script&gt;" in html


def test_fiction_is_told(find, wording, heuvelland, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", note="Verzonnen")
    assert "Fictieve demogegevens" not in says(find("verzonnen"))
    Plan.objects.filter(pk=heuvelland.pk).update(has_fiction=True)
    Cell.objects.update(is_fictional=True)
    text = says(find("verzonnen"))
    assert "Fictieve demogegevens" in text
    assert "Verzonnen · fictief" in text
    assert "Fictieve demogegevens" not in says(find("onvindbaar"))


def test_every_page_has_the_search_but_not_twice(browser, anonymous, heuvelland):
    box = 'role="search"'
    for address in ("/", "/plannen/", "/plannen/heuvelland/matrix/", SEARCH):
        assert browser.get(address).content.decode().count(box) == 1
    assert box not in anonymous.get("/accounts/login/").content.decode()


def test_a_real_plan_is_searched(client, superuser, real_plan):
    client.force_login(superuser)
    answer = client.get(SEARCH, {"q": "buurtbemiddeling"})
    assert numbers(answer)["activiteiten"] == 2
    assert hits(client.get(SEARCH, {"q": "Top X"}))


def test_the_cost_does_not_grow_with_what_is_found(client, oov, wording, vaals, assert_flat):
    client.force_login(oov)

    def add(number: int) -> None:
        for _each in range(number):
            theme = factories.ThemeWordingFactory(version=wording.version, title="Overlast")
            more = factories.ActivityWordingFactory(theme=theme, title="Overlast")
            factories.change(oov, more, vaals, status="geel", note="Overlast")
            for factory in (factories.PartnerFactory, factories.CoordinatorFactory):
                party = factory(wording=more, name=f"Overlast {more.pk}")
                alias = party.aliases.create(name=f"Overlast Z {more.pk}")
                alias.plans.add(wording.version.plan)
        fill()

    assert_flat(f"{SEARCH}?q=overlast", add)
    assert_flat(f"{SEARCH}?q=overlast&soort=partners&bladzijde=1", add)
