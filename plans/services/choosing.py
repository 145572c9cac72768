"""Who coordinates an activity, and who takes part in it: known parties, or new ones."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from plans.models import (
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Coordinator,
    Municipality,
    Partner,
    TextChange,
    User,
)
from plans.rules.choosing import Chosen
from plans.rules.search import searchable
from plans.services.recording import Subject, record


def coordinators_of(wording: ActivityWording) -> tuple[Chosen, ...]:
    """The coordinators of an activity, in order."""
    links = wording.coordinator_links.select_related("coordinator")
    return tuple(Chosen(link.coordinator.name, link.coordinator_id) for link in links)


def partners_of(wording: ActivityWording) -> tuple[Chosen, ...]:
    """The partners of an activity with their remarks, in order."""
    links = wording.partner_links.select_related("partner")
    return tuple(Chosen(link.partner.name, link.partner_id, link.remark) for link in links)


def link_coordinators(*, user: User, wording: ActivityWording, chosen: Sequence[Chosen]) -> None:
    """Let these and no others coordinate an activity; who is new is made."""
    _hold(Coordinator, chosen)
    wording.coordinator_links.all().delete()
    ActivityCoordinator.objects.bulk_create(
        ActivityCoordinator(
            wording=wording,
            coordinator_id=each.pk or _new_coordinator(user, wording, each.name).pk,
            position=position,
        )
        for position, each in enumerate(chosen)
    )


def link_partners(*, user: User, wording: ActivityWording, chosen: Sequence[Chosen]) -> None:
    """Let these and no others take part in an activity; who is new is made."""
    _hold(Partner, chosen)
    wording.partner_links.all().delete()
    ActivityPartner.objects.bulk_create(
        ActivityPartner(
            wording=wording,
            partner_id=each.pk or _new_partner(user, wording, each.name).pk,
            remark=each.remark,
            position=position,
        )
        for position, each in enumerate(chosen)
    )


def _hold(model: type[Coordinator] | type[Partner], chosen: Sequence[Chosen]) -> None:
    """Keep colleagues from merging or deleting who was chosen, and refuse who is gone already."""
    wanted = {each.pk: each for each in chosen if each.pk}
    rows = model._default_manager.select_for_update().filter(pk__in=wanted).order_by("pk")
    gone = wanted.keys() - set(rows.values_list("pk", flat=True))
    for pk in sorted(gone):
        raise ValidationError(
            f"{wanted[pk].name} is er niet meer: een collega heeft deze naam intussen verwijderd "
            "of samengevoegd met een andere. Sla nog eens op, of kies een andere."
        )


def _new_coordinator(user: User, wording: ActivityWording, name: str) -> Coordinator:
    """A coordinator with this name; a municipality of the plan is known as one."""
    town = Municipality.objects.filter(name=name, plans=wording.version.plan_id).first()
    kind = Coordinator.Kind.MUNICIPALITY if town else Coordinator.Kind.ORGANISATION
    told = {"searchable": searchable(name), "kind": kind, "municipality": town}
    made, is_new = Coordinator.objects.get_or_create(name=name, defaults=told)
    if is_new:
        _tell(user, wording, TextChange.Part.COORDINATOR, name)
    return made


def _new_partner(user: User, wording: ActivityWording, name: str) -> Partner:
    told = {"searchable": searchable(name)}
    made, is_new = Partner.objects.get_or_create(name=name, defaults=told)
    if is_new:
        _tell(user, wording, TextChange.Part.PARTNER, name)
    return made


def _tell(user: User, wording: ActivityWording, part: TextChange.Part, name: str) -> None:
    of = Subject(wording.version.plan, part, name, wording.version)
    record(user=user, of=of, changes=[("toegevoegd", "", name)])
