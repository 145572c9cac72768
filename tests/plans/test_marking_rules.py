"""Two wordings beside each other, word by word."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.marking import Mark, joined, marked, same_words, words

SAME, GONE, NEW = Mark.SAME, Mark.GONE, Mark.NEW


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "nieuw", [(NEW, "nieuw")]),
        ("oud", "", [(GONE, "oud")]),
        (
            "elk half jaar",
            "elk heel jaar",
            [(SAME, "elk"), (GONE, "half"), (NEW, "heel"), (SAME, "jaar")],
        ),
        ("a b", "a b c", [(SAME, "a b"), (NEW, "c")]),
        ("a b c", "b c", [(GONE, "a"), (SAME, "b c")]),
        ("een\ntwee", "een\ndrie\ntwee", [(SAME, "een\n"), (NEW, "drie\n"), (SAME, "twee")]),
        ("a b c d", "w x y z", [(GONE, "a b c d"), (NEW, "w x y z")]),
        # One small word in common is no reason to cut two sentences up.
        (
            "wij gaan de jeugd helpen",
            "vanaf nu controleert de politie elke zaterdag streng",
            [
                (GONE, "wij gaan de jeugd helpen"),
                (NEW, "vanaf nu controleert de politie elke zaterdag streng"),
            ],
        ),
    ],
)
def test_the_pieces_of_two_wordings(before, after, expected):
    assert [(piece.mark, piece.text) for piece in marked(before, after)] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a b", " a  b ", True),
        ("a\nb", "a\r\nb\n", True),
        ("a\nb", "a b", False),
        ("a", "A", False),
    ],
)
def test_spaces_are_no_words(one, other, same):
    assert same_words(one, other) is same


texts = st.text(alphabet="ab \n", max_size=40)


@given(texts, texts)
def test_the_pieces_hold_both_texts_whole(before, after):
    pieces = marked(before, after)
    old = [word for piece in pieces if piece.mark is not NEW for word in words_in(piece)]
    new = [word for piece in pieces if piece.mark is not GONE for word in words_in(piece)]
    assert old == words(before)
    assert new == words(after)


def words_in(piece) -> list[str]:
    """The words of a piece, the ends of lines at its edges included."""
    return [word for line in piece.text.split("\n") for word in [*line.split(), "\n"]][:-1]


@given(texts)
def test_a_text_beside_itself_has_one_piece(text):
    assert [piece.mark for piece in marked(text, text)] == ([SAME] if words(text) else [])
    assert words(joined(words(text))) == words(text)


def test_two_long_texts_do_not_keep_a_reader_waiting():
    start = perf_counter()
    pieces = marked(" ".join(map(str, range(5000))), " ".join(map(str, range(5000, 1, -1))))
    assert [piece.mark for piece in pieces] == [GONE, NEW]
    assert perf_counter() - start < 1
