"""Writing what holds for a plan as a whole: its name, period, aims and abbreviations."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from plans.models import Abbreviation, Entry, Plan, PlanVersion, TextChange, ThemeWording, User
from plans.rules.search import searchable
from plans.services.concepts import hold
from plans.services.recording import Subject, record, subject_of
from plans.services.wordings import change_text, write

ENDS_EARLY = next(
    constraint.violation_error_message
    for constraint in Plan._meta.constraints
    if constraint.name == "plan_ends_after_it_starts"
)

NOTHING = ("", "")


@transaction.atomic
def change_plan(
    *,
    user: User,
    version: PlanVersion,
    facts: Mapping[str, object],
    texts: Mapping[str, object],
    abbreviations: Sequence[Mapping[str, str]],
    revision: int,
) -> bool:
    """Change the facts of a plan, the texts of its version and its list of abbreviations.

    ``facts`` are fields of the plan, ``texts`` of the version. Returns whether anything changed.
    Raises ``StaleError`` when a colleague was first.
    """
    hold(user, version)
    fresh = PlanVersion.objects.select_related("plan__implements").get(pk=version.pk)
    is_changed = change_text(user=user, text=fresh, values=texts, revision=revision)
    before = subject_of(fresh)
    changes = _change_facts(fresh.plan, facts)
    lists = _change_abbreviations(fresh.plan, abbreviations)
    if changes or lists:
        write(fresh, [], fresh.revision if is_changed else revision)
        record(user=user, of=before, changes=changes)
        for name, told in lists.items():  # what stayed as it was is not recorded
            part = TextChange.Part.ABBREVIATION
            record(user=user, of=Subject(fresh.plan, part, name, fresh), changes=told)
    return bool(is_changed or changes or lists)


def _change_facts(plan: Plan, facts: Mapping[str, object]) -> list[tuple[str, object, object]]:
    """Write the fields that differ; returns them with what they were."""
    changes = [
        (str(getattr(Plan._meta.get_field(name), "verbose_name", name)), getattr(plan, name), value)
        for name, value in facts.items()
        if getattr(plan, name) != value
    ]
    if not changes:
        return []
    carried_out = plan.implements
    for name, value in facts.items():
        setattr(plan, name, value)
    _refuse_period(plan)
    _refuse_implements(plan, carried_out)
    plan.full_clean()
    plan.searchable = searchable(plan.title)
    plan.save(update_fields=[*facts, "searchable"])
    return changes


def _refuse_period(plan: Plan) -> None:
    """Everything that was recorded stays within the period of its plan."""
    if plan.ends_on <= plan.starts_on:
        raise ValidationError({"ends_on": ENDS_EARLY})
    early = Entry.objects.filter(cell__activity__plan=plan, valid_from__lt=plan.starts_on)
    first: date | None = early.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is not None:
        day = date_format(first, "j F Y")
        sentence = f"Er is al een stand vastgelegd vanaf {day}. Kies die dag of een eerdere."
        raise ValidationError({"starts_on": sentence})


def _refuse_implements(plan: Plan, before: Plan | None) -> None:
    """A theme carries out a theme of the plan that its own plan carries out."""
    if plan.implements == before:
        return
    if plan.implements is not None and (plan.implements == plan or plan.implements.kind != "ivp"):
        raise ValidationError({"implements": "Kies een ander plan: een Integraal Veiligheidsplan."})
    linked = ThemeWording.objects.filter(version__plan=plan, carries_out__isnull=False)
    theme = linked.select_related("version").order_by("version__number", "position").first()
    if theme is not None:
        sentence = (
            f"Thema {theme} (versie {theme.version.number}) voert een thema van {before} uit. "
            "Haal dat eerst weg bij het thema."
        )
        raise ValidationError({"implements": sentence})


def _change_abbreviations(
    plan: Plan, told: Sequence[Mapping[str, str]]
) -> dict[str, list[tuple[str, object, object]]]:
    """Write the list as it was told; returns the changes of each abbreviation."""
    was = {row.abbreviation: (row.meaning, row.remark) for row in plan.abbreviations.all()}
    now = {row["abbreviation"]: (row["meaning"], row["remark"]) for row in told}
    if [*was.items()] == [*now.items()]:
        return {}
    _write_abbreviations(plan, told)
    changes: dict[str, list[tuple[str, object, object]]] = {}
    for name in [*now, *(each for each in was if each not in now)]:
        (meaning, remark), (new_meaning, new_remark) = (
            was.get(name, NOTHING),
            now.get(name, NOTHING),
        )
        changes[name] = [("betekenis", meaning, new_meaning), ("opmerking", remark, new_remark)]
    return changes


def _write_abbreviations(plan: Plan, told: Sequence[Mapping[str, str]]) -> None:
    made = [Abbreviation(plan=plan, position=place, **row) for place, row in enumerate(told)]
    for each in made:
        each.full_clean(validate_unique=False, validate_constraints=False)
    plan.abbreviations.all().delete()
    Abbreviation.objects.bulk_create(made)
