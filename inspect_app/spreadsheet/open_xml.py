"""Workbooks as files that other readers than Excel take, too: the previews of office portals.

What openpyxl writes is right by the standard, and exceljs (vue-office) and luckyexcel (Luckysheet,
Univer) do not read it: they look for elements by the prefixes that Excel gives them, and for parts
beside the one that names them. ``make readers`` asks both.
"""

import posixpath
import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.writer.excel import ExcelWriter

DRAWING = b'="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
NO_LINE = Side()


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    ExcelWriter(book, Package(out)).save()
    return out.getvalue()


def edges(line: Side = NO_LINE) -> Border:
    """The same line on all four sides, none of which the file leaves out, nor the diagonal.

    Readers like luckyexcel's look into each without asking whether it is there.
    """
    return Border(line, line, line, line, diagonal=NO_LINE)


class Package(ZipFile):
    """The zip that openpyxl saves a workbook into: its small parts become what readers expect."""

    def __init__(self, out: Any, effort: int | None = None) -> None:
        super().__init__(out, "w", ZIP_DEFLATED, compresslevel=effort)

    def writestr(self, name: Any, data: Any, *more: Any) -> None:
        super().writestr(name, as_expected(name, data), *more)


def as_expected(name: str, data: Any) -> Any:
    """A part as readers expect it, by its name in the package."""
    if name.startswith("xl/drawings/drawing"):
        return _add_prefixes(data)
    return _make_relative(name, data) if name.endswith(".rels") else data


def _add_prefixes(drawing: bytes) -> bytes:
    """Give the elements of a drawing that have no prefix the one that Excel writes."""
    named = re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1xdr:", drawing)
    return named.replace(b"xmlns" + DRAWING, b"xmlns:xdr" + DRAWING, 1)


def _make_relative(name: str, relationships: bytes) -> bytes:
    """Say where parts are from the folder of the one that the relationships belong to."""
    folder = "/" + posixpath.dirname(posixpath.dirname(name))

    def path_from_folder(found: re.Match[bytes]) -> bytes:
        return b'Target="%b"' % posixpath.relpath(found[1].decode(), folder).encode()

    return re.sub(rb'Target="(/[^"]*)"', path_from_folder, relationships)
