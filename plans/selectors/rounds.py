"""The cells that a municipality, or the group, is asked to fill in this round."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import ActivityWording, Cell, Municipality, PlanVersion
from plans.rules.matrix import Attention, attention
from plans.rules.status import Level
from plans.selectors.cells import plain


@dataclass(frozen=True, slots=True)
class Question:
    """A cell that asks for attention, and why."""

    wording: ActivityWording
    cell: Cell
    why: Attention


def questions_for(
    version: PlanVersion,
    municipality: Municipality | None,
    day: date,
    also: Collection[str] = (),
) -> list[Question]:
    """What is asked of a municipality on a day; without one, of the group for its H work.

    ``also`` are the keys of cells that somebody fills in already: they stay in the round.
    """
    cells = Cell.objects.filter(activity__plan=version.plan_id, municipality=municipality)
    if municipality is None:
        cells = cells.filter(activity__cells__level=Level.GROEP)
    by_activity = {cell.activity_id: cell for cell in cells}
    wordings = version.wordings.live().select_related("activity", "theme")
    found = (
        _question(wording, by_activity, day, also)
        for wording in wordings.order_by("theme__position", "position", "pk")
    )
    return [question for question in found if question is not None]


def _question(
    wording: ActivityWording, cells: dict[int, Cell], day: date, also: Collection[str]
) -> Question | None:
    cell = cells.get(wording.activity_id)
    if cell is None:
        return None
    why = attention(plain(cell), wording.planning, day)
    if why is None and str(cell.pk) in also:
        why = Attention.ANSWERED
    return Question(wording, cell, why) if why else None


def by_reason(questions: Sequence[Question]) -> dict[Attention, int]:
    """How many cells ask for each reason, without the reasons for which none does."""
    counts = {why: sum(question.why is why for question in questions) for why in Attention}
    return {why: number for why, number in counts.items() if number}
