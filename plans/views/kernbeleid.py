"""Kernbeleid Veiligheid: everybody reads the list, the systeembeheerder keeps it."""

from functools import cached_property

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy

from config.common.access import Access, ScopedView
from plans.forms.kernbeleid import EditionForm, PartForm
from plans.models import SafetyField, SafetyTheme
from plans.models.people import actor_of
from plans.selectors.kernbeleid import editions_of
from plans.selectors.plans import current_versions
from plans.services import kernbeleid
from plans.views.base import ServiceForm


class SafetyList(ScopedView):
    """The fields and themes by edition, with the themes of plans that stand there."""

    access = Access.SIGNED_IN

    def get(self, request):
        """The page."""
        context = {
            "editions": editions_of(current_versions(request.user)),
            "is_keeper": actor_of(request.user).is_superuser,
        }
        return render(request, "plans/kernbeleid/list.html", context)


class KeepsList(ServiceForm):
    """A form for the systeembeheerder; it says what it is about in its heading and button."""

    access = Access.CHANGE
    refusal = "Alleen de systeembeheerder wijzigt Kernbeleid Veiligheid."
    template_name = "plans/kernbeleid/form.html"
    success_url = reverse_lazy("plans:kernbeleid")
    button = "Opslaan"

    def may_change(self) -> bool:
        """Only the systeembeheerder."""
        return actor_of(self.request.user).is_superuser

    def heading(self) -> str:
        """What the page is about."""
        raise NotImplementedError

    def get_context_data(self, **kwargs) -> dict:
        """With the words of the page."""
        words = {"heading": self.heading(), "button": self.button}
        return super().get_context_data(**kwargs) | words


class AddEdition(KeepsList):
    """A new edition as a copy of another."""

    form_class = EditionForm
    button = "Editie toevoegen"

    def heading(self) -> str:
        """What the page is about."""
        return "Editie toevoegen"

    def act(self, form) -> str:
        """Copy it."""
        kernbeleid.copy_edition(user=self.request.user, **form.cleaned_data)
        return f"Editie {form.cleaned_data['name']} is toegevoegd. Pas nu de nummers en titels aan."


class PartView(KeepsList):
    """A form about the number and title of a field or a theme."""

    form_class = PartForm
    model: type[SafetyField] | type[SafetyTheme]

    @cached_property
    def part(self) -> SafetyField | SafetyTheme:
        """The field or theme of the address."""
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        """The form checks the number of this kind of part."""
        return super().get_form_kwargs() | {"model": self.model}


class AddField(PartView):
    """A new field in an edition."""

    model = SafetyField
    button = "Veld toevoegen"

    @cached_property
    def edition(self) -> str:
        """The edition of the address."""
        return get_object_or_404(
            SafetyField.objects.filter(edition=self.kwargs["edition"])[:1]
        ).edition

    def heading(self) -> str:
        """What the page is about."""
        return f"Veld toevoegen aan editie {self.edition}"

    def act(self, form) -> str:
        """Add it."""
        made = kernbeleid.add_field(
            user=self.request.user, edition=self.edition, **form.cleaned_data
        )
        return f"Veld {made} is toegevoegd."


class ChangeField(PartView):
    """The number and title of a field."""

    model = SafetyField

    def heading(self) -> str:
        """What the page is about."""
        return f"Veld {self.part.number} wijzigen"

    def get_initial(self) -> dict:
        """As they are."""
        return {"number": self.part.number, "title": self.part.title}

    def act(self, form) -> str:
        """Change it."""
        told = kernbeleid.change_field(user=self.request.user, field=self.part, **form.cleaned_data)
        return f"Veld {told} is opgeslagen."


class AddTheme(PartView):
    """A new theme in the field of the address."""

    model = SafetyTheme
    button = "Thema toevoegen"

    @cached_property
    def field(self) -> SafetyField:
        """The field of the address."""
        return get_object_or_404(SafetyField, pk=self.kwargs["pk"])

    def heading(self) -> str:
        """What the page is about."""
        return f"Thema toevoegen aan veld {self.field}"

    def act(self, form) -> str:
        """Add it."""
        made = kernbeleid.add_theme(user=self.request.user, field=self.field, **form.cleaned_data)
        return f"Thema {made} is toegevoegd."


class ChangeTheme(PartView):
    """The number and title of a theme."""

    model = SafetyTheme

    def heading(self) -> str:
        """What the page is about."""
        return f"Thema {self.part.number} wijzigen"

    def get_initial(self) -> dict:
        """As they are."""
        return {"number": self.part.number, "title": self.part.title}

    def act(self, form) -> str:
        """Change it."""
        told = kernbeleid.change_theme(user=self.request.user, theme=self.part, **form.cleaned_data)
        return f"Thema {told} is opgeslagen."


class RemovePart(PartView):
    """Asks once before a field or theme goes."""

    form_class = forms.Form
    template_name = "plans/kernbeleid/remove.html"
    button = "Verwijderen"

    def get_form_kwargs(self) -> dict:
        """Nothing is filled in."""
        return super(PartView, self).get_form_kwargs()

    def heading(self) -> str:
        """What the page is about."""
        return f"{self.part} verwijderen"

    def get_context_data(self, **kwargs) -> dict:
        """Name what would go."""
        return super().get_context_data(**kwargs) | {"part": self.part}

    def act(self, form) -> str:
        """Remove it."""
        name = str(self.part)
        kernbeleid.remove(user=self.request.user, part=self.part)
        return f"{name} is verwijderd."


class RemoveField(RemovePart):
    """Removes a field without themes."""

    model = SafetyField


class RemoveTheme(RemovePart):
    """Removes a theme that no plan refers to."""

    model = SafetyTheme
