"""What every change of a coordinator or partner needs: who may, alone, under a free name, told."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from plans.models import Coordinator, Partner, Plan, TextChange, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.search import folded
from plans.services.parties import remember_spellings
from plans.services.recording import Subject, record
from plans.services.texts import text_changed

Party = Coordinator | Partner


def kept_plans(user: User, party: Party) -> list[Plan]:
    """The plans with the party that the user keeps; ``PermissionDenied`` when there is none.

    An unused party has no plans; then it is enough to be planbeheerder somewhere, and whether the
    user sees the party is for the caller to ask.
    """
    actor, plans = actor_of(user), plans_of(party)
    kept = [plan for plan in plans if permissions.keeps_plan(actor, plan.place)]
    if not (kept if plans else permissions.keeps_a_plan(actor)):
        raise PermissionDenied(
            f"Alleen een planbeheerder van een plan met deze {word_of(party)} wijzigt dit."
        )
    return kept


def refuse_shared(user: User, party: Party) -> list[Plan]:
    """The plans with the party; ``PermissionDenied`` unless the user keeps every one of them."""
    kept = kept_plans(user, party)
    if len(kept) < len(plans_of(party)):
        raise PermissionDenied(
            f"Deze {word_of(party)} staat ook in een plan dat u niet beheert. Vraag de "
            "systeembeheerder om dit te doen."
        )
    return kept


def plans_of(party: Party) -> list[Plan]:
    """The plans that have the party at an activity, in any version."""
    return list(Plan.objects.with_party(party).order_by("pk"))


def activities_with(party: Party) -> int:
    """At how many activities a party stands, in any version."""
    rows = party.activitywording_set.order_by().values("activity").distinct()
    return int(rows.count())


def word_of(party: Party) -> str:
    """What the party is called: coördinator or partner."""
    return str(party._meta.verbose_name)


def stamp_of(party: Party) -> str:
    """What a form shows of a party, to notice that somebody else was first."""
    told = (party.name, getattr(party, "kind", ""), getattr(party, "municipality_id", ""))
    return "|".join(map(str, told))


def locked(party: Party) -> Party:
    """The party as it is now, for this transaction alone; a sentence when it is gone."""
    return all_locked(party)[0]


def all_locked(*parties: Party) -> list[Party]:
    """Parties of one kind as they are now, for this transaction alone; a sentence for one gone.

    All who save wait for each other at the plan, and here at the parties in one order, so that no
    two hold what the other wants.
    """
    plans = {plan for party in parties for plan in plans_of(party)}
    for plan in sorted(plans, key=lambda plan: plan.pk):
        text_changed(plan)
    rows = type(parties[0])._default_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[party.pk for party in parties])}
    for party in parties:
        if party.pk not in found:
            raise ValidationError(gone(party), code="gone")
    return [found[party.pk] for party in parties]


def gone(party: Party) -> str:
    """What to tell who works on a party that a colleague merged or deleted."""
    return (
        f"{party} is er niet meer: een collega heeft deze {word_of(party)} intussen verwijderd of "
        "samengevoegd met een andere. Kijk in de lijst."
    )


def tidy(name: str) -> str:
    """A name on one line, without double spaces."""
    return " ".join(name.split())


def refuse_taken(party: Party, name: str) -> None:
    """Raise when another party has this name or spelling, in whatever letters.

    The sentence does not tell which: it may stand in a plan that the user does not see.
    """
    others = type(party)._default_manager.exclude(pk=party.pk).prefetch_related("aliases")
    like = Q(searchable__contains=folded(name)) | Q(name=name)
    for other in others.filter(like):
        names = (other.name, *(alias.name for alias in other.aliases.all()))
        if folded(name) in map(folded, names):
            raise ValidationError({"name": taken(party)})


def taken(party: Party) -> str:
    """What to tell who chose a name that another party has."""
    return (
        f"Er is al een andere {word_of(party)} die zo heet of zo wordt geschreven. Voeg de twee "
        "samen, of typ iets anders. Ziet u die andere niet in de lijst, vraag dan de "
        "systeembeheerder."
    )


def written(party: Party, plans: Iterable[Plan]) -> None:
    """Bring up to date what is remembered of a party and of the plans that show it."""
    remember_spellings(party)
    for plan in plans:
        text_changed(plan)


def write_history(
    user: User,
    plans: Iterable[Plan],
    party: Party,
    name: str,
    changes: list[tuple[str, object, object]],
) -> None:
    """Write a change of a party down in the history of each of the plans."""
    part = TextChange.Part(word_of(party))
    for plan in plans:
        record(user=user, of=Subject(plan, part, name), changes=changes)
