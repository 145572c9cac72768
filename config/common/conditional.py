"""Answering "unchanged" to a visitor who has the page already."""

import hashlib
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

ASSETS = (
    "css/base.css",
    "css/components.css",
    "css/matrix.css",
    "css/list.css",
    "js/matrix.js",
)


def etag_of(*facts: object) -> str:
    """The ETag of a page that shows nothing but these facts, in this release."""
    text = "\x1f".join(map(str, (settings.RELEASE, settings.HOUSE_STYLE, _assets(), *facts)))
    return quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])


@cache
def _assets() -> tuple[str, ...]:
    """The addresses of the styles and scripts, which a new build changes."""
    return tuple(map(static, ASSETS))


def unchanged(request, etag: str) -> HttpResponse | None:
    """304 when the visitor has this page and no message waits, else None."""
    if len(get_messages(request)):
        return None
    answer = get_conditional_response(request, etag=etag)
    return mark(request, answer, etag) if answer is not None else None


def mark(request, response: HttpResponse, etag: str) -> HttpResponse:
    """Give a page its ETag; it is this visitor's alone and must be asked for again.

    A page that shows a message or refuses what was asked is not to be shown twice: it gets none.
    """
    if not (get_messages(request).used or response.status_code == HTTPStatus.BAD_REQUEST):
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
