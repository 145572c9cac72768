"""The matrix as HTML. Here and in ``choices`` strings are joined, for the thousands of cells.

Every text of a person passes through ``escape`` here; the tests try to get past it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from plans.models import ActivityWording, Municipality, Plan
from plans.rules.counts import Count, count
from plans.rules.matrix import Line, Shown, Text, View
from plans.rules.status import EMPTY, LETTERS, Level, Status
from plans.selectors.cells import Renewed
from plans.selectors.matrix import Block, MatrixPage

NOTHING = Shown()
# An activity that one municipality added for itself has no cell elsewhere.
NOT_HERE = '<td class="c none"><span class="vh">geldt hier niet</span></td>'


class MatrixTable:
    """Renders one page of the matrix; ``own`` is the municipality whose column stands out."""

    def __init__(self, page: MatrixPage, own: int | None):
        self.page = page
        self.view = page.choice.view
        self.group = page.version.plan.group.name if page.version.plan.group_id else ""
        pks = [town.pk for town in page.columns]
        self._reader = own
        self.own = own if own in pks else None
        self.main = self.own or pks[0]
        self.columns = [(town, self._column_class(town)) for town in page.columns]
        self.openings = [
            (town.pk, f'<td class="{classes}"><a id="c', f'-{town.pk}" href="../cel/', town.code)
            for town, classes in self.columns
        ]

    def _column_class(self, town: Municipality) -> str:
        names = ["c", "own" if town.pk == self.own else "", "main" if town.pk == self.main else ""]
        return " ".join(filter(None, names))

    @property
    def own_empty(self) -> int:
        """How many cells of the reader's municipality are not filled in, whatever is shown."""
        return count(line.cells.get(self._reader, NOTHING)[:2] for line in self.page.lines).empty

    @property
    def has_coordinators(self) -> bool:
        """Whether any activity of the plan names a coordinator, or asks for one."""
        return any(line.text.coordinators or line.text.undecided for line in self.page.lines)

    def head(self) -> SafeString:
        """The head cells of the municipalities; a plan of one has a list with one status."""
        is_list = len(self.page.all_columns) == 1
        return SafeString(  # every text is escaped  # nosec B703
            "".join(
                f'<th scope="col" class="{classes}">{"Stand" if is_list else _name(town)}</th>'
                for town, classes in self.columns
            )
        )

    def bodies(self) -> SafeString:
        """A table body for each theme with rows."""
        shown = (block for block in self.page.blocks if block.running or block.later)
        return SafeString(  # every text is escaped  # nosec B703
            "".join(map(self._body, shown))
        )

    def totals(self) -> SafeString:
        """The counts of the whole plan."""
        return SafeString(  # every text is escaped  # nosec B703
            self._count_cells(self.page.totals, "totaal")
        )

    def _body(self, block: Block) -> str:
        rows = [self._row(line) for line in block.running]
        if block.later:
            rows.append(self._divider())
            rows += [self._row(line) for line in block.later]
        left = len(block.running) + len(block.later)
        part = "" if left == block.total else f" <small>{left} van {block.total} getoond</small>"
        return (
            f'<tbody><tr class="theme"><th scope="rowgroup" class="act" role="rowheader">'
            f"{escape(block.number)} {escape(block.title)}{part}</th>"
            f'<td class="co"></td><td class="pa"></td><td class="pl">gedaan</td>'
            f"{self._count_cells(block.counts, str(block.pk))}</tr>{''.join(rows)}</tbody>"
        )

    def _count_cells(self, counts: Mapping[int, Count], name: str) -> str:
        return "".join(
            f'<td class="{classes} n" id="n{name}-{town.pk}">'
            f"{count_text(counts[town.pk], self.group)}</td>"
            for town, classes in self.columns
        )

    def _divider(self) -> str:
        return (
            f'<tr class="later"><th class="act" scope="row" role="rowheader">Start na de '
            f'peildatum</th><td class="co"></td><td class="pa"></td><td class="pl"></td>'
            f'{"".join(f"""<td class="{classes}"></td>""" for _town, classes in self.columns)}</tr>'
        )

    def _row(self, line: Line) -> str:
        return f"{_text(line.text)}{self._cells(line)}</tr>"

    def _cells(self, line: Line) -> str:
        cells, view, group = line.cells, self.view, self.group
        pk, key = line.text.pk, escape(line.text.key)
        parts = []
        for town, opening, middle, code in self.openings:
            if line.text.owner not in (None, town):
                parts.append(NOT_HERE)
                continue
            status, level, target, _touched = cells.get(town, NOTHING)
            parts.append(
                f'{opening}{pk}{middle}{key}/{code}/" '
                f"{_cell(status, level, target, view, group)}</a></td>"
            )
        return "".join(parts)


def _name(town: Municipality) -> str:
    return f'<abbr title="{escape(town.name)}">{escape(town.short)}</abbr>'


@lru_cache(maxsize=8192)
def _text(text: Text) -> str:
    """The opening of a row: what it says, whatever its statuses."""
    key = escape(text.key)
    group = f"<small>{escape(text.heading)}</small>" if text.heading else ""
    return (
        f'<tr id="{key}"><th scope="row" class="act" role="rowheader">{group}'
        f'<a href="../activiteiten/{key}/">{escape(text.subject)} '
        f"<span>{escape(text.title)}</span></a>{_points(text)}</th>"
        f'<td class="co" role="cell">{_coordinators(text)}</td>'
        f'<td class="pa" role="cell">{_partners(text.partners)}</td>'
        f'<td class="pl" role="cell">{escape(text.planning.text) or "onbekend"}</td>'
    )


def _points(text: Text) -> str:
    intro = f"<p>{escape(text.description)}</p>" if text.description else ""
    number = len(text.points)
    if not number:
        return intro and f"<details><summary>omschrijving</summary>{intro}</details>"
    return (
        f"<details><summary>{number} {'punt' if number == 1 else 'punten'}</summary>{intro}"
        f"<ul>{_items(text.points)}</ul></details>"
    )


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}" for text in texts)


def _coordinators(text: Text) -> str:
    names = ", ".join(map(escape, text.coordinators))
    gap = '<strong class="gap">nader te bepalen</strong>' if text.undecided else ""
    return names + gap or '<span class="gap">geen</span>'


def _partners(names: Sequence[str]) -> str:
    if not names:
        return "geen"
    if len(names) == 1:
        return escape(names[0])
    return f"<details><summary>{len(names)} partners</summary><ul>{_items(names)}</ul></details>"


def _word(status: str) -> str:
    return Status(status).label if status else EMPTY


@lru_cache(maxsize=1024)
def _cell(status: str, level: str, target: str, view: str, group: str) -> str:
    """What stands in a cell, without the opening of its link; few of them differ."""
    first = target if view == View.TARGET else status
    word = _word(first) if view != View.TARGET else f"streefstatus {_word(first)}"
    differs = bool(target) and target != status and view != View.TARGET
    by_group = level == Level.GROEP
    quiet = " quiet" if view == View.DIFFERENCE and not differs else ""
    goal = _goal(target) if differs else ""
    mark = '<i aria-hidden="true">H</i>' if by_group else ""
    more = f", door {escape(group)} (H)" if by_group else ""
    more += f", streefstatus {_word(target)}" if differs else ""
    return (
        f'class="{first or "leeg"}{quiet}"><svg aria-hidden="true"><use href="#{first or "leeg"}"/>'
        f'</svg><b aria-hidden="true">{LETTERS[first]}</b>{mark}{goal}'
        f'<span class="vh">{word}{more}</span>'
    )


def _goal(target: str) -> str:
    return f'<em aria-hidden="true">→<svg><use href="#{target}"/></svg></em>'


def cell_html(cell: Shown, view: str, group: str) -> str:
    """The rest of a cell's link: its class, its sign, its letter, its marks and its words."""
    return _cell(cell.status, cell.level, cell.target, view, group)


@lru_cache(maxsize=4096)
def count_text(count: Count, group: str) -> str:
    """The counts of a theme at a municipality: done of all that apply; H and empty apart."""
    parts = list(_count_parts(count, group))
    return (
        "".join(parts) or '<span class="vh">niets van toepassing</span><b aria-hidden="true">-</b>'
    )


def _count_parts(count: Count, group: str) -> Iterator[str]:
    if count.total:
        yield (
            f'<b aria-hidden="true">{count.done}/{count.total}</b>'
            f'<span class="vh">{count.done} van {count.total} groen</span>'
        )
    if count.by_group:
        yield (
            f' <small><span aria-hidden="true">{count.by_group} H</span>'
            f'<span class="vh">, {count.by_group} door {escape(group)}</span></small>'
        )
    if count.empty:
        yield f" <small>{count.empty} leeg</small>"


class MatrixUpdate:
    """The parts of a matrix that is on a reader's screen, after one change."""

    def __init__(self, plan: Plan, view: str):
        self.view = view
        self.group = plan.group.name if plan.group_id else ""
        self.slug = plan.slug

    def parts(self, wording: ActivityWording, renewed: Renewed) -> SafeString:
        """The cells and counts that changed, each to be put in the place of its old self."""
        cells = (self._cell(wording, town, cell) for town, cell in renewed.cells)
        counts = (
            f'<template><td id="n{name}-{town.pk}" hx-swap-oob="innerHTML">'
            f"{count_text(count, self.group)}</td></template>"
            for town, of_theme, of_plan in renewed.counts
            for name, count in ((wording.theme_id, of_theme), ("totaal", of_plan))
        )
        return SafeString(  # every text is escaped  # nosec B703
            "".join([*cells, *counts])
        )

    def _cell(self, wording: ActivityWording, town: Municipality, cell: Shown) -> str:
        return (
            f'<a hx-swap-oob="true" id="c{wording.activity_id}-{town.pk}" '
            f'href="../cel/{escape(wording.activity.key)}/{town.code}/" '
            f"{cell_html(cell, self.view, self.group)}</a>"
        )
