"""A whole version as its writer sees it: themes, and under each its activities in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plans.models import (
    PLANNING_FIELDS,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Plan,
    PlanVersion,
    ThemeWording,
)
from plans.rules.completeness import text_gaps
from plans.rules.gaps import theme_gaps
from plans.rules.planning import Planning

COLUMNS = (
    "pk",
    "theme_id",
    "activity__key",
    "heading",
    "subject",
    "title",
    "coordinator_undecided",
    "end_kind",
    "end_reason",
    *PLANNING_FIELDS,
)


NO_GROUP = "Buiten een groep"


@dataclass(frozen=True, slots=True)
class Row:
    """An activity in the outline; ``heading`` and ``subject`` only where a new one begins."""

    pk: int
    key: str
    heading: str
    subject: str
    title: str
    coordinators: str
    planning: str
    gaps: Sequence[str]
    end: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with what it has, and what ended in this version."""

    wording: ThemeWording
    rows: Sequence[Row]
    ended: Sequence[Row]
    gaps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outline:
    """A version from above."""

    branches: Sequence[Branch]
    ended: Sequence[ThemeWording]
    activities: int
    incomplete: int

    def only(self, themes: Iterable[int]) -> list[Branch]:
        """The branches of these themes."""
        wanted = set(themes)
        return [branch for branch in self.branches if branch.wording.pk in wanted]


def outline_of(version: PlanVersion) -> Outline:
    """The outline of a version in four queries; join the version with its plan before use."""
    themes = list(version.themes.order_by("position", "pk"))
    by_theme: dict[int, list[tuple]] = {}
    for values in version.wordings.order_by("position", "pk").values_list(*COLUMNS):
        by_theme.setdefault(values[1], []).append(values)
    coordinators, with_partner = _coordinators(version), _with_partner(version)
    branches = [
        _branch(theme, by_theme.get(theme.pk, []), coordinators, with_partner, version.plan)
        for theme in themes
        if theme.is_live
    ]
    return Outline(
        branches,
        [theme for theme in themes if not theme.is_live],
        sum(len(branch.rows) for branch in branches),
        sum(bool(row.gaps) for branch in branches for row in branch.rows),
    )


def _coordinators(version: PlanVersion) -> dict[int, list[str]]:
    links = ActivityCoordinator.objects.filter(wording__version=version)
    names = links.order_by("position", "pk").values_list("wording_id", "coordinator__name")
    found: dict[int, list[str]] = {}
    for wording, name in names:
        found.setdefault(wording, []).append(name)
    return found


def _with_partner(version: PlanVersion) -> set[int]:
    links = ActivityPartner.objects.filter(wording__version=version).order_by()
    return set(links.values_list("wording_id", flat=True))


def _branch(
    theme: ThemeWording,
    found: Sequence[tuple],
    coordinators: dict[int, list[str]],
    with_partner: set[int],
    plan: Plan,
) -> Branch:
    rows = [_row(values, coordinators.get(values[0], []), with_partner) for values in found]
    live = [row for row in rows if not row.end]
    gaps = theme_gaps(
        has_aim=bool(theme.ambition or theme.carries_out_id),
        has_activities=bool(live),
        is_strategy=plan.kind == Plan.Kind.IVP,
        content_unknown=theme.content_unknown,
    )
    return Branch(theme, list(_told_once(live)), [row for row in rows if row.end], gaps)


def _row(values: tuple, coordinators: list[str], with_partner: set[int]) -> Row:
    pk, _theme, key, heading, subject, title, undecided, kind, reason, *planning = values
    meaning = Planning(*planning)
    gaps = text_gaps(
        has_coordinator=bool(coordinators),
        is_undecided=undecided,
        has_partner=pk in with_partner,
        planning=meaning,
    )
    end = f"{kind}: {reason}" if reason else kind
    words = [gap.label.lower() for gap in gaps]
    return Row(pk, key, heading, subject, title, ", ".join(coordinators), meaning.text, words, end)


def _told_once(rows: Iterable[Row]) -> Iterator[Row]:
    """Say a heading and a subject only at the first of the rows that share them."""
    before: Row | None = None
    for row in rows:
        is_same = before is not None and before.heading == row.heading
        heading = row.heading or (NO_GROUP if before else "")
        again = is_same and before is not None and before.subject == row.subject
        yield replace(row, heading="" if is_same else heading, subject="" if again else row.subject)
        before = row


def places_for(wording: ActivityWording) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where an activity can stand: for each theme in front, and after each other activity."""
    version = wording.version
    rows = version.wordings.live().exclude(pk=wording.pk).order_by("position", "pk")
    by_theme: dict[int, list[tuple[str, str]]] = {}
    for pk, theme, subject, title in rows.values_list("pk", "theme_id", "subject", "title"):
        by_theme.setdefault(theme, []).append((f"a{pk}", f"na {subject}: {title}"))
    return [
        (str(theme), [(f"t{theme.pk}", f"vooraan in {theme.number}"), *by_theme.get(theme.pk, [])])
        for theme in version.themes.live().order_by("position", "pk")
    ]


def theme_places(version: PlanVersion, *, without: int | None = None) -> list[tuple[str, str]]:
    """Where a theme can stand: in front, and after each other theme."""
    themes = version.themes.live().exclude(pk=without or 0).order_by("position", "pk")
    return [("", "vooraan"), *((str(theme.pk), f"na {theme}") for theme in themes)]


def place_named(value: str) -> tuple[ThemeWording, ActivityWording | None] | None:
    """The place that a form names: ``t`` with a theme, or ``a`` with the activity before it.

    Of whatever plan: the service refuses in words what does not belong to the version.
    """
    kind, number = value[0], int(value[1:])
    if kind == "t":
        theme = ThemeWording.objects.filter(pk=number).first()
        return (theme, None) if theme else None
    after = ActivityWording.objects.select_related("theme").filter(pk=number).first()
    return (after.theme, after) if after else None
