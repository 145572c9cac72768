"""Coordinators and partners that a person may choose from, in a fixed number of queries."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from plans.models import Coordinator, Partner, User
from plans.models.people import actor_of
from plans.rules.choosing import Known, Party
from plans.rules.permissions import keeps_a_plan
from plans.rules.search import folded

MOST = 10


def known_coordinators(user: User) -> Known:
    """All coordinators by their spellings; only those in sight may be offered."""
    return Known(_parties(user, Coordinator), with_remarks=False)


def known_partners(user: User) -> Known:
    """All partners by their spellings; only those in sight may be offered."""
    return Known(_parties(user, Partner), with_remarks=True)


def _parties(user: User, model: type[Coordinator] | type[Partner]) -> list[Party]:
    seen = set(model.objects.visible_to(user).values_list("pk", flat=True))
    rows = model.objects.order_by("pk").values_list("pk", "name", "searchable")
    return [Party(pk, name, spellings, pk in seen) for pk, name, spellings in rows]


def suggested(user: User, model: type[Coordinator] | type[Partner], query: str) -> Sequence[Party]:
    """Parties for what somebody typed so far: what has it in one of its spellings, else what is
    near to it.

    Only parties in plans that the user sees; a planbeheerder also gets the one of exactly this
    name, whoever uses it, so that nobody makes it twice.
    """
    wanted = folded(" ".join(query.split()))
    if not wanted:
        return []
    seen = model.objects.visible_to(user)
    found = Q(pk__in=seen.order_by().values("pk"), searchable__contains=wanted)
    if keeps_a_plan(actor_of(user)):
        found |= _is_exactly(wanted)
    parties = _listed(model.objects.filter(found), wanted)
    if parties:
        return parties
    return Known(_listed(seen, wanted, None), with_remarks=False).nearest(wanted)


def _is_exactly(wanted: str) -> Q:
    """Whether one of the spellings, a line each, is this one."""
    return (
        Q(searchable=wanted)
        | Q(searchable__startswith=f"{wanted}\n")
        | Q(searchable__endswith=f"\n{wanted}")
        | Q(searchable__contains=f"\n{wanted}\n")
    )


def _listed(rows: QuerySet, wanted: str, most: int | None = MOST) -> list[Party]:
    """The parties, those whose name begins with what is wanted first."""
    found = [Party(*row) for row in rows.values_list("pk", "name", "searchable")]
    found.sort(key=lambda party: (not folded(party.name).startswith(wanted), folded(party.name)))
    return found[:most]
