"""The lists of coordinators and partners, and of the activities of one."""

import django_tables2 as tables
from django.template.loader import render_to_string

from config.common.exporting.sheets import Tinted
from config.common.tables import BaseTable
from config.common.templatetags.ui import status_word
from plans.models import Group
from plans.selectors.party_stands import Stand, stand_of
from plans.tables.statuses import word_of

EMPTY = (
    "Niets gevonden. Maak het filter leeg; staat er dan nog niets, dan heeft geen plan dat u ziet "
)


class PartnerTable(BaseTable):
    """Partners with their spellings, and where they take part."""

    caption = "Partners in de plannen die u ziet"
    row_header = "name"
    one, many = "partner", "partners"

    name = tables.Column("Naam", accessor="party", linkify=True, order_by="order")
    spellings = tables.Column(
        "Andere schrijfwijzen", order_by=("spellings", "order"), empty_values=(None, [])
    )
    activities = tables.Column("Activiteiten", order_by=("activities", "order"))
    plans = tables.Column("Plannen", order_by=("plans", "order"))
    municipalities = tables.Column("Gemeenten", order_by=("municipalities", "order"))

    class Meta(BaseTable.Meta):
        empty_text = f"{EMPTY}partners."

    def render_spellings(self, value: list) -> str:
        """The spellings on one line."""
        return ", ".join(value)


class CoordinatorTable(PartnerTable):
    """Coordinators, with what stands behind each name."""

    caption = "Coördinatoren in de plannen die u ziet"
    one, many = "coördinator", "coördinatoren"

    kind = tables.Column(
        "Soort", accessor="party__get_kind_display", order_by=("party__kind", "order")
    )

    class Meta(PartnerTable.Meta):
        sequence = ["name", "kind", "spellings", "activities", "plans", "municipalities"]
        empty_text = f"{EMPTY}coördinatoren."


class StandColumn(tables.Column):
    """How an activity stands at its municipalities: signs and words; in an export the words."""

    def render(self, record) -> str:
        """The signs, each with its word and number."""
        plan = record.wording.version.plan
        context = {"stand": stand_of(record.wording), "group": plan.group}
        return render_to_string("plans/parties/stand.html", context)

    def value(self, record) -> str | Tinted:
        """The words alone; those of one municipality on their colour."""
        stand = stand_of(record.wording)
        if stand.cell is not None:
            return word_of(stand.cell.status, stand.cell.level)
        return in_words(stand, record.wording.version.plan.group)


def in_words(stand: Stand, group: Group | None) -> str:
    """A stand as a line: "3 groen, 1 geel, 1 door Heuvelland: groen (H)"."""
    told = [f"{number} {status_word(status)}" for status, number in stand.counts]
    if stand.by_group:
        word = status_word(stand.group_status)
        told.append(f"{stand.by_group} door {group}: {word} (H)")
    return ", ".join(told)


class CoordinatedTable(BaseTable):
    """The activities of a coordinator."""

    caption = "Activiteiten in de plannen die u ziet"
    row_header = "activity"
    one, many = "activiteit", "activiteiten"

    activity = tables.Column(
        "Activiteit",
        accessor="wording__title",
        linkify=lambda record: record.wording.get_absolute_url(),
        order_by=("wording__title", "pk"),
    )
    stand = StandColumn("Stand", accessor="wording", orderable=False)
    planning = tables.Column(
        "Planning",
        accessor="wording__planning_text",
        order_by=("wording__planning_start", "wording__planning_end", "pk"),
    )
    theme = tables.Column(
        "Thema",
        accessor="wording__theme",
        order_by=("wording__theme__number", "wording__position", "pk"),
    )
    plan = tables.Column(
        "Plan",
        accessor="wording__version__plan",
        linkify=True,
        order_by=("wording__version__plan__title", "wording__theme__position", "pk"),
    )

    def is_fictional(self, record) -> bool:
        """Whether statuses of its plan were made up."""
        return record.wording.version.plan.has_fiction

    class Meta(BaseTable.Meta):
        fields = ["activity", "stand", "planning", "theme", "plan"]
        empty_text = (
            "In de plannen die nu gelden staat hier geen activiteit bij. Misschien wel in een "
            "eerdere versie, of in een concept."
        )


class PartneredTable(CoordinatedTable):
    """The activities of a partner, with what is said of its part in each."""

    remark = tables.Column("Opmerking", order_by=("remark", "pk"))

    class Meta(CoordinatedTable.Meta):
        sequence = ["activity", "stand", "planning", "remark", "theme", "plan"]
