"""Two versions of a plan beside each other: what was added, ended, moved, reworded or shifted."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plans.rules.marking import Piece, marked, same_words
from plans.rules.periods import months_apart
from plans.rules.planning import Planning

UNPLANNED = Planning()


class Kind(StrEnum):
    """What can become of a part of a plan; the words are those of the filter."""

    ADDED = "toegevoegd"
    ENDED = "beëindigd"
    MOVED = "verplaatst"
    REWORDED = "anders verwoord"
    SHIFTED = "verschoven"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a version has it; ``texts`` are its fields by the name that a reader knows."""

    pk: int
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as a version has it; ``theme`` is the key of its theme."""

    pk: int
    key: str
    theme: int
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)
    coordinators: str = ""
    partners: str = ""
    planning: Planning = UNPLANNED


@dataclass(frozen=True, slots=True)
class Version:
    """What a version still has, in plan order; ``texts`` are those of the plan as a whole."""

    themes: Sequence[Theme] = ()
    activities: Sequence[Activity] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; ``promised`` is what was promised first, for what shifted."""

    kind: Kind
    field: str = ""
    before: str = ""
    after: str = ""
    promised: str = ""
    later: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """Both wordings in one, word by word."""
        return marked(self.before, self.after)

    @property
    def was_otherwise(self) -> bool:
        """Whether the older version had neither the first promise nor what is there now."""
        return not any(same_words(self.before, other) for other in (self.promised, self.after))


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the plan with all that differs of it; ``key`` is empty but for an activity."""

    pk: int
    key: str
    name: str
    differences: Sequence[Difference]

    @property
    def kinds(self) -> frozenset[Kind]:
        """What became of it."""
        return frozenset(each.kind for each in self.differences)

    @property
    def is_gone(self) -> bool:
        """Whether the newer version has it no more."""
        return Kind.ENDED in self.kinds


@dataclass(frozen=True, slots=True)
class Block:
    """A theme with what differs of itself, and of its activities."""

    name: str
    lines: Sequence[Line]


def compare(
    before: Version,
    after: Version,
    *,
    promised: Mapping[int, Activity] | None = None,
    endings: Mapping[tuple[str, int], str] | None = None,
) -> list[Block]:
    """Everything that differs, by theme in the order of the newer version.

    ``promised`` holds the activities as they were first promised; without one the older version
    is the promise. ``endings`` are the reasons of what ended, by what it was and its key.
    """
    told = _Pair(before, after, promised or {}, endings or {})
    blocks = [Block("", told.plan_lines()), *told.theme_blocks()]
    return [block for block in blocks if block.lines]


def only(blocks: Iterable[Block], kinds: frozenset[Kind]) -> list[Block]:
    """The lines of these kinds, whole; all of them when no kind was chosen."""
    if not kinds:
        return list(blocks)
    left = (
        Block(block.name, [line for line in block.lines if line.kinds & kinds]) for block in blocks
    )
    return [block for block in left if block.lines]


def count_kinds(blocks: Iterable[Block]) -> Counter[Kind]:
    """How many lines there are of each kind."""
    return Counter(kind for block in blocks for line in block.lines for kind in line.kinds)


class _Pair:
    """Two versions, each looked through once."""

    def __init__(
        self,
        before: Version,
        after: Version,
        promised: Mapping[int, Activity],
        endings: Mapping[tuple[str, int], str],
    ):
        self.before, self.after = before, after
        self.promised, self.endings = promised, endings
        self.old_themes = {theme.pk: theme for theme in before.themes}
        self.new_themes = {theme.pk: theme for theme in after.themes}
        self.old = {activity.pk: activity for activity in before.activities}
        self.new = {activity.pk: activity for activity in after.activities}
        self.moved_themes = reordered(
            [theme.pk for theme in before.themes], [theme.pk for theme in after.themes]
        )
        self.moved = self._moved()

    def _moved(self) -> frozenset[int]:
        """The activities with another place within the theme that they stayed in."""
        stayed = {
            pk for pk, new in self.new.items() if pk in self.old and self.old[pk].theme == new.theme
        }
        old, new = (
            _by_theme(each for each in version.activities if each.pk in stayed)
            for version in (self.before, self.after)
        )
        return frozenset().union(
            *(
                reordered([each.pk for each in old[theme]], [each.pk for each in new[theme]])
                for theme in new
            )
        )

    def plan_lines(self) -> list[Line]:
        """What differs of the plan as a whole."""
        found = list(_reworded(self.before.texts, self.after.texts))
        return [Line(0, "", "Het plan als geheel", found)] if found else []

    def theme_blocks(self) -> Iterator[Block]:
        """What differs by theme: those of the newer version, then those that it has no more."""
        new = _by_theme(self.after.activities)
        gone = _by_theme(each for each in self.before.activities if each.pk not in self.new)
        ended = [theme for theme in self.before.themes if theme.pk not in self.new_themes]
        for theme in [*self.after.themes, *ended]:
            parts = [
                self._theme_line(theme),
                *map(self._activity_line, new.get(theme.pk, ())),
                *map(self._ended_line, gone.get(theme.pk, ())),
            ]
            yield Block(theme.name, [line for line in parts if line.differences])

    def _theme_line(self, theme: Theme) -> Line:
        return Line(theme.pk, "", theme.name, list(self._theme_differences(theme)))

    def _theme_differences(self, theme: Theme) -> Iterator[Difference]:
        old, new = self.old_themes.get(theme.pk), self.new_themes.get(theme.pk)
        if old is None:
            yield Difference(Kind.ADDED)
        elif new is None:
            yield Difference(Kind.ENDED, after=self.endings.get(("thema", theme.pk), ""))
        else:
            if theme.pk in self.moved_themes:
                yield Difference(Kind.MOVED, "volgorde van de thema's")
            yield from _reworded(old.texts, new.texts)

    def _ended_line(self, old: Activity) -> Line:
        with_theme = self.endings.get(("thema", old.theme), "")
        reason = self.endings.get(("activiteit", old.pk), with_theme)
        return Line(old.pk, old.key, old.name, [Difference(Kind.ENDED, after=reason)])

    def _activity_line(self, new: Activity) -> Line:
        return Line(new.pk, new.key, new.name, list(self._activity_differences(new)))

    def _activity_differences(self, new: Activity) -> Iterator[Difference]:
        old = self.old.get(new.pk)
        if old is None:
            yield Difference(Kind.ADDED)
            return
        if old.theme != new.theme:
            names = self.old_themes[old.theme].name, self.new_themes[new.theme].name
            yield Difference(Kind.MOVED, "thema", *names)
        elif new.pk in self.moved:
            yield Difference(Kind.MOVED, "volgorde in het thema")
        yield from _reworded(old.texts, new.texts)
        yield from _shifted(old, new, self.promised.get(new.pk, old))


def _by_theme(activities: Iterable[Activity]) -> dict[int, list[Activity]]:
    found: dict[int, list[Activity]] = {}
    for activity in activities:
        found.setdefault(activity.theme, []).append(activity)
    return found


def _reworded(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    """The fields whose words differ, in the order of the newer text."""
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name, ""), after.get(name, "")
        if not same_words(old, new):
            yield Difference(Kind.REWORDED, name, old, new)


def _shifted(old: Activity, new: Activity, first: Activity) -> Iterator[Difference]:
    """Owners, partners and days that are not what they were, or not what was first promised."""
    for name in ("coordinators", "partners"):
        was, now, then = getattr(old, name), getattr(new, name), getattr(first, name)
        if now != was or now != then:
            yield Difference(Kind.SHIFTED, PARTIES[name], was, now, then)
    was, now, then = old.planning, new.planning, first.planning
    if _meaning(now) != _meaning(was) or _meaning(now) != _meaning(then):
        later = months_apart(then, now)
        yield Difference(Kind.SHIFTED, "planning", was.text, now.text, then.text, later)
    elif not same_words(was.text, now.text):
        yield Difference(Kind.REWORDED, "planning", was.text, now.text)


PARTIES = {"coordinators": "coördinator", "partners": "partners"}


def _meaning(planning: Planning) -> tuple[object, ...]:
    """What a planning means, whatever its words."""
    return (
        planning.start,
        planning.end,
        planning.open_ended,
        planning.continuous,
        planning.condition,
    )


def reordered(before: Sequence[int], after: Sequence[int]) -> frozenset[int]:
    """Of what both have, the fewest that must have been moved to come from one order to the other.

    Those are the ones outside the longest run that kept its order.
    """
    places = {pk: place for place, pk in enumerate(before)}
    common = [pk for pk in after if pk in places]
    tails: list[int] = []  # of the best run of each length, the place of its last
    lengths: list[int] = []
    for pk in common:
        length = bisect_left(tails, places[pk])
        tails[length : length + 1] = [places[pk]]
        lengths.append(length)
    kept, wanted = set(), len(tails) - 1
    bound = len(places)
    for pk, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted and places[pk] < bound:
            kept.add(pk)
            wanted, bound = wanted - 1, places[pk]
    return frozenset(common) - kept
