"""A plan as a document: everything a municipality needs to leave with all its data."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from plans.models import (
    ActivityWording,
    Cell,
    Coordinator,
    CoordinatorAlias,
    Entry,
    Partner,
    PartnerAlias,
    Plan,
    PlanVersion,
)


def document_of(version: PlanVersion) -> dict:
    """The whole plan in this version, with statuses and their history; the same rows, the same
    document."""
    plan = version.plan
    wordings = version.wordings.select_related("activity", "theme").with_parties()
    cells = _cells(plan)
    entries = _entries(plan)
    fictional = version.adoption_is_fictional or any(entry.get("fictional") for entry in entries)
    return {
        "schema": 1,
        "fictional": fictional,
        "plan": _plan(version),
        "abbreviations": [
            {"abbreviation": each.abbreviation, "meaning": each.meaning, "remark": each.remark}
            for each in plan.abbreviations.all()
        ],
        "coordinators": _coordinators(version),
        "partners": _partners(version),
        "themes": _themes(version, wordings, cells),
        "entries": entries,
    }


def _plan(version: PlanVersion) -> dict:
    plan = version.plan
    adopted = version.adopted_on and {
        "date": version.adopted_on.isoformat(),
        "body": version.adopted_by,
        "decision": version.decision,
        "fictional": version.adoption_is_fictional,
    }
    towns = plan.municipalities.order_by("planmunicipality__position")
    return {
        "slug": plan.slug,
        "title": plan.title,
        "kind": plan.kind,
        "period": {"start": plan.starts_on.isoformat(), "end": plan.ends_on.isoformat()},
        "group": plan.group and {"slug": plan.group.slug, "name": plan.group.name},
        "municipalities": [
            {"code": town.code, "name": town.name, "short": town.short} for town in towns
        ],
        "implements": plan.implements and plan.implements.slug,
        "version": version.number,
        "adopted": adopted or None,
        "closed_on": plan.closed_on and plan.closed_on.isoformat(),
    }


def _coordinators(version: PlanVersion) -> list[dict]:
    used = Coordinator.objects.filter(activitywording__version=version).distinct()
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "municipality": each.municipality and each.municipality.code,
            "aliases": sorted(alias.name for alias in each.aliases.all()),
        }
        for each in _by_name(
            used.select_related("municipality").prefetch_related(
                _aliases(CoordinatorAlias, version)
            )
        )
    ]


def _partners(version: PlanVersion) -> list[dict]:
    used = Partner.objects.filter(activitywording__version=version).distinct()
    return [
        {"name": each.name, "aliases": sorted(alias.name for alias in each.aliases.all())}
        for each in _by_name(used.prefetch_related(_aliases(PartnerAlias, version)))
    ]


def _aliases(model: type[CoordinatorAlias] | type[PartnerAlias], version: PlanVersion) -> Prefetch:
    """The spellings of this plan; those of other plans are not its business."""
    own = model._default_manager.filter(plans=version.plan)
    return Prefetch("aliases", queryset=own)


def _by_name(parties: QuerySet) -> list:
    """In the order of the letters' codes: databases differ in how they sort."""
    return sorted(parties, key=lambda party: party.name)


def _themes(
    version: PlanVersion, wordings: Iterable[ActivityWording], cells: dict[int, dict]
) -> list[dict]:
    by_theme: dict[int, list[dict]] = {}
    for wording in wordings:
        activity = _activity(wording, cells.get(wording.activity_id, {}))
        by_theme.setdefault(wording.theme_id, []).append(activity)
    return [
        {
            "number": theme.number,
            "title": theme.title,
            "kind": theme.kind,
            "activities": by_theme.get(theme.pk, []),
        }
        for theme in version.themes.all()
    ]


def _activity(wording: ActivityWording, cells: dict) -> dict:
    links = wording.partner_links.all()
    return {
        "key": wording.activity.key,
        "subject": wording.subject,
        "group": wording.heading or None,
        "title": wording.title,
        "description": wording.description,
        "points": wording.points,
        "scope": wording.scope or None,
        "coordinators": [link.coordinator.name for link in wording.coordinator_links.all()],
        "coordinator_text": wording.coordinator_text,
        "coordinator_undecided": wording.coordinator_undecided,
        "partners": [link.partner.name for link in links],
        "partner_remarks": {link.partner.name: link.remark for link in links if link.remark},
        "planning": {
            "text": wording.planning_text,
            "start": wording.planning_start and wording.planning_start.isoformat(),
            "end": wording.planning_end and wording.planning_end.isoformat(),
            "open_ended": wording.planning_open_ended,
            "continuous": wording.planning_continuous,
        },
        "source_note": wording.source_note,
        "statuses": {code: cell for code, cell in cells.items() if code},
        "group_status": cells.get(None),
    }


def _cells(plan: Plan) -> dict[int, dict]:
    """The cells of each activity by municipality code, in the order of the plan's columns."""
    rows = Cell.objects.filter(activity__plan=plan).select_related("municipality")
    order = list(plan.municipalities.order_by("planmunicipality__position"))
    found: dict[int, dict] = {}
    for cell in rows:
        found.setdefault(cell.activity_id, {})[cell.municipality_id] = cell
    return {
        activity: {
            town.code if town else None: _cell(cells[town.pk if town else None])
            for town in [*order, None]
            if (town.pk if town else None) in cells
        }
        for activity, cells in found.items()
    }


def _cell(cell: Cell) -> dict:
    return {
        "status": cell.status or None,
        "target": cell.target or None,
        "level": cell.level,
        "note": cell.note or None,
    }


def _entries(plan: Plan) -> list[dict]:
    rows = (
        Entry.objects.of_plan(plan)
        .with_author()
        .select_related("cell__activity", "cell__municipality")
    )
    numbers: dict[int | None, int] = {}
    found = []
    for number, entry in enumerate(rows, start=1):
        numbers[entry.pk] = number
        found.append(_entry(number, entry, numbers.get(entry.cancels_id)))
    return found


def _entry(number: int, entry: Entry, cancels: int | None) -> dict:
    town = entry.cell.municipality
    return {
        "number": number,
        "activity": entry.cell.activity.key,
        "municipality": town and town.code,
        "status": entry.status or None,
        "level": entry.level or None,
        "target": entry.target or None,
        "note": entry.note or None,
        "reason": entry.reason or None,
        "valid_from": entry.valid_from.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.author,
        "cancels": cancels,
        "fictional": entry.is_fictional,
    }
