"""Every page in every state: accessible, in light and dark, and no wider than a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import assert_axe_clean

PLAN = "/plannen/uvp-heuvelland-2020-2023/"
ACTIVITY = f"{PLAN}activiteiten/wet-verplichte-ggz-inregelen-en-voortgang-bewaken/"
CELL = f"{PLAN}cel/wet-verplichte-ggz-inregelen-en-voortgang-bewaken/GM0981/"
PAGES = {
    "home": ("oov", "/"),
    "home of a mayor": ("burgemeester", "/"),
    "home without a plan": ("systeembeheerder", "/"),
    "plans": ("oov", "/plannen/"),
    "plans, none found": ("oov", "/plannen/?titel=zzz"),
    "plan": ("griffie", PLAN),
    "matrix": ("oov", f"{PLAN}matrix/"),
    "matrix of the group's planner": ("planbeheerder", f"{PLAN}matrix/"),
    "matrix in the past, targets": (
        "oov",
        f"{PLAN}matrix/?peildatum=2021-03-15&weergave=streefbeeld",
    ),
    "matrix, differences": ("burgemeester", f"{PLAN}matrix/?weergave=verschil"),
    "matrix, filtered": ("oov", f"{PLAN}matrix/?thema=3.1&status=leeg&gemeente=GM0981&q=ggz"),
    "matrix, nothing found": ("oov", f"{PLAN}matrix/?q=zzzz"),
    "matrix, wrong filter": ("oov", f"{PLAN}matrix/?peildatum=gisteren&thema=99"),
    "changes": ("oov", f"{PLAN}wijzigingen/"),
    "changes, none": ("oov", f"{PLAN}wijzigingen/?van=2023-12-31&tot=2023-12-31"),
    "changes, wrong days": ("oov", f"{PLAN}wijzigingen/?van=2023-12-31&tot=2020-01-01"),
    "history of texts": ("planbeheerder", f"{PLAN}geschiedenis/"),
    "history of texts, wrong days": (
        "oov",
        f"{PLAN}geschiedenis/?van=2022-01-02&tot=2021-01-01&wie=x&activiteit=x",
    ),
    "what is missing": ("planbeheerder", f"{PLAN}volledigheid/"),
    "what is missing, one gap": ("oov", f"{PLAN}volledigheid/?soort=geen-streefstatus"),
    "what is missing, of one municipality": ("oov", f"{PLAN}volledigheid/?gemeente=GM0981"),
    "search": ("oov", "/zoeken/?q=buurtbemiddeling"),
    "search, one kind": ("oov", "/zoeken/?q=veiligheid&soort=activiteiten"),
    "search, nothing typed": ("oov", "/zoeken/"),
    "search, nothing found": ("oov", "/zoeken/?q=zzzz"),
    "search, too long": ("oov", f"/zoeken/?q={'a' * 1000}"),
    "activity": ("burgemeester", ACTIVITY),
    "cell": ("oov", CELL),
    "cell of another": ("griffie", CELL),
    "cell, streefstatus": ("planbeheerder", CELL),
    "round": ("oov", f"{PLAN}invulronde/"),
    "round of the group": ("planbeheerder", f"{PLAN}invulronde/"),
    "import": ("beheerder", "/plannen/importeren/"),
    "users": ("beheerder", "/beheer/gebruikers/"),
    "new user": ("beheerder", "/beheer/gebruikers/nieuw/"),
    "end a role": ("beheerder", "/beheer/rollen/1/beeindigen/"),
    "let somebody leave": ("beheerder", "/beheer/gebruikers/1/vertrek/"),
    "roles": ("tweerollen", "/rol/"),
    "confirm who you are": ("griffie", "/accounts/reauthenticate/"),
    "account blocked": ("griffie", "/accounts/inactive/"),
    "reset mail sent": ("griffie", "/accounts/password/reset/done/"),
    "reset link that is spent": ("griffie", "/accounts/password/reset/key/1-x-y/"),
    "stopped at the provider": ("griffie", "/accounts/3rdparty/cancelled/"),
    "second factor": ("oov", "/accounts/2fa/"),
    "set up a second factor": ("oov", "/accounts/2fa/totp/activate/"),
    "change password": ("oov", "/accounts/password/change/"),
    "log out": ("oov", "/accounts/logout/"),
    "refused": ("burgemeester", f"{PLAN}invulronde/"),
    "not found": ("oov", "/plannen/bestaat-niet/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_light_and_dark_and_fits_a_phone(page_of, name):
    role, address = PAGES[name]
    page = page_of(role)
    page.goto(address)
    assert_axe_clean(page)
    page.emulate_media(color_scheme="dark")
    assert_axe_clean(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert width_of(page) <= 320
    assert_axe_clean(page)


def test_the_menu_and_the_filters_are_accessible_when_open(page_of):
    page = page_of("systeembeheerder")
    page.goto(f"{PLAN}matrix/")
    page.click(".account summary")
    page.click(".filters summary")
    page.locator("td.pa summary").first.click()
    assert_axe_clean(page)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_page_before_login_is_accessible(new_page, path):
    page = new_page()
    page.goto(path)
    page.click("main button[type=submit]")
    assert_axe_clean(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert width_of(page) <= 320


@pytest.mark.parametrize("view", ["stand", "streefbeeld"])
def test_every_status_is_text_without_any_style(page_of, view):
    page = page_of("oov")
    page.goto(f"{PLAN}matrix/?weergave={view}")
    page.evaluate(
        "document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())"
    )
    words = page.locator("tbody td.c a .vh").all_inner_texts()
    known = ("rood", "geel", "groen", "grijs", "n.v.t.", "nog niet ingevuld")
    assert len(words) == 440
    assert all(any(word in text for word in known) for text in words)


def width_of(page: Page) -> int:
    """How wide the page is, for who scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth")
