"""Where the words of a search stand in a text as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.excerpts import excerpt, marked
from plans.rules.search import folded, terms_of


def shown(pieces) -> str:
    """Pieces as one text, with what was found in square brackets."""
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("   ", []),
        ("Top X", ["top", "x"]),
        ('"Top  X"', ["top x"]),
        ("“Top X” jeugd", ["top x", "jeugd"]),
        ("„Top X”", ["top x"]),
        ('top "x', ["top", "x"]),
        ('""', []),
        ("Coördinator CAFÉ", ["coordinator", "cafe"]),
        ("café cafe CAFE", ["cafe"]),
        ("100% _", ["100%", "_"]),
    ],
)
def test_a_query_is_words_and_what_it_quotes(query, terms):
    assert terms_of(query) == terms


@pytest.mark.parametrize(
    ("text", "terms", "said"),
    [
        ("Buurtbemiddeling", ["buurt"], "[Buurt]bemiddeling"),
        ("de coördinator", ["coordinator"], "de [coördinator]"),
        ("de coo\u0308rdinator", ["coordinator"], "de [coo\u0308rdinator]"),
        ("Straße en plein", ["strasse"], "[Straße] en plein"),
        ("aan en aan", ["aan"], "[aan] en [aan]"),
        ("aaa", ["aa"], "[aa]a"),
        ("brandweer", ["brand", "ndwe"], "[brandwe]er"),
        ("brandweer", ["brand", "weer"], "[brandweer]"),
        ("niets", ["iets anders"], "niets"),
        ("", ["a"], ""),
        ("tekst", [], "tekst"),
    ],
)
def test_what_is_found_is_marked(text, terms, said):
    assert shown(marked(text, terms)) == said


def test_an_excerpt_is_of_the_line_that_says_most():
    lines = ["eerst de politie", "politie en brandweer", "brandweer"]
    assert shown(excerpt(lines, ["politie", "brandweer"])) == "[politie] en [brandweer]"


def test_an_excerpt_is_cut_between_words():
    text = f"{'voor ' * 40}Raak {'achter ' * 40}"
    said = shown(excerpt([text], ["raak"]))
    assert said.startswith("… voor ")
    assert "voor [Raak] achter" in said
    assert said.endswith("achter …")
    assert len(said) < 250


def test_an_excerpt_of_a_word_without_end_has_an_end():
    said = shown(excerpt(["x" * 500 + "raak" + "x" * 500], ["raak"]))
    assert "[raak]" in said
    assert len(said) < 250


@pytest.mark.parametrize("lines", [[], [""], ["iets anders"]])
def test_what_says_none_of_the_words_has_no_excerpt(lines):
    assert excerpt(lines, ["raak"]) == []


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_marking_loses_no_letter_and_marks_what_was_asked(text, words):
    terms = [term for word in words if (term := folded(word))]
    pieces = marked(text, terms)
    assert "".join(piece.text for piece in pieces) == text
    found = any(term in folded(text) for term in terms)
    assert any(piece.is_found for piece in pieces) is found
