"""Writing in a concept, one writer at a time."""

from plans.models import PlanVersion, User
from plans.services.texts import text_changed
from plans.services.wordings import refuse_fixed


def hold(user: User, version: PlanVersion) -> None:
    """Refuse who may not write here, and let others wait until the transaction is done.

    What is read afterwards stays as it is: also whether the version was adopted meanwhile.
    """
    refuse_fixed(user, version)
    text_changed(version.plan)
    refuse_fixed(user, PlanVersion.objects.select_related("plan").get(pk=version.pk))
