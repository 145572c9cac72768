"""The list of activities across plans and municipalities."""

from collections.abc import Callable, Sequence
from functools import partial

from django.db.models import Expression, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.common.exporting.sheets import Value
from config.common.sorting import ByBytes, by_name
from config.common.tables import BaseTable, Column, DayColumn, NumberColumn
from plans.models import ActivityWording
from plans.rules.status import EMPTY, Level, Status
from plans.selectors import activity_queries as queries
from plans.selectors.activity_list import Listed, Scope, read_activities
from plans.tables.statuses import word_of

UNKNOWN = "onbekend"
UNDECIDED = "nader te bepalen"
STANDARD = ("title", "subject", "theme", "coordinators", "planning")
OF_A_TOWN = ("stand", "target", "since")
OF_ALL = ("rood", "geel", "groen", "grijs", "nvt", "leeg", "by_group", "group_stand")
# What is read for which columns, so that nobody waits for what is not shown.
PARTS = {
    "coordinators": {"coordinators"},
    "partners": {"partners", "partner_count"},
    "cells": {*OF_A_TOWN, *OF_ALL, "touched"},
}


class StatusColumn(Column):
    """A column of statuses: sign and word, with the H mark."""

    def __init__(self, verbose_name: str, stand: Callable[[Listed], tuple[str, ...]], **more):
        super().__init__(verbose_name, self._told, **more)
        self.stand = stand

    def _told(self, record: Listed) -> Value:
        """The word; nothing where there is no stand to tell."""
        told = self.stand(record)
        return word_of(*told) if told else None

    def show(self, value: Value, record: Listed) -> SafeString:
        """The sign before the word; the brackets around H are only heard, since H has a ring."""
        if value is None:
            return super().show(value, record)
        status, *level = self.stand(record)
        frame = SIGN_AND_WORD + RINGED_H if Level.GROEP in level else SIGN_AND_WORD
        return format_html(frame, status or "leeg", word_of(status).text)


SIGN_AND_WORD = (
    '<span class="status {0}"><svg class="sign" aria-hidden="true" focusable="false">'
    '<use href="#{0}"></use></svg> {1}</span>'
)
RINGED_H = (
    ' <abbr class="h" title="uitgevoerd door de groep"><span class="vh">(</span>H'
    '<span class="vh">)</span></abbr>'
)


def _coordinators(row: Listed) -> str:
    return ", ".join([*row.coordinators, *([UNDECIDED] if row.undecided else [])])


def _counted(status: str) -> NumberColumn:
    word = Status(status).label if status else EMPTY
    head = word[0].upper() + word[1:]
    return NumberColumn(head, lambda row: row.number(status), sort=(queries.by_number(status),))


class ActivityTable(BaseTable):
    """What the plans that a reader sees ask, of whom, by when, and how it stands."""

    caption = "Activiteiten van de plannen die u ziet"
    row_header = "title"
    one, many = "activiteit", "activiteiten"

    title = Column(
        "Activiteit",
        lambda row: row.title,
        link=lambda row: reverse("plans:activity", args=[row.version.plan.slug, row.key]),
        sort=(queries.BY_TITLE,),
    )
    subject = Column("Onderwerp", lambda row: row.subject, sort=(queries.BY_SUBJECT,))
    heading = Column("Groep", lambda row: row.heading, sort=(queries.BY_HEADING,))
    plan = Column(
        "Plan",
        lambda row: row.version.plan.title,
        sort=(ByBytes("version__plan__searchable"), "version"),
    )
    plan_owner = Column(
        "Van",
        lambda row: str(row.version.plan.owner),
        sort=(
            by_name(Coalesce("version__plan__group__name", "version__plan__municipality__name")),
        ),
    )
    theme = Column("Thema", lambda row: row.theme, sort=(queries.BY_THEME,))
    theme_kind = Column("Soort thema", lambda row: row.theme_kind, sort=("theme__kind",))
    coordinators = Column("Coördinatoren", _coordinators, sort=(queries.BY_COORDINATOR,))
    partners = Column("Partners", lambda row: ", ".join(row.partners), sort=(queries.BY_PARTNER,))
    partner_count = NumberColumn(
        "Aantal partners", lambda row: len(row.partners), sort=(queries.BY_PARTNERS,)
    )
    planning = Column(
        "Planning",
        lambda row: row.planning.text or UNKNOWN,
        sort=("planning_start", "planning_end", ByBytes("planning_text")),
    )
    starts_on = DayColumn("Begin", lambda row: row.planning.start, sort=("planning_start",))
    ends_on = DayColumn("Einde", lambda row: row.planning.end, sort=("planning_end",))
    phase = Column("Op de peildatum", lambda row: row.phase.value)
    scope = Column("Reikwijdte", lambda row: row.scope or UNKNOWN, sort=("scope",))
    owner = Column("Eigenaar", lambda row: row.owner, sort=(by_name("activity__owner__name"),))
    stand = StatusColumn("Stand", lambda row: (row.stand.status, row.stand.level))
    target = StatusColumn(
        "Streefstatus", lambda row: (row.stand.target,) if row.stand.target else ()
    )
    since = DayColumn("Sinds", lambda row: row.stand.since)
    rood = _counted(Status.ROOD)
    geel = _counted(Status.GEEL)
    groen = _counted(Status.GROEN)
    grijs = _counted(Status.GRIJS)
    nvt = _counted(Status.NVT)
    leeg = _counted("")
    by_group = NumberColumn(
        "Door de groep (H)", lambda row: row.number_by_group, sort=(queries.by_number_of_group(),)
    )
    group_stand = StatusColumn(
        "Stand van de groep",
        lambda row: (row.group_stand.status,) if row.number_by_group else (),
        sort=(queries.by_group_stand(),),
    )
    touched = DayColumn("Laatst ingevuld", lambda row: row.touched)

    class Meta(BaseTable.Meta):
        model = ActivityWording
        fields = []
        empty_text = "Uw rol ziet nog geen plan met activiteiten. De planbeheerder voegt ze toe."

    def __init__(self, *args, scope: Scope, **more):
        """Tell the stand of the scope's town, or count those of all municipalities."""
        self.reach, town = scope, scope.town
        super().__init__(*args, exclude=OF_ALL if town else OF_A_TOWN, **more)
        told = ("stand",) if town else ("rood", "geel", "groen", "leeg")
        of_many = ("plan",) if len(scope.versions) > 1 else ()
        self.standard = (*STANDARD, *of_many, *told)
        for name, key in _orders(scope).items():
            self.columns[name].column.sort_by(key)

    def read(self, rows: QuerySet) -> Sequence[Listed]:
        """The activities, with the parties and cells that the shown columns tell of."""
        shown = {column.name for column in self.columns}
        parts = {part for part, names in PARTS.items() if shown & names}
        return read_activities(rows, self.reach, parts)

    def is_fictional(self, record: Listed) -> bool:
        """Whether statuses or the adoption of its plan were made up."""
        return record.version.plan.has_fiction or record.version.adoption_is_fictional


def _orders(scope: Scope) -> dict[str, Callable[[], Expression]]:
    """The keys to sort by that depend on what the reader sees."""
    town = scope.town
    orders = {"phase": partial(queries.by_phase, scope)}
    if town is None:
        return orders | {"touched": queries.by_touched}
    return orders | {
        "stand": partial(queries.by_stand, town, "status"),
        "target": partial(queries.by_stand, town, "target"),
        "since": partial(queries.by_day, town, "since"),
        "touched": partial(queries.by_day, town, "touched"),
    }
