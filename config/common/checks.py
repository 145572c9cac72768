"""System checks of our own: every route says who may come in."""

from collections.abc import Iterator

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from config.common.access import Access

# Third-party routes that guard themselves; the table of pages in the tests walks them too.
GUARDED = ("accounts/", "beheeromgeving/")


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its address pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        else:
            yield address, entry


@register()
def views_name_their_access(app_configs, **kwargs) -> list[Error]:
    """E001: no access; E002: public for one guard and closed for the other."""
    return [
        error
        for address, route in routes()
        if not address.startswith(GUARDED)
        for error in _errors(address, route.callback)
    ]


def _errors(address: str, callback) -> list[Error]:
    access = getattr(getattr(callback, "view_class", None), "access", None)
    if not isinstance(access, Access):
        hint = "Give the view class an access attribute."
        return [
            Error(f"The route '{address}' does not say who may come in.", hint, id="config.E001")
        ]
    if (access is Access.PUBLIC) is getattr(callback, "login_required", True):
        hint = "Use Access.PUBLIC together with login_not_required, or neither."
        return [Error(f"The route '{address}' is half public.", hint, id="config.E002")]
    return []
