"""The smallest valid thing of each kind; a test states only what matters to it."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from plans.models import (
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Cell,
    Coordinator,
    Entry,
    Group,
    Membership,
    Municipality,
    Partner,
    Plan,
    PlanMunicipality,
    PlanVersion,
    Theme,
    ThemeWording,
    User,
)
from plans.rules.permissions import Role
from plans.rules.search import activity_texts, searchable
from plans.services.statuses import Change, change_cell


class MunicipalityFactory(DjangoModelFactory):
    """A municipality with a code that no real one has."""

    class Meta:
        model = Municipality

    code = factory.Sequence(lambda number: f"GM{9000 + number % 1000}")
    name = factory.Sequence(lambda number: f"Gemeente {number}")
    short = factory.Sequence(lambda number: f"G{number}")


class GroupFactory(DjangoModelFactory):
    """A group; pass its municipalities."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"groep-{number}")
    name = factory.Sequence(lambda number: f"Groep {number}")

    @factory.post_generation
    def municipalities(self, create, towns, **kwargs):
        self.municipalities.set(towns or [])


class UserFactory(DjangoModelFactory):
    """A user without a role; ``person`` gives one with a role."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"gebruiker{number}@example.org")
    name = factory.Sequence(lambda number: f"Gebruiker {number}")


class MembershipFactory(DjangoModelFactory):
    """A role at a municipality; pass ``group`` and no municipality for one at a group."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.OOV
    municipality = factory.SubFactory(MunicipalityFactory)


def person(role: Role, place: Municipality | Group, **fields) -> User:
    """A user whose active role is held at this municipality or group."""
    user = UserFactory(**fields)
    at = {"municipality": None, place._meta.model_name: place}
    user.active_membership = MembershipFactory(user=user, role=role, **at)
    user.save(update_fields=["active_membership"])
    return user


class PlanFactory(DjangoModelFactory):
    """A plan that is a concept, in its first version, of one municipality unless a group is given.

    Its period lies in the past, so that no test depends on the day on which it runs.
    """

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"plan-{number}")
    title = factory.Sequence(lambda number: f"Uitvoeringsplan {number}")
    searchable = factory.LazyAttribute(lambda plan: searchable(plan.title))
    kind = Plan.Kind.UVP
    starts_on = date(2020, 1, 1)
    ends_on = date(2023, 12, 31)
    group = None
    municipality = factory.Maybe("group", None, factory.SubFactory(MunicipalityFactory))

    @factory.post_generation
    def municipalities(self, create, towns, **kwargs):
        own = self.group.municipalities.order_by("pk") if self.group else [self.municipality]
        PlanMunicipality.objects.bulk_create(
            PlanMunicipality(plan=self, municipality=town, position=position)
            for position, town in enumerate(towns or own)
        )

    @factory.post_generation
    def version(self, create, extracted, **fields):
        PlanVersion.objects.create(plan=self, **fields)


class ThemeWordingFactory(DjangoModelFactory):
    """A theme in the only version of a plan; pass ``version`` or ``version__plan``."""

    class Meta:
        model = ThemeWording

    version = factory.LazyFunction(lambda: PlanFactory().versions.get())
    theme = factory.LazyAttribute(lambda made: Theme.objects.create(plan=made.version.plan))
    number = factory.Sequence(lambda number: f"3.{number}")
    title = factory.Sequence(lambda number: f"Thema {number}")
    searchable = factory.LazyAttribute(lambda theme: searchable(theme.number, theme.title))
    kind = ThemeWording.Kind.PRIORITY
    position = factory.Sequence(lambda number: number)


class ActivityFactory(DjangoModelFactory):
    """An activity with a cell for each municipality of its plan, and for its group."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"activiteit-{number}")

    @factory.post_generation
    def cells(self, create, extracted, **kwargs):
        columns = [*self.plan.municipalities.all(), *([None] if self.plan.group_id else [])]
        Cell.objects.bulk_create(Cell(activity=self, municipality=town) for town in columns)


def _texts_of(made) -> str:
    """What is searched of a wording that is being made."""
    told = {"heading": "", "description": "", "points": [], "realised": ""}
    names = ("heading", "subject", "title", "description", "points", "realised")
    return activity_texts(*(getattr(made, name, told.get(name)) for name in names))


class ActivityWordingFactory(DjangoModelFactory):
    """An activity in the version of its theme; pass ``theme``."""

    class Meta:
        model = ActivityWording

    theme = factory.SubFactory(ThemeWordingFactory)
    version = factory.SelfAttribute("theme.version")
    activity = factory.SubFactory(
        ActivityFactory, plan=factory.SelfAttribute("..theme.version.plan")
    )
    position = factory.Sequence(lambda number: number)
    subject = factory.Sequence(lambda number: f"Onderwerp {number}")
    title = factory.Sequence(lambda number: f"Activiteit {number}")
    searchable = factory.LazyAttribute(_texts_of)


class PartnerFactory(DjangoModelFactory):
    """A partner; pass ``wording`` to let it take part in an activity."""

    class Meta:
        model = Partner
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Partner {number}")
    searchable = factory.LazyAttribute(lambda partner: searchable(partner.name))

    @factory.post_generation
    def wording(self, create, wording, **kwargs):
        if wording:
            position = wording.partner_links.count()
            ActivityPartner.objects.create(wording=wording, partner=self, position=position)


class CoordinatorFactory(DjangoModelFactory):
    """A coordinator; pass ``wording`` to let it coordinate an activity."""

    class Meta:
        model = Coordinator
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Coördinator {number}")
    searchable = factory.LazyAttribute(lambda coordinator: searchable(coordinator.name))

    @factory.post_generation
    def wording(self, create, wording, **kwargs):
        if wording:
            position = wording.coordinator_links.count()
            ActivityCoordinator.objects.create(wording=wording, coordinator=self, position=position)


def cell_of(wording: ActivityWording, municipality: Municipality | None) -> Cell:
    """The cell of an activity at a municipality, or at the group; as fresh from the database."""
    return Cell.objects.get(activity=wording.activity, municipality=municipality)


def change(
    user: User, wording: ActivityWording, municipality: Municipality | None, **what
) -> Entry:
    """Let somebody change a cell as it stands now, on the first day of 2022 unless said."""
    wording = ActivityWording.objects.select_related("version__plan").get(pk=wording.pk)
    cell = cell_of(wording, municipality)
    change = Change(**{"revision": cell.revision, "valid_from": date(2022, 1, 1)} | what)
    return change_cell(user=user, cell=cell, wording=wording, change=change)
