"""The list of plans."""

import django_tables2 as tables

from config.common.tables import BaseTable
from plans.models import PlanVersion


class PlanTable(BaseTable):
    """Plans with their period and state."""

    caption = "Plannen die u ziet"
    row_header = "title"

    title = tables.Column(
        "Titel",
        accessor="plan__title",
        linkify=lambda record: record.plan.get_absolute_url(),
        order_by=("plan__title", "pk"),
    )
    kind = tables.Column("Soort", accessor="plan__get_kind_display", order_by=("plan__kind", "pk"))
    owner = tables.Column("Van", accessor="plan__owner", orderable=False)
    starts_on = tables.DateColumn(
        verbose_name="Begin",
        accessor="plan__starts_on",
        format="j-n-Y",
        order_by=("plan__starts_on", "pk"),
    )
    ends_on = tables.DateColumn(
        verbose_name="Einde",
        accessor="plan__ends_on",
        format="j-n-Y",
        order_by=("plan__ends_on", "pk"),
    )
    state = tables.Column("Toestand", accessor="state", orderable=False)

    class Meta(BaseTable.Meta):
        model = PlanVersion
        fields = ["title", "kind", "owner", "starts_on", "ends_on", "state"]
        empty_text = (
            "Uw rol ziet nog geen plan. Vraag de planbeheerder of uw gemeente meedoet aan een plan."
        )

    def render_state(self, record: PlanVersion, value: str) -> str:
        """The state; a fictitious adoption is never shown as a fact."""
        return f"{value} (fictief)" if record.adoption_is_fictional else value
