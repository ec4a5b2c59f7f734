"""A checklist as a clerk's workbook: opened, changed, sent, and what is said of it."""

import io
from pathlib import Path

from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.checklist.shipped import FOLDER, LAWS, SAMPLE
from inspect_app.checklist_book.columns import ABOUT_SHEET, COLUMNS, FIRST, QUESTIONS
from inspect_app.inspections import models
from inspect_app.inspections.publish import checklist_of as checklist_of_version
from tests.checklist_page.checklist_page import HOME
from tests.workbook_lint import read_workbook

OTHERS = Path(__file__).parents[1] / "checklist"
FILES = [
    *sorted(set(FOLDER.glob("*.yaml")) - {LAWS}), SAMPLE, OTHERS / "every_kind.yaml",
    *sorted((OTHERS / "tables").glob("*.yaml")),
]  # fmt: skip
KEYS = [column.key for column in COLUMNS]
NEW = {"kind": "判断", "question": "路灯都亮吗？", "problem": "路灯不亮"}


def opened(answer):
    assert answer.status_code == 200
    return read_workbook(answer.data)


def put(sheet, row, **cells):
    for key, words in cells.items():
        sheet.cell(row, KEYS.index(key) + 1).value = words


def column(sheet, key):
    cells = sheet.iter_rows(min_row=FIRST, min_col=KEYS.index(key) + 1, max_col=KEYS.index(key) + 1)
    return [cell.value or "" for (cell,) in cells]


def sent(book, name="清单.xlsx", **more):
    out = io.BytesIO()
    book.save(out)
    return {"file": (io.BytesIO(out.getvalue()), name), **more}


DOWNLOADED: list[bytes] = []


def sample(office) -> bytes:
    """Return the sample, which is the same for every town: it is downloaded once in a run."""
    if not DOWNLOADED:
        answer = office.get(HOME + "sample.xlsx")
        assert answer.status_code == 200
        DOWNLOADED.append(answer.data)
    return DOWNLOADED[0]


def written(office, *questions, **about):
    """Return the empty sample with these questions."""
    book = read_workbook(sample(office))
    sheet = book[QUESTIONS]
    sheet.delete_rows(FIRST, sheet.max_row)
    for row, title in enumerate(("title", "topic", "id", "introduction", "total", "bands"), 2):
        default = {"title": "路灯清单", "topic": "民生"}.get(title, "")
        book[ABOUT_SHEET].cell(row, 2).value = about.get(title, default)
    for row, cells in enumerate(questions, start=FIRST):
        put(sheet, row, **({"section": "路上"} if row == FIRST else {}), **cells)
    return book


def taken(office, cast, book):
    """Send the workbook; return the version that came of it."""
    answer = office.post(HOME + "own", sent(book))
    assert answer.status_code == 303, mistakes(answer)
    number = int(answer.location.split("done=")[1].split("&")[0])
    with db.reading(cast.app.extensions["database"]):
        return checklist_of_version(models.version(cast.jia, number))


def mistakes(answer):
    """Return (row, what is wrong, what to do) of each mistake."""
    lines = BeautifulSoup(answer.text, "lxml").select("section[aria-labelledby=wrong] tbody tr")
    return [tuple(cell.get_text() for cell in line.find_all("td"))[1:] for line in lines]


def said(page) -> str:
    assert page.status_code == 200, mistakes(page)
    box = BeautifulSoup(page.text, "lxml").find("section", attrs={"aria-labelledby": "adopting"})
    return box.get_text(" ", strip=True)
