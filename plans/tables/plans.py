"""The list of plans."""

from django.db.models.functions import Coalesce

from config.common.sorting import ByBytes, by_name
from config.common.tables import BaseTable, Column, DayColumn
from plans.models import PlanVersion


def _state(version: PlanVersion) -> str:
    """The state; a fictitious adoption is never shown as a fact."""
    return f"{version.state} (fictief)" if version.adoption_is_fictional else version.state


class PlanTable(BaseTable):
    """Plans with their period and state; each row is the version that holds."""

    caption = "Plannen die u ziet"
    row_header = "title"
    standard = ("title", "kind", "owner", "starts_on", "ends_on", "state")
    one, many = "plan", "plannen"

    title = Column(
        "Titel",
        lambda version: version.plan.title,
        link=lambda version: version.plan.get_absolute_url(),
        sort=(ByBytes("plan__searchable"),),
    )
    kind = Column("Soort", lambda version: version.plan.get_kind_display(), sort=("plan__kind",))
    owner = Column(
        "Van",
        lambda version: str(version.plan.owner),
        sort=(by_name(Coalesce("plan__group__name", "plan__municipality__name")),),
    )
    starts_on = DayColumn(
        "Begin", lambda version: version.plan.starts_on, sort=("plan__starts_on",)
    )
    ends_on = DayColumn("Einde", lambda version: version.plan.ends_on, sort=("plan__ends_on",))
    state = Column("Toestand", _state)
    number = Column("Versie", lambda version: version.number, sort=("number",))
    adopted_on = DayColumn(
        "Vastgesteld op", lambda version: version.adopted_on, sort=("adopted_on",)
    )
    adopted_by = Column("Vastgesteld door", lambda version: version.adopted_by)
    closed_on = DayColumn(
        "Afgesloten op", lambda version: version.plan.closed_on, sort=("plan__closed_on",)
    )

    class Meta(BaseTable.Meta):
        model = PlanVersion
        fields = []
        empty_text = (
            "Uw rol ziet nog geen plan. Vraag de planbeheerder of uw gemeente meedoet aan een plan."
        )

    def is_fictional(self, record: PlanVersion) -> bool:
        """Whether its statuses or adoption were made up."""
        return record.plan.has_fiction or record.adoption_is_fictional
