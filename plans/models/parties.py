"""Coordinators and partners: one record each, with the spellings of the sources as aliases."""

from typing import Self

from django.db import models
from django.urls import reverse

from plans.models.municipalities import Municipality
from plans.models.plans import Plan


class PartyQuerySet(models.QuerySet):
    """Coordinators, or partners, as pages need them."""

    def visible_to(self, user) -> Self:
        """Those in any version of a plan that the user sees; all for a superuser."""
        if user.is_superuser:
            return self
        plans = Plan.objects.visible_to(user).order_by().values("pk")
        return self.filter(models.Exists(self._links.filter(wording__version__plan__in=plans)))

    def unused(self) -> Self:
        """Those that stand at no activity, in no version of any plan."""
        return self.filter(~models.Exists(self._links))

    @property
    def _links(self) -> models.QuerySet:
        """The links of a party to activities, for a subquery."""
        links = self.model._meta.get_field("activitywording").through._default_manager
        return links.filter(**{self.model._meta.model_name: models.OuterRef("pk")}).order_by()


class SpellingQuerySet(models.QuerySet):
    """Spellings as pages need them."""

    def visible_to(self, user) -> Self:
        """Those of the plans that the user sees; all for a superuser."""
        if user.is_superuser:
            return self
        plans = Plan.objects.visible_to(user).order_by().values("pk")
        own = self.model.plans.through.objects.filter(plan__in=plans)
        return self.filter(pk__in=own.values(self.model._meta.model_name))


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

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "coördinator"
        verbose_name_plural = "coördinatoren"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:coordinator", args=[self.pk])


class CoordinatorAlias(models.Model):
    """Another spelling of a coordinator, as a source writes it."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("schrijfwijze", max_length=150, unique=True)
    plans = models.ManyToManyField(Plan, related_name="+", verbose_name="plannen die zo schrijven")

    objects = SpellingQuerySet.as_manager()

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

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:partner", args=[self.pk])


class PartnerAlias(models.Model):
    """Another spelling of a partner, as a source writes it."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("schrijfwijze", max_length=150, unique=True)
    plans = models.ManyToManyField(Plan, related_name="+", verbose_name="plannen die zo schrijven")

    objects = SpellingQuerySet.as_manager()

    class Meta:
        verbose_name = "schrijfwijze van een partner"
        verbose_name_plural = "schrijfwijzen van partners"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


# The spellings of a party, whichever of the two it is.
SPELLINGS: dict[type[Coordinator | Partner], type[CoordinatorAlias | PartnerAlias]] = {
    Coordinator: CoordinatorAlias,
    Partner: PartnerAlias,
}
