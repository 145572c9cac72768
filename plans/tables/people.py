"""The list of people with a role."""

import django_tables2 as tables
from django_tables2 import A

from config.common.tables import BaseTable
from plans.models import Membership


class PeopleTable(BaseTable):
    """Each current role with its person, and what can be done with it."""

    caption = "Gebruikers en hun rollen"
    row_header = "name"

    name = tables.Column("Naam", accessor="user__name", order_by=("user__name", "pk"))
    email = tables.Column("E-mailadres", accessor="user__email", order_by=("user__email", "pk"))
    role = tables.Column("Rol", order_by=("role", "user__name", "pk"))
    place = tables.Column("Waar", order_by=("municipality__name", "group__name", "pk"))
    granted_at = tables.DateColumn("j-n-Y", verbose_name="Sinds", order_by=("granted_at", "pk"))
    end = tables.Column(
        "Beëindigen", accessor="pk", orderable=False, linkify=("plans:end_role", {"pk": A("pk")})
    )
    leave = tables.Column(
        "Vertrek",
        accessor="user_id",
        orderable=False,
        linkify=("plans:user_leaves", {"pk": A("user_id")}),
    )

    class Meta(BaseTable.Meta):
        model = Membership
        fields = ["name", "email", "role", "place", "granted_at", "end", "leave"]
        empty_text = "Geen rol gevonden. Maak het filter leeg, of geef iemand een rol."

    def render_end(self) -> str:
        return "Rol beëindigen"

    def render_leave(self) -> str:
        return "Laten vertrekken"
