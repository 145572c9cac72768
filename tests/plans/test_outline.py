"""The outline of a concept, and moving its themes and activities through the page."""

from datetime import date
from html import unescape

import pytest
from django.test import Client

from plans.models import ActivityWording, Plan, PlanVersion, TextChange, ThemeWording
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.conftest import activity, read_plan
from tests.plans.reading import line

OUTLINE = "/plannen/heuvelland/versies/1/bewerken/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def writer(client, planbeheerder) -> Client:
    """The browser of the planbeheerder of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def care(version) -> ThemeWording:
    """Theme 3.1 with the activities a, b and c."""
    theme = factories.ThemeWordingFactory(version=version, number="3.1", title="Zorg")
    for key in "abc":
        activity(theme, key, title=f"Titel {key}", subject=f"Onderwerp {key}")
    return theme


@pytest.fixture
def water(version, care) -> ThemeWording:
    """Theme 5.1, after 3.1, with the activities x and y."""
    theme = factories.ThemeWordingFactory(version=version, number="5.1", title="Water")
    for key in "xy":
        activity(theme, key, title=f"Titel {key}", subject=f"Onderwerp {key}")
    return theme


def order(version: PlanVersion) -> dict[str, str]:
    """The keys of the activities of each theme, in their order."""
    rows = version.wordings.live().order_by("theme__position", "position", "pk")
    found: dict[str, str] = {}
    for number, key in rows.values_list("theme__number", "activity__key"):
        found[number] = found.get(number, "") + key
    return found


def themes(version: PlanVersion) -> list[str]:
    """The numbers of the themes in their order."""
    rows = version.themes.live().order_by("position", "pk")
    return list(rows.values_list("number", flat=True))


def put(client: Client, key: str, place: object = "", **more):
    """Post a place for an activity; a theme or an activity names its own."""
    if isinstance(place, ThemeWording):
        place = f"t{place.pk}"
    elif isinstance(place, ActivityWording):
        place = f"a{place.pk}"
    return client.post(f"{OUTLINE}activiteiten/{key}/verplaatsen/", {"plaats": place}, **more)


def step(client: Client, key: str, where: str, **more):
    """Press Omhoog or Omlaag at an activity."""
    return client.post(f"{OUTLINE}activiteiten/{key}/verplaatsen/", {"stap": where}, **more)


def of(version: PlanVersion, key: str) -> ActivityWording:
    """An activity by its key."""
    return version.wordings.get(activity__key=key)


def changes() -> list[tuple[str, str, str]]:
    """The history: field, before, after."""
    return list(TextChange.objects.order_by("pk").values_list("field", "before", "after"))


# Reading it


def test_the_outline_shows_what_each_part_has_and_lacks(writer, version, water):
    wording = activity(
        water,
        "z",
        title="Dijken",
        heading="Overstroming",
        subject="Dijkbewaking",
        planning_text="te zijner tijd",
    )
    factories.CoordinatorFactory(name="Waterschap", wording=wording)
    told = unescape(says(writer.get(OUTLINE)))
    assert "Versie 1, concept · 2 thema's · 6 activiteiten · aan 6 ontbreekt nog iets" in told
    assert "Overstroming Dijkbewaking Dijken Coördinator: Waterschap Planning: te zijner" in told
    assert "geen partner, planning niet begrepen" in told
    assert "geen doel" in told


def test_a_heading_and_a_subject_stand_once_where_they_begin_and_may_come_back(writer, version):
    theme = factories.ThemeWordingFactory(version=version)
    for key, heading, subject in [
        ("a", "Repressie", "Brand"),
        ("b", "Repressie", "Brand"),
        ("c", "Herstel", "Brand"),
        ("d", "Repressie", "Brand"),
        ("e", "", "Brand"),
    ]:
        activity(theme, key, heading=heading, subject=subject)
    page = Page(writer.get(OUTLINE).content.decode())
    read = [line(each) for each in page.elements if each.tag == "h3" or each["class"] == "subject"]
    assert read == [
        *("Repressie", "Brand", "Herstel", "Brand", "Repressie", "Brand"),
        *("Buiten een groep", "Brand"),
    ]


def test_what_ended_is_told_apart_with_its_reason(writer, version, water):
    ended = of(version, "x")
    ended.end_kind, ended.end_reason = "beëindigd", "Het water is weg."
    ended.save()
    factories.ThemeWordingFactory(
        version=version, number="9", title="Weg", end_kind="samengevoegd", end_reason="Zie 5.1."
    )
    told = says(writer.get(OUTLINE))
    assert "In deze versie beëindigd: Titel x beëindigd: Het water is weg." in told
    assert "9 Weg samengevoegd: Zie 5.1." in told
    assert "5.1 Water 1" in told


def test_an_adopted_version_shows_the_way_out_and_no_controls(writer, version, care):
    version.adopted_on = date(2020, 12, 15)
    version.save()
    answer = writer.get(OUTLINE)
    assert "is op 15 december 2020 vastgesteld en ligt vast" in says(answer)
    assert "Bijstellen" in says(answer)
    assert "formaction" not in answer.content.decode()


def test_a_closed_plan_shows_a_sentence_and_no_controls(writer, heuvelland, care):
    Plan.objects.update(closed_on=date(2024, 1, 2))
    answer = writer.get(OUTLINE)
    assert "op 2 januari 2024 afgesloten; de tekst ligt vast" in says(answer)
    assert "formaction" not in answer.content.decode()


def test_an_empty_plan_says_what_to_do(writer, version):
    assert "Voeg het eerste thema toe" in says(writer.get(OUTLINE))


def test_a_large_plan_opens_folded(writer, version, monkeypatch, care):
    opened = "<details open>"
    assert opened in writer.get(OUTLINE).content.decode()
    monkeypatch.setattr("plans.views.outline.MANY", 2)
    assert opened not in writer.get(OUTLINE).content.decode()


def test_the_outline_costs_the_same_for_more_themes_and_activities(
    client, planbeheerder, version, assert_flat
):
    def add(number: int) -> None:
        for _each in range(number):
            theme = factories.ThemeWordingFactory(version=version)
            for wording in factories.ActivityWordingFactory.create_batch(2, theme=theme):
                factories.PartnerFactory(wording=wording)
                factories.CoordinatorFactory(wording=wording)

    client.force_login(planbeheerder)
    assert_flat(OUTLINE, add)


def test_the_real_plan_of_maastricht_stands_whole_in_its_outline(client, superuser):
    version = read_plan("uvp-maastricht-2015-2016")
    client.force_login(superuser)
    answer = client.get(f"/plannen/{version.plan.slug}/versies/{version.number}/bewerken/")
    assert answer.context["outline"].activities == 140
    assert len(answer.context["outline"].branches) == 14


# Moving an activity

MOVES = [
    ("after another", "a", "b", {"3.1": "bac", "5.1": "xy"}, "na Titel b"),
    ("to the end", "a", "c", {"3.1": "bca", "5.1": "xy"}, "na Titel c"),
    ("in front of its theme", "c", "3.1", {"3.1": "cab", "5.1": "xy"}, "vooraan"),
    ("in front of another theme", "c", "5.1", {"3.1": "ab", "5.1": "cxy"}, "vooraan"),
    ("after one of another theme", "b", "x", {"3.1": "ac", "5.1": "xby"}, "na Titel x"),
    ("to the end of another theme", "x", "c", {"3.1": "abcx", "5.1": "y"}, "na Titel c"),
]


@pytest.mark.parametrize(
    ("key", "to", "expected", "place"), [c[1:] for c in MOVES], ids=[c[0] for c in MOVES]
)
def test_an_activity_moves(writer, version, care, water, key, to, expected, place):
    target = {"3.1": care, "5.1": water}.get(to) or of(version, to)
    answer = put(writer, key, target)
    assert answer.status_code == 302
    assert answer["Location"] == f"{OUTLINE}#a-{key}"
    assert order(version) == expected
    number = next(number for number, keys in expected.items() if key in keys)
    assert f"Titel {key} staat nu in thema {number}, {place}." in says(writer.get(OUTLINE))
    assert changes()[-1][2] == f"thema {number}, {place}"


def test_a_move_tells_who_when_from_and_to(writer, version, care, water, planbeheerder):
    before = version.plan.text_changed_at
    put(writer, "b", of(version, "x"))
    told = TextChange.objects.get()
    assert (told.actor, told.part, told.name) == (
        planbeheerder,
        "activiteit",
        "Onderwerp b: Titel b",
    )
    assert (told.field, told.before) == ("plaats", "thema 3.1, na Titel a")
    assert told.after == "thema 5.1, na Titel x"
    assert Plan.objects.get().text_changed_at > before


@pytest.mark.parametrize(
    ("key", "where", "expected"),
    [
        ("b", "omhoog", "bac"),
        ("b", "omlaag", "acb"),
        ("c", "omhoog", "acb"),
        ("a", "omhoog", "abc"),
        ("c", "omlaag", "abc"),
    ],
)
def test_a_step_stays_within_the_theme_and_the_focus_at_the_button(
    writer, version, care, water, key, where, expected
):
    answer = step(writer, key, where)
    assert answer["Location"] == f"{OUTLINE}#{where}-{key}"
    assert order(version) == {"3.1": expected, "5.1": "xy"}
    assert len(changes()) == (expected != "abc")


def test_a_step_passes_over_what_ended(writer, version, care):
    ended = of(version, "b")
    ended.end_kind = "beëindigd"
    ended.save()
    step(writer, "c", "omhoog")
    assert order(version) == {"3.1": "ca"}
    assert changes() == [("plaats", "thema 3.1, na Titel a", "thema 3.1, vooraan")]


def test_the_same_move_twice_is_told_once(writer, version, care, water):
    for _each in range(2):
        answer = put(writer, "a", of(version, "c"))
        assert answer.status_code == 302
    assert "Titel a stond daar al." in says(writer.get(OUTLINE))
    assert order(version) == {"3.1": "bca", "5.1": "xy"}
    assert len(changes()) == 1


def test_an_activity_no_longer_serves_besides_the_theme_that_it_came_to(
    writer, version, care, water
):
    of(version, "a").further_themes.add(water)
    put(writer, "a", water)
    assert not of(version, "a").further_themes.exists()
    assert ("dient ook", "5.1 Water", "") in changes()


def test_a_script_gets_the_themes_that_changed_and_no_more(writer, version, care, water):
    factories.ThemeWordingFactory(version=version, number="7", title="Onberoerd")
    answer = put(writer, "a", of(version, "x"), headers=HTMX)
    page = Page(answer.content.decode(), whole=False)
    assert page.problems() == []
    sections = [each["id"] for each in page.elements if each.tag == "section"]
    assert sections == [f"t-{care.pk}", f"t-{water.pk}"]
    assert "staat nu in thema 5.1, na Titel x." in says(answer)
    assert '"focus": "a-a"' in answer["HX-Trigger-After-Settle"]
    # The message was told: it must not come again on the next page.
    assert "Verplaatst" not in says(writer.get(OUTLINE))


def test_a_script_hears_why_nothing_moved(writer, version, care):
    answer = put(writer, "a", of(version, "a"), headers=HTMX)
    assert answer.status_code == 400
    assert says(answer) == "Een activiteit kan niet na zichzelf staan. Kies een andere plaats."


def other_version(version: PlanVersion) -> PlanVersion:
    return PlanVersion.objects.create(plan=version.plan, number=2, is_current=False)


def under_itself(version, care, water, kerkrade_plan):
    return f"a{of(version, 'a').pk}", "kan niet na zichzelf staan"


def a_theme_of_another_plan(version, care, water, kerkrade_plan):
    theme = kerkrade_plan.versions.get().themes.get()
    return f"t{theme.pk}", "hoort niet bij deze versie van het plan"


def an_activity_of_another_plan(version, care, water, kerkrade_plan):
    wording = kerkrade_plan.versions.get().wordings.get()
    return f"a{wording.pk}", "hoort niet bij deze versie van het plan"


def a_theme_of_another_version(version, care, water, kerkrade_plan):
    theme = factories.ThemeWordingFactory(version=other_version(version))
    return f"t{theme.pk}", "hoort niet bij deze versie van het plan"


def an_ended_theme(version, care, water, kerkrade_plan):
    version.wordings.filter(theme=water).delete()
    ThemeWording.objects.filter(pk=water.pk).update(end_kind="beëindigd")
    return f"t{water.pk}", "Thema 5.1 is beëindigd. Kies een ander thema."


def an_ended_activity(version, care, water, kerkrade_plan):
    version.wordings.filter(activity__key="x").update(end_kind="beëindigd")
    return f"a{of(version, 'x').pk}", "Titel x staat niet meer in thema 5.1. Kies een andere"


def nothing(version, care, water, kerkrade_plan):
    return "", "Kies een plaats uit de lijst."


REFUSED = [
    under_itself,
    a_theme_of_another_plan,
    an_activity_of_another_plan,
    a_theme_of_another_version,
    an_ended_theme,
    an_ended_activity,
    nothing,
]


@pytest.mark.parametrize("where", REFUSED, ids=lambda where: where.__name__)
def test_a_place_that_cannot_be_is_refused_in_words(
    writer, version, care, water, kerkrade_plan, where
):
    place, sentence = where(version, care, water, kerkrade_plan)
    before = order(version)
    answer = put(writer, "a", place)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert Page(answer.content.decode()).problems() == []
    assert order(version) == before
    assert changes() == []


@pytest.mark.parametrize(
    "data",
    [
        {"plaats": "a0"},
        {"plaats": "x1"},
        {"plaats": "a" + "9" * 30},
        {"plaats": "a1\x00"},
        {"plaats": "a\u0661"},
        {"plaats": "t1 or 1=1"},
        {"stap": "opzij"},
        {},
    ],
)
def test_nonsense_is_no_place(writer, version, care, data):
    answer = writer.post(f"{OUTLINE}activiteiten/a/verplaatsen/", data)
    assert answer.status_code == 400
    assert order(version) == {"3.1": "abc"}


def test_an_activity_that_ended_has_no_place(writer, version, care, water):
    version.wordings.filter(activity__key="a").update(end_kind="beëindigd")
    for answer in (put(writer, "a", water), step(writer, "a", "omlaag")):
        assert answer.status_code == 400
        assert "is beëindigd en heeft geen plaats meer" in says(answer)


def test_what_is_adopted_stays_where_it_is(writer, version, care):
    version.adopted_on = date(2020, 12, 15)
    version.save()
    answer = put(writer, "a", of(version, "c"))
    assert answer.status_code == 400
    assert "Kies Bijstellen voor een nieuwe versie." in says(answer)
    assert order(version) == {"3.1": "abc"}


def test_the_page_offers_every_place_but_its_own(writer, version, care, water):
    page = Page(writer.get(f"{OUTLINE}activiteiten/a/verplaatsen/").content.decode())
    offered = [line(each) for each in page.elements if each.tag == "option"]
    assert offered == [
        "vooraan in 3.1",
        "na Onderwerp b: Titel b",
        "na Onderwerp c: Titel c",
        "vooraan in 5.1",
        "na Onderwerp x: Titel x",
        "na Onderwerp y: Titel y",
    ]


# Moving a theme


@pytest.fixture
def three(version) -> dict[str, ThemeWording]:
    """The themes 1, 2 and 3."""
    return {
        number: factories.ThemeWordingFactory(version=version, number=number, title="Thema")
        for number in "123"
    }


def put_theme(client: Client, theme: ThemeWording, **data):
    """Post a place for a theme."""
    return client.post(f"{OUTLINE}themas/{theme.pk}/verplaatsen/", data)


@pytest.mark.parametrize(
    ("number", "where", "expected", "told"),
    [
        ("2", {"stap": "omhoog"}, "213", "vooraan"),
        ("2", {"stap": "omlaag"}, "132", "na 3 Thema"),
        ("1", {"stap": "omhoog"}, "123", None),
        ("3", {"stap": "omlaag"}, "123", None),
        ("1", {"other": "3"}, "231", "na 3 Thema"),
        ("3", {"other": ""}, "312", "vooraan"),
        ("2", {"other": "1"}, "123", None),
    ],
)
def test_a_theme_moves(writer, version, three, number, where, expected, told):
    data = {
        name: str(three[value].pk) if value in three else value for name, value in where.items()
    }
    answer = put_theme(writer, three[number], **data)
    assert answer.status_code == 302
    assert themes(version) == list(expected)
    assert [change[2] for change in changes()] == ([told] if told else [])


def test_activities_follow_their_theme_in_the_round_too(
    client_of, version, oov, planbeheerder, care, water
):
    put_theme(client_of(planbeheerder), water, stap="omhoog")
    asked = client_of(oov).get("/plannen/heuvelland/invulronde/").context["lines"]
    assert [question.wording.activity.key for question, _form in asked] == list("xyabc")


@pytest.mark.parametrize("other", ["0", "99999", "x", "1\x00", "9" * 40])
def test_a_theme_has_no_place_after_what_is_not_there(writer, version, three, other):
    assert put_theme(writer, three["1"], other=other).status_code == 400
    assert themes(version) == list("123")


def test_a_theme_is_refused_a_place_in_words(writer, version, three, kerkrade_plan):
    strange = kerkrade_plan.versions.get().themes.get()
    ThemeWording.objects.filter(pk=three["2"].pk).update(end_kind="beëindigd")
    for other, sentence in [
        (three["1"], "Een thema kan niet na zichzelf staan."),
        (three["2"], "Thema 2 is beëindigd. Kies een ander thema."),
        (strange, "hoort niet bij deze versie"),
    ]:
        answer = put_theme(writer, three["1"], other=other.pk)
        assert answer.status_code == 400
        assert sentence in says(answer)
    answer = put_theme(writer, three["2"], stap="omhoog")
    assert "Dit thema is beëindigd en heeft geen plaats meer" in says(answer)


def test_a_script_gets_the_order_of_the_themes(writer, version, three):
    address = f"{OUTLINE}themas/{three['3'].pk}/verplaatsen/"
    answer = writer.post(address, {"stap": "omhoog"}, headers=HTMX)
    pks = [three[number].pk for number in "132"]
    assert f'"order": {pks}' in answer["HX-Trigger-After-Settle"]


def test_a_part_of_another_version_is_not_there(writer, version, care):
    other_version(version)
    address = "/plannen/heuvelland/versies/2/bewerken/"
    assert writer.get(f"{address}activiteiten/a/verplaatsen/").status_code == 404
    assert writer.get(f"{address}themas/{care.pk}/verplaatsen/").status_code == 404
    assert writer.get(f"{address}themas/{care.pk}/").status_code == 404
