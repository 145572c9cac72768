"""Merging two coordinators, or two partners, that turn out to be one."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from config.common import audit
from plans.models import ActivityCoordinator, ActivityPartner, Partner, Plan, User
from plans.models.activities import LINKS
from plans.models.parties import SPELLINGS
from plans.services.party_records import (
    Party,
    activities_with,
    all_locked,
    plans_of,
    refuse_shared,
    word_of,
    write_history,
    written,
)

Link = ActivityCoordinator | ActivityPartner


@dataclass(frozen=True, slots=True)
class Move:
    """What a merge moves: activities and plans of the one that goes; ``both`` stand at one."""

    activities: int
    plans: list[Plan]
    both: int

    def __str__(self) -> str:
        activities = "1 activiteit" if self.activities == 1 else f"{self.activities} activiteiten"
        plans = "1 plan" if len(self.plans) == 1 else f"{len(self.plans)} plannen"
        return f"{activities} in {plans}"


def move_of(gone: Party, kept: Party) -> Move:
    """What moves when ``gone`` is merged into ``kept``, in all versions of all plans."""
    shared = gone.activitywording_set.filter(pk__in=kept.activitywording_set.order_by())
    both = shared.order_by().values("activity").distinct().count()
    return Move(activities_with(gone), plans_of(gone), both)


@transaction.atomic
def merge(*, user: User, gone: Party, kept: Party) -> Move:
    """Let ``gone`` go on as ``kept``: its activities, its spellings, and its name as a spelling.

    Links move in every version of every plan, also where the text is fixed: it is the same party,
    and what the source wrote stays as it was written. The user must keep every plan with the one
    that goes; that the user sees the other is for the caller to ask.
    """
    if gone.pk == kept.pk:
        raise ValidationError(
            f"U kunt een {word_of(gone)} niet met zichzelf samenvoegen. Kies een andere."
        )
    gone, kept = all_locked(gone, kept)
    plans = refuse_shared(user, gone)
    _refuse_spelling_of_a_third(gone, kept)
    move = move_of(gone, kept)
    _move_links(gone, kept)
    # Of one that stood nowhere, the plans of the other that the user keeps tell the history.
    plans = plans or list(Plan.objects.kept_by(user).with_party(kept).order_by("pk"))
    _move_spellings(gone, kept, plans)
    write_history(user, plans, kept, gone.name, [("samengevoegd", gone.name, kept.name)])
    of = f"{word_of(gone)} {gone.pk} met {kept.pk}"
    gone.delete()
    written(kept, plans)
    audit.record("samenvoegen", of=of, actor=user)
    return move


def _refuse_spelling_of_a_third(gone: Party, kept: Party) -> None:
    """The name that becomes a spelling must not be one of yet another party."""
    spelling = SPELLINGS[type(kept)]._default_manager.filter(name=gone.name).first()
    owner = spelling and getattr(spelling, f"{kept._meta.model_name}_id")
    if owner not in {None, gone.pk, kept.pk}:
        raise ValidationError(
            f"{gone} is ook een schrijfwijze van een derde {word_of(gone)}. Haal die schrijfwijze "
            "daar eerst weg, of vraag de systeembeheerder."
        )


def _move_links(gone: Party, kept: Party) -> None:
    """Give the activities of the one to the other; where both stand, one link is left."""
    field = str(gone._meta.model_name)
    links: QuerySet[Any] = LINKS[type(gone)]._default_manager.all()
    stays, goes = links.filter(**{field: kept}), links.filter(**{field: gone})
    doubles = {link.wording_id: link for link in goes.filter(wording__in=stays.values("wording"))}
    changed = list(stays.filter(wording__in=goes.values("wording")).select_related("wording"))
    for link in changed:
        _absorb(link, doubles[link.wording_id])
    fields = ["position", "remark"] if isinstance(gone, Partner) else ["position"]
    links.bulk_update(changed, fields, batch_size=200)
    goes.filter(wording__in=stays.values("wording")).delete()
    goes.update(**{field: kept})


def _absorb(stays: Link, goes: Link) -> None:
    """Leave one link of two at the earlier place, with the remarks of both."""
    stays.position = min(stays.position, goes.position)
    if isinstance(stays, ActivityPartner) and isinstance(goes, ActivityPartner):
        stays.remark = joined(stays.remark, goes.remark)
        _refuse_long(stays)


def joined(first: str, second: str) -> str:
    """Two remarks as one, each part once."""
    parts = [part for remark in (first, second) for part in remark.split("; ") if part]
    return "; ".join(dict.fromkeys(parts))


def _refuse_long(link: ActivityPartner) -> None:
    longest = ActivityPartner._meta.get_field("remark").max_length
    if len(link.remark) > (longest or 0):
        raise ValidationError(
            f"Bij {link.wording.title} passen de opmerkingen van beide niet samen in {longest} "
            "tekens. Maak daar eerst een van de twee korter."
        )


def _move_spellings(gone: Party, kept: Party, plans: list[Plan]) -> None:
    """The spellings of the one become the other's, and so does its name, in its plans."""
    field = str(gone._meta.model_name)
    gone.aliases.filter(name=kept.name).delete()
    gone.aliases.update(**{field: kept})
    spelling, _made = kept.aliases.get_or_create(name=gone.name)
    spelling.plans.add(*plans)
