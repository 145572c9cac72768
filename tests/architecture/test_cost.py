"""Every page costs the same with one row or with fifty; the busiest pages have a number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.rules.permissions import Role
from plans.selectors.matrix import remembered_text
from tests import factories
from tests.architecture.pages import PAGES, SLUG, address_of, change_of

FLAT = [
    (name, visitor)
    for name, page in PAGES.items()
    for visitor in ("oov", "planbeheerder", "beheerder")
    if page.is_read and page.statuses[visitor] == 200
]


@pytest.fixture
def add_rows(wording, vaals, oov):
    """Add activities with their parties and history, people and plans."""

    def add(number: int) -> None:
        for _each in range(number):
            more = factories.ActivityWordingFactory(theme=wording.theme, points=["een", "twee"])
            factories.PartnerFactory(wording=more)
            factories.CoordinatorFactory(wording=more)
            factories.change(oov, more, vaals, status="geel")
            factories.change(oov, wording, vaals, status="groen")
            factories.person(Role.OOV, vaals)
            factories.PlanFactory(municipality=vaals)

    return add


@pytest.mark.parametrize(("name", "visitor"), FLAT)
def test_page_needs_no_more_queries_for_more_rows(
    name, visitor, people, client, ids, site, add_rows, assert_flat
):
    client.force_login(people[visitor])
    assert_flat(address_of(name, ids), add_rows)


FILES = ["list", "activities", "users", "matrix", "changes", "partners", "coordinator"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_needs_no_more_queries_for_more_rows(
    name, people, client, ids, site, add_rows, assert_flat
):
    client.force_login(people["beheerder" if name == "users" else "oov"])
    assert_flat(f"{address_of(f'plans:{name}', ids)}?export=csv", add_rows)


def test_the_list_of_activities_costs_eight_queries(
    client, oov, site, add_rows, django_assert_num_queries
):
    add_rows(60)
    client.force_login(oov)
    address = reverse("plans:activities")
    client.get(address)
    # session, user with role, versions with plans, municipalities; their number, the page;
    # and of the page the coordinators and the cells
    with django_assert_num_queries(8):
        client.get(address)
    # without these columns nothing of them is asked
    with django_assert_num_queries(6):
        client.get(address, {"kolom": "title"})
    # and all of it with partners
    columns = ["coordinators", "partners", "stand", "touched"]
    with django_assert_num_queries(9):
        client.get(address, {"kolom": columns, "sorteer": "stand", "q": "a"})


def test_the_matrix_costs_four_queries_and_eight_after_its_text_changed(
    client, oov, site, django_assert_num_queries
):
    client.force_login(oov)
    address = reverse("plans:matrix", kwargs=SLUG)
    client.get(address)
    # session, user with role, version with plan, cells
    with django_assert_num_queries(4):
        client.get(address)
    remembered_text.cache_clear()
    # and when the text was changed since: columns, themes, parties, wordings
    with django_assert_num_queries(8):
        client.get(address)


def test_an_unchanged_matrix_costs_three_queries(client, oov, site, django_assert_num_queries):
    client.force_login(oov)
    address = reverse("plans:matrix", kwargs=SLUG)
    etag = client.get(address)["ETag"]
    # session, user with role, version with plan
    with django_assert_num_queries(3):
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_saving_a_cell_with_its_history_costs_nine_queries(client, oov, site):
    client.force_login(oov)
    address = address_of("plans:cell", {})
    change = change_of("GM0981")
    client.post(address, change(), headers={"HX-Request": "true"})
    data = change() | {"status": "groen"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, data, headers={"HX-Request": "true"})
    # session, user with role, wording with plan, cell, its entries; cell, entry, plan; and the
    # renewed cells with the counts of their theme
    asked = [query for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert answer.status_code == 200
    assert len(asked) == 9
