"""The plan of a document, its versions, themes, activities and parties, as rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from plans.models import (
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Coordinator,
    Group,
    Municipality,
    Partner,
    Plan,
    PlanMunicipality,
    PlanVersion,
    Theme,
    ThemeWording,
)
from plans.services.parties import Parties


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
        implements=_implemented(data.get("implements")),
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


def _implemented(slug: str | None) -> Plan | None:
    if slug is None:
        return None
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise ValidationError(f"plan.implements: het plan {slug} is er niet; importeer dat eerst.")
    return plan


def make_version(plan: Plan, data: dict) -> PlanVersion:
    """Make the version that the document holds, with its adoption if it has one."""
    adopted = data.get("adopted") or {}
    return PlanVersion.objects.create(
        plan=plan,
        number=data.get("version", 1),
        adopted_on=_day(adopted.get("date")),
        adopted_by=adopted.get("body", ""),
        decision=adopted.get("decision", ""),
        adoption_is_fictional=adopted.get("fictional", False),
    )


def make_texts(version: PlanVersion, document: dict) -> dict[str, Activity]:
    """Make themes, activities and their wordings; returns the activities by key."""
    parties = Parties(document, version.plan)
    found: dict[str, Activity] = {}
    position = 0
    for order, row in enumerate(document["themes"]):
        theme = ThemeWording.objects.create(
            theme=Theme.objects.create(plan=version.plan),
            version=version,
            number=row["number"],
            title=row["title"],
            kind=row["kind"],
            position=order,
        )
        for data in row["activities"]:
            data.setdefault("key", _free_key(data["title"], found))
            found[data["key"]] = _make_activity(theme, data, position, parties)
            position += 1
    return found


def _free_key(title: str, taken: dict[str, Activity]) -> str:
    stem = slugify(title)[:90] or "activiteit"
    keys = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _make_activity(theme: ThemeWording, data: dict, position: int, parties: Parties) -> Activity:
    activity = Activity.objects.create(plan=theme.version.plan, key=data["key"])
    planning = data.get("planning") or {}
    wording = ActivityWording.objects.create(
        activity=activity,
        version=theme.version,
        theme=theme,
        position=position,
        subject=data["subject"],
        heading=data.get("group") or "",
        title=data["title"],
        description=data.get("description", ""),
        points=data["points"],
        scope=data.get("scope") or "",
        coordinator_text=data.get("coordinator_text", ""),
        coordinator_undecided=data.get("coordinator_undecided", False),
        planning_text=planning.get("text", ""),
        planning_start=_day(planning.get("start")),
        planning_end=_day(planning.get("end")),
        planning_open_ended=planning.get("open_ended", False),
        planning_continuous=planning.get("continuous", False),
        source_note=data.get("source_note", ""),
    )
    _link_parties(wording, data, parties)
    return activity


def _link_parties(wording: ActivityWording, data: dict, parties: Parties) -> None:
    remarks = data.get("partner_remarks", {})
    _refuse_twice(wording, map(parties.coordinator, data.get("coordinators", [])))
    _refuse_twice(wording, map(parties.partner, data.get("partners", [])))
    ActivityCoordinator.objects.bulk_create(
        ActivityCoordinator(wording=wording, coordinator=parties.coordinator(name), position=order)
        for order, name in enumerate(data.get("coordinators", []))
    )
    ActivityPartner.objects.bulk_create(
        ActivityPartner(
            wording=wording,
            partner=parties.partner(name),
            position=order,
            remark=remarks.get(name, ""),
        )
        for order, name in enumerate(data.get("partners", []))
    )


def _refuse_twice(wording: ActivityWording, found: Iterable[Coordinator | Partner]) -> None:
    """Two spellings of one party at one activity: the document must choose."""
    for party, times in Counter(found).items():
        if times > 1:
            raise ValidationError(f"themes: bij {wording.title} staat {party} {times} keer.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
