"""One activity: its history at each municipality, its trail, and where its text is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from plans.models import ActivityWording, Cell, Entry, Plan, PlanVersion, Succession, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.matrix import Shown, shown
from plans.rules.status import Level
from plans.selectors.cells import GROUP, HistoryLine, lines_of, plain


@dataclass(frozen=True, slots=True)
class Timeline:
    """A municipality's cell of an activity with its history; ``column`` as in its address."""

    name: str
    column: str
    cell: Cell
    shown: Shown
    lines: Sequence[HistoryLine]


def timelines_of(wording: ActivityWording) -> list[Timeline]:
    """The history of an activity at each municipality in plan order, the group's own last.

    The group's own is left out where no municipality leaves the work to it.
    """
    plan = wording.version.plan
    places = plan.planmunicipality_set.values_list("municipality_id", "position")
    order: dict[int | None, int] = dict(places)
    cells = list(Cell.objects.filter(activity=wording.activity_id).select_related("municipality"))
    entries: dict[int, list[Entry]] = {}
    rows = Entry.objects.filter(cell__activity=wording.activity_id).order_by("pk")
    for entry in rows.with_author():
        entries.setdefault(entry.cell_id, []).append(entry)
    group = next((cell for cell in cells if cell.municipality_id is None), None)
    of_group = plain(group) if group else Shown()
    is_used = any(cell.level == Level.GROEP for cell in cells)
    kept = [cell for cell in cells if cell.municipality_id is not None or is_used]
    kept.sort(key=lambda cell: order.get(cell.municipality_id, len(order)))
    return [_timeline(cell, of_group, entries.get(cell.pk, []), plan.group) for cell in kept]


def _timeline(cell: Cell, group: Shown, entries: Sequence[Entry], name: object) -> Timeline:
    town = cell.municipality
    return Timeline(
        str(town) if town else f"{name} (H)",
        town.code if town else GROUP,
        cell,
        shown(plain(cell), group),
        lines_of(entries),
    )


@dataclass(frozen=True, slots=True)
class Trail:
    """What an activity came out of, and what it became: the newest text of each."""

    predecessors: Sequence[ActivityWording]
    successors: Sequence[ActivityWording]


def trail_of(user: User, wording: ActivityWording) -> Trail:
    """The trail of an activity, as far as it runs through plans that the user sees."""
    own = wording.activity_id
    steps = list(
        Succession.objects.filter(Q(predecessor=own) | Q(successor=own)).values_list(
            "predecessor_id", "successor_id"
        )
    )
    others = {pk for step in steps for pk in step if pk != own}
    plans = Plan.objects.visible_to(user).order_by()
    rows = ActivityWording.objects.filter(activity__in=others, version__plan__in=plans.values("pk"))
    rows = rows.select_related("activity", "version__plan").order_by("version__number")
    newest = {row.activity_id: row for row in rows}
    return Trail(
        [newest[first] for first, second in steps if second == own and first in newest],
        [newest[second] for first, second in steps if first == own and second in newest],
    )


def written_in(version: PlanVersion, key: str) -> ActivityWording | None:
    """An activity as a version has it, joined with its theme and plan."""
    rows = version.wordings.filter(activity__key=key)
    joined = rows.select_related("activity__owner", "theme", "version__plan__group")
    return joined.order_by().first()


def version_to_write(user: User, wording: ActivityWording) -> PlanVersion | None:
    """The version in which the user may change the text of this activity now, if there is one."""
    actor, plan = actor_of(user), wording.version.plan
    owner = wording.activity.owner_id
    if not (permissions.owns(actor, owner) or permissions.keeps_plan(actor, plan.place)):
        return None
    open_ones = Q(is_current=True) | Q(adopted_on=None)
    versions = PlanVersion.objects.filter(
        open_ones, wordings__activity=wording.activity_id, wordings__end_kind=""
    )
    for version in versions.order_by("-is_current", "-number"):
        is_concept, is_closed = not version.is_adopted, plan.closed_on is not None
        if permissions.may_edit_text(
            actor, plan.place, is_concept=is_concept, is_closed=is_closed, owner=owner
        ):
            return version
    return None


def words_in_use(version: PlanVersion) -> tuple[list[str], list[str]]:
    """The subjects and the groups of subjects of a version, to choose from."""
    rows = version.wordings.live().order_by().values_list("subject", "heading").distinct()
    found = list(rows)
    subjects = {subject for subject, _heading in found}
    headings = {heading for _subject, heading in found if heading}
    return sorted(subjects), sorted(headings)


def successors_for(user: User, wording: ActivityWording) -> list[ActivityWording]:
    """The activities in which this one may go on: those of all, and those of the same owner.

    Who keeps only own activities is offered only those.
    """
    actor, plan = actor_of(user), wording.version.plan
    owners = Q(activity__owner=wording.activity.owner_id)
    if permissions.keeps_plan(actor, plan.place):
        owners |= Q(activity__owner=None)
    rows = wording.version.wordings.live().exclude(pk=wording.pk).filter(owners)
    joined = rows.select_related("activity", "theme", "version__plan")
    return list(joined.order_by("theme__position", "position", "pk"))
