"""The root of the domain."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, their people, and the statuses that they keep."""

    name = "plans"
    verbose_name = "plannen"
