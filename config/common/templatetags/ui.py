"""The building blocks of pages that need a little logic."""

from datetime import date

from django import template
from django.forms import BaseForm
from django.utils.formats import date_format

register = template.Library()

WORDS = {"nvt": "n.v.t.", "": "nog niet ingevuld"}


@register.inclusion_tag("components/status.html")
def status(value: str, *, by_group: bool = False, group: str = "de groep") -> dict:
    """A status as its sign and its word; with the H mark when the group carries it out."""
    return {
        "sign": value or "leeg",
        "word": WORDS.get(value, value),
        "by_group": by_group,
        "group": group,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict:
    """All errors of a form, each with a link to its field; takes the focus when there are any."""
    return {
        "general": form.non_field_errors(),
        "fields": [(field, error) for field in form for error in field.errors],
        "has_errors": bool(form.errors),
    }


@register.filter
def status_word(value: str) -> str:
    """The word for a status; for none "nog niet ingevuld"."""
    return WORDS.get(value, value)


@register.filter
def short_day(value: date | None) -> str:
    """A date as 22-11-2022; nothing for no date."""
    return date_format(value, "j-n-Y") if value else ""


@register.filter
def long_day(value: date | None) -> str:
    """A date as 22 november 2022; nothing for no date."""
    return date_format(value, "j F Y") if value else ""
