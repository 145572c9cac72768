"""Logging in: nobody signs up, a second factor can be required, and typed text survives."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from config.common import audit

DRAFT_BYTES = 20_000
DRAFT = "draft"
SECOND_FACTOR = "second_factor"
STRONG_METHODS = {"mfa", "socialaccount"}


class LoginMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the login page, and keeps what they had typed for afterwards."""

    def handle_no_permission(self, request, view_func):
        """Keep a posted form; a dialog is told to let its reader log in elsewhere."""
        if request.method == "POST":
            keep_draft(request)
        if request.htmx:
            context = {"login": f"{reverse(settings.LOGIN_URL)}?next={request.path}"}
            return render(request, "components/session_ended.html", context, status=401)
        return super().handle_no_permission(request, view_func)


def keep_draft(request) -> None:
    """Keep the posted fields in the visitor's session, up to a limit, under their address."""
    body = request.POST.copy()
    body.pop("csrfmiddlewaretoken", None)
    if len(body.urlencode()) <= DRAFT_BYTES:
        request.session[DRAFT] = {"path": request.path, "body": body.urlencode()}


def take_draft(request) -> QueryDict | None:
    """What this user had typed here before the session ended, once; None when there is nothing.

    The form carries the id of its user in ``door``: a draft is never shown to somebody else.
    """
    draft = request.session.get(DRAFT)
    if not draft or draft["path"] != request.path:
        return None
    del request.session[DRAFT]
    body = QueryDict(draft["body"])
    return body if body.get("door") == str(request.user.pk) else None


class SecondFactorMiddleware:
    """Where the settings require it, nobody works without a second factor."""

    OPEN = ("/accounts/", "/static/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._is_missing(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _is_missing(self, request) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or request.path.startswith(self.OPEN):
            return False
        return request.user.is_authenticated and not has_second_factor(request)


def has_second_factor(request) -> bool:
    """Whether this session was opened with a second factor, or set one up since."""
    if request.session.get(SECOND_FACTOR):
        return True
    methods = {record["method"] for record in get_authentication_records(request)}
    found = bool(methods & STRONG_METHODS) or is_mfa_enabled(request.user)
    if found:
        request.session[SECOND_FACTOR] = True
    return found


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a beheerder; failures are logged."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def post_login(self, request, user, **kwargs):
        audit.record("inloggen", of=f"gebruiker {user.pk}", request=request, actor=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request, **credentials) -> None:
        audit.record("inloggen", of="onbekend", result="geweigerd", request=request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Who has no account here cannot make one through the identity provider either."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False
