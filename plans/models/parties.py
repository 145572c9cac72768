"""Coordinators and partners: one record each, with the spellings of the sources as aliases."""

from django.db import models

from plans.models.municipalities import Municipality
from plans.models.plans import Plan


class Coordinator(models.Model):
    """Who prepares the policy: a municipality, a function at each municipality, an organisation."""

    class Kind(models.TextChoices):
        """What stands behind the name."""

        MUNICIPALITY = "municipality", "gemeente"
        FUNCTION = "function", "functie bij elke gemeente"
        ORGANISATION = "organisation", "organisatie"

    name = models.CharField("naam", max_length=150, unique=True)
    searchable = models.TextField("om in te zoeken", default="", editable=False)
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.ORGANISATION)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = "coördinator"
        verbose_name_plural = "coördinatoren"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class CoordinatorAlias(models.Model):
    """Another spelling of a coordinator, as a source writes it."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("schrijfwijze", max_length=150, unique=True)
    plans = models.ManyToManyField(Plan, related_name="+", verbose_name="plannen die zo schrijven")

    class Meta:
        verbose_name = "schrijfwijze van een coördinator"
        verbose_name_plural = "schrijfwijzen van coördinatoren"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organisation or public that takes part in activities."""

    name = models.CharField("naam", max_length=150, unique=True)
    searchable = models.TextField("om in te zoeken", default="", editable=False)

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PartnerAlias(models.Model):
    """Another spelling of a partner, as a source writes it."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("schrijfwijze", max_length=150, unique=True)
    plans = models.ManyToManyField(Plan, related_name="+", verbose_name="plannen die zo schrijven")

    class Meta:
        verbose_name = "schrijfwijze van een partner"
        verbose_name_plural = "schrijfwijzen van partners"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
