"""The status of each activity at each municipality, and the history that nobody can alter."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.activities import Activity
from plans.models.municipalities import Municipality
from plans.models.people import ImportedActor
from plans.models.plans import Plan
from plans.rules.permissions import Place
from plans.rules.search import searchable
from plans.rules.status import EMPTY, Fact, Level, Reason, Stand, Status

STATUSES = [(status.value, status.label) for status in Status]
LEVELS = [(level.value, level.value) for level in Level]
ANY_STATUS = [*Status, ""]
REASONS = [(reason.value, reason.value) for reason in Reason]


class Cell(models.Model):
    """The newest stand of an activity at a municipality, or at the group (no municipality).

    Everything here but ``revision`` follows from the entries. ``revision`` counts them and
    serves to notice that somebody else was first.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="cells")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.PROTECT
    )
    status = models.CharField("status", max_length=5, choices=STATUSES, blank=True)
    level = models.CharField("uitvoering", max_length=6, choices=LEVELS, default=Level.LOKAAL)
    target = models.CharField("streefstatus", max_length=5, choices=STATUSES, blank=True)
    note = models.TextField("toelichting", blank=True)
    searchable = models.TextField("toelichting, om in te zoeken", default="", editable=False)
    since = models.DateField("sinds", null=True, blank=True)
    touched = models.DateField("laatst ingevuld", null=True, blank=True)
    revision = models.PositiveIntegerField("versie", default=0)
    is_fictional = models.BooleanField("fictief", default=False)

    class Meta:
        verbose_name = "cel"
        verbose_name_plural = "cellen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "municipality"],
                condition=Q(municipality__isnull=False),
                name="cell_once_for_a_municipality",
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(municipality__isnull=True),
                name="cell_once_for_the_group",
            ),
            models.CheckConstraint(
                name="cell_holds_known_words",
                condition=Q(status__in=ANY_STATUS, target__in=ANY_STATUS, level__in=[*Level]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} bij {self.municipality_id or 'de groep'}: {self.word}"

    @property
    def word(self) -> str:
        """The word for the status."""
        return Status(self.status).label if self.status else EMPTY

    def take(self, stand: Stand) -> None:
        """Copy the newest stand; the caller saves."""
        self.status, self.level, self.target = stand.status, stand.level, stand.target
        self.note, self.since, self.touched = stand.note, stand.since, stand.touched
        self.searchable = searchable(stand.note)

    def place_in(self, plan: Plan) -> Place:
        """Where this cell belongs, for the rules of permission."""
        return Place(plan.group_id, plan.municipality_id, self.municipality_id)


class EntryQuerySet(models.QuerySet):
    """Entries as pages need them."""

    def of_plan(self, plan: Plan) -> Self:
        """The history of one plan, in the order in which it was recorded."""
        return self.filter(cell__activity__plan=plan).order_by("pk")

    def with_author(self) -> Self:
        """Join who made each entry."""
        return self.select_related("actor", "imported_actor")

    def facts(self) -> list[Fact]:
        """The entries as the rules see them, in the order in which they were recorded."""
        rows = self.order_by("pk").values_list(
            "pk", "valid_from", "status", "level", "target", "note", "cancels_id"
        )
        return [Fact(*row) for row in rows]


class Entry(models.Model):
    """One act of one person on one cell. The database refuses to alter or delete it.

    ``status``, ``level`` and ``target`` are empty where the act did not touch them. ``valid_from``
    is the day from which it holds, ``recorded_at`` the moment at which it was written down.
    """

    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="entries")
    status = models.CharField("status", max_length=5, choices=STATUSES, blank=True)
    level = models.CharField("uitvoering", max_length=6, choices=LEVELS, blank=True)
    target = models.CharField("streefstatus", max_length=5, choices=STATUSES, blank=True)
    note = models.TextField("toelichting", blank=True, max_length=2000)
    reason = models.CharField("reden", max_length=24, choices=REASONS, blank=True)
    valid_from = models.DateField("geldt vanaf")
    recorded_at = models.DateTimeField("vastgelegd op", default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    imported_actor = models.ForeignKey(
        ImportedActor, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    cancels = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="cancelled_by"
    )
    is_fictional = models.BooleanField("fictief", default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging van een cel"
        verbose_name_plural = "wijzigingen van cellen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["cell", "valid_from"], name="entry_cell_day")]
        constraints = [
            models.CheckConstraint(
                name="entry_says_something",
                condition=~Q(status="", level="", target="", cancels__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_holds_known_words",
                condition=Q(status__in=ANY_STATUS, target__in=ANY_STATUS, level__in=[*Level, ""]),
            ),
            models.CheckConstraint(
                name="entry_by_somebody",
                condition=Q(actor__isnull=False, imported_actor__isnull=True)
                | Q(actor__isnull=True, imported_actor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.status or self.level or self.target}"

    @property
    def is_imported(self) -> bool:
        """Whether the entry came along from elsewhere."""
        return self.imported_actor_id is not None

    @property
    def author(self) -> str:
        """Who made the entry, by name; join it with ``with_author``."""
        return str(self.actor or self.imported_actor)

    @property
    def fact(self) -> Fact:
        """The entry as the rules see it."""
        return Fact(
            self.pk,
            self.valid_from,
            self.status,
            self.level,
            self.target,
            self.note,
            self.cancels_id,
        )
