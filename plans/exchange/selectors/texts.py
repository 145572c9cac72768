"""The themes and activities of a version, as a document has them."""

from django.db.models import Prefetch

from plans.exchange.selectors.filled import filled
from plans.models import Activity, ActivityWording, Plan, PlanVersion, ThemeWording


def themes_of(
    version: PlanVersion, cells: dict[int, dict] | None, identities: dict[int, int]
) -> list[dict]:
    """The themes of a version with their activities, and with the cells where these are given.

    ``identities`` tells which theme of one version is the same as one of another.
    """
    wordings = (
        version.wordings.select_related("activity__owner", "theme")
        .prefetch_related("further_themes", _predecessors())
        .with_parties()
    )
    by_theme: dict[int, list[dict]] = {}
    for wording in wordings:
        activity = _activity(wording)
        if cells is not None:
            activity |= _statuses(cells.get(wording.activity_id, {}))
        by_theme.setdefault(wording.theme_id, []).append(activity)
    return [
        {
            "number": theme.number,
            **filled(identity=identities.get(theme.theme_id)),
            "title": theme.title,
            "kind": theme.kind,
            **_theme_texts(theme),
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


def _theme_texts(theme: ThemeWording) -> dict:
    carried = theme.carries_out and next(iter(theme.carries_out.wordings.all()), None)
    return filled(
        description=theme.description,
        ambition=theme.ambition,
        outlines=[_outline(each) for each in theme.outlines],
        related_policy=theme.related_policy,
        safety_themes=[each.number for each in theme.safety_themes.all()],
        carries_out=carried and carried.number,
        content_unknown=theme.content_unknown,
        source_note=theme.source_note,
        ended=_end(theme),
    )


def _outline(outline: dict) -> dict:
    """Its parts in one order: PostgreSQL keeps another than was written."""
    return {part: outline[part] for part in ("title", "text", "points") if part in outline}


def _end(wording: ThemeWording | ActivityWording) -> dict | None:
    if wording.is_live:
        return None
    return {"kind": wording.end_kind, "reason": wording.end_reason}


def _predecessors() -> Prefetch:
    """The activities that an activity came out of, joined with their plans."""
    return Prefetch("activity__predecessors", queryset=Activity.objects.select_related("plan"))


def _activity(wording: ActivityWording) -> dict:
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
            **filled(condition=wording.planning_condition),
        },
        "source_note": wording.source_note,
        **filled(
            realised=wording.realised,
            further_themes=[theme.number for theme in wording.further_themes.all()],
            owner=wording.activity.owner and wording.activity.owner.code,
            ended=_end(wording),
            predecessors=[
                {"plan": each.plan.slug, "activity": each.key}
                for each in wording.activity.predecessors.all()
            ],
        ),
    }


def _statuses(cells: dict) -> dict:
    return {
        "statuses": {code: cell for code, cell in cells.items() if code},
        "group_status": cells.get(None),
    }
