"""One cell: its dialog, which is a page without JavaScript, and the withdrawal of a mistake."""

from datetime import date
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from config.common import audit
from config.common.access import Access
from config.common.login import take_draft
from plans.forms.cells import CellForm
from plans.models import ActivityWording, Cell, Entry, Plan
from plans.rules import permissions
from plans.rules.status import Stand, stand_on
from plans.selectors.cells import GROUP, cell_of, history_of, renewed, wording_of
from plans.selectors.plans import reference_date_of
from plans.services.statuses import ConflictError, change_cell, withdraw
from plans.tables.matrix import MatrixUpdate
from plans.views.base import PlanView

LAST_ENTRIES = 3
LONGEST = 20
GUARDED = {"status", "level", "target"}


class CellView(PlanView):
    """What reading, changing and withdrawing share."""

    @cached_property
    def wording(self) -> ActivityWording:
        """The activity in the current version, joined with its plan."""
        wording = wording_of(self.request.user, self.kwargs["slug"], self.kwargs["key"])
        if wording is None:
            raise Http404("Deze activiteit is er niet, of uw rol ziet haar niet.")
        if not wording.is_live:
            raise Http404("Deze activiteit is beëindigd. Haar pagina toont hoe het ging.")
        return wording

    @property
    def plan(self) -> Plan:
        """The plan of the activity, without the counts that only a whole page needs."""
        return self.wording.version.plan

    @cached_property
    def cell(self) -> Cell:
        """The cell of the address."""
        cell = cell_of(self.wording, self.kwargs["column"])
        if cell is None:
            raise Http404("Deze gemeente doet niet mee aan dit plan.")
        return cell

    @cached_property
    def place_name(self) -> str:
        """Whose cell it is, for people."""
        return str(self.cell.municipality or f"{self.plan.group} (H)")

    @cached_property
    def back(self) -> str:
        """Where the reader came from, filters included; the matrix when that is not known."""
        matrix = reverse("plans:matrix", args=[self.kwargs["slug"]])
        seen = self.request.htmx.current_url or self.request.META.get("HTTP_REFERER", "")
        try:
            there = urlsplit(self.request.POST.get("terug") or seen)
        except ValueError:  # a visitor may write anything there
            return matrix
        return f"{matrix}?{there.query}" if there.path == matrix and there.query else matrix

    @cached_property
    def day_on_screen(self) -> date:
        """The day that the reader's matrix shows: chosen there, or the plan's reference date."""
        usual = reference_date_of(self.wording.version)
        asked = parse_qs(urlsplit(self.back).query).get("peildatum", [""])[0]
        try:
            return min(date.fromisoformat(asked), max(usual, timezone.localdate()))
        except ValueError:
            return usual

    def answer(self, entry: Entry, sentence: str):
        """After a change: the renewed parts of the matrix, or the page where the reader was."""
        if not self.request.htmx:
            messages.success(self.request, sentence)
            return redirect(f"{self.back}#{self.wording.activity.key}")
        if self.day_on_screen != reference_date_of(self.wording.version):
            # The parts are of the newest stand: on another day the whole page is asked again.
            messages.success(self.request, sentence)
            return HttpResponseClientRefresh()
        context = self.renewed_parts() | {
            "sentence": sentence,
            "entry": entry,
            "withdraw": reverse("plans:withdraw", kwargs=self.kwargs),
        }
        response = render(self.request, "plans/cell_saved.html", context)
        return trigger_client_event(response, "cel-opgeslagen", after="settle")

    def renewed_parts(self) -> dict:
        """The parts of the matrix on the reader's screen that a change touched."""
        view = parse_qs(urlsplit(self.back).query).get("weergave", ["stand"])[0]
        found = renewed(self.wording, self.cell, reference_date_of(self.wording.version))
        return {
            "parts": MatrixUpdate(self.plan, view).parts(self.wording, found),
            "renewed": found,
            "is_own": self.cell.municipality_id == self.actor.municipality is not None,
        }


class ChangeCell(CellView):
    """The cell with its form for who may change it, and with its last history for who may not."""

    def get(self, request, **kwargs):
        """The dialog, filled with what was typed before a session ended."""
        draft = take_draft(request)
        form = self._form(draft) if draft else self._form()
        if draft:
            messages.info(request, "Wat u had getypt is bewaard. Kijk het na en sla het op.")
        return self._show(form)

    def post(self, request, **kwargs):
        """Save; 400 with sentences at the fields, 403, or 409 when a colleague was first."""
        form = self._form(request.POST)
        if not form.fields or any(request.POST.get(name) for name in GUARDED - set(form.fields)):
            raise PermissionDenied("Deze cel is niet van uw gemeente of rol.")
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            entry = change_cell(
                user=request.user, cell=self.cell, wording=self.wording, change=form.change()
            )
        except ConflictError as conflict:
            return self._show_conflict(form, conflict)
        except ValidationError as error:
            _spread(form, error)
            return self._show(form, status=400)
        return self.answer(entry, f"Opgeslagen: {self.place_name}, {self.wording.title}.")

    def _form(self, data=None) -> CellForm:
        place = self.cell.place_in(self.plan)
        may_status = permissions.may_set_status(self.actor, place)
        form = CellForm(
            data,
            initial=self._initial if data is None else None,
            status=may_status,
            level=may_status and bool(place.municipality and place.plan_group),
            target=permissions.may_set_target(
                self.actor,
                place,
                is_adopted=self.wording.version.is_adopted,
                target=self.cell.target,
            ),
        )
        if not {"status", "target"} & set(form.fields):
            form.fields.clear()
        return form

    @property
    def _initial(self) -> dict:
        return {
            "status": self.stand.status,
            "level": self.cell.level,
            "target": self.cell.target,
            "valid_from": self.day_on_screen,
            "revision": self.cell.revision,
            "was_level": self.cell.level,
            "was_target": self.cell.target,
            "door": self.request.user.pk,
            "terug": self.back,
        }

    @cached_property
    def stand(self) -> Stand:
        """The stand on the day that the reader looks at."""
        return stand_on(self.cell.entries.facts(), self.day_on_screen)

    def _show(self, form: CellForm, status: int = 200, **more):
        history = history_of(self.cell)
        newest = next((line for line in history if line.stands), None)
        context = self.context(
            form=form,
            wording=self.wording,
            cell=self.cell,
            stand=self.stand,
            day=self.day_on_screen,
            group_cell=self._group_cell,
            place_name=self.place_name,
            column=self.kwargs["column"],
            history=history[:LAST_ENTRIES],
            history_count=len(history),
            newest=newest,
            back=self.back,
            **more,
        )
        name = "plans/cell_dialog.html" if self.request.htmx else "plans/cell.html"
        return render(self.request, name, context, status=status)

    @property
    def _group_cell(self) -> Cell | None:
        return cell_of(self.wording, GROUP) if self.cell.level == "groep" else None

    def _show_conflict(self, form: CellForm, conflict: ConflictError):
        """Both values side by side; saving again is then a choice."""
        yours = form.change()
        self.cell = conflict.cell
        theirs = next(iter(history_of(self.cell)), None)
        data = form.data.copy()
        data["revision"] = str(self.cell.revision)
        form = self._form(data)
        if theirs is None:  # a removed demonstration leaves no history
            form.add_error(None, str(conflict))
        more = self.renewed_parts() if self.request.htmx else {}
        return self._show(form, status=409, theirs=theirs, yours=yours, **more)


def _spread(form: CellForm, error: ValidationError) -> None:
    """Put each sentence at its field, or above the form when the role has no such field."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)


class Withdraw(CellView):
    """Withdraw one's own newest entry."""

    access = Access.READ

    def get(self, request, **kwargs):
        """Who comes here after logging in again finds the cell, with the button."""
        return redirect("plans:cell", **kwargs | {"key": self.wording.activity.key})

    def post(self, request, **kwargs):
        """Withdraw; the reader gets the matrix as it was before."""
        number = request.POST.get("regel", "")
        try:
            entry = withdraw(
                user=request.user,
                cell=self.cell,
                wording=self.wording,
                entry_id=int(number) if number.isdecimal() and len(number) < LONGEST else 0,
            )
        except (ValidationError, ConflictError) as error:
            return self._refused(error)
        audit.record("herroepen", of=f"regel {number}", request=request)
        return self.answer(entry, f"Herroepen: {self.place_name}, {self.wording.title}.")

    def _refused(self, error):
        sentence = " ".join(getattr(error, "messages", [str(error)]))
        problem = {"heading": "Dit is niet gewijzigd"}
        context = self.context(sentence=sentence, problem=problem, back=self.back)
        name = "components/refused.html" if self.request.htmx else "plans/refused.html"
        return render(self.request, name, context, status=409)
