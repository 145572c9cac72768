"""XLSX: dates and numbers as such, texts always as text, statuses on their colour."""

import io
import re
from collections.abc import Iterator
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter

from config.common.exporting.sheets import (
    NOTE_WIDTHS,
    NOTES,
    Sheet,
    Tinted,
    Value,
    is_ancient,
    printed,
)
from config.common.exporting.texts import fit, may_be_formula

HEAD, TEXT, DAY = "Kop", "Tekst", "Datum"
A4 = 9  # as workbooks number paper
FONT = Font(name="Calibri", size=11)
TOP = Alignment(vertical="top", wrap_text=True)
# In a workbook "_x0041_" means "A"; so the underscore of a text that looks like it is written so.
CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def xlsx_file(sheet: Sheet) -> bytes:
    """The bytes of the workbook; raises ``TooManyRowsError``."""
    sheet.refuse_too_many()
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Veiligheidsplan", fit(sheet.title)
    for style in _styles(sheet):
        book.add_named_style(style)
    _write_table(book, sheet)
    _write_notes(book, sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _styles(sheet: Sheet) -> Iterator[NamedStyle]:
    plain = {"font": FONT, "alignment": TOP}
    yield NamedStyle(HEAD, font=Font(name=FONT.name, size=FONT.size, bold=True), alignment=TOP)
    yield NamedStyle(TEXT, **plain)
    yield NamedStyle(DAY, number_format="d-m-yyyy", **plain)
    for tint in sorted(sheet.tints()):
        yield NamedStyle(_tint_style(tint), fill=PatternFill("solid", fgColor=tint), **plain)


def _tint_style(tint: str) -> str:
    return f"Kleur {tint}"


def _write_table(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name)
    last = get_column_letter(len(sheet.heads))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
    for number, width in enumerate(sheet.widths(), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_text(page, head, HEAD) for head in sheet.heads])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _write_notes(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(NOTES)
    for letter, width in zip("AB", NOTE_WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    for name, told in sheet.notes:
        page.append([_text(page, name, HEAD), _text(page, told, TEXT)])


def _cell(page, value: Value) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, Tinted):
        return _text(page, value.text, _tint_style(value.tint) if value.tint else TEXT)
    if isinstance(value, str) or is_ancient(value):
        return _text(page, printed(value), TEXT)
    cell = WriteOnlyCell(page, value=value)
    cell.style = DAY if isinstance(value, date) else TEXT
    return cell


def _text(page, text: str, style: str) -> Cell:
    """A cell that holds text, whatever stands in it."""
    told = fit(text)
    cell = WriteOnlyCell(page, value=None)
    cell.value = CODE.sub("_x005F_", told)
    cell.data_type = "s"  # after the value, from which openpyxl guesses a type
    cell.style = style
    if may_be_formula(told):
        cell.quotePrefix = True  # stays text also when somebody edits the cell
    return cell
