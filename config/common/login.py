"""Logging in: nobody signs up, a second factor can be required, and typed text survives."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from config.common import audit

DRAFT_BYTES = 500_000
DRAFT = "draft"
STRONG_METHODS = {"mfa", "socialaccount"}


class LoginMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the login page, and keeps what they had typed for afterwards."""

    def process_response(self, request, response):
        """Whatever a logged-in visitor sees is kept by nobody else, and asked for again."""
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response

    def handle_no_permission(self, request, view_func):
        """Keep a posted form; a dialog is told to let its reader log in elsewhere."""
        if request.method == "POST" and "door" in request.POST:
            keep_draft(request)
        if request.htmx:
            context = {"login": f"{reverse(settings.LOGIN_URL)}?next={request.path}"}
            return render(request, "components/session_ended.html", context, status=401)
        return super().handle_no_permission(request, view_func)


def keep_draft(request) -> None:
    """Keep the posted fields in the visitor's session, up to a limit, under their address.

    Only of forms that name their user in ``door``: never a password or a code.
    """
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

    # What a person needs to set one up; public pages stay open as they are for a visitor.
    OPEN = {"mfa_activate_totp", "account_reauthenticate"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Send who has no second factor to the page that sets one up."""
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        is_open = not getattr(view_func, "login_required", True)
        if is_open or request.resolver_match.url_name in self.OPEN or has_second_factor(request):
            return None
        return redirect("mfa_activate_totp")


def has_second_factor(request) -> bool:
    """Whether this session was opened with a second factor, or the user set one up since."""
    records = get_authentication_records(request, request.user)
    if STRONG_METHODS & {record["method"] for record in records}:
        return True
    return is_mfa_enabled(request.user)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a beheerder; what matters for security is logged."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is geblokkeerd. Vraag de beheerder van uw gemeente.",
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. "
        "Controleer beide en probeer het opnieuw.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_code": "Deze code klopt niet. Vul de code in die uw app nu toont.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "rate_limited": "U hebt dit te vaak geprobeerd. Wacht een paar minuten.",
        "too_many_login_attempts": "Er is te vaak een verkeerd wachtwoord ingevuld. "
        "Wacht vijf minuten en probeer het dan opnieuw.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """A login of a few minutes ago asked for the same password: do not ask twice."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        if time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_password_reset_mail(self, user, email, context) -> None:
        """Who never had a password gets an invitation instead."""
        is_new = not user.has_usable_password() and user.last_login is None
        template = "invitation" if is_new else "password_reset_key"
        self.send_mail(f"account/email/{template}", email, context)

    def post_login(self, request, user, **kwargs):
        audit.record("inloggen", of=f"gebruiker {user.pk}", request=request, actor=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request, **credentials) -> None:
        audit.record("inloggen", of="onbekend", result="geweigerd", request=request)

    def logout(self, request) -> None:
        audit.record("uitloggen", of=f"gebruiker {request.user.pk}", request=request)
        super().logout(request)

    def set_password(self, user, password) -> None:
        audit.record("wachtwoord kiezen", of=f"gebruiker {user.pk}", actor=user)
        super().set_password(user, password)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "U kunt inloggen in twee stappen niet uitzetten.",
        "cannot_generate_recovery_codes": "Zet eerst inloggen in twee stappen aan.",
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Who has no account here cannot make one through the identity provider either."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def can_authenticate_by_email(self, login, email) -> bool:
        """A provider speaks for its own domains, and never for a systeembeheerder."""
        domain = email.rpartition("@")[2].lower()
        if settings.OIDC_DOMAINS and domain not in settings.OIDC_DOMAINS:
            return False
        if get_user_model().objects.filter(email__iexact=email, is_superuser=True).exists():
            return False
        return super().can_authenticate_by_email(login, email)

    def pre_social_login(self, request, sociallogin) -> None:
        """An account is connected by its e-mail address, never by hand."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise PermissionDenied("Uw account wordt bij het inloggen vanzelf gekoppeld.")
