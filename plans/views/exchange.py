"""A plan as a file, out and in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.common import audit
from config.common.access import Access, ScopedView
from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.exchange.services import import_plan
from plans.forms.exchange import ImportForm
from plans.models.people import actor_of
from plans.rules.permissions import Role
from plans.views.base import PlanView


class ExportPlan(PlanView):
    """The plan with its statuses and their whole history as JSON."""

    def get(self, request, slug: str):
        """The file."""
        text = printed(document_of(self.version))
        audit.record("plan exporteren", of=slug, request=request)
        response = HttpResponse(text, content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{slug}.json"'
        response["Cache-Control"] = "private, no-store"
        return response


class ImportPlan(ScopedView):
    """Read a plan from a file: a beheerder for the own municipality, a superuser for any."""

    access = Access.CHANGE
    refusal = "Alleen een beheerder kan een plan importeren."

    def may_change(self) -> bool:
        """Whether the user is a beheerder; whose plan it is shows when the file is read."""
        actor = actor_of(self.request.user)
        return actor.is_superuser or actor.role == Role.BEHEERDER

    def get(self, request):
        """The form."""
        return render(request, "plans/import.html", {"form": ImportForm()})

    def post(self, request):
        """Read the file whole, or nothing with the mistakes and their places."""
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version = import_plan(text=form.cleaned_data["bestand"].read(), user=request.user)
            except ValidationError as error:
                form.add_error("bestand", error.messages)
            else:
                messages.success(request, f"Gelezen: {version.plan.title}.")
                return redirect(version.plan)
        return render(request, "plans/import.html", {"form": form}, status=400)
