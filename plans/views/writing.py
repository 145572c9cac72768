"""Writing in a concept: a form over one text, and what happens when a colleague was first."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse

from config.common.login import take_draft
from plans.forms.writing import TextForm, plain
from plans.models import ActivityWording, PlanVersion, ThemeWording
from plans.rules.conflicts import Difference, apart, differences, fingerprints, merged
from plans.selectors.writing import newest_change_of
from plans.services.wordings import StaleError
from plans.views.base import ConceptView, ServiceForm

UNCHANGED = "Er was niets te wijzigen."


@dataclass(frozen=True)
class Both:
    """A field on which two people differ, in words.

    ``is_taken`` when the form now holds what the colleague wrote, ``is_partly`` when rows that
    both have are left out.
    """

    label: str
    theirs: str
    mine: str
    is_taken: bool
    is_partly: bool


class ConceptForm(ConceptView, ServiceForm):
    """A form with one service behind it, on a page of a concept."""

    @property
    def place(self) -> tuple[str, int]:
        """The plan and the version, as in every address of a concept."""
        return self.version.plan.slug, self.version.number

    def get_context_data(self, **kwargs) -> dict:
        """What every page of a plan needs, and the form."""
        return super().get_context_data(**self.context(**kwargs))


class TextView(ConceptForm):
    """A form over one text of a concept; the second of two writers sees both texts, with 409.

    ``text`` is what is written, ``values_of`` what its form holds, in the words of
    ``cleaned_data`` with keys for rows. ``act`` gives ``form.cleaned_data["revision"]`` to its
    service. The template includes ``plans/writing/conflict.html`` above its form.
    """

    form_class: type[TextForm]

    @property
    def text(self) -> PlanVersion | ThemeWording | ActivityWording:
        """The text, read once and joined with its version and plan."""
        raise NotImplementedError

    def values_of(self, text) -> dict[str, object]:
        """The values of the fields as this text has them."""
        raise NotImplementedError

    def get_initial(self) -> dict:
        """The text as it is, with its marks."""
        return self._marked(self.text, self.values_of(self.text))

    def get(self, request, *args, **kwargs):
        """The form, filled with what was typed before a session ended."""
        draft = take_draft(request)
        if draft is None:
            return super().get(request, *args, **kwargs)
        messages.info(request, "Wat u had getypt is bewaard. Kijk het na en sla het op.")
        form = self.form_class(**self.get_form_kwargs() | {"data": draft})
        return self.render_to_response(self.get_context_data(form=form))

    def form_valid(self, form) -> HttpResponse:
        """Do it; or show what the colleague wrote beside what was typed."""
        try:
            return super().form_valid(form)
        except StaleError as stale:
            return self._conflict(form, stale.text)

    def _marked(self, text, values: dict[str, object]) -> dict:
        """Values for the form, with the marks of the text as the person reads it now."""
        marks = json.dumps(fingerprints(self.values_of(text)))
        return values | {"revision": text.revision, "was": marks, "door": self.request.user.pk}

    def _conflict(self, form: TextForm, text) -> HttpResponse:
        theirs = self.values_of(text)
        mine = {name: plain(form.cleaned_data[name]) for name in theirs}
        found = differences(form.cleaned_data["was"], mine, theirs)
        values = self._marked(text, merged(mine, found))
        kwargs = self.get_form_kwargs() | {"data": None, "files": None, "initial": values}
        conflict = [_both(form, each) for each in found]
        context = self.get_context_data(
            form=self.form_class(**kwargs), conflict=conflict, change=newest_change_of(text)
        )
        return self.render_to_response(context, status=HTTPStatus.CONFLICT)


def _both(form: TextForm, found: Difference) -> Both:
    theirs, mine = apart(found.theirs, found.mine)
    name = found.field
    words = form.worded(name, theirs), form.worded(name, mine)
    is_partly = theirs != found.theirs or mine != found.mine
    return Both(form.label_of(name), *words, is_taken=found.is_untouched, is_partly=is_partly)
