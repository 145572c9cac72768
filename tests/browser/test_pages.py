"""Every page in every state: accessible, in light and dark, and no wider than a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import assert_axe_clean

PLAN = "/plannen/uvp-heuvelland-2020-2023/"
CONCEPT = "/plannen/uvp-kerkrade-2021/versies/1/bewerken/"
STRATEGY = "/plannen/ivp-heuvelland-2020-2023/versies/1/bewerken/"
ACTIVITY = f"{PLAN}activiteiten/wet-verplichte-ggz-inregelen-en-voortgang-bewaken/"
CELL = f"{PLAN}cel/wet-verplichte-ggz-inregelen-en-voortgang-bewaken/GM0981/"
STRATEGY = "/plannen/ivp-heuvelland-2020-2023/"
KERKRADE = "/plannen/uvp-kerkrade-2021/"
PAGES = {
    "home": ("oov", "/"),
    "home of a mayor": ("burgemeester", "/"),
    "home without a plan": ("systeembeheerder", "/"),
    "plans": ("oov", "/plannen/"),
    "plans, none found": ("oov", "/plannen/?titel=zzz"),
    "activities": ("oov", "/activiteiten/"),
    "activities of all": (
        "systeembeheerder",
        "/activiteiten/?sorteer=-rood&kolom=title&kolom=rood&kolom=partners&kolom=group_stand",
    ),
    "activities, filtered": ("oov", "/activiteiten/?q=zorg&status=geel&planning=loopt+nu"),
    "activities, none found": ("oov", "/activiteiten/?q=zzz"),
    "activities, wrong filter": ("oov", "/activiteiten/?plan=zzz"),
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
    "plan that says what to reach": ("oov", STRATEGY),
    "plan of one municipality": ("oov-kerkrade", KERKRADE),
    "matrix of one municipality": ("oov-kerkrade", f"{KERKRADE}matrix/"),
    "matrix of a plan without activities": ("oov", f"{STRATEGY}matrix/"),
    "theme that is carried out": ("oov", f"{STRATEGY}themas/1/"),
    "theme with activities": ("oov", f"{PLAN}themas/29/"),
    "theme of one municipality": ("oov-kerkrade", f"{KERKRADE}themas/47/"),
    "theme that stood in a picture": ("maasgouw", "/plannen/ivp-maasgouw-2023-2026/themas/18/"),
    "version": ("oov", f"{PLAN}versies/1/"),
    "version of a strategy": ("maasgouw", "/plannen/ivp-maasgouw-2023-2026/versies/1/"),
    "kernbeleid": ("systeembeheerder", "/kernbeleid/"),
    "kernbeleid, new edition": ("systeembeheerder", "/kernbeleid/nieuw/"),
    "kernbeleid, change a theme": ("systeembeheerder", "/kernbeleid/themas/1/"),
    "kernbeleid, remove a theme": ("systeembeheerder", "/kernbeleid/themas/1/verwijderen/"),
    "make public": ("planbeheerder", f"{PLAN}openbaar/"),
    "no longer public": ("planbeheerder", f"{PLAN}openbaar/intrekken/"),
    "public plans, none": ("oov", "/openbaar/"),
    "cell": ("oov", CELL),
    "cell of another": ("griffie", CELL),
    "cell, streefstatus": ("planbeheerder", CELL),
    "own activity": ("oov", f"{PLAN}versies/1/activiteiten/nieuw/"),
    "round": ("oov", f"{PLAN}invulronde/"),
    "round of the group": ("planbeheerder", f"{PLAN}invulronde/"),
    "versions": ("planbeheerder", f"{PLAN}versies/"),
    "compare, one version": ("oov", f"{PLAN}vergelijken/"),
    "adopt, adopted already": ("planbeheerder", f"{PLAN}versies/1/vaststellen/"),
    "adopt": ("planbeheerder", "/plannen/ivp-heuvelland-2020-2023/versies/1/vaststellen/"),
    "adjust": ("planbeheerder", f"{PLAN}bijstellen/"),
    "close": ("planbeheerder", f"{PLAN}afsluiten/"),
    "make a plan": ("planbeheerder", "/plannen/nieuw/"),
    "make a plan, next period": (
        "planbeheerder",
        "/plannen/nieuw/?vervolg=uvp-heuvelland-2020-2023",
    ),
    "make a plan, wrong": ("systeembeheerder", "/plannen/nieuw/?kopie=x"),
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
    "outline": ("systeembeheerder", f"{CONCEPT}"),
    "outline of an adopted version": ("planbeheerder", f"{PLAN}versies/1/bewerken/"),
    "facts of a plan": ("systeembeheerder", f"{CONCEPT}plan/"),
    "new theme": ("systeembeheerder", f"{CONCEPT}themas/nieuw/"),
    "theme": ("systeembeheerder", f"{STRATEGY}themas/1/"),
    "move a theme": ("systeembeheerder", f"{STRATEGY}themas/1/verplaatsen/"),
    "end a theme": ("systeembeheerder", f"{STRATEGY}themas/1/beeindigen/"),
    "merge a theme": ("systeembeheerder", f"{STRATEGY}themas/1/samenvoegen/"),
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


def test_what_a_planbeheerder_makes_public_is_accessible(page_of, new_page):
    planner = page_of("planbeheerder")
    planner.goto(f"{PLAN}openbaar/")
    planner.get_by_label("met de stand per gemeente").check()
    planner.click("main button[type=submit]")
    page = new_page()
    for address in ("/openbaar/", "/openbaar/uvp-heuvelland-2020-2023/"):
        page.goto(address)
        assert_axe_clean(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert width_of(page) <= 320
    planner.goto(f"{PLAN}openbaar/intrekken/")
    planner.click("main button[type=submit]")


def test_the_menu_and_the_filters_are_accessible_when_open(page_of):
    page = page_of("systeembeheerder")
    page.goto(f"{PLAN}matrix/")
    page.click(".account summary")
    page.click(".filters summary")
    page.locator("td.pa summary").first.click()
    assert_axe_clean(page)


@pytest.mark.parametrize("width", [1440, 320])
def test_the_menus_of_a_list_are_accessible_when_open_and_fit(page_of, width):
    page = page_of("systeembeheerder")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/activiteiten/")
    for summary in (".columns-menu > summary", ".more-filters > summary"):
        page.click(summary)
    assert_axe_clean(page)
    assert width_of(page) <= width
    page.click(".columns-menu > summary")
    page.click(".list-tools .menu:last-child > summary")
    assert_axe_clean(page)
    assert width_of(page) <= width


def test_columns_are_chosen_and_kept_while_sorting_filtering_and_paging(page_of):
    page = page_of("systeembeheerder")
    page.goto("/activiteiten/?sorteer=title")
    page.click(".columns-menu > summary")
    page.get_by_label("Planning", exact=True).uncheck()
    page.get_by_label("Aantal partners").check()
    page.click("text=Kolommen tonen")
    page.click("text=Volgende")
    page.fill("[name=q]", "e")
    page.click("main button:has-text('Toon')")
    heads = page.locator("thead th").all_inner_texts()
    assert "Aantal partners" in heads
    assert "Planning" not in heads
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Activiteit"
    assert "bladzijde" not in page.url
    with page.expect_download() as download:
        page.click(".list-tools .menu:last-child > summary")
        page.click("text=Excel (XLSX)")
    assert download.value.suggested_filename.endswith("-fictief.xlsx")


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_page_before_login_is_accessible(new_page, path):
    page = new_page()
    page.goto(path)
    page.click("main button[type=submit]")
    assert_axe_clean(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert width_of(page) <= 320


# The rows of the plan itself; other tests add activities that one municipality has for itself.
OF_THE_PLAN = "tbody tr:not(:has(td.none))"


@pytest.mark.parametrize("view", ["stand", "streefbeeld"])
def test_every_status_is_text_without_any_style(page_of, view):
    page = page_of("oov")
    page.goto(f"{PLAN}matrix/?weergave={view}")
    page.evaluate(
        "document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())"
    )
    words = page.locator(f"{OF_THE_PLAN} td.c a .vh").all_inner_texts()
    known = ("rood", "geel", "groen", "grijs", "n.v.t.", "nog niet ingevuld")
    assert len(words) == 440
    assert all(any(word in text for word in known) for text in words)


def width_of(page: Page) -> int:
    """How wide the page is, for who scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth")
