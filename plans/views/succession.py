"""Splitting an activity, merging it into another, and letting it end."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse

from config.common.login import take_draft
from plans.forms.succession import EndForm, MergeForm, SplitForm
from plans.selectors.activities import successors_for
from plans.services.succession import end_activity, merge_activity, split_activity
from plans.services.wordings import StaleError
from plans.views.activities import OfActivity

KEPT = "Wat u had getypt is bewaard. Kijk het na en sla het op."
TOO_LATE = (
    "Een collega heeft deze activiteit intussen gewijzigd. Hieronder staat zij zoals zij nu is. "
    "Kijk of uw keuze nog klopt en sla dan op."
)


class Step(OfActivity):
    """A step in the life of an activity, that asks once and names it."""

    def get_initial(self) -> dict:
        """The revision of the text that the person sees."""
        return {"revision": self.text.revision, "door": self.request.user.pk}

    def get_form_kwargs(self) -> dict:
        """What may be chosen, and what was typed before a session ended."""
        kwargs = super().get_form_kwargs()
        draft = take_draft(self.request) if self.request.method == "GET" else None
        if draft is not None:
            messages.info(self.request, KEPT)
            kwargs["data"] = draft
        others = successors_for(self.request.user, self.text)
        return kwargs | {"wording": self.text, "others": others}

    def form_valid(self, form) -> HttpResponse:
        """Do it; when a colleague was first, show the activity as it is now, with 409."""
        self.told = {"user": self.request.user, "wording": self.text, **form.step()}
        try:
            return super().form_valid(form)
        except StaleError:
            del self.text
            data = form.data.copy()
            data["revision"] = str(self.text.revision)
            again = self.form_class(**self.get_form_kwargs() | {"data": data})
            again.add_error(None, TOO_LATE)
            context = self.get_context_data(form=again)
            return self.render_to_response(context, status=HTTPStatus.CONFLICT)


class SplitActivity(Step):
    """Some points go on as an activity of their own."""

    form_class = SplitForm
    template_name = "plans/writing/activity_split.html"

    def act(self, form) -> str:
        """Split it."""
        made = split_activity(**self.told)
        return f"Gesplitst: {made.title} staat nu achter {self.text.title}."


class MergeActivity(Step):
    """The activity goes on in another."""

    form_class = MergeForm
    template_name = "plans/writing/activity_merge.html"

    def act(self, form) -> str:
        """Merge it."""
        merge_activity(**self.told)
        return f"{self.text.title} gaat verder in {self.told['into'].title}."

    def get_success_url(self) -> str:
        """On with the activity that remains."""
        return self.page_of(self.told["into"])


class EndActivity(Step):
    """The activity ends, or another replaces it."""

    form_class = EndForm
    template_name = "plans/writing/activity_end.html"

    def act(self, form) -> str:
        """End it."""
        end_activity(**self.told)
        return f"Beëindigd: {self.text.title}. De tekst en de geschiedenis blijven te lezen."
