"""Writing themes of a concept: adding, changing, ending and merging them."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from config.common import audit
from plans.models import PlanVersion, SafetyTheme, Theme, ThemeWording, User
from plans.rules.positions import placed
from plans.services.concepts import hold
from plans.services.positions import (
    number_themes,
    refuse_theme_place,
    stop_serving,
    take_over,
    theme_place,
    themes_of,
)
from plans.services.recording import record, subject_of
from plans.services.wordings import change_text, label_of, search_text, write

DUPLICATE = next(
    constraint.violation_error_message
    for constraint in ThemeWording._meta.constraints
    if constraint.name == "theme_number_once"
)


@transaction.atomic
def add_theme(
    *,
    user: User,
    version: PlanVersion,
    number: str,
    title: str,
    kind: str,
    after: ThemeWording | None,
) -> ThemeWording:
    """Add a theme to a concept, after another one or in front of all."""
    hold(user, version)
    themes = themes_of(version)
    refuse_theme_place(themes, None, after)
    _refuse_number(version, number)
    wording = ThemeWording(
        theme=Theme.objects.create(plan=version.plan),
        version=version,
        number=number,
        title=title,
        kind=kind,
        position=len(themes),
    )
    wording.full_clean()
    wording.searchable = search_text(wording)
    wording.save()
    themes[wording.pk] = wording
    order = placed([*themes], wording.pk, after.pk if after else None)
    number_themes(order, themes)
    place = theme_place(themes, order, wording.pk)
    record(user=user, of=subject_of(wording), changes=[("toegevoegd", "", f"{kind}, {place}")])
    return wording


@transaction.atomic
def change_theme(
    *,
    user: User,
    wording: ThemeWording,
    values: Mapping[str, object],
    safety_themes: Collection[int],
    carries_out: Theme | None,
    revision: int,
) -> bool:
    """Change the fields of a theme, its place in Kernbeleid Veiligheid and what it carries out.

    Returns whether anything changed. Raises ``StaleError`` when a colleague was first.
    """
    hold(user, wording.version)
    text = _fresh(wording)
    _refuse_number(text.version, str(values.get("number", text.number)), but=text)
    _refuse_foreign(text, carries_out)
    is_changed = change_text(user=user, text=text, values=values, revision=revision)
    changes = _relations(text, safety_themes, carries_out)
    if changes:
        text.carries_out = carries_out
        write(text, ["carries_out"], text.revision if is_changed else revision)
        text.safety_themes.set(safety_themes)
        record(user=user, of=subject_of(text), changes=changes)
    return is_changed or bool(changes)


def _fresh(wording: ThemeWording) -> ThemeWording:
    """The theme as it stands now, when the version still has it."""
    rows = ThemeWording.objects.select_related("version__plan", "theme")
    text = rows.get(pk=wording.pk)
    if not text.is_live:
        raise ValidationError("Dit thema is beëindigd; de tekst ligt vast.")
    return text


def _refuse_number(version: PlanVersion, number: str, but: ThemeWording | None = None) -> None:
    """The constraint would say it above the form; here it is said at the field."""
    others = version.themes.live().exclude(pk=but.pk if but else 0)
    if others.filter(number=number).exists():
        raise ValidationError({"number": DUPLICATE})


def _refuse_foreign(text: ThemeWording, carries_out: Theme | None) -> None:
    if carries_out in (None, text.carries_out):
        return
    if carries_out.plan_id != text.version.plan.implements_id:
        sentence = "Kies een thema van het plan dat dit plan uitvoert."
        raise ValidationError({"carries_out": sentence})


def _relations(
    text: ThemeWording, safety_themes: Collection[int], carries_out: Theme | None
) -> list[tuple[str, object, object]]:
    """What changes in the relations of a theme, in words."""
    changes: list[tuple[str, object, object]] = []
    was = list(text.safety_themes.order_by("number", "pk"))
    if {each.pk for each in was} != set(safety_themes):
        now = list(SafetyTheme.objects.filter(pk__in=safety_themes).order_by("number", "pk"))
        changes.append((label_of(text, "safety_themes"), was, now))
    if carries_out != text.carries_out:
        told = (name_of(text.carries_out), name_of(carries_out))
        changes.append((label_of(text, "carries_out"), *told))
    return changes


def name_of(theme: Theme | None) -> str:
    """A theme of another plan as it is called there now."""
    if theme is None:
        return ""
    named = theme.wordings.order_by("-version__is_current", "-version__number").first()
    return str(named or theme)


@transaction.atomic
def end_theme(*, user: User, wording: ThemeWording, reason: str) -> None:
    """End a theme without activities; it stays readable, with the reason."""
    hold(user, wording.version)
    text = _fresh(wording)
    number = text.activities.live().count()
    if number:
        raise ValidationError(
            f"Dit thema heeft nog {number} activiteit{'en' if number > 1 else ''}. Verplaats of "
            "beëindig die eerst, of voeg het thema samen met een ander."
        )
    _serve(user, text, None)
    _end(user, text, ThemeWording.EndKind.ENDED, reason)


@transaction.atomic
def merge_theme(*, user: User, wording: ThemeWording, into: ThemeWording) -> int:
    """Move the activities of a theme to the end of another, and end it as merged.

    Returns how many activities were moved.
    """
    hold(user, wording.version)
    text = _fresh(wording)
    _refuse_merge(text, into)
    number = take_over(user=user, theme=text, into=into)
    _serve(user, text, into)
    _end(user, text, ThemeWording.EndKind.MERGED, f"Samengevoegd met {into}.")
    audit.record("thema samenvoegen", of=f"thema {text.theme_id} met {into.theme_id}", actor=user)
    return number


def _refuse_merge(text: ThemeWording, into: ThemeWording) -> None:
    if into == text:
        raise ValidationError("Een thema kan niet met zichzelf samen. Kies een ander thema.")
    if into.version_id != text.version_id:
        raise ValidationError("Kies een thema van deze versie van het plan.")
    if not ThemeWording.objects.live().filter(pk=into.pk).exists():
        raise ValidationError(f"Thema {into.number} is beëindigd. Kies een ander thema.")


def _serve(user: User, theme: ThemeWording, instead: ThemeWording | None) -> None:
    """Activities that served the theme besides their own serve the other instead."""
    served = theme.also_served_by.select_related("activity", "theme", "version__plan")
    for wording in served:
        stop_serving(user, wording, theme, instead)


def _end(user: User, text: ThemeWording, kind: str, reason: str) -> None:
    text.end_kind, text.end_reason = kind, reason
    text.full_clean()
    write(text, ["end_kind", "end_reason"], text.revision)
    record(user=user, of=subject_of(text), changes=[("einde", "", f"{kind}: {reason}")])
