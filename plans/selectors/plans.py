"""Plans as pages read them."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import PlanVersion, User
from plans.rules.planning import reference_date


def current_versions(user: User | AnonymousUser) -> QuerySet[PlanVersion]:
    """The current version of each plan that the user sees, joined with its plan and group."""
    return PlanVersion.objects.visible_to(user).current().select_related("plan__group")


def reference_date_of(version: PlanVersion) -> date:
    """The *peildatum* of a plan when none was chosen."""
    return reference_date(
        today=timezone.localdate(),
        first=version.plan.starts_on,
        last=version.plan.ends_on,
        newest=version.plan.newest_entry_on,
    )
