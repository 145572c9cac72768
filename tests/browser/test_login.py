"""Logging in through the form, as each of the demonstration accounts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ACCOUNTS, assert_axe_clean


@pytest.mark.parametrize("account", ACCOUNTS["accounts"], ids=lambda account: account["email"])
def test_a_demonstration_account_logs_in(new_page, account):
    page = new_page()
    page.goto("/")
    page.fill("[name=login]", account["email"])
    page.fill("[name=password]", ACCOUNTS["password"])
    page.click("main button[type=submit]")
    expect(page.locator("header .account")).to_contain_text(account["name"])


def test_the_login_page_is_accessible(new_page):
    page = new_page()
    page.goto("/accounts/login/")
    assert_axe_clean(page)
