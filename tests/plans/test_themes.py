"""Writing themes through the page: adding, changing, two writers at once, ending, merging."""

from datetime import date

import pytest
from django.test import Client

from plans.models import Plan, SafetyField, SafetyTheme, TextChange, ThemeWording
from plans.services.wordings import change_text
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.conftest import activity

THEMES = "/plannen/heuvelland/versies/1/bewerken/themas/"
NO_ROWS = {"outlines-TOTAL_FORMS": "0", "outlines-INITIAL_FORMS": "0"}
DUPLICATE = "Er is al een thema met dit nummer; kies een ander nummer."


@pytest.fixture
def writer(client, planbeheerder) -> Client:
    """The browser of the planbeheerder of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def theme(version) -> ThemeWording:
    """Theme 3.1 of the concept, described."""
    return factories.ThemeWordingFactory(
        version=version,
        number="3.1",
        title="Zorg",
        ambition="Minder meldingen.",
        outlines=[
            {"title": "Samen", "text": "Met de zorg.\nElke week.", "points": ["een", "twee"]},
            {"text": "Zonder titel"},
        ],
        related_policy=["Regiovisie"],
    )


def address(theme: ThemeWording, act: str = "") -> str:
    """The page of a theme."""
    return f"{THEMES}{theme.pk}/{act}"


def typed(client: Client, theme: ThemeWording, **changed) -> dict:
    """What a browser posts when somebody opens the page and changes these fields."""
    form = client.get(address(theme)).context["form"]
    data = {}
    for part in [form, form.rows.management_form, *form.rows]:
        for field in part:
            data[field.html_name] = field.value()
    posted = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in (data | changed).items()
    }
    return sent(posted)


def sent(data: dict) -> dict:
    """A browser does not send an empty box or a field without a value."""
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(client: Client, theme: ThemeWording, **changed):
    """Open the page, change these fields and save."""
    return client.post(address(theme), typed(client, theme, **changed))


def changes() -> dict[str, tuple[str, str]]:
    """The history: from and to by field."""
    rows = TextChange.objects.order_by("pk").values_list("field", "before", "after")
    return {field: (before, after) for field, before, after in rows}


# Adding


def test_a_theme_is_added_at_its_place_with_who_and_when(writer, version, theme, planbeheerder):
    factories.ThemeWordingFactory(version=version, number="5")
    data = {"number": " 4 ", "title": "Jeugd", "kind": "prioriteit", "after": str(theme.pk)}
    answer = writer.post(f"{THEMES}nieuw/", data)
    made = ThemeWording.objects.get(number="4")
    assert answer["Location"] == address(made)
    order = version.themes.order_by("position").values_list("number", flat=True)
    assert list(order) == ["3.1", "4", "5"]
    told = TextChange.objects.get()
    assert (told.actor, told.theme, told.name) == (planbeheerder, made.theme, "4 Jeugd")
    assert (told.field, told.after) == ("toegevoegd", "prioriteit, na 3.1 Zorg")
    assert "jeugd" in made.searchable
    assert writer.get(address(made)).status_code == 200


WRONG = [
    ({"number": "3.1"}, "number", DUPLICATE),
    ({"number": ""}, "number", "Dit veld is verplicht."),
    ({"number": "a" * 11}, "number", "10 tekens"),
    ({"title": "a" * 201}, "title", "200 tekens"),
    ({"title": "a\x00"}, "title", "Null-tekens"),
    ({"kind": "hoofdzaak"}, "kind", "geldige keuze"),
    ({"after": "999"}, "after", "Deze plaats is er niet."),
]


@pytest.mark.parametrize(("changed", "field", "sentence"), WRONG)
def test_a_new_theme_that_is_wrong_is_refused_at_its_field(writer, theme, changed, field, sentence):
    data = {"number": "4", "title": "Jeugd", "kind": "prioriteit"} | changed
    answer = writer.post(f"{THEMES}nieuw/", data)
    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert Page(answer.content.decode()).problems() == []
    assert ThemeWording.objects.get() == theme


def test_the_number_of_an_ended_theme_is_free_again(writer, theme):
    ThemeWording.objects.update(end_kind="beëindigd")
    data = {"number": "3.1", "title": "Opnieuw", "kind": "prioriteit"}
    assert writer.post(f"{THEMES}nieuw/", data).status_code == 302


# Changing


def test_saving_what_was_shown_changes_nothing(writer, theme):
    before = ThemeWording.objects.values().get()
    assert save(writer, theme).status_code == 302
    assert changes() == {}
    assert ThemeWording.objects.values().get() == before
    assert "Er was niets te wijzigen." in says(writer.get("/plannen/"))


def test_every_field_is_written_with_its_history(writer, theme, planbeheerder):
    field = SafetyField.objects.order_by("-edition", "number").first()
    place = SafetyTheme.objects.filter(field=field).first()
    answer = save(
        writer,
        theme,
        number="3.2",
        title="Zorg en wonen",
        kind="overig thema",
        description="Waarom.\nDaarom.",
        ambition="",
        related_policy="Regiovisie\n\n  Wmo-plan  ",
        safety_themes=[str(place.pk)],
        content_unknown="on",
        source_note="Blz. 3",
    )
    assert answer.status_code == 302
    assert changes() == {
        "nummer": ("3.1", "3.2"),
        "titel": ("Zorg", "Zorg en wonen"),
        "soort": ("prioriteit", "overig thema"),
        "omschrijving": ("", "Waarom.\nDaarom."),
        "ambitie of doel": ("Minder meldingen.", ""),
        "gerelateerd beleid": ("Regiovisie", "Regiovisie\nWmo-plan"),
        "plaats in Kernbeleid Veiligheid": ("", str(place)),
        "inhoud van de bron is verloren": ("nee", "ja"),
        "opmerking bij de bron": ("", "Blz. 3"),
    }
    theme.refresh_from_db()
    assert theme.related_policy == ["Regiovisie", "Wmo-plan"]
    assert theme.revision == 2
    assert "wonen" in theme.searchable
    assert all(told.actor == planbeheerder for told in TextChange.objects.all())


@pytest.mark.parametrize(
    ("changed", "outlines"),
    [
        ({"outlines-1-title": "Nu wel"}, ["Samen", "Nu wel"]),
        ({"outlines-0-order": "3"}, ["", "Samen"]),
        ({"outlines-2-title": "Nieuw"}, ["Samen", "", "Nieuw"]),
        ({"outlines-2-title": "Vooraan", "outlines-2-order": "1"}, ["Samen", "Vooraan", ""]),
        ({"outlines-4-points": "drie\nvier"}, ["Samen", "", ""]),
        ({"outlines-1-text": ""}, ["Samen"]),
        (
            {f"outlines-{row}-{part}": "" for row in "01" for part in ("title", "text", "points")},
            [],
        ),
    ],
)
def test_hoofdlijnen_are_added_changed_moved_and_removed(writer, theme, changed, outlines):
    assert save(writer, theme, **changed).status_code == 302
    theme.refresh_from_db()
    assert [each.get("title", "") for each in theme.outlines] == outlines
    assert all("text" in each and all(each.get("points", ["x"])) for each in theme.outlines)
    assert [*changes()] == ["hoofdlijnen"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": "9"}, DUPLICATE),
        ({"title": " "}, "Dit veld is verplicht."),
        ({"description": "a" * 5001}, "5000 tekens"),
        ({"outlines-0-title": "a" * 201}, "Hoofdlijn 1: Zorg dat deze waarde"),
        ({"outlines-0-order": "0"}, "Hoofdlijn 1: Zorg ervoor dat deze waarde"),
        ({"outlines-0-points": "a" * 5001}, "Regel 1 is te lang: gebruik hoogstens 5000 tekens."),
        ({"related_policy": "kort\n" + "a" * 501}, "Regel 2 is te lang"),
        ({"safety_themes": ["0"]}, "geldige keuze"),
        ({"carries_out": "1"}, "geldige keuze"),
        ({"revision": "x"}, "geheel getal"),
        ({"outlines-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"title": "a\x00b"}, "Null-tekens"),
    ],
)
def test_a_theme_that_is_wrong_is_refused_and_loses_nothing(writer, theme, changed, sentence):
    factories.ThemeWordingFactory(version=theme.version, number="9")
    answer = save(writer, theme, **{"ambition": "Wat ik typte."} | changed)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert "Wat ik typte." in answer.content.decode()
    assert Page(answer.content.decode()).problems() == []
    assert changes() == {}


def test_an_older_edition_stays_a_choice_where_it_was_chosen(writer, theme):
    old = SafetyField.objects.create(edition="2013", number="1", title="Oud veld")
    place = SafetyTheme.objects.create(field=old, number="1.9", title="Oude plaats")
    assert "Oude plaats" not in says(writer.get(address(theme)))
    theme.safety_themes.add(place)
    answer = writer.get(address(theme))
    assert "Oud veld (2013)" in says(answer)
    save(writer, theme, safety_themes=[])
    assert changes() == {"plaats in Kernbeleid Veiligheid": ("1.9 Oude plaats", "")}
    assert "Oude plaats" not in says(writer.get(address(theme)))


@pytest.fixture
def strategy(group, heuvelland) -> ThemeWording:
    """A theme of the strategic plan that the plan of the group carries out."""
    plan = factories.PlanFactory(slug="ivp", kind=Plan.Kind.IVP, group=group)
    Plan.objects.filter(pk=heuvelland.pk).update(implements=plan)
    return factories.ThemeWordingFactory(
        version=plan.versions.get(), number="S1", title="Sociale veiligheid"
    )


def test_a_theme_carries_out_a_theme_of_the_plan_above(writer, strategy, theme):
    assert save(writer, theme, carries_out=str(strategy.theme_id)).status_code == 302
    assert changes() == {"voert uit": ("", "S1 Sociale veiligheid")}
    save(writer, theme, carries_out="")
    assert changes()["voert uit"] == ("S1 Sociale veiligheid", "")


def test_a_theme_of_a_plan_that_one_does_not_see_is_no_choice(
    writer, strategy, theme, kerkrade_plan
):
    strange = kerkrade_plan.versions.get().themes.get()
    assert save(writer, theme, carries_out=str(strange.theme_id)).status_code == 400
    Plan.objects.filter(pk=theme.version.plan_id).update(implements=kerkrade_plan)
    assert str(strange) not in says(writer.get(address(theme)))
    assert save(writer, theme, carries_out=str(strange.theme_id)).status_code == 400


# Two writers at once


def colleague(theme: ThemeWording, superuser, **values) -> None:
    """Somebody else saves first."""
    text = ThemeWording.objects.select_related("version__plan", "theme").get(pk=theme.pk)
    change_text(user=superuser, text=text, values=values, revision=text.revision)


def both(answer) -> dict[str, tuple[str, str, bool]]:
    """The fields on which two people differ."""
    found = answer.context["conflict"]
    return {each.label: (each.theirs, each.mine, each.is_taken) for each in found}


def test_the_second_writer_sees_both_texts_and_loses_nothing(writer, theme, superuser):
    data = typed(writer, theme, ambition="Veel minder meldingen.", description="Nieuw.")
    colleague(theme, superuser, ambition="Geen meldingen.", title="Zorg en wonen")
    answer = writer.post(address(theme), data)
    assert answer.status_code == 409
    assert "Sanne Systeem heeft deze tekst op" in says(answer)
    assert Page(answer.content.decode()).problems() == []
    assert both(answer) == {
        "Titel": ("Zorg en wonen", "Zorg", True),
        "Omschrijving": ("", "Nieuw.", False),
        "Ambitie of doel": ("Geen meldingen.", "Veel minder meldingen.", False),
    }
    form = answer.context["form"]
    assert form["title"].value() == "Zorg en wonen"
    assert form["ambition"].value() == "Veel minder meldingen."
    assert form["description"].value() == "Nieuw."
    assert [row["title"].value() for row in form.rows][:2] == ["Samen", ""]
    assert ThemeWording.objects.get().ambition == "Geen meldingen."


def again(answer) -> dict:
    """What a browser posts from the page that showed the conflict."""
    form = answer.context["form"]
    parts = [form, form.rows.management_form, *form.rows]
    data = {field.html_name: field.value() for part in parts for field in part}
    return sent(data)


def test_saving_again_is_a_choice(writer, theme, superuser):
    data = typed(writer, theme, ambition="Veel minder meldingen.")
    colleague(theme, superuser, ambition="Geen meldingen.", title="Zorg en wonen")
    answer = writer.post(address(theme), again(writer.post(address(theme), data)))
    assert answer.status_code == 302
    theme.refresh_from_db()
    assert (theme.title, theme.ambition) == ("Zorg en wonen", "Veel minder meldingen.")
    assert changes()["ambitie of doel"] == ("Geen meldingen.", "Veel minder meldingen.")


def test_a_third_writer_is_noticed_as_well(writer, theme, superuser):
    data = typed(writer, theme, ambition="Eerste.")
    colleague(theme, superuser, ambition="Tweede.")
    data = again(writer.post(address(theme), data))
    colleague(theme, superuser, ambition="Derde.")
    answer = writer.post(address(theme), data)
    assert answer.status_code == 409
    assert both(answer) == {"Ambitie of doel": ("Derde.", "Eerste.", False)}


def test_hoofdlijnen_of_a_colleague_come_along_when_one_wrote_none(writer, theme, superuser):
    data = typed(writer, theme, ambition="Veel minder meldingen.")
    colleague(theme, superuser, outlines=[{"title": "Anders", "text": "Van een collega"}])
    answer = writer.post(address(theme), data)
    assert answer.context["form"].rows[0]["title"].value() == "Anders"
    theirs, mine, is_taken = both(answer)["Hoofdlijnen"]
    assert "Van een collega" in theirs
    assert "Met de zorg." in mine
    assert is_taken


def test_of_hoofdlijnen_only_those_that_differ_are_told(writer, theme, superuser):
    data = typed(writer, theme, **{"outlines-2-title": "Van mij"})
    colleague(theme, superuser, outlines=[*theme.outlines, {"title": "Van haar", "text": ""}])
    answer = writer.post(address(theme), data)
    assert both(answer) == {"Hoofdlijnen": ("Van haar", "Van mij", False)}
    assert "(zonder wat gelijk is)" in says(answer)
    titles = [row["title"].value() for row in answer.context["form"].rows]
    assert titles[:3] == ["Samen", "", "Van mij"]


def test_places_in_kernbeleid_conflict_in_words(writer, theme, superuser):
    first, second = SafetyTheme.objects.order_by("-field__edition", "number")[:2]
    data = typed(writer, theme, safety_themes=[str(first.pk)])
    colleague(theme, superuser, ambition="Geen meldingen.")
    theme.safety_themes.add(second)
    answer = writer.post(address(theme), data)
    label = "Plaats in Kernbeleid Veiligheid"
    assert both(answer)[label] == (str(second), str(first), False)


def test_who_wrote_the_same_as_the_colleague_is_done(writer, theme, superuser):
    data = typed(writer, theme, ambition="Geen meldingen.")
    colleague(theme, superuser, ambition="Geen meldingen.")
    assert writer.post(address(theme), data).status_code == 302


@pytest.mark.parametrize("was", ["", "x", "[]", "null", '{"title": 3}', "{"])
def test_marks_that_were_lost_count_everything_as_typed(writer, theme, superuser, was):
    data = typed(writer, theme, was=was)
    colleague(theme, superuser, title="Zorg en wonen")
    answer = writer.post(address(theme), data)
    assert answer.status_code == 409
    assert both(answer) == {"Titel": ("Zorg en wonen", "Zorg", False)}


def test_a_session_that_ended_loses_no_text(client, client_of, planbeheerder, theme):
    data = typed(client_of(planbeheerder), theme, ambition="Dit mag niet weg.")
    assert client.post(address(theme), data).status_code == 302
    session = client.session["draft"]
    client.force_login(planbeheerder)
    store = client.session
    store["draft"] = session
    store.save()
    answer = client.get(address(theme))
    assert answer.context["form"]["ambition"].value() == "Dit mag niet weg."
    assert "Wat u had getypt is bewaard." in says(answer)


def test_an_adopted_version_and_an_ended_theme_refuse_in_words(writer, theme, version):
    data = typed(writer, theme, title="Anders")
    version.adopted_on = date(2020, 12, 15)
    version.save()
    answer = writer.post(address(theme), data)
    assert answer.status_code == 400
    assert "Kies Bijstellen voor een nieuwe versie." in says(answer)
    version.adopted_on = None
    version.save()
    ThemeWording.objects.update(end_kind="beëindigd", end_reason="Klaar.")
    assert writer.post(address(theme), data).status_code == 400
    assert "in deze versie beëindigd; de tekst ligt vast. Reden: Klaar." in says(
        writer.get(address(theme))
    )
    assert changes() == {}


# Ending


def test_a_theme_ends_with_a_reason_and_stays_readable(writer, theme, planbeheerder):
    answer = writer.post(address(theme, "beeindigen/"), {"reason": "Niet meer nodig."})
    assert answer.status_code == 302
    theme.refresh_from_db()
    assert (theme.end_kind, theme.end_reason) == ("beëindigd", "Niet meer nodig.")
    assert changes() == {"einde": ("", "beëindigd: Niet meer nodig.")}
    assert "3.1 Zorg beëindigd: Niet meer nodig." in says(writer.get(answer["Location"]))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(1, "Dit thema heeft nog 1 activiteit. Verplaats"), (2, "heeft nog 2 activiteiten.")],
)
def test_a_theme_with_activities_does_not_end(writer, theme, number, sentence):
    factories.ActivityWordingFactory.create_batch(number, theme=theme)
    answer = writer.post(address(theme, "beeindigen/"), {"reason": "Klaar."})
    assert answer.status_code == 400
    assert sentence in says(answer)
    theme.refresh_from_db()
    assert theme.is_live


@pytest.mark.parametrize("reason", ["", "  ", "a" * 501, "a\x00"])
def test_a_theme_does_not_end_without_a_reason(writer, theme, reason):
    answer = writer.post(address(theme, "beeindigen/"), {"reason": reason})
    assert answer.status_code == 400
    assert changes() == {}


def test_a_theme_ends_once(writer, theme):
    for status in (302, 400):
        answer = writer.post(address(theme, "beeindigen/"), {"reason": "Klaar."})
        assert answer.status_code == status
    assert "Dit thema is beëindigd" in says(answer)
    assert TextChange.objects.count() == 1


def test_nothing_serves_a_theme_that_ended(writer, theme, version):
    other = factories.ThemeWordingFactory(version=version, number="5")
    wording = activity(other, "a")
    wording.further_themes.add(theme)
    writer.post(address(theme, "beeindigen/"), {"reason": "Klaar."})
    assert not wording.further_themes.exists()
    assert changes()["dient ook"] == ("3.1 Zorg", "")


# Merging


@pytest.fixture
def other(version, theme) -> ThemeWording:
    """Theme 5 with one activity."""
    other = factories.ThemeWordingFactory(version=version, number="5", title="Wonen")
    activity(other, "w", title="Wonen eerst")
    return other


def test_merging_moves_the_activities_to_the_end_and_ends_the_theme(
    writer, theme, other, version, caplog
):
    ended = activity(theme, "weg", end_kind="beëindigd")
    for key in "ab":
        activity(theme, key, title=f"Titel {key}")
    served = activity(other, "s")
    served.further_themes.add(theme)
    with caplog.at_level("INFO", "audit"):
        answer = writer.post(address(theme, "samenvoegen/"), {"other": other.pk})
    assert answer.status_code == 302
    keys = other.activities.order_by("position").values_list("activity__key", flat=True)
    assert list(keys) == ["w", "s", "a", "b"]
    theme.refresh_from_db()
    assert (theme.end_kind, theme.end_reason) == ("samengevoegd", "Samengevoegd met 5 Wonen.")
    assert list(theme.activities.all()) == [ended]
    assert not served.further_themes.exists()  # it belongs to that theme itself
    places = (
        TextChange.objects.filter(field="plaats").order_by("pk").values_list("after", flat=True)
    )
    assert list(places) == [f"thema 5, na {served.title}", "thema 5, na Titel a"]
    assert "thema samenvoegen" in caplog.text
    told = says(writer.get(answer["Location"]))
    assert "Samengevoegd: 2 activiteiten van 3.1 Zorg staan nu in 5 Wonen." in told


def test_what_served_the_merged_theme_serves_the_other(writer, theme, other, version):
    third = factories.ThemeWordingFactory(version=version, number="7", title="Derde")
    wording = activity(third, "c")
    wording.further_themes.add(theme)
    writer.post(address(theme, "samenvoegen/"), {"other": other.pk})
    assert list(wording.further_themes.all()) == [other]
    assert changes()["dient ook"] == ("3.1 Zorg", "5 Wonen")


def test_merging_is_refused_in_words(writer, theme, other, version, kerkrade_plan):
    ended = factories.ThemeWordingFactory(version=version, number="8", end_kind="beëindigd")
    strange = kerkrade_plan.versions.get().themes.get()
    for into, sentence in [
        ("", "Kies het thema waarmee dit wordt samengevoegd."),
        ("0", "Deze plaats is er niet."),
        (theme.pk, "Een thema kan niet met zichzelf samen."),
        (ended.pk, "Thema 8 is beëindigd."),
        (strange.pk, "Kies een thema van deze versie van het plan."),
    ]:
        answer = writer.post(address(theme, "samenvoegen/"), {"other": into})
        assert answer.status_code == 400
        assert sentence in says(answer)
    assert changes() == {}
    theme.refresh_from_db()
    assert theme.is_live
