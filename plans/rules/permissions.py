"""Who may do what (domein.md, section 5). Closed unless a rule here opens it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of the domain; a planbeheerder may hold it at a group, the others never."""

    OOV = "oov-medewerker"
    PLANBEHEERDER = "planbeheerder"
    BURGEMEESTER = "burgemeester"
    GRIFFIE = "griffie"
    BEHEERDER = "beheerder"

    @property
    def label(self) -> str:
        """The word that a reader sees."""
        return "OOV-medewerker" if self is Role.OOV else self.value


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role that is active now; ids are primary keys."""

    user: int | None = None
    role: str | None = None
    municipality: int | None = None
    group: int | None = None
    is_superuser: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something belongs: the owner of its plan, and the municipality of its cell.

    ``municipality`` is None for the status of the group itself.
    """

    plan_group: int | None
    plan_municipality: int | None
    municipality: int | None = None


def keeps_plan(actor: Actor, place: Place) -> bool:
    """Whether the actor is planbeheerder of the group or municipality that owns the plan."""
    if actor.is_superuser:
        return True
    if actor.role != Role.PLANBEHEERDER:
        return False
    if place.plan_group is not None:
        return actor.group == place.plan_group
    return actor.municipality is not None and actor.municipality == place.plan_municipality


def may_edit_text(
    actor: Actor,
    place: Place,
    *,
    is_concept: bool,
    is_closed: bool = False,
    owner: int | None = None,
) -> bool:
    """The planbeheerder writes the text of a concept; an adopted text is fixed.

    An OOV-medewerker keeps the activities that the own municipality added for itself (``owner``),
    also in an adopted plan. Nobody changes a plan that was closed.
    """
    if is_closed:
        return False
    return owns(actor, owner) or (is_concept and keeps_plan(actor, place))


def owns(actor: Actor, owner: int | None) -> bool:
    """Whether an activity is one that the actor's own municipality added for itself and keeps."""
    return owner is not None and actor.role == Role.OOV and actor.municipality == owner


def may_set_status(actor: Actor, place: Place) -> bool:
    """Own cells belong to the OOV-medewerker, the group's status to its planbeheerder."""
    if actor.is_superuser:
        return True
    if place.municipality is None:
        return keeps_plan(actor, place)
    return actor.role == Role.OOV and actor.municipality == place.municipality


def may_set_target(actor: Actor, place: Place, *, is_adopted: bool, target: str) -> bool:
    """The planbeheerder sets *streefstatus*; after adoption only where it was left empty."""
    return keeps_plan(actor, place) and (not is_adopted or not target)


def keeps_a_plan(actor: Actor) -> bool:
    """Whether the actor is a planbeheerder somewhere, and so makes plans and keeps parties."""
    return actor.is_superuser or actor.role == Role.PLANBEHEERDER


def has_round(actor: Actor, plan: Place, municipalities: Collection[int]) -> bool:
    """Whether the actor fills cells of this plan: of an own municipality, or the group's (H)."""
    if plan.plan_group is not None and keeps_plan(actor, plan):
        return True
    return actor.role == Role.OOV and actor.municipality in municipalities


def may_manage_users(actor: Actor, municipality: int | None) -> bool:
    """A beheerder gives and ends roles within the own municipality."""
    if actor.is_superuser:
        return True
    return actor.role == Role.BEHEERDER and actor.municipality == municipality is not None


def may_import(actor: Actor, municipalities: set[int]) -> bool:
    """A beheerder imports plans of the own municipality alone; a superuser any plan."""
    if actor.is_superuser:
        return True
    return actor.role == Role.BEHEERDER and municipalities == {actor.municipality}
