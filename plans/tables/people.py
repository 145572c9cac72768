"""The list of people with a role."""

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from config.common.sorting import ByBytes, by_name
from config.common.tables import ActionColumn, BaseTable, Column, DayColumn
from plans.models import Membership


class PeopleTable(BaseTable):
    """Each current role with its person, and what can be done with it."""

    caption = "Gebruikers en hun rollen"
    row_header = "name"
    one, many = "rol", "rollen"

    name = Column("Naam", lambda held: held.user.name, sort=(by_name("user__name"),))
    email = Column("E-mailadres", lambda held: held.user.email, sort=(ByBytes("user__email"),))
    role = Column("Rol", lambda held: held.get_role_display(), sort=("role", by_name("user__name")))
    place = Column(
        "Waar",
        lambda held: str(held.place),
        sort=(by_name(Coalesce("municipality__name", "group__name")),),
    )
    granted_at = DayColumn(
        "Sinds", lambda held: timezone.localdate(held.granted_at), sort=("granted_at",)
    )
    end = ActionColumn(
        "Beëindigen",
        "Rol beëindigen",
        link=lambda held: reverse("plans:end_role", args=[held.pk]),
    )
    leave = ActionColumn(
        "Vertrek",
        "Laten vertrekken",
        link=lambda held: reverse("plans:user_leaves", args=[held.user_id]),
    )

    class Meta(BaseTable.Meta):
        model = Membership
        fields = []
        empty_text = "Geen rol gevonden. Maak het filter leeg, of geef iemand een rol."

    def is_fictional(self, record: Membership) -> bool:
        """Whether it is an account of the demonstration."""
        return record.user.is_fictional
