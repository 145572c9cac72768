"""The first page after login."""

from django.shortcuts import render

from config.common.access import Access, ScopedView
from dashboard.selectors import home_for


class Home(ScopedView):
    """What needs this person, in the active role."""

    access = Access.SIGNED_IN

    def get(self, request):
        """The page."""
        return render(request, "dashboard/home.html", {"home": home_for(request.user)})
