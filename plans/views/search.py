"""The one search."""

from django.shortcuts import render

from config.common.access import Access, ScopedView
from plans.forms.search import SearchForm
from plans.rules.search import MOST_TERMS, terms_of
from plans.selectors.found import found_by
from plans.selectors.searching import Kind


class Search(ScopedView):
    """Everything that the reader may see and that says the words, by kind."""

    access = Access.READ

    def get(self, request):
        """The page; 400 for what cannot be searched."""
        form = SearchForm(request.GET)
        told = form.cleaned_data if form.is_valid() else {}
        only = Kind(told["soort"]) if told.get("soort") else None
        asked = terms_of(told.get("q", ""))
        terms = asked[:MOST_TERMS]
        groups = found_by(request.user, terms, only=only, page=page_number(request))
        context = {
            "form": form,
            "query": told.get("q", ""),
            "terms": terms,
            "left_out": len(asked) > len(terms),
            "groups": groups,
            "only": only,
            "total": sum(group.total for group in groups),
            "has_fiction": any(group.has_fiction for group in groups),
        }
        return render(request, "search.html", context, status=400 if form.errors else 200)


def page_number(request) -> int:
    """The page that was asked; the first when that is no number."""
    number = request.GET.get("bladzijde", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
