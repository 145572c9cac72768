"""Writing statuses: one function for each thing that a person can do to a cell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Max, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.formats import date_format

from plans.models import ActivityWording, Cell, Entry, Plan, PlanVersion, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.status import (
    Explanation,
    Fact,
    Level,
    explanation_for,
    following,
    is_backwards,
    stand_on,
    withdrawable,
)
from plans.services.holding import refuse_adopted_meanwhile, refuse_closed

STAND = ("status", "level", "target", "note", "searchable", "since", "touched", "is_fictional")


class ConflictError(Exception):
    """Somebody else changed the cell since it was shown."""

    def __init__(self, cell: Cell):
        super().__init__("Deze cel is intussen gewijzigd.")
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants to say about a cell; empty parts are left as they are."""

    revision: int
    valid_from: date
    status: str = ""
    level: str = ""
    target: str = ""
    note: str = ""
    reason: str = ""


@transaction.atomic
def change_cell(*, user: User, cell: Cell, wording: ActivityWording, change: Change) -> Entry:
    """Record one change of a cell and bring its newest stand up to date.

    ``wording`` is the activity in the current version, joined with that version and its plan.
    Raises ``PermissionDenied`` when the role may not, ``ValidationError`` with a sentence for
    each field that is wrong, ``ConflictError`` when the cell is no longer as it was shown.
    """
    change = _only_what_differs(cell, change)
    _refuse_forbidden(user, cell, wording.version, change)
    if cell.revision != change.revision:
        raise ConflictError(cell)
    facts = _facts_before(cell, change.valid_from)
    _refuse_impossible(cell, wording, facts, change)
    entry = Entry(
        cell=cell,
        status=change.status,
        level=change.level,
        target=change.target,
        note=change.note,
        reason=change.reason,
        valid_from=change.valid_from,
        actor=user,
        is_fictional=user.is_fictional,
    )
    _write(cell, wording, facts, entry, change.revision)
    return entry


@transaction.atomic
def change_cells(
    *, user: User, changes: Sequence[tuple[Cell, ActivityWording, Change]]
) -> list[Entry]:
    """Record several changes together: all of them, or none.

    Raises ``ValidationError`` whose keys are the key of a refused cell and the field, ``12-note``.
    """
    entries: list[Entry] = []
    refused: dict[str, str | list[str]] = {}
    for cell, wording, change in changes:
        try:
            entries.append(change_cell(user=user, cell=cell, wording=wording, change=change))
        except ConflictError:
            refused[f"{cell.pk}-status"] = (
                "Een collega heeft deze cel intussen gewijzigd. Hiernaast staat wat er nu staat; "
                "sla nog eens op als u bij uw keuze blijft."
            )
        except ValidationError as error:
            refused |= _at_cell(cell, error)
    if refused:
        raise ValidationError(refused)
    return entries


def _at_cell(cell: Cell, error: ValidationError) -> dict[str, list[str]]:
    told = error.message_dict if hasattr(error, "error_dict") else {"status": error.messages}
    return {f"{cell.pk}-{field}": sentences for field, sentences in told.items()}


@transaction.atomic
def withdraw(*, user: User, cell: Cell, wording: ActivityWording, entry_id: int) -> Entry:
    """Withdraw one's own newest entry of a cell (*herroeping*): a mistake, so no reason is asked.

    Raises ``PermissionDenied``, or ``ValidationError`` when it is not the newest or not one's own.
    """
    version = wording.version
    refuse_closed(version.plan, "de stand")
    entries = {entry.pk: entry for entry in cell.entries.all()}
    facts = [entry.fact for entry in entries.values()]
    entry = entries.get(entry_id)
    if entry is None or withdrawable(facts) != entry_id:
        raise ValidationError("Alleen de laatste wijziging van een cel kan worden herroepen.")
    if entry.actor_id != user.pk:
        raise PermissionDenied("U kunt alleen uw eigen wijziging herroepen.")
    _refuse_forbidden(
        user, cell, version, Change(0, entry.valid_from, status=entry.status, level=entry.level)
    )
    if entry.target and not permissions.keeps_plan(actor_of(user), cell.place_in(version.plan)):
        raise PermissionDenied("De streefstatus ligt vast of is niet aan u.")
    if entry.target and _was_adopted(entry, version):
        raise ValidationError("Deze streefstatus is met het plan vastgesteld en ligt vast.")
    cancelling = Entry(
        cell=cell,
        cancels=entry,
        valid_from=entry.valid_from,
        actor=user,
        is_fictional=user.is_fictional,
    )
    _write(cell, wording, facts, cancelling, cell.revision)
    return cancelling


def _was_adopted(entry: Entry, version: PlanVersion) -> bool:
    """Whether an entry was there when the version was adopted.

    By the moment when that is known; of an adoption that was read from a file, by its day.
    """
    if version.adopted_at is not None:
        return entry.recorded_at <= version.adopted_at
    recorded_on = timezone.localdate(entry.recorded_at)
    return version.adopted_on is not None and recorded_on <= version.adopted_on


def explanation_asked(
    *, wording: ActivityWording, facts: Sequence[Fact], change: Change
) -> Explanation:
    """What the rules ask to be explained for this change."""
    before = stand_on(facts, change.valid_from)
    asked = explanation_for(
        before=before.status,
        after=change.status or before.status,
        ends=None if wording.planning_open_ended else wording.planning_end,
        valid_from=change.valid_from,
    )
    after = following(facts, change.valid_from)
    if asked.reason or not is_backwards(change.status, after):
        return asked
    return Explanation(
        note=True, reason=True, because=f"Daarna staat er al {after}; de status gaat dan terug."
    )


def _facts_before(cell: Cell, day: date) -> list[Fact]:
    """What a change from this day must be laid beside.

    For a day after everything that is known the stand says it all; otherwise the whole history.
    """
    if cell.touched is None:
        return []
    if cell.touched >= day:
        return cell.entries.facts()
    stand = (cell.status, cell.level, cell.target, cell.note)
    return [Fact(0, cell.since or cell.touched, *stand)]


def _only_what_differs(cell: Cell, change: Change) -> Change:
    """Leave out what a form repeats: the level and streefstatus that the cell has already."""
    level = "" if change.level == cell.level else change.level
    target = "" if change.target == cell.target else change.target
    by_group = (level or cell.level) == Level.GROEP and cell.municipality_id is not None
    return Change(
        revision=change.revision,
        valid_from=change.valid_from,
        status="" if by_group else change.status,
        level=level,
        target=target,
        note=change.note.strip(),
        reason=change.reason,
    )


def _refuse_forbidden(user: User, cell: Cell, version: PlanVersion, change: Change) -> None:
    actor, place = actor_of(user), cell.place_in(version.plan)
    if (change.status or change.level) and not permissions.may_set_status(actor, place):
        raise PermissionDenied("Deze cel is niet van uw gemeente of rol.")
    if change.target and not permissions.may_set_target(
        actor, place, is_adopted=version.is_adopted, target=cell.target
    ):
        raise PermissionDenied("De streefstatus ligt vast of is niet aan u.")


def _refuse_impossible(
    cell: Cell, wording: ActivityWording, facts: Sequence[Fact], change: Change
) -> None:
    """Everything that is wrong with a change, each at its field."""
    plan = wording.version.plan
    refuse_closed(plan, "de stand")
    problems = _problems_of_day(plan, change.valid_from)
    if not (change.status or change.level or change.target):
        problems["status"] = _nothing_said(cell, plan)
    if change.level == Level.GROEP and (cell.municipality_id is None or not plan.group_id):
        problems["level"] = "Alleen een gemeente in een samenwerkingsverband kan H kiezen."
    if change.status:
        asked = explanation_asked(wording=wording, facts=facts, change=change)
        if asked.note and not change.note:
            problems["note"] = f"{asked.because} Schrijf een toelichting."
        if asked.reason and not change.reason:
            problems["reason"] = f"{asked.because} Kies een reden."
    if problems:
        raise ValidationError(problems)


def _nothing_said(cell: Cell, plan: Plan) -> str:
    if cell.level == Level.GROEP and cell.municipality_id is not None:
        return f"Deze cel volgt {plan.group} (H). Zet Uitvoering op Lokaal voor een eigen status."
    return "Kies een status."


def _problems_of_day(plan: Plan, day: date) -> dict[str, str]:
    if day < plan.starts_on:
        first = date_format(plan.starts_on, "j F Y")
        return {"valid_from": f"Kies een dag vanaf {first}, de eerste dag van het plan."}
    if day > timezone.localdate():
        return {"valid_from": "Een status kan niet in de toekomst ingaan; kies vandaag of eerder."}
    return {}


def _write(
    cell: Cell, wording: ActivityWording, facts: Sequence[Fact], entry: Entry, revision: int
) -> None:
    """Write an entry and the newest stand that follows from it.

    Raises ``ConflictError`` when the cell no longer has this revision: somebody else was first.
    """
    newest = max((fact.number for fact in facts), default=0) + 1
    _touch(wording.version, entry)  # first, so that savers wait for each other in one order
    cell.take(stand_on([*facts, replace(entry.fact, number=newest)], None))
    cell.is_fictional = cell.is_fictional or entry.is_fictional
    taken = Cell.objects.filter(pk=cell.pk, revision=revision).update(
        revision=revision + 1, **{field: getattr(cell, field) for field in STAND}
    )
    if not taken:
        raise ConflictError(Cell.objects.get(pk=cell.pk))
    cell.revision = revision + 1
    entry.save(force_insert=True)
    if entry.cancels_id is not None:
        plan = Plan.objects.filter(pk=wording.version.plan_id)
        plan.update(newest_entry_on=newest_entry_of(wording.version.plan))


def _touch(version: PlanVersion, entry: Entry) -> None:
    """Keep what every page of the plan asks for: its newest day, and whether it holds fiction.

    Who closes or adopts the plan waits, or was first: then nothing is written any more.
    """
    plan = version.plan
    told: dict[str, Any] = {"statuses_changed_at": timezone.now()}
    if entry.cancels_id is None and (
        plan.newest_entry_on is None or plan.newest_entry_on < entry.valid_from
    ):
        newest = Coalesce(F("newest_entry_on"), entry.valid_from)
        told["newest_entry_on"] = Greatest(newest, entry.valid_from)
    if entry.is_fictional:
        told["has_fiction"] = True
    if not Plan.objects.filter(pk=plan.pk, closed_on=None).update(**told):
        refuse_closed(Plan.objects.get(pk=plan.pk), "de stand")
    if entry.target or (entry.cancels is not None and entry.cancels.target):
        refuse_adopted_meanwhile(version)


def newest_entry_of(plan: Plan) -> Subquery:
    """The day of the newest entry of a plan that was not withdrawn, for use in an update."""
    cells = Cell.objects.filter(activity__plan=plan.pk).order_by()
    newest = cells.values("activity__plan").annotate(day=Max("touched")).values("day")
    return Subquery(newest)
