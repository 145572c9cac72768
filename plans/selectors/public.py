"""What everybody may read: the adopted text of plans that were published, and their stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import ActivityWording, Municipality, PlanVersion
from plans.rules.matrix import Choice, Shown
from plans.rules.status import Status
from plans.selectors.matrix import matrix_page
from plans.selectors.plans import reference_date_of
from plans.selectors.reading import ThemeText, text_of_version

Stand = Sequence[tuple[Municipality, Shown]]


@dataclass(frozen=True, slots=True)
class PublicTheme:
    """A theme with its activities, each with its stand; that is empty when it is not public."""

    text: ThemeText
    activities: Sequence[tuple[ActivityWording, Stand]]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """A published plan, with its stand on a day or without."""

    themes: Sequence[PublicTheme]
    has_stand: bool
    day: date


def published_versions() -> QuerySet[PlanVersion]:
    """The version that holds of each plan that is public; a concept never is."""
    versions = PlanVersion.objects.current().filter(
        plan__published_at__isnull=False, adopted_on__isnull=False
    )
    return versions.select_related("plan__group", "plan__municipality")


def public_plan(version: PlanVersion) -> PublicPlan:
    """What everybody may read of a published version."""
    day = reference_date_of(version)
    text = text_of_version(version, published_versions())
    stands = _stands(version, day) if version.plan.published_with_statuses else {}
    themes = [
        PublicTheme(theme, [(each, stands.get(each.activity_id, ())) for each in theme.activities])
        for theme in text.themes
    ]
    return PublicPlan(themes, bool(stands), day)


def _stands(version: PlanVersion, day: date) -> dict[int, Stand]:
    page = matrix_page(version=version, day=day, choice=Choice())
    nowhere = Shown(Status.NVT)
    return {
        line.text.pk: [
            (town, line.cells.get(town.pk, Shown() if line.text.owner is None else nowhere))
            for town in page.columns
        ]
        for line in page.lines
    }
