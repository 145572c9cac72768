"""What one reader searches: in which plans, by which terms, and how what is found is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.db.models import Case, Count, Model, QuerySet, Value, When, Window

from plans.models import Coordinator, Partner, PlanVersion, User
from plans.rules.excerpts import Piece, excerpt, marked
from plans.rules.search import searchable
from plans.selectors.plans import current_versions

PAGE_SIZE = 20


class Kind(StrEnum):
    """What can be found, in the order of the page; the words are those of its address."""

    PLAN = "plannen"
    THEME = "themas"
    ACTIVITY = "activiteiten"
    NOTE = "toelichtingen"
    PARTNER = "partners"
    COORDINATOR = "coordinatoren"

    @property
    def label(self) -> str:
        """The word that a reader sees."""
        return LABELS.get(self, self.value)


LABELS = {Kind.THEME: "thema's", Kind.COORDINATOR: "coördinatoren"}


@dataclass(frozen=True, slots=True)
class Party:
    """A coordinator or partner with the spellings of it that the reader may know.

    ``uses`` are the plans in which it has a part, each with the number of its activities.
    """

    row: Coordinator | Partner
    spellings: Sequence[str]
    uses: Sequence[tuple[PlanVersion, int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its title and the text around the words, which are marked.

    ``version`` is of the plan in which it stands; a party stands in several (``uses``).
    """

    row: Model
    title: Sequence[Piece]
    excerpt: Sequence[Piece] = ()
    version: PlanVersion | None = None
    uses: Sequence[tuple[PlanVersion, int]] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, and a page of it when it is shown."""

    kind: Kind
    page: Page
    hits: Sequence[Hit]

    @property
    def total(self) -> int:
        """How many were found."""
        return self.page.paginator.count

    @property
    def has_fiction(self) -> bool:
        """Whether anything that is shown belongs to a plan with fictitious data."""
        versions = [hit.version for hit in self.hits if hit.version]
        versions += [version for hit in self.hits for version, _number in hit.uses]
        return any(version.plan.has_fiction for version in versions)


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are in all, and those of one page."""

    total: int
    rows: Sequence[Any]


class Search:
    """What one reader asks, in the current versions of the plans that the reader sees.

    They are read first, and everything that is found hangs on them: that keeps the search within.
    """

    def __init__(self, user: User | AnonymousUser, terms: Sequence[str]):
        self.terms = terms
        seen = current_versions(user).order_by("-plan__starts_on", "plan__title", "pk")
        self.versions = {version.pk: version for version in seen}

    def narrowed(self, rows: QuerySet, *order: str) -> QuerySet:
        """Rows that say every term; first those in which they stand next to each other."""
        for term in self.terms:
            rows = rows.filter(searchable__contains=term)
        if len(self.terms) == 1:
            return rows.order_by(*order)
        together = When(searchable__contains=" ".join(self.terms), then=Value(0))
        return rows.order_by(Case(together, default=Value(1)), *order)

    def find(self, rows: QuerySet, start: int, *order: str) -> Found:
        """A page of the rows that say every term, and their number, looking through them once."""
        numbered = self.narrowed(rows, *order).values_list("pk", Window(Count("*")))
        found = list(numbered[start : start + PAGE_SIZE])
        keys = [key for key, _total in found]
        by_key = rows.in_bulk(keys)
        return Found(found[0][1] if found else 0, [by_key[key] for key in keys])

    def finds(self, *texts: str) -> bool:
        """Whether these texts together say every term."""
        text = searchable(*texts)
        return all(term in text for term in self.terms)

    def mark(self, text: str) -> list[Piece]:
        """A title with the terms marked."""
        return marked(text, self.terms)

    def around(self, lines: Iterable[str]) -> list[Piece]:
        """The text around the first term that stands in these lines."""
        return excerpt(lines, self.terms)
