"""One search over everything that a reader may see, in a fixed number of queries."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from plans.models import (
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Coordinator,
    CoordinatorAlias,
    Partner,
    PartnerAlias,
    PlanVersion,
    ThemeWording,
    User,
)
from plans.rules.excerpts import Piece
from plans.rules.search import outline_lines
from plans.selectors.searching import PAGE_SIZE, Found, Group, Hit, Kind, Party, Search

PLAN_ORDER = ("-version__plan__starts_on", "version__plan__title")


def found_by(
    user: User | AnonymousUser, terms: Sequence[str], *, only: Kind | None = None, page: int = 1
) -> list[Group]:
    """What is found of each kind, without the kinds of which nothing is; no terms find nothing.

    When one kind is asked for, that page of it is shown, and of the others only their number.
    """
    if not terms:
        return []
    search = Search(user, terms)
    groups = [_group(search, kind, page if kind is only else 1, only) for kind in Kind]
    return [group for group in groups if group.total]


def _group(search: Search, kind: Kind, number: int, only: Kind | None) -> Group:
    find, hit = FINDERS[kind]
    found = find(search, (number - 1) * PAGE_SIZE)
    if number > 1 and not found.rows:
        number, found = 1, find(search, 0)
    page = Paginator(range(found.total), PAGE_SIZE).get_page(number)
    hits = [hit(search, row) for row in found.rows] if only in (None, kind) else []
    return Group(kind, page, hits)


def _plans(search: Search, start: int) -> Found:
    return _sliced(
        [each for each in search.versions.values() if search.finds(str(each.plan))], start
    )


def _sliced(rows: Sequence, start: int) -> Found:
    return Found(len(rows), rows[start : start + PAGE_SIZE])


def _themes(search: Search, start: int) -> Found:
    rows = ThemeWording.objects.live().filter(version__in=search.versions)
    return search.find(rows, start, *PLAN_ORDER, "position", "pk")


def _activities(search: Search, start: int) -> Found:
    rows = ActivityWording.objects.live().filter(version__in=search.versions)
    rows = rows.select_related("theme", "activity")
    return search.find(rows, start, *PLAN_ORDER, "theme__position", "position", "pk")


def _notes(search: Search, start: int) -> Found:
    """Cells with the newest explanation, of activities that the current version still has."""
    wordings = ActivityWording.objects.live().order_by().filter(version__in=search.versions)
    of_cell = wordings.filter(activity=OuterRef("activity"))
    rows = Cell.objects.exclude(searchable="").filter(Exists(of_cell))
    rows = rows.select_related("activity", "municipality").annotate(
        version_id=Subquery(of_cell.values("version")), title=Subquery(of_cell.values("title"))
    )
    return search.find(rows, start, "-touched", "pk")


def _hit_of_plan(search: Search, row: PlanVersion) -> Hit:
    return Hit(row, search.mark(row.plan.title), version=row)


def _hit_of_theme(search: Search, row: ThemeWording) -> Hit:
    outlines = [line for each in row.outlines for line in outline_lines(each)]
    lines = [row.description, row.ambition, *outlines, *row.related_policy]
    title = search.mark(f"{row.number} {row.title}")
    return Hit(row, title, search.around(lines), search.versions[row.version_id])


def _hit_of_activity(search: Search, row: ActivityWording) -> Hit:
    lines = [row.description, *row.points, row.realised, row.heading, row.subject]
    version = search.versions[row.version_id]
    return Hit(row, search.mark(row.title), search.around(lines), version)


def _hit_of_note(search: Search, row: Cell) -> Hit:
    told = vars(row)  # with what ``_notes`` adds to it
    version = search.versions[told["version_id"]]
    place = row.municipality or f"{version.plan.group} (H)"
    title = [Piece(f"{place}: {told['title']}")]
    return Hit(row, title, search.around([row.note]), version)


def _hit_of_party(search: Search, party: Party) -> Hit:
    spellings = search.around(party.spellings)
    return Hit(party.row, search.mark(party.row.name), spellings, uses=party.uses)


def _partners(search: Search, start: int) -> Found:
    links, spellings = ActivityPartner.objects.all(), PartnerAlias.objects.all()
    return _sliced(_parties(search, Partner.objects.all(), links, spellings, "partner"), start)


def _coordinators(search: Search, start: int) -> Found:
    links, spellings = ActivityCoordinator.objects.all(), CoordinatorAlias.objects.all()
    rows = Coordinator.objects.all()
    return _sliced(_parties(search, rows, links, spellings, "coordinator"), start)


def _parties(
    search: Search, rows: QuerySet, links: QuerySet, spellings: QuerySet, field: str
) -> list[Party]:
    """Parties that have a part in a plan that the reader sees, by its name or a spelling of it.

    A spelling of a plan that the reader does not see finds nothing, though the record is shared.
    """
    candidates = {row.pk: row for row in search.narrowed(rows, "name", "pk")}
    uses = _uses(search, links.filter(**{f"{field}__in": candidates}), field)
    plans = {version.plan_id for version in search.versions.values()}
    told = spellings.filter(**{f"{field}__in": uses}, plans__in=plans).order_by("name")
    known: dict[int, list[str]] = {}
    for pk, name in told.values_list(f"{field}_id", "name").distinct():
        known.setdefault(pk, []).append(name)
    found = [Party(candidates[pk], known.get(pk, ()), uses[pk]) for pk in candidates if pk in uses]
    return [party for party in found if search.finds(party.row.name, *party.spellings)]


def _uses(search: Search, links: QuerySet, field: str) -> dict[int, list[tuple[PlanVersion, int]]]:
    """By party the versions in which it has a part, with the number of its activities."""
    live = links.filter(wording__version__in=search.versions, wording__end_kind="").order_by()
    numbers = live.values_list(f"{field}_id", "wording__version_id").annotate(Count("pk"))
    uses: dict[int, list[tuple[PlanVersion, int]]] = {}
    for party, version, number in numbers:
        uses.setdefault(party, []).append((search.versions[version], number))
    return uses


# Of each kind how it is found, and how what was found is shown.
FINDERS: Mapping[Kind, tuple[Callable[[Search, int], Found], Callable[[Search, Any], Hit]]] = {
    Kind.PLAN: (_plans, _hit_of_plan),
    Kind.THEME: (_themes, _hit_of_theme),
    Kind.ACTIVITY: (_activities, _hit_of_activity),
    Kind.NOTE: (_notes, _hit_of_note),
    Kind.PARTNER: (_partners, _hit_of_party),
    Kind.COORDINATOR: (_coordinators, _hit_of_party),
}
