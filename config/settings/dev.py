"""A machine of someone who tries or builds the application: what ``make run`` uses."""

from config.settings.base import *
from config.settings.env import kept_secret_key

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMONSTRATION_ALLOWED = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key()
