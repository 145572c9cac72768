"""Pages for what went wrong, and the text for who finds a leak."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from traceback import walk_tb

import requests
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from config.common import audit
from config.common.access import Access, ScopedView

LIBRARIES = ("django", "allauth")


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, and a sentence for when whoever refused gave none."""

    status: int
    heading: str
    sentence: str


BAD_REQUEST = Problem(
    400, "Dit verzoek klopt niet", "De pagina kreeg gegevens die niet bij elkaar passen."
)
FORBIDDEN = Problem(403, "Dit mag niet in uw rol", "Uw rol geeft geen toegang tot deze pagina.")
TOO_OLD = Problem(
    403,
    "Deze pagina stond te lang open",
    "Om veiligheidsredenen is er niets opgeslagen. Kies nog een keer voor opslaan.",
)
NOT_FOUND = Problem(
    404, "Deze pagina is er niet", "Het adres klopt niet, of uw rol ziet deze pagina niet."
)
BROKEN = Problem(500, "Er ging iets mis", "Dit is een fout in de toepassing, niet van u.")


def bad_request(request, exception):
    """400."""
    return _answer(request, BAD_REQUEST, own_sentence(exception))


def forbidden(request, exception):
    """403; what is refused is logged."""
    audit.record("openen", of=request.path, result="geweigerd", request=request)
    return _answer(request, FORBIDDEN, own_sentence(exception))


def not_found(request, exception):
    """404."""
    return _answer(request, NOT_FOUND, own_sentence(exception))


def csrf_failure(request, reason=""):
    """403 for a form whose code is too old; a dialog gets the new one and can be sent again."""
    return _answer(request, TOO_OLD, "", template="csrf", is_stale=True)


def server_error(request):
    """500, without a request or database: both may be what is broken."""
    wants_part = getattr(request, "htmx", False)
    template = "components/refused.html" if wants_part else "500.html"
    return HttpResponse(render_to_string(template, {"problem": BROKEN}), status=BROKEN.status)


def own_sentence(exception: Exception) -> str:
    """The sentence that our own code gave; nothing for those of libraries, which are English."""
    modules = [frame.f_globals["__name__"] for frame, _ in walk_tb(exception.__traceback__)]
    is_ours = bool(modules) and not modules[-1].startswith(LIBRARIES)
    return str(exception) if is_ours else ""


def _answer(
    request, problem: Problem, sentence: str, *, template: str = "", **more
) -> HttpResponse:
    if getattr(request, "htmx", False):
        name = "components/refused.html"
    else:
        name = f"{template or problem.status}.html"
    context = {"problem": problem, "sentence": sentence, "has_more_roles": _has_more_roles(request)}
    return render(request, name, context | more, status=problem.status)


def _has_more_roles(request) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and user.memberships.current().count() > 1)


@login_not_required
def openid_connect_login(request, provider_id: str) -> HttpResponse:
    """To the identity provider; a page that says so when it does not answer.

    A page of ours leads there: the content security policy lets no form end on another site,
    not even by a redirect.
    """
    try:
        response = openid_connect.login(request, provider_id)
    except requests.RequestException:
        audit.record("inloggen", of="werkaccount", result="onbereikbaar", request=request)
        return render(request, "socialaccount/authentication_error.html", status=503)
    if response.status_code != HTTPStatus.FOUND:
        return response
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": response.url})


@method_decorator(login_not_required, name="dispatch")
class SecurityText(ScopedView, TemplateView):
    """Where to report a leak (RFC 9116); valid for a year from today."""

    access = Access.PUBLIC
    template_name = "security.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs) -> dict:
        """The address and the last day."""
        last = timezone.localdate() + timedelta(days=365)
        expires = datetime.combine(last, time.min, tzinfo=timezone.get_current_timezone())
        return {"contact": settings.SECURITY_CONTACT, "expires": expires.isoformat()}
