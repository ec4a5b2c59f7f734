"""Files of the office, downloaded and opened again."""

import io
from urllib.parse import unquote

from PIL import Image

from tests.workbook_lint import read_workbook

COLOURS = {"red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}


def downloaded(office, path: str) -> tuple[bytes, str]:
    """Return what a file holds and what it is called."""
    answer = office.get(f"/office/inspections/{path}")
    assert answer.status_code == 200, answer.text
    return answer.data, unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])


def opened(office, path: str):
    return read_workbook(downloaded(office, path)[0])


def rows_of(sheet, first: str = "序号") -> list[dict[str, object]]:
    """Return the rows below the head that begins with ``first``, up to the first empty cell."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, line in enumerate(lines) if line[0] == first)
    found = []
    for line in lines[start + 1 :]:
        if line[0] is None:
            break
        found.append(dict(zip(lines[start], line, strict=True)))
    return found


def words_of(sheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def workbook(office, cast):
    return opened(office, f"{cast.inspection}/workbook.xlsx")


def summed_up(book) -> dict[object, object]:
    """Return the figures of 汇总 by their names; two stand in a row."""
    rows = [*book["汇总"].iter_rows(min_row=8, max_row=30, max_col=4, values_only=True)]
    return {row[2]: row[3] for row in rows} | {row[0]: row[1] for row in rows}


def listed(book) -> list[dict[str, object]]:
    """Return the rows of 问题清单 by their headings."""
    head, *rows = book["问题清单"].iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if isinstance(row[0], int)]


def colour_of(image) -> str:
    pixel = Image.open(io.BytesIO(image._data())).convert("RGB").getpixel((10, 10))
    return min(
        COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], pixel, strict=True))
    )


def row_under(sheet, heading: str) -> dict[str, object]:
    """Return the first data row of a sheet by its headings."""
    head = next(row for row in sheet.iter_rows() if heading in [cell.value for cell in row])
    values = sheet[head[0].row + 1]
    return {cell.value: value for cell, value in zip(head, values, strict=True) if cell.value}
