"""*Mijn invulronde*: the cells that need attention, filled in one go and saved together."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from config.common.access import Access
from config.common.login import take_draft
from plans.forms.cells import RoundDayForm, RoundLineForm
from plans.models import Municipality
from plans.rules import permissions
from plans.selectors.matrix import text_of
from plans.selectors.rounds import Question, by_reason, questions_for
from plans.services.statuses import change_cells
from plans.views.base import PlanView


class FillRound(PlanView):
    """The round of the active role's municipality, or of the group for its planbeheerder."""

    access = Access.CHANGE
    refusal = "Een invulronde is voor de OOV-medewerker van een gemeente of de planbeheerder."

    def may_change(self) -> bool:
        """Whoever keeps cells of this plan has a round."""
        town = self.municipality
        place = permissions.Place(
            self.version.plan.group_id, self.version.plan.municipality_id, town and town.pk
        )
        return permissions.may_set_status(self.actor, place)

    @cached_property
    def municipality(self) -> Municipality | None:
        """Whose cells are asked; a superuser names a municipality in the address."""
        columns = text_of(self.version).columns
        asked = self.request.GET.get("gemeente")
        wanted = {town.code: town for town in columns}
        if asked:
            if asked not in wanted:
                raise Http404("Deze gemeente doet niet mee aan dit plan.")
            return wanted[asked]
        own = next((town for town in columns if town.pk == self.actor.municipality), None)
        if own is None and self.version.plan.group_id is None:
            return columns[0]
        return own

    def get(self, request, slug: str):
        """The questions, with what was typed before a session ended."""
        draft = take_draft(request)
        if draft:
            messages.info(request, "Wat u had getypt is bewaard. Kijk het na en sla het op.")
        return self._show(self._day_form(draft), self._line_forms(draft))

    def post(self, request, slug: str):
        """Save all filled lines together, or none of them; 400 with sentences at the lines."""
        day_form, lines = self._day_form(request.POST), self._line_forms(request.POST)
        told = [(question, form) for question, form in lines if form.is_bound]
        if not all([day_form.is_valid(), *(form.is_valid() for _question, form in told)]):
            return self._show(day_form, lines, status=400)
        changes = [
            (question.cell, question.wording, change)
            for question, form in told
            if (change := form.change(day_form.cleaned_data["valid_from"])) is not None
        ]
        if not changes:
            day_form.add_error(None, "Kies bij minstens één activiteit een status.")
            return self._show(day_form, lines, status=400)
        try:
            entries = change_cells(user=request.user, changes=changes)
        except ValidationError as error:
            lines = self._line_forms(request.POST)  # as they stand now that nothing was written
            self._spread(error, day_form, lines)
            return self._show(day_form, lines, status=400)
        word = "1 status" if len(entries) == 1 else f"{len(entries)} statussen"
        messages.success(request, f"Opgeslagen: {word}.")
        return redirect(request.get_full_path())

    def _day_form(self, data) -> RoundDayForm:
        initial = {"valid_from": self.reference_day, "door": self.request.user.pk}
        return RoundDayForm(data, initial=initial)

    def _line_forms(self, data) -> list:
        """A form for each question; what was asked only since the page was opened starts empty."""
        questions = questions_for(
            self.version, self.municipality, self.reference_day, also=_answered(data or {})
        )
        return [(question, self._line_form(question, data)) for question in questions]

    def _line_form(self, question: Question, data) -> RoundLineForm:
        question.wording.version = self.version
        prefix = f"c{question.cell.pk}"
        is_told = data and f"{prefix}-revision" in data
        return RoundLineForm(
            data if is_told else None, prefix=prefix, initial={"revision": question.cell.revision}
        )

    def _spread(self, error: ValidationError, day_form: RoundDayForm, lines: list) -> None:
        """Put each sentence at its line; who has seen a colleague's choice may save over it."""
        for question, form in lines:
            if form.is_valid():
                form.data = form.data.copy()
                form.data[form.add_prefix("revision")] = question.cell.revision
        forms = {str(question.cell.pk): form for question, form in lines}
        for name, sentences in error.message_dict.items():
            cell, _dash, field = name.partition("-")
            if field in forms[cell].fields:
                forms[cell].add_error(field, sentences)
            elif field not in day_form.errors:
                day_form.add_error(field, sentences)

    def _show(self, day_form: RoundDayForm, lines: list, status: int = 200):
        context = self.context(
            day_form=day_form,
            lines=lines,
            reasons=by_reason([question for question, _form in lines]),
            municipality=self.municipality,
            columns=text_of(self.version).columns if self.actor.is_superuser else [],
            place_name=self.municipality or self.version.plan.group,
            day=self.reference_day,
            has_errors=bool(day_form.errors) or any(form.errors for _question, form in lines),
        )
        return render(self.request, "plans/round.html", context, status=status)


def _answered(data) -> set[str]:
    """The keys of the cells for which a status was chosen."""
    names = (name for name, value in data.items() if value and name.endswith("-status"))
    return {name.removeprefix("c").removesuffix("-status") for name in names}
