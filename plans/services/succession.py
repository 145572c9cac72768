"""How one activity becomes another: splitting, merging, replacing and ending. Nothing is lost."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from config.common import audit
from plans.models import Activity, ActivityWording, Succession, User
from plans.models.activities import Wording
from plans.rules.choosing import Chosen
from plans.rules.search import folded
from plans.services.activities import (
    Told,
    carry_into_concepts,
    leave,
    make_activity,
    refuse_ended,
    refuse_unwritable,
    rewrite,
    told_by,
)
from plans.services.recording import record, subject_of
from plans.services.wordings import change_text


@transaction.atomic
def split_activity(
    *,
    user: User,
    wording: ActivityWording,
    title: str,
    points: Collection[int],
    revision: int,
) -> ActivityWording:
    """Let some points, by their place, go on as an activity of their own, right behind this one.

    The new one has the same theme, subject, parties and planning. Raises ``PermissionDenied``,
    ``ValidationError``, and ``StaleError`` when a colleague changed the points meanwhile.
    """
    _refuse(user, wording)
    going = [point for place, point in enumerate(wording.points) if place in points]
    if not going:
        raise ValidationError({"points": "Kies de punten die naar de nieuwe activiteit gaan."})
    told = told_by(wording)
    staying = [point for place, point in enumerate(wording.points) if place not in points]
    change_text(user=user, text=wording, values={"points": staying}, revision=revision)
    of_its_own = {"title": title, "points": going, "description": "", "realised": ""}
    made = make_activity(
        user=user,
        version=wording.version,
        told=replace(told, values={**told.values, **of_its_own}),
        owner=wording.activity.owner,
        after=wording,
    )
    _follow(wording.activity, made.activity)
    record(user=user, of=subject_of(wording), changes=[("gesplitst", "", str(made))])
    carry_into_concepts(user=user, wording=wording)
    carry_into_concepts(user=user, wording=made)
    return made


@transaction.atomic
def merge_activity(
    *, user: User, wording: ActivityWording, into: ActivityWording, reason: str, revision: int
) -> None:
    """Let an activity go on in another: its points and parties join those of the other.

    The one that was merged ends and keeps its history. Raises as ``split_activity`` does.
    """
    _refuse(user, wording)
    _refuse_successor(user, wording, into)
    united = _united(told_by(into), told_by(wording))
    rewrite(user=user, wording=into, told=united, revision=into.revision)
    leave(
        user=user,
        wording=wording,
        kind=Wording.EndKind.MERGED,
        reason=reason,
        revision=revision,
    )
    _follow(wording.activity, into.activity)
    record(user=user, of=subject_of(into), changes=[("samengevoegd met", "", str(wording))])
    carry_into_concepts(user=user, wording=into)
    carry_into_concepts(user=user, wording=wording)
    slug = wording.version.plan.slug
    names = f"{wording.activity.key} in {into.activity.key} ({slug})"
    audit.record("activiteiten samenvoegen", of=names, actor=user)


@transaction.atomic
def end_activity(
    *,
    user: User,
    wording: ActivityWording,
    reason: str,
    revision: int,
    replacement: ActivityWording | None = None,
) -> None:
    """Let an activity end with a reason, or be replaced by another.

    Raises as ``split_activity`` does.
    """
    _refuse(user, wording)
    kind = Wording.EndKind.ENDED
    if replacement is not None:
        _refuse_successor(user, wording, replacement)
        _follow(wording.activity, replacement.activity)
        kind = Wording.EndKind.REPLACED
    leave(user=user, wording=wording, kind=kind, reason=reason, revision=revision)
    carry_into_concepts(user=user, wording=wording)


def _refuse(user: User, wording: ActivityWording) -> None:
    refuse_unwritable(user, wording.version, wording.activity.owner_id)
    refuse_ended(wording)


def _refuse_successor(user: User, wording: ActivityWording, other: ActivityWording) -> None:
    """Work of all municipalities cannot go on in what only one of them has."""
    _refuse(user, other)
    # It was chosen before the plan was held for this writer.
    refuse_ended(ActivityWording.objects.get(pk=other.pk))
    if other.activity.owner_id not in {None, wording.activity.owner_id}:
        raise ValidationError(
            "Die activiteit is van één gemeente alleen. Kies een activiteit van alle gemeenten."
        )


def _follow(predecessor: Activity, successor: Activity) -> None:
    Succession.objects.get_or_create(predecessor=predecessor, successor=successor)


def _united(told: Told, other: Told) -> Told:
    """What one activity says, with the points, parties and themes of another added to it."""
    undecided = told.values["coordinator_undecided"] or other.values["coordinator_undecided"]
    points = _joined(told.values["points"], other.values["points"])
    values = {**told.values, "points": points, "coordinator_undecided": undecided}
    themes = dict.fromkeys((*told.further_themes, other.theme, *other.further_themes))
    return Told(
        values,
        told.theme,
        _all_of(told.coordinators, other.coordinators),
        _all_of(told.partners, other.partners),
        tuple(theme for theme in themes if theme != told.theme),
    )


def _joined(points: object, others: object) -> list[str]:
    """Points of two activities, those that say the same once."""
    found: dict[str, str] = {}
    for point in [*_texts(points), *_texts(others)]:
        found.setdefault(folded(point), point)
    return list(found.values())


def _texts(points: object) -> list[str]:
    return [str(point) for point in points] if isinstance(points, list) else []


def _all_of(chosen: Sequence[Chosen], others: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """The parties of two activities, each once; a remark of either is kept."""
    found = {each.pk: each for each in chosen}
    for each in others:
        there = found.setdefault(each.pk, each)
        if not there.remark:
            found[each.pk] = replace(there, remark=each.remark)
    return tuple(found.values())
