"""Paper forms come in by Excel: offered, explained, told by their cells, all or nothing."""

import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.inspections import models as inspections
from tests.board.pages import board
from tests.examples import examples
from tests.hostile import bomb
from tests.paper.entering import (
    CHEN,
    EXCEL_ROW,
    GOOD,
    SQUARE,
    STREET,
    WANG,
    address,
    cells,
    changed,
    filled,
    typed,
    upload,
)
from tests.soup import soup
from tests.workbook_lint import read_workbook


def test_an_excel_row_of_another_deputy_is_told_by_its_cell(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Assignment, cast.assignments[0]).deputy_id = cast.wang
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, {**EXCEL_ROW, "代表": CHEN}))
    (told,) = soup(answer).select(".error-summary tbody tr")
    assert told.th.text == "B6" and "定了由另一位代表去" in told.text
    assert "还没有记录" in board(office, cast)


def test_a_head_of_the_sheet_may_have_a_star_or_a_hint_beside_it(office, cast):
    def mark(book):
        for cell in book["录入"][3]:
            cell.value = f"*{cell.value}（必填）"

    assert upload(office, cast, changed(office, cast, mark)).status_code == 303


# 560 of these have as many cells as 200 of a shipped checklist.
@pytest.mark.parametrize("ordinal", [65, 200, 201, 560])
def test_no_row_is_dropped_for_standing_far_down(office, cast, ordinal):
    rows = [("", "", {})] * (ordinal - 1) + [(STREET, WANG, GOOD)]
    answer = office.post(address(cast), typed(*rows))
    assert "已录入 1 份" in soup(office.get(answer.location)).select_one(".notice").text


def test_the_sheet_offers_sites_and_deputies_and_explains_each_code(office, cast):
    book = read_workbook(office.get(address(cast, "entry.xlsx")).data)
    heads = [cell.value for cell in book["录入"][3]]
    assert heads == ["点位", "代表", "日期", "1", "2", "3", "4", "6", "7", "8", "意见建议", "亮点"]
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"].iter_rows(max_col=1)][:2] == [STREET, SQUARE]
    guide = {row[0].value: row[2].value for row in book["怎么填"].iter_rows(min_row=2)}
    assert "1 满意、2 不满意" in guide[7] and "数字" in guide[3]
    assert len(book["录入"].data_validations.dataValidation) == 2


def test_a_filled_sheet_becomes_records_and_the_same_file_twice_changes_nothing(office, cast):
    data = filled(
        office, cast, EXCEL_ROW, {**EXCEL_ROW, "点位": SQUARE, "代表": CHEN, "亮点": "'=1+1"}
    )
    answer = upload(office, cast, data)
    assert answer.status_code == 303
    assert "已录入 2 份" in soup(office.get(answer.location)).get_text()
    again = soup(office.get(upload(office, cast, data).location)).select_one(".notice").text
    assert "2 份以前录过，内容相同，没有变化" in again and "已录入" not in again
    page = office.get(f"/office/inspections/{cast.inspection}").text
    assert page.count("号记录") == 2 and "更正" not in page and "村口" in page


def test_mistakes_of_a_sheet_are_told_by_their_cells_and_nothing_is_half_imported(office, cast):
    bad = {**EXCEL_ROW, "代表": "没有这人", "1": "很多", "3": datetime(2026, 11, 23)}
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, bad))
    cells = [row.th.text for row in soup(answer).select(".error-summary tbody tr")]

    assert answer.status_code == 422 and cells == ["B6", "D6", "F6"]
    assert "还没有记录" in board(office, cast)


def test_other_files_are_refused_in_one_sentence(office, other_office, cast):
    of_another = f"/office/inspections/{cast.yi_inspection}/entry.xlsx"
    files = {
        "不是 Excel": b"hello",
        "打不开": filled(office, cast)[:-500] + filled(office, cast)[-500:].replace(b"xl/", b"xx/"),
        "解压后太大": bomb(),
        "超过5兆": b"x" * (5 * 1024 * 1024 + 1),
        "另一张检查清单": other_office.get(of_another).data,
        "请先选": b"",
    }
    for words, data in files.items():
        answer = upload(office, cast, data, name="" if words == "请先选" else "a.xlsx")
        assert answer.status_code == 422, words
        assert words in soup(answer).select_one(".error-summary").text


def test_a_sheet_that_was_rebuilt_is_refused_in_words_and_no_row_is_left_out(office, cast):
    changes = {
        "不要增减、移动列": lambda book: book["录入"].insert_cols(3),
        "第4行是检查项": lambda book: book["录入"].delete_rows(4),
        "第5行“亮点”右边还有字": lambda book: book["录入"].cell(5, 14, "备注：井盖也坏了"),
        "第3行“亮点”右边还有字": lambda book: book["录入"].cell(3, 13, "备注"),
        "第2001行还有内容，最多填到第2000行": lambda book: book["录入"].cell(2001, 1, STREET),
        "第4100行还有内容": lambda book: book["录入"].cell(4100, 1, STREET),
        "第1048576行还有内容": lambda book: book["录入"].cell(1048576, 9, "桥头"),
        "第5行右边很远的地方（DA列）": lambda book: book["录入"].cell(5, 105, "桥头"),
        "不是下载的录入表": lambda book: book.remove(book["选项"]),
        "另一次视察": lambda book: book["选项"].cell(1, 3, "99-1"),
    }
    for words, change in changes.items():
        answer = upload(office, cast, changed(office, cast, change))
        assert words in soup(answer).select_one(".error-summary").text
    assert "还没有记录" in board(office, cast)


@examples(25)
@given(st.data())
def test_no_file_whatever_breaks_the_server(office, cast, data):
    whole = bytearray(filled(office, cast, EXCEL_ROW))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, 7000))  # the length differs by some bytes each time
        whole[at : at + 8] = data.draw(st.binary(max_size=12))
    any_bytes = data.draw(st.binary(max_size=200))
    for sent in (bytes(whole), any_bytes, b"PK\x03\x04" + any_bytes):
        assert upload(office, cast, sent).status_code in (303, 422)


@examples(25)
@given(st.lists(st.lists(cells, max_size=11), max_size=4))
def test_no_sheet_whatever_breaks_the_server(office, cast, rows):
    book = read_workbook(office.get(address(cast, "entry.xlsx")).data)
    for n, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            if isinstance(value, str):
                value = "".join(char for char in value if char.isprintable())
            if isinstance(value, float) and value != value:
                value = None
            book["录入"].cell(n, column, value)
    out = io.BytesIO()
    book.save(out)
    assert upload(office, cast, out.getvalue()).status_code in (303, 422)


@pytest.mark.parametrize(("merged", "cell"), [("A5:B5", "B5"), ("D5:E5", "E5")])
def test_cells_that_are_merged_across_are_named_as_that(office, cast, merged, cell):
    answer = upload(
        office, cast, changed(office, cast, lambda book: book["录入"].merge_cells(merged))
    )
    words = " ".join(soup(answer).select_one(".error-summary").get_text(" ").split())
    assert answer.status_code == 422 and cell in words and "取消合并" in words


def test_a_sheet_that_was_renamed_is_missed_by_its_name(office, cast):
    def rename(book):
        book["录入"].title = "11月"

    answer = upload(office, cast, changed(office, cast, rename))
    assert answer.status_code == 422 and "没有叫“录入”的工作表" in answer.text
