"""Versions of a plan: adjusting an adopted plan, and adopting the text of a concept."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from config.common import audit
from plans.models import Plan, PlanVersion, TextChange, User
from plans.services.copying import copy_texts
from plans.services.holding import held_plan, refuse_closed, refuse_stranger
from plans.services.recording import record, subject_of
from plans.services.texts import text_changed


@transaction.atomic
def adjust_plan(*, user: User, plan: Plan) -> PlanVersion:
    """Open the next version as a concept (*bijstellen*): a copy of the text that holds.

    What was adopted stays as it is, and holds until the concept is adopted. Raises
    ``ValidationError`` when the plan is closed, was not adopted yet, or has a concept already.
    """
    refuse_stranger(user, plan)
    plan = held_plan(plan.pk)
    refuse_closed(plan, "het")
    versions = list(plan.versions.all())
    _refuse_second_concept(versions)
    source = next(version for version in versions if version.is_current)
    version = PlanVersion.objects.create(
        plan=plan,
        number=versions[-1].number + 1,
        is_current=False,
        aims=source.aims,
        area_plans=source.area_plans,
        source_note=source.source_note,
    )
    source.plan = plan
    copy_texts(source=source, target=version)
    opened(user=user, version=version)
    audit.record("plan bijstellen", of=str_of(version), actor=user)
    return version


def _refuse_second_concept(versions: Iterable[PlanVersion]) -> None:
    concept = next((version for version in versions if not version.is_adopted), None)
    if concept is not None:
        raise ValidationError(
            f"Versie {concept.number} is al een concept. Werk daarin verder, of stel haar vast."
        )


def opened(*, user: User, version: PlanVersion) -> None:
    """Write down who opened a version, and let its pages be made anew."""
    told = (TextChange.OPENED, None, f"versie {version.number}")
    record(user=user, of=subject_of(version), changes=[told])
    text_changed(version.plan)


def str_of(version: PlanVersion) -> str:
    """A version as the log of acts names it."""
    return f"{version.plan.slug} versie {version.number}"


@transaction.atomic
def adopt_version(
    *,
    user: User,
    version: PlanVersion,
    adopted_on: date,
    adopted_by: str,
    decision: str = "",
    seen: datetime | None = None,
) -> PlanVersion:
    """Adopt a concept (*vaststellen*): its text and streefstatus are fixed, and it holds from now.

    ``seen`` is when the text was last changed as the user saw it. Raises ``ValidationError`` with
    a sentence for each field that is wrong, or when somebody adopted or changed it meanwhile.
    """
    refuse_stranger(user, version.plan)
    plan = held_plan(version.plan_id)
    refuse_closed(plan, "het")
    versions = {each.pk: each for each in plan.versions.all()}
    version = versions[version.pk]
    version.plan = plan
    _refuse_adopted(version, versions.values())
    _refuse_empty(version)
    if seen is not None and seen != plan.text_changed_at:
        raise ValidationError(
            "Een collega heeft de tekst gewijzigd nadat u deze pagina opende. Kijk na wat u "
            "vaststelt, en kies nog eens Vaststellen."
        )
    _refuse_day(version, versions.values(), adopted_on)
    # In this order: only one version may hold at any moment.
    plan.versions.exclude(pk=version.pk).filter(is_current=True).update(is_current=False)
    _write_adoption(user, version, adopted_on, adopted_by, decision)
    return version


def _refuse_adopted(version: PlanVersion, versions: Iterable[PlanVersion]) -> None:
    if version.adopted_on is not None:
        day = date_format(version.adopted_on, "j F Y")
        raise ValidationError(
            f"Deze versie is al vastgesteld, op {day} door {version.adopted_by or 'onbekend'}."
        )
    later = [each for each in versions if each.is_adopted and each.number > version.number]
    if later:
        raise ValidationError(
            f"Versie {later[-1].number} is al vastgesteld; een oudere versie kan dat niet meer "
            "worden."
        )


def _refuse_empty(version: PlanVersion) -> None:
    if not version.themes.live().exists():
        raise ValidationError("Dit plan heeft nog geen thema's. Schrijf eerst de tekst.")


def _refuse_day(version: PlanVersion, versions: Iterable[PlanVersion], day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(
            {"adopted_on": "Een besluit kan niet in de toekomst liggen; kies vandaag of eerder."}
        )
    adopted = [each for each in versions if each.adopted_on and each.number < version.number]
    for earlier in adopted:
        if earlier.adopted_on and day < earlier.adopted_on:
            first = date_format(earlier.adopted_on, "j F Y")
            raise ValidationError(
                {
                    "adopted_on": f"Versie {earlier.number} is op {first} vastgesteld; kies die "
                    "dag of later."
                }
            )


def _write_adoption(user: User, version: PlanVersion, day: date, body: str, decision: str) -> None:
    now = timezone.now()
    version.is_current, version.adopted_at = True, now
    version.adopted_on, version.adopted_by, version.decision = day, body, decision
    version.adoption_is_fictional = user.is_fictional
    version.save(
        update_fields=[
            "is_current",
            "adopted_at",
            "adopted_on",
            "adopted_by",
            "decision",
            "adoption_is_fictional",
        ]
    )
    changes = [("vastgesteld op", None, day), ("vastgesteld door", "", body)]
    record(user=user, of=subject_of(version), changes=[*changes, ("besluitnummer", "", decision)])
    life_changed(user=user, plan=version.plan)
    audit.record("plan vaststellen", of=str_of(version), actor=user)


def life_changed(*, user: User, plan: Plan) -> None:
    """Let no page keep what it showed of a plan; what a demonstration account did is fiction."""
    text_changed(plan)
    told: dict[str, object] = {"statuses_changed_at": timezone.now()}
    if user.is_fictional:
        told["has_fiction"] = True
    Plan.objects.filter(pk=plan.pk).update(**told)
