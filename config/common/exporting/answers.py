"""A sheet as the answer to a request."""

from enum import StrEnum

from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from config.common import audit
from config.common.exporting.as_csv import csv_file
from config.common.exporting.as_ods import MIME, ods_file
from config.common.exporting.as_xlsx import xlsx_file
from config.common.exporting.sheets import Sheet, TooManyRowsError

FIELD = "export"


class Kind(StrEnum):
    """The files that a list can become; the value stands in the address."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"

    @property
    def label(self) -> str:
        """What a reader knows it as."""
        return {"csv": "CSV", "xlsx": "Excel (XLSX)", "ods": "LibreOffice (ODS)"}[self.value]


WRITERS = {
    Kind.CSV: (csv_file, "text/csv; charset=utf-8"),
    Kind.XLSX: (
        xlsx_file,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Kind.ODS: (ods_file, MIME),
}


def asked_kind(request) -> Kind | None:
    """The file that the address asks for, if any; 400 when there is no such file."""
    asked = request.GET.get(FIELD)
    if asked is None:
        return None
    try:
        return Kind(asked)
    except ValueError:
        raise BadRequest("Kies csv, xlsx of ods om te exporteren.") from None


def query_of(request) -> QueryDict:
    """The choices in the address of a page, as its links may carry them on."""
    query = request.GET.copy()
    query.pop(FIELD, None)
    return query


def addresses(request) -> list[tuple[str, str]]:
    """For each kind its name and the address that exports the page as it is now."""
    found = []
    for kind in Kind:
        query = request.GET.copy()
        query[FIELD] = kind.value
        found.append((kind.label, f"?{query.urlencode()}"))
    return found


def notes_of(request, *told: tuple[str, str]) -> list[tuple[str, str]]:
    """What a file tells of itself: what the caller says, the address of the page, the moment."""
    query = query_of(request).urlencode()
    page = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    moment = date_format(timezone.localtime(), "j F Y H:i")
    return [*told, ("Adres", page), ("Gemaakt op", moment)]


def file_answer(request, sheet: Sheet, kind: Kind, name: str) -> HttpResponse:
    """The file, for this visitor alone; it is written down that it was taken along."""
    writer, content_type = WRITERS[kind]
    try:
        content = writer(sheet)
    except TooManyRowsError as error:
        raise BadRequest(str(error)) from None
    audit.record(
        "exporteren",
        of=f"{request.path} als {kind}, {len(sheet.rows)} regels",
        request=request,
    )
    response = HttpResponse(content, content_type=content_type)
    mark = "-fictief" if sheet.has_fiction else ""
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}{mark}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
