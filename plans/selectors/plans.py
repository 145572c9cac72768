"""Plans as pages read them."""

from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from plans.models import Cell, Coordinator, Municipality, Partner, PlanVersion
from plans.rules.planning import reference_date


def current_versions(user) -> QuerySet[PlanVersion]:
    """The current version of each plan that the user sees, with what every page of it needs.

    Annotated with ``newest_entry_on`` (the day of the newest entry), ``has_fiction`` and
    when the names that pages show were last changed.
    """
    cells = Cell.objects.filter(activity__plan=OuterRef("plan")).order_by()
    newest = cells.values("activity__plan").annotate(day=Max("touched")).values("day")
    return (
        PlanVersion.objects.visible_to(user)
        .current()
        .select_related("plan__group", "plan__municipality", "plan__implements")
        .annotate(
            newest_entry_on=Subquery(newest),
            has_fiction=Q(adoption_is_fictional=True) | Exists(cells.filter(is_fictional=True)),
            partners_changed_at=_newest(Partner),
            coordinators_changed_at=_newest(Coordinator),
            municipalities_changed_at=_newest(Municipality),
        )
    )


def _newest(model) -> Subquery:
    return Subquery(model.objects.order_by("-changed_at").values("changed_at")[:1])


def reference_date_of(version: PlanVersion) -> date:
    """The *peildatum* of a plan when none was chosen; the version comes from here."""
    return reference_date(
        today=timezone.localdate(),
        first=version.plan.starts_on,
        last=version.plan.ends_on,
        newest=version.newest_entry_on,
    )
