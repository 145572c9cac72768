"""What the wording of a planning means (domein.md, section 2, "Planning")."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plans.rules.planning import Planning
from plans.rules.terms import printed_planning
from plans.rules.wording import is_understood, read_planning

HEUVELLAND = json.loads(Path("fixtures/plans/uvp-heuvelland-2020-2023.json").read_text("utf-8"))


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def meant(text: str, start: str = "", end: str = "", marks: str = "", condition: str = ""):
    """A planning in one line of a table; the marks are e (e.v.) and c (doorlopend)."""
    return Planning(text, day(start), day(end), "e" in marks, "c" in marks, condition)


def plannings(node):
    """Every planning in a document, wherever it stands."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and "planning" in node:
        yield node["planning"]
    for child in children:
        yield from plannings(child)


def meaning(planning: Planning) -> Planning:
    """Without the text, and a condition in any case: what two wordings have in common."""
    return replace(planning, text="", condition=planning.condition.casefold())


DOMAIN = [
    meant("2021", "2021-01-01", "2021-12-31"),
    meant("Q4 2020", "2020-10-01", "2020-12-31"),
    meant("Q1 2020 e.v.", "2020-01-01", marks="e"),
    meant("doorlopend", marks="c"),
    meant("Q2/Q3 2020 e.v.", "2020-04-01", marks="e"),
    meant("2020 doorlopend", "2020-01-01", marks="c"),
    meant("2015/2016", "2015-01-01", "2016-12-31"),
    meant("3e en 4e kwartaal 2021", "2021-07-01", "2021-12-31"),
    meant("Tot en met april 2021 en eventueel verder", end="2021-04-30", marks="e"),
    meant("1-11-2019 t/m 1-11-2022", "2019-11-01", "2022-11-01"),
    meant("2020 e.v. doorlopend", "2020-01-01", marks="ec"),
]

MAASTRICHT = [
    meant("2015", "2015-01-01", "2015-12-31"),
    meant("2016", "2016-01-01", "2016-12-31"),
    meant("2015, 2016", "2015-01-01", "2016-12-31"),
    meant("Begin 2016", "2016-01-01", "2016-03-31"),
    meant("Medio 2015", "2015-04-01", "2015-09-30"),
    meant("In de eerste helft van 2015", "2015-01-01", "2015-06-30"),
    meant("In het vierde kwartaal van 2016", "2016-10-01", "2016-12-31"),
    meant("2015-2018", "2015-01-01", "2018-12-31"),
    meant("in de loop van 2015", "2015-01-01", "2015-12-31"),
]

KERKRADE = [
    meant("Doorlopend 2020", "2020-01-01", "2020-12-31", "c"),
    meant("Doorlopend 2021.", "2021-01-01", "2021-12-31", "c"),
    meant("Doorlopend\n2021", "2021-01-01", "2021-12-31", "c"),
    meant("2020", "2020-01-01", "2020-12-31"),
    meant("1e kwartaal 2020", "2020-01-01", "2020-03-31"),
    meant("3e kwartaal 2020", "2020-07-01", "2020-09-30"),
    meant("4e kwartaal 2020", "2020-10-01", "2020-12-31"),
    meant("1ste kwartaal 2021", "2021-01-01", "2021-03-31"),
    meant("3de kwartaal 2021", "2021-07-01", "2021-09-30"),
    meant("Vierde kwartaal 2021", "2021-10-01", "2021-12-31"),
    meant("Januari 2020", "2020-01-01", "2020-01-31"),
    meant("februari 2020", "2020-02-01", "2020-02-29"),
    meant("Februari\n2021.", "2021-02-01", "2021-02-28"),
    meant("mei 2020", "2020-05-01", "2020-05-31"),
    meant("juni 2020", "2020-06-01", "2020-06-30"),
    meant("September 2020", "2020-09-01", "2020-09-30"),
    meant("oktober 2020", "2020-10-01", "2020-10-31"),
    meant("november 2020", "2020-11-01", "2020-11-30"),
    meant("1 september t/m\n1 december 2020", "2020-09-01", "2020-12-01"),
    meant("1-1-2020", "2020-01-01", "2020-01-01"),
    meant("1-1-2021", "2021-01-01", "2021-01-01"),
    meant("1-1-2020 tm 31-12-2020", "2020-01-01", "2020-12-31"),
    meant("1-11-2019 t/m 1-\n11-2022", "2019-11-01", "2022-11-01"),
    meant("13 november\n2020.", "2020-11-13", "2020-11-13"),
    meant("Eind 2020", "2020-10-01", "2020-12-31"),
    meant("Begin 2021", "2021-01-01", "2021-03-31"),
    meant("Begin januari\n2021", "2021-01-01", "2021-01-10"),
    meant("Mei 2020-mei\n2021", "2020-05-01", "2021-05-31"),
    meant("2e helft 2020", "2020-07-01", "2020-12-31"),
    meant("Verspreid over\n2021", "2021-01-01", "2021-12-31"),
    meant("1e half jaar 2021\nen mogelijk\nverder.", "2021-01-01", "2021-06-30", "e"),
    meant("Tot en met april 2021\nen eventueel verder.", end="2021-04-30", marks="e"),
    meant("Opstart in 2020 \u2014\nuitvoering vanaf\n3e kwartaal 2021", "2020-01-01"),
    meant("Vierde kwartaal\n2020 \u2014in\nuitvoering vanaf\n2021", "2020-10-01"),
    meant("Maandelijks", marks="c"),
    meant("Doorlopend 2021,\nmaandelijks overleg.", "2021-01-01", "2021-12-31", "c"),
    meant(
        "Bij een acute\ncrisis \u2014\nDoorlopend 2021",
        *("2021-01-01", "2021-12-31", "c", "Bij een acute crisis"),
    ),
    meant(
        "In voorkomende\ngevallen.\n\nDoorlopend 2021",
        *("2021-01-01", "2021-12-31", "c", "In voorkomende gevallen"),
    ),
    meant(
        "Doorlopend\n2021 bij\nheropstart B\nen C\nevenementen",
        *("2021-01-01", "2021-12-31", "c", "bij heropstart B en C evenementen"),
    ),
    meant(
        "Doorlopend\nbij heropstart\nB en C\nevenementen",
        *("", "", "c", "bij heropstart B en C evenementen"),
    ),
    meant(
        "2021, zolang\ner sprake is\n\nvan Covid-19\nmaatregelen.",
        *("2021-01-01", "2021-12-31", "", "zolang er sprake is van Covid-19 maatregelen"),
    ),
    meant(
        "Doorlopend in\nvoorkomende gevallen\no.b.v. risicotaxatie door\npolitie.",
        *("", "", "c", "in voorkomende gevallen o.b.v. risicotaxatie door politie"),
    ),
    meant(
        "Doorlopend in\nvoorkomende cases\nzodra die worden\naangemeld bij VHP.",
        *("", "", "c", "in voorkomende cases zodra die worden aangemeld bij VHP"),
    ),
    meant(
        "Op basis van\nmeldingen/signalen van\ncases hg/km.",
        condition="Op basis van meldingen/signalen van cases hg/km",
    ),
]

OTHERS = [
    meant("Vanaf 1 september 2020", "2020-09-01"),
    meant("sinds 1 januari 2019", "2019-01-01"),
    meant("per 1-1-2021", "2021-01-01"),
    meant("start Q2 2021", "2021-04-01"),
    meant("vanaf mei t/m juni 2020", "2020-05-01", "2020-06-30"),
    meant("van mei t/m juni 2020", "2020-05-01", "2020-06-30"),
    meant("uiterlijk 1 juli 2021", end="2021-07-01"),
    meant("t/m Q1/Q2 2021", end="2021-06-30"),
    meant("t/m april 2021 e.v.", end="2021-04-30", marks="e"),
    meant("2020 en verder", "2020-01-01", marks="e"),
    meant("2020 ev", "2020-01-01", marks="e"),
    meant("2015/2016 e.v.", "2015-01-01", marks="e"),
    meant("2015-2018 e.v.", "2015-01-01", "2018-12-31", "e"),
    meant("2020-2023 doorlopend", "2020-01-01", "2023-12-31", "c"),
    meant("doorlopend 2020-2023", "2020-01-01", "2023-12-31", "c"),
    meant("doorlopend vanaf 2021", "2021-01-01", marks="c"),
    meant("1e, 2e en 3e kwartaal 2021", "2021-01-01", "2021-09-30"),
    meant("Q4 2020 t/m Q1 2021", "2020-10-01", "2021-03-31"),
    meant("1e en 2e helft 2020", "2020-01-01", "2020-12-31"),
    meant("mei t/m 15 juni 2020", "2020-05-01", "2020-06-15"),
    meant("1 t/m 5 sept. 2020", "2020-09-01", "2020-09-05"),
    meant("5/11/2020", "2020-11-05", "2020-11-05"),
    meant("mrt 2020", "2020-03-01", "2020-03-31"),
    meant("maart 2020", "2020-03-01", "2020-03-31"),
    meant("medio juni 2020", "2020-06-11", "2020-06-20"),
    meant("eind februari 2020", "2020-02-21", "2020-02-29"),
    meant("Q1 t/m eind 2020", "2020-01-01", "2020-12-31"),
    meant("29 februari 2020", "2020-02-29", "2020-02-29"),
    meant("1900", "1900-01-01", "1900-12-31"),
    meant("2100", "2100-01-01", "2100-12-31"),
    meant("jaarlijks", marks="c"),
    meant("periodiek", marks="c"),
    meant("4x per jaar", marks="c"),
    meant("2020-2023, jaarlijks", "2020-01-01", "2023-12-31", "c"),
    meant("2021 maandelijks", "2021-01-01", "2021-12-31", "c"),
    meant("bij een acute crisis", condition="bij een acute crisis"),
    meant("indien nodig", condition="indien nodig"),
    meant("Zo nodig", condition="Zo nodig"),
    meant("2021 e.v., indien nodig.", "2021-01-01", "", "e", "indien nodig"),
    meant("bij een crisis, op verzoek", condition="bij een crisis, op verzoek"),
    meant("2021, voorwaarde: na besluit", "2021-01-01", "2021-12-31", "", "na besluit"),
]

SEVERAL = [
    meant("Vaststelling eerste kwartaal 2021", "2021-01-01", "2021-03-31"),
    meant("Vaststelling in augustus 2021.", "2021-08-01", "2021-08-31"),
    meant("Vastgesteld 21-2-2020.", "2020-02-21", "2020-02-21"),
    meant("Plaatsgevonden op 16-1-2020.", "2020-01-16", "2020-01-16"),
    meant("1-11-2019 t/m 1-11-2022; Doorlopend 2021", "2019-11-01", "2022-11-01", "c"),
    meant("Januari 2020; Eind 2020", "2020-01-01", "2020-12-31"),
    meant("Doorlopend 2020; 1e kwartaal 2020; Oktober 2020", "2020-01-01", "2020-12-31", "c"),
    meant("vanaf mei 2021; 2020", "2020-01-01"),
]


@pytest.mark.parametrize("expected", SEVERAL, ids=lambda case: case.text)
def test_milestones_and_plannings_with_a_semicolon_between_them(expected):
    assert read_planning(expected.text) == expected


NOT_UNDERSTOOD = [
    *("", " ", ".", "te zijner tijd", "Ntb", "2021 na besluit minister", "2021 (indien nodig)"),
    *("2021, voorwaarde:", "voorwaarde:", "bij", "2021 bij gemeente", "2021 als pilot"),
    *("2021 zo nodig verlengen", "bij een besluit in 2021", "2021 zolang het mei is"),
    *("bij een acute crisis Doorlopend 2021", "na 2021 indien nodig"),
    *("1899", "2101", "20211", "20\u0662\u0660", "31-12-1899", "1-1-2101", "'16-'18", "2015-18"),
    *("31-2-2020", "29 februari 2021", "32-1-2020", "0-1-2020", "1-13-2020", "0 mei 2020"),
    *("5e kwartaal 2020", "3e helft 2020", "Q5 2020", "1 kwartaal 2020", "Q0 2020"),
    *("Q1", "mei", "1 september", "3e kwartaal", "begin", "eind", "kwartaal 2020", "helft 2020"),
    *(
        "mei - 2020",
        "Q1/2020",
        "1-2020",
        "1 t/m Q3 2020",
        "1 t/m eind 2020",
        "3e t/m mei 2020",
        "2020 2021",
    ),
    *("1-2 t/m 3-12-2020", "1/2 t/m 3-12-2020", "2020 mei", "1-1-2020 mei 2020"),
    *("2016/2015", "november t/m februari 2021", "2020, Q3 2020", "2020 t/m 2021 t/m 2022"),
    *("tot 1 april 2021", "van 2020", "t/m 2020 t/m 2021", "vanaf", "t/m", "en", "-", "in"),
    *("1-11-2019 t/m 1-11-2022 Doorlopend 2021", "10-02-2023 t/m heden", "2021 jaarlijks"),
    # What Kerkrade writes where a planning is asked: reports, outcomes and stages.
    *("2021;", "Doorlopend 2021; op basis van meldingen", "Is operationeel aangesteld.."),
    *("In ontwikkeling", "2021, uren zijn flexibel inzetbaar.", "Heeft maandelijks plaatsgevonden"),
    *("februari 2020 aangesteld. Loopt door in 2021.", "oktober 2020 voor de duur van 6 maanden."),
    "Implementatie februari 2020 Uitvoering Doorlopend 2020",
    "Het artikel zal in de eerste week van januari 2021 in werking treden.",
    "Het artikel is op 1-1-2020 in werking getreden.",
    "1e kwartaal 2020. Sinds aanvang Covid-19 crisis heeft dit niet meer plaatsgevonden",
    "Pilot in Limburg loopt tot 1 april 2021. Structurele landelijke invoering is voorzien voor"
    " 1 januari 2022.",
    "Uitrol trainingsaanbod in voorbereiding voor geheel 2021.",
    "De lokale driehoek onderzoekt de mogelijkheden tot continuering.",
]

WORDS = [
    *("2020", "2021", "2015", "1899", "1", "31", "3e", "vierde", "kwartaal", "helft", "half jaar"),
    *("Q1", "Q4", "mei", "februari", "sept.", "begin", "medio", "eind", "1-11-2019", "31-2-2020"),
    *(
        "t/m",
        "tot en met",
        "vanaf",
        "van",
        "uiterlijk",
        "start in",
        "uitvoering vanaf",
        "in",
        "het",
    ),
    *("e.v.", "en verder", "en mogelijk verder", "doorlopend", "jaarlijks", "periodiek", "en"),
    *("/", ",", "-", "\u2014", ".", "indien nodig", "bij een crisis", "zolang het duurt", "tot"),
    *("voorwaarde:", "besluit", "("),
]
COMPOSED = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
WRITTEN = st.sampled_from([planning.text for planning in DOMAIN + MAASTRICHT + KERKRADE + OTHERS])
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))
CONDITIONS = st.just("") | st.text(max_size=30) | COMPOSED


@st.composite
def meanings(draw) -> Planning:
    """Every meaning that a planning can have: an end never comes before its start."""
    start, end = draw(DAYS), draw(DAYS)
    if start and end:
        start, end = sorted([start, end])
    condition = " ".join(draw(CONDITIONS).split())
    return Planning("", start, end, draw(st.booleans()), draw(st.booleans()), condition)


@pytest.mark.parametrize(
    "planning", DOMAIN + MAASTRICHT + KERKRADE + OTHERS, ids=lambda planning: planning.text
)
def test_a_wording_has_its_meaning(planning):
    assert read_planning(planning.text) == planning
    assert is_understood(planning)


def test_the_wordings_of_heuvelland_mean_what_was_set_by_hand():
    written = list(plannings(HEUVELLAND))
    assert len(written) > 80
    for planning in written:
        expected = replace(
            Planning(**planning), start=day(planning["start"]), end=day(planning["end"])
        )
        assert read_planning(planning["text"]) == expected


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_wholly_understood_is_kept_as_written(text):
    assert read_planning(text) == Planning(text)
    assert not is_understood(read_planning(text))


def test_a_meaning_without_a_wording_is_not_an_understood_wording():
    assert not is_understood(Planning(" ", date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("planning", "text"),
    [
        (meant("", "2020-04-01", marks="e"), "1-4-2020 e.v."),
        (meant("", "2021-01-01", "2021-12-31"), "1-1-2021 t/m 31-12-2021"),
        (meant("", "2021-01-01", "2021-12-31", "ec"), "doorlopend 1-1-2021 t/m 31-12-2021 e.v."),
        (meant("", "2020-09-01"), "vanaf 1-9-2020"),
        (meant("", "2020-09-01", marks="c"), "vanaf 1-9-2020 doorlopend"),
        (meant("", "2020-09-01", marks="ec"), "1-9-2020 e.v. doorlopend"),
        (meant("", "2020-09-01", "2020-09-01"), "1-9-2020"),
        (meant("", "2020-09-01", "2020-09-01", "e"), "1-9-2020 t/m 1-9-2020 e.v."),
        (meant("", end="2021-04-30"), "t/m 30-4-2021"),
        (meant("", marks="c"), "doorlopend"),
        (meant("", marks="c", condition="indien nodig"), "doorlopend, indien nodig"),
        (meant("", "2020-09-01", condition="na besluit"), "vanaf 1-9-2020, voorwaarde: na besluit"),
        (meant("te zijner tijd"), "te zijner tijd"),
        (meant(""), ""),
    ],
)
def test_a_meaning_is_printed_plainly(planning, text):
    assert printed_planning(planning) == text


@given(meanings())
@example(meant("", condition="Indien voorwaarde: x"))
@example(meant("", "2021-01-01", condition="bij een besluit, 2021"))
def test_printing_and_reading_agree(planning):
    assert replace(read_planning(printed_planning(planning)), text="") == planning


@given(st.text() | COMPOSED | WRITTEN)
def test_any_text_is_read_and_kept_and_printed_with_its_meaning(text):
    planning = read_planning(text)
    assert planning.text == text
    assert planning.start is None or planning.end is None or planning.start <= planning.end
    if is_understood(planning):
        assert meaning(read_planning(printed_planning(planning))) == meaning(planning)


@given(
    st.builds(Planning, st.text(), st.none() | st.dates(), st.none() | st.dates()),
    st.booleans(),
    st.text(),
)
def test_any_planning_can_be_printed(planning, mark, condition):
    assert isinstance(printed_planning(planning), str)
    marked = replace(planning, open_ended=mark, continuous=not mark, condition=condition)
    assert printed_planning(marked)


@given(COMPOSED | WRITTEN, st.sampled_from([" ", "  ", "\n", "\u00a0", " \t "]))
def test_case_and_surplus_spaces_do_not_matter(text, space):
    expected = meaning(read_planning(text))
    spaced = space + text.replace(" ", space) + space
    for other in [text.upper(), text.lower(), text.title(), spaced]:
        assert meaning(read_planning(other)) == expected


@given(COMPOSED | WRITTEN, st.sampled_from(["besluit", "pilot", "circa", "niet"]))
def test_one_strange_word_in_front_makes_a_wording_not_understood(text, word):
    assert not is_understood(read_planning(f"{word} {text}"))
