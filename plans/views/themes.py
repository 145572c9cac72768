"""Writing themes: adding, changing, ending and merging."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse

from plans.forms.themes import EndThemeForm, NewThemeForm, PlaceOfThemeForm, ThemeForm
from plans.models import Theme, ThemeWording
from plans.selectors.outline import theme_places
from plans.selectors.writing import carried_out_choices, safety_themes_for
from plans.services.themes import add_theme, change_theme, end_theme, merge_theme
from plans.views.outline import theme_named
from plans.views.writing import UNCHANGED, ConceptForm, TextView

PLAIN = (
    "number",
    "title",
    "kind",
    "description",
    "ambition",
    "related_policy",
    "content_unknown",
    "source_note",
)


class AddTheme(ConceptForm):
    """Adds a theme to the concept."""

    form_class = NewThemeForm
    template_name = "plans/writing/add_theme.html"

    def get_form_kwargs(self) -> dict:
        """The form offers every place among the themes; the last one first."""
        return super().get_form_kwargs() | {"places": theme_places(self.version)}

    def act(self, form) -> str:
        """Add it."""
        told = form.cleaned_data | {"after": theme_named(form.cleaned_data["after"])}
        self.made = add_theme(user=self.request.user, version=self.version, **told)
        return f"Toegevoegd: thema {self.made}. Hier kunt u het verder beschrijven."

    def get_success_url(self) -> str:
        """Its page, where the rest is written."""
        return reverse("plans:edit_theme", args=[*self.place, self.made.pk])


class ThemeView(ConceptForm):
    """A page about one theme of the concept, also when it ended in it."""

    @cached_property
    def text(self) -> ThemeWording:
        """The theme of the address in this version."""
        rows = self.version.themes.select_related("theme", "version__plan")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        """The theme, with how many activities the version has of it."""
        number = self.text.activities.live().count()
        return super().get_context_data(theme=self.text, activities=number, **kwargs)

    def get_success_url(self) -> str:
        """The outline, where the theme stands."""
        return f"{reverse('plans:edit', args=self.place)}#t-{self.text.pk}"


class EditTheme(ThemeView, TextView):
    """Changes what is written about a theme."""

    form_class = ThemeForm
    template_name = "plans/writing/theme.html"

    def get_form_kwargs(self) -> dict:
        """The form offers the newest Kernbeleid, and the themes of the plan above this one."""
        return super().get_form_kwargs() | {
            "safety_themes": safety_themes_for(self.text),
            "carried_out": carried_out_choices(self.request.user, self.text),
        }

    def values_of(self, text: ThemeWording) -> dict[str, object]:
        """The fields as the theme has them."""
        empty = {"title": "", "text": "", "points": []}
        return {name: getattr(text, name) for name in PLAIN} | {
            "outlines": [empty | outline for outline in text.outlines],
            "safety_themes": sorted(each.pk for each in text.safety_themes.all()),
            "carries_out": text.carries_out_id,
        }

    def act(self, form) -> str:
        """Change it."""
        told = form.cleaned_data
        outlines = [_kept(outline) for outline in told["outlines"]]
        carried_out = told["carries_out"]
        is_changed = change_theme(
            user=self.request.user,
            wording=self.text,
            values={name: told[name] for name in PLAIN} | {"outlines": outlines},
            safety_themes=told["safety_themes"],
            carries_out=carried_out and Theme.objects.filter(pk=carried_out).first(),
            revision=told["revision"],
        )
        return f"Opgeslagen: thema {told['number']} {told['title']}." if is_changed else UNCHANGED


def _kept(outline: dict) -> dict:
    """A *hoofdlijn* as it is kept: without an empty title or empty points."""
    return {name: value for name, value in outline.items() if value or name == "text"}


class EndTheme(ThemeView):
    """Asks for a reason, then ends a theme."""

    form_class = EndThemeForm
    template_name = "plans/writing/end_theme.html"

    def act(self, form) -> str:
        """End it."""
        end_theme(user=self.request.user, wording=self.text, **form.cleaned_data)
        return f"Beëindigd: thema {self.text}."

    def get_success_url(self) -> str:
        """The outline."""
        return reverse("plans:edit", args=self.place)


class MergeTheme(ThemeView):
    """Asks once, then moves the activities of a theme to another and ends it."""

    form_class = PlaceOfThemeForm
    template_name = "plans/writing/merge_theme.html"

    def get_form_kwargs(self) -> dict:
        """The form offers the other themes."""
        others = theme_places(self.version, without=self.text.pk)[1:]
        places = [("", "Kies een thema"), *((pk, name.removeprefix("na ")) for pk, name in others)]
        return super().get_form_kwargs() | {"label": "Samenvoegen met", "places": places}

    def act(self, form) -> str:
        """Merge them."""
        self.into = theme_named(form.cleaned_data["other"])
        if self.into is None:
            raise ValidationError({"other": "Kies het thema waarmee dit wordt samengevoegd."})
        number = merge_theme(user=self.request.user, wording=self.text, into=self.into)
        moved = "1 activiteit" if number == 1 else f"{number} activiteiten"
        return f"Samengevoegd: {moved} van {self.text} staan nu in {self.into}."

    def get_success_url(self) -> str:
        """The outline, at the theme that stays."""
        return f"{reverse('plans:edit', args=self.place)}#t-{self.into.pk}"
