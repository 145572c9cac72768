"""The lists and pages of coordinators and partners.

Each view serves both; ``model`` says which, and is given in the addresses.
"""

from collections.abc import Callable
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.text import slugify
from django.views.generic import TemplateView

from config.common.access import Access, ScopedView
from config.common.lists import ListPage, ListPart
from plans.filters import CoordinatorFilter, PartnerFilter
from plans.models import Coordinator, Partner
from plans.selectors import parties as selectors
from plans.selectors.party_stands import links_of
from plans.services.party_records import kept_plans, refuse_shared
from plans.tables.parties import (
    CoordinatedTable,
    CoordinatorTable,
    PartneredTable,
    PartnerTable,
)
from plans.views.base import LEGEND

TABLES = {Coordinator: CoordinatorTable, Partner: PartnerTable}
FILTERS = {Coordinator: CoordinatorFilter, Partner: PartnerFilter}
ACTIVITIES = {Coordinator: CoordinatedTable, Partner: PartneredTable}
PAGES = ("change", "spellings", "merge", "delete")


class PartyView(ScopedView):
    """A page about coordinators, or about partners."""

    access = Access.READ
    model: type[selectors.Party] | None = None

    @property
    def word(self) -> str:
        """What one of them is called."""
        return str(self.model._meta.verbose_name)

    @property
    def overview(self) -> str:
        """The address of the list."""
        return reverse(f"plans:{self.model._meta.model_name}s")

    def get_context_data(self, **kwargs) -> dict:
        """What the templates of both need."""
        words = str(self.model._meta.verbose_name_plural)
        shared = {"word": self.word, "words": words, "overview": self.overview}
        return super().get_context_data(**shared | kwargs)


class PartyList(PartyView, ListPage):
    """The coordinators, or the partners, in the plans that the user sees."""

    access = Access.SIGNED_IN
    template_name = "plans/parties/list.html"

    @property
    def name(self) -> str:
        """What the files are called."""
        return {Coordinator: "coordinatoren", Partner: "partners"}[self.model]

    def get_queryset(self):
        """Only what the active role shows."""
        return selectors.seen_parties(self.model, self.request.user)

    def get_table_data(self):
        """Those that the filter left, with their counts."""
        return selectors.rows_of(self.object_list, self.model, self.request.user)

    def get_table_class(self):
        """Coordinators have a kind."""
        return TABLES[self.model]

    def get_filterset_class(self):
        """Coordinators have a kind."""
        return FILTERS[self.model]


class OneParty(PartyView):
    """A page of one coordinator or partner; 404 when the user does not see it."""

    @cached_property
    def party(self) -> selectors.Party:
        """The coordinator or partner."""
        return self.found(self.kwargs["pk"])

    def found(self, pk: int) -> selectors.Party:
        """A party that the user sees."""
        party = selectors.party_of(self.model, self.request.user, pk)
        if party is None:
            raise Http404(
                f"Deze {self.word} is er niet, of uw rol ziet dit niet. Misschien heeft een "
                "collega er net een samengevoegd of verwijderd; kijk in de lijst."
            )
        return party

    def may(self, ask: Callable, party: selectors.Party) -> bool:
        """Whether a service would let the user keep a party."""
        try:
            ask(self.request.user, party)
        except PermissionDenied:
            return False
        return True

    def address(self, page: str, **more: int) -> str:
        """The address of another page of this party."""
        name = f"plans:{self.model._meta.model_name}_{page}"
        return reverse(name, kwargs={"pk": self.party.pk} | more)

    def get_context_data(self, **kwargs) -> dict:
        """The party with its counts and spellings, and the addresses of its pages."""
        pages = {page: self.address(page) for page in PAGES}
        (row,) = selectors.rows_of([self.party], self.model, self.request.user)
        shown = {"party": self.party, "row": row, "pages": pages}
        return super().get_context_data(**shown | kwargs)


class PartyDetail(OneParty, ListPart, TemplateView):
    """One coordinator or partner: where it stands, its spellings, and what was changed of it."""

    template_name = "plans/parties/detail.html"

    @property
    def name(self) -> str:
        """What the files are called."""
        return f"activiteiten-{slugify(self.party.name)}"

    def about(self) -> list[tuple[str, str]]:
        """Whose activities a file holds."""
        return [(self.word.capitalize(), self.party.name)]

    def get_table_class(self):
        """Partners may have a remark at an activity."""
        return ACTIVITIES[self.model]

    def get_table_data(self):
        """The activities, as the plans are now."""
        return links_of(self.party, self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        """Also what the user may do, and whether statuses on this page are fiction."""
        context = super().get_context_data(**kwargs)
        table = context["table"]
        return context | {
            "legend": LEGEND,
            "changes": selectors.changes_of(self.party, self.request.user),
            "has_fiction": any(map(table.is_fictional, table.page_records())),
            "is_keeper": self.may(kept_plans, self.party),
            "is_only_keeper": self.may(refuse_shared, self.party),
        }
