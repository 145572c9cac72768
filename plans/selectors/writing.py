"""What the pages on which a plan is written need to know."""

from plans.models import ActivityWording, PlanVersion, TextChange, ThemeWording


def newest_change_of(text: PlanVersion | ThemeWording | ActivityWording) -> TextChange | None:
    """Who changed a text last, and when; of a version: its own fields, not its parts."""
    changes = TextChange.objects.select_related("actor")
    if isinstance(text, ThemeWording):
        return changes.filter(version=text.version_id, theme=text.theme_id).first()
    if isinstance(text, ActivityWording):
        return changes.filter(version=text.version_id, activity=text.activity_id).first()
    return changes.filter(version=text, theme=None, activity=None).first()
