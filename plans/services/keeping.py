"""Keeping coordinators and partners: their names, spellings and kinds, and letting them go.

The record is shared by every plan that has the party at an activity: a new name shows in all of
them, also in versions that were adopted and plans that were closed. What a source wrote stays as
it was written, and the old name stays as a spelling.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from config.common import audit
from plans.models import Coordinator, CoordinatorAlias, Partner, PartnerAlias, Plan, User
from plans.models.people import actor_of
from plans.services.party_records import (
    Party,
    activities_with,
    kept_plans,
    locked,
    refuse_shared,
    refuse_taken,
    stamp_of,
    taken,
    tidy,
    word_of,
    write_history,
    written,
)

Spelling = CoordinatorAlias | PartnerAlias


@transaction.atomic
def change_party(*, user: User, party: Party, values: Mapping[str, object], seen: str) -> Party:
    """Change the name of a party, and the kind and municipality of a coordinator.

    ``seen`` is its stamp when it was shown. Raises ``ValidationError`` with a sentence for each
    field, ``PermissionDenied`` when a plan with the party is not the user's.
    """
    party = locked(party)
    plans = refuse_shared(user, party)
    if stamp_of(party) != seen:
        raise ValidationError(
            f"Een collega heeft deze {word_of(party)} intussen gewijzigd; de naam is nu {party}. "
            "Open de pagina opnieuw om te zien wat er nu staat."
        )
    before = {name: getattr(party, name) for name in values}
    for name, value in values.items():
        setattr(party, name, value)
    party.name = tidy(party.name)
    if party.name != before["name"]:
        refuse_taken(party, party.name)
    _refuse_kind(party)
    party.full_clean(validate_unique=False)
    _save(party, [*values])
    if party.name != before["name"]:
        _leave_spelling(party, str(before["name"]), plans)
    written(party, plans)
    write_history(user, plans, party, str(before["name"]), _told(party, before))
    return party


def _refuse_kind(party: Party) -> None:
    """A municipality is named exactly where the coordinator is one."""
    if isinstance(party, Partner):
        return
    is_municipality = party.kind == Coordinator.Kind.MUNICIPALITY
    if is_municipality and party.municipality is None:
        raise ValidationError({"municipality": "Kies welke gemeente deze coördinator is."})
    if not is_municipality and party.municipality is not None:
        raise ValidationError(
            {"municipality": "Kies alleen een gemeente als de soort gemeente is, anders geen."}
        )


def _told(party: Party, before: Mapping[str, object]) -> list[tuple[str, object, object]]:
    """What differs, as a reader of the history sees it."""
    fields = {name: party._meta.get_field(name) for name in before}
    kinds: dict[object, object] = dict(Coordinator.Kind.choices)
    return [
        (
            str(getattr(field, "verbose_name", name)),
            kinds.get(before[name], before[name]),
            kinds.get(getattr(party, name), getattr(party, name)),
        )
        for name, field in fields.items()
    ]


def _leave_spelling(party: Party, old: str, plans: Iterable[Plan]) -> None:
    """The old name becomes a spelling; the new one may have been a spelling before."""
    party.aliases.filter(name=party.name).delete()
    spelling, _made = party.aliases.get_or_create(name=old)
    spelling.plans.add(*plans)


def _save(party: Party, fields: list[str]) -> None:
    """Save; a name that somebody else took at the same moment is refused as any other."""
    try:
        with transaction.atomic():
            party.save(update_fields=fields)
    except IntegrityError:
        raise ValidationError({"name": taken(party)}) from None


@transaction.atomic
def add_spelling(*, user: User, party: Party, name: str) -> Spelling:
    """Let a party also be found as something else, in the plans with it that the user keeps."""
    party, name = locked(party), tidy(name)
    plans = kept_plans(user, party)
    if not plans:
        raise ValidationError(
            f"Deze {word_of(party)} staat bij geen activiteit. Zet er eerst een op de pagina van "
            "de activiteit."
        )
    if name == party.name:
        raise ValidationError({"name": "Zo heet de partij al. Typ een andere schrijfwijze."})
    refuse_taken(party, name)
    known = list(party.aliases.filter(name=name, plans__in=plans))
    if known:
        raise ValidationError({"name": "Deze schrijfwijze staat er al."})
    spelling: Spelling = _spelling(party, name)
    spelling.plans.add(*plans)
    written(party, plans)
    write_history(user, plans, party, party.name, [("schrijfwijze", "", name)])
    return spelling


def _spelling(party: Party, name: str) -> Spelling:
    try:
        with transaction.atomic():
            return party.aliases.get_or_create(name=name)[0]
    except IntegrityError:
        raise ValidationError({"name": taken(party)}) from None


@transaction.atomic
def remove_spelling(*, user: User, party: Party, spelling: Spelling) -> None:
    """Take a spelling away from the plans that the user keeps; it goes when none is left."""
    party = locked(party)
    kept = list(Plan.objects.kept_by(user).filter(pk__in=spelling.plans.all()).order_by("pk"))
    actor = actor_of(user)
    if not kept and not actor.is_superuser:
        raise PermissionDenied("Deze schrijfwijze hoort bij een plan dat u niet beheert.")
    spelling.plans.remove(*kept)
    if not spelling.plans.exists():
        spelling.delete()
    written(party, kept)
    write_history(user, kept, party, party.name, [("schrijfwijze", spelling.name, "")])


@transaction.atomic
def delete_party(*, user: User, party: Party) -> None:
    """Delete a party that stands at no activity in any version of any plan."""
    party = locked(party)
    refuse_shared(user, party)
    number = activities_with(party)
    if number:
        raise ValidationError(sentence_in_use(party, number), code="in_use")
    plans = list(Plan.objects.kept_by(user).that_spell(party).order_by("pk"))
    of = f"{word_of(party)} {party.pk}"
    write_history(user, plans, party, party.name, [("verwijderd", party.name, "")])
    party.delete()
    audit.record("verwijderen", of=of, actor=user)


def sentence_in_use(party: Party, number: int) -> str:
    """Why a party cannot be deleted, and what to do."""
    word = word_of(party)
    return (
        f"{party} staat bij {number} {'activiteit' if number == 1 else 'activiteiten'} en kan "
        f"daarom niet worden verwijderd. Voeg deze {word} samen met een andere, of haal deze "
        f"{word} daar eerst weg."
    )
