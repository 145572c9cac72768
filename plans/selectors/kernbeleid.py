"""The list of Kernbeleid Veiligheid by edition, with the themes of plans that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from plans.models import PlanVersion, SafetyField, SafetyTheme, ThemeWording


@dataclass(frozen=True, slots=True)
class Place:
    """A theme of the list with the themes of plans that stand there."""

    theme: SafetyTheme
    wordings: Sequence[ThemeWording]
    is_used: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A *veiligheidsveld* with its themes."""

    field: SafetyField
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the list."""

    name: str
    fields: Sequence[Field]


def editions_of(seen: QuerySet[PlanVersion]) -> list[Edition]:
    """Every edition, newest first; of plans only what stands in the versions that are seen."""
    used = ThemeWording.safety_themes.through.objects.filter(safetytheme=OuterRef("pk"))
    themes = SafetyTheme.objects.annotate(is_used=Exists(used)).order_by("number", "pk")
    wordings = _wordings(seen)
    places: dict[int, list[Place]] = {}
    for theme in sorted(themes, key=lambda theme: numbers_of(theme.number)):
        place = Place(theme, wordings.get(theme.pk, []), vars(theme)["is_used"])
        places.setdefault(theme.field_id, []).append(place)
    editions: dict[str, list[Field]] = {}
    fields = SafetyField.objects.order_by("-edition", "number", "pk")
    for field in sorted(fields, key=lambda field: numbers_of(field.number)):
        editions.setdefault(field.edition, []).append(Field(field, places.get(field.pk, [])))
    return [Edition(name, editions[name]) for name in sorted(editions, reverse=True)]


def _wordings(seen: QuerySet[PlanVersion]) -> dict[int, list[ThemeWording]]:
    """The themes of the versions that are seen, by the theme of the list."""
    rows = ThemeWording.objects.live().filter(version__in=seen.order_by())
    rows = rows.filter(safety_themes__isnull=False).distinct()
    found: dict[int, list[ThemeWording]] = {}
    for row in (
        rows.select_related("version__plan")
        .prefetch_related("safety_themes")
        .order_by("-version__plan__starts_on", "version__plan__title", "position", "pk")
    ):
        for theme in row.safety_themes.all():
            found.setdefault(theme.pk, []).append(row)
    return found


def numbers_of(number: str) -> list[int]:
    """A number as "1.10" for sorting: after "1.9"."""
    return [int(part) for part in number.split(".") if part.isdecimal()]


def edition_names() -> list[str]:
    """The names of the editions, newest first."""
    return list(
        SafetyField.objects.order_by("-edition").values_list("edition", flat=True).distinct()
    )
