"""The base of every list of the site.

What a column says of a row is computed once, by ``tell``: the page prints that value and a file
holds it, so that the two cannot differ. The rows are joined here with ``format_html``, because a
template loop over the cells took ten times as long.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from typing import Any, Self

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.rows import BoundRow

from config.common.exporting.sheets import Tinted, Value, printed

NOTHING = "-"


class Column(tables.Column):
    """A column of plain values.

    ``tell`` gives the value of a row, ``link`` the address that the cell leads to, ``sort`` the
    fields or expressions by which the database sorts; without it the column cannot be sorted.
    """

    kind = ""  # the class of its cells

    def __init__(
        self,
        verbose_name: str,
        tell: Callable[[Any], Value],
        *,
        sort: Sequence = (),
        link: Callable[[Any], str] | None = None,
        **more,
    ):
        super().__init__(verbose_name, empty_values=(), orderable=bool(sort), **more)
        self.tell, self.sort, self.link_to = tell, sort, link

    def __deepcopy__(self, memo: dict) -> Self:
        """A table copies its columns; what was declared, queries among it, need not be copied."""
        return copy(self)

    def sort_by(self, key: Callable[[], Any]) -> None:
        """Sort by what only a table knows; the expression is made when it is asked for."""
        self.sort, self.orderable = (key,), True

    def order(self, queryset: QuerySet, is_descending: bool):  # noqa: FBT001 - not our signature
        """Sort; what is unknown comes last both ways, and the key makes the order total."""
        keys = [_key(key) for key in self.sort]
        way = "desc" if is_descending else "asc"
        return queryset.order_by(*(getattr(key, way)(nulls_last=True) for key in keys), "pk"), True

    def html(self, record) -> SafeString:
        """The cell as the page shows it, without the element around it."""
        shown = self.show(self.tell(record), record)
        if self.link_to is None:
            return shown
        return format_html('<a href="{}">{}</a>', self.link_to(record), shown)

    def show(self, value: Value, record) -> SafeString:
        """A value as text; a subclass may add signs and marks."""
        if isinstance(value, int):
            return format_html("{}", number_format(value, force_grouping=True))
        return format_html("{}", printed(value) or NOTHING)


class DayColumn(Column):
    """A column of dates."""

    kind = "day"


class NumberColumn(Column):
    """A column of whole numbers."""

    kind = "number"


class ActionColumn(Column):
    """What can be done with a row: always there, never in a file."""

    def __init__(self, verbose_name: str, text: str, *, link: Callable[[Any], str]):
        super().__init__(verbose_name, lambda record: text, link=link, exclude_from_export=True)


class BaseTable(tables.Table):
    """A table with a caption and one column that names the row; both must be given.

    ``standard`` names the columns that are shown when the address names none; empty is all.
    ``one`` and ``many`` are the words for what its rows are.
    """

    caption = ""
    row_header = ""
    standard: Collection[str] = ()
    one, many = "regel", "regels"

    class Meta:
        template_name = "components/table.html"
        default = NOTHING
        order_by_field = "sorteer"
        page_field = "bladzijde"

    def choose(self, names: Iterable[str]) -> None:
        """Show the columns that were named, in their fixed order; unknown names say nothing.

        The column that names the row and those of actions are always there.
        """
        known = {column.name for column in self.columns.iterall()}
        chosen = known.intersection(names) or set(self.standard) or known
        for column in self.columns.iterall():
            if self.is_optional(column) and column.name not in chosen:
                self.columns.hide(column.name)

    def is_optional(self, column) -> bool:
        """Whether a reader may leave this column out."""
        return column.name != self.row_header and not column.column.exclude_from_export

    def choices(self) -> Iterator[tuple[str, str, bool]]:
        """The columns that may be left out: name, head, and whether it is shown."""
        for column in self.columns.iterall():
            if self.is_optional(column):
                yield column.name, column.header, column.visible

    def read(self, rows: QuerySet) -> Sequence:
        """The records of a page or of the whole list, with what the shown columns need."""
        return list(rows)

    def is_fictional(self, record) -> bool:
        """Whether a row uses fiction, which a file must tell."""
        return False

    def page_records(self) -> Sequence:
        """The records that stand on the page, read once."""
        if not hasattr(self, "_page_records"):
            self._page_records = self.read(self.paginated_rows.data)
        return self._page_records

    def lines(self) -> Iterator[SafeString]:
        """The cells of each row of the page."""
        columns = [(column, _frame(self, column)) for column in self.columns]
        for record in self.page_records():
            yield SafeString(  # every cell passed through ``format_html``  # nosec B703
                "".join(self._cells(record, columns))
            )

    def _cells(self, record, columns) -> Iterator[SafeString]:
        for column, frame in columns:
            if isinstance(column.column, Column):
                yield format_html(frame, column.column.html(record))
            else:
                yield format_html(frame, BoundRow(record, table=self).get_cell(column.name))

    def exported(self) -> tuple[list[str], list[list[Value]], list[bool]]:
        """Heads, rows and marks of fiction of the whole list, with the columns that are shown."""
        columns = [each for each in self.columns if not each.column.exclude_from_export]
        records = self.read(self.data.data)
        return (
            [str(column.header) for column in columns],
            [[self._value(column, record) for column in columns] for record in records],
            [self.is_fictional(record) for record in records],
        )

    def _value(self, column, record) -> Value:
        if isinstance(column.column, Column):
            return column.column.tell(record)
        value = BoundRow(record, table=self).get_cell_value(column.name)
        return value if isinstance(value, int | date | Tinted | None) else str(value)


def _key(sort: Any) -> Any:
    """An expression to sort by, from the name of a field or from what makes it."""
    if isinstance(sort, str):
        return F(sort)
    return sort() if callable(sort) else sort


def _frame(table: BaseTable, column) -> str:
    """The element around a cell of a column, to be filled by ``format_html``."""
    if column.name == table.row_header:
        return '<th scope="row">{}</th>'
    kind = getattr(column.column, "kind", "")
    return f'<td class="{kind}">{{}}</td>' if kind else "<td>{}</td>"
