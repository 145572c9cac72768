"""Whatever people write, it never becomes markup: the matrix joins strings, so it is attacked."""

from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from plans.models import (
    Activity,
    ActivityWording,
    Group,
    Municipality,
    Plan,
    PlanVersion,
    ThemeWording,
)
from plans.rules.counts import Count
from plans.rules.matrix import Choice, Line, Shown, Text, View
from plans.rules.planning import Phase, Planning
from plans.rules.status import Level, Status
from plans.selectors.cells import Renewed
from plans.selectors.matrix import Block, MatrixPage
from plans.tables.choices import filters_of
from plans.tables.matrix import MatrixTable, MatrixUpdate

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "&amp",
    "</textarea></option></select>",
    "{{ request }}{% load x %}",
    "a\x00b",
    "javascript:alert(1)",
]
words = st.sampled_from(ATTACKS) | st.text("<>\"'&;=/ abc\n\u2028é", min_size=1, max_size=12)
# A letter that no text of the page has.
HARMLESS = "\ue000"


class Reader(HTMLParser):
    """The tags with their attributes, the text, and what is neither, as a browser finds them."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[str] = []
        self.text = ""
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _value in attrs)))
        self.values += [value or "" for _name, value in attrs]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def town(pk: int, word: str) -> Municipality:
    """A municipality of which only the names come from people."""
    return Municipality(pk=pk, code=f"GM000{pk}", name=word, short=word)


def page_of(word: str, names: int, view: str = View.STAND) -> MatrixPage:
    """A page in which every text that a person can write is this word."""
    towns = [town(1, word), town(2, word)]
    group = Group(pk=1, slug="groep", name=word)
    plan = Plan(pk=1, slug="plan", title=word, group=group)
    text = Text(
        1,
        "sleutel",
        1,
        word,
        word,
        word,
        (word,) * names,
        (word,) * names,
        not names,
        (word,) * names,
        Planning(word),
    )
    cells = {1: Shown(Status.GEEL, Level.GROEP, Status.GROEN), 2: Shown()}
    line = Line(text, Phase.RUNS, cells)
    counts = {1: Count(1, 2, 1, 3), 2: Count()}
    theme = ThemeWording(pk=1, number=word, title=word)
    return MatrixPage(
        version=PlanVersion(pk=1, plan=plan),
        day=date(2023, 1, 1),
        choice=Choice(view=view, coordinator=word, partner=word),
        columns=towns,
        all_columns=towns,
        blocks=[Block(1, word, word, [line], [line], 3, counts)],
        themes=[theme],
        lines=[line],
        shown_count=2,
        totals=counts,
    )


def table_html(word: str, names: int, view: str) -> str:
    """All that the renderer of the matrix prints."""
    table = MatrixTable(page_of(word, names, view), 1)
    return f"{table.head()}{table.bodies()}{table.totals()}"


def filters_html(word: str, names: int) -> str:
    """All that the renderer of the filters prints."""
    return "".join(filters_of(page_of(word, names)).values())


def update_html(word: str, view: str) -> str:
    """All that the renderer of one change prints."""
    plan = Plan(pk=1, slug="plan", title=word, group=Group(pk=1, name=word))
    wording = ActivityWording(
        activity=Activity(pk=1, key="sleutel"), theme_id=1, subject=word, title=word
    )
    here = town(1, word)
    cell = Shown(Status.GEEL, Level.GROEP, Status.GROEN)
    renewed = Renewed([(here, cell)], [(here, Count(1, 2, 1, 3), Count(4, 5, 6, 7))], 1, 2)
    return MatrixUpdate(plan, view).parts(wording, renewed)


def assert_same(html: str, harmless: str, word: str) -> None:
    """The page is that of a harmless word, tag by tag; the word stands in it as it was written."""
    found, expected = Reader(html), Reader(harmless)
    assert found.tags == expected.tags
    assert found.odd == []
    assert found.text == expected.text.replace(HARMLESS, word)
    assert found.values == [value.replace(HARMLESS, word) for value in expected.values]


@given(words, st.integers(0, 3), st.sampled_from(list(View)))
def test_no_text_becomes_markup_in_the_matrix(word, names, view):
    assert_same(table_html(word, names, view), table_html(HARMLESS, names, view), word)


@given(words, st.integers(0, 3))
def test_no_text_becomes_markup_in_the_filters(word, names):
    assert_same(filters_html(word, names), filters_html(HARMLESS, names), word)


@given(words, st.sampled_from([*View, "anders"]))
def test_no_text_becomes_markup_in_a_renewed_cell(word, view):
    assert_same(update_html(word, view), update_html(HARMLESS, view), word)


def test_the_reader_itself_sees_markup():
    assert Reader("<b class='x'>a</b><!-- c -->").tags == [("b", ("class",))]
    assert Reader("<!-- c -->").odd == [" c "]
