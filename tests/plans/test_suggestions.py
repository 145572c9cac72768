"""Names of parties while somebody types one: only those in sight, and no doubles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.services.parties import remember_spellings
from tests import factories
from tests.conftest import MARKER

SUGGEST = "/zoek/partijen/"


@pytest.fixture(autouse=True)
def parties(wording, kerkrade_plan):
    """Some partners of the plan, and one of strangers."""
    for name in ("Politie", "GGD Zuid-Limburg", "Coöperatie Één", "Bureau Politie"):
        party = factories.PartnerFactory(name=name, wording=wording)
        party.aliases.create(name=f"Anders {name}")
        remember_spellings(party)
    for party in kerkrade_plan.versions.get().wordings.get().partners.all():
        remember_spellings(party)
    factories.CoordinatorFactory(name="Politiechef", searchable="politiechef", wording=wording)


def names(client, query: str, kind: str = "partner") -> list[str]:
    """What is suggested."""
    answer = client.get(SUGGEST, {"soort": kind, "q": query})
    assert answer.status_code == 200
    return answer.json()["namen"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pol", ["Politie", "Bureau Politie"]),
        ("POLITIE", ["Politie", "Bureau Politie"]),
        ("anders ggd", ["GGD Zuid-Limburg"]),
        ("cooperatie een", ["Coöperatie Één"]),
        ("Polite", ["Politie", "Bureau Politie"]),
        ("zzzz", []),
        ("", []),
        ("   ", []),
        ("\0", []),
        ("%", []),
        ("_", []),
        ("a" * 100_000, []),
    ],
)
def test_a_few_letters_are_enough(browser, query, found):
    assert names(browser, query) == found


def test_coordinators_are_apart(browser):
    assert names(browser, "pol", "coordinator") == ["Politiechef"]


def test_at_most_ten_are_suggested(browser, wording):
    for number in range(30):
        name = f"Politie {number}"
        factories.PartnerFactory(name=name, searchable=name.lower(), wording=wording)
    assert len(names(browser, "politie")) == 10


def test_who_only_strangers_use_is_not_suggested(browser, client_of, outsider):
    assert names(browser, "papegaai") == []
    assert names(browser, f"Partner {MARKER}") == []
    assert names(client_of(outsider), "papegaai") == [f"Partner {MARKER}"]


def test_a_planbeheerder_gets_the_one_of_exactly_this_name(client_of, planbeheerder):
    client = client_of(planbeheerder)
    assert names(client, "partner papegaai") == []
    assert names(client, f"partner {MARKER.lower()}") == [f"Partner {MARKER}"]


def test_a_kind_that_does_not_exist_is_refused(browser):
    assert browser.get(SUGGEST, {"soort": "gebruiker", "q": "a"}).status_code == 400


def test_it_costs_the_same_with_more_parties(browser, wording):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            names(browser, "politie")
        return len(queries)

    before = cost()
    for number in range(30):
        name = f"Politie {number}"
        factories.PartnerFactory(name=name, searchable=name.lower(), wording=wording)
    assert cost() == before == 3
