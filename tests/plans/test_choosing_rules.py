"""Names of parties as people type them, and which party each means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.choosing import Chosen, Known, Party, parted, twice, typed_lines

PARTIES = [
    Party(1, "Politie", "politie\nbasisteam politie"),
    Party(2, "GGD Zuid-Limburg", "ggd zuid-limburg\nggd"),
    Party(3, "Coöperatie Één", ""),
    Party(4, "Politie (wijkagent)", ""),
    Party(5, "Verborgen bureau", "", is_seen=False),
    Party(6, "politie", "politie"),
]
KNOWN = Known(PARTIES, with_remarks=True)


@pytest.mark.parametrize(
    ("line", "name", "remark"),
    [
        ("GGD", "GGD", ""),
        ("GGD (op afroep)", "GGD", "op afroep"),
        ("GGD(op afroep)", "GGD", "op afroep"),
        ("Politie (wijkagent) (op afroep)", "Politie (wijkagent)", "op afroep"),
        ("GGD (op afroep (nacht))", "GGD", "op afroep (nacht)"),
        ("GGD ()", "GGD", ""),
        ("(op afroep)", "(op afroep)", ""),
        ("GGD op afroep)", "GGD op afroep)", ""),
        (")", ")", ""),
        ("GGD (nacht) Zuid", "GGD (nacht) Zuid", ""),
    ],
)
def test_a_remark_stands_in_the_last_brackets(line, name, remark):
    assert parted(line) == (name, remark)


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("Politie", Chosen("Politie", 1)),
        ("politie", Chosen("politie", 6)),
        ("POLITIE", Chosen("Politie", 1)),
        ("Basisteam Politie", Chosen("Politie", 1)),
        ("ggd (op afroep)", Chosen("GGD Zuid-Limburg", 2, "op afroep")),
        ("cooperatie een", Chosen("Coöperatie Één", 3)),
        ("Politie (wijkagent)", Chosen("Politie (wijkagent)", 4)),
        ("politie (wijkagent) (nacht)", Chosen("Politie (wijkagent)", 4, "nacht")),
        ("Verborgen bureau", Chosen("Verborgen bureau", 5)),
        ("Polite (nacht)", Chosen("Polite", None, "nacht")),
    ],
)
def test_a_line_means_a_party_by_any_of_its_spellings(line, chosen):
    assert KNOWN.read(line) == chosen


def test_a_coordinator_has_no_remark():
    known = Known(PARTIES, with_remarks=False)
    assert known.read("GGD (nacht)") == Chosen("GGD (nacht)")


def test_a_name_that_is_not_known_is_named_once():
    text = "Politie\nXyz\n\n xyz (nacht)\nAbc\nGGD"
    assert list(KNOWN.unknown(text)) == ["xyz", "Abc"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Polite", [1]),
        ("GGD Limburg", [2]),
        ("ggd", [2]),
        ("Verborgen buro", []),
        ("Zzzz", []),
        ("", []),
    ],
)
def test_what_is_near_is_offered_when_it_is_in_sight(name, near):
    assert [party.pk for party in KNOWN.nearest(name)] == near


def test_a_party_is_listed_once():
    assert twice([Chosen("GGD", 1), Chosen("OM", 2)]) == ""
    assert twice([Chosen("GGD", 1), Chosen("OM", 2), Chosen("GGD", 1, "nacht")]) == "GGD"
    assert twice([Chosen("Nieuw"), Chosen("nieuw")]) == "nieuw"


@given(st.text())
def test_no_text_is_too_strange(text):
    for line in typed_lines(text):
        assert KNOWN.read(line).name
        KNOWN.nearest(line)


@given(st.text(alphabet="ab ", min_size=1).map(str.strip).filter(bool), st.text(alphabet="cd()"))
def test_what_is_shown_is_read_again(name, remark):
    chosen = Chosen(" ".join(name.split()), None, remark)
    is_even = parted(chosen.line) == (chosen.name, remark)
    assert is_even or remark.count("(") != remark.count(")") or ")(" in remark or ")" in remark
