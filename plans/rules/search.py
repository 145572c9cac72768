"""Texts made comparable: databases differ in how they fold case and accents, this does not."""

import re
import unicodedata
from collections.abc import Iterable

MOST_TERMS = 8
QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"')


def folded(text: str) -> str:
    """Text for comparing: lower case, without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def searchable(*texts: str) -> str:
    """Several texts as one to search in; a line each, so that no word runs over into the next."""
    return folded("\n".join(filter(None, texts)))


def words_of(query: str, *, most: int = 8) -> list[str]:
    """The words of a query, folded; each must be found somewhere in a text that answers it."""
    return list(dict.fromkeys(folded(query).split()))[:most]


def terms_of(query: str) -> list[str]:
    """What must be found in a text that answers a query: its words, and whole what it quotes."""
    parts = re.findall(r'"([^"]+)"|([^\s"]+)', query.translate(QUOTES))
    terms = (" ".join(folded(quoted or word).split()) for quoted, word in parts)
    return list(dict.fromkeys(filter(None, terms)))


def theme_texts(
    number: str,
    title: str,
    description: str,
    ambition: str,
    outlines: Iterable[dict],
    related_policy: Iterable[str],
) -> str:
    """What is searched of a theme."""
    lines = [line for each in outlines for line in outline_lines(each)]
    return searchable(number, title, description, ambition, *lines, *related_policy)


def outline_lines(outline: dict) -> list[str]:
    """The lines of a *hoofdlijn*."""
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
