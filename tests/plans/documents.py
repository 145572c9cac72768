"""Documents of plans: a small one, and all that hypothesis can think of."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from plans.exchange.rules import stands_of
from plans.rules.status import Fact, Level, Reason, Stand, Status, effective


def small_document() -> dict:
    """A plan of one municipality with one activity, which is geel."""
    cell = {"status": "geel", "target": None, "level": "lokaal", "note": None}
    activity = {
        "key": "meldcode",
        "subject": "Meldcode",
        "title": "Meldcode invoeren",
        "points": ["Scholing"],
        "planning": {
            "text": "2021",
            "start": "2021-01-01",
            "end": "2021-12-31",
            "open_ended": False,
            "continuous": False,
        },
        "statuses": {"GM7701": cell},
    }
    entry = {
        "number": 1,
        "activity": "meldcode",
        "municipality": "GM7701",
        "status": "geel",
        "valid_from": "2021-02-01",
        "recorded_at": "2021-02-03T10:00:00+00:00",
        "actor": "Jan",
    }
    return {
        "schema": 1,
        "plan": {
            "slug": "uvp-elders",
            "title": "Uitvoeringsplan Elders",
            "kind": "uvp",
            "period": {"start": "2020-01-01", "end": "2023-12-31"},
            "municipalities": [{"code": "GM7701", "name": "Ergens", "short": "Erg"}],
        },
        "themes": [
            {"number": "3.1", "title": "Zorg", "kind": "prioriteit", "activities": [activity]}
        ],
        "entries": [entry],
    }


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=8)
names = st.text(letters, min_size=1, max_size=8)
keys = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789-_", min_size=1, max_size=8)
days = st.dates(date(2020, 1, 2), date(2023, 12, 30))
colours = st.sampled_from([None, *(status.value for status in Status)])
START = date(2020, 1, 1)
PARTS = ["status", "status", "target", "level", "cancels"]


def isoformat(strategy):
    """Days or moments as a document has them."""
    return strategy.map(lambda value: value.isoformat())


moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them bare
plannings = st.builds(
    lambda text, start, end, open_ended, continuous: {
        "text": text,
        "start": start and start.isoformat(),
        "end": end and max(end, start or end).isoformat(),
        "open_ended": open_ended,
        "continuous": continuous,
    },
    texts,
    st.none() | days,
    st.none() | days,
    st.booleans(),
    st.booleans(),
)
adoptions = st.none() | st.builds(
    lambda day, body, decision, fictional: {
        "date": day,
        "body": body,
        "decision": decision,
        "fictional": fictional,
    },
    isoformat(days),
    texts,
    texts,
    st.booleans(),
)


@st.composite
def parties(draw) -> list[dict]:
    """Names with aliases, no spelling used twice, in the order of an export."""
    spellings = draw(st.lists(names, unique=True, max_size=5))
    found: list[dict] = []
    for spelling in spellings:
        if found and draw(st.booleans()):
            found[-1]["aliases"].append(spelling)
        else:
            found.append({"name": spelling, "aliases": []})
    return [{**each, "aliases": sorted(each["aliases"])} for each in found]


@st.composite
def activities(draw, key: str, coordinators: list[dict], partners: list[dict]) -> dict:
    """An activity without statuses, with some of the parties."""
    chosen = [
        draw(
            st.lists(st.sampled_from(each), unique_by=lambda row: row["name"])
            if each
            else st.just([])
        )
        for each in (coordinators, partners)
    ]
    used = [[party["name"] for party in each] for each in chosen]
    remarks = {name: draw(texts) for name in used[1]}
    return {
        "key": key,
        "subject": draw(texts),
        "group": draw(st.none() | names),
        "title": draw(texts),
        "description": draw(texts),
        "points": draw(st.lists(texts, max_size=2)),
        "scope": draw(st.sampled_from(["joint", "local", None])),
        "coordinators": used[0],
        "coordinator_text": draw(texts),
        "coordinator_undecided": draw(st.booleans()),
        "partners": used[1],
        "partner_remarks": {name: remark for name, remark in remarks.items() if remark},
        "planning": draw(plannings),
        "source_note": draw(texts),
    }


@st.composite
def entries(draw, cells: list[tuple[str, str | None]]) -> list[dict]:
    """A history of these cells: numbered in order, each mistake withdrawn once."""
    found: list[dict] = []
    facts: dict[tuple, list[Fact]] = {}
    for number in range(1, draw(st.integers(0, 6)) + 1 if cells else 1):
        cell = draw(st.sampled_from(cells))
        known = effective(facts.get(cell, []))
        part = draw(st.sampled_from(PARTS))
        if part == "cancels" and not known:
            part = "status"
        value = {
            "cancels": max((fact.number for fact in known), default=None),
            "level": draw(st.sampled_from([level.value for level in Level])),
        }.get(part) or draw(st.sampled_from([status.value for status in Status]))
        entry = {
            "number": number,
            "activity": cell[0],
            "municipality": cell[1],
            "status": None,
            "level": None,
            "target": None,
            "note": draw(st.none() | names),
            "reason": draw(st.sampled_from([None, *(reason.value for reason in Reason)])),
            "valid_from": draw(isoformat(days)),
            "recorded_at": draw(isoformat(moments)),
            "actor": draw(names),
            "cancels": None,
            "fictional": draw(st.booleans()),
        } | {part: value}
        told = {name: entry[name] or "" for name in ("status", "level", "target")}
        day = date.fromisoformat(entry["valid_from"])
        facts.setdefault(cell, []).append(Fact(number, day, cancels=entry["cancels"], **told))
        found.append(entry)
    return found


@st.composite
def documents(draw) -> dict:
    """A whole plan, complete as an export is."""
    towns = [
        {"code": f"GM77{number:02}", "name": name, "short": draw(names)}
        for number, name in enumerate(draw(st.lists(names, unique=True, min_size=1, max_size=3)))
    ]
    group = {"slug": draw(keys), "name": draw(names)}
    group = group if len(towns) > 1 or draw(st.booleans()) else None
    themes, coordinators, partners = draw(_themes(towns))
    columns = [*(town["code"] for town in towns), *([None] if group else [])]
    made = [activity for theme in themes for activity in theme["activities"]]
    document = {
        "schema": 1,
        "fictional": False,
        "plan": {
            "slug": draw(keys),
            "title": draw(names),
            "kind": draw(st.sampled_from(["ivp", "uvp"])),
            "period": {"start": START.isoformat(), "end": "2023-12-31"},
            "group": group,
            "municipalities": towns,
            "implements": None,
            "version": draw(st.integers(1, 9999)),
            "adopted": draw(adoptions),
            "closed_on": draw(st.none() | isoformat(days)),
        },
        "abbreviations": [
            {"abbreviation": short, "meaning": draw(texts), "remark": draw(texts)}
            for short in draw(st.lists(names, unique=True, max_size=2))
        ],
        "coordinators": coordinators,
        "partners": partners,
        "themes": themes,
        "entries": draw(entries([(each["key"], column) for each in made for column in columns])),
    }
    _add_statuses(document, columns)
    adopted = document["plan"]["adopted"] or {}
    rows = [adopted, *document["entries"]]
    document["fictional"] = any(row.get("fictional") for row in rows)
    return document


@st.composite
def _themes(draw, towns: list[dict]) -> tuple[list[dict], list[dict], list[dict]]:
    """Themes with activities, and the coordinators and partners that these use."""
    coordinators, partners = draw(parties()), draw(parties())
    codes = st.sampled_from([None, *(town["code"] for town in towns)])
    kinds = st.sampled_from(["municipality", "function", "organisation"])
    coordinators = [
        {"name": each["name"], "kind": draw(kinds), "municipality": draw(codes)} | each
        for each in coordinators
    ]
    unused = iter(draw(st.lists(keys, unique=True, max_size=4)))
    themes = [
        {
            "number": number,
            "title": draw(texts),
            "kind": draw(st.sampled_from(["prioriteit", "overig thema"])),
            "activities": [
                draw(activities(key, coordinators, partners))
                for key, _ in zip(unused, range(draw(st.integers(0, 2))), strict=False)
            ],
        }
        for number in draw(st.lists(names, unique=True, max_size=3))
    ]
    made = [activity for theme in themes for activity in theme["activities"]]
    return themes, _used(coordinators, made, "coordinators"), _used(partners, made, "partners")


def _used(rows: list[dict], made: list[dict], field: str) -> list[dict]:
    used = {name for activity in made for name in activity[field]}
    return sorted((row for row in rows if row["name"] in used), key=lambda row: row["name"])


def _add_statuses(document: dict, columns: list[str | None]) -> None:
    stands = stands_of(document)
    for theme in document["themes"]:
        for activity in theme["activities"]:
            cells = {
                column: _cell(stands.get((activity["key"], column), Stand())) for column in columns
            }
            activity["statuses"] = {code: cell for code, cell in cells.items() if code}
            activity["group_status"] = cells.get(None)


def _cell(stand: Stand) -> dict:
    return {
        "status": stand.status or None,
        "target": stand.target or None,
        "level": str(stand.level),
        "note": stand.note or None,
    }
