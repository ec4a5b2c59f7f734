"""The styles of cells, as openpyxl numbers them in a workbook."""

from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side

from inspect_app.sheets.cells import QUOTED, TOP
from inspect_app.sheets.looks import Fonts
from inspect_app.spreadsheet.open_xml import edges

DATE_FORMAT = 'yyyy"年"m"月"d"日"'
NARROW_DATE_FORMAT = "yyyy-mm-dd"
LINK_COLOUR = "1F4E9E"


def style_numbers(book: Any, fonts: Fonts) -> dict[str, int]:
    """Put the styles of ``layout`` into a workbook; return the number of each."""
    scratch = book.create_sheet("styles")
    border, none = edges(Side(style="thin")), edges()
    text, head = Font(name=fonts.text, size=12), Font(name=fonts.head, size=12)
    title = Font(name=fonts.title, size=22, bold=fonts.is_title_bold)
    looks: dict[str, tuple[Font, str, Border, str]] = {
        "title": (title, "center", none, "General"),
        "head": (head, "center", border, "General"),
        "heading": (head, "left", none, "General"),
        "line": (text, "left", none, "General"),
        "line-right": (text, "right", none, "General"),
        "wrapped": (text, "left", none, "General"),
        "short": (text, "center", border, "General"),
        # Dark: seen on the screen, printed like the others.
        "link": (Font(name=fonts.text, size=12, color=LINK_COLOUR), "center", border, "General"),
        "long": (text, "left", border, "General"),
        "rate": (text, "center", border, "0.0%"),
        "date": (text, "center", border, DATE_FORMAT),
        "narrow-date": (text, "center", border, NARROW_DATE_FORMAT),
    }
    for name in ("wrapped", "short", "link", "long"):
        looks[name + TOP] = looks[name]
    numbers: dict[str, int] = {}
    for name, (font, side, edge, number_format) in looks.items():
        for quoted in (False, True):
            cell = scratch.cell(1, len(numbers) + 1)
            cell.font, cell.border, cell.number_format = font, edge, number_format
            wrap = name not in {"line", "line-right", "heading", "date", "narrow-date"}
            cell.alignment = Alignment(
                horizontal=side,
                vertical="top" if name.endswith(TOP) else "center",
                wrap_text=wrap,
                shrink_to_fit=name
                in {"date", "narrow-date"},  # wider than its column it would show as ####
            )
            cell.quotePrefix = quoted
            numbers[name + QUOTED if quoted else name] = cell.style_id
    book.remove(scratch)
    return numbers
