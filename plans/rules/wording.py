"""What the wording of a planning means (domein.md, section 2); terms.py prints a meaning.

The text is cut into tokens of one letter each, the row of letters must have one known shape, and
only then are dates computed. A word that is no token makes the whole text not understood. The
conventions that a reader could argue about:

- *Doorlopend* before a period fills it: "Doorlopend 2021" is continuous from 1-1-2021 to
  31-12-2021 (Kerkrade: "maatregelen die het gehele jaar doorlopen"). After a period it goes on
  from there: "2020 doorlopend" starts 1-1-2020 and has no end.
- *E.v.* and *doorlopend* after a period take its end away, unless that end was written out as one
  ("t/m april 2021 e.v.", "2020-2023 doorlopend"). *En eventueel verder* leaves every end.
- *Vanaf* has no end but is not *e.v.*. *Tot* without *en met* is not understood: writers differ on
  whether the day itself counts.
- Several periods span from the first to the last and must stand in order. What an earlier one
  leaves out (year, month, "kwartaal") it takes from the next.
- *Jaarlijks*, *maandelijks*, *periodiek* say that it comes back: continuous, with the end kept.
  *Jaarlijks* within one year contradicts itself and is not understood.
- Plannings with a semicolon between them run from the first start to the last end.
- A condition ("bij een acute crisis", "zolang ...") is kept as written and names no time itself.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from plans.rules.planning import Planning

# Words without exact dates: the first and last month in a year, the first and last day in a month.
PARTS_OF_YEAR = {"begin": (1, 3), "medio": (4, 9), "eind": (10, 12)}
PARTS_OF_MONTH = {"begin": (1, 10), "medio": (11, 20), "eind": (21, 31)}

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}

_ASCII = re.ASCII | re.IGNORECASE
_DASH = "[-\u2010-\u2015\u2212]"
_YEAR = r"(?:19\d\d|20\d\d|2100)"
_PER = r"per (?:week|maand|kwartaal|jaar)"

# One letter for each kind of token. At one place in the text the first that fits is taken.
_KINDS = {
    "D": rf"\b\d{{1,2}} ?(?P<mark>[-/.]) ?\d{{1,2}} ?(?P=mark) ?{_YEAR}\b",  # day: becomes n, m, y
    "Q": r"\bq[1-4]\b",  # quarter: becomes o, k
    "y": rf"\b{_YEAR}\b",
    "o": rf"\b(?:[1-4](?:e|de|ste)|{'|'.join(ORDINALS)})\b",
    "k": r"\bkwartaal(?: van)?\b",
    "h": r"\b(?:helft|half ?jaar)(?: van)?\b",
    "m": rf"\b(?:{'|'.join(MONTHS)}|{'|'.join(SHORT_MONTHS)}|sept)\b\.?",
    "f": r"\b(?:dagelijks|wekelijks|(?:twee|drie)?maandelijks|halfjaarlijks|periodiek"
    rf"|\d{{1,2}} ?(?:x|keer|maal) {_PER})(?: overleg)?\b",
    "j": r"\b(?:twee)?jaarlijks(?: overleg)?\b",
    "n": r"\b\d{1,2}\b",
    "p": r"\b(?:begin|medio|einde?)(?: van)?\b",
    "s": rf"(?:(?:,|{_DASH}) ?)?\b(?:in )?uitvoering vanaf\b",  # a later stage
    "v": r"\b(?:vanaf|sinds|per|met ingang van|(?:op)?start(?: in)?)\b",
    "w": r"\bvan\b",  # only in "van ... t/m ..."
    "x": r"\buiterlijk\b",
    "t": r"\b(?:t/?m|tot en met)\b",
    "z": r"\b(?:en )?(?:eventueel|mogelijk) verder\b",
    "e": r"\b(?:e\.? ?v\b\.?|en verder\b)",
    "c": r"\b(?:doorlopend|continu)\b",
    "i": r"\b(?:(?:(?:vaststelling|vastgesteld|plaatsgevonden)(?: in| op)?"
    r"|in de loop van|verspreid over|gedurende|in)(?: (?:het|de|heel|geheel))?"
    r"|heel|geheel|het|de)\b",  # says nothing of when
    "a": r"[/&]|\ben\b",
    "g": ",",
    "r": _DASH,
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{_KINDS[kind]})" for kind in _KINDS), _ASCII)

_UNIT = "i?(?:nmy?|n(?=[tr])|p?my?|p?y|o(?:[kh]y?)?)"
_SHAPE = re.compile(
    r"(?P<before>(?:[cfj][gr]?)*)"
    rf"(?:(?P<opening>[vwtx]?)(?P<units>{_UNIT}(?:[agtrs]{_UNIT})*))?"
    r"(?P<after>(?:[gr]?[ezcfj])*)"
)
# What a unit may take from the next one; anything else must be there already.
_BORROWED = {"n": "my", "nm": "y", "m": "y", "pm": "y", "ok": "y", "oh": "y", "o": "khy"}
_COMPLETE = {"y", "py", "my", "pmy", "nmy", "oky", "ohy"}

_OPENER = re.compile(
    r"\b(?:(?:indien|zolang|zodra|mits|tenzij|op basis van|o\.b\.v\.|in voorkomende) (?=\w)"
    r"|bij (?:een|elke?|iedere?|heropstart|calamiteiten|incidenten|meldingen|signalen|noodzaak"
    r"|behoefte)\b"
    r"|(?:(?:zo|waar|wanneer) nodig|naar behoefte|op afroep)(?=[ .]*$|[.,;]))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?P<period>.*?)\bvoorwaarde: ?(?P<condition>.+)", re.IGNORECASE)
_BREAK = re.compile(rf"[.,;:] | {_DASH} ?")
_TIMELY = re.compile("|".join(f"(?:{_KINDS[kind]})" for kind in "DQykhmfjtzec"), _ASCII)
_EDGE = " .,:-\u2013\u2014"

_Token = tuple[str, int]
_Unit = dict[str, int]
_Period = tuple[date, date]


def read_planning(text: str) -> Planning:
    """The meaning of a wording; only the text when it is not wholly understood."""
    for period, condition in _splits(" ".join(text.split())):
        try:
            return replace(_meaning(period.strip(_EDGE)), text=text, condition=condition)
        except ValueError:
            continue
    return _several(text) or Planning(text)


def _several(text: str) -> Planning | None:
    """Plannings with a semicolon between them, together; nothing unless each is understood.

    A condition is of one of them alone and cannot be told of the whole.
    """
    if ";" not in text:
        return None
    parts = [read_planning(part) for part in text.split(";")]
    if not all(is_understood(part) and not part.condition for part in parts):
        return None
    starts, ends = [part.start for part in parts], [part.end for part in parts]
    return Planning(
        text,
        start=None if None in starts else min(filter(None, starts)),
        end=None if None in ends else max(filter(None, ends)),
        open_ended=any(part.open_ended for part in parts),
        continuous=any(part.continuous for part in parts),
    )


def is_understood(planning: Planning) -> bool:
    """Whether a wording has a meaning next to it; without one a person must look at it."""
    return bool(planning.text.strip()) and replace(planning, text="") != Planning()


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """The ways to divide a wording in a period and a condition, the likeliest first."""
    if marked := _MARKED.fullmatch(words):
        yield marked["period"], marked["condition"]
        return
    opener = _OPENER.search(words)
    if opener is None:
        yield words, ""
        return
    period, condition = words[: opener.start()], words[opener.start() :]
    if not period and (gap := _BREAK.search(condition)):
        yield from _timeless(condition[gap.end() :], condition[: gap.start()])
    yield from _timeless(period, condition)


def _timeless(period: str, condition: str) -> Iterator[tuple[str, str]]:
    """The pair, unless its condition names a time: then it says more than a condition."""
    if not _TIMELY.search(condition):
        yield period, condition.strip(_EDGE)


def _meaning(words: str) -> Planning:
    """Start, end and the two marks of a wording without condition; ValueError if not understood."""
    tokens = _tokens(words)
    found = _SHAPE.fullmatch("".join(kind for kind, _ in tokens))
    if found is None:
        raise ValueError("These words in this order have no meaning here.")
    marks = found["before"] + found["after"]
    start, end = _span(found, tokens[slice(*found.span("units"))])
    if "j" in marks and start and end and end.year == start.year:
        raise ValueError("What comes back every year does not end within one.")
    return Planning(
        start=start,
        end=end,
        open_ended=not {"e", "z"}.isdisjoint(marks),
        continuous=not {"c", "f", "j"}.isdisjoint(marks),
    )


def _tokens(words: str) -> list[_Token]:
    """The words as kinds with their values; ValueError when something is left over."""
    if left := _TOKEN.sub("", words).strip():
        raise ValueError(f"{left!r} is not understood.")
    return [token for found in _TOKEN.finditer(words) for token in _taken_apart(found)]


def _taken_apart(found: re.Match[str]) -> list[_Token]:
    """One token, or several for "1-11-2019" and "Q3"."""
    kind, word = str(found.lastgroup), found[0].lower()
    if kind == "D":
        return list(zip("nmy", map(int, re.findall(r"\d+", word)), strict=True))
    if kind == "Q":
        return [("o", int(word[1])), ("k", 0)]
    return [(kind, _value(kind, word))]


def _value(kind: str, word: str) -> int:
    """The number that a word stands for; nothing for words without one."""
    if kind == "m":
        return SHORT_MONTHS.index(word[:3].replace("maa", "mrt")) + 1
    if kind == "p":
        return list(PARTS_OF_YEAR).index(word.split()[0].removesuffix("e"))
    if kind == "o":
        return ORDINALS.get(word) or int(word[0])
    return int(word) if kind in "ny" else 0


def _span(found: re.Match[str], tokens: list[_Token]) -> tuple[date | None, date | None]:
    """From the start of the first period to the end of the last, as far as the words set them."""
    opening, units, after = found["opening"], found["units"], found["after"]
    if not units:
        return None, None
    ranges = units.count("t") + units.count("r")
    until = opening in {"t", "x"}
    if ranges > 1 or (until and (ranges or "s" in units)) or (opening == "w" and not ranges):
        raise ValueError("A period has one start and one end.")
    start, end = _hull([_period(unit) for unit in _completed(_units(tokens))])
    if until:
        return None, end
    goes_on = opening == "v" or "s" in units or not {"e", "c"}.isdisjoint(after)
    return start, None if goes_on and not ranges else end


def _hull(periods: list[_Period]) -> _Period:
    """From the first start to the last end of periods that stand in order."""
    starts, ends = [start for start, _ in periods], [end for _, end in periods]
    if starts != sorted(starts) or ends != sorted(ends):
        raise ValueError("These periods do not follow each other.")
    return starts[0], ends[-1]


def _units(tokens: list[_Token]) -> list[_Unit]:
    """The tokens between the words that join, each as a value for its kind."""
    units: list[_Unit] = [{}]
    for kind, value in tokens:
        if kind in "agtrs":
            units.append({})
        elif kind != "i":
            units[-1][kind] = value
    return units


def _completed(units: list[_Unit]) -> list[_Unit]:
    """The units with what each leaves out, taken from the next: "3e en 4e kwartaal 2021"."""
    whole: list[_Unit] = []
    for unit in reversed(units):
        missing = _BORROWED.get("".join(unit), "")
        if missing and (not whole or set(whole[0]) == {"y"}):
            raise ValueError("A year on its own completes nothing.")
        taken = {kind: whole[0][kind] for kind in missing if kind in whole[0]} if missing else {}
        whole.insert(0, unit | taken)
    return whole


def _period(unit: _Unit) -> _Period:
    """First and last day of one complete unit; ValueError for a day that does not exist."""
    if "".join(unit) not in _COMPLETE:
        raise ValueError("This period is not complete.")
    year = unit["y"]
    if "m" in unit:
        first_day, last_day = _days(unit)
        return date(year, unit["m"], first_day), date(year, unit["m"], last_day)
    first, last = _months(unit)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _days(unit: _Unit) -> tuple[int, int]:
    """First and last day, within its month, of a day, a part of a month, or a month."""
    if "n" in unit:
        return unit["n"], unit["n"]
    length = monthrange(unit["y"], unit["m"])[1]
    first, last = list(PARTS_OF_MONTH.values())[unit["p"]] if "p" in unit else (1, length)
    return first, min(last, length)


def _months(unit: _Unit) -> tuple[int, int]:
    """First and last month of a quarter, a half year, a part of a year, or a year."""
    if "p" in unit:
        return list(PARTS_OF_YEAR.values())[unit["p"]]
    if "o" in unit:
        length = 3 if "k" in unit else 6
        return (unit["o"] - 1) * length + 1, unit["o"] * length
    return 1, 12
