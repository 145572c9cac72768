"""The main job: an OOV-medewerker changes statuses in the matrix, by mouse and by keyboard."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_axe_clean

PLAN = "/plannen/uvp-heuvelland-2020-2023/"
MATRIX = f"{PLAN}matrix/"
DIALOG = "dialog[open]"


def own_cell(page: Page, row: str):
    """The cell of Vaals in the row with this key."""
    return page.locator(f"tr[id='{row}'] td.own a")


def open_cell(page: Page, row: str, query: str = "") -> None:
    """Open the matrix and the dialog of a cell of Vaals."""
    page.goto(MATRIX + query)
    own_cell(page, row).click()
    page.wait_for_selector(DIALOG)


def save(page: Page, status: str, note: str = "", reason: str = "") -> None:
    """Choose a status in the open dialog and save it."""
    page.check(f"{DIALOG} input[name=status][value={status}]")
    page.fill(f"{DIALOG} textarea[name=note]", note)
    if reason:
        page.select_option(f"{DIALOG} select[name=reason]", reason)
    page.click(f"{DIALOG} button:has-text('opslaan')")


def test_a_saved_status_is_seen_at_once_and_by_everybody(page_of):
    row = "verbindingspunt-via-in-de-gemeente-invoeren"
    page = page_of("oov")
    open_cell(page, row)
    save(page, "geel")
    expect(own_cell(page, row)).to_contain_text("geel")
    expect(page.locator("#melding")).to_contain_text("Opgeslagen: Vaals")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(own_cell(page, row)).to_be_focused()
    mayor = page_of("burgemeester")
    mayor.goto(MATRIX)
    expect(mayor.locator(f"tr[id='{row}']")).to_contain_text("geel")


def test_the_counts_follow_and_one_click_withdraws(page_of):
    row = "nazorg-na-detentie-verder-ontwikkelen"
    page = page_of("oov")
    page.goto(f"{MATRIX}?thema=3.1")
    count = page.locator("tr.theme td.own")
    before, status = count.inner_text(), own_cell(page, row).inner_text()
    open_cell(page, row, "?thema=3.1")
    save(page, "groen", "Klaar met het Veiligheidshuis.")
    expect(page.locator("#melding")).to_contain_text("Opgeslagen")
    expect(count).not_to_have_text(before)
    page.click("#melding button")
    expect(page.locator("#melding")).to_contain_text("Herroepen")
    expect(count).to_have_text(before, use_inner_text=True)
    expect(own_cell(page, row)).to_have_text(status, use_inner_text=True)
    assert page.url.endswith("?thema=3.1")


def test_the_keyboard_alone_walks_opens_saves_and_leaves(page_of):
    page = page_of("oov")
    page.goto(f"{MATRIX}?thema=4.2")
    first = page.locator("tbody td.own a").first
    first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("tbody tr:not(.theme) td.c a").nth(2)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    second = page.locator("tbody td.own a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(DIALOG)
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(DIALOG)
    page.locator(f"{DIALOG} input[value=groen]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_contain_text("Opgeslagen")
    expect(second).to_be_focused()


def test_a_step_back_asks_for_its_reason_and_keeps_what_was_typed(page_of):
    page = page_of("oov")
    page.goto(MATRIX)
    row = page.locator("td.own a.groen").first.evaluate("link => link.closest('tr').id")
    open_cell(page, row)
    save(page, "rood", "Dit schreef ik al.")
    expect(page.locator(f"{DIALOG} .error-summary")).to_contain_text("gaat terug")
    assert page.input_value(f"{DIALOG} textarea[name=note]") == "Dit schreef ik al."
    assert_axe_clean(page)
    save(page, "rood", "Dit schreef ik al.", "capaciteit")
    expect(own_cell(page, row)).to_contain_text("rood")


def test_the_second_of_two_people_chooses_with_both_values_in_sight(page_of):
    first, second = page_of("oov"), page_of("oov")
    first.goto(MATRIX)
    row = first.locator("td.own a.geel").first.evaluate("link => link.closest('tr').id")
    open_cell(first, row)
    open_cell(second, row)
    save(first, "groen")
    expect(first.locator("#melding")).to_contain_text("Opgeslagen")
    save(second, "geel", "Nog niet klaar.")
    conflict = second.locator(f"{DIALOG} .conflict")
    expect(conflict).to_contain_text("groen")
    expect(conflict).to_contain_text("Uw keuze was")
    assert_axe_clean(second)
    assert second.input_value(f"{DIALOG} textarea[name=note]") == "Nog niet klaar."
    save(second, "geel", "Nog niet klaar.", "anders")
    expect(own_cell(second, row)).to_contain_text("geel")


def test_a_session_that_ended_loses_no_text(page_of):
    page = page_of("oov")
    page.goto(MATRIX)
    row = page.locator("td.own a.leeg").first.evaluate("link => link.closest('tr').id")
    open_cell(page, row)
    page.context.clear_cookies(name="sessionid")
    save(page, "geel", "Dit mag niet weg.")
    expect(page.locator("#cel-problem")).to_contain_text("Uw sessie is verlopen")
    assert page.input_value(f"{DIALOG} textarea[name=note]") == "Dit mag niet weg."
    assert_axe_clean(page)
    with page.context.expect_page() as opened:
        page.click("#cel-problem a")
    login = opened.value
    login.fill("[name=login]", "oov@demo.example")
    login.fill("[name=password]", "Demonstratie-Heuvelland-1")
    login.click("main button[type=submit]")
    # In the new tab the text stands in the form again; here it can be saved just so.
    expect(login.locator("textarea[name=note]")).to_have_value("Dit mag niet weg.")
    page.bring_to_front()
    page.click(f"{DIALOG} button:has-text('opslaan')")
    expect(own_cell(page, row)).to_contain_text("geel")


def test_who_may_not_change_a_cell_reads_it(page_of):
    page = page_of("burgemeester")
    page.goto(MATRIX)
    page.locator("tbody td.c a.geel").first.click()
    page.wait_for_selector(DIALOG)
    expect(page.locator(f"{DIALOG} form")).to_have_count(0)
    expect(page.locator(DIALOG)).to_contain_text("lezen, niet wijzigen")
    assert_axe_clean(page)


def test_the_dialog_is_a_page_without_javascript(page_of):
    page = page_of("oov", java_script_enabled=False)
    page.goto(f"{MATRIX}?thema=5.9&weergave=verschil")
    page.locator("td.own a").first.click()
    page.check("input[name=status][value=groen]")
    page.fill("textarea[name=note]", "Zonder script.")
    page.click("button:has-text('Status opslaan')")
    assert "?thema=5.9&weergave=verschil" in page.url
    expect(page.locator(".message")).to_contain_text("Opgeslagen")


def test_a_round_is_saved_in_one_go_or_not_at_all(page_of):
    page = page_of("oov")
    page.goto(f"{PLAN}invulronde/")
    number = page.locator(".round-line").count()
    lines = page.locator(".round-line:has-text('nog niet ingevuld')")
    lines.nth(0).locator("input[value=geel]").check()
    lines.nth(1).locator("input[value=grijs]").check()
    page.click("button:has-text('Ronde opslaan')")
    expect(page.locator(".error-summary")).to_contain_text("nog niets opgeslagen")
    expect(page.locator(".round-line")).to_have_count(number)
    assert_axe_clean(page)
    page.locator(".round-line:has(input[value=grijs]:checked) textarea").fill("Eigen prioriteit.")
    page.click("button:has-text('Ronde opslaan')")
    expect(page.locator(".message")).to_contain_text("2 statussen")
    expect(page.locator(".round-line")).to_have_count(number - 2)
