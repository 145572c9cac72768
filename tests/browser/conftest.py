"""A real server with the demonstration set, and a browser for each role."""

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ACCOUNTS = json.loads(Path("fixtures/demonstration/accounts.json").read_text("utf-8"))
VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
  console.error(`CSP: ${event.violatedDirective} blocks ${event.blockedURI}`))"""


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder needs the browser, whatever its author forgot."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """Where the site runs, with a database of its own that holds the demonstration set."""
    database = tmp_path_factory.mktemp("site") / "site.sqlite3"
    settings = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": secrets.token_urlsafe(60),
    }
    subprocess.run([sys.executable, "manage.py", "prepare", "--quiet"], env=settings, check=True)
    # The server gets a socket that listens already: no port is guessed and nothing is waited for.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port, number = listener.getsockname()[1], listener.fileno()
        command = f"-m gunicorn config.wsgi --bind fd://{number} --threads 4 --no-control-socket"
        server = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, *command.split()], env=settings, pass_fds=[number]
        )
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium, that of Debian, for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def _is_fault(told: ConsoleMessage) -> bool:
    """A refusal (400, 401, 409) that a test asks for is logged by Chromium; it is no fault."""
    return told.type == "error" and not told.text.startswith("Failed to load resource")


@pytest.fixture
def new_page(browser, address) -> Iterator[Callable[..., Page]]:
    """Makes pages in a browser without cookies; what they log as an error fails the test."""
    errors: list[str] = []
    contexts = []

    def make(**options) -> Page:
        context = browser.new_context(base_url=address, locale="nl-NL", **options)
        contexts.append(context)
        context.add_init_script(VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda told: _is_fault(told) and errors.append(told.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def cookies(browser, address) -> Callable[[str], dict]:
    """The cookies of a demonstration account that logged in once, through the form."""

    @cache
    def log_in(role: str) -> dict:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", f"{role}@demo.example")
        page.fill("[name=password]", ACCOUNTS["password"])
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        state = context.storage_state()
        context.close()
        return state

    return log_in


@pytest.fixture
def page_of(new_page, cookies) -> Callable[..., Page]:
    """A page of the demonstration account of this name (``oov``, ``griffie``, ...)."""
    return lambda role, **options: new_page(storage_state=cookies(role), **options)


def assert_axe_clean(page: Page) -> None:
    """Fail with what axe finds wrong on the page as it is now."""
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
