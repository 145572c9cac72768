"""The life of a plan: made, adopted, adjusted and closed by its planbeheerder."""

from functools import cached_property

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from config.common.access import Access
from config.common.login import take_draft
from plans.forms.life import AdoptForm, CloseForm
from plans.models import PlanVersion
from plans.selectors.versions import adoption_of, open_concept, versions_of
from plans.services.life import close_plan
from plans.services.versions import adjust_plan, adopt_version
from plans.views.base import ConceptView, PlanView, ServiceForm


class KeeperForm(PlanView, ServiceForm):
    """A form with one service behind it, for the planbeheerder of the plan; 403 for others."""

    access = Access.CHANGE
    refusal = "Alleen de planbeheerder van dit plan doet dit."

    def may_change(self) -> bool:
        """Whether the user is planbeheerder of this plan."""
        return self.is_keeper

    @cached_property
    def concept(self) -> PlanVersion | None:
        """The version that was not adopted yet, if there is one."""
        return open_concept(self.version.plan)

    def get_context_data(self, **kwargs) -> dict:
        """What every page of a plan needs, and the form."""
        return super().get_context_data(**self.context(**kwargs))


class VersionList(PlanView):
    """The versions of a plan, each readable and to be compared with the one before."""

    def get(self, request, slug: str):
        """The page."""
        plan = self.version.plan
        context = self.context(lines=versions_of(plan), concept=open_concept(plan))
        return render(request, "plans/life/versions.html", context)


class AdoptVersion(ConceptView, ServiceForm):
    """*Vaststellen*: what is fixed and what is missing, and then the decision."""

    form_class = AdoptForm
    template_name = "plans/life/adopt.html"
    refusal = KeeperForm.refusal

    def get(self, request, *args, **kwargs):
        """The form, filled with what was typed before a session ended."""
        draft = take_draft(request)
        if draft is None:
            return super().get(request, *args, **kwargs)
        messages.info(request, "Wat u had getypt is bewaard. Kijk het na en stel het plan vast.")
        form = AdoptForm(draft, plan=self.version.plan)
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_kwargs(self) -> dict:
        """Which bodies are offered depends on whose plan it is."""
        return super().get_form_kwargs() | {"plan": self.version.plan}

    def get_initial(self) -> dict:
        """The moment of the text that the person reads, to notice what a colleague changes."""
        return {"seen": self._stamp, "door": self.request.user.pk}

    @property
    def _stamp(self) -> str:
        return self.version.plan.text_changed_at.isoformat()

    def get_context_data(self, **kwargs) -> dict:
        """What is fixed, and what every page of a plan needs."""
        adoption = adoption_of(self.version)
        return super().get_context_data(**self.context(adoption=adoption, **kwargs))

    def act(self, form) -> str:
        """Adopt it."""
        told = form.cleaned_data
        version = adopt_version(
            user=self.request.user,
            version=self.version,
            adopted_on=told["adopted_on"],
            adopted_by=told["body"],
            decision=told["decision"],
            seen=told["seen"],
        )
        return f"Vastgesteld: versie {version.number} van {version.plan.title}."

    def form_invalid(self, form) -> HttpResponse:
        """The page again, as the text stands now."""
        form.data = form.data.copy()
        form.data["seen"] = self._stamp
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """The plan."""
        return self.version.plan.get_absolute_url()


class AdjustPlan(KeeperForm):
    """*Bijstellen*: say what it does, then open the next version."""

    form_class = forms.Form
    template_name = "plans/life/adjust.html"

    def act(self, form) -> str:
        """Open it."""
        self.opened = adjust_plan(user=self.request.user, plan=self.version.plan)
        return f"Versie {self.opened.number} is geopend als concept. U kunt de tekst nu wijzigen."

    def get_context_data(self, **kwargs) -> dict:
        """The concept that stands in the way, if there is one."""
        return super().get_context_data(concept=self.concept, **kwargs)

    def get_success_url(self) -> str:
        """The text of the new version."""
        return reverse("plans:edit", args=[self.version.plan.slug, self.opened.number])


class ClosePlan(KeeperForm):
    """*Afsluiten*: ask once, naming the plan."""

    form_class = CloseForm
    template_name = "plans/life/close.html"

    def get_initial(self) -> dict:
        """Most plans are closed on the day on which somebody does it."""
        return {"closed_on": timezone.localdate()}

    def get_context_data(self, **kwargs) -> dict:
        """The concept that is never adopted, if there is one."""
        return super().get_context_data(concept=self.concept, **kwargs)

    def act(self, form) -> str:
        """Close it."""
        plan = close_plan(user=self.request.user, plan=self.version.plan, **form.cleaned_data)
        return f"Afgesloten: {plan.title}."

    def get_success_url(self) -> str:
        """The plan."""
        return self.version.plan.get_absolute_url()
