"""Every route against every kind of visitor."""

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests.architecture.pages import PAGES, VISITORS, address_of, route_of


def named_routes(resolver: URLResolver, within: str = "") -> Iterator[str]:
    """Every route that we or a library mounted, by name; the admin is walked apart."""
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLResolver):
            yield within + entry.name
        elif entry.namespace != "admin":
            yield from named_routes(entry, f"{entry.namespace}:" if entry.namespace else within)


def test_every_route_stands_in_the_table():
    assert set(named_routes(get_resolver())) == {route_of(name) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_page(name, people, ids, site, client_of):
    page, address = PAGES[name], address_of(name, ids)
    found = {}
    for visitor in VISITORS:
        client = client_of(people[visitor])
        answer = client.get(address) if page.is_read else client.post(address, page.data())
        found[visitor] = answer.status_code
    assert found == page.statuses


@pytest.mark.parametrize("visitor", [who for who in VISITORS if who != "superuser"])
def test_the_staff_admin_is_closed_to_all_but_the_systeembeheerder(visitor, people, client_of):
    client = client_of(people[visitor])
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:plans_user_changelist")).status_code == 302
