"""A concept from above, and moving what stands in it."""

from functools import cached_property, partial
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_htmx.http import trigger_client_event

from plans.forms.themes import NO_SUCH_PLACE, PlaceOfActivityForm, PlaceOfThemeForm
from plans.models import ActivityWording, ThemeWording
from plans.rules.positions import Step
from plans.selectors.outline import Outline, outline_of, place_named, places_for, theme_places
from plans.services.positions import move_activity, move_theme, step_activity, step_theme
from plans.views.base import ConceptView
from plans.views.writing import ConceptForm

# With more activities than this the themes are shown folded.
MANY = 200


class PlanOutline(ConceptView):
    """The whole plan as an outline, with a way to change and to move each part."""

    def get(self, request, **kwargs):
        """The page."""
        outline = outline_of(self.version)
        context = self.context(
            outline=outline,
            is_open=outline.activities <= MANY,
            may_write=not (self.version.is_adopted or self.version.plan.closed_on),
        )
        return render(request, "plans/writing/outline.html", context)


class MoveView(ConceptForm):
    """Moves one part; where JavaScript asks for it, the answer is what came to stand elsewhere."""

    template_name = "plans/writing/move.html"
    focus = ""

    @property
    def outline_address(self) -> str:
        """The page with the whole plan."""
        return reverse("plans:edit", args=self.place)

    def get_success_url(self) -> str:
        """The outline, with the focus where the person was."""
        return f"{self.outline_address}#{self.focus}"

    def form_valid(self, form) -> HttpResponse:
        """Move it, and tell where it stands."""
        if not self.request.htmx:
            return super().form_valid(form)
        try:
            told = self.act(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        answer = render(self.request, "plans/writing/moved.html", self.moved(told))
        return trigger_client_event(answer, "geplaatst", self.event(), after="settle")

    def form_invalid(self, form) -> HttpResponse:
        """Nothing moved: the sentences alone, or the page with them."""
        if not self.request.htmx:
            return super().form_invalid(form)
        told = " ".join(error for errors in form.errors.values() for error in errors)
        context = self.context(told=told)
        status = HTTPStatus.BAD_REQUEST
        return render(self.request, "plans/writing/moved.html", context, status=status)

    def moved(self, told: str) -> dict:
        """What the answer without a whole page shows."""
        return self.context(told=told)

    def event(self) -> dict:
        """What the script needs to know."""
        return {"focus": self.focus}


class MoveActivity(MoveView):
    """Puts an activity at another place of the plan."""

    form_class = PlaceOfActivityForm

    @cached_property
    def wording(self) -> ActivityWording:
        """The activity of the address in this version."""
        rows = self.version.wordings.select_related("activity", "theme", "version__plan")
        return get_object_or_404(rows, activity__key=self.kwargs["key"])

    def get_form_kwargs(self) -> dict:
        """The form offers every place of the plan, which only a page of it needs to know."""
        places = SimpleLazyObject(partial(places_for, self.wording))
        return super().get_form_kwargs() | {"places": places}

    def get_context_data(self, **kwargs) -> dict:
        """What is moved."""
        return super().get_context_data(
            name=self.wording.title, back=f"{self.outline_address}#a-{self.kwargs['key']}", **kwargs
        )

    def act(self, form) -> str:
        """Move it."""
        told, wording = form.cleaned_data, self.wording
        self._was = wording.theme_id
        self.focus = f"{told['stap'] or 'a'}-{wording.activity.key}"
        if told["stap"]:
            step = Step(told["stap"])
            place = step_activity(user=self.request.user, wording=wording, step=step)
            return _said(wording.title, place and f"in {place}", step)
        named = place_named(told["plaats"])
        if named is None:
            raise ValidationError({"plaats": NO_SUCH_PLACE})
        theme, after = named
        place = move_activity(user=self.request.user, wording=wording, theme=theme, after=after)
        return _said(wording.title, place and f"in {place}")

    def moved(self, told: str) -> dict:
        """The themes that it left and came to, and the list of themes with their counts."""
        outline: Outline = outline_of(self.version)
        touched = outline.only({self._was, self.wording.theme_id})
        return self.context(
            told=told, outline=outline, touched=touched, is_open=True, may_write=True
        )


class MoveTheme(MoveView):
    """Puts a theme, with all that is in it, at another place of the plan."""

    form_class = PlaceOfThemeForm

    @cached_property
    def wording(self) -> ThemeWording:
        """The theme of the address in this version."""
        rows = self.version.themes.select_related("theme", "version__plan")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        """The form offers every place among the themes."""
        places = theme_places(self.version, without=self.wording.pk)
        return super().get_form_kwargs() | {"label": "Nieuwe plaats", "places": places}

    def get_context_data(self, **kwargs) -> dict:
        """What is moved."""
        return super().get_context_data(
            name=str(self.wording), back=f"{self.outline_address}#t-{self.kwargs['pk']}", **kwargs
        )

    def act(self, form) -> str:
        """Move it."""
        told, wording, user = form.cleaned_data, self.wording, self.request.user
        self.focus = f"t-{told['stap']}-{wording.pk}" if told["stap"] else f"t-{wording.pk}"
        if told["stap"]:
            step = Step(told["stap"])
            return _said(str(wording), step_theme(user=user, wording=wording, step=step), step)
        after = theme_named(told["other"])
        return _said(str(wording), move_theme(user=user, wording=wording, after=after))

    def event(self) -> dict:
        """The script puts the theme after another one itself, with its rows as they are."""
        order = self.version.themes.live().order_by("position", "pk")
        return super().event() | {"order": list(order.values_list("pk", flat=True))}


def theme_named(value: str) -> ThemeWording | None:
    """The theme that a form names, of whatever plan; None for none."""
    if not value:
        return None
    theme = ThemeWording.objects.filter(pk=int(value)).first()
    if theme is None:
        raise ValidationError({"other": NO_SUCH_PLACE})
    return theme


ENDS = {Step.UP: "bovenaan", Step.DOWN: "onderaan"}


def _said(name: str, place: str, step: Step | None = None) -> str:
    """What happened, in a sentence."""
    if place:
        return f"Verplaatst: {name} staat nu {place}."
    return f"{name} staat al {ENDS[step]}." if step else f"{name} stond daar al."
