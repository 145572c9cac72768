"""Plans and their versions."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from plans.models.municipalities import Group, Municipality
from plans.models.people import actor_of
from plans.rules.permissions import Place, Role


class PlanQuerySet(models.QuerySet):
    """Plans as readers need them."""

    def visible_to(self, user) -> Self:
        """Plans of the municipality or group at which the user's active role is held."""
        actor = actor_of(user)
        if actor.is_superuser:
            return self
        if actor.municipality is not None:
            own = PlanMunicipality.objects.filter(municipality=actor.municipality)
            return self.filter(pk__in=own.order_by().values("plan"))
        if actor.group is not None:
            return self.filter(group=actor.group)
        return self.none()

    def kept_by(self, user) -> Self:
        """Plans of which the user, in the active role, is planbeheerder; all for a superuser."""
        actor = actor_of(user)
        if actor.is_superuser:
            return self
        if actor.role != Role.PLANBEHEERDER:
            return self.none()
        if actor.group is not None:
            return self.filter(group=actor.group)
        return self.filter(municipality__isnull=False, municipality=actor.municipality)

    def with_party(self, party) -> Self:
        """Plans of which any version has this coordinator or partner at an activity."""
        own = party.activitywording_set.order_by().values("version__plan")
        return self.filter(pk__in=own)

    def that_spell(self, party) -> Self:
        """Plans that have a spelling of their own for this coordinator or partner."""
        return self.filter(pk__in=party.aliases.order_by().values("plans"))


class Plan(models.Model):
    """An *Integraal Veiligheidsplan* or *uitvoeringsplan* of one municipality or a group."""

    class Kind(models.TextChoices):
        """Strategy, or what carries it out."""

        IVP = "ivp", "Integraal Veiligheidsplan"
        UVP = "uvp", "Uitvoeringsplan"

    slug = models.SlugField("adresnaam", max_length=80, unique=True)
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=3, choices=Kind)
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")
    group = models.ForeignKey(
        Group, verbose_name="samenwerkingsverband", null=True, blank=True, on_delete=models.PROTECT
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_plans",
    )
    municipalities = models.ManyToManyField(
        Municipality, through="PlanMunicipality", related_name="plans", verbose_name="gemeenten"
    )
    implements = models.ForeignKey(
        "self",
        verbose_name="voert uit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="implemented_by",
    )
    continues = models.ForeignKey(
        "self",
        verbose_name="vervolg op",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continued_by",
    )
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    published_at = models.DateTimeField("openbaar sinds", null=True, blank=True)
    published_with_statuses = models.BooleanField("openbaar met de stand", default=False)
    searchable = models.CharField("om in te zoeken", max_length=400, default="", editable=False)
    # Whoever writes a text or name that its pages show calls ``services.texts``, which sets this.
    text_changed_at = models.DateTimeField("tekst gewijzigd op", default=timezone.now)
    # What follows from the entries, kept here because every page of the plan asks for it.
    statuses_changed_at = models.DateTimeField("stand gewijzigd op", null=True, editable=False)
    newest_entry_on = models.DateField("nieuwste stand", null=True, editable=False)
    has_fiction = models.BooleanField("fictieve gegevens", default=False, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["-starts_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="Kies een laatste dag die na de eerste dag komt.",
            ),
            models.CheckConstraint(
                name="plan_of_one_owner",
                condition=Q(group__isnull=False, municipality__isnull=True)
                | Q(group__isnull=True, municipality__isnull=False),
                violation_error_message="Een plan is van één gemeente of één samenwerkingsverband.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:detail", args=[self.slug])

    @property
    def place(self) -> Place:
        """Whose plan it is, for the rules of permission."""
        return Place(self.group_id, self.municipality_id)

    @property
    def owner(self) -> Group | Municipality:
        """The group or municipality that owns the plan; join it before use."""
        return self.group or self.municipality


class PlanMunicipality(models.Model):
    """A municipality that takes part in a plan, in the order of the plan's columns."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "gemeente van een plan"
        verbose_name_plural = "gemeenten van een plan"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "municipality"], name="municipality_once_in_a_plan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} in {self.plan_id}"


class PlanVersionQuerySet(models.QuerySet):
    """Versions as pages need them."""

    def visible_to(self, user) -> Self:
        """Versions of the plans that the user sees."""
        actor = actor_of(user)
        if actor.is_superuser:
            return self
        if actor.municipality is None:
            return self.filter(plan__in=Plan.objects.visible_to(user))
        own = PlanMunicipality.objects.filter(municipality=actor.municipality)
        return self.filter(plan__in=own.order_by().values("plan"))

    def current(self) -> Self:
        """For each plan the version that holds now."""
        return self.filter(is_current=True)


class PlanVersion(models.Model):
    """The text of a plan as it stood from one adoption to the next.

    One version holds: the newest that was adopted, or the first while it is a concept.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versie", default=1)
    is_current = models.BooleanField("geldt nu", default=True)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    adopted_by = models.CharField("vastgesteld door", max_length=100, blank=True)
    decision = models.CharField("besluitnummer", max_length=50, blank=True)
    adopted_at = models.DateTimeField("vaststelling vastgelegd", null=True, editable=False)
    adoption_is_fictional = models.BooleanField("fictief vastgesteld", default=False)
    aims = models.JSONField("centrale doelstellingen", default=list, blank=True)
    area_plans = models.JSONField("plannen voor gebieden", default=list, blank=True)
    source_note = models.TextField("opmerking bij de bron", blank=True, max_length=5000)
    revision = models.PositiveIntegerField("keer gewijzigd", default=0, editable=False)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een plan"
        verbose_name_plural = "versies van een plan"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_current=True), name="one_version_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plans:version", args=[self.plan.slug, self.number])

    @property
    def is_adopted(self) -> bool:
        """Whether the text and the streefstatus are fixed."""
        return self.adopted_on is not None

    @property
    def state(self) -> str:
        """Where the plan is in its life; join the plan before use."""
        if self.plan.closed_on is not None:
            return "afgesloten"
        return "vastgesteld" if self.is_adopted else "concept"


class Abbreviation(models.Model):
    """An abbreviation of a plan's own list, with a remark where the list is mistaken."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="abbreviations")
    position = models.PositiveSmallIntegerField("volgorde")
    abbreviation = models.CharField("afkorting", max_length=20)
    meaning = models.CharField("betekenis", max_length=200)
    remark = models.CharField("opmerking", max_length=300, blank=True)

    class Meta:
        verbose_name = "afkorting"
        verbose_name_plural = "afkortingen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "abbreviation"], name="abbreviation_once"),
        ]

    def __str__(self) -> str:
        return self.abbreviation
