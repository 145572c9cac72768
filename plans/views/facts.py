"""Writing what holds for a plan as a whole."""

from functools import cached_property

from django.urls import reverse

from plans.forms.facts import PlanForm
from plans.models import Plan, PlanVersion
from plans.selectors.writing import implemented_choices
from plans.services.facts import change_plan
from plans.views.writing import UNCHANGED, TextView

FACTS = ("title", "starts_on", "ends_on")
TEXTS = ("aims", "area_plans", "source_note")
ABBREVIATION = ("abbreviation", "meaning", "remark")


class EditFacts(TextView):
    """Changes the title, period, aims and abbreviations of a plan."""

    form_class = PlanForm
    template_name = "plans/writing/plan.html"

    @cached_property
    def text(self) -> PlanVersion:
        """The version of the address."""
        return self.version

    @cached_property
    def plans(self) -> list[tuple[int, str]] | None:
        """What this plan can carry out."""
        return implemented_choices(self.request.user, self.version.plan)

    def get_form_kwargs(self) -> dict:
        """The form offers the plans that this one can carry out."""
        return super().get_form_kwargs() | {"plans": self.plans}

    def values_of(self, text: PlanVersion) -> dict[str, object]:
        """The fields as the plan and its version have them."""
        found = {name: getattr(text.plan, name) for name in FACTS}
        found |= {name: getattr(text, name) for name in TEXTS}
        found["abbreviations"] = list(text.plan.abbreviations.values(*ABBREVIATION))
        if self.plans is not None:
            found["implements"] = text.plan.implements_id
        return found

    def act(self, form) -> str:
        """Change them."""
        told = form.cleaned_data
        facts = {name: told[name] for name in FACTS}
        if self.plans is not None:
            chosen = told["implements"]
            facts["implements"] = chosen and Plan.objects.filter(pk=chosen).first()
        is_changed = change_plan(
            user=self.request.user,
            version=self.version,
            facts=facts,
            texts={name: told[name] for name in TEXTS},
            abbreviations=told["abbreviations"],
            revision=told["revision"],
        )
        return "Opgeslagen: de gegevens van het plan." if is_changed else UNCHANGED

    def get_success_url(self) -> str:
        """The outline."""
        return reverse("plans:edit", args=self.place)
