"""Rows → CSV that Excel and programs read (RFC 4180, UTF-8 with BOM), and several in one zip."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TypeVar

from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.table import Column
from inspect_app.sheets.zips import entry
from inspect_app.text import RISKY_START, clean_text

Row = TypeVar("Row")

GUARD = "'"  # before a text that Excel would take for a formula


def csv_file(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> bytes:
    """The rows under the columns' keys, or their headings where they have no keys."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([column.key or column.heading for column in columns])
    writer.writerows([_field(column.value(row)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _field(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            text = clean_text(value)
            return GUARD + text if text.startswith(RISKY_START) else text
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case int():
            return str(value)
        case _:
            raise TypeError("a picture is no field of a CSV file")


def zip_of(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """A zip of the files; their Chinese names are UTF-8 and say so."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(entry(name, made_at), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
