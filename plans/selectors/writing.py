"""What the pages on which a plan is written need to know."""

from django.db.models import Q, Subquery

from plans.models import (
    ActivityWording,
    Plan,
    PlanVersion,
    SafetyField,
    SafetyTheme,
    TextChange,
    ThemeWording,
    User,
)


def newest_change_of(text: PlanVersion | ThemeWording | ActivityWording) -> TextChange | None:
    """Who changed a text last, and when; of a version: its own fields, not its parts."""
    changes = TextChange.objects.with_author()
    if isinstance(text, ThemeWording):
        return changes.filter(version=text.version_id, theme=text.theme_id).first()
    if isinstance(text, ActivityWording):
        return changes.filter(version=text.version_id, activity=text.activity_id).first()
    return changes.filter(version=text, theme=None, activity=None).first()


def carried_out_choices(user: User, wording: ThemeWording) -> list[tuple[int, str]]:
    """The themes that a theme can carry out: of the plan that its own plan carries out.

    What was chosen stays a choice, also when it ended there or this user does not see it.
    """
    versions = PlanVersion.objects.visible_to(user).current()
    themes = ThemeWording.objects.live().filter(
        version__in=versions, version__plan=wording.version.plan.implements_id
    )
    found = [(theme.theme_id, str(theme)) for theme in themes.order_by("position", "pk")]
    chosen = wording.carries_out_id
    if chosen is not None and chosen not in dict(found):
        found.append((chosen, "het thema dat nu gekozen is"))
    return found


def safety_themes_for(wording: ThemeWording) -> list[SafetyTheme]:
    """The newest edition of Kernbeleid Veiligheid, and what the theme has of older ones."""
    newest = SafetyField.objects.order_by("-edition").values("edition")[:1]
    offered = Q(field__edition=Subquery(newest)) | Q(pk__in=wording.safety_themes.values("pk"))
    themes = SafetyTheme.objects.filter(offered).select_related("field")
    return list(themes.order_by("-field__edition", "field__number", "number", "pk"))


def implemented_choices(user: User, plan: Plan) -> list[tuple[int, str]] | None:
    """The plans that a plan can carry out; None for one that carries nothing out.

    What was chosen stays a choice, also when this user does not see it.
    """
    if plan.kind != Plan.Kind.UVP:
        return None
    strategies = Plan.objects.visible_to(user).filter(kind=Plan.Kind.IVP).exclude(pk=plan.pk)
    found = [(each.pk, str(each)) for each in strategies]
    if plan.implements_id is not None and plan.implements_id not in dict(found):
        found.append((plan.implements_id, "het plan dat nu gekozen is"))
    return found
