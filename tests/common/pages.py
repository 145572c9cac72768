"""Logging in, and reading a page as its visitor and the content security policy do."""

import re

from django.utils.html import strip_tags

PASSWORD = "een-lang-wachtwoord"
ENGLISH = {"the", "your", "you", "please", "password", "sign", "account's", "enter", "click"}
FORBIDDEN = {
    "inline style": r"\sstyle=",
    "script": r"<script(?! src=\"/static/)",
    "data": r"\"data:",
}


def problems(response) -> list[str]:
    """What is wrong with a page: English, no single h1, or what the policy forbids."""
    html = response.content.decode()
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, html)]
    if html.count("<h1") != 1 or '<html lang="nl">' not in html:
        found.append("not one h1 in a Dutch page")
    if re.search(r"<title>\s*-", html):
        found.append("no title")
    return found + sorted(ENGLISH & set(words(response)))


def words(response) -> list[str]:
    """The words that a visitor reads, in small letters."""
    return re.findall(r"[\w']+", strip_tags(response.content.decode()).lower())


def says(response) -> str:
    """The text of a page on one line."""
    return " ".join(strip_tags(response.content.decode()).split())


def log_in(client, email="vera@vaals.example", password=PASSWORD, **more):
    """Fill in the login page."""
    return client.post("/accounts/login/", {"login": email, "password": password} | more)
