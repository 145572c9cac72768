"""The first page: the plans of the active role, each with what needs this person."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import PlanVersion
from plans.models.people import actor_of
from plans.rules.permissions import Place, has_round
from plans.selectors.overview import PlanOverview, overview_of, visible_plans


@dataclass(frozen=True, slots=True)
class Home:
    """The newest plan with activities and its counts, the others by name; does a round await?"""

    overviews: Sequence[PlanOverview]
    more: Sequence[PlanVersion]
    has_round: bool
    has_fiction: bool


def home_for(user) -> Home:
    """The first page of a user; the newest plan with activities with counts, the others by name."""
    carried_out, versions = visible_plans(user)
    overviews = [overview_of(version) for version in carried_out[:1]]
    told = {overview.version.pk for overview in overviews}
    return Home(
        overviews=overviews,
        more=[version for version in versions if version.pk not in told],
        has_round=any(_awaits(user, overview) for overview in overviews),
        has_fiction=any(version.plan.has_fiction for version in versions),
    )


def _awaits(user, overview: PlanOverview) -> bool:
    plan = overview.version.plan
    place = Place(plan.group_id, plan.municipality_id)
    towns = [town.pk for town in overview.columns]
    return plan.closed_on is None and has_round(actor_of(user), place, towns)
