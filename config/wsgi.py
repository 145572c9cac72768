"""WSGI entry point; refuses to serve a production site that holds demonstration accounts."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()

from django.db import connections  # noqa: E402

from plans.demonstration.services import refuse_demonstration  # noqa: E402

refuse_demonstration()
connections.close_all()  # a server may fork from here
