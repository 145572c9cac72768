"""Adding an activity and changing what it says, through the page."""

from datetime import date

import pytest

from plans.models import Activity, ActivityWording, Coordinator, Partner, Plan, TextChange
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.writing import (
    ACTIVITIES,
    NEW,
    TEXT,
    add,
    coordinators,
    fields_of,
    history,
    partners,
    save,
    text,
)

pytestmark = pytest.mark.usefixtures("wording")


@pytest.fixture
def keeper(client, planbeheerder):
    """The browser of who keeps the plan of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def politie(wording) -> Partner:
    """A partner of the activity, with another spelling."""
    party = factories.PartnerFactory(
        name="Politie", searchable="politie\nbasisteam", wording=wording
    )
    party.aliases.create(name="Basisteam")
    return party


# Adding


def test_a_new_activity_stands_last_in_its_theme_with_a_key_and_cells(keeper, version):
    answer = add(keeper, title="Café's & meer", points="Eerst dit\r\n\r\n  Dan dat  ")
    made = text("cafes-meer")
    assert answer.status_code == 302
    assert (made.subject, made.title, made.points) == (
        "Water",
        "Café's & meer",
        ["Eerst dit", "Dan dat"],
    )
    assert made.position > text().position
    assert made.activity.owner is None
    assert sorted(made.activity.cells.values_list("municipality__name", flat=True), key=str) == [
        "Meerssen",
        None,
        "Vaals",
    ]
    assert "cafe's" in made.searchable
    assert history("cafes-meer") == [("toegevoegd", "", "Water: Café's & meer")]


def test_the_theme_of_the_address_is_chosen_already(keeper, version):
    theme = factories.ThemeWordingFactory(version=version)
    assert fields_of(keeper.get(f"{NEW}?thema={theme.pk}"))["theme"] == [str(theme.pk)]


@pytest.mark.parametrize("theme", ["x", "0", "9" * 40, "%00"])
def test_a_theme_that_is_not_there_is_not_chosen(keeper, theme):
    page = keeper.get(f"{NEW}?thema={theme}")
    assert page.status_code == 200
    assert fields_of(page)["theme"] == [""]


def test_keys_are_told_apart_and_never_change(keeper):
    add(keeper, title="Dijken", subject="Water")
    add(keeper, title="Dijken", subject="Land")
    save(keeper, f"{ACTIVITIES}dijken-2/wijzigen/", title="Wallen")
    assert text("dijken-2").title == "Wallen"
    assert (text("dijken").subject, text("dijken-2").subject) == ("Water", "Land")


def test_pressing_twice_makes_one(keeper):
    page = keeper.get(NEW)
    add(keeper)
    again = save(keeper, NEW, page, theme=text().theme_id, subject="water", title="Dijken  bewaken")
    assert again.status_code == 302  # two spaces are another title
    again = add(keeper, subject="WATER", title="dijken bewaken")
    assert again.status_code == 400
    assert "Misschien is zij net toegevoegd" in says(again)
    assert Activity.objects.count() == 3


def test_the_matrix_shows_it_at_once(keeper):
    keeper.get("/plannen/heuvelland/matrix/")
    add(keeper)
    assert "Dijken bewaken" in says(keeper.get("/plannen/heuvelland/matrix/"))


# Bad input


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Titel: Dit veld is verplicht."),
        ({"title": "a" * 201}, "niet meer dan 200"),
        ({"title": "a\0b"}, "Null"),
        ({"subject": ""}, "Onderwerp: Dit veld is verplicht."),
        ({"theme": ""}, "Thema: Dit veld is verplicht."),
        ({"theme": "9" * 30}, "Dit thema staat niet in deze versie"),
        ({"theme": "x"}, "Dit thema staat niet in deze versie"),
        ({"further_themes": ["0"]}, "0 is "),
        ({"scope": "paars"}, "paars"),
        ({"points": "a" * 5001}, "Regel 1 is te lang"),
        ({"partners": "a" * 701}, "Regel 1 is te lang"),
        ({"planning_text": "a" * 201}, "niet meer dan 200"),
        ({"planning_start": "gisteren"}, "geldige datum"),
        (
            {"planning_start": "2021-02-01", "planning_end": "2021-01-01"},
            "Kies een einde op of na het begin.",
        ),
        ({"revision": "-1"}, "minstens 0"),
        ({"revision": ""}, "Dit veld is verplicht."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_nothing_is_lost(keeper, typed, sentence):
    answer = save(keeper, description="Dit blijft staan.", **typed)
    assert answer.status_code == 400
    assert sentence.lower() in says(answer).lower()
    assert fields_of(answer)["description"] == ["Dit blijft staan."]
    assert history() == []


def test_an_activity_that_is_not_in_the_version_is_not_found(keeper, kerkrade_plan):
    for key in ("niets", "kerkrade-actie"):
        assert keeper.get(f"{ACTIVITIES}{key}/wijzigen/").status_code == 404
    assert keeper.get("/plannen/heuvelland/versies/7/activiteiten/nieuw/").status_code == 404
    assert (
        keeper.get(f"/plannen/heuvelland/versies/{'9' * 30}/activiteiten/nieuw/").status_code == 404
    )


def test_an_adopted_text_is_fixed(keeper, version):
    page = keeper.get(TEXT)
    version.adopted_on = date(2020, 1, 1)
    version.save()
    assert keeper.get(TEXT).status_code == 409
    assert "Kies Bijstellen" in says(keeper.get(TEXT))
    answer = save(keeper, TEXT, page, title="Anders")
    assert answer.status_code == 400
    assert "Kies Bijstellen" in says(answer)
    assert fields_of(answer)["title"] == ["Anders"]
    assert history() == []


def test_a_closed_plan_is_fixed(keeper, heuvelland):
    Plan.objects.filter(pk=heuvelland.pk).update(closed_on=date(2024, 1, 2))
    answer = keeper.get(NEW)
    assert answer.status_code == 409
    assert "Dit plan is op 2 januari 2024 afgesloten" in says(answer)


# Changing, with its history


def test_every_field_that_changed_is_in_the_history_and_no_other(keeper, wording, version):
    more = factories.ThemeWordingFactory(version=version, number="4.1", title="Water")
    answer = save(
        keeper,
        title="Meldcode gebruiken",
        points="een\ntwee",
        scope="joint",
        coordinator_undecided="on",
        further_themes=[more.pk],
        realised="Klaar.",
    )
    assert answer.status_code == 302
    assert history() == [
        ("titel", "Meldcode invoeren", "Meldcode gebruiken"),
        ("punten", "", "een\ntwee"),
        ("reikwijdte", "", "gezamenlijk"),
        ("coördinator nader te bepalen", "nee", "ja"),
        ("gerealiseerd", "", "Klaar."),
        ("dient ook", "", "4.1 Water"),
    ]
    assert text().revision == 2


def test_saving_without_a_change_writes_nothing(keeper, politie):
    answer = save(keeper)
    assert answer.status_code == 302
    assert "Er is niets gewijzigd" in says(keeper.get(answer["Location"]))
    assert (history(), text().revision) == ([], 0)


def test_in_another_theme_it_stands_last(keeper, wording, version):
    theme = factories.ThemeWordingFactory(version=version, number="4.1", title="Water")
    there = factories.ActivityWordingFactory(theme=theme, position=40)
    save(keeper, theme=theme.pk, further_themes=[theme.pk])
    moved = text()
    assert (moved.theme, moved.position) == (theme, there.position + 1)
    assert list(moved.further_themes.all()) == []  # its own theme is not a further one
    assert history() == [("thema", "3.1 Zorg en veiligheid", "4.1 Water")]


# Coordinators and partners


def test_parties_are_known_by_any_spelling_and_keep_their_order(keeper, politie, wording):
    factories.PartnerFactory(name="GGD")
    factories.CoordinatorFactory(name="RIEC")
    save(keeper, partners="ggd (op afroep)\nBASISTEAM", coordinators="riec")
    assert partners() == ["GGD (op afroep)", "Politie"]
    assert coordinators() == ["RIEC"]
    assert history() == [
        ("coördinatoren", "", "RIEC"),
        ("partners", "Politie", "GGD (op afroep)\nPolitie"),
    ]
    assert Partner.objects.count() == 2
    assert fields_of(keeper.get(TEXT))["partners"] == ["GGD (op afroep)\nPolitie"]


def test_a_name_that_is_not_known_is_asked_about_and_not_made(keeper, politie):
    answer = save(keeper, partners="Polite (nacht)", title="Nieuwe titel")
    told = says(answer)
    assert answer.status_code == 400
    assert "“Polite” is nieuw. Wat bedoelt u?" in told
    assert "Wat bedoelt u?:" not in told
    assert "Als nieuwe partner toevoegen" in told
    assert Page(answer.content.decode()).problems() == []
    assert list(Partner.objects.all()) == [politie]
    assert fields_of(answer)["partners"] == ["Polite (nacht)"]
    assert history() == []


def question(response) -> str:
    """The name of the field with which a page asks about a name."""
    html = response.content.decode()
    return html.split('name="partners_is_', 1)[1].split('"')[0]


def test_the_one_that_was_meant_is_chosen(keeper, politie):
    asked = save(keeper, partners="Polite (nacht)")
    answer = save(keeper, TEXT, asked, **{f"partners_is_{question(asked)}": str(politie.pk)})
    assert answer.status_code == 302
    assert partners() == ["Politie (nacht)"]


def test_a_new_one_is_made_when_somebody_says_so(keeper, politie):
    asked = save(keeper, partners="Politie\nBureau Halt")
    save(keeper, TEXT, asked, **{f"partners_is_{question(asked)}": "nieuw"})
    assert partners() == ["Politie", "Bureau Halt"]
    assert Partner.objects.get(name="Bureau Halt").searchable == "bureau halt"
    told = TextChange.objects.get(part=TextChange.Part.PARTNER)
    assert (told.field, told.after) == ("toegevoegd", "Bureau Halt")


def test_the_script_says_so_at_once(keeper):
    save(keeper, partners="Bureau Halt (nacht)", new_partners="Bureau Halt\n")
    assert partners() == ["Bureau Halt (nacht)"]


def test_an_answer_that_was_not_offered_is_refused(keeper, politie):
    stranger = factories.PartnerFactory(name="Heel iets anders")
    asked = save(keeper, partners="Polite")
    answer = save(keeper, TEXT, asked, **{f"partners_is_{question(asked)}": str(stranger.pk)})
    assert answer.status_code == 400
    assert partners() == ["Politie"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Politie\nbasisteam", "Politie staat er twee keer."),
        ("b" * 151, "Een naam is te lang."),
        (f"Politie ({'b' * 501})", "Een opmerking is te lang."),
        ("\n".join(f"Naam {number}" for number in range(101)), "Dit zijn 101 namen"),
    ],
)
def test_a_list_of_names_that_cannot_be_kept_is_refused(keeper, politie, typed, sentence):
    answer = save(keeper, partners=typed, new_partners="b" * 151)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert partners() == ["Politie"]


def test_only_names_in_sight_are_offered(keeper, kerkrade_plan):
    answer = save(keeper, partners="Partner Papegaaiduikers")
    assert "Papegaaiduiker " not in says(answer).replace("Papegaaiduikers", "")
    assert "Klopt dat?" in says(answer)


def test_a_coordinator_that_is_a_municipality_of_the_plan_is_known_as_one(keeper, vaals):
    save(keeper, coordinators="Vaals\nRIEC", new_coordinators="Vaals\nRIEC")
    made = Coordinator.objects.get(name="Vaals")
    assert (made.kind, made.municipality) == (Coordinator.Kind.MUNICIPALITY, vaals)
    assert Coordinator.objects.get(name="RIEC").kind == Coordinator.Kind.ORGANISATION


def test_to_be_decided_may_stand_beside_a_name(keeper):
    factories.CoordinatorFactory(name="RIEC")
    save(keeper, coordinators="RIEC", coordinator_undecided="on")
    assert (coordinators(), text().coordinator_undecided) == (["RIEC"], True)


# Planning


def test_a_planning_is_read_and_told(keeper):
    answer = save(keeper, planning_text="2021")
    assert "Planning gelezen als: 1-1-2021 t/m 31-12-2021." in says(keeper.get(answer["Location"]))
    made = text()
    assert (made.planning_start, made.planning_end) == (date(2021, 1, 1), date(2021, 12, 31))
    assert "Gelezen als: 1-1-2021 t/m 31-12-2021" in says(keeper.get(TEXT))


def test_a_planning_that_ends_with_a_full_stop_gets_no_second(keeper):
    answer = save(keeper, planning_text="2021 e.v.")
    assert "Planning gelezen als: 1-1-2021 e.v. " in says(keeper.get(answer["Location"]))


def test_another_wording_is_read_again(keeper):
    save(keeper, planning_text="2021")
    save(keeper, planning_text="2022 e.v.")
    made = text()
    assert (made.planning_start, made.planning_end) == (date(2022, 1, 1), None)
    assert made.planning_open_ended


def test_what_is_not_understood_is_kept_and_asks_for_its_meaning(keeper):
    save(keeper, planning_text="2021")
    answer = save(keeper, planning_text="na de zomer")
    assert answer["Location"] == f"{TEXT}#planning"
    made = text()
    assert (made.planning_text, made.planning_start) == ("na de zomer", None)
    assert "“na de zomer” is niet begrepen." in says(keeper.get(TEXT))


def test_a_person_says_what_it_means(keeper):
    save(keeper, planning_text="na de zomer", planning_start="2021-09-23")
    made = text()
    assert (made.planning_text, made.planning_start) == ("na de zomer", date(2021, 9, 23))
    assert "Gelezen als: vanaf 23-9-2021" in says(keeper.get(TEXT))
    save(keeper, title="Anders")
    assert text().planning_start == date(2021, 9, 23)
    save(keeper, planning_text="2022")
    assert text().planning_start == date(2022, 1, 1)


def test_a_meaning_without_a_wording_gets_one(keeper):
    save(keeper, planning_start="2021-01-01", planning_end="2021-06-30")
    assert text().planning_text == "1-1-2021 t/m 30-6-2021"


def test_taking_the_wording_away_takes_its_meaning_away(keeper):
    save(keeper, planning_text="2021")
    save(keeper, planning_text="")
    made = text()
    assert (made.planning_text, made.planning_start, made.planning_end) == ("", None, None)


def test_a_form_that_came_back_tells_how_the_new_wording_would_be_read(keeper):
    answer = save(keeper, title="", planning_text="2021")
    assert "Gelezen als: 1-1-2021 t/m 31-12-2021" in says(answer)


# Two people in one text


@pytest.fixture
def colleague(client_of, group):
    """The browser of another planbeheerder."""
    return client_of(factories.person("planbeheerder", group, name="Karel Collega"))


def test_the_second_of_two_sees_the_difference_and_chooses(keeper, colleague, politie):
    factories.PartnerFactory(name="GGD")
    page = keeper.get(TEXT)
    save(colleague, title="Van de collega", partners="GGD", planning_text="2022")
    answer = save(keeper, TEXT, page, title="Van mij", description="Ook van mij")
    told = says(answer)
    assert answer.status_code == 409
    assert Page(answer.content.decode()).problems() == []
    assert "Karel Collega" in told
    for words in ("Van de collega", "Van mij", "GGD", "Politie", "2022"):
        assert words in told
    held = fields_of(answer)
    assert (held["title"], held["description"]) == (["Van mij"], ["Ook van mij"])
    assert (held["partners"], held["planning_text"]) == (["GGD"], ["2022"])
    assert text().title == "Van de collega"
    assert save(keeper, TEXT, answer).status_code == 302
    made = text()
    assert (made.title, made.description, partners()) == ("Van mij", "Ook van mij", ["GGD"])
    assert (made.planning_text, made.planning_start) == ("2022", date(2022, 1, 1))


def test_parties_alone_are_a_difference_too(keeper, colleague, politie):
    factories.PartnerFactory(name="GGD")
    page = keeper.get(TEXT)
    save(colleague, partners="Politie\nGGD")
    answer = save(keeper, TEXT, page, partners="")
    assert answer.status_code == 409
    assert "Partners" in says(answer)
    assert partners() == ["Politie", "GGD"]
    save(keeper, TEXT, answer)
    assert partners() == []


def test_a_text_that_ended_meanwhile_is_not_changed(keeper, colleague):
    page = keeper.get(TEXT)
    ActivityWording.objects.update(end_kind="beëindigd", end_reason="Klaar")
    answer = save(keeper, TEXT, page, title="Van mij")
    assert answer.status_code == 400
    assert "in deze versie beëindigd" in says(answer)
    assert keeper.get(TEXT).status_code == 409


def test_a_session_that_ended_loses_no_text(client, planbeheerder):
    client.force_login(planbeheerder)
    typed = fields_of(client.get(TEXT)) | {"title": "Niet kwijtraken"}
    client.logout()
    assert client.post(TEXT, typed).status_code == 302
    draft = client.session["draft"]
    client.force_login(planbeheerder)
    session = client.session
    session["draft"] = draft
    session.save()
    page = client.get(TEXT)
    assert fields_of(page)["title"] == ["Niet kwijtraken"]
    assert "Wat u had getypt is bewaard" in says(page)
