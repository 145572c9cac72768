"""The first page: the plans of the active role, each with what needs this person."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import PlanVersion
from plans.models.people import actor_of
from plans.rules.permissions import may_fill_rounds
from plans.selectors.overview import PlanOverview, overview_of, visible_plans


@dataclass(frozen=True, slots=True)
class Home:
    """The plans on the first page; whose cells the reader fills, if any."""

    overviews: Sequence[PlanOverview]
    more: Sequence[PlanVersion]
    own: int | None
    fills: bool


def home_for(user) -> Home:
    """The first page of a user; the newest plan with counts, the others by name."""
    versions = visible_plans(user)
    actor = actor_of(user)
    own = actor.municipality
    return Home(
        overviews=[overview_of(version) for version in versions[:1]],
        more=versions[1:],
        own=own,
        fills=own is not None and may_fill_rounds(actor, own),
    )
