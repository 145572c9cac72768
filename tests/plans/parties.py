"""Coordinators and partners for tests, and reading the lists in which they stand."""

from plans.models import ActivityWording, Coordinator, Partner, Plan, PlanVersion
from plans.services.parties import remember_spellings
from tests import factories
from tests.markup import Page
from tests.plans.reading import line

FACTORIES = {Coordinator: factories.CoordinatorFactory, Partner: factories.PartnerFactory}
ADDRESSES = {Coordinator: "/coordinatoren/", Partner: "/partners/"}
MODELS = [Coordinator, Partner]


def party(model, name: str, *wordings: ActivityWording, spelt: dict[str, list[Plan]] | None = None):
    """A party at these activities; ``spelt`` tells its other spellings with their plans."""
    made = FACTORIES[model](name=name)
    for wording in wordings:
        link(made, wording)
    for spelling, plans in (spelt or {}).items():
        made.aliases.create(name=spelling).plans.set(plans)
    remember_spellings(made)
    return made


def link(made, wording: ActivityWording, **more) -> None:
    """Let a party stand at an activity, after those that are there."""
    links = getattr(wording, f"{made._meta.model_name}_links")
    links.create(**{made._meta.model_name: made, "position": links.count()} | more)


def wording_in(version: PlanVersion, **more) -> ActivityWording:
    """One more activity in a version, with a theme of its own."""
    theme = factories.ThemeWordingFactory(version=version)
    return factories.ActivityWordingFactory(theme=theme, **more)


def later_wording(wording: ActivityWording, **more) -> ActivityWording:
    """The same activity in a next version of its plan, which does not hold yet."""
    plan = wording.version.plan
    number = plan.versions.count() + 1
    version = PlanVersion.objects.create(plan=plan, number=number, is_current=False, **more)
    theme = factories.ThemeWordingFactory(version=version)
    return factories.ActivityWordingFactory(theme=theme, activity=wording.activity)


def rows(response) -> list[list[str]]:
    """The rows of the first list on a page, cell by cell, without its head."""
    page = Page(response.content.decode())
    tables = [each for each in page.elements if each.tag == "table"]
    found = [each for each in page.elements if each.tag == "tr" and tables[0] in each.up()]
    return [[line(cell) for cell in page.elements if cell.parent is row] for row in found][1:]


def names(response) -> list[str]:
    """The first cell of each row."""
    return [row[0] for row in rows(response)]


def names_at(wording: ActivityWording, model) -> list[str]:
    """The parties at an activity, in order."""
    links = getattr(wording, f"{model._meta.model_name}_links").order_by("position", "pk")
    return [getattr(each, model._meta.model_name).name for each in links]
