"""The versions of a plan, and what the pages of its life show before something is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plans.models import (
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Plan,
    PlanVersion,
    TextChange,
    User,
)
from plans.models.people import actor_of
from plans.rules.periods import goes_along
from plans.rules.status import Status
from plans.selectors.cells import shown_cells


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list: how much is in it, who opened it, and the one before it."""

    version: PlanVersion
    themes: int
    activities: int
    opened_by: str
    opened_at: datetime | None
    previous: int | None

    @property
    def state(self) -> str:
        """Where the version is in its life, whatever became of the plan."""
        if not self.version.is_adopted:
            return "concept"
        return "geldt nu" if self.version.is_current else "vervangen"


def versions_of(plan: Plan) -> list[VersionLine]:
    """The versions of a plan, newest first."""
    live = Q(themes__end_kind="")
    versions = list(
        plan.versions.annotate(theme_count=Count("themes", filter=live)).order_by("number")
    )
    counts = ActivityWording.objects.live().filter(version__plan=plan, theme__end_kind="")
    activities = dict(counts.order_by().values_list("version").annotate(Count("pk")))
    openings = plan.text_changes.filter(field=TextChange.OPENED).select_related("actor")
    opened = {change.version_id: change for change in openings}
    found = []
    for place, version in enumerate(versions):
        change = opened.get(version.pk)
        found.append(
            VersionLine(
                version,
                version.theme_count,
                activities.get(version.pk, 0),
                str(change.actor) if change else "",
                change.at if change else None,
                versions[place - 1].number if place else None,
            )
        )
    return found[::-1]


def open_concept(plan: Plan) -> PlanVersion | None:
    """The version that was not adopted yet, the only one of its kind; joined with its plan."""
    concepts = plan.versions.filter(adopted_on=None).select_related("plan__group")
    return concepts.order_by("-number").first()


# A planning of which nothing was understood, as ``plans.rules.wording.is_understood`` has it.
UNREAD = ~Q(planning_text="") & Q(
    planning_start=None,
    planning_end=None,
    planning_open_ended=False,
    planning_continuous=False,
    planning_condition="",
)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adoption fixes, and what is missing in it."""

    themes: int
    activities: int
    cells: int
    targets: int
    without_coordinator: int
    without_partner: int
    without_planning: int
    planning_unread: int
    without_target: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing of what is counted here."""
        parties = (self.without_coordinator, self.without_partner)
        planning = (self.without_planning, self.planning_unread)
        return bool(self.themes) and not any((*parties, *planning, self.without_target))


def adoption_of(version: PlanVersion) -> Adoption:
    """What adopting this version fixes."""
    wordings = version.wordings.live().filter(theme__end_kind="")
    coordinators = ActivityCoordinator.objects.filter(wording=OuterRef("pk"))
    partners = ActivityPartner.objects.filter(wording=OuterRef("pk"))
    told = wordings.aggregate(
        activities=Count("pk"),
        without_coordinator=Count("pk", filter=~Exists(coordinators)),
        without_partner=Count("pk", filter=~Exists(partners)),
        without_planning=Count("pk", filter=Q(planning_text="")),
        planning_unread=Count("pk", filter=UNREAD),
    )
    cells = Cell.objects.filter(
        activity__in=wordings.order_by().values("activity"), municipality__isnull=False
    )
    counted = cells.aggregate(
        cells=Count("pk"),
        targets=Count("pk", filter=~Q(target="")),
        without_target=Count("pk", filter=Q(target="") & ~Q(status=Status.NVT)),
    )
    return Adoption(themes=version.themes.live().count(), **told, **counted)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that is still open, and how it stands: done at so many of so many."""

    wording: ActivityWording
    done: int
    applying: int

    @property
    def key(self) -> str:
        """The activity as a choice in a form."""
        return str(self.wording.activity_id)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may go along to the next period; ``done`` is how many are finished and stay behind."""

    rows: Sequence[Candidate]
    done: int

    @property
    def keys(self) -> list[int]:
        """The keys of the activities that may go along."""
        return [row.wording.activity_id for row in self.rows]


def candidates_of(version: PlanVersion) -> Candidates:
    """The activities of a plan that are still open, in plan order."""
    wordings = version.wordings.live().filter(theme__end_kind="").select_related("theme")
    cells: dict[int, dict[int | None, Cell]] = {}
    for cell in Cell.objects.filter(activity__plan=version.plan_id):
        cells.setdefault(cell.activity_id, {})[cell.municipality_id] = cell
    rows, finished = [], 0
    for wording in wordings.order_by("theme__position", "position", "pk"):
        statuses = _statuses(cells.get(wording.activity_id, {}))
        if not goes_along(wording.planning, statuses):
            finished += 1
            continue
        applying = [status for status in statuses if status != Status.NVT]
        rows.append(Candidate(wording, applying.count(Status.GROEN), len(applying)))
    return Candidates(rows, finished)


def _statuses(cells: Mapping[int | None, Cell]) -> list[str]:
    return [shown.status for _cell, shown in shown_cells(cells).values()]


def sources_for(user: User | AnonymousUser) -> QuerySet[Plan]:
    """The plans whose text may be taken over: all that the user sees."""
    return Plan.objects.visible_to(user).order_by("-starts_on", "title", "pk")


def continuable_by(user: User | AnonymousUser) -> QuerySet[Plan]:
    """The plans that the user keeps, and so may follow with a next period."""
    actor, plans = actor_of(user), sources_for(user)
    if actor.is_superuser:
        return plans
    if actor.group is not None:
        return plans.filter(group=actor.group)
    return plans.filter(municipality=actor.municipality)
