"""allauth's forms in our words and our look: a label above each field, nothing inside it."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError

from config.common import audit

LABELS = {
    "login": "E-mailadres",
    "email": "E-mailadres",
    "password": "Wachtwoord",
    "oldpassword": "Huidig wachtwoord",
    "password1": "Nieuw wachtwoord",
    "password2": "Nieuw wachtwoord, nog een keer",
    "code": "Code",
}
KNOWN_PASSWORDS = {"password", "oldpassword"}


class PlainForm:
    """Our labels; no placeholder, which would repeat them and vanish while one types.

    The link to a forgotten password stands in the page: in a hint it is too close to the field.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.help_text = "" if name in KNOWN_PASSWORDS else field.help_text
            field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(PlainForm):
    """A new password is typed twice, and says so when the two differ."""

    def add_error(self, field, error) -> None:
        """Say it in our words when the two differ."""
        told = self.cleaned_data
        if field == "password2" and told.get("password1") != told.get("password2"):
            error = "Vul twee keer hetzelfde wachtwoord in."
        super().add_error(field, error)


class LoginForm(PlainForm, account.LoginForm):
    """E-mail and password."""


class ReauthenticateForm(PlainForm, account.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(NewPasswordForm, account.ChangePasswordForm):
    """A new password instead of the current one."""


class SetPasswordForm(NewPasswordForm, account.SetPasswordForm):
    """A first password, for who logs in through the identity provider."""


class ResetPasswordForm(PlainForm, account.ResetPasswordForm):
    """Where to send the link that lets a person choose a password."""


class ResetPasswordKeyForm(NewPasswordForm, account.ResetPasswordKeyForm):
    """A new password, after following that link."""


class CodeForm(PlainForm):
    """A code of the second factor; a wrong one is logged."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """Check the code."""
        try:
            return super().clean_code()
        except ValidationError:
            audit.record("tweede stap", of=f"gebruiker {self.user.pk}", result="geweigerd")
            raise


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):
    """The code while logging in."""


class SecondFactorReauthenticateForm(CodeForm, mfa.ReauthenticateForm):
    """The code once more."""


class ActivateTOTPForm(CodeForm, totp.ActivateTOTPForm):
    """The first code of a new app."""
