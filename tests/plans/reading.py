"""Reads the matrix as a visitor does: its rows, cells and counts, in the words that are read."""

from dataclasses import dataclass

from tests.markup import Element, Page

MATRIX = "/plannen/heuvelland/matrix/"


@dataclass(frozen=True)
class Row:
    """An activity; ``below`` says on which side of the black line of its theme it stands."""

    key: str
    theme: str
    below: bool
    cells: list[str]


class Matrix:
    """A matrix that was read from a page."""

    def __init__(self, response):
        self.page = Page(response.content.decode())
        self.rows: list[Row] = []
        self.counts: dict[str, list[str]] = {}
        theme, below = "", False
        for tr in self._all("tr"):
            first, *cells = self._in(tr)
            if tr["class"] == "theme":
                theme, below = line(first), False
                self.counts[theme] = [line(cell) for cell in cells[3:]]
            elif tr["class"] == "later":
                below = True
            elif tr["id"]:
                self.rows.append(Row(tr["id"], theme, below, list(map(self._word, cells[3:]))))
            elif line(first) == "Hele plan":
                self.counts["Hele plan"] = [line(cell) for cell in cells[3:]]

    @property
    def keys(self) -> list[str]:
        """The activities in the order in which they stand."""
        return [row.key for row in self.rows]

    @property
    def columns(self) -> list[str]:
        """The heads of the municipalities."""
        return [line(each) for each in self._all("abbr") if each.parent.tag == "th"]

    def cells_of(self, key: str) -> list[str]:
        """What the cells of an activity say."""
        return next(row.cells for row in self.rows if row.key == key)

    def links(self, name: str) -> dict[str, str]:
        """The links with this class, by their text."""
        return {line(each): each["href"] for each in self._all("a") if each["class"] == name}

    def classes(self, name: str) -> list[Element]:
        """The elements with this class among others."""
        return [each for each in self.page.elements if name in each["class"].split()]

    def _all(self, tag: str) -> list[Element]:
        return [each for each in self.page.elements if each.tag == tag]

    def _in(self, tr: Element) -> list[Element]:
        return [each for each in self.page.elements if each.parent is tr]

    def _word(self, cell: Element) -> str:
        return next(
            line(each) for each in self.page.elements if each["class"] == "vh" and cell in each.up()
        )


def line(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(element.text.split())


def look(client, address: str = MATRIX, **query) -> Matrix:
    """The matrix as a browser gets it."""
    response = client.get(address, query)
    assert response.status_code == 200
    return Matrix(response)
