"""The cells of a document and their history, as rows."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError

from plans.exchange import rules
from plans.models import Cell, Entry, ImportedActor, User
from plans.rules.status import Level
from plans.services.statuses import STAND

SHELL = "opdrachtregel"
SITE = "import"


def make_entries(document: dict, cells: dict, user: User | None) -> None:
    """Make the entries and bring the cells up to date; ``cells`` by activity key and code."""
    rows = document.get("entries") or list(_first_entries(document, user))
    made: dict[int | None, Entry] = {}
    waiting: list[Entry] = []
    actors = actors_of(row["actor"] for row in rows)
    for row in rows:
        cell = cells.get((row["activity"], row["municipality"]))
        if cell is None:
            raise ValidationError(
                f"entries: een stand van de groep bij {row['activity']}, "
                "maar dit plan is van één gemeente."
            )
        if row.get("cancels"):
            Entry.objects.bulk_create(waiting)  # what is withdrawn needs a key
            waiting.clear()
        made[row["number"]] = _entry(row, cell, actors, made)
        waiting.append(made[row["number"]])
    Entry.objects.bulk_create(waiting)
    _project(document | {"entries": rows}, cells, rows)


def actors_of(names: Iterable[str]) -> dict[str, ImportedActor]:
    """The authors in a document by name, made when they are new."""
    told = sorted(set(names))
    return {name: ImportedActor.objects.get_or_create(name=name)[0] for name in told}


def _entry(
    row: dict, cell: Cell, actors: dict[str, ImportedActor], made: dict[int | None, Entry]
) -> Entry:
    return Entry(
        cell=cell,
        status=row.get("status") or "",
        level=row.get("level") or "",
        target=row.get("target") or "",
        note=row.get("note") or "",
        reason=row.get("reason") or "",
        valid_from=date.fromisoformat(row["valid_from"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        imported_actor=actors[row["actor"]],
        cancels=made.get(row.get("cancels")),
        is_fictional=row.get("fictional", False),
    )


def _first_entries(document: dict, user: User | None) -> Iterable[dict]:
    """Entries for a document that has statuses but no history: they hold from the first day."""
    number = 0
    for _place, activity in rules.activities(document):
        for code in [*activity.get("statuses", {}), None]:
            told = rules.cell_of(activity, code) or {}
            level = told.get("level") if told.get("level") == Level.GROEP else None
            if told.get("status") or told.get("target") or level:
                number += 1
                yield {
                    "number": number,
                    "activity": activity["key"],
                    "municipality": code,
                    "status": told.get("status"),
                    "level": level,
                    "target": told.get("target"),
                    "note": told.get("note"),
                    "valid_from": document["plan"]["period"]["start"],
                    "recorded_at": datetime.now(UTC).isoformat(),
                    "actor": SITE if user else SHELL,
                }


def _project(document: dict, cells: dict, rows: list[dict]) -> None:
    """Bring the newest stand of every cell up to date with the imported history."""
    counts: dict[tuple, int] = {}
    fictional = set()
    for row in rows:
        at = (row["activity"], row["municipality"])
        counts[at] = counts.get(at, 0) + 1
        fictional |= {at} if row.get("fictional") else set()
    stands = rules.stands_of(document)
    for at, stand in stands.items():
        cells[at].take(stand)
        cells[at].revision = counts[at]
        cells[at].is_fictional = at in fictional
    Cell.objects.bulk_update(
        [cells[at] for at in stands],
        [*STAND, "revision"],
        # PostgreSQL looks each row up among all of its batch: without batches, 50,000 x 50,000.
        batch_size=500,
    )
