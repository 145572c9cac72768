"""CSV as a Dutch Excel opens it: UTF-8 with a byte order mark, semicolons, CRLF.

Dates are 22-11-2022 and numbers have a decimal comma, which a Dutch Excel reads as dates and
numbers. CSV has no types: a text that might be taken for a formula gets an apostrophe in front, and
so does a text that starts with one itself. Who reads the file back takes one apostrophe from the
front of every field that has one, and has the texts as they were.
"""

import csv
import io

from config.common.exporting.sheets import Sheet, Value, printed
from config.common.exporting.texts import fit, may_be_formula

MARK = "'"


def csv_file(sheet: Sheet) -> bytes:
    """The bytes of the file."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_field(head) for head in sheet.heads])
    writer.writerows([_field(value) for value in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str:
    text = printed(value)
    return _harmless(fit(text)) if isinstance(value, str | tuple) else text


def _harmless(text: str) -> str:
    return MARK + text if text.startswith(MARK) or may_be_formula(text) else text
