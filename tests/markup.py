"""Reads a page and names the slips that a template linter cannot see across includes."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage")


class Element:
    """An element with its attributes, what is around it, and the text that is read aloud."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None"):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.text = ""

    def __str__(self) -> str:
        told = "".join(
            f' {name}="{self.attributes[name]}"'
            for name in ("id", "name", "href", "class")
            if name in self.attributes
        )
        return f"<{self.tag}{told}>"

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def is_of_site_search(self) -> bool:
        """Whether it belongs to the search form that is on every page."""
        return any(each["role"] == "search" for each in self.up())

    def up(self) -> Iterator["Element"]:
        """This element and everything around it."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


class Page(HTMLParser):
    """A page, or with ``whole=False`` a fragment that is put into one."""

    def __init__(self, html: str, *, whole: bool = True):
        super().__init__()
        self.whole = whole
        self.elements: list[Element] = []
        self.around: Element | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.around)
        self.elements.append(element)
        if tag == "img":
            self._hear(element, element["alt"])
        if tag not in VOID:
            self.around = element

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for element in self.around.up() if self.around else ():
            if element.tag == tag:
                self.around = element.parent
                return

    def handle_data(self, data: str) -> None:
        if self.around is not None:
            self._hear(self.around, data)

    @staticmethod
    def _hear(element: Element, text: str) -> None:
        for each in element.up():
            if each["aria-hidden"] == "true":
                return
            each.text += text

    def problems(self) -> list[str]:
        """Everything that is wrong, each in one line; empty for a good page."""
        checks = [self._ids, self._references, self._fields, self._names, self._tables]
        checks += [self._inline, self._headings]
        return [problem for check in checks for problem in check()]

    def _all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def _ids(self) -> Iterator[str]:
        counted = Counter(each["id"] for each in self.elements if "id" in each.attributes)
        yield from (
            f'id "{name}" is used {times} times' for name, times in counted.items() if times > 1
        )

    def _references(self) -> Iterator[str]:
        known = {each["id"] for each in self.elements}
        for element in self.elements:
            for name in REFERENCES:
                for missing in set(element[name].split()) - known:
                    yield f'{element} refers with {name} to "{missing}", which is not there'

    def _fields(self) -> Iterator[str]:
        labelled = {label["for"] for label in self._all("label") if label.text.strip()} - {""}
        for field in self._all("input", "select", "textarea"):
            inside = any(each.tag == "label" and each.text.strip() for each in field.up())
            named = field["aria-label"] or field["aria-labelledby"]
            silent = field.tag == "input" and field["type"] in UNLABELLED
            if not (silent or inside or named or field["id"] in labelled):
                yield f"{field} has no label"

    def _names(self) -> Iterator[str]:
        for element in self._all("a", "button", "summary"):
            if element.tag == "a" and "href" not in element.attributes:
                continue
            if not (element.text.strip() or element["aria-label"] or element["aria-labelledby"]):
                yield f"{element} has no text"
        for image in self._all("img"):
            if "alt" not in image.attributes:
                yield f"{image} has no alt"

    def _tables(self) -> Iterator[str]:
        for head in self._all("th"):
            if head["scope"] not in {"col", "row", "colgroup", "rowgroup"}:
                yield f'{head} "{head.text.strip()}" has no scope'
        captioned = {id(each.parent) for each in self._all("caption") if each.text.strip()}
        yield from (
            f"{each} has no caption" for each in self._all("table") if id(each) not in captioned
        )

    def _inline(self) -> Iterator[str]:
        for element in self.elements:
            if element.tag == "style" or (element.tag == "script" and not element["src"]):
                yield f"{element} is inline"
            if element["href"].strip().lower().startswith("javascript:"):
                yield f"{element} is a script"
            for name in element.attributes:
                if name == "style" or name.startswith("on"):
                    yield f"{element} has the attribute {name}"

    def _headings(self) -> Iterator[str]:
        levels = [HEADINGS[each.tag] for each in self._all(*HEADINGS)]
        if self.whole:
            yield from self._whole(levels)
        for before, after in pairwise(levels):
            if after > before + 1:
                yield f"a heading of level {after} follows one of level {before}"

    def _whole(self, levels: list[int]) -> Iterator[str]:
        if levels.count(1) != 1:
            yield f"there are {levels.count(1)} headings of level 1"
        if not any(each["lang"] for each in self._all("html")):
            yield "the page has no language"
        if not any(each.text.strip() for each in self._all("title")):
            yield "the page has no title"
