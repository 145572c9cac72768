"""No page shows a word of somebody else's plan. Status codes do not catch a list that leaks."""

import pytest

from tests.architecture.pages import PAGES, VISITORS, address_of
from tests.conftest import MARKER

STRANGERS = [
    who for who in VISITORS if who not in {"outsider", "planbeheerder_kerkrade", "superuser"}
]


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.is_read])
def test_no_page_shows_a_word_of_another_plan(name, people, ids, site, client_of):
    for who in STRANGERS:
        answer = client_of(people[who]).get(address_of(name, ids))
        assert MARKER not in answer.content.decode(), who


FILES = ["list", "activities", "users", "matrix", "changes", "partners", "coordinator"]


@pytest.mark.parametrize("name", FILES)
def test_no_file_holds_a_word_of_another_plan(name, people, ids, site, client_of):
    query = "?van=2020-01-01&export=csv" if name == "changes" else "?export=csv"
    for who in STRANGERS:
        answer = client_of(people[who]).get(address_of(f"plans:{name}", ids) + query)
        assert MARKER not in answer.content.decode(), who


@pytest.mark.parametrize("name", ["detail", "export", "matrix", "changes"])
def test_the_own_people_do_see_those_words(name, outsider, kerkrade_plan, client_of):
    answer = client_of(outsider).get(f"/plannen/kerkrade/{_path(name)}")
    assert MARKER in answer.content.decode()


def _path(name: str) -> str:
    return {"detail": "", "export": "export.json", "changes": "wijzigingen/?van=2021-01-01"}.get(
        name, f"{name}/"
    )


def test_a_filter_cannot_probe_another_plan(oov, site, client_of):
    answer = client_of(oov).get("/plannen/", {"titel": MARKER})
    assert "kerkrade" not in answer.content.decode()


def test_the_own_people_do_get_those_words_in_a_file(outsider, kerkrade_plan, client_of):
    for address in ("/plannen/", "/activiteiten/", "/plannen/kerkrade/matrix/"):
        assert MARKER in client_of(outsider).get(f"{address}?export=csv").content.decode()
