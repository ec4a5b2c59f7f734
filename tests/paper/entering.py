"""Paper forms typed in: in the grid of the page, and in the sheet that is filled in Excel."""

import io

from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.soup import soup
from tests.workbook_lint import read_workbook

WANG, CHEN, LI = "王建国（第一代表小组）", "陈志强（第一代表小组）", "李秀英（第一代表小组）"
STREET, SQUARE = "张家村 · 村主干道", "张家村 · 文化广场"
GOOD = {"heap": "2 村口；桥头", "bin": "1", "ditch": "3", "named": "√"}
EXCEL_ROW = {"点位": STREET, "代表": WANG, "1": "2 村口", "2": 1, "3": 2.0, "4": 1, "6": "√"}


def address(cast, suffix="entry"):
    return f"/office/inspections/{cast.inspection}/{suffix}"


def typed(*rows, **more):
    fields = dict(more)
    for n, (site, deputy, cells) in enumerate(rows, start=1):
        fields |= {f"{n}-site": site, f"{n}-deputy": deputy}
        fields |= {f"{n}-{name}": cell for name, cell in cells.items()}
    return fields


def filled(office, cast, *rows):
    """Download the sheet, fill it as a clerk would, and return the file."""
    book = read_workbook(office.get(address(cast, "entry.xlsx")).data)
    sheet = book["录入"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for n, row in enumerate(rows, start=5):
        for head, value in row.items():
            sheet.cell(n, heads[head], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(office, cast, data, name="录入表.xlsx"):
    # By hand: the test client spools a large form into a file that it never closes.
    head = f'Content-Disposition: form-data; name="sheet"; filename="{name}"'
    body = b"--x\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n--x--\r\n"
    return office.post(
        address(cast, "entry.xlsx"), body, content_type="multipart/form-data; boundary=x"
    )


def changed(office, cast, change):
    book = load_workbook(io.BytesIO(filled(office, cast, EXCEL_ROW)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def record_id(office, cast):
    link = soup(office.get(f"/office/inspections/{cast.inspection}")).select_one("#r1")
    return link["href"].rpartition("/")[2]


cells = st.one_of(
    st.none(), st.text(max_size=8), st.integers(-9, 10**20), st.floats(), st.booleans()
)
