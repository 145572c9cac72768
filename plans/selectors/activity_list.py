"""Activities across plans and municipalities, as a list reads them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from config.common.sorting import ByBytes
from plans.models import (
    PLANNING_FIELDS,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Municipality,
    PlanVersion,
    ThemeWording,
    User,
)
from plans.models.people import actor_of
from plans.rules.planning import Phase, Planning, phase_on
from plans.rules.status import Level, Status
from plans.selectors.plans import current_versions, reference_date_of

CHUNK = 2000  # rows of which the parties and cells are asked together
PLANNING = (*PLANNING_FIELDS,)
FIELDS = (
    "pk",
    "activity_id",
    "activity__key",
    "activity__owner_id",
    "activity__owner__name",
    "version_id",
    "theme__number",
    "theme__title",
    "theme__kind",
    "heading",
    "subject",
    "title",
    "scope",
    "coordinator_undecided",
    *PLANNING,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans that a reader sees with their municipalities; the stand is told of ``town``.

    Without a town the cells of all municipalities are counted.
    """

    versions: Mapping[int, PlanVersion]
    days: Mapping[int, date]
    towns: Mapping[int, Municipality]
    town: Municipality | None


@dataclass(frozen=True, slots=True)
class Stand:
    """How an activity stands at one municipality, or at the group when that carries it out (H)."""

    status: str = ""
    level: str = Level.LOKAAL
    target: str = ""
    since: date | None = None
    touched: date | None = None

    @property
    def by_group(self) -> bool:
        """Whether the group carries the work out."""
        return self.level == Level.GROEP


NOT_HERE = Stand(Status.NVT)


@dataclass(frozen=True, slots=True)
class Listed:
    """An activity in the list; ``stand`` is that of the town, ``stands`` those of all."""

    key: str
    version: PlanVersion
    theme: str
    theme_kind: str
    heading: str
    subject: str
    title: str
    scope: str
    undecided: bool
    planning: Planning
    phase: Phase
    owner: str
    coordinators: Sequence[str]
    partners: Sequence[str]
    stand: Stand
    stands: Sequence[Stand]
    group_stand: Stand
    touched: date | None

    def number(self, status: str) -> int:
        """At how many municipalities it stands like this, apart from those of the group (H)."""
        return sum(each.status == status and not each.by_group for each in self.stands)

    @property
    def number_by_group(self) -> int:
        """How many municipalities leave it to the group (H)."""
        return sum(each.by_group for each in self.stands)


def scope_of(user: User | AnonymousUser, town: str = "") -> Scope:
    """What a user sees, in two queries; ``town`` is the code of a municipality to look at."""
    versions = {version.pk: version for version in current_versions(user)}
    plans = [version.plan_id for version in versions.values()]
    rows = Municipality.objects.filter(planmunicipality__plan__in=plans).distinct()
    towns = {row.pk: row for row in rows.order_by("name", "pk")}
    asked = next((row for row in towns.values() if row.code == town), None)
    own = actor_of(user).municipality
    return Scope(
        versions,
        {pk: reference_date_of(version) for pk, version in versions.items()},
        towns,
        asked or (towns.get(own) if own is not None else None),
    )


def activities_of(scope: Scope) -> QuerySet[ActivityWording]:
    """What the current versions still have, the newest plan first, in plan order."""
    rows = ActivityWording.objects.live().filter(version__in=[*scope.versions])
    return rows.order_by(
        "-version__plan__starts_on",
        ByBytes("version__plan__searchable"),
        "version_id",
        "theme__position",
        "position",
        "pk",
    )


def headings_of(version: PlanVersion) -> dict[int, str]:
    """The groups of subjects in a version, by activity."""
    rows = ActivityWording.objects.live().filter(version=version).exclude(heading="").order_by()
    return dict(rows.values_list("activity_id", "heading"))


def read_activities(
    rows: QuerySet[ActivityWording], scope: Scope, parts: Collection[str]
) -> list[Listed]:
    """The rows with the parts that are shown: ``coordinators``, ``partners``, ``cells``.

    One query for the rows and one for each part, whatever the number of rows of a page.
    """
    found = [dict(zip(FIELDS, row, strict=True)) for row in rows.values_list(*FIELDS)]
    listed: list[Listed] = []
    for start in range(0, len(found), CHUNK):
        listed += _with_parts(found[start : start + CHUNK], scope, parts)
    return listed


def _with_parts(rows: list[dict], scope: Scope, parts: Collection[str]) -> Iterator[Listed]:
    wordings = [row["pk"] for row in rows]
    activities = [row["activity_id"] for row in rows]
    coordinators = _coordinators(wordings) if "coordinators" in parts else {}
    partners = _partners(wordings) if "partners" in parts else {}
    cells = _cells(activities, scope.town) if "cells" in parts else {}
    for row in rows:
        pk = row["pk"]
        names = (coordinators.get(pk, ()), partners.get(pk, ()))
        yield _listed(row, scope, *names, cells.get(row["activity_id"], {}))


def _coordinators(wordings: Sequence[int]) -> dict[int, list[str]]:
    links = ActivityCoordinator.objects.filter(wording__in=wordings).order_by("position", "pk")
    return _grouped(links.values_list("wording_id", "coordinator__name"))


def _partners(wordings: Sequence[int]) -> dict[int, list[str]]:
    links = ActivityPartner.objects.filter(wording__in=wordings).order_by("position", "pk")
    return _grouped(links.values_list("wording_id", "partner__name"))


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for wording, name in pairs:
        found.setdefault(wording, []).append(name)
    return found


def _cells(activities: Sequence[int], town: Municipality | None) -> dict[int, dict]:
    """The stand by activity and municipality, the group's own under None."""
    cells = Cell.objects.filter(activity__in=activities).order_by()
    if town is not None:
        cells = cells.filter(Q(municipality=town) | Q(municipality=None))
    found: dict[int, dict[int | None, Stand]] = {}
    for activity, municipality, status, level, target, since, touched in cells.values_list(
        "activity_id", "municipality_id", "status", "level", "target", "since", "touched"
    ):
        stand = Stand(status, level, target, since, touched)
        found.setdefault(activity, {})[municipality] = stand
    return found


def _listed(
    row: dict,
    scope: Scope,
    coordinators: Sequence[str],
    partners: Sequence[str],
    cells: Mapping[int | None, Stand],
) -> Listed:
    owner = row["activity__owner_id"]
    planning = Planning(*(row[name] for name in PLANNING))
    group = cells.get(None, Stand())
    stands = {
        town: replace(group, level=Level.GROEP) if stand.by_group else stand
        for town, stand in cells.items()
        if town is not None and owner in (None, town)
    }
    return Listed(
        key=row["activity__key"],
        version=scope.versions[row["version_id"]],
        theme=f"{row['theme__number']} {row['theme__title']}",
        theme_kind=ThemeWording.Kind(row["theme__kind"]).label,
        heading=row["heading"],
        subject=row["subject"],
        title=row["title"],
        scope=ActivityWording.Scope(row["scope"]).label if row["scope"] else "",
        undecided=row["coordinator_undecided"],
        planning=planning,
        phase=phase_on(planning, scope.days[row["version_id"]]),
        owner=row["activity__owner__name"] or "",
        coordinators=coordinators,
        partners=partners,
        stand=_stand_at(scope.town, owner, stands),
        stands=[*stands.values()],
        group_stand=group,
        touched=max((each.touched for each in cells.values() if each.touched), default=None),
    )


def _stand_at(town: Municipality | None, owner: int | None, stands: Mapping[int, Stand]) -> Stand:
    """The stand at a town; an activity that another one added for itself does not apply there."""
    if town is None:
        return Stand()
    return stands.get(town.pk, Stand()) if owner in (None, town.pk) else NOT_HERE
