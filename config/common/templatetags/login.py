"""What the pages for logging in need."""

from django import template
from qrcode import QRCode

register = template.Library()

MARGIN = 4  # the white edge that the standard asks for


@register.inclusion_tag("components/qr_code.html")
def qr_code(text: str) -> dict:
    """A text as a QR code: one path, so that no inline style or image address is needed."""
    code = QRCode(border=MARGIN)
    code.add_data(text)
    rows = code.get_matrix()
    return {"size": len(rows), "path": "".join(_squares(rows))}


def _squares(rows: list[list[bool]]):
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                yield f"M{x} {y}h1v1h-1z"
