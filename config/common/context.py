"""What every page knows of the site."""

from django.conf import settings


def site(request) -> dict:
    """Release and house style; settings only, never a query."""
    return {"release": settings.RELEASE, "house_style": settings.HOUSE_STYLE}
