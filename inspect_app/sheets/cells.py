"""What a cell of Excel can hold, how it looks, how high its row must be. Pure."""

import re
from math import ceil

from inspect_app.sheets.cell_values import CellPhoto
from inspect_app.text import RISKY_START, clean_text

LINE_POINTS = 18  # a line of 12-point text
MOST_POINTS = 409  # Excel's highest row
MOST_LINES = (MOST_POINTS - 6) // LINE_POINTS  # of text in it; see ``row_height``
WIDEST = 2.5  # of a character, in ``text_width``: one of four bytes
MOST_LINKS = 65_530  # Excel's most on a sheet
MOST_UNITS = 32_767  # Excel's longest cell, in UTF-16 units
CUT = "……（内容过长，未完，全文见系统中的记录）"

QUOTED = "-quoted"  # of a style: Excel is told that the cell is a text, whatever it begins with

TOP = "-top"  # of a style: what fills the highest row is cut below alone, if at all

WHOLE_DATE = 14.7  # a column's width for 2026年12月31日, with what a cell leaves free at its sides

PICTURE_PIXELS = (80, 60)
LARGE_PIXELS = (200, 150)  # a stamp's words are as large as 8-point type
BETWEEN_PIXELS = 4
PIXEL_POINTS = 0.75

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def excel_text(text: str) -> str:
    """A text that Excel can hold: no forbidden characters, no escapes, visibly cut."""
    plain = clean_text(text)
    if "_x" in plain:
        # Excel reads _x0041_ as an escape: its underscore is escaped in turn.
        plain = _ESCAPE.sub("_x005F_", plain)
    if 2 * len(plain) <= MOST_UNITS:
        return plain
    units = plain.encode("utf-16-le")
    if len(units) // 2 <= MOST_UNITS:
        return plain
    room = MOST_UNITS - len(CUT)
    return units[: room * 2].decode("utf-16-le", errors="ignore") + CUT


def in_margin(text: str) -> str:
    """A text as the head or foot of a page shows it, where ``&`` begins a command."""
    # openpyxl takes &[Page] and the like for commands even where the & is doubled.
    return excel_text(text).replace("&[", "& [").replace("&", "&&")


def quoted_where_risky(text: str, style: str) -> str:
    """The style of a text that a style is meant for."""
    return style + QUOTED if text.startswith(RISKY_START) else style


def date_style(width: float) -> str:
    """How a date looks in a column: shrunk to fit it would be too small to read on paper."""
    return "date" if width >= WHOLE_DATE else "narrow-date"


def text_width(text: str) -> float:
    """About how wide a text is: a Chinese character counts 2, a Latin letter 1.

    A Chinese character takes three bytes and a Latin letter one. To ask each character for its
    width would cost more than all the rest of writing a sheet.
    """
    return (len(text.encode()) + len(text)) / 2


def lines_at(text: str, width: float) -> int:
    """How many lines of its cell a text takes; ``width`` is the column's, in Excel's units."""
    if "\n" in text:
        return sum(lines_at(line, width) for line in text.split("\n"))
    return ceil(text_width(text) / _room(width)) or 1


def sure_to_fit(width: float) -> int:
    """How many characters of one line the highest row shows in a column so wide, any at all.

    It spares most texts the question how many lines they take.
    """
    return int(MOST_LINES * _room(width) / WIDEST)


def _room(width: float) -> float:
    return max(width - 1.5, 2)


def row_height(lines: int, stacked: int = 0) -> float:
    """The points of a row of so many lines, or of so many pixels of stacked pictures.

    Heights are always written: viewers differ in what they make of a missing one.
    """
    return min(max(lines * LINE_POINTS + 6, stacked * PIXEL_POINTS + 4), MOST_POINTS)


def room_of(photo: CellPhoto) -> tuple[int, int]:
    """Width and height, in pixels, that a photo may take."""
    return LARGE_PIXELS if photo.large else PICTURE_PIXELS


def step_of(photo: CellPhoto) -> int:
    """The pixels from a photo's top to that of the next below."""
    return room_of(photo)[1] + BETWEEN_PIXELS
