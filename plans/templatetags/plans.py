"""What the pages of a plan do with its texts."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from plans.rules.abbreviations import Piece, pieces

register = template.Library()


@register.filter
def explained(text: str, meanings: Mapping[str, str]) -> SafeString:
    """A text in which each abbreviation carries its meaning."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces(text, meanings or {})))


def _marked(piece: Piece) -> str:
    if not piece.meaning:
        return piece.text
    return format_html('<abbr title="{}">{}</abbr>', piece.meaning, piece.text)
