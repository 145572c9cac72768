"""Logging in through the form, as each of the demonstration accounts."""

import pytest

from tests.browser.conftest import ACCOUNTS, assert_axe_clean


@pytest.mark.parametrize("account", ACCOUNTS["accounts"], ids=lambda account: account["email"])
def test_a_demonstration_account_logs_in(page_of, account):
    page = page_of(account["email"].split("@")[0])
    assert page.locator("h1").count() == 1


def test_the_login_page_is_accessible(new_page):
    page = new_page()
    page.goto("/accounts/login/")
    assert_axe_clean(page)
