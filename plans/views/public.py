"""What everybody may read without logging in; nothing here depends on who asks."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag

from config.common.access import Access, ScopedView
from plans.models import PlanVersion
from plans.selectors.public import public_plan, published_versions
from plans.selectors.reading import columns_of, glossary_of, related_plans
from plans.views.base import LEGEND

MAX_AGE = 300  # seconds in which a page that was withdrawn may still be seen


@method_decorator(login_not_required, name="dispatch")
class PublicPage(ScopedView):
    """A page that may be kept by whoever passes it on, and that is the same for everybody."""

    access = Access.PUBLIC

    def answer(self, template: str, **context) -> HttpResponse:
        """The page, or 304 for who has it as it is now."""
        page = render(self.request, template, context)
        page["Cache-Control"] = f"public, max-age={MAX_AGE}"
        page["ETag"] = quote_etag(hashlib.sha256(page.content).hexdigest()[:32])
        return get_conditional_response(self.request, etag=page["ETag"], response=page)


class PublicList(PublicPage):
    """The plans that are public."""

    def get(self, request):
        """The page."""
        versions = list(published_versions().order_by("-plan__starts_on", "plan__title", "pk"))
        has_fiction = any(version.plan.has_fiction for version in versions)
        return self.answer("plans/public/list.html", versions=versions, has_fiction=has_fiction)


class PublicPlan(PublicPage):
    """One public plan, with its stand where the planbeheerder chose so."""

    def get(self, request, slug: str):
        """The page; 404 for a plan that is not public, just as for one that is not there."""
        try:
            version = published_versions().get(plan__slug=slug)
        except PlanVersion.DoesNotExist:
            raise Http404("Dit plan is er niet, of het is niet openbaar.") from None
        plan = version.plan
        return self.answer(
            "plans/public/plan.html",
            version=version,
            plan=plan,
            page=public_plan(version),
            related=related_plans(plan, published_versions()),
            columns=columns_of([plan.pk])[plan.pk],
            glossary=glossary_of(plan, published_versions()),
            legend=LEGEND,
            has_fiction=plan.has_fiction,
        )
