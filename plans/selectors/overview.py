"""Plans with their counts, for the first pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from plans.models import ActivityWording, Municipality, PlanVersion, User
from plans.rules.counts import Count
from plans.rules.matrix import Choice
from plans.selectors.matrix import Block, matrix_page
from plans.selectors.plans import current_versions, reference_date_of


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A plan's themes with their counts, and the whole plan's, on its reference date."""

    version: PlanVersion
    columns: Sequence[Municipality]
    blocks: Sequence[Block]
    totals: Sequence[tuple[Municipality, Count, int]]
    activities: int
    day: date


def overview_of(version: PlanVersion) -> PlanOverview:
    """Counts of a plan by municipality and theme, with how many cells ask for attention."""
    page = matrix_page(version=version, day=reference_date_of(version), choice=Choice())
    columns = page.columns
    totals = [(town, page.totals[town.pk], len(page.attention(town.pk))) for town in columns]
    return PlanOverview(version, columns, page.blocks, totals, len(page.lines), page.day)


def visible_plans(user: User | AnonymousUser) -> tuple[list[PlanVersion], list[PlanVersion]]:
    """The plans that the user sees, newest first: those with activities, and all of them."""
    activities = ActivityWording.objects.live().filter(version=OuterRef("pk"))
    versions = current_versions(user).annotate(is_carried_out_here=Exists(activities))
    found: list[PlanVersion] = list(versions.order_by("-plan__starts_on", "plan__title"))
    return [each for each in found if vars(each)["is_carried_out_here"]], found
