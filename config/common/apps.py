"""Mechanisms without a word of the domain."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Access, base views, the base table, checks and template tags."""

    name = "config.common"
    verbose_name = "gemeenschappelijk"

    def ready(self) -> None:
        """Register the project's own checks."""
        from config.common import checks  # noqa: F401, PLC0415 - only here may it be this late
