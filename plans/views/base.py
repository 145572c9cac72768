"""What the views of one plan share."""

from datetime import date
from functools import cached_property

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.generic import FormView

from config.common.access import Access, ScopedView
from plans.models import PlanVersion
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.permissions import Actor
from plans.rules.status import EMPTY, LETTERS, MEANING, Status
from plans.selectors.plans import current_versions, reference_date_of

STATUSES = [(status.value, status.label, MEANING[status]) for status in Status]
LEGEND = [
    *((status.value, LETTERS[status.value], status.label) for status in Status),
    ("leeg", "", EMPTY),
]


class PlanView(ScopedView):
    """A page of one plan that the user sees; 404 when there is none."""

    access = Access.READ

    @cached_property
    def version(self) -> PlanVersion:
        """The plan's current version."""
        try:
            return current_versions(self.request.user).get(plan__slug=self.kwargs["slug"])
        except PlanVersion.DoesNotExist:
            raise Http404("Dit plan is er niet, of uw rol ziet het niet.") from None

    @property
    def is_keeper(self) -> bool:
        """Whether the user is planbeheerder of this plan."""
        return permissions.keeps_plan(self.actor, self.version.plan.place)

    @cached_property
    def actor(self) -> Actor:
        """The user in the active role."""
        return actor_of(self.request.user)

    @cached_property
    def reference_day(self) -> date:
        """The *peildatum* when none was chosen."""
        return reference_date_of(self.version)

    def context(self, **more) -> dict:
        """What the template of every page of a plan needs."""
        return {
            "version": self.version,
            "plan": self.version.plan,
            "is_keeper": self.is_keeper,
            "has_fiction": self.version.plan.has_fiction,
            "legend": LEGEND,
            "statuses": STATUSES,
            **more,
        }


class VersionView(PlanView):
    """A page of one version of a plan, by its number in the address, also when it holds no more."""

    @cached_property
    def version(self) -> PlanVersion:
        """The version of the address."""
        versions = PlanVersion.objects.visible_to(self.request.user).select_related("plan__group")
        try:
            return versions.get(plan__slug=self.kwargs["slug"], number=self.kwargs["number"])
        except PlanVersion.DoesNotExist:
            raise Http404("Deze versie is er niet, of uw rol ziet haar niet.") from None


class ConceptView(VersionView):
    """A page on which the planbeheerder writes in a concept; 403 for everybody else.

    A version that was adopted meanwhile is for the service to refuse, with a sentence.
    """

    access = Access.CHANGE
    refusal = "Alleen de planbeheerder wijzigt de tekst van dit plan."

    def may_change(self) -> bool:
        """Whether the user is planbeheerder of this plan."""
        return self.is_keeper


class ServiceForm(ScopedView, FormView):
    """A form with one service behind it: what is refused comes back as an error, with 400."""

    def act(self, form: forms.Form) -> str:
        """Call the service and return what to tell the person."""
        raise NotImplementedError

    def form_valid(self, form) -> HttpResponse:
        """Do it, or show why not."""
        try:
            told = self.act(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, told)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form) -> HttpResponse:
        """The page again, with the errors and everything that was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=400)
