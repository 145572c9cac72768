"""The plan of a document and its version, as rows."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from plans.models import Group, Municipality, Plan, PlanMunicipality, PlanVersion
from plans.rules.search import searchable


def make_plan(data: dict) -> tuple[Plan, dict[str, Municipality]]:
    """Make the plan itself; returns it with its municipalities by code, in the plan's order."""
    towns = {row["code"]: _municipality(row) for row in data["municipalities"]}
    group = _group(data["group"], towns.values()) if data.get("group") else None
    if group is None and len(towns) > 1:
        raise ValidationError("plan.group: een plan van meer gemeenten hoort bij een groep.")
    plan = Plan(
        slug=data["slug"],
        title=data["title"],
        kind=data["kind"],
        starts_on=date.fromisoformat(data["period"]["start"]),
        ends_on=date.fromisoformat(data["period"]["end"]),
        group=group,
        municipality=None if group else next(iter(towns.values())),
        implements=_other_plan(data.get("implements"), "implements"),
        continues=_other_plan(data.get("continues"), "continues"),
        searchable=searchable(data["title"]),
        closed_on=_day(data.get("closed_on")),
        statuses_changed_at=timezone.now(),
    )
    plan.full_clean()
    plan.save()
    PlanMunicipality.objects.bulk_create(
        PlanMunicipality(plan=plan, municipality=town, position=position)
        for position, town in enumerate(towns.values())
    )
    return plan, towns


def _municipality(row: dict) -> Municipality:
    if Municipality.objects.filter(name=row["name"]).exclude(code=row["code"]).exists():
        raise ValidationError(f"plan.municipalities: {row['name']} heeft hier een andere code.")
    town, _made = Municipality.objects.get_or_create(code=row["code"], defaults=row)
    if (town.name, town.short) != (row["name"], row["short"]):
        raise ValidationError(
            f"plan.municipalities: {row['code']} heet hier {town.name} ({town.short})."
        )
    return town


def _group(row: dict, towns: Iterable[Municipality]) -> Group:
    if Group.objects.filter(name=row["name"]).exclude(slug=row["slug"]).exists():
        raise ValidationError(f"plan.group: {row['name']} heeft hier een andere adresnaam.")
    group, made = Group.objects.get_or_create(slug=row["slug"], defaults=row)
    if group.name != row["name"]:
        raise ValidationError(f"plan.group: {row['slug']} heet hier {group.name}.")
    if made:
        group.municipalities.set(towns)
    return group


def _other_plan(slug: str | None, field: str) -> Plan | None:
    if slug is None:
        return None
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise ValidationError(f"plan.{field}: het plan {slug} is er niet; importeer dat eerst.")
    return plan


def make_version(plan: Plan, data: dict, *, is_current: bool) -> PlanVersion:
    """Make a version that the document holds, with its adoption if it has one."""
    adopted = data.get("adopted") or {}
    return PlanVersion.objects.create(
        plan=plan,
        number=data.get("version", 1),
        is_current=is_current,
        adopted_on=_day(adopted.get("date")),
        adopted_by=adopted.get("body", ""),
        decision=adopted.get("decision", ""),
        adoption_is_fictional=adopted.get("fictional", False),
        aims=data.get("aims", []),
        area_plans=data.get("area_plans", []),
        source_note=data.get("source_note", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
