"""Making a plan: empty, with the text of another plan, or for the next period."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from config.common.access import Access
from config.common.login import take_draft
from plans.forms.life import NewPlanForm, StartForm
from plans.models import Group, Municipality, Plan, PlanVersion
from plans.models.people import actor_of
from plans.rules import permissions
from plans.rules.periods import Period, next_period, title_in
from plans.selectors.plans import current_versions
from plans.selectors.versions import Candidates, candidates_of, continuable_by, sources_for
from plans.services.life import NewPlan, open_plan
from plans.views.base import ServiceForm


class MakePlan(ServiceForm):
    """First with what to begin, which then stands in the address; then what the new plan is."""

    access = Access.CHANGE
    refusal = "Alleen een planbeheerder maakt een plan."
    form_class = NewPlanForm
    template_name = "plans/life/new.html"

    def may_change(self) -> bool:
        """Whoever keeps a plan somewhere."""
        return permissions.keeps_a_plan(actor_of(self.request.user))

    @cached_property
    def start(self) -> StartForm:
        """With which plan to begin, as the address says."""
        user = self.request.user
        return StartForm(
            self.request.GET or None, sources=sources_for(user), continuable=continuable_by(user)
        )

    @cached_property
    def source(self) -> PlanVersion | None:
        """The version whose text is taken over; None for an empty plan."""
        plan = self.start.cleaned_data["vervolg"] or self.start.cleaned_data["kopie"]
        if plan is None:
            return None
        versions = current_versions(self.request.user)
        return versions.select_related("plan__municipality", "plan__implements").get(plan=plan)

    @property
    def continues(self) -> bool:
        """Whether the new plan is the next period of the old one."""
        return self.start.cleaned_data["vervolg"] is not None

    @cached_property
    def candidates(self) -> Candidates | None:
        """The activities that may go along to a next period."""
        return candidates_of(self.source) if self.source and self.continues else None

    def get(self, request, *args, **kwargs):
        """The choice of a beginning, or the form, filled with what was typed before."""
        if not self._has_begun:
            return self._ask_beginning()
        draft = take_draft(request)
        if draft is None:
            return super().get(request, *args, **kwargs)
        messages.info(request, "Wat u had getypt is bewaard. Kijk het na en maak het plan.")
        form = NewPlanForm(**self.get_form_kwargs() | {"data": draft})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        """Make it; without a beginning there is nothing to make."""
        return super().post(request, *args, **kwargs) if self._has_begun else self._ask_beginning()

    @property
    def _has_begun(self) -> bool:
        return self.start.is_valid() and any(self.start.cleaned_data.values())

    def _ask_beginning(self) -> HttpResponse:
        is_wrong = bool(self.request.GET or self.request.method == "POST")
        if is_wrong and self.start.is_valid():
            self.start.add_error(None, "Kies waarmee u begint.")
        context = {"form": self.start}
        return render(
            self.request, "plans/life/start.html", context, status=400 if is_wrong else 200
        )

    def get_form_kwargs(self) -> dict:
        """The form offers only what the user keeps or sees."""
        strategies = Plan.objects.visible_to(self.request.user).filter(kind=Plan.Kind.IVP)
        return super().get_form_kwargs() | {
            "owners": self.owners,
            "strategies": strategies,
            "activities": self.candidates.keys if self.candidates else None,
        }

    @cached_property
    def owners(self) -> list[Group | Municipality]:
        """For whom the user may make this plan."""
        if self.source is not None and self.continues:
            return [self.source.plan.owner]
        if self.request.user.is_superuser:
            return [*Group.objects.all(), *Municipality.objects.all()]
        return [self.request.user.active_membership.place]

    def get_initial(self) -> dict:
        """A next period is proposed: as long as the last, with the years in the title moved."""
        initial = {"door": self.request.user.pk, "kind": Plan.Kind.UVP}
        if self.source is None:
            return initial
        plan = self.source.plan
        initial["kind"] = plan.kind
        return initial | self._proposal(plan) if self.continues else initial

    def _proposal(self, plan: Plan) -> dict:
        old = Period(plan.starts_on, plan.ends_on)
        new = next_period(old)
        told = {"activities": self.candidates.keys}
        if new is None:
            return told
        strategy = plan.implements
        if strategy is not None and strategy.ends_on >= new.first:
            told["implements"] = strategy.pk
        title = title_in(plan.title, old, new)
        return told | {"title": title, "starts_on": new.first, "ends_on": new.last}

    def get_context_data(self, **kwargs) -> dict:
        """What the new plan begins with, and which activities are chosen."""
        context = super().get_context_data(**kwargs)
        chosen = context["form"]["activities"].value() if self.candidates else []
        return context | {
            "source": self.source,
            "continues": self.continues,
            "candidates": self.candidates,
            "chosen": {str(pk) for pk in chosen or []},
            "owner": self.owners[0] if len(self.owners) == 1 else None,
        }

    def act(self, form) -> str:
        """Make it."""
        told = dict(form.cleaned_data)
        del told["door"]
        activities = told.pop("activities", None)
        self.made = open_plan(
            user=self.request.user,
            told=NewPlan(**told),
            source=self.source,
            continues=self.continues,
            activities=activities,
        )
        return f"Gemaakt: {self.made.title}. Het plan is een concept."

    def form_invalid(self, form) -> HttpResponse:
        """The page again; when plans overlap, with the question whether they may."""
        if form.has_error("beside"):
            form.ask_beside()
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """The new plan."""
        return self.made.get_absolute_url()
