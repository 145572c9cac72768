"""The history of the texts of a plan: who changed what, when, from what, to what."""

from datetime import datetime

import pytest
from django.utils import timezone

from plans.models import ActivityWording, ImportedActor, PlanVersion, TextChange, ThemeWording
from plans.services.people import pseudonymise
from plans.services.wordings import change_text
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

HISTORY = "/plannen/heuvelland/geschiedenis/"
LONG = "De gemeenten spreken af wie de regie voert. " * 4


@pytest.fixture
def changed(heuvelland, planbeheerder):
    """Writes a change of the plan of the group as it would have been recorded."""

    def write(**fields) -> TextChange:
        told = {"part": TextChange.Part.PLAN, "name": "Plan", "field": "titel", "after": "na"}
        if "imported_actor" not in fields:
            told["actor"] = planbeheerder
        told |= fields
        told.setdefault("searchable", f"{told['name']} {told['field']} {told['after']}".lower())
        return TextChange.objects.create(plan=heuvelland, **told)

    return write


def moment(day: str) -> datetime:
    """A moment in the time of the reader."""
    return timezone.make_aware(datetime.fromisoformat(day))


def acts(answer) -> list[str]:
    """What was done, each on one line."""
    page = Page(answer.content.decode())
    lists = [each for each in page.elements if each["class"] == "acts"]
    return [line(each) for each in page.elements if each.tag == "li" and each.parent in lists]


def rename(user, wording: ActivityWording, **values) -> ActivityWording:
    """Let somebody change an activity as it stands."""
    fresh = ActivityWording.objects.select_related("version__plan", "activity").get(pk=wording.pk)
    change_text(user=user, text=fresh, values=values, revision=fresh.revision)
    return fresh


def test_a_change_shows_who_what_where_and_from_what_to_what(browser, planbeheerder, wording):
    rename(planbeheerder, wording, title="Meldcode gebruiken", subject="De meldcode")
    answer = browser.get(HISTORY)
    (act,) = acts(answer)
    assert "Petra Plan" in act
    assert "Activiteit: Meldcode: Meldcode invoeren in versie 1" in act
    assert "Titel: van Meldcode invoeren naar Meldcode gebruiken" in act
    assert "Onderwerp: van Meldcode naar De meldcode" in act
    assert '<a href="/plannen/heuvelland/activiteiten/meldcode/">' in answer.content.decode()


def test_a_long_text_is_folded_and_marked_word_by_word(browser, planbeheerder, wording):
    rename(planbeheerder, wording, description=LONG)
    rename(planbeheerder, wording, description=LONG.replace("wie", "welke partij") + "Klaar.")
    html = browser.get(HISTORY).content.decode()
    assert "<details" in html
    assert "9 woorden erbij, 4 weg" in html
    assert '<del><span class="vh">[weg: </span>wie<span class="vh">]</span></del>' in html
    assert (
        '<ins><span class="vh">[erbij: </span>welke partij<span class="vh">]</span></ins>' in html
    )


def test_what_was_or_becomes_empty_is_said_in_words(browser, changed):
    changed(before="", after="Nieuw")
    changed(before="Oud", after="", field="omschrijving")
    (act,) = acts(browser.get(HISTORY))
    assert "Titel: leeg naar Nieuw" in act
    assert "Omschrijving: van Oud naar leeg" in act


def test_text_that_somebody_wrote_is_only_text(browser, changed):
    changed(after="<script>x</script>", name="<b>")
    changed(before="a\nb", after="<img src=x>\nb")
    html = browser.get(HISTORY).content.decode()
    assert "<script>x" not in html
    assert "<img" not in html


def test_the_newest_comes_first_by_day(browser, changed):
    changed(at=moment("2022-01-01 23:30"), field="eerste")
    changed(at=moment("2022-01-02 00:10"), field="tweede")
    changed(at=moment("2022-01-02 00:20"), field="derde")
    answer = browser.get(HISTORY)
    assert [act.split(" ", 1)[0] for act in acts(answer)] == ["00:20", "00:10", "23:30"]
    text = says(answer)
    assert text.index("2 januari 2022") < text.index("1 januari 2022")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"q": "GEBRUIKEN"}, ["a"]),
        ({"q": "titel gebruiken"}, ["a"]),
        ({"q": "titel onvindbaar"}, []),
        ({"q": "geëngageerd"}, ["c"]),
        ({"q": "100%"}, ["b"]),
        ({"q": "1%%"}, []),
        ({"q": "_"}, []),
        ({"soort": "thema"}, ["b"]),
        ({"soort": "afkorting"}, []),
        ({"van": "2022-02-01"}, ["b", "c"]),
        ({"tot": "2022-02-01"}, ["a", "b"]),
        ({"van": "2022-02-01", "tot": "2022-02-01"}, ["b"]),
        ({"van": "0001-01-01", "tot": "9999-12-31"}, ["a", "b", "c"]),
        ({"versie": "1"}, ["a"]),
        ({"q": "gebruiken", "soort": "thema"}, []),
    ],
)
def test_the_history_is_filtered(browser, changed, version, query, found):
    changed(name="a", field="titel", after="gebruiken", version=version, at=moment("2022-01-01"))
    changed(name="b", part="thema", after="100% klaar", at=moment("2022-02-01 23:59"))
    changed(name="c", searchable="geengageerd", at=moment("2022-03-01"))
    answer = browser.get(HISTORY, query)
    assert answer.status_code == 200
    assert sorted(change.name for change in answer.context["page"].object_list) == found


def test_a_person_is_chosen_from_who_changed_this_plan(browser, changed, oov, kerkrade_plan):
    changed(name="a")
    changed(name="b", imported_actor=ImportedActor.objects.create(name="Ingrid Import"))
    stranger = factories.UserFactory(name="Sien Vreemd")
    TextChange.objects.create(plan=kerkrade_plan, part="plan", name="k", field="f", actor=stranger)
    answer = browser.get(HISTORY)
    choices = answer.context["form"].fields["wie"].choices
    people = {name: value for value, name in choices if value}
    assert [*people] == ["Ingrid Import", "Petra Plan"]
    for name, found in [("Petra Plan", "a"), ("Ingrid Import", "b")]:
        (change,) = browser.get(HISTORY, {"wie": people[name]}).context["page"]
        assert change.name == found
    assert browser.get(HISTORY, {"wie": stranger.pk}).status_code == 400
    assert "Ingrid Import (geïmporteerd)" in says(answer)


def test_one_part_alone_with_a_way_back(browser, planbeheerder, wording, changed):
    rename(planbeheerder, wording, title="Meldcode gebruiken")
    changed(name="iets anders")
    answer = browser.get(HISTORY, {"activiteit": "meldcode", "q": "gebruiken"})
    assert len(acts(answer)) == 1
    assert "Alleen: Meldcode: Meldcode gebruiken" in says(answer)
    assert '<a class="chip" href="?q=gebruiken">' in answer.content.decode()
    assert 'value="meldcode"' in answer.content.decode()


def test_one_theme_alone(browser, planbeheerder, wording, changed):
    theme = ThemeWording.objects.select_related("version__plan", "theme").get()
    change_text(user=planbeheerder, text=theme, values={"ambition": "Minder."}, revision=0)
    changed(name="iets anders")
    answer = browser.get(HISTORY, {"thema": theme.theme_id})
    assert "Ambitie of doel: leeg naar Minder." in acts(answer)[0]
    assert "Alleen: 3.1 Zorg en veiligheid" in says(answer)


def test_the_page_of_an_activity_leads_to_its_history(browser, wording):
    html = browser.get("/plannen/heuvelland/activiteiten/meldcode/").content.decode()
    assert f'href="{HISTORY}?activiteit=meldcode"' in html


def test_what_the_version_that_holds_does_not_have_is_named_without_a_link(
    browser, planbeheerder, wording, heuvelland
):
    rename(planbeheerder, wording, title="Meldcode gebruiken")
    heuvelland.versions.update(is_current=False)
    PlanVersion.objects.create(plan=heuvelland, number=2)
    answer = browser.get(HISTORY)
    assert "Meldcode: Meldcode invoeren" in says(answer)
    assert "activiteiten/meldcode" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"van": "gisteren"}, "Voer een geldige datum in."),
        ({"van": "2022-02-02", "tot": "2022-02-01"}, "Kies een laatste dag die op of na"),
        ({"wie": "99"}, "Selecteer een geldige keuze."),
        ({"soort": "x"}, "Selecteer een geldige keuze."),
        ({"versie": "9"}, "Selecteer een geldige keuze."),
        ({"activiteit": "bestaat-niet"}, "Selecteer een geldige keuze."),
        ({"activiteit": "kerkrade-actie"}, "Selecteer een geldige keuze."),
        ({"activiteit": "a\x00b"}, "Null-tekens zijn niet toegestaan."),
        ({"thema": "x"}, "Selecteer een geldige keuze."),
        ({"thema": "9" * 40}, "Selecteer een geldige keuze."),
        ({"q": "a\x00b"}, "Null-tekens zijn niet toegestaan."),
        ({"q": "a" * 1000}, "niet meer dan 200 tekens"),
    ],
)
def test_a_filter_that_is_wrong_is_refused_in_words(
    browser, wording, changed, kerkrade_plan, query, sentence
):
    changed()
    answer = browser.get(HISTORY, query)
    assert answer.status_code == 400
    assert sentence in says(answer)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "", "2"])
def test_a_page_that_is_not_there_is_the_nearest_that_is(browser, changed, number):
    changed()
    assert browser.get(HISTORY, {"bladzijde": number}).status_code == 200


def test_a_long_history_has_pages_that_keep_the_filters(browser, changed):
    for _each in range(51):
        changed(at=moment("2022-01-01"))
    html = browser.get(HISTORY, {"q": "titel"}).content.decode()
    assert "Bladzijde 1 van 2" in html
    assert 'href="?q=titel&amp;bladzijde=2"' in html
    assert len(browser.get(HISTORY, {"bladzijde": "2"}).context["page"].object_list) == 1


def test_who_left_is_shown_by_a_pseudonym(browser, changed, planbeheerder, superuser):
    changed()
    left = pseudonymise(user=planbeheerder, by=superuser)
    text = says(browser.get(HISTORY))
    assert "Petra Plan" not in text
    assert str(left) in text


def test_an_empty_history_says_why(browser, heuvelland):
    assert "nog niets gewijzigd" in says(browser.get(HISTORY))
    assert "Geen wijziging past bij deze filters." in says(browser.get(HISTORY, {"q": "x"}))


def test_the_statuses_have_a_history_of_their_own(browser, heuvelland):
    assert 'href="/plannen/heuvelland/wijzigingen/"' in browser.get(HISTORY).content.decode()


def test_the_cost_does_not_grow_with_changes(
    client, planbeheerder, version, wording, changed, assert_flat
):
    client.force_login(planbeheerder)

    def add(number: int) -> None:
        for each in range(number):
            more = factories.ActivityWordingFactory(theme=wording.theme)
            person = ImportedActor.objects.create(name=f"{more.pk} {each}")
            changed(part="activiteit", activity=more.activity, version=version)
            changed(part="thema", theme=wording.theme.theme, imported_actor=person)

    assert_flat(HISTORY, add)
    assert_flat(f"{HISTORY}?activiteit=meldcode&q=plan&wie={planbeheerder.pk}", add)
