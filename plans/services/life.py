"""The beginning and the end of a plan: making one, and closing it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from config.common import audit
from plans.models import (
    Abbreviation,
    Group,
    Municipality,
    Plan,
    PlanMunicipality,
    PlanVersion,
    Succession,
    TextChange,
    User,
)
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.periods import FIRST_YEAR, LAST_YEAR, Period
from plans.rules.permissions import Place
from plans.rules.search import searchable
from plans.services.cells import make_cells
from plans.services.copying import copy_texts
from plans.services.holding import held_plan, refuse_closed, refuse_stranger
from plans.services.recording import record, subject_of
from plans.services.versions import life_changed, opened

LONGEST_SLUG, LONGEST_SEARCHABLE = 80, 400


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a person says about a plan that is made; ``owner`` is whose plan it is."""

    title: str
    kind: str
    starts_on: date
    ends_on: date
    owner: Group | Municipality
    implements: Plan | None = None
    # Whether it may run beside another plan of its kind in the same days.
    beside: bool = False

    @property
    def period(self) -> Period:
        """Its first and last day."""
        return Period(self.starts_on, self.ends_on)

    @property
    def group(self) -> Group | None:
        """The group that it is of, if any."""
        return self.owner if isinstance(self.owner, Group) else None

    @property
    def municipality(self) -> Municipality | None:
        """The municipality that it is of, if no group."""
        return self.owner if isinstance(self.owner, Municipality) else None


def open_plan(
    *,
    user: User,
    told: NewPlan,
    source: PlanVersion | None = None,
    continues: bool = False,
    activities: Collection[int] | None = None,
) -> Plan:
    """Make a plan in its first version, a concept: empty, or with the text of another.

    ``source`` is the version whose text is taken over, joined with its plan; with ``continues``
    the new plan follows that plan, each of the ``activities`` that go along succeeding the old
    one. Raises ``PermissionDenied`` for whom it is not, ``ValidationError`` with a sentence for
    each field that is wrong.
    """
    try:
        with transaction.atomic():
            _refuse_unsound(user, told, source.plan if source and continues else None)
            plan = _make_plan(told, source, continues=continues)
            version = PlanVersion.objects.create(plan=plan)
            if source is not None:
                _take_over(source, version, activities, continues=continues)
            opened(user=user, version=version)
            life_changed(user=user, plan=plan)
    except IntegrityError as error:
        raise ValidationError(
            "Een collega maakt op dit moment ook een plan met deze titel. Probeer het opnieuw."
        ) from error
    audit.record("plan maken", of=plan.slug, actor=user)
    return plan


def _refuse_unsound(user: User, told: NewPlan, continued: Plan | None) -> None:
    place = Place(
        told.group.pk if told.group else None, told.municipality.pk if told.municipality else None
    )
    if not permissions.keeps_plan(actor_of(user), place):
        raise PermissionDenied("U maakt alleen plannen waarvan u planbeheerder bent.")
    if continued is not None and continued.place != place:
        raise ValidationError("Een volgende periode is van dezelfde groep of gemeente.")
    problems = _problems_of_period(told) or _problems_with_others(told)
    if told.implements is not None and told.kind != Plan.Kind.UVP:
        problems["implements"] = (
            "Een Integraal Veiligheidsplan voert geen ander plan uit; laat dit leeg."
        )
    if problems:
        raise ValidationError(problems)


def _problems_of_period(told: NewPlan) -> dict[str, str]:
    if told.starts_on.year < FIRST_YEAR:
        return {"starts_on": f"Kies een eerste dag in of na {FIRST_YEAR}."}
    if told.ends_on.year > LAST_YEAR:
        return {"ends_on": f"Kies een laatste dag in of voor {LAST_YEAR}."}
    if told.ends_on <= told.starts_on:
        return {"ends_on": "Kies een laatste dag die na de eerste dag komt."}
    return {}


def _problems_with_others(told: NewPlan) -> dict[str, str]:
    """What the other plans of the owner stand in the way of."""
    others = list(Plan.objects.filter(Q(group=told.group), Q(municipality=told.municipality)))
    if any(_searchable(other.title) == _searchable(told.title) for other in others):
        return {"title": f"{told.owner} heeft al een plan met deze titel; kies een andere titel."}
    if told.beside:
        return {}
    for other in others:
        if other.kind == told.kind and told.period.overlaps(_period_of(other)):
            return {"beside": _overlap(other)}
    return {}


def _searchable(title: str) -> str:
    return searchable(title)[:LONGEST_SEARCHABLE]


def _period_of(plan: Plan) -> Period:
    """The days on which a plan runs: one that was closed earlier ran until then."""
    ended = min(plan.ends_on, plan.closed_on) if plan.closed_on else plan.ends_on
    return Period(plan.starts_on, ended)


def _overlap(other: Plan) -> str:
    period = _period_of(other)
    first, last = (date_format(day, "j F Y") for day in (period.first, period.last))
    return (
        f"In deze dagen loopt al een plan van deze soort: {other.title}, van {first} tot en met "
        f"{last}. Kies andere dagen, of geef aan dat beide plannen naast elkaar lopen."
    )


def _make_plan(told: NewPlan, source: PlanVersion | None, *, continues: bool) -> Plan:
    plan = Plan(
        slug=_free_slug(told.title),
        title=told.title,
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        group=told.group,
        municipality=told.municipality,
        implements=told.implements,
        continues=source.plan if source and continues else None,
        searchable=_searchable(told.title),
    )
    plan.full_clean()
    plan.save()
    PlanMunicipality.objects.bulk_create(
        PlanMunicipality(plan=plan, municipality=town, position=position)
        for position, town in enumerate(_towns_of(told, source))
    )
    return plan


def _towns_of(told: NewPlan, source: PlanVersion | None) -> list[Municipality]:
    """The municipalities of a new plan, in the order of its source where they stand in it."""
    if told.municipality is not None:
        return [told.municipality]
    order: dict[int, int] = {}
    if source is not None:
        order = dict(source.plan.planmunicipality_set.values_list("municipality_id", "position"))
    towns = Municipality.objects.filter(groups=told.group)
    return sorted(towns, key=lambda town: order.get(town.pk, len(order)))


def _free_slug(title: str) -> str:
    """An address of a plan that is free, and that no other page has."""
    stem = slugify(title)[: LONGEST_SLUG - 4].strip("-") or "plan"
    taken = set(Plan.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken or not _leads_to_a_plan(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _leads_to_a_plan(slug: str) -> bool:
    return resolve(reverse("plans:detail", args=[slug])).url_name == "detail"


def _take_over(
    source: PlanVersion,
    version: PlanVersion,
    activities: Collection[int] | None,
    *,
    continues: bool,
) -> None:
    """Copy the text of another plan, make the cells, and keep the trail of what goes along."""
    plan = version.plan
    version.aims, version.area_plans = source.aims, source.area_plans
    version.save(update_fields=["aims", "area_plans"])
    pairs = copy_texts(source=source, target=version, activities=activities)
    Abbreviation.objects.bulk_create(
        Abbreviation(
            plan=plan,
            position=each.position,
            abbreviation=each.abbreviation,
            meaning=each.meaning,
            remark=each.remark,
        )
        for each in source.plan.abbreviations.all()
    )
    make_cells(
        plan=plan,
        activities=[after.activity for _before, after in pairs],
        towns=list(plan.municipalities.all()),
    )
    if continues:
        Succession.objects.bulk_create(
            Succession(predecessor=before.activity, successor=after.activity)
            for before, after in pairs
        )


@transaction.atomic
def close_plan(*, user: User, plan: Plan, closed_on: date) -> Plan:
    """End a plan (*afsluiten*): from now on everything of it can only be read.

    A concept that is still open stays as it is and is never adopted. Raises ``ValidationError``
    with a sentence when the day does not fit, or when somebody closed it already.
    """
    refuse_stranger(user, plan)
    plan = held_plan(plan.pk)
    refuse_closed(plan, "het")
    version = plan.versions.current().get()
    _refuse_closing_day(plan, version, closed_on)
    told = (TextChange.CLOSED, None, closed_on)
    version.plan = plan
    record(user=user, of=subject_of(version), changes=[told])
    life_changed(user=user, plan=plan)
    plan.closed_on = closed_on
    plan.save(update_fields=["closed_on"])
    audit.record("plan afsluiten", of=plan.slug, actor=user)
    return plan


def _refuse_closing_day(plan: Plan, version: PlanVersion, day: date) -> None:
    first = max(filter(None, [plan.starts_on, version.adopted_on]))
    if plan.starts_on > timezone.localdate():
        begins = date_format(plan.starts_on, "j F Y")
        raise ValidationError(
            f"Dit plan begint op {begins}; vanaf die dag kan het worden afgesloten."
        )
    if day > timezone.localdate():
        raise ValidationError(
            {"closed_on": "Afsluiten kan niet op een dag in de toekomst; kies vandaag of eerder."}
        )
    if day < first:
        what = "de eerste dag van het plan" if first == plan.starts_on else "de vaststelling"
        raise ValidationError(
            {"closed_on": f"Kies een dag vanaf {date_format(first, 'j F Y')}, {what}."}
        )
