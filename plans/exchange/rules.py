"""Reading a document and saying, in Dutch and with its place, what is wrong with it."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError as Mistake

from plans.rules.status import Fact, Stand, stand_on

SCHEMA = json.loads(Path(__file__).with_name("plan.schema.json").read_text("utf-8"))
FORMATS = FormatChecker(["date"])
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FORMATS)
MOST_MISTAKES = 20
TYPES = {
    "string": "tekst",
    "integer": "een geheel getal",
    "boolean": "true of false",
    "array": "een lijst",
    "object": "een object",
    "null": "null",
}


@FORMATS.checks("date-time", raises=(ValueError, OverflowError))
def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    moment = datetime.fromisoformat(value)
    return moment.tzinfo is not None and bool(moment.astimezone(UTC))


class DocumentError(ValueError):
    """A document that cannot be read; ``sentences`` name each place and what is wrong there."""

    def __init__(self, sentences: list[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def parse(text: str | bytes) -> dict:
    """The document in a JSON text, checked against the schema and against itself.

    Raises ``DocumentError``.
    """
    try:
        document: dict = json.loads(text)
    except UnicodeDecodeError as error:
        raise DocumentError(["Het bestand is geen UTF-8-tekst."]) from error
    except json.JSONDecodeError as error:
        place = f"regel {error.lineno}, teken {error.colno}"
        raise DocumentError([f"Het bestand is geen geldige JSON: fout op {place}."]) from error
    except ValueError as error:
        raise DocumentError(["Het bestand bevat een getal dat te lang is."]) from error
    except RecursionError as error:
        raise DocumentError(["Het bestand is te diep genest om een plan te zijn."]) from error
    mistakes = sorted(VALIDATOR.iter_errors(document), key=lambda found: list(map(str, found.path)))
    told = [f"{_place(mistake)}: {_sentence(mistake)}" for mistake in mistakes]
    _refuse(list(dict.fromkeys(told)))  # jsonschema tells each missing field apart
    _refuse(list(_contradictions(document)))
    return document


def _refuse(sentences: list[str]) -> None:
    if sentences:
        more = len(sentences) - MOST_MISTAKES
        rest = [f"En nog {more} andere fouten."] if more > 0 else []
        raise DocumentError(sentences[:MOST_MISTAKES] + rest)


def _place(mistake: Mistake) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in mistake.absolute_path]
    return "".join(steps).lstrip(".") or "document"


def _sentence(mistake: Mistake) -> str:
    say = SENTENCES.get(mistake.validator)
    return say(mistake) if say else "deze waarde is niet toegestaan."


def _missing(mistake: Mistake) -> str:
    names = [name for name in mistake.validator_value if name not in mistake.instance]
    return f"hier ontbreekt {', '.join(names)}."


def _unknown(mistake: Mistake) -> str:
    unknown = set(mistake.instance) - set(mistake.schema.get("properties", {}))
    return f"onbekend veld {', '.join(sorted(unknown))}."


def _not_allowed(mistake: Mistake) -> str:
    value = mistake.validator_value
    words = value if isinstance(value, list) else [value]
    return f"kies uit: {', '.join('null' if word is None else str(word) for word in words)}."


def _wrong_type(mistake: Mistake) -> str:
    value = mistake.validator_value
    wanted = [value] if isinstance(value, str) else value
    return f"hier hoort {' of '.join(TYPES[name] for name in wanted)}."


def _no_date(mistake: Mistake) -> str:
    is_day = mistake.validator_value == "date"
    return f"dit is geen datum; schrijf JJJJ-MM-DD{'' if is_day else 'TUU:MM:SS+00:00'}."


def _too_long(mistake: Mistake) -> str:
    return f"te lang; hoogstens {mistake.validator_value} tekens."


SENTENCES = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _not_allowed,
    "const": _not_allowed,
    "type": _wrong_type,
    "format": _no_date,
    "maxLength": _too_long,
}


def _contradictions(document: dict) -> Iterator[str]:
    """What the schema cannot see: doubles, unknown references, statuses without entries."""
    period = document["plan"]["period"]
    if period["end"] <= period["start"]:
        yield "plan.period: het plan eindigt voordat het begint."
    codes = [town["code"] for town in document["plan"]["municipalities"]]
    yield from _doubles("plan.municipalities", "gemeente", codes)
    names = [town["name"] for town in document["plan"]["municipalities"]]
    yield from _doubles("plan.municipalities", "naam", names)
    short = [row["abbreviation"] for row in document.get("abbreviations", [])]
    yield from _doubles("abbreviations", "afkorting", short)
    yield from _mistakes_in_versions(document)
    for place, activity in all_activities(document):
        yield from _mistakes_in_activity(place, activity, set(codes))
    keys = {activity.get("key") for _place, activity in all_activities(document)}
    yield from _mistakes_in_entries(document, keys, set(codes))
    yield from _mistakes_in_text_changes(document, keys)


def activities(document: dict) -> Iterator[tuple[str, dict]]:
    """Every activity of the version that holds, with its place."""
    return _activities_at("themes", document["themes"])


def all_activities(document: dict) -> Iterator[tuple[str, dict]]:
    """Every activity of every version, with its place."""
    for place, themes in _versions(document):
        yield from _activities_at(place, themes)


def _versions(document: dict) -> Iterator[tuple[str, list[dict]]]:
    """The themes of every version with their place; first those of the version that holds."""
    yield "themes", document["themes"]
    for row, version in enumerate(document.get("versions", [])):
        yield f"versions[{row}].themes", version["themes"]


def _activities_at(place: str, themes: list[dict]) -> Iterator[tuple[str, dict]]:
    for row, theme in enumerate(themes):
        for column, activity in enumerate(theme["activities"]):
            yield f"{place}[{row}].activities[{column}]", activity


def has_fiction(document: dict) -> bool:
    """Whether anything in a document carries the fictitious mark."""
    versions = [document["plan"], *document.get("versions", [])]
    marks = [version.get("adopted") or {} for version in versions]
    marks += [*document.get("entries", []), *document.get("text_changes", [])]
    return any(mark.get("fictional") for mark in marks)


def _mistakes_in_versions(document: dict) -> Iterator[str]:
    others = document.get("versions", [])
    numbers = [document["plan"].get("version", 1), *(version["version"] for version in others)]
    yield from _doubles("versions", "versie", numbers)
    for place, themes in _versions(document):
        live = [theme["number"] for theme in themes if "ended" not in theme]
        yield from _doubles(place, "themanummer", live)
        known = [theme["identity"] for theme in themes if "identity" in theme]
        yield from _doubles(place, "identity", known)
        keys = [activity.get("key") for _place, activity in _activities_at(place, themes)]
        yield from _doubles(place, "kenmerk", [key for key in keys if key])
    for place, activity in list(all_activities(document))[len(list(activities(document))) :]:
        if "key" not in activity:
            yield f"{place}: hier ontbreekt key."
        if activity.get("statuses") or activity.get("group_status"):
            yield f"{place}: standen horen alleen bij de versie die geldt."


def _mistakes_in_text_changes(document: dict, keys: set) -> Iterator[str]:
    others = document.get("versions", [])
    numbers = {document["plan"].get("version", 1), *(version["version"] for version in others)}
    themes = {theme.get("identity") for _place, themes in _versions(document) for theme in themes}
    known = {"version": numbers, "theme": themes, "activity": keys}
    for row, change in enumerate(document.get("text_changes", [])):
        for field, values in known.items():
            if field in change and change[field] not in values:
                yield f"text_changes[{row}].{field}: {change[field]} staat niet in dit document."


def _doubles(place: str, what: str, values: list) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{place}: {what} {value} staat er {times} keer."


def _mistakes_in_activity(place: str, activity: dict, codes: set[str]) -> Iterator[str]:
    planning = activity.get("planning") or {}
    start, end = planning.get("start"), planning.get("end")
    if start and end and end < start:
        yield f"{place}.planning: de planning eindigt voordat zij begint."
    for code in sorted(set(activity.get("statuses", {})) - codes):
        yield f"{place}.statuses: gemeente {code} hoort niet bij dit plan."
    for name in sorted(
        set(activity.get("partner_remarks", {})) - set(activity.get("partners", []))
    ):
        yield f"{place}.partner_remarks: {name} is hier geen partner."


def _mistakes_in_numbers(entries: list[dict]) -> Iterator[str]:
    numbers = [entry["number"] for entry in entries]
    yield from _doubles("entries", "nummer", numbers)
    if numbers != sorted(numbers):
        yield "entries: zet de regels op volgorde van nummer."
    withdrawn = [entry["cancels"] for entry in entries if entry.get("cancels")]
    yield from _doubles("entries", "herroeping van regel", withdrawn)


def _mistakes_in_entries(document: dict, keys: set, codes: set[str]) -> Iterator[str]:
    entries = document.get("entries", [])
    yield from _mistakes_in_numbers(entries)
    known: dict[int, tuple] = {}
    for row, entry in enumerate(entries):
        place, cell = f"entries[{row}]", (entry["activity"], entry["municipality"])
        if entry["activity"] not in keys:
            yield f"{place}: activiteit {entry['activity']} staat niet in het plan."
        if entry["municipality"] is not None and entry["municipality"] not in codes:
            yield f"{place}: gemeente {entry['municipality']} hoort niet bij dit plan."
        cancels = entry.get("cancels")
        if cancels is not None and known.get(cancels) != cell:
            yield f"{place}: herroept een regel die niet eerder bij deze cel staat."
        if entry["valid_from"] < document["plan"]["period"]["start"]:
            yield f"{place}.valid_from: deze dag ligt voor de eerste dag van het plan."
        if cancels is None and not any(entry.get(name) for name in ("status", "level", "target")):
            yield f"{place}: deze regel zegt niets over status, uitvoering of streefstatus."
        known[entry["number"]] = cell if cancels is None else ()
    if entries:
        yield from _differing_statuses(document, codes)


def _differing_statuses(document: dict, codes: set[str]) -> Iterator[str]:
    stands = stands_of(document)
    for place, activity in activities(document):
        for code in [*sorted(codes), None]:
            told = cell_of(activity, code)
            stand = stands.get((activity.get("key", ""), code), Stand())
            if told is not None and _told(told) != (stand.status, stand.level, stand.target):
                where = f".statuses.{code}" if code else ".group_status"
                yield f"{place}{where}: deze stand volgt niet uit entries."


def _told(cell: dict) -> tuple[str, str, str]:
    return cell.get("status") or "", cell.get("level") or "lokaal", cell.get("target") or ""


def cell_of(activity: dict, code: str | None) -> dict | None:
    """What a document says of an activity at a municipality, or at the group without a code."""
    if code is None:
        return activity.get("group_status")
    statuses: dict[str, dict] = activity.get("statuses", {})
    return statuses.get(code)


def fact_of(entry: dict) -> Fact:
    """An entry of a document as the rules see it."""
    return Fact(
        entry["number"],
        date.fromisoformat(entry["valid_from"]),
        entry.get("status") or "",
        entry.get("level") or "",
        entry.get("target") or "",
        entry.get("note") or "",
        entry.get("cancels"),
    )


def stands_of(document: dict) -> dict[tuple[str, str | None], Stand]:
    """The newest stand of each cell, by activity key and municipality code."""
    facts: dict[tuple, list[Fact]] = {}
    for entry in document.get("entries", []):
        facts.setdefault((entry["activity"], entry["municipality"]), []).append(fact_of(entry))
    return {cell: stand_on(found, None) for cell, found in facts.items()}


def printed(document: dict) -> str:
    """The document as text: the same document always gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
