"""What changed in the cells of a plan between two days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import ActivityWording, Entry, PlanVersion
from plans.rules.status import Fact, Level, Stand, effective, is_backwards, stand_on


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose stand on the last day differs from that on the first."""

    wording: ActivityWording
    place: str
    before: Stand
    after: Stand
    backwards: bool
    entry: Entry


def changes_between(version: PlanVersion, since: date, until: date) -> list[CellChange]:
    """The cells that stand otherwise on ``until`` than on ``since``, in plan order.

    A status that was withdrawn, or that went and came back, is no change.
    """
    entries = Entry.objects.of_plan(version.plan).with_author().select_related("cell__municipality")
    by_cell: dict[int, list[Entry]] = {}
    for entry in entries:
        by_cell.setdefault(entry.cell_id, []).append(entry)
    wordings = {
        wording.activity_id: wording
        for wording in version.wordings.select_related("activity", "theme", "version__plan")
    }
    found = (
        _change(wordings, cell_entries, since, until, version) for cell_entries in by_cell.values()
    )
    return sorted(
        (change for change in found if change is not None),
        key=lambda change: (change.wording.theme.position, change.wording.position, change.place),
    )


def _change(
    wordings: Mapping[int, ActivityWording],
    entries: Sequence[Entry],
    since: date,
    until: date,
    version: PlanVersion,
) -> CellChange | None:
    facts = [entry.fact for entry in entries]
    before, after = stand_on(facts, since), stand_on(facts, until)
    cell = entries[0].cell
    wording = wordings.get(cell.activity_id)
    if _told(before) == _told(after) or wording is None:
        return None
    last = _last_fact(facts, until)
    place = cell.municipality.name if cell.municipality else f"{version.plan.group} (H)"
    entry = next(entry for entry in entries if entry.pk == last.number)
    backwards = is_backwards(before.status, after.status)
    return CellChange(wording, place, before, after, backwards, entry)


def _told(stand: Stand) -> tuple[str, bool, str]:
    return stand.status, stand.level == Level.GROEP, stand.target


def _last_fact(facts: Sequence[Fact], until: date) -> Fact:
    return [fact for fact in effective(facts) if fact.valid_from <= until][-1]
