"""The choices beside the matrix: what may be filtered, what is, and how to undo it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString

from plans.models import Municipality
from plans.rules.matrix import NOT_FILLED_IN, folded
from plans.rules.planning import Phase
from plans.rules.status import EMPTY, Status
from plans.selectors.matrix import MatrixPage

STATUS_WORDS = {each.value: each.label for each in Status} | {NOT_FILLED_IN: EMPTY}
LISTS = ("thema", "gemeente", "status", "planning")
SINGLE = ("coordinator", "partner", "q")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; ``without`` is the address of the page without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class ColumnLink:
    """A municipality to look at alone, on a small screen."""

    text: str
    address: str
    current: bool


def filters_of(page: MatrixPage) -> dict[str, SafeString]:
    """The choices of the filter panel; of long lists only what this plan uses."""
    choice, lines = page.choice, page.lines
    coordinators = sorted({name for line in lines for name in line.text.coordinators}, key=folded)
    partners = sorted({name for line in lines for name in line.text.partners}, key=folded)
    themes = [(theme.number, f"{theme.number} {theme.title}") for theme in page.themes]
    towns = [(town.code, town.name) for town in page.all_columns]
    return {
        "themes": _checks("thema", themes, choice.themes),
        "municipalities": _checks("gemeente", towns, choice.municipalities),
        "statuses": _checks("status", STATUS_WORDS.items(), choice.statuses),
        "phases": _checks("planning", ((each, each) for each in Phase), choice.phases),
        "coordinators": _options(coordinators, choice.coordinator),
        "partners": _options(partners, choice.partner),
    }


def _options(names: Iterable[str], chosen: str) -> SafeString:
    """The options of a long list of names."""
    return SafeString(  # every text is escaped  # nosec B703
        "".join(
            f"<option{' selected' if name == chosen else ''}>{escape(name)}</option>"
            for name in names
        )
    )


def _checks(field: str, choices: Iterable[tuple[str, str]], chosen: frozenset[str]) -> SafeString:
    """Checkboxes for a filter of which several may be chosen."""
    return SafeString(  # every text is escaped  # nosec B703
        "".join(
            f'<label class="check"><input type="checkbox" name="{field}" value="{escape(value)}"'
            f"{' checked' if value in chosen else ''}> {escape(text)}</label>"
            for value, text in choices
        )
    )


def chips_of(page: MatrixPage, query: QueryDict) -> list[Chip]:
    """The filters that are on, each with the address without it."""
    towns = {town.code: town.name for town in page.all_columns}
    words = {
        "gemeente": towns,
        "status": STATUS_WORDS,
        "coordinator": {"-": "nader te bepalen"},
    }
    labels = {
        "thema": "Thema ",
        "coordinator": "Coördinator: ",
        "partner": "Partner: ",
        "q": "Tekst: ",
    }
    return [
        Chip(
            f"{labels.get(field, '')}{words.get(field, {}).get(value, value)}",
            _without(query, field, value),
        )
        for field in (*LISTS, *SINGLE)
        for value in query.getlist(field)
        if value
    ]


def _without(query: QueryDict, field: str, value: str) -> str:
    left = query.copy()
    left.setlist(field, [other for other in left.getlist(field) if other != value])
    return f"?{left.urlencode()}"


def column_links(page: MatrixPage, own: Municipality | None, query: QueryDict) -> list[ColumnLink]:
    """A link to each municipality alone; filters and view stay."""
    shown = own if own in page.columns else page.columns[0]
    links = []
    for town in page.all_columns:
        address = query.copy()
        address["gemeente"] = town.code
        links.append(ColumnLink(town.short, f"?{address.urlencode()}", town == shown))
    return links
