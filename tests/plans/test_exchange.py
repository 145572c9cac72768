"""A plan as one document: the real plan comes in as its source has it, and goes out the same."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.exchange.services import import_plan
from plans.models import Activity, ActivityWording, Cell, Coordinator, Entry, Plan, PlanVersion
from plans.rules.planning import Phase, phase_on
from plans.rules.status import Level, Status, stand_on
from tests.factories import change
from tests.plans.conftest import HEUVELLAND
from tests.plans.documents import documents, small_document


def exported(version: PlanVersion) -> str:
    """The text of a version's document."""
    return printed(document_of(version))


def elsewhere(act: Callable):
    """Do something in a database that forgets it: what ``act`` wrote is gone afterwards."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


def everything() -> dict[str, list]:
    """Every row of every table of the domain."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("plans").get_models()
    }


@pytest.fixture(scope="module")
def text() -> str:
    """The document of the real plan."""
    return HEUVELLAND.read_text("utf-8")


# The real plan, against its source


def test_the_plan_is_a_concept_of_five_municipalities(real_plan):
    plan = real_plan.plan
    assert (plan.group.name, plan.kind) == ("Heuvelland", "uvp")
    assert (plan.starts_on, plan.ends_on) == (date(2020, 1, 1), date(2023, 12, 31))
    assert not real_plan.is_adopted
    shorts = plan.municipalities.order_by("planmunicipality__position").values_list("short")
    assert [short for (short,) in shorts] == ["E-M", "G-W", "Mee", "Vaals", "Val"]


def test_seventeen_themes_with_their_activities(real_plan):
    counted = {theme.number: theme.activities.count() for theme in real_plan.themes.all()}
    assert counted == {
        "3.1": 14,
        "3.2": 9,
        "3.3": 9,
        "4.1": 7,
        "4.2": 5,
        "4.3": 7,
        "4.4": 2,
        "4.5": 2,
        "5.1": 4,
        "5.2": 3,
        "5.3": 10,
        "5.4": 2,
        "5.5": 4,
        "5.6": 4,
        "5.7": 2,
        "5.8": 2,
        "5.9": 2,
    }
    assert list(counted) == sorted(counted)


def test_88_activities_with_176_points(real_plan):
    wordings = real_plan.wordings.all()
    assert len(wordings) == Activity.objects.count() == 88
    assert sum(len(wording.points) for wording in wordings) == 176


def test_thirteen_coordinators_are_undecided(real_plan):
    undecided = real_plan.wordings.filter(coordinator_undecided=True)
    assert undecided.count() == 13
    assert not undecided.filter(coordinators__isnull=False).exists()


def test_continuous_and_open_ended_plannings(real_plan):
    assert real_plan.wordings.filter(planning_continuous=True).count() == 39
    open_ended = real_plan.wordings.filter(planning_open_ended=True, planning_continuous=False)
    assert open_ended.count() == 20


def test_chapter_five_is_local_and_the_rest_unknown(real_plan):
    scopes = Counter((each.theme.number[0], each.scope) for each in _wordings(real_plan))
    assert scopes == {("3", ""): 32, ("4", ""): 23, ("5", ActivityWording.Scope.LOCAL): 33}


def test_what_starts_after_november_2020_is_planned_for_2021_or_2022(real_plan):
    later = {
        wording.planning_text
        for wording in real_plan.wordings.all()
        if phase_on(wording.planning, date(2020, 11, 30)) is Phase.LATER
    }
    assert later == {"2021", "2022"}


def test_twelve_cells_say_something(real_plan):
    told = {
        (cell.activity.wordings.get().subject, cell.municipality.short): (cell.status, cell.level)
        for cell in Cell.objects.exclude(status="", level=Level.LOKAAL)
    }
    own, by_group = (Status.NVT, Level.LOKAAL), ("", Level.GROEP)
    towns = ["E-M", "G-W", "Mee", "Vaals", "Val"]
    assert told == {
        **{("Regionaal Bestuurlijk Overleg", town): by_group for town in towns},
        **{("Publiek-private samenwerking", town): own for town in towns[:4]},
        **{("Regelgeving, toezicht en handhaving", town): own for town in towns[:2]},
        ("Veilige bedrijventerreinen", "Val"): own,
    }


def test_no_colour_is_invented(real_plan):
    assert not Entry.objects.filter(status__in=["rood", "geel", "groen", "grijs"]).exists()
    assert not Entry.objects.exclude(target="").exists()
    assert Cell.objects.filter(municipality__isnull=False).count() == 88 * 5
    assert Cell.objects.filter(municipality__isnull=True).count() == 88


def test_43_abbreviations_of_which_two_are_misprinted(real_plan):
    abbreviations = {row.abbreviation: row.remark for row in real_plan.plan.abbreviations.all()}
    assert len(abbreviations) == 43
    assert "KVU" in abbreviations["KVV"]
    assert "GVVP" in abbreviations["GVVV"]


def test_vaa_is_vaals(real_plan):
    vaals = Coordinator.objects.get(aliases__name="Vaa")
    assert (vaals.name, vaals.municipality.code) == ("Vaals", "GM0981")
    assert not Coordinator.objects.filter(name="Vaa").exists()


def _wordings(version: PlanVersion):
    return version.wordings.select_related("theme")


# Out and in


def test_the_fixture_is_its_own_export(real_plan, text):
    assert exported(real_plan) == text


def test_a_plan_with_a_history_goes_out_and_comes_in_the_same(wording, vaals, meerssen, superuser):
    change(superuser, wording, vaals, status="groen", target="groen", note="Ingevoerd.")
    change(superuser, wording, vaals, status="rood", note="Weg: “é”\n2e regel", reason="geld")
    change(superuser, wording, meerssen, level="groep")
    change(superuser, wording, None, status="geel")
    text = _renamed(exported(wording.version))
    assert elsewhere(lambda: exported(import_plan(text=text))) == text


def _renamed(text: str) -> str:
    """The same document for municipalities and a plan that are not there yet."""
    for there, new in [("GM09", "GM77"), ("heuvelland", "elders"), ("Heuvelland", "Elders")]:
        text = text.replace(there, new)
    return text.replace('"name": "Vaals"', '"name": "V"').replace(
        '"name": "Meerssen"', '"name": "M"'
    )


def test_importing_twice_changes_nothing(real_plan, text):
    before = everything()
    assert import_plan(text=text) == real_plan
    assert everything() == before


def test_a_plan_that_is_there_and_differs_is_refused(real_plan, text):
    before = everything()
    with pytest.raises(ValidationError, match="bestaat al en is anders dan dit bestand"):
        import_plan(text=text.replace("Wet verplichte ggz", "Iets anders", 1))
    assert everything() == before


def test_an_imported_cell_can_be_changed_further(real_plan, superuser):
    wording = real_plan.wordings.get(activity__key="cameratoezicht-op-bedrijventerreinen-invoeren")
    town = real_plan.plan.municipalities.get(short="Val")
    change(superuser, wording, town, status="geel")
    cell = wording.activity.cells.get(municipality=town)
    assert (cell.status, cell.revision) == ("geel", 2)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_any_document_survives_the_round_trip(db, document):
    text = printed(document)
    assert elsewhere(lambda: exported(import_plan(text=text))) == text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_importing_any_document_twice_changes_nothing(db, document):
    def twice():
        import_plan(text=printed(document))
        before = everything()
        import_plan(text=printed(document))
        return before, everything()

    before, after = elsewhere(twice)
    assert after == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_the_stand_of_an_imported_cell_is_the_fold_of_its_entries(db, document):
    def cells():
        import_plan(text=printed(document))
        return [
            (cell, stand_on([entry.fact for entry in cell.entries.all()], None))
            for cell in Cell.objects.prefetch_related("entries")
        ]

    for cell, stand in elsewhere(cells):
        assert (cell.status, cell.level, cell.target) == (stand.status, stand.level, stand.target)
        assert (cell.note, cell.since, cell.touched) == (stand.note, stand.since, stand.touched)


# Documents that have less than an export


def test_statuses_without_a_history_hold_from_the_first_day(db):
    document = small_document()
    del document["entries"]
    version = import_plan(text=json.dumps(document))
    entry = Entry.objects.get()
    assert (entry.status, entry.valid_from) == ("geel", version.plan.starts_on)
    assert (entry.author, entry.is_imported) == ("opdrachtregel", True)


def test_an_activity_without_a_key_gets_one_from_its_title(db):
    document = small_document()
    del document["entries"]
    activity = document["themes"][0]["activities"][0]
    del activity["key"]
    document["themes"][0]["activities"].append(copy.deepcopy(activity))
    version = import_plan(text=json.dumps(document))
    keys = version.wordings.values_list("activity__key", flat=True)
    assert list(keys) == ["meldcode-invoeren", "meldcode-invoeren-2"]


# Broken documents


def _without(document, *names):
    for name in names[:-1]:
        document = document[name]
    del document[names[-1]]


def _with(document, *path):
    *names, last, value = path
    for name in names:
        document = document[name]
    document[last] = value


def _doubled(document, *path):
    rows = document
    for name in path:
        rows = rows[name]
    rows.append(copy.deepcopy(rows[0]))


ACTIVITY = ("themes", 0, "activities", 0)
AT = "themes[0].activities[0]"
BROKEN = {
    "no title": (
        lambda it: _without(it, "plan", "title"),
        "plan: hier ontbreekt title.",
    ),
    "no themes": (lambda it: _without(it, "themes"), "document: hier ontbreekt themes."),
    "another schema": (lambda it: _with(it, "schema", 2), "schema: kies uit: 1."),
    "an unknown field": (lambda it: _with(it, "plan", "kleur", 1), "plan: onbekend veld kleur."),
    "an unknown kind": (
        lambda it: _with(it, "plan", "kind", "jup"),
        "plan.kind: kies uit: ivp, uvp.",
    ),
    "a number for a text": (
        lambda it: _with(it, *ACTIVITY, "title", 3),
        f"{AT}.title: hier hoort tekst.",
    ),
    "a long title": (
        lambda it: _with(it, *ACTIVITY, "title", "x" * 201),
        f"{AT}.title: te lang; hoogstens 200 tekens.",
    ),
    "a day that is none": (
        lambda it: _with(it, "plan", "period", "start", "2020-02-30"),
        "plan.period.start: dit is geen datum; schrijf JJJJ-MM-DD.",
    ),
    "a moment without a zone": (
        lambda it: _with(it, "entries", 0, "recorded_at", "2020-02-03T10:00:00"),
        "entries[0].recorded_at: dit is geen datum; schrijf JJJJ-MM-DDTUU:MM:SS+00:00.",
    ),
    "an unknown colour": (
        lambda it: _with(it, *ACTIVITY, "statuses", "GM7701", "status", "paars"),
        f"{AT}.statuses.GM7701.status: kies uit: rood, geel, groen, grijs, nvt, null.",
    ),
    "a text that no database keeps": (
        lambda it: _with(it, *ACTIVITY, "description", "\0"),
        f"{AT}.description: deze waarde is niet toegestaan.",
    ),
    "a plan that ends before it starts": (
        lambda it: _with(it, "plan", "period", "end", "2019-12-31"),
        "plan.period: het plan eindigt voordat het begint.",
    ),
    "a municipality twice": (
        lambda it: _doubled(it, "plan", "municipalities"),
        "plan.municipalities: gemeente GM7701 staat er 2 keer.",
    ),
    "a theme twice": (
        lambda it: _doubled(it, "themes"),
        "themes: themanummer 3.1 staat er 2 keer.",
    ),
    "an activity twice": (
        lambda it: _doubled(it, "themes", 0, "activities"),
        "themes: kenmerk meldcode staat er 2 keer.",
    ),
    "a planning that ends before it starts": (
        lambda it: it["themes"][0]["activities"][0]["planning"].update(
            start="2021-01-01", end="2020-01-01"
        ),
        f"{AT}.planning: de planning eindigt voordat zij begint.",
    ),
    "a status elsewhere": (
        lambda it: _with(it, *ACTIVITY, "statuses", "GM9999", {"status": None}),
        f"{AT}.statuses: gemeente GM9999 hoort niet bij dit plan.",
    ),
    "a remark on nobody": (
        lambda it: _with(it, *ACTIVITY, "partner_remarks", {"Niemand": "op afroep"}),
        f"{AT}.partner_remarks: Niemand is hier geen partner.",
    ),
    "an entry of no activity": (
        lambda it: _with(it, "entries", 0, "activity", "weg"),
        "entries[0]: activiteit weg staat niet in het plan.",
    ),
    "an entry elsewhere": (
        lambda it: _with(it, "entries", 0, "municipality", "GM9999"),
        "entries[0]: gemeente GM9999 hoort niet bij dit plan.",
    ),
    "an entry before the plan": (
        lambda it: _with(it, "entries", 0, "valid_from", "2019-12-31"),
        "entries[0].valid_from: deze dag ligt voor de eerste dag van het plan.",
    ),
    "an entry that says nothing": (
        lambda it: _with(it, "entries", 0, "status", None),
        "entries[0]: deze regel zegt niets over status, uitvoering of streefstatus.",
    ),
    "an entry that cancels itself": (
        lambda it: _with(it, "entries", 0, "cancels", 1),
        "entries[0]: herroept een regel die niet eerder bij deze cel staat.",
    ),
    "an entry number twice": (
        lambda it: _doubled(it, "entries"),
        "entries: nummer 1 staat er 2 keer.",
    ),
    "a status that no entry gave": (
        lambda it: _with(it, *ACTIVITY, "statuses", "GM7701", "status", "groen"),
        f"{AT}.statuses.GM7701: deze stand volgt niet uit entries.",
    ),
    "a municipality with a line end": (
        lambda it: _with(it, "plan", "municipalities", 0, "code", "GM7701\n"),
        "plan.municipalities[0].code: deze waarde is niet toegestaan.",
    ),
    "a key with a line end": (
        lambda it: _with(it, *ACTIVITY, "key", "meldcode\n"),
        f"{AT}.key: deze waarde is niet toegestaan.",
    ),
    "a name that no database keeps": (
        lambda it: _with(it, "plan", "municipalities", 0, "name", "Er\0gens"),
        "plan.municipalities[0].name: deze waarde is niet toegestaan.",
    ),
    "a long address of a group": (
        lambda it: _with(it, "plan", "group", {"slug": "x" * 51, "name": "Groep"}),
        "plan.group.slug: te lang; hoogstens 50 tekens.",
    ),
    "a name of two municipalities": (
        lambda it: it["plan"]["municipalities"].append(
            {"code": "GM7702", "name": "Ergens", "short": "Er2"}
        ),
        "plan.municipalities: naam Ergens staat er 2 keer.",
    ),
    "a name that another municipality has": (
        lambda it: _with(it, "plan", "municipalities", 0, "name", "Kerkrade"),
        "plan.municipalities: Kerkrade heeft hier een andere code.",
    ),
    "an abbreviation twice": (
        lambda it: _with(it, "abbreviations", [{"abbreviation": "OM", "meaning": "x"}] * 2),
        "abbreviations: afkorting OM staat er 2 keer.",
    ),
    "one partner under two names": (
        lambda it: (
            it.update(partners=[{"name": "Politie", "aliases": ["Pol"]}])
            or _with(it, *ACTIVITY, "partners", ["Politie", "Pol"])
        ),
        "themes: bij Meldcode invoeren staat Politie 2 keer.",
    ),
    "entries in another order": (
        lambda it: (
            it["entries"].insert(0, {**it["entries"][0], "number": 2, "status": "rood"})
            or _with(it, *ACTIVITY, "statuses", "GM7701", "status", "rood")
        ),
        "entries: zet de regels op volgorde van nummer.",
    ),
    "an entry withdrawn twice": (
        lambda it: it["entries"].extend(
            {**it["entries"][0], "number": number, "status": None, "cancels": 1}
            for number in (2, 3)
        ),
        "entries: herroeping van regel 1 staat er 2 keer.",
    ),
    "a withdrawal withdrawn": (
        lambda it: it["entries"].extend(
            {**it["entries"][0], "number": number, "status": None, "cancels": number - 1}
            for number in (2, 3)
        ),
        "entries[2]: herroept een regel die niet eerder bij deze cel staat.",
    ),
    "two municipalities without a group": (
        lambda it: it["plan"]["municipalities"].append(
            {"code": "GM7702", "name": "Elders", "short": "Els"}
        ),
        "plan.group: een plan van meer gemeenten hoort bij een groep.",
    ),
    "a plan to carry out that is not there": (
        lambda it: _with(it, "plan", "implements", "ivp-weg"),
        "plan.implements: het plan ivp-weg is er niet; importeer dat eerst.",
    ),
    "a status of a group without a group": (
        lambda it: (
            _with(it, "entries", 0, "municipality", None) or _with(it, *ACTIVITY, "statuses", {})
        ),
        "entries: een stand van de groep bij meldcode, maar dit plan is van één gemeente.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_refused_with_place_and_reason(kerkrade_plan, name):
    breaking, sentence = BROKEN[name]
    document = small_document()
    breaking(document)
    before = everything()
    with pytest.raises(ValidationError) as error:
        import_plan(text=json.dumps(document))
    assert sentence in error.value.messages
    assert everything() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Het bestand is geen geldige JSON: fout op regel 1, teken 1."),
        ('{"schema": 1,\n "plan"}', "Het bestand is geen geldige JSON: fout op regel 2, teken 8."),
        (b"\xff\xfe\xff", "Het bestand is geen UTF-8-tekst."),
        ("[" * 100_000, "Het bestand is te diep genest om een plan te zijn."),
        ("1" * 5000, "Het bestand bevat een getal dat te lang is."),
        ("[]", "document: hier hoort een object."),
        ("null", "document: hier hoort een object."),
    ],
)
def test_a_file_that_is_no_document_is_refused(db, text, sentence):
    with pytest.raises(ValidationError) as error:
        import_plan(text=text)
    assert error.value.messages == [sentence]


def test_many_mistakes_are_counted_and_the_first_are_named(db):
    document = small_document()
    document["themes"] = [{}] * 31
    with pytest.raises(ValidationError) as error:
        import_plan(text=json.dumps(document))
    assert len(error.value.messages) == 21
    assert error.value.messages[-1] == "En nog 11 andere fouten."


def test_a_municipality_that_has_another_name_here_is_refused(db, kerkrade):
    document = small_document()
    town = {"code": kerkrade.code, "name": "Kirchroa", "short": kerkrade.short}
    document["plan"]["municipalities"] = [town]
    document["themes"] = document["entries"] = []
    before = everything()
    with pytest.raises(ValidationError, match=r"GM0928 heet hier Kerkrade \(Ker\)"):
        import_plan(text=json.dumps(document))
    assert everything() == before


# Who may


def _plan_of(*towns, group=None) -> str:
    document = small_document()
    document["plan"]["municipalities"] = [
        {"code": town.code, "name": town.name, "short": town.short} for town in towns
    ]
    document["plan"]["group"] = group and {"slug": group.slug, "name": group.name}
    document["themes"] = document["entries"] = []
    return json.dumps(document)


@pytest.mark.parametrize("name", ["beheerder", "superuser"])
def test_who_imports_a_plan_of_the_own_municipality(request, vaals, name):
    version = import_plan(text=_plan_of(vaals), user=request.getfixturevalue(name))
    assert version.plan.municipality == vaals


@pytest.mark.parametrize(
    "name",
    ["oov", "planbeheerder", "burgemeester", "griffie", "beheerder_meerssen", "roleless"],
)
def test_who_imports_no_plan_of_vaals(request, vaals, name):
    user = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        import_plan(text=_plan_of(vaals), user=user)
    assert not Plan.objects.exists()


def test_only_the_superuser_imports_a_plan_of_a_group(vaals, group, beheerder, superuser):
    text = _plan_of(vaals, group=group)
    with pytest.raises(PermissionDenied):
        import_plan(text=text, user=beheerder)
    assert import_plan(text=text, user=superuser).plan.group == group


def test_a_beheerder_makes_no_municipalities(beheerder):
    with pytest.raises(PermissionDenied):
        import_plan(text=json.dumps(small_document()), user=beheerder)
    assert not Plan.objects.exists()
