"""Names of coordinators and partners, while somebody types one."""

from django.core.exceptions import BadRequest
from django.http import JsonResponse

from config.common.access import Access, ScopedView
from plans.models import Coordinator, Partner
from plans.selectors.choosing import suggested

KINDS = {"coordinator": Coordinator, "partner": Partner}
LONGEST = 150


class SuggestParties(ScopedView):
    """The parties in sight for what was typed so far."""

    access = Access.READ

    def get(self, request):
        """Their names, as JSON; 400 for a kind that does not exist."""
        model = KINDS.get(request.GET.get("soort", "partner"))
        if model is None:
            raise BadRequest("Kies als soort: coordinator of partner.")
        query = request.GET.get("q", "").replace("\0", "")[:LONGEST]
        found = suggested(request.user, model, query)
        return JsonResponse({"namen": [party.name for party in found]})
