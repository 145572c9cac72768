"""What a cell's entries say on a day, and what may follow what (domein.md, section 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """*Uitvoeringsstatus*: rood, geel and groen have an order, the others stand outside it."""

    ROOD = "rood"
    GEEL = "geel"
    GROEN = "groen"
    GRIJS = "grijs"
    NVT = "nvt"

    @property
    def label(self) -> str:
        """The word that a reader sees."""
        return "n.v.t." if self is Status.NVT else self.value


class Level(StrEnum):
    """Who carries an activity out: the municipality itself, or the group (*H*)."""

    LOKAAL = "lokaal"
    GROEP = "groep"


class Reason(StrEnum):
    """Why a colour goes backwards, or stays red after its term."""

    CAPACITEIT = "capaciteit"
    PARTNER = "partner"
    REGELGEVING = "wet- of regelgeving"
    GELD = "geld"
    ANDERS = "anders"


LETTERS = {"rood": "R", "geel": "Ge", "groen": "Gr", "grijs": "Gs", "nvt": "nvt", "": ""}
EMPTY = "nog niet ingevuld"
ORDER = (Status.ROOD, Status.GEEL, Status.GROEN)
MEANING = {
    Status.ROOD: "Nog niet of nauwelijks begonnen",
    Status.GEEL: "Bezig met invoeren",
    Status.GROEN: "Ingevoerd",
    Status.GRIJS: "Niet gezamenlijk, wel eigen prioriteit",
    Status.NVT: "Geldt hier niet",
}
# The tints of the house style, for files that a program of somebody else shows; as in tokens.css.
TINTS = {"rood": "FBE4E2", "geel": "FFF4CC", "groen": "E0F1E4", "grijs": "E9ECEE"}
MONTHS_UNTOUCHED = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of a cell; an empty status, level or target says nothing about it.

    ``number`` orders the entries as they were recorded; ``cancels`` is the number of the
    entry that this one withdraws.
    """

    number: int
    valid_from: date
    status: str = ""
    level: str = ""
    target: str = ""
    note: str = ""
    cancels: int | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a cell stands on a day.

    ``since`` is the day from which its status holds, ``touched`` that of the newest fact.
    """

    status: str = ""
    level: str = Level.LOKAAL
    target: str = ""
    note: str = ""
    since: date | None = None
    touched: date | None = None


def effective(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that were not withdrawn, without the withdrawals, in the order in which they hold.

    Of two facts that hold from one day, the one recorded last comes last.
    """
    known = list(facts)
    gone = {fact.cancels for fact in known if fact.cancels is not None}
    kept = [fact for fact in known if fact.cancels is None and fact.number not in gone]
    return sorted(kept, key=lambda fact: (fact.valid_from, fact.number))


def stand_on(facts: Iterable[Fact], day: date | None) -> Stand:
    """The stand on ``day``: for each part the fact with the latest *geldt vanaf* up to that day.

    Without a day all facts count, which is the newest stand.
    """
    status, level, target, note = "", str(Level.LOKAAL), "", ""
    since: date | None = None
    touched: date | None = None
    day_before = status, since
    for fact in effective(facts):
        if day is not None and fact.valid_from > day:
            break
        if fact.valid_from != touched:
            day_before = status, since
        touched = fact.valid_from
        level = fact.level or level
        target = fact.target or target
        if fact.status:
            since = day_before[1] if fact.status == day_before[0] else fact.valid_from
            status, note = fact.status, fact.note
    return Stand(status, level, target, note, since, touched)


def is_backwards(before: str, after: str) -> bool:
    """Whether the colour goes back in the order rood, geel, groen."""
    return before in ORDER and after in ORDER and ORDER.index(after) < ORDER.index(before)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What must be written with a change: *toelichting*, reason, or both; and why."""

    note: bool = False
    reason: bool = False
    because: str = ""


def explanation_for(*, before: str, after: str, ends: date | None, valid_from: date) -> Explanation:
    """What the rules ask to be explained when a status goes from ``before`` to ``after``.

    ``ends`` is the last day of the activity's term (None when it has none).
    Source: domein.md, section 3, "Moving".
    """
    if is_backwards(before, after):
        return Explanation(
            note=True, reason=True, because=f"De status gaat terug van {before} naar {after}."
        )
    if after == Status.ROOD and ends is not None and ends < valid_from:
        return Explanation(
            note=True, reason=True, because="De termijn van deze activiteit is voorbij."
        )
    if after in (Status.GRIJS, Status.NVT) and after != before:
        label = Status(after).label.removesuffix(".")
        return Explanation(note=True, because=f"De status wordt {label}.")
    return Explanation()


def following(facts: Iterable[Fact], day: date) -> str:
    """The first status that is on record for a later day, empty when there is none."""
    later = (fact.status for fact in effective(facts) if fact.valid_from > day and fact.status)
    return next(later, "")


def withdrawable(facts: Sequence[Fact]) -> int | None:
    """The number of the newest recorded fact that was not withdrawn, or None when there is none."""
    return max((fact.number for fact in effective(facts)), default=None)


def months_before(day: date, months: int) -> date:
    """The same day a number of months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError  # pragma: no cover - every month has 28 days
