"""A plan as a document: everything a municipality needs to leave with all its data."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from plans.models import (
    Activity,
    ActivityWording,
    Cell,
    Coordinator,
    CoordinatorAlias,
    Entry,
    Partner,
    PartnerAlias,
    Plan,
    PlanVersion,
    ThemeWording,
)


def document_of(version: PlanVersion) -> dict:
    """The whole plan in this version, with statuses and their history; the same rows, the same
    document."""
    plan = version.plan
    wordings = (
        version.wordings.select_related("activity__owner", "theme")
        .prefetch_related("further_themes", _predecessors(plan))
        .with_parties()
    )
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
        **_filled(
            continues=plan.continues and plan.continues.slug,
            aims=version.aims,
            area_plans=version.area_plans,
            source_note=version.source_note,
        ),
        "version": version.number,
        "adopted": adopted or None,
        "closed_on": plan.closed_on and plan.closed_on.isoformat(),
    }


def _filled(**fields: object) -> dict[str, object]:
    """Only what says something: many plans have no use for these fields."""
    return {name: value for name, value in fields.items() if value}


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
            **_theme_texts(theme, version.plan),
            "activities": by_theme.get(theme.pk, []),
        }
        for theme in version.themes.prefetch_related("safety_themes", _carried_out(version.plan))
    ]


def _carried_out(plan: Plan) -> Prefetch:
    """The themes of the plan that this one carries out, as they are called there now."""
    numbers = ThemeWording.objects.live().filter(
        version__is_current=True, version__plan=plan.implements_id
    )
    return Prefetch("carries_out__wordings", queryset=numbers)


def _theme_texts(theme: ThemeWording, plan: Plan) -> dict:
    carried = theme.carries_out and next(iter(theme.carries_out.wordings.all()), None)
    return _filled(
        description=theme.description,
        ambition=theme.ambition,
        outlines=theme.outlines,
        related_policy=theme.related_policy,
        safety_themes=[each.number for each in theme.safety_themes.all()],
        carries_out=carried and carried.number,
        content_unknown=theme.content_unknown,
        source_note=theme.source_note,
        ended=_end(theme),
    )


def _end(wording: ThemeWording | ActivityWording) -> dict | None:
    if wording.is_live:
        return None
    return {"kind": wording.end_kind, "reason": wording.end_reason}


def _predecessors(plan: Plan) -> Prefetch:
    """The activities that an activity came out of, joined with their plans."""
    return Prefetch("activity__predecessors", queryset=Activity.objects.select_related("plan"))


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
            **_filled(condition=wording.planning_condition),
        },
        "source_note": wording.source_note,
        **_filled(
            realised=wording.realised,
            further_themes=[theme.number for theme in wording.further_themes.all()],
            owner=wording.activity.owner and wording.activity.owner.code,
            ended=_end(wording),
            predecessors=[
                {"plan": each.plan.slug, "activity": each.key}
                for each in wording.activity.predecessors.all()
            ],
        ),
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
