"""The test suite: like dev, quick to hash passwords, quiet, and the same on every machine."""

from config.settings.base import *

DEBUG = False
ALLOWED_HOSTS = ["*"]
DEMONSTRATION_ALLOWED = True
SECRET_KEY = "only-for-tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# A factory makes one connection for each test process; nothing outlives it.
DATABASES["default"].pop("CONN_HEALTH_CHECKS", None)
