"""Holding a plan while something of it is written: who adopts or closes it waits, or was first.

PostgreSQL locks the row; on SQLite a transaction that writes has the whole database for itself.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.formats import date_format

from plans.models import Plan, PlanVersion, User
from plans.models.people import actor_of
from plans.rules import permissions


def held_plan(plan: int) -> Plan:
    """The plan with this key as it stands now; use it within a transaction."""
    return Plan.objects.select_for_update().get(pk=plan)


def refuse_closed(plan: Plan, what: str) -> None:
    """Raise ``ValidationError`` when the plan was closed; ``what`` is fixed by it."""
    if plan.closed_on is not None:
        day = date_format(plan.closed_on, "j F Y")
        raise ValidationError(f"Dit plan is op {day} afgesloten; {what} ligt vast.")


def refuse_stranger(user: User, plan: Plan) -> None:
    """Raise ``PermissionDenied`` for who is not planbeheerder of this plan."""
    if not permissions.keeps_plan(actor_of(user), plan.place):
        raise PermissionDenied("Alleen de planbeheerder van dit plan doet dit.")


def refuse_adopted_meanwhile(version: PlanVersion) -> None:
    """Raise ``ValidationError`` when the version no longer holds as its reader saw it.

    A streefstatus is fixed by adoption: who set one for a concept is too late then.
    """
    seen = PlanVersion.objects.filter(pk=version.pk, adopted_on=version.adopted_on, is_current=True)
    if not seen.exists():
        raise ValidationError(
            "Het plan is intussen vastgesteld; de streefstatus ligt vast. Open de cel opnieuw."
        )
