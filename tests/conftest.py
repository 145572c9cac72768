"""People and plans that most tests are about, and how they visit the site."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from plans.models import ActivityWording, Group, Municipality, Plan, PlanVersion, User
from plans.rules.permissions import Role
from plans.selectors.matrix import remembered_text
from tests import factories

# The same examples each time and on each machine; a slow machine is no failure.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

# These words stand only in the plan of Kerkrade: nobody in Heuvelland may ever read them.
MARKER = "Papegaaiduiker"


@pytest.fixture(autouse=True)
def forget_texts() -> None:
    """A test starts without the texts that an earlier one read."""
    remembered_text.cache_clear()


@pytest.fixture
def vaals(db) -> Municipality:
    """The own municipality of the people below."""
    return factories.MunicipalityFactory(code="GM0981", name="Vaals", short="Vaals")


@pytest.fixture
def meerssen(db) -> Municipality:
    """The other municipality of the group."""
    return factories.MunicipalityFactory(code="GM0938", name="Meerssen", short="Mee")


@pytest.fixture
def kerkrade(db) -> Municipality:
    """A municipality outside the group."""
    return factories.MunicipalityFactory(code="GM0928", name="Kerkrade", short="Ker")


@pytest.fixture
def group(vaals, meerssen) -> Group:
    """The group in which Vaals and Meerssen plan together."""
    return factories.GroupFactory(
        slug="heuvelland", name="Heuvelland", municipalities=[vaals, meerssen]
    )


@pytest.fixture
def heuvelland(group) -> Plan:
    """The plan of the group: a concept without themes."""
    return factories.PlanFactory(slug="heuvelland", title="Uitvoeringsplan Heuvelland", group=group)


@pytest.fixture
def version(heuvelland) -> PlanVersion:
    """The only version of the plan of the group."""
    return heuvelland.versions.get()


@pytest.fixture
def wording(version) -> ActivityWording:
    """An activity of the plan of the group, with a cell for Vaals, Meerssen and the group."""
    theme = factories.ThemeWordingFactory(version=version, number="3.1", title="Zorg en veiligheid")
    return factories.ActivityWordingFactory(
        theme=theme, activity__key="meldcode", subject="Meldcode", title="Meldcode invoeren"
    )


@pytest.fixture
def kerkrade_plan(kerkrade) -> Plan:
    """The plan of Kerkrade, in which every text has the marker word."""
    plan = factories.PlanFactory(
        slug="kerkrade", title=f"Uitvoeringsplan {MARKER}", municipality=kerkrade
    )
    theme = factories.ThemeWordingFactory(version=plan.versions.get(), title=f"Thema {MARKER}")
    wording = factories.ActivityWordingFactory(
        theme=theme,
        activity__key="kerkrade-actie",
        subject=f"Onderwerp {MARKER}",
        title=f"Activiteit {MARKER}",
    )
    factories.PartnerFactory(name=f"Partner {MARKER}", wording=wording)
    factories.CoordinatorFactory(name=f"Coördinator {MARKER}", wording=wording)
    colleague = factories.person(Role.OOV, kerkrade, name=f"Collega {MARKER}")
    factories.change(colleague, wording, kerkrade, status="geel", note=f"Toelichting {MARKER}")
    return plan


@pytest.fixture
def outsider(kerkrade) -> User:
    """Who fills the cells of Kerkrade."""
    return factories.person(Role.OOV, kerkrade, name="Olga Buiten")


@pytest.fixture
def oov(vaals) -> User:
    """Who fills the cells of Vaals."""
    return factories.person(Role.OOV, vaals, name="Odette Vaals")


@pytest.fixture
def planbeheerder(group) -> User:
    """Who keeps the plan of the group."""
    return factories.person(Role.PLANBEHEERDER, group, name="Petra Plan")


@pytest.fixture
def burgemeester(vaals) -> User:
    """The mayor of Vaals."""
    return factories.person(Role.BURGEMEESTER, vaals, name="Bert Burgemeester")


@pytest.fixture
def griffie(vaals) -> User:
    """Who serves the council of Vaals."""
    return factories.person(Role.GRIFFIE, vaals, name="Greet Griffier")


@pytest.fixture
def beheerder(vaals) -> User:
    """Who manages the users of Vaals."""
    return factories.person(Role.BEHEERDER, vaals, name="Ben Beheerder")


@pytest.fixture
def oov_meerssen(meerssen) -> User:
    """Who fills the cells of Meerssen."""
    return factories.person(Role.OOV, meerssen, name="Otto Meerssen")


@pytest.fixture
def planbeheerder_kerkrade(kerkrade) -> User:
    """Who keeps the plan of Kerkrade."""
    return factories.person(Role.PLANBEHEERDER, kerkrade, name="Piet Kerkrade")


@pytest.fixture
def planbeheerder_meerssen(meerssen) -> User:
    """Who keeps the own plans of Meerssen, and not the one of the group."""
    return factories.person(Role.PLANBEHEERDER, meerssen, name="Pia Meerssen")


@pytest.fixture
def burgemeester_meerssen(meerssen) -> User:
    """The mayor of Meerssen."""
    return factories.person(Role.BURGEMEESTER, meerssen, name="Bea Meerssen")


@pytest.fixture
def griffie_meerssen(meerssen) -> User:
    """Who serves the council of Meerssen."""
    return factories.person(Role.GRIFFIE, meerssen, name="Gijs Meerssen")


@pytest.fixture
def beheerder_meerssen(meerssen) -> User:
    """Who manages the users of Meerssen."""
    return factories.person(Role.BEHEERDER, meerssen, name="Bas Meerssen")


@pytest.fixture
def roleless(db) -> User:
    """Who can log in and holds no role."""
    return factories.UserFactory(name="Rob Zonderrol")


@pytest.fixture
def superuser(db) -> User:
    """The systeembeheerder."""
    return factories.UserFactory(name="Sanne Systeem", is_superuser=True, is_staff=True)


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A browser in which this person is logged in; nobody for None."""

    def log_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return log_in


@pytest.fixture
def anonymous(client_of) -> Client:
    """A browser in which nobody is logged in."""
    return client_of(None)


@pytest.fixture
def assert_flat(client) -> Callable[[str, Callable[[int], None]], None]:
    """Fail when a page needs more queries for more rows; log in with ``client`` first."""

    def check(url, add_rows):
        add_rows(1)
        client.get(url)  # warm caches first
        remembered_text.cache_clear()
        with CaptureQueriesContext(connection) as few:
            assert client.get(url).status_code == 200
        add_rows(12)
        remembered_text.cache_clear()
        with CaptureQueriesContext(connection) as many:
            assert client.get(url).status_code == 200
        extra = [q["sql"] for q in many.captured_queries if q not in few.captured_queries]
        assert len(many) == len(few), f"{len(few)} queries became {len(many)}:\n" + "\n".join(extra)

    return check
