"""Plans as pages read them."""

from datetime import date

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from plans.models import Coordinator, Municipality, Partner, PlanVersion
from plans.rules.planning import reference_date


def current_versions(user) -> QuerySet[PlanVersion]:
    """The current version of each plan that the user sees, joined with its plan and owner.

    Annotated with when the names that pages show were last changed.
    """
    return (
        PlanVersion.objects.visible_to(user)
        .current()
        .select_related("plan__group", "plan__municipality")
        .annotate(
            partners_changed_at=_newest(Partner),
            coordinators_changed_at=_newest(Coordinator),
            municipalities_changed_at=_newest(Municipality),
        )
    )


def _newest(model) -> Subquery:
    return Subquery(model.objects.order_by("-changed_at").values("changed_at")[:1])


def reference_date_of(version: PlanVersion) -> date:
    """The *peildatum* of a plan when none was chosen."""
    return reference_date(
        today=timezone.localdate(),
        first=version.plan.starts_on,
        last=version.plan.ends_on,
        newest=version.plan.newest_entry_on,
    )
