"""The project's own checks are clean, and they do stop a view that forgot its access."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core import checks
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from config.common.access import Access, ScopedView
from config.common.checks import views_name_their_access


class WithoutAccess(ScopedView, TemplateView):
    """Forgot to say who may come in."""


class NotOurs(TemplateView):
    """Is not built on our base."""


class HalfPublic(ScopedView, TemplateView):
    """Says public, but the login middleware closes it."""

    access = Access.PUBLIC


@method_decorator(login_not_required, name="dispatch")
class HalfClosed(ScopedView, TemplateView):
    """Says signed in, but the login middleware lets everyone in."""

    access = Access.SIGNED_IN


@method_decorator(login_not_required, name="dispatch")
class Public(ScopedView, TemplateView):
    """Carries both marks."""

    access = Access.PUBLIC


class Closed(ScopedView, TemplateView):
    """Carries neither mark of a public page."""

    access = Access.READ


def a_function(request):
    """Cannot say who may come in."""


def test_the_site_passes_every_check(db):
    assert checks.run_checks(include_deployment_checks=False) == []


@pytest.mark.parametrize(
    ("view", "ids"),
    [
        (WithoutAccess.as_view(), ["config.E001"]),
        (NotOurs.as_view(), ["config.E001"]),
        (a_function, ["config.E001"]),
        (HalfPublic.as_view(), ["config.E002"]),
        (HalfClosed.as_view(), ["config.E002"]),
        (Public.as_view(), []),
        (Closed.as_view(), []),
    ],
)
def test_a_view_must_say_who_may_come_in(settings, view, ids):
    settings.ROOT_URLCONF = (path("proef/", view),)
    assert [error.id for error in views_name_their_access(None)] == ids


def test_a_view_without_access_lets_nobody_in(rf):
    with pytest.raises(AttributeError, match="access"):
        WithoutAccess.as_view()(rf.get("/proef/"))
