"""Numbers the Dutch way: 1.234,5 and 27 %. Values are exact decimals everywhere."""

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Unit(StrEnum):
    """In what a figure is told; the words are what a reader sees."""

    COUNT = "aantal"
    PERCENTAGE = "percentage"
    PER_THOUSAND = "per 1.000 inwoners"
    MARK = "rapportcijfer"


MINUS = "\u2212"  # the sign that stands as wide as the digits
GROUPED = re.compile(rf"[-{MINUS}]?\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?", re.ASCII)
PLAIN = re.compile(rf"[-{MINUS}]?\d+(?:,\d+)?", re.ASCII)
MISSING = frozenset(["", ".", "..", "-", "x", "onbekend", "n.b."])


def printed_number(value: Decimal) -> str:
    """An exact decimal with a point for thousands and a comma for what is behind it."""
    whole = f"{value:,f}"
    return whole.translate(str.maketrans(",.", ".,")).replace("-", MINUS)


def printed_value(value: Decimal | None, unit: str) -> str:
    """A value with its sign for the unit; "onbekend" for none."""
    if value is None:
        return "onbekend"
    return f"{printed_number(value)} %" if unit == Unit.PERCENTAGE else printed_number(value)


def read_number(text: str) -> Decimal | None:
    """The value in a Dutch text; None for an empty one or a sign that says it is missing.

    Raises ``ValueError`` with a sentence. A point is for thousands and a comma for decimals: a
    text that could be read both ways (1.5) is refused.
    """
    words = text.strip().removesuffix("%").strip().replace("\u00a0", "")
    if words.casefold() in MISSING:
        return None
    if not (GROUPED.fullmatch(words) or PLAIN.fullmatch(words)):
        raise ValueError(f"“{text.strip()[:40]}” is geen getal; schrijf bijvoorbeeld 1.234,5.")
    try:
        return Decimal(words.replace(".", "").replace(",", ".").replace(MINUS, "-"))
    except InvalidOperation as error:
        raise ValueError(f"“{text.strip()[:40]}” is geen getal.") from error
