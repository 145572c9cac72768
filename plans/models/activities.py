"""Themes and activities: an identity that outlives versions, and a wording for each version."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models.kernbeleid import SafetyTheme
from plans.models.municipalities import Municipality
from plans.models.parties import Coordinator, Partner
from plans.models.plans import Plan, PlanVersion
from plans.rules.planning import Planning

# The columns that together are a ``Planning``, in its order.
PLANNING_FIELDS = (
    "planning_text",
    "planning_start",
    "planning_end",
    "planning_open_ended",
    "planning_continuous",
    "planning_condition",
)


class WordingQuerySet(models.QuerySet):
    """Texts of a version, of which some ended in it."""

    def live(self) -> Self:
        """What the version still has."""
        return self.filter(end_kind="")


class Wording(models.Model):
    """What a theme and an activity share: in one version it can end, and then stays readable."""

    class EndKind(models.TextChoices):
        """How a part left a plan."""

        ENDED = "beëindigd"
        REPLACED = "vervangen"
        MERGED = "samengevoegd"

    source_note = models.CharField("opmerking bij de bron", max_length=5000, blank=True)
    end_kind = models.CharField(
        "hoe het eindigde", max_length=12, choices=EndKind, blank=True, editable=False
    )
    end_reason = models.CharField("reden van het einde", max_length=500, blank=True, editable=False)
    # Counts the changes, to notice that somebody else was first.
    revision = models.PositiveIntegerField("keer gewijzigd", default=0, editable=False)
    searchable = models.TextField("om in te zoeken", default="", editable=False)

    objects = WordingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_live(self) -> bool:
        """Whether the version still has it."""
        return not self.end_kind


class Theme(models.Model):
    """The identity of a *thema* or *prioriteit*; indicators and reports hang on it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"thema {self.pk}"


class ThemeWording(Wording):
    """A theme as one version of the plan has it."""

    class Kind(models.TextChoices):
        """The kinds that the sources tell apart."""

        SUPRALOCAL = "bovenlokale prioriteit"
        PRIORITY = "prioriteit"
        STRATEGIC = "strategisch thema"
        OTHER = "overig thema"
        OVERARCHING = "overkoepelend thema"

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="wordings")
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="themes")
    number = models.CharField("nummer", max_length=10)
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=30, choices=Kind)
    position = models.PositiveSmallIntegerField("volgorde")
    description = models.TextField("omschrijving", blank=True, max_length=5000)
    ambition = models.TextField("ambitie of doel", blank=True, max_length=5000)
    # A list of {"title", "text", "points"}.
    outlines = models.JSONField("hoofdlijnen", default=list, blank=True)
    related_policy = models.JSONField("gerelateerd beleid", default=list, blank=True)
    content_unknown = models.BooleanField("inhoud van de bron is verloren", default=False)
    safety_themes = models.ManyToManyField(
        SafetyTheme, verbose_name="plaats in Kernbeleid Veiligheid", blank=True
    )
    carries_out = models.ForeignKey(
        Theme,
        verbose_name="voert uit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="carried_out_by",
    )

    class Meta:
        verbose_name = "tekst van een thema"
        verbose_name_plural = "teksten van thema's"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "theme"], name="theme_once_in_a_version"),
            models.UniqueConstraint(
                fields=["version", "number"],
                condition=Q(end_kind=""),
                name="theme_number_once",
                violation_error_message="Er is al een thema met dit nummer; kies een ander nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plans:theme", args=[self.version.plan.slug, self.theme_id])


class Activity(models.Model):
    """The identity of an *activiteit*; statuses and their history hang on it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="activities")
    key = models.SlugField("kenmerk", max_length=100, help_text="Zoals in adressen en uitvoer.")
    owner = models.ForeignKey(
        Municipality,
        verbose_name="van",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="De gemeente die deze activiteit alleen voor zichzelf toevoegde.",
    )
    predecessors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("successor", "predecessor"),
        symmetrical=False,
        related_name="successors",
    )

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="activity_key_once")]

    def __str__(self) -> str:
        return self.key


class Succession(models.Model):
    """An activity that came out of another: by splitting, merging, replacing, or in a next plan."""

    predecessor = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                name="succession_of_another", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} wordt {self.successor_id}"


class ActivityWordingQuerySet(WordingQuerySet):
    """Wordings as pages need them."""

    def with_parties(self) -> Self:
        """Fetch coordinators and partners in two queries."""
        return self.prefetch_related("coordinator_links__coordinator", "partner_links__partner")


class ActivityWording(Wording):
    """An activity as one version of the plan has it."""

    class Scope(models.TextChoices):
        """Whose policy it is; empty is unknown."""

        JOINT = "joint", "gezamenlijk"
        LOCAL = "local", "lokaal"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="wordings")
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="wordings")
    theme = models.ForeignKey(ThemeWording, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField("volgorde")
    subject = models.CharField("onderwerp", max_length=200)
    heading = models.CharField("groep van onderwerpen", max_length=200, blank=True)
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)
    points = models.JSONField("punten", default=list, blank=True)
    scope = models.CharField("reikwijdte", max_length=5, choices=Scope, blank=True)
    coordinator_text = models.CharField("coördinator, zoals geschreven", max_length=300, blank=True)
    coordinator_undecided = models.BooleanField("coördinator nader te bepalen", default=False)
    planning_text = models.CharField("planning, zoals geschreven", max_length=200, blank=True)
    planning_start = models.DateField("begin", null=True, blank=True)
    planning_end = models.DateField("einde", null=True, blank=True)
    planning_open_ended = models.BooleanField("en verder (e.v.)", default=False)
    planning_continuous = models.BooleanField("doorlopend", default=False)
    planning_condition = models.CharField("voorwaarde", max_length=200, blank=True)
    realised = models.TextField("gerealiseerd", blank=True, max_length=5000)
    further_themes = models.ManyToManyField(
        ThemeWording, verbose_name="dient ook", blank=True, related_name="also_served_by"
    )
    coordinators = models.ManyToManyField(Coordinator, through="ActivityCoordinator")
    partners = models.ManyToManyField(Partner, through="ActivityPartner")

    objects = ActivityWordingQuerySet.as_manager()

    class Meta:
        verbose_name = "tekst van een activiteit"
        verbose_name_plural = "teksten van activiteiten"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "activity"], name="activity_once_in_a_version"
            ),
            models.CheckConstraint(
                name="planning_ends_after_it_starts",
                condition=Q(planning_start__isnull=True)
                | Q(planning_end__isnull=True)
                | Q(planning_end__gte=F("planning_start")),
                violation_error_message="De planning eindigt voordat zij begint.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plans:activity", args=[self.version.plan.slug, self.activity.key])

    @property
    def planning(self) -> Planning:
        """The planning as the rules see it."""
        return Planning(*(getattr(self, name) for name in PLANNING_FIELDS))


class ActivityCoordinator(models.Model):
    """A coordinator of an activity, in the order of the source."""

    wording = models.ForeignKey(
        ActivityWording, on_delete=models.CASCADE, related_name="coordinator_links"
    )
    coordinator = models.ForeignKey(Coordinator, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        verbose_name = "coördinator van een activiteit"
        verbose_name_plural = "coördinatoren van een activiteit"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wording", "coordinator"], name="coordinator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.coordinator_id} bij {self.wording_id}"


class ActivityPartner(models.Model):
    """A partner of an activity, in the order of the source, with what the source adds to it."""

    wording = models.ForeignKey(
        ActivityWording, on_delete=models.CASCADE, related_name="partner_links"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField("volgorde")
    remark = models.CharField("opmerking", max_length=500, blank=True)

    class Meta:
        verbose_name = "partner van een activiteit"
        verbose_name_plural = "partners van een activiteit"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wording", "partner"], name="partner_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} bij {self.wording_id}"


# The links that a party has to activities, whichever of the two it is.
LINKS: dict[type[Coordinator | Partner], type[ActivityCoordinator | ActivityPartner]] = {
    Coordinator: ActivityCoordinator,
    Partner: ActivityPartner,
}
