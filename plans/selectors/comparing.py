"""Two versions of a plan with what differs, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.models import (
    PLANNING_FIELDS,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    PlanVersion,
    ThemeWording,
)
from plans.models.activities import Wording
from plans.rules.comparing import Activity, Block, Theme, Version, compare
from plans.rules.marking import lines
from plans.rules.planning import Planning

OF_PLAN = ("aims", "area_plans", "source_note")
OF_THEME = (
    "number",
    "title",
    "kind",
    "description",
    "ambition",
    "outlines",
    "related_policy",
    "content_unknown",
    "source_note",
)
OF_ACTIVITY = (
    "heading",
    "subject",
    "title",
    "description",
    "points",
    "scope",
    "realised",
    "source_note",
)
SCOPES = dict(ActivityWording.Scope.choices)
UNDECIDED = "nader te bepalen"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and what differs between them, by theme."""

    before: PlanVersion
    after: PlanVersion
    blocks: Sequence[Block]


def comparison_of(before: PlanVersion, after: PlanVersion) -> Comparison:
    """Everything that differs from one version to a later one of the same plan.

    What an activity promised is laid beside the first version that was adopted with it, or the
    first that had it while none was.
    """
    if before.pk == after.pk:
        return Comparison(before, after, [])
    firsts = _first_promises(after)
    texts = _versions({before.pk, after.pk, *firsts.values()})
    promised = {
        activity.pk: activity
        for version, text in texts.items()
        for activity in text.activities
        if firsts.get(activity.pk) == version
    }
    blocks = compare(
        _with_own(before, texts[before.pk]),
        _with_own(after, texts[after.pk]),
        promised=promised,
        endings=_endings(before, after),
    )
    return Comparison(before, after, blocks)


def _with_own(version: PlanVersion, text: Version) -> Version:
    return Version(text.themes, text.activities, _texts(PlanVersion, vars(version), OF_PLAN))


def _first_promises(after: PlanVersion) -> dict[int, int]:
    """The version in which each activity was first promised, by the key of the activity."""
    wordings = ActivityWording.objects.live().filter(
        version__plan=after.plan_id, version__number__lte=after.number
    )
    rows = wordings.order_by("version__number").values_list(
        "activity_id", "version_id", "version__adopted_on"
    )
    first: dict[int, int] = {}
    adopted: dict[int, int] = {}
    for activity, version, adopted_on in rows:
        first.setdefault(activity, version)
        if adopted_on is not None:
            adopted.setdefault(activity, version)
    return first | adopted


def _endings(before: PlanVersion, after: PlanVersion) -> dict[tuple[str, int], str]:
    """Why parts ended in the versions from one to the other; the newest reason counts."""
    found: dict[tuple[str, int], str] = {}
    for part, model, identity in (
        ("thema", ThemeWording, "theme_id"),
        ("activiteit", ActivityWording, "activity_id"),
    ):
        rows = model._default_manager.exclude(end_kind="").filter(
            version__plan=after.plan_id,
            version__number__gt=before.number,
            version__number__lte=after.number,
        )
        told = rows.order_by("version__number").values_list(identity, "end_kind", "end_reason")
        found |= {(part, pk): _reason(kind, why) for pk, kind, why in told}
    return found


def _reason(kind: str, reason: str) -> str:
    """Why a part ended, and whether something came in its place."""
    return reason if kind == Wording.EndKind.ENDED else ": ".join(filter(None, (kind, reason)))


def _versions(pks: Collection[int]) -> dict[int, Version]:
    """What each of these versions still has, by its key."""
    themes = _themes(pks)
    activities = _activities(pks)
    return {pk: Version(themes.get(pk, []), activities.get(pk, [])) for pk in pks}


def _themes(versions: Collection[int]) -> dict[int, list[Theme]]:
    wordings = ThemeWording.objects.live().filter(version__in=versions)
    rows = list(
        wordings.order_by("position", "pk").values(
            "pk", "version_id", "theme_id", "carries_out_id", *OF_THEME
        )
    )
    places = _joined(
        (pk, f"{number} {title}")
        for pk, number, title in ThemeWording.safety_themes.through._default_manager.filter(
            themewording__version__in=versions
        )
        .order_by("safetytheme__number")
        .values_list("themewording_id", "safetytheme__number", "safetytheme__title")
    )
    carried = _carried({row["carries_out_id"] for row in rows} - {None})
    found: dict[int, list[Theme]] = {}
    for row in rows:
        texts = _texts(ThemeWording, row, OF_THEME) | {
            "plaats in Kernbeleid Veiligheid": places.get(row["pk"], ""),
            "voert uit": carried.get(row["carries_out_id"], ""),
        }
        name = f"{row['number']} {row['title']}"
        found.setdefault(row["version_id"], []).append(Theme(row["theme_id"], name, texts))
    return found


def _carried(themes: Collection[int]) -> dict[int | None, str]:
    """The themes of other plans that are carried out, by name as they hold now."""
    rows = ThemeWording.objects.filter(theme__in=themes, version__is_current=True)
    return {
        theme: f"{number} {title}"
        for theme, number, title in rows.values_list("theme_id", "number", "title")
    }


def _activities(versions: Collection[int]) -> dict[int, list[Activity]]:
    wordings = ActivityWording.objects.live().filter(version__in=versions, theme__end_kind="")
    rows = wordings.order_by("theme__position", "position", "pk").values(
        "pk",
        "version_id",
        "activity_id",
        "activity__key",
        "theme__theme_id",
        "coordinator_undecided",
        *OF_ACTIVITY,
        *PLANNING_FIELDS,
    )
    coordinators, partners = _coordinators(versions), _partners(versions)
    further = _further_themes(versions)
    found: dict[int, list[Activity]] = {}
    for row in rows:
        row["scope"] = SCOPES.get(row["scope"], "")
        names = [coordinators.get(row["pk"], ""), UNDECIDED if row["coordinator_undecided"] else ""]
        activity = Activity(
            pk=row["activity_id"],
            key=row["activity__key"],
            theme=row["theme__theme_id"],
            name=_name(row["subject"], row["title"]),
            texts=_texts(ActivityWording, row, OF_ACTIVITY)
            | {"dient ook": further.get(row["pk"], "")},
            coordinators=", ".join(filter(None, names)),
            partners=partners.get(row["pk"], ""),
            planning=Planning(*(row[name] for name in PLANNING_FIELDS)),
        )
        found.setdefault(row["version_id"], []).append(activity)
    return found


def _name(subject: str, title: str) -> str:
    return title if subject == title else f"{subject}: {title}"


def _coordinators(versions: Collection[int]) -> dict[int, str]:
    links = ActivityCoordinator.objects.filter(wording__version__in=versions)
    return _joined(links.order_by("position", "pk").values_list("wording_id", "coordinator__name"))


def _partners(versions: Collection[int]) -> dict[int, str]:
    links = ActivityPartner.objects.filter(wording__version__in=versions)
    rows = links.order_by("position", "pk").values_list("wording_id", "partner__name", "remark")
    return _joined((pk, f"{name} ({remark})" if remark else name) for pk, name, remark in rows)


def _further_themes(versions: Collection[int]) -> dict[int, str]:
    links = ActivityWording.further_themes.through._default_manager.filter(
        activitywording__version__in=versions, themewording__end_kind=""
    )
    rows = links.order_by("themewording__position").values_list(
        "activitywording_id", "themewording__number"
    )
    return _joined((pk, f"thema {number}") for pk, number in rows)


def _joined(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for pk, name in rows:
        found.setdefault(pk, []).append(name)
    return {pk: ", ".join(names) for pk, names in found.items()}


def _texts(
    model: type[PlanVersion | ThemeWording | ActivityWording],
    row: Mapping[str, object],
    names: Sequence[str],
) -> dict[str, str]:
    """Fields as texts, by the name that a reader knows."""
    labels = (getattr(model._meta.get_field(name), "verbose_name", name) for name in names)
    return {str(label): lines(row[name]) for label, name in zip(labels, names, strict=True)}
