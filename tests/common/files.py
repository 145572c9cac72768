"""Reading files back, with readers that know nothing of the writers."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string

XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FIELD = re.compile('(?:"((?:[^"]|"")*)"|([^";\\r\\n]*))(;|\\r\\n)')


def read_csv(content: bytes) -> list[list[str]]:
    """As Python reads it, with the one apostrophe taken off that the writer says it puts on."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [[field.removeprefix("'") for field in row] for row in rows]


def read_like_excel(content: bytes) -> list[list[str]]:
    """By the rule of Excel: quotes around a field, doubled inside, and CRLF ends a row."""
    assert content.startswith(b"\xef\xbb\xbf")
    told, place = content.decode("utf-8-sig"), 0
    rows: list[list[str]] = [[]]
    while place < len(told):
        found = FIELD.match(told, place)
        assert found, told[place : place + 40]
        quoted, plain, end = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        rows += [[]] if end == "\r\n" else []
        place = found.end()
    assert rows.pop() == []
    return rows


def part(content: bytes, name: str) -> ElementTree.Element:
    """A part of a file that is a zip of XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file


def read_xlsx(content: bytes, page: int = 1) -> list[list[tuple[str, str]]]:
    """The kind and content of each cell, from the XML itself."""
    root = part(content, f"xl/worksheets/sheet{page}.xml")
    assert root.find(f".//{XLSX}f") is None
    return [_xlsx_row(row.findall(f"{XLSX}c")) for row in root.findall(f".//{XLSX}row")]


def _xlsx_row(cells: list[ElementTree.Element]) -> list[tuple[str, str]]:
    """By the place that each cell names; an empty one may be left out."""
    found: list[tuple[str, str]] = []
    for cell in cells:
        letters = re.match("[A-Z]+", cell.get("r", ""))
        place = column_index_from_string(letters[0])
        found += [("n", "")] * (place - 1 - len(found))
        found.append(_xlsx_cell(cell))
    return found


def _xlsx_cell(cell: ElementTree.Element) -> tuple[str, str]:
    told = "".join(each.text or "" for each in cell.iter() if each.tag in (f"{XLSX}t", f"{XLSX}v"))
    plain = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), told)
    return cell.get("t", "n"), plain


def read_ods(content: bytes) -> dict[str, list[list[tuple[str, str]]]]:
    """The kind and content of each cell of each table, from the XML itself."""
    root = part(content, "content.xml")
    assert all(f"{TABLE}formula" not in each.attrib for each in root.iter())
    return {
        table.get(f"{TABLE}name"): [
            [_ods_cell(cell) for cell in row.findall(f"{TABLE}table-cell")]
            for row in table.iter(f"{TABLE}table-row")
        ]
        for table in root.iter(f"{TABLE}table")
    }


def _ods_cell(cell: ElementTree.Element) -> tuple[str, str]:
    kind = cell.get(f"{OFFICE}value-type", "")
    value = cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}date-value")
    return kind, value or "\n".join(map(_paragraph, cell.findall(f"{TEXT}p")))


def _paragraph(element: ElementTree.Element) -> str:
    """As a reader of OpenDocument does: spaces in the text are one, elements tell the others."""
    told = re.sub(" +", " ", element.text or "")
    for space in element:
        told += " " * int(space.get(f"{TEXT}c")) + re.sub(" +", " ", space.tail or "")
    return told
