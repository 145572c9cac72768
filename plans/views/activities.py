"""Writing one activity in a version: adding it, and changing what it says."""

from functools import cached_property
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from plans.forms.activities import ActivityForm, values_of
from plans.models import ActivityWording, Municipality, PlanVersion
from plans.rules import permissions
from plans.rules.permissions import Role
from plans.rules.planning import Planning
from plans.rules.terms import printed_planning
from plans.rules.wording import is_understood, read_planning
from plans.selectors.activities import words_in_use, written_in
from plans.selectors.choosing import known_coordinators, known_partners
from plans.services.activities import (
    add_activity,
    change_activity,
    refuse_ended,
    refuse_unwritable,
    told_by,
)
from plans.views.writing import ConceptForm, TextView


def outline_of(version: PlanVersion, key: str = "") -> str:
    """The page on which the version is written, at this activity."""
    try:
        address = reverse("plans:edit", args=[version.plan.slug, version.number])
    except NoReverseMatch:
        return version.plan.get_absolute_url()
    return f"{address}#a-{key}" if key else address


class WritesActivity(ConceptForm):
    """A page for who writes this activity: the planbeheerder, or the municipality that owns it."""

    refusal = "Dit wijzigt alleen de planbeheerder, of de gemeente die de activiteit toevoegde."

    @property
    def owner(self) -> Municipality | None:
        """The municipality that has the activity for itself, if one does."""
        raise NotImplementedError

    def may_change(self) -> bool:
        """Whether the activity is the user's to write; what is fixed the service refuses."""
        owner = self.owner.pk if self.owner else None
        return permissions.owns(self.actor, owner) or self.is_keeper

    def refuse(self) -> None:
        """Raise when nobody can write this here any more."""
        refuse_unwritable(self.request.user, self.version, self.owner.pk if self.owner else None)

    def get(self, request, *args, **kwargs):
        """The form, or why the text is fixed."""
        try:
            self.refuse()
        except ValidationError as error:
            back = reverse("plans:matrix", args=[self.version.plan.slug])
            context = self.context(sentence=" ".join(error.messages), back=back)
            return render(request, "plans/refused.html", context, status=HTTPStatus.CONFLICT)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Whose activity it is."""
        return super().get_context_data(owner=self.owner, **kwargs)

    def page_of(self, wording: ActivityWording) -> str:
        """Where the person goes on: the outline for who writes the plan, else the activity."""
        if self.is_keeper:
            return outline_of(self.version, wording.activity.key)
        return wording.get_absolute_url()


class WritesText(WritesActivity):
    """A page with the whole text of an activity."""

    form_class = ActivityForm
    template_name = "plans/writing/activity.html"
    stored = Planning()

    def get_form_kwargs(self) -> dict:
        """The form offers the themes of the version and knows the parties."""
        known = {
            "coordinators": known_coordinators(self.request.user),
            "partners": known_partners(self.request.user),
        }
        told = {"version": self.version, "known": known, "stored": self.stored}
        return super().get_form_kwargs() | told

    def get_context_data(self, **kwargs) -> dict:
        """How the planning is read, and the words that the plan uses already."""
        subjects, headings = words_in_use(self.version)
        context = super().get_context_data(subjects=subjects, headings=headings, **kwargs)
        read = self._planning_of(context["form"])
        return context | {
            "read_as": printed_planning(read) if is_understood(read) else "",
            "unread": read.text if not is_understood(read) else "",
            "outline": outline_of(self.version),
        }

    def _planning_of(self, form: ActivityForm) -> Planning:
        """The planning that the form shows, as it would be read."""
        if form.is_bound:
            form.is_valid()
            return form.planning
        text = form["planning_text"].value() or ""
        return self.stored if text == self.stored.text else read_planning(text)


class AddActivity(WritesText):
    """A new activity: of the plan, or only of the own municipality."""

    @cached_property
    def owner(self) -> Municipality | None:
        """An OOV-medewerker adds for the own municipality; the planbeheerder for all."""
        held = self.request.user.active_membership
        return held.municipality if self.actor.role == Role.OOV else None

    def get_initial(self) -> dict:
        """The theme of the address, if it is one of this version."""
        wanted = self.request.GET.get("thema", "")
        found = [theme for theme in self.version.themes.live() if str(theme.pk) == wanted]
        return {
            "theme": found[0].pk if found else None,
            "revision": 0,
            "door": self.request.user.pk,
        }

    def act(self, form) -> str:
        """Add it."""
        self.made = add_activity(
            user=self.request.user, version=self.version, told=form.activity(), owner=self.owner
        )
        return f"Toegevoegd: {self.made.title}.{_told_planning(self.made)}"

    def get_success_url(self) -> str:
        """On to where its planning can be mended, or back."""
        return _next(self, self.made)


class OfActivity(WritesActivity):
    """A page of an activity that the version has; 404 when it has not."""

    @cached_property
    def text(self) -> ActivityWording:
        """The activity in this version, joined with its theme and plan."""
        wording = written_in(self.version, self.kwargs["key"])
        if wording is None:
            raise Http404("Deze activiteit staat niet in deze versie.")
        return wording

    @property
    def owner(self) -> Municipality | None:
        """The municipality that has it for itself."""
        return self.text.activity.owner

    def refuse(self) -> None:
        """An activity that ended is fixed as well."""
        super().refuse()
        refuse_ended(self.text)

    def get_context_data(self, **kwargs) -> dict:
        """The activity."""
        return super().get_context_data(wording=self.text, **kwargs)

    def get_success_url(self) -> str:
        """Where the person goes on."""
        return self.page_of(self.text)


class EditActivity(OfActivity, WritesText, TextView):
    """The text of an activity; the second of two writers sees both."""

    @property
    def stored(self) -> Planning:
        """The planning as it is kept."""
        return self.text.planning

    def values_of(self, text) -> dict[str, object]:
        """The values of the fields as this text has them."""
        return values_of(told_by(text))

    def act(self, form) -> str:
        """Change it."""
        is_changed = change_activity(
            user=self.request.user,
            wording=self.text,
            told=form.activity(),
            revision=form.cleaned_data["revision"],
        )
        if not is_changed:
            return f"Er is niets gewijzigd aan {self.text.title}."
        return f"Opgeslagen: {self.text.title}.{_told_planning(self.text)}"

    def get_success_url(self) -> str:
        """On to where its planning can be mended, or back."""
        return _next(self, self.text)

    def _conflict(self, form, text) -> HttpResponse:
        """Show the text as it stands now, and not as it was going to be."""
        del self.text
        return super()._conflict(form, self.text)


def _told_planning(wording: ActivityWording) -> str:
    """How a planning was read, for the message after saving."""
    if is_understood(wording.planning):
        # "2026 e.v." ends with a full stop already.
        read = printed_planning(wording.planning).removesuffix(".")
        return f" Planning gelezen als: {read}."
    if wording.planning_text:
        return (
            f" De planning “{wording.planning_text}” is niet begrepen; vul hier begin en einde in."
        )
    return ""


def _next(view: WritesText, wording: ActivityWording) -> str:
    """The form again when a planning was not understood, else where the person came from."""
    if wording.planning_text and not is_understood(wording.planning):
        arguments = [view.version.plan.slug, view.version.number, wording.activity.key]
        return reverse("plans:edit_activity", args=arguments) + "#planning"
    return view.page_of(wording)
