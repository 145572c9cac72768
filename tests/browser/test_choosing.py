"""Choosing partners by typing a few letters, with the keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_axe_clean

NEW = "/plannen/uvp-heuvelland-2020-2023/versies/1/activiteiten/nieuw/"
INPUT = "#id_partners"
OPTIONS = "#id_partners-lijst [role=option]"


def open_form(page: Page, title: str) -> None:
    """Open the form of an own activity and fill in what it needs besides."""
    page.goto(NEW)
    page.select_option("[name=theme]", index=1)
    page.fill("[name=subject]", "Buurt")
    page.fill("[name=title]", title)


def chips(page: Page) -> list[str]:
    """The partners that were chosen, as they are read."""
    return page.locator(
        "#id_partners >> xpath=../../ul[@class='chosen']/li/button[1]"
    ).all_inner_texts()


def test_the_arrows_walk_the_list_and_escape_leaves_it(page_of):
    page = page_of("oov")
    open_form(page, "Buurt in het oog")
    field = page.locator(INPUT)
    field.focus()
    page.keyboard.type("politi")
    expect(page.locator(OPTIONS).first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "id_partners-0")
    expect(page.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    assert_axe_clean(page)
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("politi")


def test_a_partner_is_chosen_edited_and_removed_with_the_keyboard(page_of):
    page = page_of("oov")
    open_form(page, "Buurt in beeld")
    field = page.locator(INPUT)
    field.focus()
    page.keyboard.type("politie (nacht)")
    page.keyboard.press("Enter")  # exactly this name
    expect(field).to_have_value("")
    page.keyboard.type("Bureau Xyz")
    expect(page.locator(OPTIONS).last).to_contain_text("Bureau Xyz")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    chosen = [" ".join(chip.removesuffix("wijzigen").split()) for chip in chips(page)]
    assert chosen == ["Politie (nacht)", "Bureau Xyz nieuw"]
    page.keyboard.press("Backspace")  # the last one comes back to be edited
    expect(field).to_have_value("Bureau Xyz")
    page.keyboard.press("Control+A")
    page.keyboard.type("ggd")
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    page.keyboard.press("Shift+Tab")
    remove = page.get_by_role("button", name="GGD weghalen")
    expect(remove).to_be_focused()
    assert remove.evaluate("each => Math.min(each.offsetWidth, each.offsetHeight)") >= 24
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert len(chips(page)) == 1
    page.click("button:has-text('Activiteit toevoegen')")
    expect(page.locator(".message")).to_contain_text("Toegevoegd: Buurt in beeld")
    expect(page.locator("dl.facts")).to_contain_text("Politie (nacht)")


def test_what_was_typed_and_not_chosen_is_asked_about(page_of):
    page = page_of("oov")
    open_form(page, "Buurt in gesprek")
    page.fill(INPUT, "Politi")
    page.click("button:has-text('Activiteit toevoegen')")
    expect(page.locator(".error-summary")).to_contain_text("“Politi” is nieuw.")
    assert_axe_clean(page)
    page.get_by_label("Politie", exact=True).check()
    page.click("button:has-text('Activiteit toevoegen')")
    expect(page.locator("dl.facts")).to_contain_text("Politie")


def test_without_javascript_each_name_stands_on_a_line(page_of):
    page = page_of("oov", java_script_enabled=False)
    open_form(page, "Buurt op papier")
    page.fill("[name=partners]", "GGD (op afroep)\npolitie")
    page.click("button:has-text('Activiteit toevoegen')")
    expect(page.locator("dl.facts")).to_contain_text("GGD (op afroep), Politie")
