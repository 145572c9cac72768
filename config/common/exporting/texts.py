"""Texts that people wrote, made fit for a file that somebody else opens.

A program that opens a sheet may take a text for a formula, and then it runs. What might be one is
therefore marked as text by each writer, in the way of its format; the text itself stays as it was.
"""

import re
import unicodedata

LONGEST = 32_767  # characters in a cell of Excel, which counts as UTF-16 does
CUT = " [ingekort]"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# What XML cannot hold, and the other control characters: no reader shows them the same.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?")
SIGNS = frozenset("=+-@")
INVISIBLE = frozenset(["Cc", "Cf", "Zs", "Zl", "Zp"])


def fit(text: str) -> str:
    """A text with one kind of line end, without what files cannot hold, cut when it is too long."""
    return cut(UNHOLDABLE.sub(REPLACEMENT, LINE_ENDS.sub("\n", text)))


def cut(text: str) -> str:
    """At most as long as a cell can hold; what was cut says so."""
    if len(text) * 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST:
        return text
    room = (LONGEST - len(CUT)) * 2
    return units[:room].decode("utf-16-le", "ignore") + CUT


def may_be_formula(text: str) -> bool:
    """Whether a program might calculate with this text.

    Signs count also behind spaces and invisible characters, and in their full width; a tab or a
    line end in front moves a text to another cell in some programs.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = next((letter for letter in text if unicodedata.category(letter) not in INVISIBLE), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in SIGNS
