"""What the database filters and sorts activities by; the words of ``plans.rules`` in SQL."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    Count,
    Exists,
    Expression,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, StrIndex, Substr

from config.common.sorting import ByBytes
from plans.models import (
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Municipality,
    PlanMunicipality,
)
from plans.rules.matrix import NOT_FILLED_IN
from plans.rules.planning import Phase
from plans.rules.status import Level, Status
from plans.selectors.activity_list import Scope

Rows = QuerySet[ActivityWording]
# What asks for work comes first.
RANKS: Mapping[str, int] = {"": 0} | {each.value: rank for rank, each in enumerate(Status, 1)}
PHASES: Mapping[Phase, int] = {phase: rank for rank, phase in enumerate(Phase)}
APPLIES = Q(activity__owner=None) | Q(activity__owner=F("municipality"))


# Filters


def at_town(rows: Rows, town: Municipality) -> Rows:
    """Activities of the plans in which a municipality takes part, without those of others alone."""
    plans = PlanMunicipality.objects.filter(municipality=town).order_by().values("plan")
    rows = rows.filter(version__plan__in=plans)
    return rows.filter(Q(activity__owner=None) | Q(activity__owner=town))


def in_phase(rows: Rows, scope: Scope, phase: str) -> Rows:
    """Activities that are in a phase on the reference date of their plan."""
    return rows.filter(_phase(scope, Phase(phase)))


def _phase(scope: Scope, phase: Phase) -> Q:
    """``plans.rules.planning.phase_on`` for plans that each have their own day."""
    later, passed = _later(scope), _passed(scope)
    if phase is Phase.LATER:
        return later
    return passed & ~later if phase is Phase.PASSED else ~passed & ~later


def _later(scope: Scope) -> Q:
    return _any(
        Q(version__in=versions, planning_start__isnull=False, planning_start__gt=day)
        for day, versions in _by_day(scope).items()
    )


def _passed(scope: Scope) -> Q:
    return _any(
        Q(
            version__in=versions,
            planning_end__isnull=False,
            planning_end__lt=day,
            planning_open_ended=False,
        )
        for day, versions in _by_day(scope).items()
    )


def _by_day(scope: Scope) -> dict[date, list[int]]:
    found: dict[date, list[int]] = {}
    for version, day in scope.days.items():
        found.setdefault(day, []).append(version)
    return found


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def having_status(rows: Rows, statuses: Collection[str], town: Municipality | None) -> Rows:
    """Activities that stand like one of these at the town, or without one at any municipality.

    What is left to the group stands as the group's own cell, and is never "not filled in".
    """
    at = Q(municipality__isnull=False) if town is None else Q(municipality=town)
    cells = Cell.objects.filter(APPLIES, at, activity=OuterRef("activity"))
    group = Cell.objects.filter(activity=OuterRef("activity"), municipality=None)
    colours = [status for status in statuses if status != NOT_FILLED_IN]
    own = [*colours, *([""] if NOT_FILLED_IN in statuses else [])]
    found = Q(Exists(cells.filter(level=Level.LOKAAL, status__in=own)))
    found |= Q(Exists(cells.filter(level=Level.GROEP))) & Q(
        Exists(group.filter(status__in=colours))
    )
    if town is not None and Status.NVT in colours:
        found |= Q(activity__owner__isnull=False) & ~Q(activity__owner=town)
    return rows.filter(found)


def without_coordinator(rows: Rows) -> Rows:
    """Activities that nobody coordinates yet."""
    links = ActivityCoordinator.objects.filter(wording=OuterRef("pk"))
    return rows.filter(Q(coordinator_undecided=True) | ~Q(Exists(links)))


def coordinated_by(rows: Rows, coordinators: Collection[int]) -> Rows:
    """Activities of one of these coordinators."""
    links = ActivityCoordinator.objects.filter(wording=OuterRef("pk"))
    return rows.filter(Exists(links.filter(coordinator__in=coordinators)))


def with_partner(rows: Rows, partners: Collection[int]) -> Rows:
    """Activities of one of these partners."""
    links = ActivityPartner.objects.filter(wording=OuterRef("pk"))
    return rows.filter(Exists(links.filter(partner__in=partners)))


# Orders. What is searched of a text starts with its heading, subject and title, a line for each,
# in small letters and without accents; so one can sort by what stands behind the first lines.


def _after_line(field: str | Expression) -> Substr:
    return Substr(field, StrIndex(field, Value("\n")) + 1)


_FROM_SUBJECT = Case(
    When(heading="", then="searchable"),
    default=_after_line("searchable"),
    output_field=TextField(),
)
BY_SUBJECT = ByBytes(_FROM_SUBJECT)
BY_TITLE = ByBytes(_after_line(_FROM_SUBJECT))
# Without a heading nothing is known to sort by.
BY_HEADING = ByBytes(Case(When(~Q(heading=""), then="searchable"), output_field=TextField()))
BY_THEME = ByBytes(_after_line("theme__searchable"))
BY_COORDINATOR = ByBytes(
    Subquery(
        ActivityCoordinator.objects.filter(wording=OuterRef("pk"))
        .order_by("position", "pk")
        .values("coordinator__searchable")[:1]
    )
)
BY_PARTNER = ByBytes(
    Subquery(
        ActivityPartner.objects.filter(wording=OuterRef("pk"))
        .order_by("position", "pk")
        .values("partner__searchable")[:1]
    )
)


def _number_of(rows: QuerySet, of: str) -> Coalesce:
    """How many rows hang on a wording or activity; ``of`` is the field by which they do."""
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


BY_PARTNERS = _number_of(ActivityPartner.objects.filter(wording=OuterRef("pk")), "wording")


def by_phase(scope: Scope) -> Case:
    """In the order of the phases."""
    phases = (When(_phase(scope, each), then=Value(rank)) for each, rank in PHASES.items())
    return Case(*phases, output_field=IntegerField())


def _rank(field: str) -> Case:
    return Case(
        *(When(**{field: status}, then=Value(rank)) for status, rank in RANKS.items()),
        output_field=IntegerField(),
    )


def by_stand(town: Municipality, field: str) -> Case:
    """In the order of the colours of the status or the target at a town."""
    return _at_town(town, _rank(field), elsewhere=Value(RANKS[Status.NVT]))


def by_day(town: Municipality, field: str) -> Case:
    """In the order of a day of the cell at a town."""
    return _at_town(town, F(field), elsewhere=Value(None))


def _at_town(town: Municipality, key: Case | F, *, elsewhere: Value) -> Case:
    """A key of the cell at a town, or of the group's where the town leaves the work to it (H)."""
    cells = Cell.objects.filter(activity=OuterRef("activity")).annotate(key=key).order_by()
    own, group = cells.filter(municipality=town), cells.filter(municipality=None)
    return Case(
        When(Q(activity__owner__isnull=False) & ~Q(activity__owner=town), then=elsewhere),
        When(Exists(own.filter(level=Level.GROEP)), then=Subquery(group.values("key")[:1])),
        default=Subquery(own.values("key")[:1]),
    )


def by_number(status: str) -> Coalesce:
    """By the number of municipalities where it stands like this, apart from the group's (H)."""
    return _number_of(_cells().filter(level=Level.LOKAAL, status=status), "activity")


def by_number_of_group() -> Coalesce:
    """By the number of municipalities that leave it to the group (H)."""
    return _number_of(_cells().filter(level=Level.GROEP), "activity")


def by_group_stand() -> Subquery:
    """In the order of the colours of the group's own cell."""
    group = Cell.objects.filter(activity=OuterRef("activity"), municipality=None)
    return Subquery(group.annotate(key=_rank("status")).values("key")[:1])


def by_touched() -> Subquery:
    """By the day on which a stand was filled in last."""
    cells = Cell.objects.filter(activity=OuterRef("activity")).order_by().values("activity")
    return Subquery(cells.annotate(newest=Max("touched")).values("newest"))


def _cells() -> QuerySet[Cell]:
    return Cell.objects.filter(APPLIES, activity=OuterRef("activity"), municipality__isnull=False)
