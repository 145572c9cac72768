"""Settings that hold everywhere; dev, test and prod add their own."""

from csp.constants import NONE, SELF

from config.settings.env import BASE_DIR, database, env, openid_connect

BASE_DIR = BASE_DIR
RELEASE = "0.1.0"
DEMONSTRATION_ALLOWED = False

INSTALLED_APPS = [
    "dashboard",
    "indicators",
    "plans",
    "config.common",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.common.login.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.common.login.SecondFactorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.common.forms.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.common.context.site",
            ],
        },
    },
]

DATABASES = {"default": database()}
# Rate limits count in the cache: it must be one for all processes. The table comes with migrate.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://cache")
    | {"OPTIONS": {"MAX_ENTRIES": 100_000}}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# A municipality restyles the application with its own token file: a path below STATIC_URL.
HOUSE_STYLE = env.str("HOUSE_STYLE", default="")

AUTH_USER_MODEL = "plans.User"
AUTHENTICATION_BACKENDS = ["plans.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "config.common.passwords.LengthValidator": {"min_length": 12},
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {
            "user_attributes": ("email", "name")
        },
        "django.contrib.auth.password_validation.CommonPasswordValidator": {},
        "django.contrib.auth.password_validation.NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:home"
ACCOUNT_ADAPTER = "config.common.login.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Veiligheidsplan: "
# No mail to an address without an account: anyone could have it sent to anyone.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "config.common.login_forms.LoginForm",
    "reauthenticate": "config.common.login_forms.ReauthenticateForm",
    "change_password": "config.common.login_forms.ChangePasswordForm",
    "set_password": "config.common.login_forms.SetPasswordForm",
    "reset_password": "config.common.login_forms.ResetPasswordForm",
    "reset_password_from_key": "config.common.login_forms.ResetPasswordKeyForm",
}
# The e-mail domains for which the identity provider speaks; empty is all.
OIDC_DOMAINS = [domain.lower() for domain in env.list("OIDC_DOMAINS", default=[])]
SOCIALACCOUNT_ADAPTER = "config.common.login.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_connect(), "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_ADAPTER = "config.common.login.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "config.common.login_forms.AuthenticateForm",
    "reauthenticate": "config.common.login_forms.SecondFactorReauthenticateForm",
    "activate_totp": "config.common.login_forms.ActivateTOTPForm",
}
# Nobody signs up: the beheerder who gave a role vouches for the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Veiligheidsplan"
REQUIRE_SECOND_FACTOR = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.common.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a round has four fields for each of its lines
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DJANGO_TABLES2_TEMPLATE = "components/table.html"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="veiligheidsplan@localhost")
# Where a finder of a leak reports it: a mailto: or https: address.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{DEFAULT_FROM_EMAIL}")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"audit": {"format": "%(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "audit": {"class": "logging.StreamHandler", "formatter": "audit"},
    },
    "loggers": {"audit": {"handlers": ["audit"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
