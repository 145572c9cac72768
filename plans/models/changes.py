"""The history of the texts of plans, and of the parties that they share."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.activities import Activity, Theme
from plans.models.people import ImportedActor
from plans.models.plans import Plan, PlanVersion


class TextChangeQuerySet(models.QuerySet):
    """Changes as pages need them."""

    def visible_to(self, user) -> Self:
        """Changes of the plans that the user sees."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def with_author(self) -> Self:
        """Join who made each change."""
        return self.select_related("actor", "imported_actor")


class TextChange(models.Model):
    """One field of one part of a plan that somebody changed: who, when, from, to.

    The database refuses to alter or delete it, as it does with the entries of a cell.
    """

    class Part(models.TextChoices):
        """What was changed."""

        PLAN = "plan"
        THEME = "thema"
        ACTIVITY = "activiteit"
        COORDINATOR = "coördinator"
        PARTNER = "partner"
        ABBREVIATION = "afkorting"

    # Names of fields by which the life of a plan is found again.
    OPENED, CLOSED = "geopend als concept", "afgesloten op"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="text_changes")
    version = models.ForeignKey(
        PlanVersion, null=True, on_delete=models.PROTECT, related_name="text_changes"
    )
    part = models.CharField("onderdeel", max_length=12, choices=Part)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("naam van het onderdeel", max_length=400)
    field = models.CharField("veld", max_length=60)
    before = models.TextField("van", blank=True)
    after = models.TextField("naar", blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="text_changes"
    )
    imported_actor = models.ForeignKey(
        ImportedActor, null=True, on_delete=models.PROTECT, related_name="text_changes"
    )
    at = models.DateTimeField("wanneer", default=timezone.now)
    is_fictional = models.BooleanField("fictief", default=False)
    searchable = models.TextField("om in te zoeken", default="", editable=False)

    objects = TextChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging van een tekst"
        verbose_name_plural = "wijzigingen van teksten"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["plan", "at"], name="text_change_plan_at")]
        constraints = [
            models.CheckConstraint(
                name="text_change_by_somebody",
                condition=Q(actor__isnull=False, imported_actor__isnull=True)
                | Q(actor__isnull=True, imported_actor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.field}"

    @property
    def author(self) -> str:
        """Who made the change, by name; join it with ``with_author``."""
        return str(self.actor or self.imported_actor)
