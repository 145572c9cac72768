"""Coordinators and partners as pages read them: only what stands in plans that the user sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat

from plans.models import (
    Coordinator,
    CoordinatorAlias,
    Partner,
    PartnerAlias,
    Plan,
    PlanMunicipality,
    PlanVersion,
    TextChange,
    User,
)
from plans.models.activities import LINKS
from plans.models.parties import SPELLINGS
from plans.rules.search import folded, words_of

Party = Coordinator | Partner
Reader = User | AnonymousUser
NEWEST = 50
SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A party with its spellings, and where the plans that the user sees have it now.

    Counted are the activities that the current versions still have; ``order`` sorts by name alike
    on every database.
    """

    party: Party
    order: tuple[str, int]
    spellings: Sequence[str]
    activities: int
    plans: int
    municipalities: int


def rows_of(parties: Iterable[Party], model: type[Party], user: Reader) -> list[Row]:
    """Parties with their counts, by name; in three queries, whatever their number."""
    found = {party.pk: party for party in parties}
    uses = _uses(model, user, list(found))
    aliases = SPELLINGS[model].objects.visible_to(user).order_by("name", "pk")
    spelt_as: dict[int, list[str]] = {}
    field = f"{model._meta.model_name}__in"
    for pk, name in aliases.filter(**{field: list(found)}).values_list(field[:-4], "name"):
        spelt_as.setdefault(pk, []).append(name)
    rows = (
        Row(party, (folded(party.name), pk), spelt_as.get(pk, []), *uses.get(pk, (0, 0, 0)))
        for pk, party in found.items()
    )
    return sorted(rows, key=lambda row: row.order)


def _uses(model: type[Party], user: Reader, keys: list[int]) -> dict[int, tuple[int, int, int]]:
    """At how many activities, in how many plans and municipalities each of the parties stands.

    One pass over all links, or over those of one party: told a thousand keys, SQLite looks up each
    of them at every activity.
    """
    field = str(model._meta.model_name)
    versions = PlanVersion.objects.visible_to(user).current()
    links = LINKS[model]._default_manager.filter(
        wording__end_kind="", wording__version__in=versions
    )
    if len(keys) == 1:
        links = links.filter(**{field: keys[0]})
    where = links.order_by().values_list(
        field, "wording__version__plan", "wording__activity__owner"
    )
    towns: dict[int, set[int]] = {}
    for plan, town in PlanMunicipality.objects.order_by().values_list("plan", "municipality"):
        towns.setdefault(plan, set()).add(town)
    found: dict[int, tuple[int, set[int], set[int]]] = {}
    for pk, plan, owner, number in where.annotate(number=Count("pk")):
        before, plans, places = found.get(pk, (0, set(), set()))
        places |= {owner} if owner else towns.get(plan, set())
        found[pk] = (before + number, plans | {plan}, places)
    return {pk: (told[0], len(told[1]), len(told[2])) for pk, told in found.items()}


def seen_parties(model: type[Party], user: Reader) -> QuerySet[Any]:
    """The parties that stand in a plan that the user sees, and unused ones of plans they keep."""
    rows: QuerySet[Any] = model.objects.visible_to(user)
    unused = _unused_of(model, user)
    return rows | model.objects.filter(pk__in=unused) if unused else rows


def _unused_of(model: type[Party], user: Reader) -> list[int]:
    """Unused parties that have to do with a plan that the user keeps.

    Nothing of an unused party tells whose it is, but the plan in which it is spelt some way, and
    the history of the plan in which it was made or taken away, by its name on a line of its own.
    """
    kept = list(Plan.objects.kept_by(user).order_by().values_list("pk", flat=True))
    if not kept or user.is_superuser:
        return []
    parts = [TextChange.Part.ACTIVITY, str(model._meta.verbose_name)]
    line = _lines(OuterRef("name"))
    told = TextChange.objects.filter(plan__in=kept, part__in=parts)
    told = told.annotate(lines=_lines(F("name"), F("before"), F("after")))
    named = told.filter(lines__contains=line).order_by().values("pk")
    unused = model.objects.unused().annotate(told_in=Subquery(named[:1]))
    rows = unused.filter(Q(aliases__plans__in=kept) | Q(told_in__isnull=False))
    return list(rows.order_by().distinct().values_list("pk", flat=True))


def _lines(*texts: F) -> Concat:
    """Texts as lines, each with an end on both sides."""
    end = Value("\n")
    return Concat(end, *(part for text in texts for part in (text, end)), output_field=TextField())


def standing_in(model: type[Party], plan: Plan) -> QuerySet[Any]:
    """The keys of the parties at the activities of a plan's current version."""
    rows: QuerySet[Any] = LINKS[model]._default_manager.filter(
        wording__end_kind="", wording__version__plan=plan, wording__version__is_current=True
    )
    return rows.order_by().values(f"{model._meta.model_name}_id")


def party_of(model: type[Party], user: Reader, pk: int) -> Party | None:
    """One party, if the user sees it."""
    return seen_parties(model, user).filter(pk=pk).first()


def spelt(model: type[Party], user: Reader, query: str) -> list[int]:
    """The keys of the parties of which the name or a spelling that the user sees has all words.

    ``searchable`` also holds the spellings of other plans, so it only tells where to look. Which
    of these parties the user sees is for the caller to ask.
    """
    words = words_of(query)
    rows = model._default_manager.all()
    for word in words:
        rows = rows.filter(searchable__contains=word)
    found = rows.order_by().values_list("pk", "name")
    return [pk for pk, names in _names(model, user, found).items() if _has(names, words)]


def _names(
    model: type[Party], user: Reader, found: Iterable[tuple[int, str]]
) -> dict[int, list[str]]:
    """The names and the visible spellings of parties, folded."""
    names = {pk: [folded(name)] for pk, name in found}
    aliases = SPELLINGS[model].objects.visible_to(user)
    field = f"{model._meta.model_name}_id"
    for pk, name in aliases.order_by().values_list(field, "name"):
        if pk in names:
            names[pk].append(folded(name))
    return names


def _has(names: Sequence[str], words: Sequence[str]) -> bool:
    text = "\n".join(names)
    return all(word in text for word in words)


def candidates(party: Party, user: Reader, query: str) -> list[Party]:
    """The parties that a person may mean who typed letters to merge a party with.

    One when it is called exactly that, else all that have these words.
    """
    others = seen_parties(type(party), user).exclude(pk=party.pk).order_by("name", "pk")
    found = list(others.filter(pk__in=spelt(type(party), user, query)))
    names = _names(type(party), user, [(each.pk, each.name) for each in found])
    exact = [each for each in found if folded(query.strip()) in names[each.pk]]
    return exact if len(exact) == 1 else found[:SUGGESTIONS]


def others(party: Party, user: Reader) -> list[str]:
    """The names of the other parties that the user sees, to choose from while typing."""
    seen = seen_parties(type(party), user).exclude(pk=party.pk)
    return list(seen.order_by("name", "pk").values_list("name", flat=True))


def spellings_of(party: Party, user: Reader) -> QuerySet[CoordinatorAlias | PartnerAlias]:
    """The spellings that the user sees, with their plans; ``is_kept`` when one is the user's."""
    plans = Plan.objects.visible_to(user).order_by("title", "pk")
    kept = Plan.objects.kept_by(user).order_by().values("pk")
    own = party.aliases.visible_to(user)
    is_kept = Exists(own.filter(pk=OuterRef("pk"), plans__in=kept))
    rows: QuerySet[CoordinatorAlias | PartnerAlias] = own.annotate(is_kept=is_kept)
    return rows.prefetch_related(Prefetch("plans", queryset=plans))


def changes_of(party: Party, user: Reader) -> QuerySet[TextChange]:
    """What was changed of a party, newest first, in the plans that the user sees.

    A change tells the name at that moment, which later became a spelling.
    """
    aliases = party.aliases.visible_to(user)
    names = [party.name, *aliases.order_by().values_list("name", flat=True)]
    rows = TextChange.objects.visible_to(user).filter(part=party._meta.verbose_name, name__in=names)
    return rows.with_author().select_related("plan")[:NEWEST]
