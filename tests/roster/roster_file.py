"""The roster's Excel file: filled in as an office does it, and sent."""

import io

from tests.roster.entries import HOME
from tests.workbook_lint import read_workbook

FILE = f"{HOME}roster.xlsx"
FIRST = 5  # the first row of entries


def book_of(office, path=FILE):
    return read_workbook(office.get(path).data)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(sheet, row, *words):
    for column, word in enumerate(words, start=1):
        sheet.cell(row, column).value = word


def filled(office, **rows):
    """Return the blank file, its term filled in, with the rows under the sheets' names."""
    return filled_in(book_of(office, f"{FILE}?blank=1"), **rows)


def filled_in(book, **rows):
    """Do the same to a blank file that was downloaded already."""
    for title, lines in ({"届": [(19, "2026-09-01")]} | rows).items():
        for ordinal, line in enumerate(lines, start=FIRST):
            write(book[title], ordinal, *line)
    return saved(book)


def upload(office, data, **more):
    # By hand: the test client spools a large form into a file that it never closes.
    part = 'Content-Disposition: form-data; name="{}"'.format
    fields = [(part(name), value.encode()) for name, value in ({"do": "import"} | more).items()]
    file = (part("sheet") + '; filename="a.xlsx"', data)
    parts = [f"--x\r\n{head}\r\n\r\n".encode() + body for head, body in (*fields, file)]
    body = b"\r\n".join(parts) + b"\r\n--x--\r\n"
    return office.post(FILE, body, content_type="multipart/form-data; boundary=x")
