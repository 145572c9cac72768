"""Abbreviations in a text: found as whole words, and never a way to write markup."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.abbreviations import pieces
from plans.templatetags.plans import explained

MEANINGS = {
    "Boa": "Buitengewoon opsporingsambtenaar",
    "GGZ": "Geestelijke gezondheidszorg",
    "OOV": "Openbare orde",
    "OOV-raad": "Raad voor de orde",
    "P&O": "Personeel",
    "km": "kindermishandeling",
    "Top X": "Lijst",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("De OOV.", ["OOV"]),
        ("OOV", ["OOV"]),
        ("de OOV'er en de Boa's", ["OOV", "Boa"]),
        ("OOV/GGZ (Boa)", ["OOV", "GGZ", "Boa"]),
        ("OOVer, AOOV, OOV2, _OOV", []),
        ("oov, BOA, ggz", []),
        ("de OOV-raad", ["OOV-raad"]),
        ("de OOV-radio", ["OOV"]),
        ("P&O en P&OX", ["P&O"]),
        ("Top X, Top Xl", ["Top X"]),
        ("hg en km/hg", ["km"]),
        ("10 km verder, 10\u00a0km, 5km", []),
        ("OOV\u0301 is een ander woord, en \u00c9OOV ook", []),
        ("regel\nOOV\nregel", ["OOV"]),
    ],
)
def test_only_whole_words_are_found_the_longest_first(text, found):
    assert [piece.text for piece in pieces(text, MEANINGS) if piece.meaning] == found


def test_each_carries_its_own_meaning():
    assert explained("Een Boa", MEANINGS) == (
        'Een <abbr title="Buitengewoon opsporingsambtenaar">Boa</abbr>'
    )


@pytest.mark.parametrize("meanings", [{}, None, {"": "niets"}])
def test_without_abbreviations_a_text_is_as_it_was(meanings):
    assert explained("a < b & c", meanings) == "a &lt; b &amp; c"


class Reader(HTMLParser):
    """The tags and the text, as a browser finds them."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


hostile = st.text("<>\"'&;=/ abOV\n\u2028é\u0301", max_size=12) | st.sampled_from(
    ["<script>", '"><b>', "</abbr>", "&lt;", "&amp", "OOV", "<!--", "' onclick='x"]
)
lists = st.dictionaries(hostile, hostile.filter(bool), max_size=5)


@given(st.lists(hostile, max_size=6).map(" ".join), lists)
def test_no_text_becomes_markup_and_none_is_lost(text, meanings):
    assert "".join(piece.text for piece in pieces(text, meanings)) == text
    html = explained(text, meanings)
    assert re.sub(r"</?abbr[^<>]*>", "", html) == escape(text)
    read = Reader(html)
    assert {tag for tag, _attrs in read.tags} <= {"abbr"}
    assert all([name for name, _value in attrs] == ["title"] for _tag, attrs in read.tags)
