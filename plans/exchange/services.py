"""Reading a document into the database: whole, or not at all."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from config.common import audit
from plans.exchange import rules
from plans.exchange.selectors import document_of
from plans.models import (
    Abbreviation,
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Coordinator,
    Entry,
    Group,
    ImportedActor,
    Municipality,
    Partner,
    Plan,
    PlanMunicipality,
    PlanVersion,
    Theme,
    ThemeWording,
    User,
)
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.status import Level
from plans.services.parties import Parties
from plans.services.statuses import newest_entry_of

SHELL = "opdrachtregel"


def import_plan(*, text: str | bytes, user: User | None = None) -> PlanVersion:
    """Read a plan with its statuses and history; the same document twice changes nothing.

    Without a user it is the shell that imports. Raises ``ValidationError`` with a sentence for
    each mistake, ``PermissionDenied`` when the plan is not of the user's own municipality.
    """
    try:
        document = rules.parse(text)
    except rules.DocumentError as error:
        raise ValidationError(error.sentences) from error
    _refuse_future(document)
    with transaction.atomic():
        _refuse_forbidden(document, user)
        version = _existing(document) or _create(document, user)
    audit.record("plan importeren", of=version.plan.slug, actor=user)
    return version


def _refuse_future(document: dict) -> None:
    today = timezone.localdate().isoformat()
    late = [
        f"entries[{row}].valid_from: deze dag ligt in de toekomst."
        for row, entry in enumerate(document.get("entries", []))
        if entry["valid_from"] > today
    ]
    if late:
        raise ValidationError(late)


def _refuse_forbidden(document: dict, user: User | None) -> None:
    if user is None or user.is_superuser:
        return
    codes = [town["code"] for town in document["plan"]["municipalities"]]
    known = set(Municipality.objects.filter(code__in=codes).values_list("pk", flat=True))
    owned_by_group = bool(document["plan"].get("group"))
    allowed = permissions.may_import(actor_of(user), known)
    if not allowed or owned_by_group or len(known) != len(codes):
        raise PermissionDenied("U kunt alleen een plan van uw eigen gemeente importeren.")


def _existing(document: dict) -> PlanVersion | None:
    """The plan when it is there already and the same; raises when it is there and differs."""
    slug = document["plan"]["slug"]
    versions = PlanVersion.objects.filter(plan__slug=slug).current().select_related("plan__group")
    version = versions.first()
    if version is None:
        return None
    if rules.printed(document_of(version)) != rules.printed(document):
        raise ValidationError(
            f"Het plan {slug} bestaat al en is anders dan dit bestand. Er is niets gewijzigd."
        )
    return version


def _create(document: dict, user: User | None) -> PlanVersion:
    plan, towns = _make_plan(document["plan"])
    version = _make_version(plan, document["plan"])
    Abbreviation.objects.bulk_create(
        Abbreviation(plan=plan, position=position, **row)
        for position, row in enumerate(document.get("abbreviations", []))
    )
    activities = _make_texts(version, document)
    cells = _make_cells(plan, activities, towns)
    _make_entries(document, cells, user)
    fiction = version.adoption_is_fictional or any(cell.is_fictional for cell in cells.values())
    Plan.objects.filter(pk=plan.pk).update(
        newest_entry_on=newest_entry_of(plan), has_fiction=fiction
    )
    return version


def _make_plan(data: dict) -> tuple[Plan, dict[str, Municipality]]:
    towns = {row["code"]: _municipality(row) for row in data["municipalities"]}
    group = _group(data["group"], towns.values()) if data.get("group") else None
    if group is None and len(towns) > 1:
        raise ValidationError("plan.group: een plan van meer gemeenten hoort bij een groep.")
    plan = Plan(
        slug=data["slug"],
        title=data["title"],
        kind=data["kind"],
        starts_on=date.fromisoformat(data["period"]["start"]),
        ends_on=date.fromisoformat(data["period"]["end"]),
        group=group,
        municipality=None if group else next(iter(towns.values())),
        implements=_implemented(data.get("implements")),
        closed_on=_day(data.get("closed_on")),
        statuses_changed_at=timezone.now(),
    )
    plan.full_clean()
    plan.save()
    PlanMunicipality.objects.bulk_create(
        PlanMunicipality(plan=plan, municipality=town, position=position)
        for position, town in enumerate(towns.values())
    )
    return plan, towns


def _municipality(row: dict) -> Municipality:
    if Municipality.objects.filter(name=row["name"]).exclude(code=row["code"]).exists():
        raise ValidationError(f"plan.municipalities: {row['name']} heeft hier een andere code.")
    town, _made = Municipality.objects.get_or_create(code=row["code"], defaults=row)
    if (town.name, town.short) != (row["name"], row["short"]):
        raise ValidationError(
            f"plan.municipalities: {row['code']} heet hier {town.name} ({town.short})."
        )
    return town


def _group(row: dict, towns: Iterable[Municipality]) -> Group:
    if Group.objects.filter(name=row["name"]).exclude(slug=row["slug"]).exists():
        raise ValidationError(f"plan.group: {row['name']} heeft hier een andere adresnaam.")
    group, made = Group.objects.get_or_create(slug=row["slug"], defaults=row)
    if group.name != row["name"]:
        raise ValidationError(f"plan.group: {row['slug']} heet hier {group.name}.")
    if made:
        group.municipalities.set(towns)
    return group


def _implemented(slug: str | None) -> Plan | None:
    if slug is None:
        return None
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise ValidationError(f"plan.implements: het plan {slug} is er niet; importeer dat eerst.")
    return plan


def _make_version(plan: Plan, data: dict) -> PlanVersion:
    adopted = data.get("adopted") or {}
    return PlanVersion.objects.create(
        plan=plan,
        number=data.get("version", 1),
        adopted_on=_day(adopted.get("date")),
        adopted_by=adopted.get("body", ""),
        decision=adopted.get("decision", ""),
        adoption_is_fictional=adopted.get("fictional", False),
    )


def _make_texts(version: PlanVersion, document: dict) -> dict[str, Activity]:
    """Make themes, activities and their wordings; returns the activities by key."""
    parties = Parties(document)
    found: dict[str, Activity] = {}
    position = 0
    for order, row in enumerate(document["themes"]):
        theme = ThemeWording.objects.create(
            theme=Theme.objects.create(plan=version.plan),
            version=version,
            number=row["number"],
            title=row["title"],
            kind=row["kind"],
            position=order,
        )
        for data in row["activities"]:
            data.setdefault("key", _free_key(data["title"], found))
            found[data["key"]] = _make_activity(theme, data, position, parties)
            position += 1
    return found


def _free_key(title: str, taken: dict[str, Activity]) -> str:
    stem = slugify(title)[:90] or "activiteit"
    keys = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _make_activity(theme: ThemeWording, data: dict, position: int, parties: Parties) -> Activity:
    activity = Activity.objects.create(plan=theme.version.plan, key=data["key"])
    planning = data.get("planning") or {}
    wording = ActivityWording.objects.create(
        activity=activity,
        version=theme.version,
        theme=theme,
        position=position,
        subject=data["subject"],
        heading=data.get("group") or "",
        title=data["title"],
        description=data.get("description", ""),
        points=data["points"],
        scope=data.get("scope") or "",
        coordinator_text=data.get("coordinator_text", ""),
        coordinator_undecided=data.get("coordinator_undecided", False),
        planning_text=planning.get("text", ""),
        planning_start=_day(planning.get("start")),
        planning_end=_day(planning.get("end")),
        planning_open_ended=planning.get("open_ended", False),
        planning_continuous=planning.get("continuous", False),
        source_note=data.get("source_note", ""),
    )
    _link_parties(wording, data, parties)
    return activity


def _link_parties(wording: ActivityWording, data: dict, parties: Parties) -> None:
    remarks = data.get("partner_remarks", {})
    _refuse_twice(wording, map(parties.coordinator, data.get("coordinators", [])))
    _refuse_twice(wording, map(parties.partner, data.get("partners", [])))
    ActivityCoordinator.objects.bulk_create(
        ActivityCoordinator(wording=wording, coordinator=parties.coordinator(name), position=order)
        for order, name in enumerate(data.get("coordinators", []))
    )
    ActivityPartner.objects.bulk_create(
        ActivityPartner(
            wording=wording,
            partner=parties.partner(name),
            position=order,
            remark=remarks.get(name, ""),
        )
        for order, name in enumerate(data.get("partners", []))
    )


def _refuse_twice(wording: ActivityWording, found: Iterable[Coordinator | Partner]) -> None:
    """Two spellings of one party at one activity: the document must choose."""
    for party, times in Counter(found).items():
        if times > 1:
            raise ValidationError(f"themes: bij {wording.title} staat {party} {times} keer.")


def _make_cells(
    plan: Plan, activities: dict[str, Activity], towns: dict[str, Municipality]
) -> dict[tuple[str, str | None], Cell]:
    """Make a cell for each activity and municipality, and for the group where there is one."""
    columns: list[tuple[str | None, Municipality | None]] = list(towns.items())
    if plan.group_id:
        columns.append((None, None))
    cells = {
        (key, code): Cell(activity=activity, municipality=town)
        for key, activity in activities.items()
        for code, town in columns
    }
    Cell.objects.bulk_create(cells.values())
    return cells


def _make_entries(document: dict, cells: dict, user: User | None) -> None:
    rows = document.get("entries") or list(_first_entries(document, user))
    made: dict[int | None, Entry] = {}
    waiting: list[Entry] = []
    actors = _actors({row["actor"] for row in rows})
    for row in rows:
        cell = cells.get((row["activity"], row["municipality"]))
        if cell is None:
            raise ValidationError(
                f"entries: een stand van de groep bij {row['activity']}, "
                "maar dit plan is van één gemeente."
            )
        if row.get("cancels"):
            Entry.objects.bulk_create(waiting)  # what is withdrawn needs a key
            waiting.clear()
        made[row["number"]] = _entry(row, cell, actors, made)
        waiting.append(made[row["number"]])
    Entry.objects.bulk_create(waiting)
    _project(document | {"entries": rows}, cells, rows)


def _actors(names: Iterable[str]) -> dict[str, ImportedActor]:
    return {name: ImportedActor.objects.get_or_create(name=name)[0] for name in sorted(names)}


def _entry(
    row: dict, cell: Cell, actors: dict[str, ImportedActor], made: dict[int | None, Entry]
) -> Entry:
    return Entry(
        cell=cell,
        status=row.get("status") or "",
        level=row.get("level") or "",
        target=row.get("target") or "",
        note=row.get("note") or "",
        reason=row.get("reason") or "",
        valid_from=date.fromisoformat(row["valid_from"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        imported_actor=actors[row["actor"]],
        cancels=made.get(row.get("cancels")),
        is_fictional=row.get("fictional", False),
    )


def _first_entries(document: dict, user: User | None) -> Iterable[dict]:
    """Entries for a document that has statuses but no history: they hold from the first day."""
    number = 0
    for _place, activity in rules.activities(document):
        for code in [*activity.get("statuses", {}), None]:
            told = rules.cell_of(activity, code) or {}
            level = told.get("level") if told.get("level") == Level.GROEP else None
            if told.get("status") or told.get("target") or level:
                number += 1
                yield {
                    "number": number,
                    "activity": activity["key"],
                    "municipality": code,
                    "status": told.get("status"),
                    "level": level,
                    "target": told.get("target"),
                    "note": told.get("note"),
                    "valid_from": document["plan"]["period"]["start"],
                    "recorded_at": datetime.now(UTC).isoformat(),
                    "actor": user.name if user else SHELL,
                }


def _project(document: dict, cells: dict, rows: list[dict]) -> None:
    """Bring the newest stand of every cell up to date with the imported history."""
    counts: dict[tuple, int] = {}
    fictional = set()
    for row in rows:
        at = (row["activity"], row["municipality"])
        counts[at] = counts.get(at, 0) + 1
        fictional |= {at} if row.get("fictional") else set()
    stands = rules.stands_of(document)
    for at, stand in stands.items():
        cells[at].take(stand)
        cells[at].revision = counts[at]
        cells[at].is_fictional = at in fictional
    Cell.objects.bulk_update(
        [cells[at] for at in stands],
        ["status", "level", "target", "note", "since", "touched", "revision", "is_fictional"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
