"""Lists across plans."""

from functools import cached_property

from config.common.access import Access
from config.common.lists import ListPage
from plans.filters import ActivityFilter
from plans.models import ActivityWording
from plans.selectors.activity_list import Scope, activities_of, scope_of
from plans.tables.activities import ActivityTable
from plans.views.base import LEGEND


class ActivityList(ListPage):
    """What the plans that the user sees ask, of whom, by when, and how it stands."""

    access = Access.READ
    model = ActivityWording
    filterset_class = ActivityFilter
    table_class = ActivityTable
    template_name = "plans/lists/activities.html"
    name = "activiteiten"
    first_filters = ("q",)

    @cached_property
    def scope(self) -> Scope:
        """What the user sees, and the municipality whose stand is told."""
        return scope_of(self.request.user, self.request.GET.get("gemeente", ""))

    def get_queryset(self):
        """Only what the active role shows."""
        return activities_of(self.scope)

    def get_filterset_kwargs(self, filterset_class) -> dict:
        """The filters offer what is in scope."""
        return super().get_filterset_kwargs(filterset_class) | {"scope": self.scope}

    def get_table_kwargs(self) -> dict:
        """The table tells of the scope."""
        return {"scope": self.scope}

    def get_context_data(self, **kwargs) -> dict:
        """Tell whose stand it is, and when a plan on this page holds fiction."""
        context = super().get_context_data(**kwargs)
        table = context["table"]
        return context | {
            "town": self.scope.town,
            "legend": LEGEND,
            "has_fiction": any(map(table.is_fictional, table.page_records())),
        }

    def about(self) -> list[tuple[str, str]]:
        """Whose stand it is."""
        town = self.scope.town
        whose = f"de nieuwste stand van {town}" if town else "geteld over alle gemeenten"
        return [("Stand", whose)]
