"""Moving themes and activities within a concept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from plans.models import ActivityWording, PlanVersion, ThemeWording, User
from plans.rules.positions import Step, placed, previous, renumbered, stepped
from plans.services.concepts import hold
from plans.services.recording import record, subject_of

PLACE = "plaats"
ENDED = "Deze activiteit is beëindigd en heeft geen plaats meer in het plan."
ENDED_THEME = "Dit thema is beëindigd en heeft geen plaats meer in het plan."
OTHER_VERSION = "Dit thema hoort niet bij deze versie van het plan. Kies een ander thema."


@dataclass(frozen=True, slots=True)
class Spot:
    """An activity where it stands, as far as moving is concerned."""

    theme: int
    position: int
    title: str
    is_live: bool


@transaction.atomic
def move_activity(
    *, user: User, wording: ActivityWording, theme: ThemeWording, after: ActivityWording | None
) -> str:
    """Put an activity after another one of a theme, or in front of that theme.

    Returns its new place in words; nothing when it stood there already. Join it with its version
    and plan before use. Raises ``ValidationError`` for a place that cannot be.
    """
    hold(user, wording.version)
    spots = _spots(wording.version)
    numbers = dict(wording.version.themes.live().values_list("pk", "number"))
    _refuse_place(spots, numbers, wording, theme, after)
    here, order = spots[wording.pk].theme, _of_theme(spots, theme.pk)
    before = _place(spots, _of_theme(spots, here), wording.pk, numbers.get(here, ""))
    moved = placed(order, wording.pk, after.pk if after else None)
    if moved == order:
        return ""
    if here != theme.pk:
        _hand_over(user, wording, theme)
    number_activities(moved, {pk: spot.position for pk, spot in spots.items()})
    place = _place(spots, moved, wording.pk, theme.number)
    record(user=user, of=subject_of(wording), changes=[(PLACE, before, place)])
    return place


@transaction.atomic
def step_activity(*, user: User, wording: ActivityWording, step: Step) -> str:
    """Put an activity one place up or down among those of its theme that the version still has.

    Returns its new place in words; nothing when it stood at that end already.
    """
    hold(user, wording.version)
    rows = wording.theme.activities.live().order_by("position", "pk")
    live = {row.pk: row for row in rows.select_related("version__plan")}
    if wording.pk not in live:
        raise ValidationError(ENDED)
    order = stepped([*live], wording.pk, step)
    if order == [*live]:
        return ""
    before = previous(order, wording.pk)
    after = live[before] if before else None
    return move_activity(user=user, wording=wording, theme=wording.theme, after=after)


def _spots(version: PlanVersion) -> dict[int, Spot]:
    rows = version.wordings.order_by("position", "pk")
    values = rows.values_list("pk", "theme_id", "position", "title", "end_kind")
    return {pk: Spot(theme, position, title, not end) for pk, theme, position, title, end in values}


def _of_theme(spots: Mapping[int, Spot], theme: int) -> list[int]:
    return [pk for pk, spot in spots.items() if spot.theme == theme]


def _place(spots: Mapping[int, Spot], order: Sequence[int], pk: int, number: str) -> str:
    before = previous([each for each in order if each == pk or spots[each].is_live], pk)
    return f"thema {number}, {f'na {spots[before].title}' if before else 'vooraan'}"


def _refuse_place(
    spots: Mapping[int, Spot],
    numbers: Mapping[int, str],
    wording: ActivityWording,
    theme: ThemeWording,
    after: ActivityWording | None,
) -> None:
    """Raise when an activity cannot stand there; ``numbers`` has the live themes of the version."""
    if not spots[wording.pk].is_live:
        raise ValidationError(ENDED)
    if after == wording:
        raise ValidationError("Een activiteit kan niet na zichzelf staan. Kies een andere plaats.")
    if theme.version_id != wording.version_id:
        raise ValidationError(OTHER_VERSION)
    if theme.pk not in numbers:
        raise ValidationError(f"Thema {theme.number} is beëindigd. Kies een ander thema.")
    spot = spots.get(after.pk) if after else None
    if after and (spot is None or spot.theme != theme.pk or not spot.is_live):
        raise ValidationError(
            f"{after.title} staat niet meer in thema {theme.number}. Kies een andere plaats."
        )


def take_over(*, user: User, theme: ThemeWording, into: ThemeWording) -> int:
    """Move the activities that a theme still has to the end of another; returns how many.

    For a service that holds the version already and knows both themes to be of it.
    """
    spots = _spots(into.version)
    rows = theme.activities.live().order_by("position", "pk")
    moving = list(rows.select_related("activity", "theme", "version__plan"))
    old, own = _of_theme(spots, theme.pk), _of_theme(spots, into.pk)
    order = [*own, *(each.pk for each in moving)]
    for each in moving:
        before = _place(spots, old, each.pk, theme.number)
        change = (PLACE, before, _place(spots, order, each.pk, into.number))
        record(user=user, of=subject_of(each), changes=[change])
        _hand_over(user, each, into)
    number_activities(order, {pk: spot.position for pk, spot in spots.items()})
    return len(moving)


def _hand_over(user: User, wording: ActivityWording, theme: ThemeWording) -> None:
    """Let an activity belong to another theme, which it then no longer serves besides."""
    stop_serving(user, wording, theme)
    ActivityWording.objects.filter(pk=wording.pk).update(theme=theme)
    wording.theme = theme
    _make_stale(wording)


def stop_serving(
    user: User, wording: ActivityWording, theme: ThemeWording, instead: ThemeWording | None = None
) -> None:
    """Take a theme from those that an activity serves besides its own, if it is among them."""
    served = list(wording.further_themes.all())
    if theme not in served:
        return
    wording.further_themes.remove(theme)
    if instead is not None and instead.pk != wording.theme_id:
        wording.further_themes.add(instead)
    _make_stale(wording)
    label = str(ActivityWording._meta.get_field("further_themes").verbose_name)
    changes = [(label, served, list(wording.further_themes.all()))]
    record(user=user, of=subject_of(wording), changes=changes)


def _make_stale(wording: ActivityWording) -> None:
    """Let who has the form of this activity open hear that its themes changed."""
    ActivityWording.objects.filter(pk=wording.pk).update(revision=F("revision") + 1)
    wording.revision += 1


def number_activities(order: Sequence[int], positions: Mapping[int, int]) -> None:
    """Give activities their positions in this order, writing only what changes."""
    changed = renumbered(order, positions)
    rows = [ActivityWording(pk=pk, position=place) for pk, place in changed.items()]
    ActivityWording.objects.bulk_update(rows, ["position"])


@transaction.atomic
def move_theme(*, user: User, wording: ThemeWording, after: ThemeWording | None) -> str:
    """Put a theme after another one, or in front; returns its new place in words.

    Returns nothing when it stood there already. Raises ``ValidationError`` for a place that
    cannot be.
    """
    hold(user, wording.version)
    themes = themes_of(wording.version)
    refuse_theme_place(themes, wording, after)
    old = [*themes]
    order = placed(old, wording.pk, after.pk if after else None)
    if order == old:
        return ""
    number_themes(order, themes)
    was, place = theme_place(themes, old, wording.pk), theme_place(themes, order, wording.pk)
    record(user=user, of=subject_of(wording), changes=[(PLACE, was, place)])
    return place


@transaction.atomic
def step_theme(*, user: User, wording: ThemeWording, step: Step) -> str:
    """Put a theme one place up or down; returns its new place in words, nothing at that end."""
    hold(user, wording.version)
    live = {pk: theme for pk, theme in themes_of(wording.version).items() if theme.is_live}
    if wording.pk not in live:
        raise ValidationError(ENDED_THEME)
    order = stepped([*live], wording.pk, step)
    if order == [*live]:
        return ""
    before = previous(order, wording.pk)
    return move_theme(user=user, wording=wording, after=live[before] if before else None)


def themes_of(version: PlanVersion) -> dict[int, ThemeWording]:
    """The themes of a version in their order, also those that ended in it."""
    rows = version.themes.order_by("position", "pk").select_related("version__plan")
    return {theme.pk: theme for theme in rows}


def refuse_theme_place(
    themes: Mapping[int, ThemeWording], wording: ThemeWording | None, after: ThemeWording | None
) -> None:
    """Raise when a theme cannot stand there; a new theme has no wording yet."""
    if wording is not None and not themes[wording.pk].is_live:
        raise ValidationError(ENDED_THEME)
    if after is None:
        return
    if after == wording:
        raise ValidationError("Een thema kan niet na zichzelf staan. Kies een andere plaats.")
    if after.pk not in themes:
        raise ValidationError(OTHER_VERSION)
    if not themes[after.pk].is_live:
        raise ValidationError(f"Thema {after.number} is beëindigd. Kies een ander thema.")


def number_themes(order: Sequence[int], themes: Mapping[int, ThemeWording]) -> None:
    """Give themes their positions in this order, writing only what changes."""
    changed = renumbered(order, {pk: theme.position for pk, theme in themes.items()})
    rows = [ThemeWording(pk=pk, position=place) for pk, place in changed.items()]
    ThemeWording.objects.bulk_update(rows, ["position"])


def theme_place(themes: Mapping[int, ThemeWording], order: Sequence[int], pk: int) -> str:
    """Where a theme stands among those that the version still has, in words."""
    before = previous([each for each in order if each == pk or themes[each].is_live], pk)
    return f"na {themes[before]}" if before else "vooraan"
