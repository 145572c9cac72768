"""Making a plan: empty, with the text of another, and for the next period."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.common.login import DRAFT
from plans.models import (
    Abbreviation,
    Activity,
    Cell,
    Plan,
    SafetyTheme,
    Succession,
    TextChange,
    Theme,
)
from plans.rules.permissions import Role
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

NEW = "/plannen/nieuw/"
EMPTY = f"{NEW}?leeg=ja"
NEXT = f"{NEW}?vervolg=heuvelland"
COPY = f"{NEW}?kopie=heuvelland"
FOUR_YEARS = {"starts_on": "2024-01-01", "ends_on": "2027-12-31"}
TOLD = {"title": "Plan Heuvelland 2024", "kind": "uvp", "owner": "groep-heuvelland"} | FOUR_YEARS


@pytest.fixture
def keeper(client_of, planbeheerder):
    """The browser of who keeps the plan of the group."""
    return client_of(planbeheerder)


def made() -> Plan:
    """The plan that was made last."""
    return Plan.objects.order_by("-pk").first()


def chosen(response) -> dict[str, bool]:
    """The activities that are offered to go along, and whether they are chosen."""
    page = Page(response.content.decode())
    boxes = [each for each in page.elements if each["name"] == "activities"]
    titles = dict(Activity.objects.values_list("pk", "wordings__title"))
    return {titles[int(box["value"])]: "checked" in box.attributes for box in boxes}


# From nothing


def test_an_empty_plan_is_a_concept_of_the_own_group(keeper, group, planbeheerder, meerssen, vaals):
    answer = keeper.post(EMPTY, TOLD)
    assert (answer.status_code, answer["Location"]) == (302, "/plannen/plan-heuvelland-2024/")
    plan = made()
    assert (plan.title, plan.kind, plan.group) == ("Plan Heuvelland 2024", "uvp", group)
    assert (plan.starts_on, plan.ends_on) == (date(2024, 1, 1), date(2027, 12, 31))
    assert list(plan.municipalities.all()) == [meerssen, vaals]
    version = plan.versions.get()
    assert (version.number, version.is_current, version.is_adopted) == (1, True, False)
    opening = TextChange.objects.get()
    assert (opening.plan, opening.version, opening.actor) == (plan, version, planbeheerder)
    assert "Gemaakt: Plan Heuvelland 2024." in says(keeper.get(answer["Location"]))


def test_a_municipality_makes_a_plan_of_its_own(client_of, planbeheerder_meerssen, meerssen):
    told = TOLD | {"owner": "GM0938", "kind": "ivp"}
    assert client_of(planbeheerder_meerssen).post(EMPTY, told).status_code == 302
    plan = made()
    assert (plan.group, plan.municipality) == (None, meerssen)
    assert list(plan.municipalities.all()) == [meerssen]


@pytest.mark.parametrize("owner", ["GM0928", "groep-heuvelland", "GM0981", "", "\x00", "groep-x"])
def test_nobody_makes_a_plan_for_others(
    client_of, planbeheerder_meerssen, kerkrade, vaals, heuvelland, owner
):
    answer = client_of(planbeheerder_meerssen).post(EMPTY, TOLD | {"owner": owner})
    assert answer.status_code == 400
    assert Plan.objects.count() == 1


def test_a_superuser_chooses_for_whom(client_of, superuser, group, kerkrade):
    browser = client_of(superuser)
    assert "Kerkrade" in says(browser.get(EMPTY))
    assert browser.post(EMPTY, TOLD | {"owner": "GM0928"}).status_code == 302
    assert made().municipality == kerkrade


def test_a_plan_says_which_plan_it_carries_out(keeper, group, kerkrade):
    own = factories.PlanFactory(kind="ivp", group=group, title="Kadernota")
    strange = factories.PlanFactory(kind="ivp", municipality=kerkrade, title="Kadernota Kerkrade")
    page = says(keeper.get(EMPTY))
    assert "Kadernota" in page
    assert "Kerkrade" not in page
    assert keeper.post(EMPTY, TOLD | {"implements": strange.pk}).status_code == 400
    assert keeper.post(EMPTY, TOLD | {"implements": own.pk}).status_code == 302
    assert made().implements == own


def test_a_fictional_person_makes_a_fictional_plan(keeper, planbeheerder):
    planbeheerder.is_fictional = True
    planbeheerder.save()
    keeper.post(EMPTY, TOLD)
    assert made().has_fiction
    assert TextChange.objects.get().is_fictional


# What is refused

SLIPS = [
    ({"title": ""}, "Titel: Dit veld is verplicht."),
    ({"title": "a" * 201}, "Titel: Zorg dat deze waarde niet meer dan 200 tekens"),
    ({"title": "a\x00b"}, "Titel: "),
    ({"kind": "jaarplan"}, "Soort: "),
    ({"starts_on": "gisteren"}, "Eerste dag: "),
    ({"starts_on": "0024-01-01"}, "Eerste dag: Kies een eerste dag in of na 2000."),
    ({"ends_on": "9999-12-31"}, "Laatste dag: Kies een laatste dag in of voor 2100."),
    (
        {"ends_on": "2023-12-31"},
        "Laatste dag: Kies een laatste dag die na de eerste dag komt.",
    ),
    ({"ends_on": "2024-01-01"}, "Laatste dag: Kies een laatste dag die na de eerste dag komt."),
    (
        {"title": "uitvoeringsplan HEUVELLAND"},
        "Titel: Heuvelland heeft al een plan met deze titel; kies een andere titel.",
    ),
    ({"kind": "ivp", "implements": "eigen"}, "voert geen ander plan uit; laat dit leeg."),
]


@pytest.mark.parametrize(("slip", "sentence"), SLIPS)
def test_a_slip_gets_a_sentence_and_makes_nothing(keeper, heuvelland, group, slip, sentence):
    strategy = factories.PlanFactory(kind="ivp", group=group)
    told = TOLD | slip | ({"implements": strategy.pk} if "implements" in slip else {})
    answer = keeper.post(EMPTY, told)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert sentence in says(answer)
    assert Plan.objects.count() == 2


def test_a_period_that_overlaps_is_asked_about_once(keeper, heuvelland):
    told = TOLD | {"starts_on": "2023-07-01"}
    answer = keeper.post(EMPTY, told)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert "loopt al een plan van deze soort: Uitvoeringsplan Heuvelland, van 1 januari 2020" in (
        says(answer)
    )
    assert "Dit plan loopt naast een ander plan van dezelfde soort" in says(answer)
    assert Plan.objects.count() == 1
    assert keeper.post(EMPTY, told | {"beside": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"closed_on": date(2023, 3, 1)}, {"starts_on": "2023-07-01"}),
        ({}, {"starts_on": "2023-07-01", "kind": "ivp"}),
        ({}, {"starts_on": "2024-01-01"}),
    ],
)
def test_what_does_not_overlap_is_not_asked_about(keeper, heuvelland, other, told):
    Plan.objects.filter(pk=heuvelland.pk).update(**other)
    assert keeper.post(EMPTY, TOLD | told).status_code == 302


def test_the_same_form_sent_twice_makes_one_plan(keeper):
    assert keeper.post(EMPTY, TOLD).status_code == 302
    assert keeper.post(EMPTY, TOLD).status_code == 400
    assert Plan.objects.count() == 1


def test_who_is_just_too_late_hears_so(keeper, heuvelland, monkeypatch):
    monkeypatch.setattr("plans.services.life._free_slug", lambda title: "heuvelland")
    monkeypatch.setattr("plans.models.Plan.full_clean", lambda plan: None)
    answer = keeper.post(EMPTY, TOLD)
    assert answer.status_code == 400
    assert "Een collega maakt op dit moment ook een plan met deze titel." in says(answer)
    assert Plan.objects.count() == 1
    with pytest.raises(IntegrityError):
        factories.PlanFactory(slug="heuvelland")


ADDRESSES = [
    ("Plan Heuvelland", "plan-heuvelland"),
    ("Importeren", "importeren-2"),
    ("Nieuw!", "nieuw-2"),
    ("Heuvelland", "heuvelland-2"),
    ("???", "plan"),
    ("É" * 200, "e" * 76),
]


@pytest.mark.parametrize(("title", "slug"), ADDRESSES)
def test_the_address_is_readable_free_and_leads_to_the_plan(keeper, heuvelland, title, slug):
    answer = keeper.post(EMPTY, TOLD | {"title": title})
    assert answer["Location"] == f"/plannen/{slug}/"
    assert title[:20] in says(keeper.get(answer["Location"]))


@pytest.mark.parametrize(
    "query", ["", "?kopie=", "?vervolg=", "?kopie=weg", "?vervolg=kerkrade", "?kopie=%00", "?x=1"]
)
def test_without_a_beginning_there_is_nothing_to_make(keeper, kerkrade_plan, query):
    assert keeper.get(NEW + query).status_code == (400 if query else 200)
    assert keeper.post(NEW + query, TOLD).status_code == 400
    assert Plan.objects.count() == 1


def test_a_plan_that_one_sees_and_does_not_keep_is_copied_and_not_continued(
    client_of, planbeheerder_meerssen, heuvelland
):
    browser = client_of(planbeheerder_meerssen)
    assert browser.get(COPY).status_code == 200
    assert browser.get(NEXT).status_code == 400


def test_a_form_typed_before_the_session_ended_is_given_back(client_of, planbeheerder):
    browser = client_of(planbeheerder)
    session = browser.session
    session[DRAFT] = {"path": NEW, "body": f"title=Getypt&door={planbeheerder.pk}"}
    session.save()
    answer = browser.get(EMPTY)
    assert 'value="Getypt"' in answer.content.decode()
    assert "Wat u had getypt is bewaard." in says(answer)


# With the text of another plan


@pytest.fixture
def rich(heuvelland, version, wording, vaals):
    """The plan of the group with all that a text can have."""
    other = factories.ThemeWordingFactory(version=version, number="4.1", title="Jeugd")
    wording.theme.safety_themes.add(SafetyTheme.objects.first())
    wording.theme.ambition, wording.theme.source_note = "Minder overlast", "pagina 3"
    wording.theme.save()
    wording.points, wording.realised, wording.source_note = ["een", "twee"], "Gedaan", "pagina 4"
    wording.coordinator_undecided = True
    wording.planning_text, wording.planning_end = "eind 2021", date(2021, 12, 31)
    wording.save()
    wording.further_themes.add(other)
    wording.partner_links.create(
        partner=factories.PartnerFactory(name="Politie"), position=0, remark="op afroep"
    )
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    own = factories.ActivityWordingFactory(theme=other, activity__key="eigen", title="Eigen werk")
    Activity.objects.filter(pk=own.activity_id).update(owner=vaals)
    own.activity.cells.exclude(municipality=vaals).delete()
    ended = {"end_kind": "beëindigd", "end_reason": "Klaar."}
    factories.ActivityWordingFactory(theme=other, activity__key="weg", **ended)
    factories.ThemeWordingFactory(version=version, number="9", **ended)
    version.aims = ["Een veilig Heuvelland"]
    version.save()
    Abbreviation.objects.create(plan=heuvelland, position=0, abbreviation="OM", meaning="Justitie")
    return heuvelland


def test_a_copy_has_the_text_and_none_of_the_statuses(keeper, rich, oov, wording, vaals):
    factories.change(oov, wording, vaals, status="groen")
    assert keeper.post(COPY, TOLD).status_code == 302
    plan = made()
    version = plan.versions.get()
    assert version.aims == ["Een veilig Heuvelland"]
    assert plan.continues is None
    assert [str(abbreviation) for abbreviation in plan.abbreviations.all()] == ["OM"]
    first, second = version.themes.all()
    assert (first.number, first.ambition, first.source_note) == ("3.1", "Minder overlast", "")
    assert list(first.safety_themes.all()) == [SafetyTheme.objects.first()]
    copy, own = version.wordings.all()
    assert (copy.title, copy.points, copy.realised) == ("Meldcode invoeren", ["een", "twee"], "")
    assert (copy.planning_text, copy.planning_end) == ("eind 2021", date(2021, 12, 31))
    assert (copy.source_note, copy.coordinator_undecided, copy.theme) == ("", True, first)
    assert "twee" in copy.searchable
    assert "gedaan" not in copy.searchable
    assert list(copy.further_themes.all()) == [second]
    assert [(str(link.partner), link.remark) for link in copy.partner_links.all()] == [
        ("Politie", "op afroep")
    ]
    assert [str(link.coordinator) for link in copy.coordinator_links.all()] == ["RIEC"]
    assert copy.activity.pk != wording.activity_id
    assert (copy.activity.plan, copy.activity.key) == (plan, "meldcode")
    assert own.activity.owner == vaals
    cells = Cell.objects.filter(activity__plan=plan)
    assert sorted((cell.activity.key, str(cell.municipality)) for cell in cells) == [
        ("eigen", "Vaals"),
        ("meldcode", "Meerssen"),
        ("meldcode", "None"),
        ("meldcode", "Vaals"),
    ]
    assert {cell.status for cell in cells} == {""}
    assert not Succession.objects.exists()


def test_a_copy_leaves_the_old_plan_alone(keeper, rich):
    before = list(rich.versions.get().wordings.values())
    themes = list(Theme.objects.filter(plan=rich).values())
    keeper.post(COPY, TOLD)
    assert list(rich.versions.get().wordings.values()) == before
    assert list(Theme.objects.filter(plan=rich).values()) == themes


def test_an_own_activity_of_another_municipality_becomes_an_ordinary_one(
    client_of, planbeheerder_meerssen, rich
):
    told = TOLD | {"owner": "GM0938"}
    assert client_of(planbeheerder_meerssen).post(COPY, told).status_code == 302
    own = made().activities.get(key="eigen")
    assert own.owner is None
    assert [str(cell.municipality) for cell in own.cells.all()] == ["Meerssen"]


@pytest.mark.parametrize("same", [True, False])
def test_what_a_theme_carries_out_goes_along_with_the_same_strategy(
    keeper, rich, wording, group, same
):
    strategy = factories.PlanFactory(kind="ivp", group=group)
    theme = factories.ThemeWordingFactory(version=strategy.versions.get()).theme
    Plan.objects.filter(pk=rich.pk).update(implements=strategy)
    wording.theme.carries_out = theme
    wording.theme.save()
    keeper.post(COPY, TOLD | ({"implements": strategy.pk} if same else {}))
    assert made().versions.get().themes.first().carries_out == (theme if same else None)


# For the next period


@pytest.fixture
def finished(wording, superuser, vaals, meerssen):
    """An activity beside ``wording`` that is green everywhere it applies."""
    done = factories.ActivityWordingFactory(theme=wording.theme, title="Al klaar")
    factories.change(superuser, done, vaals, status="groen")
    factories.change(superuser, done, meerssen, status="nvt", note="Geen haven.")
    return done


def test_a_next_period_proposes_days_title_and_what_is_open(keeper, heuvelland, wording, finished):
    Plan.objects.filter(pk=heuvelland.pk).update(title="Plan 2020-2023")
    answer = keeper.get(NEXT)
    html = answer.content.decode()
    assert 'value="Plan 2024-2027"' in html
    assert 'value="2024-01-01"' in html
    assert 'value="2027-12-31"' in html
    assert chosen(answer) == {"Meldcode invoeren": True}
    assert "1 activiteit is overal groen of nergens van toepassing" in says(answer)
    assert "groen bij 0 van 2" in says(answer)


def test_work_without_an_end_goes_along_also_when_it_is_green(keeper, finished):
    finished.planning_continuous = True
    finished.save()
    assert chosen(keeper.get(NEXT)) == {"Meldcode invoeren": True, "Al klaar": True}


def test_a_next_period_keeps_the_trail_of_what_goes_along(keeper, rich, wording):
    other = factories.ActivityWordingFactory(theme=wording.theme, title="Blijft achter")
    answer = keeper.post(NEXT, TOLD | {"activities": [wording.activity_id]})
    assert answer.status_code == 302
    plan = made()
    assert plan.continues == rich
    copy = plan.versions.get().wordings.get()
    assert list(copy.activity.predecessors.all()) == [wording.activity]
    assert list(wording.activity.successors.all()) == [copy.activity]
    assert not other.activity.successors.exists()
    assert [theme.number for theme in plan.versions.get().themes.all()] == ["3.1", "4.1"]


def test_nothing_has_to_go_along(keeper, rich):
    assert keeper.post(NEXT, TOLD).status_code == 302
    assert not made().versions.get().wordings.exists()


def test_what_is_not_open_or_of_another_plan_does_not_go_along(
    keeper, heuvelland, finished, kerkrade_plan
):
    strange = kerkrade_plan.activities.get()
    for pk in (finished.activity_id, strange.pk, "x", "1" * 30):
        answer = keeper.post(NEXT, TOLD | {"activities": [pk]})
        assert answer.status_code == 400
        assert "Activiteiten die meegaan" in says(answer)
    assert Plan.objects.count() == 2


def test_a_choice_survives_a_slip(keeper, heuvelland, wording):
    other = factories.ActivityWordingFactory(theme=wording.theme, title="Tweede")
    answer = keeper.post(NEXT, TOLD | {"title": "", "activities": [other.activity_id]})
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert chosen(answer) == {"Meldcode invoeren": False, "Tweede": True}


def test_the_next_period_of_a_closed_plan_and_of_the_last_calendar_year(keeper, heuvelland):
    Plan.objects.filter(pk=heuvelland.pk).update(
        closed_on=timezone.localdate(), ends_on=date(9999, 12, 31)
    )
    assert keeper.get(NEXT).status_code == 200


def test_a_municipality_does_not_continue_the_plan_of_its_group(
    client_of, planbeheerder_meerssen, heuvelland
):
    answer = client_of(planbeheerder_meerssen).post(NEXT, TOLD | {"owner": "GM0938"})
    assert answer.status_code == 400
    assert Plan.objects.count() == 1


def test_a_big_plan_goes_along_in_as_many_queries_as_a_small_one(keeper, rich, wording):
    def cost(title: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert keeper.post(COPY, TOLD | {"title": title, "beside": "on"}).status_code == 302
        return len(queries)

    cost("Eerste keer")  # warm up
    small = cost("Klein plan")
    for _each in range(10):
        more = factories.ActivityWordingFactory(theme=wording.theme)
        factories.PartnerFactory(wording=more)
        factories.CoordinatorFactory(wording=more)
    assert cost("Groot plan") == small


# Where it starts


def test_who_keeps_a_plan_finds_the_button_in_the_list(client_of, planbeheerder, oov):
    for user, has_button in ((planbeheerder, True), (oov, False)):
        page = Page(client_of(user).get("/plannen/").content.decode())
        links = [line(each) for each in page.elements if each["href"] == NEW]
        assert links == (["Plan maken"] if has_button else [])


def test_a_beginning_offers_only_plans_that_the_user_sees(client_of, vaals, group, kerkrade_plan):
    keeper = client_of(factories.person(Role.PLANBEHEERDER, vaals))
    assert "Uw rol ziet nog geen plan" in says(keeper.get(NEW))
    factories.PlanFactory(title="Van de groep", group=group)
    page = says(keeper.get(NEW))
    assert "Van de groep" in page
    assert "U hebt nog geen plan dat een volgende periode kan krijgen." in page
