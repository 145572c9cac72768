"""One line of JSON for each act that matters for security (BIO2)."""

import json
import logging

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.exceptions import PermissionDenied
from django.utils import timezone

logger = logging.getLogger("audit")


def record(action: str, *, of: str, result: str = "gelukt", request=None, actor=None) -> None:
    """Log who did what to which object, from where and with which result; never a secret.

    ``actor`` is a user; without one it is the user of the request, if any. A service has no
    request at hand: then the one that is being answered tells the origin.
    """
    request = request or context.request
    person = actor or getattr(request, "user", None)
    line = {
        "actie": action,
        "object": of,
        "resultaat": result,
        "oorsprong": _origin(request),
        "actor": person.pk if person is not None else None,
        "tijdstempel": timezone.now().isoformat(timespec="milliseconds"),
    }
    logger.info(json.dumps(line, ensure_ascii=False))


def _origin(request) -> str:
    """The visitor's address, also behind the proxies that the settings trust."""
    try:
        return get_adapter().get_client_ip(request) if request else "opdrachtregel"
    except PermissionDenied:  # a socket without an address
        return "onbekend"
