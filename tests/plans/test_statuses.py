"""Changing and withdrawing statuses: who may, what is refused, and that nothing is lost."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Cell, Entry
from plans.rules.status import Level, Reason, Status, stand_on
from plans.services.statuses import Change, ConflictError, change_cell, change_cells, withdraw
from tests.factories import ActivityWordingFactory, cell_of, change

SPRING, SUMMER, AUTUMN = date(2021, 3, 1), date(2021, 7, 1), date(2021, 10, 1)
PEOPLE = (
    "outsider",
    "oov",
    "planbeheerder",
    "burgemeester",
    "griffie",
    "beheerder",
    "oov_meerssen",
    "planbeheerder_kerkrade",
    "planbeheerder_meerssen",
    "burgemeester_meerssen",
    "griffie_meerssen",
    "beheerder_meerssen",
    "roleless",
    "superuser",
)


@pytest.fixture
def adopted(version):
    """The plan of the group, adopted by the college on 1 June 2020."""
    version.adopted_on = date(2020, 6, 1)
    version.save()
    return version


def snapshot() -> tuple[list, list]:
    """Every cell and entry as the database has them."""
    return list(Cell.objects.order_by("pk").values()), list(Entry.objects.values())


def undo(user, wording, municipality, entry) -> Entry:
    """Let somebody withdraw an entry of a cell as it stands now."""
    cell = cell_of(wording, municipality)
    return withdraw(user=user, cell=cell, wording=wording, entry_id=entry.pk)


# Who may


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("vaals", {"oov", "superuser"}),
        ("meerssen", {"oov_meerssen", "superuser"}),
        (None, {"planbeheerder", "superuser"}),
    ],
)
def test_who_changes_a_status(request, wording, name, column, allowed):
    user, town = request.getfixturevalue(name), column and request.getfixturevalue(column)
    if name in allowed:
        assert change(user, wording, town, status="geel").actor == user
        assert cell_of(wording, town).status == "geel"
    else:
        with pytest.raises(PermissionDenied):
            change(user, wording, town, status="geel")
        assert not Entry.objects.exists()


@pytest.mark.parametrize("name", PEOPLE)
def test_who_changes_a_streefstatus(request, wording, vaals, name):
    user = request.getfixturevalue(name)
    if name in {"planbeheerder", "superuser"}:
        change(user, wording, vaals, target="groen")
        assert cell_of(wording, vaals).target == "groen"
    else:
        with pytest.raises(PermissionDenied):
            change(user, wording, vaals, target="groen")
        assert not Entry.objects.exists()


def test_a_role_that_ended_changes_nothing(wording, vaals, oov):
    oov.active_membership.ended_at = timezone.now()
    with pytest.raises(PermissionDenied):
        change(oov, wording, vaals, status="geel")


# What is recorded


def test_a_change_is_recorded_with_who_and_when(wording, vaals, oov):
    before = timezone.now()
    entry = change(oov, wording, vaals, status="rood", note=" Geen mensen. ", valid_from=SPRING)
    entry.refresh_from_db()
    assert (entry.actor, entry.status, entry.note) == (oov, "rood", "Geen mensen.")
    assert entry.valid_from == SPRING
    assert before <= entry.recorded_at <= timezone.now()
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.note, cell.since, cell.touched) == (
        "rood",
        "Geen mensen.",
        SPRING,
        SPRING,
    )
    assert cell.revision == 1


def test_a_change_moves_the_day_on_which_statuses_changed(heuvelland, wording, vaals, oov):
    assert heuvelland.statuses_changed_at is None
    change(oov, wording, vaals, status="geel")
    heuvelland.refresh_from_db()
    assert heuvelland.statuses_changed_at is not None


def test_a_change_leaves_other_cells_alone(wording, vaals, meerssen, oov):
    change(oov, wording, vaals, status="geel")
    assert cell_of(wording, meerssen).status == cell_of(wording, None).status == ""


def test_a_backdated_change_does_not_replace_a_newer_stand(wording, vaals, oov):
    change(oov, wording, vaals, status="groen", valid_from=AUTUMN)
    change(oov, wording, vaals, status="geel", valid_from=SPRING)
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.since) == ("groen", AUTUMN)
    facts = [entry.fact for entry in cell.entries.all()]
    assert stand_on(facts, SUMMER).status == "geel"


def test_a_fictional_person_leaves_fictional_traces(wording, vaals, oov):
    oov.is_fictional = True
    assert change(oov, wording, vaals, status="geel").is_fictional
    assert cell_of(wording, vaals).is_fictional


def test_what_a_form_repeats_is_not_recorded(wording, vaals, planbeheerder, oov):
    change(planbeheerder, wording, vaals, target="groen")
    entry = change(oov, wording, vaals, status="geel", level=Level.LOKAAL, target="groen")
    assert (entry.status, entry.level, entry.target) == ("geel", "", "")


def test_h_shows_the_group_and_keeps_the_own_status(wording, vaals, oov):
    change(oov, wording, vaals, status="geel", valid_from=SPRING)
    entry = change(oov, wording, vaals, status="groen", level=Level.GROEP, valid_from=SUMMER)
    assert entry.status == ""
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.level) == ("geel", Level.GROEP)
    change(oov, wording, vaals, status="groen", level=Level.LOKAAL, valid_from=AUTUMN)
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.level) == ("groen", Level.LOKAAL)


# What is refused


def refused(user, wording, municipality, **what) -> dict[str, list[str]]:
    """The sentences with which a change is refused, by field; nothing may have been written."""
    before = snapshot()
    with pytest.raises(ValidationError) as error:
        change(user, wording, municipality, **what)
    assert snapshot() == before
    return error.value.message_dict


def test_nothing_chosen_is_refused(wording, vaals, oov):
    assert refused(oov, wording, vaals, note="?") == {"status": ["Kies een status."]}


def test_a_status_of_a_cell_that_the_group_carries_out_is_refused(wording, vaals, oov):
    change(oov, wording, vaals, level=Level.GROEP)
    sentences = refused(oov, wording, vaals, status="groen")["status"]
    assert sentences == [
        "Deze cel volgt Heuvelland (H). Zet Uitvoering op Lokaal voor een eigen status."
    ]


def test_the_group_cannot_leave_its_own_work_to_the_group(wording, planbeheerder):
    found = refused(planbeheerder, wording, None, level=Level.GROEP)
    assert found == {"level": ["Alleen een gemeente in een samenwerkingsverband kan H kiezen."]}


def test_a_municipality_on_its_own_has_no_h(kerkrade, kerkrade_plan, outsider):
    wording = kerkrade_plan.versions.get().wordings.get()
    assert "level" in refused(outsider, wording, kerkrade, level=Level.GROEP)


def test_a_day_before_the_plan_is_refused(wording, vaals, oov):
    found = refused(oov, wording, vaals, status="geel", valid_from=date(2019, 12, 31))
    assert found == {
        "valid_from": ["Kies een dag vanaf 1 januari 2020, de eerste dag van het plan."]
    }


def test_a_day_to_come_is_refused(wording, vaals, oov):
    day = timezone.localdate() + timedelta(days=2)
    found = refused(oov, wording, vaals, status="geel", valid_from=day)
    assert found == {
        "valid_from": ["Een status kan niet in de toekomst ingaan; kies vandaag of eerder."]
    }


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2024, 2, 29)])
def test_the_first_day_and_days_after_the_period_are_allowed(wording, vaals, oov, day):
    assert change(oov, wording, vaals, status="geel", valid_from=day).valid_from == day


def test_going_back_needs_note_and_reason(wording, vaals, oov):
    change(oov, wording, vaals, status="groen", valid_from=SPRING)
    back = {"status": "geel", "valid_from": SUMMER}
    assert refused(oov, wording, vaals, **back) == {
        "note": ["De status gaat terug van groen naar geel. Schrijf een toelichting."],
        "reason": ["De status gaat terug van groen naar geel. Kies een reden."],
    }
    assert refused(oov, wording, vaals, note="  ", reason=Reason.GELD, **back).keys() == {"note"}
    assert refused(oov, wording, vaals, note="Te duur.", **back).keys() == {"reason"}
    entry = change(oov, wording, vaals, note="Te duur.", reason=Reason.GELD, **back)
    assert (entry.note, entry.reason) == ("Te duur.", "geld")


def test_going_back_is_judged_on_the_day_from_which_it_holds(wording, vaals, oov):
    change(oov, wording, vaals, status="groen", valid_from=AUTUMN)
    change(oov, wording, vaals, status="geel", valid_from=SPRING)
    assert refused(oov, wording, vaals, status="rood", valid_from=SUMMER).keys() == {
        "note",
        "reason",
    }


@pytest.mark.parametrize(
    ("ends", "open_ended", "asked"),
    [
        (date(2021, 6, 30), False, {"note", "reason"}),
        (date(2021, 6, 30), True, set()),
        (date(2021, 7, 1), False, set()),
        (None, False, set()),
    ],
)
def test_rood_after_the_term_needs_note_and_reason(wording, vaals, oov, ends, open_ended, asked):
    wording.planning_end, wording.planning_open_ended = ends, open_ended
    wording.save()
    if asked:
        found = refused(oov, wording, vaals, status="rood", valid_from=SUMMER)
        assert found.keys() == asked
    else:
        assert change(oov, wording, vaals, status="rood", valid_from=SUMMER).pk


@pytest.mark.parametrize("status", ["grijs", "nvt"])
def test_a_colour_that_stops_applying_needs_a_note_only(wording, vaals, oov, status):
    change(oov, wording, vaals, status="geel", valid_from=SPRING)
    found = refused(oov, wording, vaals, status=status, valid_from=SUMMER)
    assert found.keys() == {"note"}
    assert change(oov, wording, vaals, status=status, valid_from=SUMMER, note="Geen haven.").pk


def test_a_closed_plan_is_not_changed(heuvelland, wording, vaals, oov):
    entry = change(oov, wording, vaals, status="geel")
    heuvelland.closed_on = date(2024, 3, 1)
    heuvelland.save()
    sentence = "Dit plan is op 1 maart 2024 afgesloten; de stand ligt vast."
    with pytest.raises(ValidationError) as error:
        change(oov, wording, vaals, status="groen")
    assert error.value.messages == [sentence]
    with pytest.raises(ValidationError) as error:
        undo(oov, wording, vaals, entry)
    assert error.value.messages == [sentence]


# Streefstatus


def test_adoption_fixes_streefstatus(adopted, wording, vaals, planbeheerder):
    Cell.objects.update(target="geel")
    with pytest.raises(PermissionDenied, match="ligt vast"):
        change(planbeheerder, wording, vaals, target="groen")


def test_a_streefstatus_left_empty_is_filled_after_adoption(adopted, wording, vaals, planbeheerder):
    entry = change(planbeheerder, wording, vaals, target="groen")
    assert (entry.target, cell_of(wording, vaals).target) == ("groen", "groen")


def test_the_streefstatus_of_a_concept_is_changed_freely(wording, vaals, planbeheerder):
    change(planbeheerder, wording, vaals, target="groen")
    change(planbeheerder, wording, vaals, target="rood")
    assert cell_of(wording, vaals).target == "rood"


# Two people at once


def test_who_is_second_hears_that_somebody_was_first(wording, vaals, oov, superuser):
    shown = cell_of(wording, vaals)
    change(superuser, wording, vaals, status="geel")
    before = snapshot()
    with pytest.raises(ConflictError) as conflict:
        change_cell(
            user=oov,
            cell=shown,
            wording=wording,
            change=Change(revision=0, valid_from=SUMMER, status="groen"),
        )
    assert conflict.value.cell.status == "geel"
    assert snapshot() == before


def test_what_was_shown_before_a_withdrawal_is_out_of_date(wording, vaals, oov):
    entry = change(oov, wording, vaals, status="geel")
    shown = cell_of(wording, vaals)
    undo(oov, wording, vaals, entry)
    late = Change(revision=shown.revision, valid_from=SUMMER, status="groen")
    with pytest.raises(ConflictError):
        change_cell(user=oov, cell=shown, wording=wording, change=late)


# Several cells together


def test_several_changes_are_written_together(wording, vaals, oov):
    other = ActivityWordingFactory(theme=wording.theme)
    changes = [
        (cell_of(each, vaals), each, Change(0, SUMMER, status=status))
        for each, status in [(wording, "geel"), (other, "groen")]
    ]
    assert len(change_cells(user=oov, changes=changes)) == 2
    assert cell_of(wording, vaals).status == "geel"
    assert cell_of(other, vaals).status == "groen"


def test_one_refused_change_refuses_all(wording, vaals, oov, superuser):
    wordings = [wording, *ActivityWordingFactory.create_batch(3, theme=wording.theme)]
    cells = [cell_of(each, vaals) for each in wordings]
    change(superuser, wordings[2], vaals, status="geel")
    before = snapshot()
    what = [
        Change(0, SUMMER, status="geel"),
        Change(0, date(2019, 1, 1), status="geel"),
        Change(0, SUMMER, status="groen"),
        Change(0, SUMMER, status="geel"),
    ]
    with pytest.raises(ValidationError) as error:
        change_cells(user=oov, changes=list(zip(cells, wordings, what, strict=True)))
    told = error.value.message_dict
    assert told.keys() == {f"{cells[1].pk}-valid_from", f"{cells[2].pk}-status"}
    assert "intussen gewijzigd" in told[f"{cells[2].pk}-status"][0]
    assert snapshot() == before


def test_one_forbidden_change_refuses_all(wording, vaals, meerssen, oov):
    changes = [
        (cell_of(wording, town), wording, Change(0, SUMMER, status="geel"))
        for town in [vaals, meerssen]
    ]
    before = snapshot()
    with pytest.raises(PermissionDenied):
        change_cells(user=oov, changes=changes)
    assert snapshot() == before


# Withdrawing


def test_withdrawing_brings_back_what_was(wording, vaals, oov):
    change(oov, wording, vaals, status="geel", note="Bezig.", valid_from=SPRING)
    mistake = change(oov, wording, vaals, status="groen", valid_from=SUMMER)
    cancelling = undo(oov, wording, vaals, mistake)
    assert (cancelling.cancels, cancelling.actor) == (mistake, oov)
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.note, cell.since, cell.touched) == ("geel", "Bezig.", SPRING, SPRING)
    assert cell.revision == 3
    assert Entry.objects.count() == 3


def test_withdrawing_the_only_entry_leaves_the_cell_empty(wording, vaals, oov):
    undo(oov, wording, vaals, change(oov, wording, vaals, status="geel"))
    cell = cell_of(wording, vaals)
    assert (cell.status, cell.since, cell.touched) == ("", None, None)


def test_one_entry_after_another_is_withdrawn(wording, vaals, oov):
    first = change(oov, wording, vaals, status="geel", valid_from=SPRING)
    second = change(oov, wording, vaals, status="groen", valid_from=SUMMER)
    undo(oov, wording, vaals, second)
    undo(oov, wording, vaals, first)
    assert cell_of(wording, vaals).status == ""


def test_only_the_newest_entry_is_withdrawn(wording, vaals, oov):
    older = change(oov, wording, vaals, status="geel", valid_from=SUMMER)
    change(oov, wording, vaals, status="rood", valid_from=SPRING)
    before = snapshot()
    with pytest.raises(ValidationError, match="Alleen de laatste wijziging"):
        undo(oov, wording, vaals, older)
    assert snapshot() == before


def test_withdrawing_twice_is_refused(wording, vaals, oov):
    entry = change(oov, wording, vaals, status="geel")
    undo(oov, wording, vaals, entry)
    before = snapshot()
    with pytest.raises(ValidationError, match="Alleen de laatste wijziging"):
        undo(oov, wording, vaals, entry)
    assert snapshot() == before


def test_a_withdrawal_is_not_withdrawn(wording, vaals, oov):
    cancelling = undo(oov, wording, vaals, change(oov, wording, vaals, status="geel"))
    with pytest.raises(ValidationError, match="Alleen de laatste wijziging"):
        undo(oov, wording, vaals, cancelling)


def test_an_entry_of_another_cell_is_not_withdrawn_here(wording, vaals, oov, meerssen, superuser):
    elsewhere = change(superuser, wording, meerssen, status="geel")
    with pytest.raises(ValidationError, match="Alleen de laatste wijziging"):
        undo(superuser, wording, vaals, elsewhere)


def test_an_entry_of_a_colleague_is_not_withdrawn(wording, vaals, oov, superuser):
    entry = change(oov, wording, vaals, status="geel")
    before = snapshot()
    with pytest.raises(PermissionDenied, match="uw eigen wijziging"):
        undo(superuser, wording, vaals, entry)
    assert snapshot() == before


@pytest.mark.parametrize(("name", "what"), [("oov", "status"), ("planbeheerder", "target")])
def test_who_lost_the_role_withdraws_nothing(request, wording, vaals, name, what):
    user = request.getfixturevalue(name)
    entry = change(user, wording, vaals, **{what: "geel"})
    user.active_membership.ended_at = timezone.now()
    with pytest.raises(PermissionDenied):
        undo(user, wording, vaals, entry)


def test_a_streefstatus_of_a_concept_is_withdrawn(wording, vaals, planbeheerder):
    undo(planbeheerder, wording, vaals, change(planbeheerder, wording, vaals, target="geel"))
    assert cell_of(wording, vaals).target == ""


def test_a_streefstatus_that_was_adopted_is_not_withdrawn(version, wording, vaals, planbeheerder):
    entry = change(planbeheerder, wording, vaals, target="geel")
    version.adopted_on = timezone.localdate()
    version.save()
    with pytest.raises(ValidationError, match="ligt vast"):
        undo(planbeheerder, wording, vaals, entry)


# The stand always follows from the entries

acts = st.tuples(
    st.sampled_from(["status", "level", "target", "withdraw"]),
    st.sampled_from([*Status]),
    st.sampled_from([*Level]),
    st.integers(0, 6).map(lambda days: date(2021, 1, 1) + timedelta(days=days)),
)


def act(user, wording, town, kind, status, level, day) -> None:
    """Do one thing to a cell; what the rules refuse changes nothing."""
    if kind == "withdraw":
        newest = cell_of(wording, town).entries.filter(cancels=None, cancelled_by=None).last()
        if newest is not None:
            undo(user, wording, town, newest)
        return
    what = {"status": status, "level": level, "target": status}[kind]
    try:
        change(user, wording, town, valid_from=day, note="n", reason="geld", **{kind: what})
    except ValidationError:
        return


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=10))
def test_the_stored_stand_is_the_fold_of_the_entries(version, wording, vaals, superuser, sequence):
    with transaction.atomic():
        for each in sequence:
            act(superuser, wording, vaals, *each)
        cell = cell_of(wording, vaals)
        stored = (cell.status, cell.level, cell.target, cell.note, cell.since, cell.touched)
        stand = stand_on([entry.fact for entry in cell.entries.all()], None)
        revision, entries = cell.revision, cell.entries.count()
        transaction.set_rollback(True)
    assert stored == (
        stand.status,
        stand.level,
        stand.target,
        stand.note,
        stand.since,
        stand.touched,
    )
    assert revision == entries


# The database guards the history

TAMPERING = {
    "update": "UPDATE plans_entry SET note = 'anders'",
    "update of the fictional mark": "UPDATE plans_entry SET is_fictional = NOT is_fictional",
    "delete": "DELETE FROM plans_entry",
}


@pytest.fixture
def entry(wording, vaals, oov) -> Entry:
    """A real entry of Vaals."""
    return change(oov, wording, vaals, status="geel")


@pytest.fixture
def fictional_entry(wording, meerssen, oov_meerssen) -> Entry:
    """An entry of the demonstration set."""
    oov_meerssen.is_fictional = True
    return change(oov_meerssen, wording, meerssen, status="geel")


def is_refused(act) -> bool:
    """Whether the database itself refuses an act, and everything is as it was."""
    before = snapshot()
    with pytest.raises(IntegrityError, match="geschiedenis"), transaction.atomic():
        act()
    return snapshot() == before


@pytest.mark.parametrize("name", TAMPERING)
def test_the_database_refuses_to_tamper_with_an_entry(entry, name):
    assert is_refused(lambda: connection.cursor().execute(TAMPERING[name]))


def test_the_database_refuses_every_way_of_the_orm(entry):
    assert is_refused(lambda: Entry.objects.update(note="anders"))
    assert is_refused(lambda: Entry.objects.all().delete())
    assert is_refused(entry.delete)
    assert is_refused(entry.save)
    assert is_refused(lambda: Entry.objects.bulk_update([entry], ["note"]))


def test_a_fictional_entry_may_be_deleted_but_not_altered(fictional_entry):
    assert is_refused(lambda: connection.cursor().execute(TAMPERING["update"]))
    assert is_refused(
        lambda: connection.cursor().execute(TAMPERING["update of the fictional mark"])
    )
    fictional_entry.delete()
    assert not Entry.objects.exists()


def test_deleting_real_and_fictional_entries_together_deletes_none(entry, fictional_entry):
    assert is_refused(lambda: connection.cursor().execute(TAMPERING["delete"]))


def test_emptying_or_replacing_goes_no_other_way(entry):
    connection.check_constraints()  # PostgreSQL truncates nothing while a check is pending
    sneaky = {
        "postgresql": "TRUNCATE plans_entry CASCADE",
        "sqlite": "INSERT OR REPLACE INTO plans_entry SELECT * FROM plans_entry",
    }[connection.vendor]
    assert is_refused(lambda: connection.cursor().execute(sneaky))


def test_a_cell_with_a_history_is_not_deleted(entry):
    with pytest.raises(IntegrityError):
        entry.cell.delete()
