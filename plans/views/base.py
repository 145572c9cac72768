"""What the views of one plan share."""

from datetime import date
from functools import cached_property

from django.http import Http404

from config.common.access import Access, ScopedView
from plans.models import PlanVersion
from plans.models.people import actor_of
from plans.rules.permissions import Actor
from plans.rules.status import EMPTY, LETTERS, MEANING, Status
from plans.selectors.plans import current_versions, reference_date_of

STATUSES = [(status.value, status.label, MEANING[status]) for status in Status]
LEGEND = [
    *((status.value, LETTERS[status.value], status.label) for status in Status),
    ("leeg", "", EMPTY),
]


class PlanView(ScopedView):
    """A page of one plan that the user sees; 404 when there is none."""

    access = Access.READ

    @cached_property
    def version(self) -> PlanVersion:
        """The plan's current version."""
        try:
            return current_versions(self.request.user).get(plan__slug=self.kwargs["slug"])
        except PlanVersion.DoesNotExist:
            raise Http404("Dit plan is er niet, of uw rol ziet het niet.") from None

    @cached_property
    def actor(self) -> Actor:
        """The user in the active role."""
        return actor_of(self.request.user)

    @cached_property
    def reference_day(self) -> date:
        """The *peildatum* when none was chosen."""
        return reference_date_of(self.version)

    def context(self, **more) -> dict:
        """What the template of every page of a plan needs."""
        return {
            "version": self.version,
            "plan": self.version.plan,
            "has_fiction": self.version.plan.has_fiction,
            "legend": LEGEND,
            "statuses": STATUSES,
            **more,
        }
