"""Changing one text of a plan: with its history, and never over what a colleague wrote."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from plans.models import ActivityWording, PlanVersion, ThemeWording, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.search import activity_texts, theme_texts
from plans.services.holding import held_plan, refuse_closed
from plans.services.recording import record, subject_of
from plans.services.texts import text_changed

Text = PlanVersion | ThemeWording | ActivityWording


class StaleError(Exception):
    """Somebody else changed the text since it was shown; ``text`` is as it stands now."""

    def __init__(self, text: Text):
        super().__init__("Een collega heeft deze tekst intussen gewijzigd.")
        self.text = text


@transaction.atomic
def refuse_fixed(user: User, version: PlanVersion, *, owner: int | None = None) -> None:
    """Raise when the user may not write in this version; join it with its plan before use.

    ``owner`` is the municipality that added the activity for itself, if one did. Raises
    ``ValidationError`` when the text is fixed for everybody, ``PermissionDenied`` for others.
    Who adopts or closes the plan waits until the caller's transaction ends; who was first counts.
    """
    plan, actor = held_plan(version.plan_id), actor_of(user)
    refuse_closed(plan, "de tekst")
    version = PlanVersion.objects.get(pk=version.pk)
    is_concept = not version.is_adopted
    if permissions.may_edit_text(actor, plan.place, is_concept=is_concept, owner=owner):
        return
    if permissions.keeps_plan(actor, plan.place):
        raise ValidationError(
            "Deze versie is vastgesteld en ligt vast. Kies Bijstellen voor een nieuwe versie."
        )
    raise PermissionDenied("Alleen de planbeheerder wijzigt de tekst van dit plan.")


@transaction.atomic
def change_text(*, user: User, text: Text, values: Mapping[str, object], revision: int) -> bool:
    """Change fields of a theme, an activity or a version, and write their history.

    ``values`` by the name of the field; ``revision`` is that of the text as the user saw it.
    Returns whether anything changed. Raises ``ValidationError`` with a sentence for each field,
    ``StaleError`` when a colleague was first. Whether the user may is for the caller to ask.
    """
    before = {name: getattr(text, name) for name in values}
    differing = {name: value for name, value in values.items() if value != before[name]}
    if not differing:
        return False
    name_before = subject_of(text)
    for name, value in differing.items():
        setattr(text, name, value)
    text.full_clean()
    write(text, [*differing], revision)
    changes = [
        (label_of(text, name), in_words(text, name, before[name]), in_words(text, name, value))
        for name, value in differing.items()
    ]
    record(user=user, of=name_before, changes=changes)
    return True


def label_of(text: Text, field: str) -> str:
    """The name of a field as a reader knows it."""
    return str(getattr(text._meta.get_field(field), "verbose_name", field))


def in_words(text: Text, field: str, value: object) -> object:
    """A value as a reader knows it; only a scope is not stored as it is called."""
    if isinstance(text, ActivityWording) and field == "scope":
        return dict(ActivityWording.Scope.choices).get(str(value), value)
    return value


def write(text: Text, fields: list[str], revision: int) -> None:
    """Write fields of a text, with what is searched of it; raises ``StaleError`` when too late."""
    told = {name: getattr(text, name) for name in fields}
    if not isinstance(text, PlanVersion):
        text.searchable = told["searchable"] = search_text(text)
    rows = type(text)._default_manager.filter(pk=text.pk, revision=revision)
    if not rows.update(revision=revision + 1, **told):
        raise StaleError(type(text)._default_manager.get(pk=text.pk))
    text.revision = revision + 1
    text_changed(text.plan if isinstance(text, PlanVersion) else text.version.plan)


def search_text(text: ThemeWording | ActivityWording) -> str:
    """What is searched of a theme or an activity."""
    if isinstance(text, ThemeWording):
        parts = (text.number, text.title, text.description, text.ambition)
        return theme_texts(*parts, text.outlines, text.related_policy)
    words = (text.heading, text.subject, text.title, text.description)
    return activity_texts(*words, text.points, text.realised)
