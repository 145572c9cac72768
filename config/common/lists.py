"""A list as a page and as a file: filters, sorting, columns and page all live in the address."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django_filters.views import FilterView
from django_tables2 import RequestConfig, SingleTableMixin

from config.common.access import ScopedView
from config.common.exporting.answers import FIELD, addresses, asked_kind, file_answer, notes_of
from config.common.exporting.sheets import Sheet, sheet_of
from config.common.tables import BaseTable

COLUMN = "kolom"


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page tells of a list beside its rows."""

    number: int
    counted: str
    filters: list[tuple[str, str]]
    exports: list[tuple[str, str]]
    columns: list[tuple[str, str, bool]]
    kept_by_filters: list[tuple[str, str]]
    kept_by_columns: list[tuple[str, str]]
    without_filters: str

    @property
    def filtered_on(self) -> str:
        """The filters that are on, as a part of a sentence."""
        return "; ".join(f"{name}: {value}" if value else name for name, value in self.filters)

    @property
    def exported(self) -> str:
        """What a file holds."""
        rows = "Alle" if self.number > 1 else "De"
        return f"{rows} {self.counted}, met de kolommen, de filters en de volgorde van deze pagina."


class ListPart(SingleTableMixin):
    """A table on a page, of which the reader chooses order and columns, and takes a file along.

    A subclass names its table, and the ``name`` of its files.
    """

    name = ""
    # Of the table alone: with ``paginate_by`` Django would count and read the rows once more.
    table_pagination = {"per_page": 50}

    def get_table(self, **kwargs) -> BaseTable:
        """The table with the columns that the address names."""
        table = self.get_table_class()(data=self.get_table_data(), **kwargs)
        table.choose(self.request.GET.getlist(COLUMN))
        pages = RequestConfig(self.request, paginate=self.get_table_pagination(table))
        return pages.configure(table)

    def get_context_data(self, **kwargs) -> dict:
        """The list with what there is to choose."""
        context = super().get_context_data(**kwargs)
        return context | {"listing": self._listing(context["table"])}

    def active_filters(self) -> list[tuple[str, str]]:
        """The filters that are on: the name of each, and what was chosen."""
        return []

    def about(self) -> list[tuple[str, str]]:
        """What a file tells of itself besides."""
        return []

    def _listing(self, table: BaseTable) -> Listing:
        query, number = self.request.GET, len(table.rows)
        chosen = {COLUMN, table.prefixed_order_by_field}
        word = table.one if number == 1 else table.many
        return Listing(
            counted=f"{number_format(number, force_grouping=True)} {word}",
            number=number,
            filters=self.active_filters(),
            exports=addresses(self.request),
            columns=[*table.choices()],
            kept_by_filters=_pairs(query, {*query} & chosen),
            kept_by_columns=_pairs(query, {*query} - {COLUMN, FIELD}),
            without_filters=f"?{urlencode(_pairs(query, {*query} & chosen))}",
        )

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        """The page, or the whole list as a file."""
        kind = asked_kind(self.request)
        if kind is None:
            return super().render_to_response(context, **kwargs)
        sheet = self._sheet(context["table"], context["listing"])
        return file_answer(self.request, sheet, kind, self.name)

    def _sheet(self, table: BaseTable, listing: Listing) -> Sheet:
        """The whole list, with the columns, filters and order of the page."""
        heads, rows, fictional = table.exported()
        notes = notes_of(
            self.request,
            ("Lijst", f"{table.caption}, {listing.counted}"),
            ("Filters", listing.filtered_on or "geen"),
            *self.about(),
        )
        title = table.many.capitalize()
        return sheet_of(title=title, heads=heads, rows=rows, notes=notes, fictional=fictional)


class ListPage(ScopedView, ListPart, FilterView):
    """A page that is a list with filters.

    A subclass with many filters names the ``first_filters``; the others fold away.
    """

    first_filters: Container[str] = ()

    def get_context_data(self, **kwargs) -> dict:
        """The filters that are always seen, and those that fold away."""
        fields = [*self.filterset.form]
        names = self.first_filters or [field.name for field in fields]
        more = [field for field in fields if field.name not in names]
        told = getattr(self.filterset.form, "cleaned_data", {})
        return super().get_context_data(
            first_fields=[field for field in fields if field.name in names],
            more_fields=more,
            more_are_on=sum(bool(told.get(field.name)) for field in more),
            **kwargs,
        )

    def active_filters(self) -> list[tuple[str, str]]:
        """Those of the filter set."""
        return [*_told(self.filterset.form)]

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        """400 when a filter does not exist, and never a file then."""
        if not (self.filterset.is_bound and self.filterset.form.errors):
            return super().render_to_response(context, **kwargs)
        return FilterView.render_to_response(self, context, status=400, **kwargs)


def _pairs(query: QueryDict, names: Container[str]) -> list[tuple[str, str]]:
    """These parts of an address, as the hidden fields of a form."""
    return [(name, value) for name in query for value in query.getlist(name) if name in names]


def _told(form: BaseForm) -> Iterator[tuple[str, str]]:
    """The filters that are on, as a reader knows them: the name and what was chosen."""
    told = getattr(form, "cleaned_data", {})
    for name, field in form.fields.items():
        value = told.get(name)
        if value is True:
            yield field.label.lower(), ""
        elif value:
            chosen = value if isinstance(value, list) else [value]
            words = dict(getattr(field, "choices", ()))
            texts = [str(words.get(each, each)) for each in chosen]
            yield field.label.lower(), get_text_list(texts, "of")
