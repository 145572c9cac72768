"""Keeping the list of Kernbeleid Veiligheid; that is for the systeembeheerder."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from config.common import audit
from plans.models import SafetyField, SafetyTheme, ThemeWording, User
from plans.models.people import actor_of


def _refuse(user: User) -> None:
    if not actor_of(user).is_superuser:
        raise PermissionDenied("Alleen de systeembeheerder wijzigt Kernbeleid Veiligheid.")


@transaction.atomic
def copy_edition(*, user: User, source: str, name: str) -> None:
    """Add an edition with the fields and themes of another, to be changed afterwards."""
    _refuse(user)
    if SafetyField.objects.filter(edition=name).exists():
        raise ValidationError({"name": "Deze editie is er al. Kies een andere naam."})
    fields = list(SafetyField.objects.filter(edition=source).prefetch_related("themes"))
    if not fields:
        raise ValidationError({"source": "Deze editie is er niet meer. Kies een andere."})
    for field in fields:
        made = SafetyField(edition=name, number=field.number, title=field.title)
        made.full_clean()
        made.save()
        SafetyTheme.objects.bulk_create(
            SafetyTheme(field=made, number=theme.number, title=theme.title)
            for theme in field.themes.all()
        )
    audit.record("editie van Kernbeleid Veiligheid toevoegen", of=f"editie {name}", actor=user)


@transaction.atomic
def add_field(*, user: User, edition: str, number: str, title: str) -> SafetyField:
    """Add a field to an edition."""
    _refuse(user)
    field = SafetyField(edition=edition, number=number, title=title)
    field.full_clean()
    field.save()
    _tell("toevoegen", field, user)
    return field


@transaction.atomic
def change_field(*, user: User, field: SafetyField, number: str, title: str) -> SafetyField:
    """Change a field; its themes take its new number over ("1.3" becomes "6.3")."""
    _refuse(user)
    field = SafetyField.objects.get(pk=field.pk)
    field.number, field.title = number, title
    field.full_clean()
    field.save()
    for theme in field.themes.all():
        _first, _dot, place = theme.number.partition(".")
        theme.number = f"{number}.{place}"
        theme.full_clean(validate_constraints=False)
        theme.save()
    _tell("wijzigen", field, user)
    return field


@transaction.atomic
def add_theme(*, user: User, field: SafetyField, number: str, title: str) -> SafetyTheme:
    """Add a theme to a field."""
    _refuse(user)
    theme = SafetyTheme(field=field, number=number, title=title)
    _clean_theme(theme)
    theme.save()
    _tell("toevoegen", theme, user)
    return theme


@transaction.atomic
def change_theme(*, user: User, theme: SafetyTheme, number: str, title: str) -> SafetyTheme:
    """Change the number or title of a theme; plans that refer to it show the new one."""
    _refuse(user)
    theme = SafetyTheme.objects.select_related("field").get(pk=theme.pk)
    theme.number, theme.title = number, title
    _clean_theme(theme)
    theme.save()
    _tell("wijzigen", theme, user)
    return theme


@transaction.atomic
def remove(*, user: User, part: SafetyField | SafetyTheme) -> None:
    """Remove a theme that no plan refers to, or a field without themes."""
    _refuse(user)
    if isinstance(part, SafetyTheme) and ThemeWording.objects.filter(safety_themes=part).exists():
        raise ValidationError(
            "Een plan verwijst naar dit thema. Haal het eerst uit dat plan, of laat het staan."
        )
    name = str(part)
    try:
        part.delete()
    except ProtectedError:
        raise ValidationError(
            "Dit veld heeft nog thema's. Verwijder eerst de thema's van dit veld."
        ) from None
    audit.record("Kernbeleid Veiligheid verwijderen", of=name, actor=user)


def _clean_theme(theme: SafetyTheme) -> None:
    if not theme.number.startswith(f"{theme.field.number}."):
        raise ValidationError(
            {"number": f"Een thema van dit veld begint met {theme.field.number}, met een punt."}
        )
    theme.full_clean()


def _tell(act: str, part: SafetyField | SafetyTheme, user: User) -> None:
    audit.record(f"Kernbeleid Veiligheid {act}", of=str(part), actor=user)
