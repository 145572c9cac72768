"""Copying the text of a version: into a next version of its plan, or into another plan."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from plans.models import (
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    PlanVersion,
    Theme,
    ThemeWording,
)
from plans.services.wordings import search_text

Row = TypeVar("Row", bound=Model)
Pairs = list[tuple[ActivityWording, ActivityWording]]

# What a copy has of its own: a wording counts its changes anew in each version.
OWN = {"id", "revision"}
# What belongs to the source of a plan or to its period, and not to the next plan.
OF_THE_SOURCE = {"source_note": "", "content_unknown": False}
OF_THE_PERIOD = {"source_note": "", "realised": ""}


def copy_texts(
    *, source: PlanVersion, target: PlanVersion, activities: Collection[int] | None = None
) -> Pairs:
    """Copy what is live in a version, in a fixed number of queries; join both with their plan.

    Into a version of the same plan themes and activities keep their identity; in another plan
    they get a new one, and what belongs to the old source and period stays behind.
    ``activities`` are the keys of those that go along, all when None. Returns each activity as it
    was with its copy.
    """
    themes = _copy_themes(source, target)
    rows = source.wordings.live().filter(theme__in=themes)
    if activities is not None:
        rows = rows.filter(activity__in=activities)
    pairs = _copy_activities(rows, target, themes)
    _copy_links(pairs, themes)
    return pairs


def _copy_themes(source: PlanVersion, target: PlanVersion) -> dict[int, ThemeWording]:
    """Copy the themes; returns each copy under the key of what it was copied from."""
    old = list(source.themes.live().select_related("theme").prefetch_related("safety_themes"))
    new = [_copied(wording, version=target) for wording in old]
    if source.plan_id != target.plan_id:
        identities = Theme.objects.bulk_create(Theme(plan=target.plan) for _each in old)
        for wording, theme in zip(new, identities, strict=True):
            _set(wording, theme=theme, **OF_THE_SOURCE)
            if source.plan.implements_id != target.plan.implements_id:
                wording.carries_out = None
    ThemeWording.objects.bulk_create(new)
    through = ThemeWording.safety_themes.through
    through._default_manager.bulk_create(
        through(themewording=after, safetytheme=place)
        for before, after in zip(old, new, strict=True)
        for place in before.safety_themes.all()
    )
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _copy_activities(
    rows: QuerySet[ActivityWording], target: PlanVersion, themes: Mapping[int, ThemeWording]
) -> Pairs:
    links = ("coordinator_links", "partner_links", "further_themes")
    old = list(rows.select_related("activity").prefetch_related(*links))
    new = [_copied(each, version=target, theme=themes[each.theme_id]) for each in old]
    if any(each.activity.plan_id != target.plan_id for each in old):
        _give_identities(new, old, target)
    ActivityWording.objects.bulk_create(new)
    return list(zip(old, new, strict=True))


def _give_identities(
    new: list[ActivityWording], old: Iterable[ActivityWording], target: PlanVersion
) -> None:
    """Make the activities of another plan: an owner that takes no part in it owns none of them."""
    towns = set(target.plan.planmunicipality_set.values_list("municipality_id", flat=True))
    made = Activity.objects.bulk_create(
        Activity(
            plan=target.plan,
            key=each.activity.key,
            owner_id=each.activity.owner_id if each.activity.owner_id in towns else None,
        )
        for each in old
    )
    for wording, activity in zip(new, made, strict=True):
        _set(wording, activity=activity, **OF_THE_PERIOD)
        wording.searchable = search_text(wording)


def _copy_links(pairs: Pairs, themes: Mapping[int, ThemeWording]) -> None:
    """Copy coordinators and partners, and the further themes that went along."""
    ActivityCoordinator.objects.bulk_create(
        _copied(link, wording=after)
        for before, after in pairs
        for link in before.coordinator_links.all()
    )
    ActivityPartner.objects.bulk_create(
        _copied(link, wording=after)
        for before, after in pairs
        for link in before.partner_links.all()
    )
    through = ActivityWording.further_themes.through
    through._default_manager.bulk_create(
        through(activitywording=after, themewording=themes[theme.pk])
        for before, after in pairs
        for theme in before.further_themes.all()
        if theme.pk in themes
    )


def _copied(row: Row, **changed: object) -> Row:
    """A row with the same fields that was not saved yet, but for what is given."""
    names = [each.attname for each in row._meta.concrete_fields if each.attname not in OWN]
    return _set(type(row)(**{name: getattr(row, name) for name in names}), **changed)


def _set(row: Row, **changed: object) -> Row:
    for name, value in changed.items():
        setattr(row, name, value)
    return row
