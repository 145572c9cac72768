"""Figures and what they mean."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and their measurements."""

    name = "indicators"
    verbose_name = "indicatoren"
