"""An entry sheet that asks for words thirty times: as many cells are shown or told at once."""

import io
import re
import zipfile
from contextlib import contextmanager

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.cast import THREE_SECTIONS
from tests.paper.entering import STREET, WANG, filled, upload
from tests.reports.random_town import town
from tests.soup import soup

SHEET = "xl/worksheets/sheet1.xml"
NUMBERS = range(1, 31)
FIRST_COLUMN = 4  # of the answers


@contextmanager
def town_of_many_answers(folder, empty_database):
    asked = [{"id": f"t{n}", "kind": "text", "question": f"第{n}问？"} for n in NUMBERS]
    section = {"id": "all", "title": "全部", "items": asked}
    raw = {**THREE_SECTIONS, "laws": [], "sections": [section]}
    with town(folder, empty_database, raw) as made:
        yield made


def rewritten(data, part, change):
    """Return the file with one of its parts changed, as another program would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry.filename)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return out.getvalue()


def cell_names(number: int) -> list[str]:
    """Return the first cells of the first row that hold answers."""
    return [f"{get_column_letter(FIRST_COLUMN + n)}5" for n in range(number)]


def sheet_of_many(many, cells=()):
    """Return the sheet of ``many``, its cells written by hand: (name, inner XML, kind) of each."""
    row = {"点位": STREET, "代表": WANG} | {str(n): "占位" for n in NUMBERS}
    data = filled(many.office, many.cast, row)

    def put(content):
        for name, inner, kind in cells:
            cell = re.compile(rf'<c r="{name}"[^>]*?(/>|>.*?</c>)'.encode(), re.DOTALL)
            attributes = f' t="{kind}"' if kind else ""
            made = f'<c r="{name}"{attributes}>{inner.format(cell=name)}</c>'.encode()
            content, found = cell.subn(lambda _, made=made: made, content)
            assert found == 1
        return content

    return rewritten(data, SHEET, put)


def answers_shown(many, answer) -> list[str]:
    """Return the answers on the page of the record that came of the sheet, as they stand there."""
    assert answer.status_code == 303
    link = soup(many.office.get(answer.location)).select_one(".notice a")
    page = soup(many.office.get(link["href"]))
    return [row.select("td")[-1].get_text().strip() for row in page.select("table tbody tr")]


def told_by_cell(answer) -> dict[str, str]:
    assert answer.status_code == 422
    return {row.th.text: row.text for row in soup(answer).select(".error-summary tbody tr")}


def numbered(many, values):
    """Send the sheet with these numbers, each in its format."""
    book = load_workbook(io.BytesIO(sheet_of_many(many)))
    for name, (value, number_format) in zip(cell_names(len(values)), values, strict=True):
        cell = book["录入"][name]
        cell.value, cell.number_format = value, number_format
    out = io.BytesIO()
    book.save(out)
    return upload(many.office, many.cast, out.getvalue())
