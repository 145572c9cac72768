"""Files that a list becomes, read back by readers that know nothing of the writers."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document

from config.common.exporting.as_csv import csv_file
from config.common.exporting.as_ods import ods_file
from config.common.exporting.as_xlsx import xlsx_file
from config.common.exporting.sheets import MOST_ROWS, Sheet, Tinted, TooManyRowsError, sheet_of
from config.common.exporting.texts import CUT, LONGEST, fit, may_be_formula
from tests.common.files import TABLE, part, read_csv, read_like_excel, read_ods, read_xlsx

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

# Beginnings at which a program might start to calculate, also hidden or written otherwise.
SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe63"]
HIDDEN = ["", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "\u202e", "  "]
FORMULAS = [f"{hidden}{sign}1+1" for hidden in HIDDEN for sign in SIGNS]
HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "=cmd|'/c calc'!A0",
    'a"b;c\nd\r\ne\rf',
    "'=1+1",
    "''",
    "_x003D_1+1",
    "\x00\x01\x0b\x1f\x7f\x85\ufffe\ud800",
    "<f>1+1</f>&amp;]]>",
    "🔴 rood 🏳️‍🌈 שלום مرحبا \u202eabc",
    "  twee  spaties  ",
    "#N/A",
    "TRUE",
    "007",
    "1,5",
]
texts = st.text() | st.sampled_from(FORMULAS + HOSTILE) | st.text("=+-@\t\r\n ;\"',_x0", max_size=9)


def sheet(*rows, heads=None, **more) -> Sheet:
    """A sheet with these rows."""
    heads = heads or [f"kop {number}" for number in range(len(rows[0]))]
    return sheet_of(title="Lijst", heads=heads, rows=rows, **more)


# Any text comes back, and as a text


@given(st.lists(texts, min_size=1, max_size=4))
def test_csv_gives_every_text_back_to_both_readers(row):
    content = csv_file(sheet(row))
    expected = [fit(text) for text in row]
    assert read_csv(content)[1:] == ([expected] if row != [""] else [[""]])
    raw = read_like_excel(content)[1]
    assert [field.removeprefix("'") for field in raw] == expected
    assert not any(may_be_formula(field) for field in raw)


@given(st.lists(texts, min_size=1, max_size=4))
def test_xlsx_gives_every_text_back_as_text(row):
    content = xlsx_file(sheet(row, notes=[(text, text) for text in row]))
    filled = [("inlineStr", fit(text)) for text in row if text]
    assert [cell for cell in read_xlsx(content)[1] if cell[1]] == filled
    read_xlsx(content, page=2)
    cells = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][2]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}
    for cell, text in zip(cells, row, strict=False):
        assert bool(cell.quotePrefix) == may_be_formula(fit(text))


@given(st.lists(texts, min_size=1, max_size=4))
def test_ods_gives_every_text_back_as_text(row):
    content = ods_file(sheet(row, notes=[(text, text) for text in row]))
    expected = [("string" if text else "", fit(text).replace("\t", " ")) for text in row]
    tables = read_ods(content)
    assert tables["Lijst"][1] == expected
    assert all(kind in ("string", "") for line in tables["Toelichting"] for kind, _text in line)
    Document(io.BytesIO(content)).body.get_table(0)


@given(texts)
def test_a_head_is_as_harmless_as_a_cell(text):
    told = sheet(["x"], heads=[text])
    assert not may_be_formula(read_like_excel(csv_file(told))[0][0])
    assert read_xlsx(xlsx_file(told))[0][0][0] in ("inlineStr", "n")
    assert read_ods(ods_file(told))["Lijst"][0][0][1] == fit(text).replace("\t", " ")


@pytest.mark.parametrize("text", FORMULAS)
def test_every_disguise_of_a_formula_is_seen(text):
    assert may_be_formula(text)


@pytest.mark.parametrize("text", ["a=1", "", "1-2", "e-mail", "3 + 4", "'=1", "\u2212", "\u2014"])
def test_what_starts_with_a_word_or_a_number_is_no_formula(text):
    assert not may_be_formula(text)


LONG = [
    ("a" * LONGEST, "a" * LONGEST),
    ("a" * (LONGEST + 1), "a" * (LONGEST - len(CUT)) + CUT),
    # An emoji is two of the characters that Excel counts; half of one is left out.
    ("🔴" * (LONGEST // 2), "🔴" * (LONGEST // 2)),
    ("🔴" * LONGEST, "🔴" * ((LONGEST - len(CUT)) // 2) + CUT),
]


@pytest.mark.parametrize(("text", "told"), LONG, ids=range(len(LONG)))
def test_a_text_is_never_longer_than_a_cell_and_says_what_was_cut(text, told):
    assert fit(text) == told
    assert read_ods(ods_file(sheet([text])))["Lijst"][1] == [("string", told)]
    assert read_xlsx(xlsx_file(sheet([text])))[1] == [("inlineStr", told)]


# Values keep their kind

ROW = [
    "tekst",
    date(2022, 11, 22),
    -3,
    Decimal("1234.5"),
    Tinted("geel (H)", "FFF4CC"),
    Tinted("nog niet ingevuld"),
    None,
    date(1021, 1, 5),
]


def test_csv_writes_dates_and_numbers_as_a_dutch_excel_reads_them():
    assert read_like_excel(csv_file(sheet(ROW)))[1] == [
        "tekst",
        "22-11-2022",
        "-3",
        "1234,5",
        "geel (H)",
        "nog niet ingevuld",
        "",
        "5-1-1021",
    ]


def test_csv_has_a_mark_semicolons_and_both_line_ends():
    content = csv_file(sheet(["a", 'b"c', "d;e"]))
    assert content == b'\xef\xbb\xbfkop 0;kop 1;kop 2\r\na;"b""c";"d;e"\r\n'


def test_xlsx_keeps_dates_numbers_and_colours():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(sheet(ROW))))
    cells = book.worksheets[0][2]
    assert [cell.value for cell in cells[1:4]] == [date_time(2022, 11, 22), -3, 1234.5]
    assert cells[1].number_format == "d-m-yyyy"
    assert cells[4].value == "geel (H)"
    assert (cells[4].fill.fill_type, cells[4].fill.fgColor.rgb) == ("solid", "00FFF4CC")
    assert cells[5].fill.fill_type is None
    assert cells[7].value == "5-1-1021"


def date_time(*parts: int):
    """A day as openpyxl reads one."""
    return openpyxl.utils.datetime.from_excel(openpyxl.utils.datetime.to_excel(date(*parts)))


def test_xlsx_has_a_bold_frozen_head_a_filter_and_a_second_sheet():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(sheet(ROW, notes=[("Lijst", "x")]))))
    page = book.worksheets[0]
    assert book.sheetnames == ["Lijst", "Toelichting"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:H2")
    assert all(cell.font.bold for cell in page[1])
    assert [cell.value for cell in book["Toelichting"][1]] == ["Lijst", "x"]


def test_ods_keeps_dates_numbers_and_colours():
    content = ods_file(sheet(ROW))
    assert read_ods(content)["Lijst"][1][1:5] == [
        ("date", "2022-11-22"),
        ("float", "-3"),
        ("float", "1234.5"),
        ("string", "geel (H)"),
    ]
    root = part(content, "content.xml")
    styles = {each.get(f"{STYLE}name"): each for each in root.iter(f"{STYLE}style")}
    cells = [*root.iter(f"{TABLE}table-row")][1].findall(f"{TABLE}table-cell")
    style = styles[cells[4].get(f"{TABLE}style-name")][0]
    assert style.get(f"{FO}background-color") == "#FFF4CC"
    heads = next(root.iter(f"{TABLE}table-row")).findall(f"{TABLE}table-cell")
    bold = {styles[each.get(f"{TABLE}style-name")][1].get(f"{FO}font-weight") for each in heads}
    assert bold == {"bold"}
    assert styles[cells[1].get(f"{TABLE}style-name")].get(f"{STYLE}data-style-name") == "dmj"


def test_ods_starts_with_its_kind_unpacked_and_can_be_read_by_odfdo():
    content = ods_file(sheet(ROW, notes=[("Lijst", "x")]))
    assert content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    table = Document(io.BytesIO(content)).body.get_table(0)
    assert table.get_row(1).get_values()[:3] == ["tekst", date(2022, 11, 22), -3]
    root = part(content, "content.xml")
    ranges = [each.get(f"{TABLE}target-range-address") for each in root.iter()]
    assert "'Lijst'.A1:'Lijst'.H2" in ranges


def test_a_wide_sheet_filters_to_its_last_column():
    content = ods_file(sheet(["x"] * 28))
    assert b"'Lijst'.AB2" in zipfile.ZipFile(io.BytesIO(content)).read("content.xml").replace(
        b"&#x27;", b"'"
    )


# Fiction is told in the rows themselves


@pytest.mark.parametrize(
    ("marks", "column"), [([True, False], ["ja", "nee"]), ([False, False], None), ([], None)]
)
def test_rows_of_fiction_are_marked_in_every_file(marks, column):
    told = sheet(["a"], ["b"], fictional=marks)
    expected = [["kop 0"], ["a"], ["b"]]
    if column:
        expected = [
            [*row, mark]
            for row, mark in zip(expected, ["Fictieve demogegevens", *column], strict=True)
        ]
    assert read_csv(csv_file(told)) == expected
    assert [[text for _kind, text in row] for row in read_xlsx(xlsx_file(told))] == expected
    name = "Lijst (fictief)" if column else "Lijst"
    assert [[text for _kind, text in row] for row in read_ods(ods_file(told))[name]] == expected


# Limits


@pytest.mark.parametrize("write", [xlsx_file, ods_file])
def test_more_rows_than_a_sheet_holds_are_refused_in_words(write):
    with pytest.raises(TooManyRowsError, match=r"plaats voor 1\.048\.575 regels"):
        write(Sheet("Lijst", ["a"], [()] * MOST_ROWS))


@pytest.mark.parametrize("write", [csv_file, xlsx_file, ods_file])
def test_an_empty_list_is_a_file_with_heads(write):
    assert write(Sheet("Lijst", ["a", "b"], []))
