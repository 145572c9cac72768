"""The planbeheerder makes a plan public, or takes that back."""

from django import forms

from config.common.access import Access
from plans.forms.publishing import WITH, WITHOUT, PublishForm
from plans.services import publishing
from plans.views.base import PlanView, ServiceForm


class KeepsPublication(ServiceForm, PlanView):
    """A page for the planbeheerder of the plan."""

    access = Access.CHANGE
    refusal = "Alleen de planbeheerder maakt dit plan openbaar."

    def may_change(self) -> bool:
        """Whether the user is planbeheerder of this plan."""
        return self.is_keeper

    def get_context_data(self, **kwargs) -> dict:
        """With the plan."""
        return self.context(**super().get_context_data(**kwargs))

    def get_success_url(self) -> str:
        """Back to the page of the plan."""
        return self.version.plan.get_absolute_url()


class Publish(KeepsPublication):
    """Asks once what becomes public."""

    form_class = PublishForm
    template_name = "plans/public/publish.html"

    def get_initial(self) -> dict:
        """Of a plan that is public, as it is now."""
        plan = self.version.plan
        if plan.published_at is None:
            return {}
        return {"stand": WITH if plan.published_with_statuses else WITHOUT}

    def act(self, form) -> str:
        """Publish it."""
        with_statuses = form.cleaned_data["stand"] == WITH
        publishing.publish(
            user=self.request.user, version=self.version, with_statuses=with_statuses
        )
        how = "met" if with_statuses else "zonder"
        return f"Iedereen kan dit plan nu lezen, {how} de stand."


class WithdrawPublication(KeepsPublication):
    """Asks once before the plan goes off the public pages."""

    form_class = forms.Form
    template_name = "plans/public/withdraw.html"

    def act(self, form) -> str:
        """Withdraw it."""
        publishing.withdraw_publication(user=self.request.user, version=self.version)
        return "Dit plan is niet meer openbaar."
