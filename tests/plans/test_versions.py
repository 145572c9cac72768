"""Adopting, adjusting and closing a plan: what is fixed, what is refused, and who was first."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from plans.models import ActivityWording, Cell, Plan, PlanVersion, SafetyTheme, TextChange
from plans.services.life import close_plan
from plans.services.statuses import withdraw
from plans.services.versions import adjust_plan, adopt_version
from plans.services.wordings import change_text, refuse_fixed
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.test_plan_pages import rows

PLAN = "/plannen/heuvelland/"
ADOPT = f"{PLAN}versies/1/vaststellen/"
SECOND = f"{PLAN}versies/2/vaststellen/"
ADJUST, CLOSE, VERSIONS = f"{PLAN}bijstellen/", f"{PLAN}afsluiten/", f"{PLAN}versies/"
DECISION = {"body": "colleges van B&W", "adopted_on": "2020-06-01", "decision": "2020/17"}
LATE = {"body": "colleges van B&W", "adopted_on": "2021-06-01"}


@pytest.fixture
def keeper(client_of, planbeheerder, wording):
    """The browser of who keeps the plan of the group, which has an activity."""
    return client_of(planbeheerder)


@pytest.fixture
def adopted(keeper) -> None:
    """The plan of the group, adopted by the colleges on 1 June 2020."""
    assert keeper.post(ADOPT, DECISION).status_code == 302


@pytest.fixture
def adjusted(adopted, keeper) -> PlanVersion:
    """The second version of that plan, a concept."""
    assert keeper.post(ADJUST).status_code == 302
    return PlanVersion.objects.select_related("plan").get(number=2)


@pytest.fixture
def audit_lines(monkeypatch):
    """The lines that were written to the log of acts."""
    lines = []
    monkeypatch.setattr("config.common.audit.logger.info", lines.append)
    return lambda: [
        (line["actie"], line["object"], line["actor"]) for line in map(json.loads, lines)
    ]


def states() -> list[tuple[int, bool, bool]]:
    """Each version of the plan: its number, whether it was adopted, whether it holds."""
    versions = PlanVersion.objects.filter(plan__slug="heuvelland")
    return [(each.number, each.is_adopted, each.is_current) for each in versions]


def told_of(version: int) -> list[tuple[str, str]]:
    """The history of a version, in the order in which it was recorded."""
    changes = TextChange.objects.filter(version__number=version).order_by("pk")
    return [(change.field, change.after) for change in changes]


# Adopting


def test_adoption_shows_what_it_fixes_and_what_is_missing(keeper, wording, planbeheerder, vaals):
    factories.change(planbeheerder, wording, vaals, target="groen")
    text = says(keeper.get(ADOPT))
    assert "Thema's1 Activiteiten1 Streefstatusingevuld bij 1 van de 2 cellen" in text
    assert "1 activiteit zonder coördinator" in text
    assert "1 activiteit zonder partner 1 activiteit zonder planning 1 cel zonder" in text


def test_a_complete_plan_misses_nothing(keeper, wording):
    factories.CoordinatorFactory(wording=wording)
    factories.PartnerFactory(wording=wording)
    ActivityWording.objects.update(planning_text="2021")
    assert "1 activiteit waarvan de planning niet is begrepen" in says(keeper.get(ADOPT))
    ActivityWording.objects.update(planning_start=date(2021, 1, 1))
    Cell.objects.update(target="groen")
    assert "Elke activiteit heeft een coördinator" in says(keeper.get(ADOPT))


def test_adoption_records_body_date_and_number(keeper, planbeheerder, audit_lines):
    before = timezone.now()
    answer = keeper.post(ADOPT, DECISION)
    assert (answer.status_code, answer["Location"]) == (302, PLAN)
    version = PlanVersion.objects.select_related("plan").get()
    assert (version.adopted_on, version.adopted_by) == (date(2020, 6, 1), "colleges van B&W")
    assert (version.decision, version.adoption_is_fictional) == ("2020/17", False)
    assert before <= version.adopted_at <= timezone.now()
    assert version.plan.text_changed_at >= before
    assert version.plan.statuses_changed_at >= before
    assert not version.plan.has_fiction
    assert told_of(1) == [
        ("vastgesteld op", "1-6-2020"),
        ("vastgesteld door", "colleges van B&W"),
        ("besluitnummer", "2020/17"),
    ]
    assert audit_lines() == [("plan vaststellen", "heuvelland versie 1", planbeheerder.pk)]
    page = says(keeper.get(PLAN))
    assert "vastgesteld op 1 juni 2020 door colleges van B&amp;W" in page
    assert "Vastgesteld: versie 1 van Uitvoeringsplan Heuvelland." in page


BODIES = [
    ("heuvelland", "uvp", "colleges van B&W"),
    ("heuvelland", "ivp", "gemeenteraden"),
    ("kerkrade", "uvp", "college van B&W"),
    ("kerkrade", "ivp", "gemeenteraad"),
]


@pytest.mark.parametrize(("slug", "kind", "body"), BODIES)
def test_the_body_that_adopts_such_plans_is_proposed(
    client_of, superuser, heuvelland, kerkrade_plan, slug, kind, body
):
    Plan.objects.update(kind=kind)
    form = client_of(superuser).get(f"/plannen/{slug}/versies/1/vaststellen/").context["form"]
    assert form["body"].value() == body


def test_another_body_is_named(keeper):
    told = DECISION | {"body": "anders"}
    answer = keeper.post(ADOPT, told)
    assert answer.status_code == 400
    assert "Welk orgaan? Schrijf welk orgaan het plan vaststelde." in says(answer)
    assert keeper.post(ADOPT, told | {"other_body": "algemeen bestuur"}).status_code == 302
    assert PlanVersion.objects.get().adopted_by == "algemeen bestuur"


def in_future() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


SLIPS = [
    ({"body": ""}, "Wie stelde vast? Dit veld is verplicht."),
    ({"body": "koning"}, "Wie stelde vast? "),
    ({"adopted_on": ""}, "Datum van het besluit: Dit veld is verplicht."),
    ({"adopted_on": "1 juni"}, "Datum van het besluit: "),
    ({"adopted_on": in_future()}, "Een besluit kan niet in de toekomst liggen"),
    ({"decision": "x" * 51}, "Besluitnummer: "),
    ({"decision": "a\x00b"}, "Besluitnummer: "),
    ({"seen": "gisteren"}, ""),
]


@pytest.mark.parametrize(("slip", "sentence"), SLIPS)
def test_a_slip_in_a_decision_gets_a_sentence_and_adopts_nothing(keeper, slip, sentence):
    answer = keeper.post(ADOPT, DECISION | slip)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert sentence in says(answer)
    assert states() == [(1, False, True)]
    assert not TextChange.objects.exists()


def test_a_plan_without_themes_is_not_adopted(client_of, planbeheerder, heuvelland):
    answer = client_of(planbeheerder).post(ADOPT, DECISION)
    assert answer.status_code == 400
    assert "Dit plan heeft nog geen thema&#x27;s. Schrijf eerst de tekst." in says(answer)
    assert "Dit plan heeft nog geen thema's en kan" in says(client_of(planbeheerder).get(ADOPT))
    assert states() == [(1, False, True)]


def test_what_was_adopted_is_not_adopted_again(adopted, keeper):
    assert "Deze versie is al vastgesteld, op 1 juni 2020" in says(keeper.get(ADOPT))
    answer = keeper.post(ADOPT, LATE)
    assert answer.status_code == 400
    assert PlanVersion.objects.get().adopted_on == date(2020, 6, 1)


def test_a_text_that_a_colleague_changed_meanwhile_is_looked_at_first(keeper, superuser, wording):
    form = keeper.get(ADOPT).context["form"]
    told = DECISION | {"seen": form["seen"].value()}
    text = ActivityWording.objects.select_related("version__plan", "activity").get(pk=wording.pk)
    change_text(user=superuser, text=text, values={"title": "Anders"}, revision=0)
    answer = keeper.post(ADOPT, told)
    assert answer.status_code == 400
    assert "Een collega heeft de tekst gewijzigd nadat u deze pagina opende." in says(answer)
    assert states() == [(1, False, True)]
    again = DECISION | {"seen": answer.context["form"]["seen"].value()}
    assert keeper.post(ADOPT, again).status_code == 302


def test_a_fictional_person_adopts_fictionally(keeper, planbeheerder):
    planbeheerder.is_fictional = True
    planbeheerder.save()
    keeper.post(ADOPT, DECISION)
    version = PlanVersion.objects.select_related("plan").get()
    assert version.adoption_is_fictional
    assert version.plan.has_fiction
    assert "(fictief)" in says(keeper.get(VERSIONS))


def test_adoption_fixes_text_and_streefstatus(adopted, planbeheerder, wording, vaals, version):
    with pytest.raises(ValidationError, match="Kies Bijstellen"):
        refuse_fixed(planbeheerder, version)
    factories.change(planbeheerder, wording, vaals, target="geel")
    with pytest.raises(PermissionDenied, match="ligt vast"):
        factories.change(planbeheerder, wording, vaals, target="groen")


def undo(user, wording, municipality, entry):
    """Let somebody withdraw an entry of a cell as it stands now."""
    fresh = ActivityWording.objects.select_related("version__plan").get(pk=wording.pk)
    cell = factories.cell_of(wording, municipality)
    return withdraw(user=user, cell=cell, wording=fresh, entry_id=entry.pk)


def test_a_streefstatus_is_fixed_by_the_moment_of_adoption_and_not_by_its_day(
    keeper, planbeheerder, wording, vaals, meerssen
):
    before = factories.change(planbeheerder, wording, vaals, target="geel")
    today = timezone.localdate().isoformat()
    assert keeper.post(ADOPT, DECISION | {"adopted_on": today}).status_code == 302
    with pytest.raises(ValidationError, match="ligt vast"):
        undo(planbeheerder, wording, vaals, before)
    after = factories.change(planbeheerder, wording, meerssen, target="geel")
    undo(planbeheerder, wording, meerssen, after)
    assert factories.cell_of(wording, meerssen).target == ""


def test_a_backdated_decision_fixes_what_was_set_after_its_day(
    keeper, planbeheerder, wording, vaals
):
    entry = factories.change(planbeheerder, wording, vaals, target="geel")
    keeper.post(ADOPT, DECISION)
    with pytest.raises(ValidationError, match="ligt vast"):
        undo(planbeheerder, wording, vaals, entry)


# Adjusting


@pytest.fixture
def rich(wording, version) -> ActivityWording:
    """An activity with all that a text can have, among parts that ended."""
    other = factories.ThemeWordingFactory(version=version, number="4.1", position=900)
    wording.further_themes.add(other)
    wording.theme.safety_themes.add(SafetyTheme.objects.first())
    wording.realised, wording.source_note, wording.revision = "Gedaan", "pagina 4", 7
    wording.save()
    factories.PartnerFactory(name="Politie", wording=wording)
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    ended = {"end_kind": "beëindigd", "end_reason": "Klaar."}
    factories.ActivityWordingFactory(theme=wording.theme, **ended)
    gone = factories.ThemeWordingFactory(version=version, number="9", **ended)
    factories.ActivityWordingFactory(theme=gone)
    version.aims = ["Veilig"]
    version.save()
    return wording


def test_an_adjustment_copies_the_text(rich, adjusted):
    assert adjusted.aims == ["Veilig"]
    copy = adjusted.wordings.get()
    assert (copy.activity, copy.theme.theme) == (rich.activity, rich.theme.theme)
    assert (copy.theme.version, copy.revision) == (adjusted, 0)
    assert (copy.realised, copy.source_note) == ("Gedaan", "pagina 4")
    assert [each.number for each in copy.further_themes.all()] == ["4.1"]
    assert copy.further_themes.get().version == adjusted
    assert list(copy.theme.safety_themes.all()) == [SafetyTheme.objects.first()]
    assert [str(each) for each in copy.partners.all()] == ["Politie"]
    assert [str(each) for each in copy.coordinators.all()] == ["RIEC"]
    assert Cell.objects.filter(activity=rich.activity).count() == 3


def test_an_adjustment_leaves_what_was_adopted_and_is_recorded(
    rich, adopted, keeper, version, planbeheerder, audit_lines
):
    before = list(ActivityWording.objects.values())
    answer = keeper.post(ADJUST)
    assert (answer.status_code, answer["Location"]) == (302, f"{VERSIONS}2/bewerken/")
    assert list(ActivityWording.objects.filter(version=version).values()) == before
    assert states() == [(1, True, True), (2, False, False)]
    assert told_of(2) == [("geopend als concept", "versie 2")]
    assert audit_lines() == [("plan bijstellen", "heuvelland versie 2", planbeheerder.pk)]
    assert "Versie 2 is geopend als concept." in says(keeper.get(VERSIONS))


def test_the_adopted_version_holds_until_the_next_is_adopted(adjusted, keeper):
    assert "vastgesteld op 1 juni 2020" in says(keeper.get(PLAN))
    assert keeper.post(SECOND, LATE).status_code == 302
    assert states() == [(1, True, False), (2, True, True)]
    assert "vastgesteld op 1 juni 2021" in says(keeper.get(PLAN))
    assert keeper.post(ADJUST).status_code == 302
    assert states()[-1] == (3, False, False)


def test_a_version_is_not_adopted_before_the_one_before_it(adjusted, keeper):
    answer = keeper.post(SECOND, LATE | {"adopted_on": "2020-05-31"})
    assert answer.status_code == 400
    assert "Versie 1 is op 1 juni 2020 vastgesteld; kies die dag of later." in says(answer)
    assert keeper.post(SECOND, LATE | {"adopted_on": "2020-06-01"}).status_code == 302


def test_an_older_version_is_not_adopted_after_a_newer_one(adjusted, keeper):
    keeper.post(SECOND, LATE)
    PlanVersion.objects.filter(number=1).update(adopted_on=None)
    answer = keeper.post(ADOPT, LATE)
    assert answer.status_code == 400
    assert "Versie 2 is al vastgesteld" in says(answer)
    assert states() == [(1, False, False), (2, True, True)]


def test_there_is_one_concept_at_a_time(adjusted, keeper):
    assert "Versie 2 van Uitvoeringsplan Heuvelland is al een concept" in says(keeper.get(ADJUST))
    answer = keeper.post(ADJUST)
    assert answer.status_code == 400
    assert "Versie 2 is al een concept." in says(answer)
    assert len(states()) == 2


def test_a_plan_that_was_not_adopted_is_not_adjusted(keeper):
    assert keeper.get(ADJUST).status_code == 200
    assert "Versie 1 is al een concept." in says(keeper.post(ADJUST))


def test_adjusting_costs_the_same_for_a_big_plan(
    adopted, planbeheerder, heuvelland, wording, django_assert_num_queries
):
    for _each in range(10):
        more = factories.ActivityWordingFactory(theme=wording.theme)
        factories.PartnerFactory(wording=more)
        factories.CoordinatorFactory(wording=more)
    # savepoint and its release; plan, versions; version; themes with their places; activities
    # with coordinators, partners and further themes; four kinds of rows; history, stamp
    with django_assert_num_queries(17):
        adjust_plan(user=planbeheerder, plan=heuvelland)


# Closing


def test_closing_asks_once_and_names_the_plan(keeper, planbeheerder, heuvelland, audit_lines):
    text = says(keeper.get(CLOSE))
    assert "Wilt u Uitvoeringsplan Heuvelland afsluiten?" in text
    assert "Dit plan is nooit vastgesteld." in text
    answer = keeper.post(CLOSE, {"closed_on": "2024-02-01"})
    assert (answer.status_code, answer["Location"]) == (302, PLAN)
    heuvelland.refresh_from_db()
    assert heuvelland.closed_on == date(2024, 2, 1)
    assert told_of(1) == [("afgesloten op", "1-2-2024")]
    assert audit_lines() == [("plan afsluiten", "heuvelland", planbeheerder.pk)]
    assert "Dit plan is op 1 februari 2024 afgesloten." in says(keeper.get(CLOSE))


def test_an_open_concept_is_named_before_closing_and_stays(adjusted, keeper):
    assert "Versie 2 is nog een concept. Zij blijft leesbaar" in says(keeper.get(CLOSE))
    assert keeper.post(CLOSE, {"closed_on": "2024-02-01"}).status_code == 302
    assert states() == [(1, True, True), (2, False, False)]
    assert "wordt niet meer vastgesteld" in says(keeper.get(SECOND))


DAYS = [
    ("2019-12-31", "Kies een dag vanaf 1 juni 2020, de vaststelling."),
    ("2020-05-31", "Kies een dag vanaf 1 juni 2020, de vaststelling."),
    (in_future(), "Afsluiten kan niet op een dag in de toekomst; kies vandaag of eerder."),
    ("", "Afgesloten op: Dit veld is verplicht."),
    ("morgen", "Afgesloten op: "),
]


@pytest.mark.parametrize(("day", "sentence"), DAYS)
def test_a_day_that_does_not_fit_is_refused(adopted, keeper, heuvelland, day, sentence):
    answer = keeper.post(CLOSE, {"closed_on": day})
    assert answer.status_code == 400
    assert sentence in says(answer)
    heuvelland.refresh_from_db()
    assert heuvelland.closed_on is None


def test_a_plan_is_not_closed_before_its_first_day(keeper, heuvelland):
    answer = keeper.post(CLOSE, {"closed_on": "2019-12-31"})
    assert "Kies een dag vanaf 1 januari 2020, de eerste dag van het plan." in says(answer)
    first = timezone.localdate() + timedelta(days=30)
    Plan.objects.update(starts_on=first, ends_on=first + timedelta(days=365))
    answer = keeper.post(CLOSE, {"closed_on": timezone.localdate().isoformat()})
    assert answer.status_code == 400
    assert "vanaf die dag kan het worden afgesloten" in says(answer)


def test_what_is_closed_is_only_read(
    adjusted, keeper, planbeheerder, oov, wording, vaals, heuvelland
):
    entry = factories.change(oov, wording, vaals, status="geel")
    keeper.post(CLOSE, {"closed_on": "2024-02-01"})
    copy = adjusted.wordings.select_related("version__plan", "activity").get()
    writes = [
        lambda: factories.change(oov, wording, vaals, status="groen"),
        lambda: factories.change(planbeheerder, wording, vaals, target="groen"),
        lambda: undo(oov, wording, vaals, entry),
        lambda: refuse_fixed(planbeheerder, copy.version),
        lambda: refuse_fixed(oov, copy.version, owner=vaals.pk),
        lambda: adjust_plan(user=planbeheerder, plan=heuvelland),
        lambda: adopt_version(
            user=planbeheerder, version=adjusted, adopted_on=date(2021, 6, 1), adopted_by="raad"
        ),
        lambda: close_plan(user=planbeheerder, plan=heuvelland, closed_on=date(2024, 3, 1)),
    ]
    for write in writes:
        with pytest.raises(ValidationError, match="1 februari 2024 afgesloten"):
            write()
    for address, told in ((ADJUST, {}), (SECOND, LATE), (CLOSE, {"closed_on": "2024-03-01"})):
        answer = keeper.post(address, told)
        assert answer.status_code == 400
        assert "Dit plan is op 1 februari 2024 afgesloten; het ligt vast." in says(answer)
        assert Page(answer.content.decode()).problems() == []
        assert keeper.get(address).status_code == 200


# Two people at once: what one read is no longer so when the other is done


def test_of_two_who_adopt_the_second_hears_it(keeper, planbeheerder, superuser, version):
    told = {"adopted_on": date(2020, 6, 1), "adopted_by": "raad"}
    adopt_version(user=superuser, version=version, **told)
    assert not version.is_adopted  # as the second still sees it
    with pytest.raises(ValidationError, match="al vastgesteld, op 1 juni 2020 door raad"):
        adopt_version(user=planbeheerder, version=version, **told)


def test_of_two_who_adjust_the_second_hears_it(adopted, planbeheerder, superuser, heuvelland):
    adjust_plan(user=superuser, plan=heuvelland)
    with pytest.raises(ValidationError, match="Versie 2 is al een concept"):
        adjust_plan(user=planbeheerder, plan=heuvelland)


def closed_meanwhile(heuvelland: Plan, superuser) -> None:
    """Somebody closes the plan through a row of his own."""
    close_plan(user=superuser, plan=Plan.objects.get(pk=heuvelland.pk), closed_on=date(2024, 2, 1))


def test_who_writes_into_a_plan_that_was_closed_meanwhile_hears_it(
    adopted, oov, planbeheerder, superuser, heuvelland, wording, vaals, version
):
    fresh = ActivityWording.objects.select_related("version__plan").get(pk=wording.pk)
    cell = factories.cell_of(wording, vaals)
    closed_meanwhile(heuvelland, superuser)
    change = factories.Change(0, date(2022, 1, 1), status="geel")
    with pytest.raises(ValidationError, match="afgesloten; de stand ligt vast"):
        factories.change_cell(user=oov, cell=cell, wording=fresh, change=change)
    with pytest.raises(ValidationError, match="afgesloten; de tekst ligt vast"):
        refuse_fixed(planbeheerder, version)
    assert factories.cell_of(wording, vaals).status == ""
    assert heuvelland.closed_on is None  # as they still saw it


def test_who_writes_into_a_concept_that_was_adopted_meanwhile_hears_it(
    keeper, planbeheerder, wording, vaals, version, superuser
):
    fresh = ActivityWording.objects.select_related("version__plan").get(pk=wording.pk)
    cell = factories.cell_of(wording, vaals)
    keeper.post(ADOPT, DECISION)
    change = factories.Change(0, date(2022, 1, 1), target="geel")
    with pytest.raises(ValidationError, match="intussen vastgesteld"):
        factories.change_cell(user=planbeheerder, cell=cell, wording=fresh, change=change)
    with pytest.raises(ValidationError, match="Kies Bijstellen"):
        refuse_fixed(planbeheerder, version)
    change = factories.Change(0, date(2022, 1, 1), status="geel")
    factories.change_cell(user=superuser, cell=cell, wording=fresh, change=change)
    assert factories.cell_of(wording, vaals).status == "geel"


# The list, and the buttons


def test_the_list_tells_each_version_and_who_opened_it(adjusted, keeper, oov, client_of):
    today = timezone.localdate()
    opened = f"{today.day}-{today.month}-{today.year} door Petra Plan"
    new, old = rows(client_of(oov).get(VERSIONS))
    assert Page(keeper.get(VERSIONS).content.decode()).problems() == []
    assert new == [
        "Versie 2",
        "concept",
        "nog niet",
        "1 thema, 1 activiteit",
        opened,
        "Lezen: versie 2 Vergelijken met versie 1",
    ]
    assert old == [
        "Versie 1",
        "geldt nu",
        "1 juni 2020 door colleges van B&W, besluit 2020/17",
        "1 thema, 1 activiteit",
        "niet vastgelegd",
        "Lezen: versie 1",
    ]
    assert "Vaststellen: versie 2" in rows(keeper.get(VERSIONS))[0][-1]
    keeper.post(SECOND, LATE)
    assert [row[1] for row in rows(keeper.get(VERSIONS))] == ["geldt nu", "vervangen"]


def buttons(response) -> list[str]:
    """What the keeper can do, in the order of the page."""
    names = ["Vaststellen", "Bijstellen", "Afsluiten", "Versies", "Volgende periode"]
    text = says(response)
    return [name for name in names if name in text.split("Stand per gemeente")[0]]


def test_the_plan_offers_what_can_be_done_now(keeper, oov, client_of):
    always = ["Versies", "Volgende periode"]
    assert buttons(keeper.get(PLAN)) == ["Vaststellen", "Afsluiten", *always]
    assert buttons(client_of(oov).get(PLAN)) == ["Versies"]
    keeper.post(ADOPT, DECISION)
    keeper.get(PLAN)  # takes the message
    assert buttons(keeper.get(PLAN)) == ["Bijstellen", "Afsluiten", *always]
    keeper.post(ADJUST)
    page = keeper.get(PLAN)
    assert buttons(page) == ["Vaststellen", "Afsluiten", *always]
    assert "Versie 2 is in de maak als concept." in says(page)
    keeper.post(CLOSE, {"closed_on": "2024-02-01"})
    keeper.get(PLAN)
    assert buttons(keeper.get(PLAN)) == always


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(keeper, number):
    assert keeper.get(f"{PLAN}versies/{number}/vaststellen/").status_code == 404
