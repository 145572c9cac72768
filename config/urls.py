"""Every address of the site, in reading order."""

from django.urls import include, path

from config.common.views import SecurityText
from plans.admin import site

urlpatterns = [
    path("", include("dashboard.urls")),
    path("", include("plans.urls")),
    path("accounts/", include("config.common.urls")),
    path("beheeromgeving/", site.urls),
    path(".well-known/security.txt", SecurityText.as_view(), name="security_text"),
]
handler400 = "config.common.views.bad_request"
handler403 = "config.common.views.forbidden"
handler404 = "config.common.views.not_found"
handler500 = "config.common.views.server_error"
