"""Writing the texts of plans, and the names that they share."""

from django.utils import timezone

from plans.models import Plan


def text_changed(plan: Plan) -> None:
    """Tell a plan that one of its texts was changed, so that no page keeps the old one."""
    Plan.objects.filter(pk=plan.pk).update(text_changed_at=timezone.now())


def name_changed() -> None:
    """Tell all plans that a name they may show was changed, so that no page keeps the old one.

    Names of municipalities, groups, coordinators and partners change rarely, and in many plans.
    """
    Plan.objects.update(text_changed_at=timezone.now())
