"""Making a plan public, and taking that back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from config.common import audit
from plans.models import Plan, PlanVersion, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.services.recording import record, subject_of

CHOICES = {None: "nee", False: "ja, zonder de stand", True: "ja, met de stand"}


@transaction.atomic
def publish(*, user: User, version: PlanVersion, with_statuses: bool) -> None:
    """Let everybody read a plan as it was adopted, with or without its stand.

    A plan that is public already only changes in whether the stand is shown.
    """
    _refuse(user, version.plan)
    if not version.is_current or not version.is_adopted:
        raise ValidationError(
            "Alleen een vastgesteld plan kan openbaar worden. Stel deze versie eerst vast."
        )
    plan = Plan.objects.select_for_update().get(pk=version.plan_id)
    before = _state(plan)
    if before is with_statuses:
        return
    plan.published_at = plan.published_at or timezone.now()
    plan.published_with_statuses = with_statuses
    _write(plan, version, user, before=before)


@transaction.atomic
def withdraw_publication(*, user: User, version: PlanVersion) -> None:
    """Take a plan off the public pages; what somebody saved of it, stays with them."""
    _refuse(user, version.plan)
    plan = Plan.objects.select_for_update().get(pk=version.plan_id)
    before = _state(plan)
    if before is None:
        raise ValidationError("Dit plan is al niet meer openbaar.")
    plan.published_at, plan.published_with_statuses = None, False
    _write(plan, version, user, before=before)


def _refuse(user: User, plan: Plan) -> None:
    if not permissions.keeps_plan(actor_of(user), plan.place):
        raise PermissionDenied("Alleen de planbeheerder maakt dit plan openbaar.")


def _state(plan: Plan) -> bool | None:
    """Whether it is public with its stand; None when it is not public."""
    return plan.published_with_statuses if plan.published_at else None


def _write(plan: Plan, version: PlanVersion, user: User, *, before: bool | None) -> None:
    plan.save(update_fields=["published_at", "published_with_statuses"])
    told = CHOICES[_state(plan)]
    record(user=user, of=subject_of(version), changes=[("openbaar", CHOICES[before], told)])
    audit.record(f"openbaar maken: {told}", of=f"plan {plan.slug}", actor=user)
