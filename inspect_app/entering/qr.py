"""QR codes of links. Pure."""

import segno
from markupsafe import Markup


def qr(text: str) -> Markup:
    """An SVG element that fills the box it is put in and holds no words."""
    return Markup(segno.make_qr(text, error="m").svg_inline(border=2, omitsize=True))  # noqa: S704
