"""The statuses of a plan, their history, and that of its texts, as a document has them."""

from plans.exchange.selectors.filled import filled
from plans.models import Cell, Entry, Plan, TextChange


def cells_of(plan: Plan) -> dict[int, dict]:
    """The cells of each activity by municipality code, in the order of the plan's columns."""
    rows = Cell.objects.filter(activity__plan=plan).select_related("municipality")
    order = list(plan.municipalities.order_by("planmunicipality__position"))
    found: dict[int, dict] = {}
    for cell in rows:
        found.setdefault(cell.activity_id, {})[cell.municipality_id] = cell
    return {
        activity: {
            town.code if town else None: _cell(cells[town.pk if town else None])
            for town in [*order, None]
            if (town.pk if town else None) in cells
        }
        for activity, cells in found.items()
    }


def _cell(cell: Cell) -> dict:
    return {
        "status": cell.status or None,
        "target": cell.target or None,
        "level": cell.level,
        "note": cell.note or None,
    }


def entries_of(plan: Plan) -> list[dict]:
    rows = (
        Entry.objects.of_plan(plan)
        .with_author()
        .select_related("cell__activity", "cell__municipality")
    )
    numbers: dict[int | None, int] = {}
    found = []
    for number, entry in enumerate(rows, start=1):
        numbers[entry.pk] = number
        found.append(_entry(number, entry, numbers.get(entry.cancels_id)))
    return found


def _entry(number: int, entry: Entry, cancels: int | None) -> dict:
    town = entry.cell.municipality
    return {
        "number": number,
        "activity": entry.cell.activity.key,
        "municipality": town and town.code,
        "status": entry.status or None,
        "level": entry.level or None,
        "target": entry.target or None,
        "note": entry.note or None,
        "reason": entry.reason or None,
        "valid_from": entry.valid_from.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.author,
        "cancels": cancels,
        "fictional": entry.is_fictional,
    }


def text_changes_of(plan: Plan, identities: dict[int, int]) -> list[dict]:
    """The history of the texts, oldest first; themes by their identity in the document."""
    rows = plan.text_changes.with_author().select_related("version", "activity")
    return [_text_change(row, identities) for row in rows.order_by("at", "pk")]


def _text_change(row: TextChange, identities: dict[int, int]) -> dict:
    return {
        "at": row.at.isoformat(),
        "actor": row.author,
        **filled(
            version=row.version and row.version.number,
            theme=row.theme_id and identities[row.theme_id],
            activity=row.activity and row.activity.key,
        ),
        "part": row.part,
        "name": row.name,
        "field": row.field,
        "before": row.before,
        "after": row.after,
        "fictional": row.is_fictional,
    }
