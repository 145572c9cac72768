"""What reads across plans and figures."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The first page, and the report to the council."""

    name = "dashboard"
    verbose_name = "dashboard"
