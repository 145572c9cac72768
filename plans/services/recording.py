"""Keeping the history of texts: every field of every part, who changed it, from what, to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.formats import date_format

from plans.models import (
    Activity,
    ActivityWording,
    Plan,
    PlanVersion,
    TextChange,
    Theme,
    ThemeWording,
    User,
)
from plans.rules.search import outline_lines, searchable

NAME_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of a plan that was changed; ``name`` as a reader knew it at that moment."""

    plan: Plan
    part: TextChange.Part
    name: str
    version: PlanVersion | None = None
    theme: Theme | None = None
    activity: Activity | None = None


def subject_of(text: PlanVersion | ThemeWording | ActivityWording) -> Subject:
    """The subject of a text; join its version with the plan before use."""
    if isinstance(text, ThemeWording):
        version, part = text.version, TextChange.Part.THEME
        return Subject(version.plan, part, str(text), version, theme=text.theme)
    if isinstance(text, ActivityWording):
        version, part = text.version, TextChange.Part.ACTIVITY
        return Subject(version.plan, part, str(text), version, activity=text.activity)
    return Subject(text.plan, TextChange.Part.PLAN, text.plan.title, text)


def record(
    *, user: User, of: Subject, changes: Iterable[tuple[str, object, object]]
) -> list[TextChange]:
    """Write down changes, given as (name of the field, before, after), where the two differ."""
    told = ((field, printed(before), printed(after)) for field, before, after in changes)
    rows = [
        TextChange(
            plan=of.plan,
            version=of.version,
            part=of.part,
            theme=of.theme,
            activity=of.activity,
            name=of.name[:NAME_LENGTH],
            field=field,
            before=before,
            after=after,
            actor=user,
            is_fictional=user.is_fictional,
            searchable=searchable(of.name, field, before, after),
        )
        for field, before, after in told
        if before != after
    ]
    return TextChange.objects.bulk_create(rows)


def printed(value: object) -> str:
    """A value as a reader of the history sees it; a list is a line each, also a *hoofdlijn*."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return date_format(value, "j-n-Y")
    if isinstance(value, Iterable) and not isinstance(value, str | Model):
        values = outline_lines(value) if isinstance(value, dict) else value
        return "\n".join(filter(None, map(printed, values)))
    return str(value)
