"""Keeping coordinators and partners: names, spellings, merging two that are one, deleting.

Each view serves both; ``model`` says which, and is given in the addresses.
"""

from functools import cached_property

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from config.common.access import Access
from plans.forms.parties import CoordinatorForm, MergeForm, PartnerForm, SpellingForm
from plans.models import Coordinator, Partner
from plans.selectors import parties as selectors
from plans.services import keeping, merging
from plans.services.party_records import activities_with, kept_plans, refuse_shared
from plans.views.base import ServiceForm
from plans.views.parties import OneParty

FORMS = {Coordinator: CoordinatorForm, Partner: PartnerForm}


class KeptParty(OneParty):
    """A page for who keeps every plan with the party; ``ask`` raises for others."""

    access = Access.CHANGE
    ask = staticmethod(refuse_shared)

    def may_change(self) -> bool:
        """The service that decides tells why not."""
        self.ask(self.request.user, self.party)
        return True

    def get_success_url(self) -> str:
        """Back to the party."""
        return self.party.get_absolute_url()


class ChangeParty(KeptParty, ServiceForm):
    """Another name; of a coordinator also another kind."""

    template_name = "plans/parties/change.html"

    def get_form_class(self):
        """Coordinators have a kind."""
        return FORMS[self.model]

    def get_form_kwargs(self) -> dict:
        """The form shows the party as it is."""
        return super().get_form_kwargs() | {"party": self.party, "user": self.request.user}

    def act(self, form) -> str:
        """Change it."""
        values = {name: told for name, told in form.cleaned_data.items() if name != "seen"}
        seen = form.cleaned_data["seen"]
        keeping.change_party(user=self.request.user, party=self.party, values=values, seen=seen)
        return "De wijziging is opgeslagen."


class Spellings(KeptParty, ServiceForm):
    """The spellings of a party, and one more; for who keeps any plan with it."""

    ask = staticmethod(kept_plans)
    form_class = SpellingForm
    template_name = "plans/parties/spellings.html"

    def get_context_data(self, **kwargs) -> dict:
        """With the plans that spell so."""
        shown = {
            "spellings": selectors.spellings_of(self.party, self.request.user),
            "removal": f"plans:{self.model._meta.model_name}_spelling_remove",
        }
        return super().get_context_data(**shown | kwargs)

    def act(self, form) -> str:
        """Add it."""
        made = keeping.add_spelling(
            user=self.request.user, party=self.party, name=form.cleaned_data["name"]
        )
        return f"{self.party} is nu ook te vinden als {made}."

    def get_success_url(self) -> str:
        """On with the spellings."""
        return self.request.path


class RemoveSpelling(KeptParty, ServiceForm):
    """Ask once, then take a spelling away."""

    ask = staticmethod(kept_plans)
    form_class = forms.Form
    template_name = "plans/parties/spelling_remove.html"

    @cached_property
    def spelling(self):
        """The spelling, if the user sees it at this party."""
        rows = selectors.spellings_of(self.party, self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["spelling"])

    def get_context_data(self, **kwargs) -> dict:
        """The spelling that goes."""
        return super().get_context_data(spelling=self.spelling, **kwargs)

    def act(self, form) -> str:
        """Take it away."""
        keeping.remove_spelling(user=self.request.user, party=self.party, spelling=self.spelling)
        return f"{self.spelling} is geen schrijfwijze van {self.party} meer."

    def get_success_url(self) -> str:
        """On with the spellings."""
        return self.address("spellings")


class ChooseOther(KeptParty, TemplateView):
    """Choose by typing letters with which other party this one is merged."""

    template_name = "plans/parties/merge.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        """On to the other as soon as it is clear which; else a choice, or why there is none."""
        form = MergeForm(request.GET or None)
        found = []
        if form.is_valid():
            found = selectors.candidates(self.party, request.user, form.cleaned_data["met"])
            if not found:
                form.add_error("met", f"Geen andere {self.word} gevonden met deze letters.")
        if len(found) == 1:
            return HttpResponseRedirect(self.address("merge_into", other=found[0].pk))
        choices = [(other, self.address("merge_into", other=other.pk)) for other in found]
        others = selectors.others(self.party, request.user)
        context = self.get_context_data(form=form, choices=choices, others=others)
        return self.render_to_response(context, status=400 if form.errors else 200)


class MergeInto(KeptParty, ServiceForm):
    """Show what moves to the other party, ask once, then merge."""

    form_class = forms.Form
    template_name = "plans/parties/merge_into.html"

    @cached_property
    def other(self) -> selectors.Party:
        """The party that stays."""
        if self.kwargs["other"] == self.party.pk:
            raise Http404(f"U kunt een {self.word} niet met zichzelf samenvoegen. Kies een andere.")
        return self.found(self.kwargs["other"])

    def get_context_data(self, **kwargs) -> dict:
        """What moves, and the other way round for who may."""
        shown = {
            "other": self.other,
            "move": merging.move_of(self.party, self.other),
            "may_turn": self.may(refuse_shared, self.other),
            "turned": f"plans:{self.model._meta.model_name}_merge_into",
        }
        return super().get_context_data(**shown | kwargs)

    def act(self, form) -> str:
        """Merge them."""
        move = merging.merge(user=self.request.user, gone=self.party, kept=self.other)
        return f"{self.party} heet voortaan {self.other}. Verhuisd: {move}."

    def get_success_url(self) -> str:
        """The one that stayed."""
        return self.other.get_absolute_url()


class DeleteParty(KeptParty, ServiceForm):
    """Ask once, then delete an unused party; of one in use, tell where it stands."""

    form_class = forms.Form
    template_name = "plans/parties/delete.html"

    def get_context_data(self, **kwargs) -> dict:
        """Why it cannot be deleted, if so."""
        number = activities_with(self.party)
        refusal = keeping.sentence_in_use(self.party, number) if number else ""
        return super().get_context_data(refusal=refusal, **kwargs)

    def act(self, form) -> str:
        """Delete it."""
        keeping.delete_party(user=self.request.user, party=self.party)
        return f"De {self.word} {self.party} is verwijderd."

    def get_success_url(self) -> str:
        """The list."""
        return self.overview
