"""One line of JSON for each act that matters for security (BIO2)."""

import json
import logging

from django.utils import timezone

logger = logging.getLogger("audit")


def record(action: str, *, of: str, result: str = "gelukt", request=None, actor=None) -> None:
    """Log who did what to which object, from where and with which result; never a secret.

    ``actor`` is a user; without one it is the user of the request, if any.
    """
    person = actor or getattr(request, "user", None)
    line = {
        "actie": action,
        "object": of,
        "resultaat": result,
        "oorsprong": request.META.get("REMOTE_ADDR", "") if request else "opdrachtregel",
        "actor": person.pk if person is not None else None,
        "tijdstempel": timezone.now().isoformat(timespec="milliseconds"),
    }
    logger.info(json.dumps(line, ensure_ascii=False))
