"""Names of parties as people type them, one on a line, and which known party each means."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from plans.rules.search import folded

MOST_NEAR = 4
CLOSE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Party:
    """A coordinator or partner; ``searchable`` has each spelling on a line, folded."""

    pk: int
    name: str
    searchable: str = ""
    is_seen: bool = True

    @property
    def spellings(self) -> list[str]:
        """Its name and its aliases, folded."""
        return [folded(self.name), *filter(None, self.searchable.split("\n"))]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A party for an activity, with a remark; without a key it is new."""

    name: str
    pk: int | None = None
    remark: str = ""

    @property
    def line(self) -> str:
        """As it is typed and shown: the remark in brackets behind the name."""
        return f"{self.name} ({self.remark})" if self.remark else self.name


def typed_lines(text: str) -> list[str]:
    """The lines that say something, each with single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def parted(line: str) -> tuple[str, str]:
    """A name and the remark in the last brackets behind it; without brackets no remark."""
    if not line.endswith(")"):
        return line, ""
    depth = 0
    for place in reversed(range(len(line))):
        depth += {")": 1, "(": -1}.get(line[place], 0)
        if depth == 0:
            break
    name, remark = line[:place].strip(), line[place + 1 : -1].strip()
    return (line, "") if depth or not name else (name, remark)


class Known:
    """The parties of one kind, by every spelling of them."""

    def __init__(self, parties: Iterable[Party], *, with_remarks: bool):
        self._with_remarks = with_remarks
        self._by_name: dict[str, Party] = {}
        self._by_spelling: dict[str, Party] = {}
        self._seen: dict[str, Party] = {}
        for party in parties:
            self._by_name[party.name] = party
            for spelling in party.spellings:
                self._by_spelling.setdefault(spelling, party)
                if party.is_seen:
                    self._seen.setdefault(spelling, party)

    def find(self, name: str) -> Party | None:
        """The party with this name, else the one that it is another spelling of."""
        return self._by_name.get(name) or self._by_spelling.get(folded(name))

    def read(self, line: str) -> Chosen:
        """What a typed line means; a party that is not known has no key."""
        if whole := self.find(line):
            return Chosen(whole.name, whole.pk)
        name, remark = parted(line) if self._with_remarks else (line, "")
        party = self.find(name)
        return Chosen(party.name, party.pk, remark) if party else Chosen(name, None, remark)

    def unknown(self, text: str) -> Iterator[str]:
        """The names in a text that are not known, each once."""
        read = (self.read(line) for line in typed_lines(text))
        yield from {folded(each.name): each.name for each in read if each.pk is None}.values()

    def nearest(self, name: str) -> list[Party]:
        """The parties in sight that a name may have been meant to be, the likeliest first."""
        wanted = folded(name)
        close = get_close_matches(wanted, self._seen, n=MOST_NEAR, cutoff=CLOSE_ENOUGH)
        found = [*close, *(each for each in self._seen if _is_part(wanted, each))]
        parties = {self._seen[spelling].pk: self._seen[spelling] for spelling in found}
        return list(parties.values())[:MOST_NEAR]


def _is_part(wanted: str, spelling: str) -> bool:
    """Whether one holds all words of the other: GGD, and GGD Zuid-Limburg."""
    first, second = set(wanted.split()), set(spelling.split())
    return bool(first and second) and (first <= second or second <= first)


def twice(chosen: Collection[Chosen]) -> str:
    """The name of the first party that stands in a list more than once; empty when none does."""
    met: set[str] = set()
    for each in chosen:
        if folded(each.name) in met:
            return each.name
        met.add(folded(each.name))
    return ""
