"""The matrix of a plan, and what changed in it between two days."""

from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from config.common.conditional import etag_of, mark, unchanged
from config.common.exporting.answers import (
    Kind,
    addresses,
    asked_kind,
    file_answer,
    notes_of,
    query_of,
)
from plans.forms.matrix import ChangesForm, MatrixForm, problem_with_day
from plans.rules.matrix import Choice
from plans.rules.permissions import Actor, Place, Role, has_round
from plans.selectors.activity_list import headings_of
from plans.selectors.changes import changes_between
from plans.selectors.matrix import MatrixPage, PlanText, matrix_page, text_of
from plans.tables.choices import chips_of, column_links, filters_of
from plans.tables.matrix import MatrixTable
from plans.tables.sheets import MatrixSheet, changes_sheet
from plans.views.base import PlanView


class Matrix(PlanView):
    """The whole plan at a glance, filtered as the address says, on any day."""

    def get(self, request, slug: str):
        """The page, 304 when the visitor has it already, 400 for a filter that does not exist.

        Or what is on it as a file, which is always made anew.
        """
        kind, etag = asked_kind(request), self._etag()
        answer = unchanged(request, etag) if kind is None else None
        if answer is not None:
            return answer
        form = self._form
        choice = self._choice(form)
        page = self._page(choice)
        if kind is not None and not form.errors:
            return self._file(page, kind)
        context = self.context(
            **_matrix_context(page, form, self.actor, query_of(request)),
            is_reference_day=page.day == self.reference_day,
            exports=addresses(request),
        )
        status = 400 if form.errors else 200
        return mark(request, render(request, "plans/matrix.html", context, status=status), etag)

    def _file(self, page: MatrixPage, kind: Kind):
        chips = [chip.text for chip in chips_of(page, self.request.GET)]
        notes = notes_of(self.request, ("Filters", "; ".join(chips) or "geen"))
        sheet = MatrixSheet(page, headings_of(self.version)).sheet(notes)
        return file_answer(self.request, sheet, kind, f"matrix-{self.kwargs['slug']}")

    def _etag(self) -> str:
        version, plan, actor = self.version, self.version.plan, self.actor
        return etag_of(
            actor,
            self.request.user.name,
            version.pk,
            version.adopted_on,
            version.adoption_is_fictional,
            plan.closed_on,
            plan.text_changed_at,
            plan.statuses_changed_at,
            self.request.GET.urlencode(),
            timezone.localdate(),
        )

    @cached_property
    def _text(self) -> PlanText:
        return text_of(self.version)

    @cached_property
    def _form(self) -> MatrixForm:
        numbers = [theme.number for theme in self._text.themes]
        return MatrixForm(self.request.GET, themes=numbers, columns=self._text.columns)

    def _choice(self, form: MatrixForm) -> Choice:
        form.is_valid()
        choice = form.choice()
        problem = choice.day and problem_with_day(choice.day, self.version, timezone.localdate())
        if problem:
            form.add_error("peildatum", problem)
            return form.choice()
        return choice

    def _page(self, choice: Choice) -> MatrixPage:
        day = choice.day or self.reference_day
        return matrix_page(version=self.version, day=day, choice=choice, text=self._text)


def _matrix_context(page: MatrixPage, form: MatrixForm, actor: Actor, query: QueryDict) -> dict:
    """What the template of the matrix needs."""
    own = next((town for town in page.all_columns if town.pk == actor.municipality), None)
    plan = page.version.plan
    place = Place(plan.group_id, plan.municipality_id)
    is_asked = has_round(actor, place, [town.pk for town in page.all_columns])
    return {
        "page": page,
        "form": form,
        "choice": page.choice,
        "table": MatrixTable(page, own and own.pk),
        "own": own,
        "attention": len(page.attention(own.pk)) if own else 0,
        "fills": own is not None and actor.role == Role.OOV,
        "has_round": is_asked and plan.closed_on is None,
        "filters": filters_of(page),
        "chips": chips_of(page, query),
        "columns": column_links(page, own, query),
        "day": page.day,
        "width": 4 + len(page.columns),
    }


class Changes(PlanView):
    """What changed between two days, cell by cell."""

    def get(self, request, slug: str):
        """The list, or its file; 400 with a sentence when a day is wrong."""
        kind = asked_kind(request)
        form = ChangesForm(
            query_of(request) or None,
            version=self.version,
            today=timezone.localdate(),
            last=self.reference_day,
        )
        since, until = self._days(form)
        changes = changes_between(self.version, since, until)
        is_wrong = form.is_bound and bool(form.errors)
        if kind is not None and not is_wrong:
            period = f"{date_format(since, 'j F Y')} tot en met {date_format(until, 'j F Y')}"
            sheet = changes_sheet(self.version, changes, notes_of(request, ("Tussen", period)))
            return file_answer(request, sheet, kind, f"wijzigingen-{slug}")
        context = self.context(
            form=form, since=since, until=until, changes=changes, exports=addresses(request)
        )
        return render(request, "plans/changes.html", context, status=400 if is_wrong else 200)

    def _days(self, form: ChangesForm) -> tuple[date, date]:
        """The days that were asked; without them the year of the last one."""
        told = form.cleaned_data if form.is_bound and form.is_valid() else {}
        last = told.get("tot") or self.reference_day
        first = max(self.version.plan.starts_on, last.replace(month=1, day=1))
        return told.get("van") or first, last
