"""Writing what holds for a plan as a whole, through the page."""

from datetime import date

import pytest
from django.test import Client

from plans.models import Abbreviation, Plan, PlanVersion, TextChange
from plans.services.facts import change_plan
from tests import factories
from tests.common.pages import says
from tests.markup import Page

FACTS = "/plannen/heuvelland/versies/1/bewerken/plan/"


@pytest.fixture
def writer(client, planbeheerder) -> Client:
    """The browser of the planbeheerder of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def listed(heuvelland) -> Plan:
    """The plan with two abbreviations."""
    for place, (name, meaning) in enumerate([("BOA", "Opsporing"), ("GGZ", "Zorg")]):
        Abbreviation.objects.create(
            plan=heuvelland, position=place, abbreviation=name, meaning=meaning
        )
    return heuvelland


def fields(form) -> dict:
    """What a browser posts of a form as it is shown."""
    parts = [form, form.rows.management_form, *form.rows]
    data = {field.html_name: field.value() for part in parts for field in part}
    return {name: value for name, value in data.items() if value is not None}


def save(client: Client, **changed):
    """Open the page, change these fields and save."""
    return client.post(FACTS, fields(client.get(FACTS).context["form"]) | changed)


def changes() -> dict[tuple[str, str], tuple[str, str]]:
    """The history: from and to by part and field."""
    rows = TextChange.objects.values_list("part", "name", "field", "before", "after")
    return {
        (name if part == "afkorting" else part, field): (before, after)
        for part, name, field, before, after in rows
    }


def names(plan: Plan) -> list[str]:
    """The abbreviations in their order."""
    return list(plan.abbreviations.values_list("abbreviation", flat=True))


def test_saving_what_was_shown_changes_nothing(writer, listed, version):
    assert save(writer).status_code == 302
    assert changes() == {}
    version.refresh_from_db()
    assert version.revision == 0
    assert "Er was niets te wijzigen." in says(writer.get("/plannen/"))


def test_every_field_is_written_with_its_history(writer, listed, version, group, planbeheerder):
    strategy = factories.PlanFactory(slug="ivp", title="IVP", kind=Plan.Kind.IVP, group=group)
    answer = save(
        writer,
        title="Uitvoeringsplan Zuid",
        starts_on="2021-01-01",
        ends_on="2024-12-31",
        implements=str(strategy.pk),
        aims="Minder overlast\r\n\r\nMeer zorg",
        area_plans="Aanvalsplan Noord",
        source_note="Uit OCR",
    )
    assert answer.status_code == 302
    assert changes() == {
        ("plan", "centrale doelstellingen"): ("", "Minder overlast\nMeer zorg"),
        ("plan", "plannen voor gebieden"): ("", "Aanvalsplan Noord"),
        ("plan", "opmerking bij de bron"): ("", "Uit OCR"),
        ("plan", "titel"): ("Uitvoeringsplan Heuvelland", "Uitvoeringsplan Zuid"),
        ("plan", "eerste dag"): ("1-1-2020", "1-1-2021"),
        ("plan", "laatste dag"): ("31-12-2023", "31-12-2024"),
        ("plan", "voert uit"): ("", "IVP"),
    }
    listed.refresh_from_db()
    assert (listed.title, listed.searchable) == ("Uitvoeringsplan Zuid", "uitvoeringsplan zuid")
    assert listed.implements == strategy
    version.refresh_from_db()
    assert version.aims == ["Minder overlast", "Meer zorg"]
    assert {told.actor for told in TextChange.objects.all()} == {planbeheerder}


@pytest.mark.parametrize(
    ("changed", "order", "told"),
    [
        ({"abbreviations-0-meaning": "Handhaver"}, ["BOA", "GGZ"], ("Opsporing", "Handhaver")),
        (
            {"abbreviations-2-abbreviation": "APV", "abbreviations-2-meaning": "Verordening"},
            ["BOA", "GGZ", "APV"],
            ("", "Verordening"),
        ),
        ({f"abbreviations-0-{part}": "" for part in ("abbreviation", "meaning")}, ["GGZ"], None),
        ({"abbreviations-0-order": "3"}, ["GGZ", "BOA"], None),
    ],
)
def test_the_list_of_abbreviations_is_kept(writer, listed, changed, order, told):
    assert save(writer, **changed).status_code == 302
    assert names(listed) == order
    if told:
        assert list(changes().values()) == [told]


def test_an_abbreviation_that_goes_leaves_its_history(writer, listed):
    save(writer, **{f"abbreviations-1-{part}": "" for part in ("abbreviation", "meaning")})
    assert changes() == {("GGZ", "betekenis"): ("Zorg", "")}


WRONG = [
    ({"title": ""}, "title", "Dit veld is verplicht."),
    ({"title": "a\x00"}, "title", "Null-tekens"),
    ({"starts_on": "gisteren"}, "starts_on", "geldige datum"),
    ({"ends_on": "2019-12-31"}, "ends_on", "Kies een laatste dag die na de eerste dag komt."),
    ({"ends_on": "2020-01-01"}, "ends_on", "Kies een laatste dag die na de eerste dag komt."),
    ({"aims": "a" * 501}, "aims", "Regel 1 is te lang: gebruik hoogstens 500 tekens."),
    ({"implements": "999"}, "implements", "geldige keuze"),
    (
        {"abbreviations-2-abbreviation": "BOA", "abbreviations-2-meaning": "Weer"},
        "__all__",
        "Afkorting 3: BOA staat al in de lijst; laat er één staan.",
    ),
    (
        {"abbreviations-2-abbreviation": "APV"},
        "__all__",
        "Afkorting 3: Vul de betekenis in, of maak de rij leeg.",
    ),
    (
        {"abbreviations-2-remark": "Los"},
        "__all__",
        "Afkorting 3: Vul de afkorting in, of maak de rij leeg.",
    ),
    ({"abbreviations-0-abbreviation": "a" * 21}, "__all__", "Afkorting 1: Zorg dat deze waarde"),
    ({"abbreviations-TOTAL_FORMS": "9999"}, "__all__", "500"),
]


@pytest.mark.parametrize(("changed", "field", "sentence"), WRONG)
def test_what_is_wrong_is_refused_and_loses_nothing(writer, listed, changed, field, sentence):
    answer = save(writer, **{"source_note": "Wat ik typte."} | changed)
    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "Wat ik typte." in answer.content.decode()
    assert Page(answer.content.decode()).problems() == []
    assert changes() == {}
    assert names(listed) == ["BOA", "GGZ"]


def test_the_period_keeps_what_was_recorded_in_it(writer, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2020, 3, 1))
    answer = save(writer, starts_on="2020-03-02")
    assert answer.status_code == 400
    assert "al een stand vastgelegd vanaf 1 maart 2020. Kies die dag of een eerdere." in says(
        answer
    )
    assert save(writer, starts_on="2020-03-01").status_code == 302


def test_what_a_theme_carries_out_must_go_before_another_plan_is_chosen(
    writer, wording, heuvelland, group
):
    old, new = (
        factories.PlanFactory(slug=slug, title=slug.upper(), kind=Plan.Kind.IVP, group=group)
        for slug in ("oud", "nieuw")
    )
    Plan.objects.filter(pk=heuvelland.pk).update(implements=old)
    above = factories.ThemeWordingFactory(version=old.versions.get())
    wording.theme.carries_out = above.theme
    wording.theme.save()
    answer = save(writer, implements=str(new.pk))
    assert answer.status_code == 400
    assert "Thema 3.1 Zorg en veiligheid (versie 1) voert een thema van OUD uit." in says(answer)
    heuvelland.refresh_from_db()
    assert heuvelland.implements == old


def test_a_strategic_plan_carries_nothing_out(writer, heuvelland):
    Plan.objects.update(kind=Plan.Kind.IVP)
    assert "implements" not in writer.get(FACTS).context["form"].fields
    assert save(writer, title="Strategie").status_code == 302


def test_a_plan_that_one_does_not_see_is_no_choice(writer, heuvelland, kerkrade_plan):
    Plan.objects.filter(pk=kerkrade_plan.pk).update(kind=Plan.Kind.IVP)
    assert save(writer, implements=str(kerkrade_plan.pk)).status_code == 400
    Plan.objects.filter(pk=heuvelland.pk).update(implements=kerkrade_plan)
    answer = writer.get(FACTS)
    assert "het plan dat nu gekozen is" in says(answer)
    assert kerkrade_plan.title not in answer.content.decode()
    assert save(writer, title="Anders").status_code == 302


def test_the_second_writer_sees_both_texts_and_chooses(writer, listed, superuser, version):
    data = fields(writer.get(FACTS).context["form"]) | {"aims": "Van mij", "source_note": "Mijn"}
    told = {"facts": {"title": "Van haar"}, "texts": {"aims": ["Van haar"]}, "abbreviations": []}
    change_plan(user=superuser, version=version, revision=0, **told)
    answer = writer.post(FACTS, data)
    assert answer.status_code == 409
    assert "Sanne Systeem heeft deze tekst op" in says(answer)
    assert Page(answer.content.decode()).problems() == []
    assert {each.label: each.is_taken for each in answer.context["conflict"]} == {
        "Titel": True,
        "Centrale doelstellingen": False,
        "Opmerking bij de bron": False,
        "Afkortingen": True,
    }
    assert PlanVersion.objects.get().source_note == ""
    assert writer.post(FACTS, fields(answer.context["form"])).status_code == 302
    version = PlanVersion.objects.select_related("plan").get()
    assert (version.plan.title, version.aims, version.source_note) == (
        "Van haar",
        ["Van mij"],
        "Mijn",
    )
    assert names(listed) == []


def test_an_adopted_version_refuses_in_words(writer, version):
    data = fields(writer.get(FACTS).context["form"]) | {"title": "Anders"}
    version.adopted_on = date(2020, 12, 15)
    version.save()
    answer = writer.post(FACTS, data)
    assert answer.status_code == 400
    assert "Kies Bijstellen voor een nieuwe versie." in says(answer)
    assert changes() == {}
