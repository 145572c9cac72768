"""What is missing from a version of a plan, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from plans.models import ActivityWording, Municipality, Plan, PlanVersion, ThemeWording
from plans.rules.completeness import OF_CELLS, Facts, Finding, Gap, Theme, counted, findings
from plans.rules.matrix import Choice, Text
from plans.selectors.cells import GROUP
from plans.selectors.matrix import MatrixPage, matrix_page
from plans.selectors.plans import reference_date_of
from plans.selectors.versions import open_concept

# The name of a municipality or group, and its column in the address of a cell.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, or an activity of it, that lacks something; with where it does, of its cells.

    ``mend`` tells the form in which the reader can write it: a key, or a wording of a theme.
    """

    theme: ThemeWording
    text: Text | None
    places: Sequence[Place]
    mend: str | int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap: how often it was found, and where."""

    gap: Gap
    number: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Writable:
    """What the planbeheerder can mend: the parts that the concept of the plan still has.

    ``themes`` gives for each theme its wording in the concept, as in the address of its form.
    """

    number: int
    activities: Collection[str]
    themes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a version lacks: every gap with its number, and the rows of those that were asked."""

    counts: Mapping[Gap, int]
    missing: Sequence[Missing]


def completeness_of(version: PlanVersion) -> dict[Gap, int]:
    """How much is missing, by gap."""
    return counted(findings(_facts(version, _page(version))))


def missing_from(
    version: PlanVersion,
    *,
    gap: Gap | None = None,
    town: Municipality | None = None,
    writable: Writable | None = None,
) -> Completeness:
    """What is missing, in plan order; of one gap and of one municipality when asked.

    Of a municipality are its cells, and the texts of the activities that it added for itself.
    ``writable`` is what the reader can mend, if anything.
    """
    page = _page(version)
    found = [
        finding
        for finding in findings(_facts(version, page))
        if town is None or _is_of(finding, town)
    ]
    names: dict[int | None, Place] = {each.pk: (each.name, each.code) for each in page.columns}
    names[None] = (f"{version.plan.group} (H)", GROUP)
    asked = [each for each in Gap if gap in (None, each)]
    missing = [
        Missing(each, len(of_gap), _rows(of_gap, page.themes, names, writable))
        for each in asked
        if (of_gap := [finding for finding in found if finding.gap is each])
    ]
    return Completeness(counted(found), missing)


def _is_of(finding: Finding, town: Municipality) -> bool:
    owner = finding.text.owner if finding.text else None
    return town.pk in (finding.place, owner)


def _rows(
    found: Iterable[Finding],
    themes: Iterable[ThemeWording],
    names: Mapping[int | None, Place],
    writable: Writable | None,
) -> list[Row]:
    """The findings of one gap as rows, with the cells of one activity together."""
    by_pk = {theme.pk: theme for theme in themes}
    rows: dict[tuple[int, Text | None], list[Place]] = {}
    for finding in found:
        places = rows.setdefault((finding.theme, finding.text), [])
        if finding.gap in OF_CELLS:
            places.append(names[finding.place])
    return [
        Row(by_pk[theme], text, places, _mend(by_pk[theme], text, writable))
        for (theme, text), places in rows.items()
    ]


def _mend(theme: ThemeWording, text: Text | None, writable: Writable | None) -> str | int | None:
    if writable is None:
        return None
    if text is None:
        return writable.themes.get(theme.theme_id)
    return text.key if text.key in writable.activities else None


def _page(version: PlanVersion) -> MatrixPage:
    return matrix_page(version=version, day=reference_date_of(version), choice=Choice())


def _facts(version: PlanVersion, page: MatrixPage) -> Facts:
    """A version as the rules see it; only the version that holds has statuses."""
    plan = version.plan
    is_strategic = plan.kind == Plan.Kind.IVP
    return Facts(
        day=page.day,
        themes=[
            Theme(
                each.pk,
                each.theme_id,
                bool(each.ambition),
                each.content_unknown,
                each.carries_out_id,
            )
            for each in page.themes
        ],
        lines=page.lines,
        is_strategic=is_strategic,
        has_cells=version.is_current and not is_strategic,
        with_goal=_with_goal(page.themes),
        carried_out=_carried_out(plan) if is_strategic else frozenset(),
    )


def _with_goal(themes: Iterable[ThemeWording]) -> frozenset[int]:
    """Of the themes that these carry out those with a goal, or of which the content was lost."""
    carried = [theme.carries_out_id for theme in themes if theme.carries_out_id is not None]
    current = ThemeWording.objects.live().filter(version__is_current=True, theme__in=carried)
    aimed = current.filter(~Q(ambition="") | Q(content_unknown=True))
    return frozenset(aimed.order_by().values_list("theme_id", flat=True))


def _carried_out(plan: Plan) -> frozenset[int]:
    """The themes of a strategic plan for which a plan that carries it out has activities.

    Whether they are is a fact about the plan: it does not depend on which plans a reader sees.
    """
    busy = ThemeWording.objects.live().filter(
        version__plan__implements=plan,
        version__is_current=True,
        carries_out__isnull=False,
        activities__end_kind="",
    )
    return frozenset(busy.order_by().values_list("carries_out_id", flat=True).distinct())


def writable_in(version: PlanVersion) -> Writable | None:
    """What of this version can be mended, and in which version: the concept; None without one."""
    plan = version.plan
    if plan.closed_on is not None:
        return None
    concept = open_concept(plan) if version.is_adopted else version
    if concept is None:
        return None
    keys = ActivityWording.objects.live().filter(version=concept).order_by()
    themes = ThemeWording.objects.live().filter(version=concept).order_by()
    return Writable(
        concept.number,
        frozenset(keys.values_list("activity__key", flat=True)),
        dict(themes.values_list("theme_id", "pk")),
    )
