"""Texts made comparable: databases differ in how they fold case and accents, this does not."""

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Text for comparing: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def searchable(*texts: str) -> str:
    """Several texts as one to search in; a line each, so that no word runs over into the next."""
    return folded("\n".join(filter(None, texts)))


def words_of(query: str, *, most: int = 8) -> list[str]:
    """The words of a query, folded; each must be found somewhere in a text that answers it."""
    return list(dict.fromkeys(folded(query).split()))[:most]


def theme_texts(
    number: str,
    title: str,
    description: str,
    ambition: str,
    outlines: Iterable[dict],
    related_policy: Iterable[str],
) -> str:
    """What is searched of a theme."""
    lines = [line for each in outlines for line in _outline(each)]
    return searchable(number, title, description, ambition, *lines, *related_policy)


def _outline(outline: dict) -> list[str]:
    return [outline.get("title", ""), outline.get("text", ""), *outline.get("points", [])]


def activity_texts(
    heading: str,
    subject: str,
    title: str,
    description: str,
    points: Iterable[str],
    realised: str,
) -> str:
    """What is searched of an activity; its coordinators and partners are found by themselves."""
    return searchable(heading, subject, title, description, *points, realised)
