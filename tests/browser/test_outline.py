"""Moving activities and themes of a concept, by mouse and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import assert_axe_clean

OUTLINE = "/plannen/uvp-maastricht-2015-2016/versies/1/bewerken/"


@pytest.fixture
def outline(page_of) -> Iterator[Page]:
    """The outline of a concept with 140 activities, as who may write in it sees it."""
    page = page_of("systeembeheerder")
    page.goto(OUTLINE)
    return page


def rows(page: Page, theme: int) -> Locator:
    """The activities of the theme at this place."""
    return page.locator(".branch").nth(theme).locator(".row")


def keys(page: Page, theme: int) -> list[str]:
    """Which activities those are."""
    return rows(page, theme).evaluate_all("rows => rows.map(row => row.id)")


def drag(page: Page, row: Locator, target: Locator) -> None:
    """Take a row by its dots and let it go over a target."""
    grip, box = row.locator(".grip"), target.bounding_box()
    grip.hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + box["height"] / 2, steps=4)
    expect(page.locator(".drop")).to_have_count(1)
    page.mouse.up()


def test_a_row_is_dragged_after_another(outline):
    before = keys(outline, 0)
    drag(outline, rows(outline, 0).nth(0), rows(outline, 0).nth(2).locator(".line"))
    expect(outline.locator("#melding")).to_contain_text("Verplaatst")
    after = [before[1], before[2], before[0], *before[3:]]
    assert keys(outline, 0) == after
    expect(outline.locator(f"[id='{before[0]}']")).to_be_focused()
    assert_axe_clean(outline)
    outline.reload()
    assert keys(outline, 0) == after


def test_a_row_is_dragged_into_another_theme(outline):
    outline.set_viewport_size({"width": 1280, "height": 2600})
    first, second = keys(outline, 0), keys(outline, 1)
    drag(outline, rows(outline, 0).last, outline.locator(".branch").nth(1).locator("h2"))
    expect(outline.locator("#melding")).to_contain_text("vooraan")
    assert keys(outline, 0) == first[:-1]
    assert keys(outline, 1) == [first[-1], *second]
    expect(outline.locator("#sprong li").nth(1)).to_contain_text(str(len(second) + 1))


def test_escape_lets_a_row_go_where_it_was(outline):
    before = keys(outline, 0)
    rows(outline, 0).nth(1).locator(".grip").hover()
    outline.mouse.down()
    outline.mouse.move(600, 900, steps=3)
    outline.keyboard.press("Escape")
    outline.mouse.up()
    expect(outline.locator(".held, .drop")).to_have_count(0)
    assert keys(outline, 0) == before


def test_the_keyboard_moves_a_row_and_keeps_its_place(outline):
    before = keys(outline, 3)
    down = rows(outline, 3).nth(0).locator("button:has-text('Omlaag')")
    down.focus()
    outline.keyboard.press("Enter")
    expect(outline.locator("#melding")).to_contain_text("Verplaatst")
    expect(down.page.locator(f"[id='{before[0]}'] button:has-text('Omlaag')")).to_be_focused()
    assert keys(outline, 3) == [before[1], before[0], *before[2:]]
    up = outline.locator(f"[id='{before[0]}'] button:has-text('Omhoog')")
    up.focus()
    outline.keyboard.press("Enter")
    expect(rows(outline, 3).nth(0)).to_have_id(before[0])
    expect(up).to_be_focused()
    outline.keyboard.press("Enter")
    expect(outline.locator("#melding")).to_contain_text("staat al bovenaan")
    expect(up).to_be_focused()


def test_the_keyboard_moves_a_theme(outline):
    branches = outline.locator(".branch")
    moved = branches.nth(5).get_attribute("id")
    branches.nth(5).locator(".branch-head button:has-text('Omhoog')").press("Enter")
    expect(branches.nth(4)).to_have_id(moved)
    expect(branches.nth(4).locator(".branch-head button:has-text('Omhoog')")).to_be_focused()
    expect(outline.locator("#sprong li").nth(4)).to_have_id(moved.replace("t-", "s-"))


def test_everything_folds_and_a_session_that_ended_is_told(outline):
    outline.click("#vouwen")
    expect(outline.locator(".branch details[open]")).to_have_count(0)
    outline.click("#vouwen")
    outline.context.clear_cookies(name="sessionid")
    rows(outline, 2).nth(1).locator("button:has-text('Omhoog')").press("Enter")
    expect(outline.locator("#melding")).to_contain_text("Uw sessie is verlopen")


def test_without_javascript_a_row_moves_and_the_button_keeps_the_focus(page_of):
    page = page_of("systeembeheerder", java_script_enabled=False)
    page.goto(OUTLINE)
    row = rows(page, 4).nth(1)
    key = row.get_attribute("id")
    row.locator("button:has-text('Omhoog')").press("Enter")
    expect(rows(page, 4).nth(0)).to_have_id(key)
    expect(page.locator(".message")).to_contain_text("Verplaatst")
    expect(page.locator(f"[id='{key}'] button:has-text('Omhoog')")).to_be_focused()
    page.locator(f"[id='{key}'] a:has-text('Verplaatsen')").click()
    page.select_option("select[name=plaats]", index=1)
    page.click("main button[type=submit]")
    expect(page.locator(".message")).to_contain_text("Verplaatst")
