"""Splitting, merging and ending an activity: nothing is lost, and a trail is left."""

from datetime import date

import pytest

from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.exchange.services import import_plan
from plans.models import ActivityPartner, ActivityWording, Partner, Plan, PlanVersion, Succession
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.test_activity import facts
from tests.plans.writing import (
    ACTIVITIES,
    TEXT,
    coordinators,
    fields_of,
    history,
    partners,
    save,
    text,
)

SPLIT = f"{ACTIVITIES}meldcode/splitsen/"
MERGE = f"{ACTIVITIES}meldcode/samenvoegen/"
END = f"{ACTIVITIES}meldcode/beeindigen/"
PAGE = "/plannen/heuvelland/activiteiten/meldcode/"


@pytest.fixture
def keeper(client, planbeheerder):
    """The browser of who keeps the plan of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def full(wording, version) -> ActivityWording:
    """An activity with points, parties, a planning and a further theme; another one behind it."""
    wording.points = ["Scholing", "Voorlichting", "Toezicht"]
    wording.planning_text, wording.planning_start = "2025 e.v.", date(2025, 1, 1)
    wording.planning_open_ended = True
    wording.description, wording.heading, wording.scope = "Over nu.", "Zorg", "local"
    wording.save()
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    politie = factories.PartnerFactory(name="Politie", wording=wording)
    factories.PartnerFactory(name="GGD", wording=wording)
    ActivityPartner.objects.filter(partner=politie).update(remark="nacht")
    water = factories.ThemeWordingFactory(version=version, number="4.1", title="Water")
    wording.further_themes.add(water)
    return wording


@pytest.fixture
def next_one(full) -> ActivityWording:
    """The activity that stands right behind it, with some of the same."""
    made = factories.ActivityWordingFactory(
        theme=full.theme,
        position=full.position + 1,
        activity__key="erna",
        subject="Erna",
        title="Wat erna komt",
        points=["toezicht", "Handhaving"],
        coordinator_undecided=True,
    )
    factories.CoordinatorFactory(name="OOV", wording=made)
    for name in ("GGD", "OM"):
        partner = Partner.objects.filter(name=name).first() or factories.PartnerFactory(name=name)
        place = made.partner_links.count()
        ActivityPartner.objects.create(wording=made, partner=partner, position=place, remark="soms")
    return made


def in_order() -> list[str]:
    """The keys of the activities of the plan, in plan order."""
    rows = ActivityWording.objects.live().order_by("theme__position", "position", "pk")
    return list(rows.values_list("activity__key", flat=True))


# Splitting


def test_the_new_one_stands_right_behind_with_its_points_and_all_else_the_same(keeper, next_one):
    answer = save(keeper, SPLIT, points=["0", "2"], title="Scholing en toezicht")
    assert answer.status_code == 302
    assert in_order() == ["meldcode", "scholing-en-toezicht", "erna"]
    old, new = text(), text("scholing-en-toezicht")
    assert (old.points, new.points) == (["Voorlichting"], ["Scholing", "Toezicht"])
    assert (new.theme, new.subject, new.heading, new.scope) == (
        old.theme,
        "Meldcode",
        "Zorg",
        "local",
    )
    assert (new.planning, new.description) == (old.planning, "")
    assert partners("scholing-en-toezicht") == ["Politie (nacht)", "GGD"]
    assert coordinators("scholing-en-toezicht") == ["RIEC"]
    assert list(new.further_themes.all()) == list(old.further_themes.all())
    assert new.activity.cells.count() == 3
    assert list(old.activity.successors.all()) == [new.activity]
    assert [field for field, _before, _after in history()] == ["punten", "gesplitst"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "Nieuw"}, "Kies minstens één punt."),
        ({"points": ["9"], "title": "Nieuw"}, "9 is"),
        ({"points": ["x"], "title": "Nieuw"}, "x is"),
        ({"points": ["0"], "title": ""}, "Dit veld is verplicht."),
        ({"points": ["0"], "title": "a" * 201}, "niet meer dan 200"),
        ({"points": ["0"], "title": "meldcode invoeren"}, "staat al een activiteit"),
    ],
)
def test_a_split_that_cannot_be_is_refused(keeper, full, typed, sentence):
    answer = save(keeper, SPLIT, **typed)
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert (in_order(), history(), text().points) == (["meldcode"], [], full.points)


def test_who_splits_what_a_colleague_changed_sees_it_as_it_is_now(keeper, full):
    page = keeper.get(SPLIT)
    save(keeper, TEXT, points="Voorlichting\nScholing")
    answer = save(keeper, SPLIT, page, points=["0"], title="Scholing")
    assert answer.status_code == 409
    assert "Een collega heeft deze activiteit intussen gewijzigd" in says(answer)
    assert Page(answer.content.decode()).problems() == []
    assert fields_of(answer)["title"] == ["Scholing"]
    assert in_order() == ["meldcode"]
    save(keeper, SPLIT, answer, points=["1"])
    assert text("scholing").points == ["Scholing"]


# Merging


def test_what_is_merged_goes_on_in_the_other_without_doubles(keeper, next_one):
    answer = save(keeper, MERGE, into=next_one.pk, reason="Hoort bij elkaar.")
    assert answer.status_code == 302
    assert in_order() == ["erna"]
    made = text("erna")
    assert made.points == ["toezicht", "Handhaving", "Scholing", "Voorlichting"]
    assert partners("erna") == ["GGD (soms)", "OM (soms)", "Politie (nacht)"]
    assert coordinators("erna") == ["OOV", "RIEC"]
    assert made.coordinator_undecided
    assert [str(theme) for theme in made.further_themes.all()] == ["4.1 Water"]
    old = text()
    assert (old.end_kind, old.end_reason) == ("samengevoegd", "Hoort bij elkaar.")
    assert partners() == ["Politie (nacht)", "GGD"]
    assert history() == [("einde", "", "samengevoegd: Hoort bij elkaar.")]
    assert ("samengevoegd met", "", "Meldcode: Meldcode invoeren") in history("erna")


def test_from_another_theme_it_serves_that_theme_too(keeper, full, version):
    water = version.themes.get(number="4.1")
    other = factories.ActivityWordingFactory(theme=water, activity__key="dijk")
    save(keeper, MERGE, into=other.pk, reason="Samen.")
    assert [str(theme) for theme in text("dijk").further_themes.all()] == ["3.1 Zorg en veiligheid"]


def test_merging_is_logged(keeper, next_one, caplog):
    caplog.set_level("INFO", "audit")
    save(keeper, MERGE, into=next_one.pk, reason="Samen.")
    assert "meldcode in erna (heuvelland)" in caplog.text


def test_an_activity_merges_only_into_one_that_lives_in_the_same_version(
    keeper, next_one, kerkrade_plan, vaals
):
    ended = factories.ActivityWordingFactory(theme=next_one.theme, end_kind="beëindigd")
    owned = factories.ActivityWordingFactory(theme=next_one.theme, activity__owner=vaals)
    elsewhere = ActivityWording.objects.get(activity__key="kerkrade-actie")
    for other in (text(), ended, owned, elsewhere):
        answer = save(keeper, MERGE, into=other.pk, reason="Samen.")
        assert answer.status_code == 400
        assert "kan hier niet gekozen worden" in says(answer)
    assert save(keeper, MERGE, into="", reason="Samen.").status_code == 400
    assert save(keeper, MERGE, into=next_one.pk, reason=" ").status_code == 400
    assert "erna" in in_order()
    assert text().is_live


# Ending


def test_it_ends_with_a_reason_and_stays_readable_with_its_trail(keeper, next_one):
    answer = save(keeper, END, reason="Geen geld meer.", replacement=next_one.pk)
    assert answer.status_code == 302
    assert text().end_kind == "vervangen"
    told = keeper.get(PAGE)
    assert "Vervangen in versie 1: Geen geld meer." in says(told)
    assert facts(told)["Ging verder als"] == "Wat erna komt"
    assert "Tekst wijzigen" not in says(told)
    assert Page(told.content.decode()).problems() == []
    assert "Scholing" in says(told)
    after = keeper.get(PAGE.replace("meldcode", "erna"))
    assert facts(after)["Kwam voort uit"] == "Meldcode invoeren"
    assert "Meldcode invoeren" not in says(keeper.get("/plannen/heuvelland/matrix/"))


@pytest.mark.parametrize("reason", ["", "   ", "a" * 501, "a\0"])
def test_without_a_good_reason_it_does_not_end(keeper, full, reason):
    assert save(keeper, END, reason=reason).status_code == 400
    assert text().is_live


def test_without_a_replacement_it_is_ended(keeper, full):
    save(keeper, END, reason="Klaar.")
    assert (text().end_kind, Succession.objects.count()) == ("beëindigd", 0)
    assert history() == [("einde", "", "beëindigd: Klaar.")]
    for address in (TEXT, SPLIT, MERGE, END):
        assert keeper.get(address).status_code == 409
        assert keeper.post(address, {"revision": "1", "reason": "Nog eens."}).status_code == 400


def test_ending_twice_ends_it_once(keeper, full):
    page = keeper.get(END)
    save(keeper, END, page, reason="Klaar.")
    assert save(keeper, END, page, reason="Klaar.").status_code == 400
    assert len(history()) == 1


def test_the_stand_of_what_ended_is_fixed(keeper, full, superuser, client_of):
    save(keeper, END, reason="Klaar.")
    cell = "/plannen/heuvelland/cel/meldcode/GM0981/"
    answer = client_of(superuser).post(
        cell, {"status": "geel", "valid_from": "2022-01-01", "revision": "0"}
    )
    assert answer.status_code == 404
    assert "Deze activiteit is beëindigd." in says(answer)


def test_what_only_an_earlier_version_has_is_still_found(keeper, full, heuvelland):
    PlanVersion.objects.filter(plan=heuvelland).update(is_current=False)
    PlanVersion.objects.create(plan=heuvelland, number=2)
    answer = keeper.get(PAGE)
    assert answer.status_code == 200
    assert "Deze activiteit staat in versie 1" in says(answer)


def test_a_trail_shows_no_plan_that_the_reader_does_not_see(keeper, full, kerkrade_plan):
    stranger = ActivityWording.objects.get(activity__key="kerkrade-actie").activity
    Succession.objects.create(predecessor=stranger, successor=text().activity)
    assert "Papegaaiduiker" not in says(keeper.get(PAGE))


def test_a_plan_with_a_trail_can_leave_and_come_back(keeper, next_one):
    save(keeper, SPLIT, points=["0"], title="Scholing")
    save(keeper, f"{ACTIVITIES}erna/samenvoegen/", into=text().pk, reason="Samen.")
    document = printed(document_of(next_one.version))
    assert import_plan(text=document) == next_one.version
    moved = document.replace('"slug": "heuvelland"', '"slug": "terug"', 1).replace(
        '"plan": "heuvelland"', '"plan": "terug"'
    )
    version = import_plan(text=moved)
    back = Plan.objects.get(slug="terug")
    assert version.plan == back
    trail = Succession.objects.filter(successor__plan=back)
    assert sorted(trail.values_list("predecessor__key", "successor__key")) == [
        ("erna", "meldcode"),
        ("meldcode", "scholing"),
    ]
