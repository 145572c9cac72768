"""A plan as a document: everything a municipality needs to leave with all its data."""

from django.db.models import Prefetch, QuerySet

from plans.exchange.selectors.filled import filled
from plans.exchange.selectors.history import cells_of, entries_of, text_changes_of
from plans.exchange.selectors.texts import themes_of
from plans.models import Coordinator, CoordinatorAlias, Partner, PartnerAlias, Plan, PlanVersion


def document_of(version: PlanVersion) -> dict:
    """The whole plan in this version, with the other versions, statuses and all history; the same
    rows, the same document."""
    plan = version.plan
    others = list(plan.versions.exclude(pk=version.pk))
    told = plan.text_changes.exists()
    themes = plan.themes.order_by("pk").values_list("pk", flat=True)
    known = {theme: number for number, theme in enumerate(themes, start=1)}
    identities = known if others or told else {}
    entries = entries_of(plan)
    changes = text_changes_of(plan, identities)
    marks = [version.adoption_is_fictional, *(other.adoption_is_fictional for other in others)]
    marks += [row["fictional"] for row in (*entries, *changes)]
    return {
        "schema": 1,
        "fictional": any(marks),
        "plan": _plan(version),
        "abbreviations": [
            {"abbreviation": each.abbreviation, "meaning": each.meaning, "remark": each.remark}
            for each in plan.abbreviations.all()
        ],
        "coordinators": _coordinators(plan),
        "partners": _partners(plan),
        "themes": themes_of(version, cells_of(plan), identities),
        "entries": entries,
        **filled(
            versions=[
                _version(other) | {"themes": themes_of(other, None, identities)} for other in others
            ],
            text_changes=changes,
        ),
    }


def _plan(version: PlanVersion) -> dict:
    plan = version.plan
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
        **filled(continues=plan.continues and plan.continues.slug),
        **_version(version),
        "closed_on": plan.closed_on and plan.closed_on.isoformat(),
    }


def _version(version: PlanVersion) -> dict:
    adopted = version.adopted_on and {
        "date": version.adopted_on.isoformat(),
        "body": version.adopted_by,
        "decision": version.decision,
        "fictional": version.adoption_is_fictional,
    }
    return {
        **filled(aims=version.aims, area_plans=version.area_plans, source_note=version.source_note),
        "version": version.number,
        "adopted": adopted or None,
    }


def _coordinators(plan: Plan) -> list[dict]:
    used = Coordinator.objects.filter(activitywording__version__plan=plan).distinct()
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "municipality": each.municipality and each.municipality.code,
            "aliases": sorted(alias.name for alias in each.aliases.all()),
        }
        for each in _by_name(
            used.select_related("municipality").prefetch_related(_aliases(CoordinatorAlias, plan))
        )
    ]


def _partners(plan: Plan) -> list[dict]:
    used = Partner.objects.filter(activitywording__version__plan=plan).distinct()
    return [
        {"name": each.name, "aliases": sorted(alias.name for alias in each.aliases.all())}
        for each in _by_name(used.prefetch_related(_aliases(PartnerAlias, plan)))
    ]


def _aliases(model: type[CoordinatorAlias] | type[PartnerAlias], plan: Plan) -> Prefetch:
    """The spellings of this plan; those of other plans are not its business."""
    own = model._default_manager.filter(plans=plan)
    return Prefetch("aliases", queryset=own)


def _by_name(parties: QuerySet) -> list:
    """In the order of the letters' codes: databases differ in how they sort."""
    return sorted(parties, key=lambda party: party.name)
