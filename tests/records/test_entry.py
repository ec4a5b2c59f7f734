"""Paper is an equal way: the office types paper forms in, in a grid or in Excel, all or nothing."""

import io
import zipfile
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.records.test_fill import ALL_PASS
from tests.records.test_outbox import board, send, set_state

WANG, CHEN, LI = "王建国(第一代表小组)", "陈志强(第一代表小组)", "李秀英(第一代表小组)"
STREET, SQUARE = "张家村 · 村主干道", "张家村 · 文化广场"
GOOD = {"heap": "2 村口;桥头", "bin": "1", "ditch": "3", "named": "√"}


def address(cast, suffix="entry"):
    return f"/office/inspections/{cast.inspection}/{suffix}"


def typed(*rows, **more):
    fields = dict(more)
    for n, (site, deputy, cells) in enumerate(rows, start=1):
        fields |= {f"{n}-site": site, f"{n}-deputy": deputy}
        fields |= {f"{n}-{name}": cell for name, cell in cells.items()}
    return fields


def soup(answer):
    return BeautifulSoup(answer.text, "html5lib")


def test_paper_forms_typed_in_become_records_that_name_who_typed_them(office, wang, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, CHEN, {**GOOD, "suggestion": "加个桶"}), ("", "", {})]
    answer = office.post(address(cast), typed(*rows))

    assert answer.status_code == 303
    assert "已录入 2 份:第1、2号" in soup(office.get(answer.location)).get_text()
    words = board(office, cast)
    assert "村口" in words and "桥头" in words and "甲镇人大办代录" in words
    assert "由甲镇人大办代录" in wang.get("/d/records/" + record_id(office, cast)).text
    assert "已送达 第1号" in wang.get("/d/").text


def record_id(office, cast):
    link = soup(office.get(f"/office/inspections/{cast.inspection}")).select_one("td.num a")
    return link["href"].rpartition("/")[2]


def test_a_row_with_mistakes_stops_all_and_keeps_everything_typed(office, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, "", {"heap": "很多", "bin": "1", "days": "99"})]
    answer = office.post(address(cast), typed(*rows))
    page = soup(answer)

    assert answer.status_code == 422 and "还没有记录" in board(office, cast)
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#c2-deputy", "#c2-heap"]
    assert page.select_one("#c1-heap")["value"] == "2 村口;桥头"
    assert page.select_one("#c2-heap")["value"] == "很多"
    assert page.select_one("#c1-deputy option[selected]").text == WANG
    assert "请填 1" in page.select_one("#e2-heap").text


def test_what_the_paper_left_empty_is_asked_and_may_be_typed_in_all_the_same(office, wang, cast):
    row = (STREET, WANG, {"heap": "1", "bin": "1"})
    refused = soup(office.post(address(cast), typed(row)))
    assert [link["href"] for link in refused.select(".error-summary a")] == [
        "#c1-ditch",
        "#c1-named",
    ]

    office.post(address(cast), typed(row, incomplete="1"))
    assert "待补正" in board(office, cast)
    assert "待补正:还差 2 处" in wang.get("/d/records/" + record_id(office, cast)).text


def test_the_same_forms_again_change_nothing_and_others_are_not_overwritten(office, wang, cast):
    send(wang, cast, ALL_PASS)
    other = soup(office.post(address(cast), typed((STREET, WANG, GOOD))))
    assert "已有第1号记录,内容不同" in other.select_one("#e1-deputy").text

    for _ in range(2):
        office.post(address(cast), typed((SQUARE, WANG, GOOD)))
    assert office.get(f"/office/inspections/{cast.inspection}").text.count("号记录") == 2
    twice = soup(office.post(address(cast), typed((SQUARE, CHEN, GOOD), (SQUARE, CHEN, GOOD))))
    assert "和第1行是同一位代表" in twice.select_one("#e2-deputy").text


def test_nobody_types_into_another_town_a_closed_inspection_or_for_another_group(
    app, office, other_office, wang, cast
):
    assert other_office.get(address(cast)).status_code == 404
    assert other_office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 404
    assert wang.get(address(cast)).status_code in (302, 303)
    stranger = soup(office.post(address(cast), typed((STREET, "赵大山(第二代表小组)", GOOD))))
    assert "请选代表" in stranger.select_one("#e1-deputy").text
    set_state(app, cast, "closed")
    assert office.get(address(cast)).status_code == 404
    assert office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 404


def filled(office, cast, *rows):
    """Download the sheet, fill it as a clerk would, and return the file."""
    book = load_workbook(io.BytesIO(office.get(address(cast, "entry.xlsx")).data))
    sheet = book["录入"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for n, row in enumerate(rows, start=5):
        for head, value in row.items():
            sheet.cell(n, heads[head], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(office, cast, data, name="录入表.xlsx"):
    part = f'form-data; name="sheet"; filename="{name}"'.encode()
    body = b"--x\r\nContent-Disposition: " + part + b"\r\n\r\n" + data + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return office.post(address(cast, "entry.xlsx"), body, content_type=kind)


EXCEL_ROW = {"点位": STREET, "代表": WANG, "1": "2 村口", "2": 1, "3": 2.0, "4": 1, "6": "√"}


def test_the_sheet_offers_sites_and_deputies_and_explains_each_code(office, cast):
    book = load_workbook(io.BytesIO(office.get(address(cast, "entry.xlsx")).data))
    heads = [cell.value for cell in book["录入"][3]]
    assert heads == ["点位", "代表", "1", "2", "3", "4", "6", "7", "8", "意见建议", "亮点"]
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"].iter_rows(max_col=1)][:2] == [STREET, SQUARE]
    guide = {row[0].value: row[2].value for row in book["怎么填"].iter_rows(min_row=2)}
    assert "1 满意、2 不满意" in guide[7] and "数字" in guide[3]
    assert len(book["录入"].data_validations.dataValidation) == 2


def test_a_filled_sheet_becomes_records_and_the_same_file_twice_changes_nothing(office, cast):
    data = filled(
        office, cast, EXCEL_ROW, {**EXCEL_ROW, "点位": SQUARE, "代表": CHEN, "亮点": "=1+1"}
    )
    answer = upload(office, cast, data)
    assert answer.status_code == 303
    assert "已录入 2 份" in soup(office.get(answer.location)).get_text()
    upload(office, cast, data)
    page = office.get(f"/office/inspections/{cast.inspection}").text
    assert page.count("号记录") == 2 and "更正" not in page and "村口" in page


def test_mistakes_of_a_sheet_are_told_by_their_cells_and_nothing_is_half_imported(office, cast):
    bad = {**EXCEL_ROW, "代表": "没有这人", "1": "很多", "3": datetime(2026, 11, 23)}
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, bad))
    cells = [row.th.text for row in soup(answer).select(".error-summary tbody tr")]

    assert answer.status_code == 422 and cells == ["B6", "C6"]
    assert "还没有记录" in board(office, cast)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


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
        answer = upload(office, cast, data, "" if words == "请先选" else "a.xlsx")
        assert answer.status_code == 422, words
        assert words in soup(answer).select_one(".error-summary").text


cells = st.one_of(
    st.none(), st.text(max_size=8), st.integers(-9, 10**20), st.floats(), st.booleans()
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(st.lists(cells, max_size=11), max_size=4))
def test_no_sheet_whatever_breaks_the_server(office, cast, rows):
    book = load_workbook(io.BytesIO(office.get(address(cast, "entry.xlsx")).data))
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


def test_the_paper_form_names_every_code_and_leaves_room_to_write(office, cast):
    page = soup(office.get(address(cast, f"paper?assignment={cast.assignments[0]}")))
    codes = [cell.text for cell in page.select(".items td.code")]
    assert codes == ["1", "2", "3", "4", "5", "6", "7", "8"]
    text = page.get_text()
    assert "张家村 · 村主干道" in text and "□符合" in text and "□2 不满意" in text
    assert len(page.select(".places tbody tr")) == 4


def test_the_paper_form_prints_on_a4(page, server, office, cast, tmp_path):
    import subprocess

    page.goto(f"{server}/office/login")
    page.fill("#login", "甲镇")
    page.fill("#password", "correct-horse-battery")
    page.get_by_role("button", name="登录").click()
    page.goto(server + address(cast, "paper"))
    pdf = tmp_path / "paper.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "A4" in told and "Pages:           1" in told
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    assert "没有黑臭水沟" in words.stdout and "录入纸质表" not in words.stdout


@pytest.fixture
def grid(page, server, office, cast):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server}/office/login")
    page.fill("#login", "甲镇")
    page.fill("#password", "correct-horse-battery")
    page.get_by_role("button", name="登录").click()
    page.goto(server + address(cast))
    return page


def test_the_grid_is_filled_with_the_keyboard_and_by_pasting_from_excel(grid, office, cast):
    grid.locator("#c1-heap").click()
    grid.keyboard.type("2 村口")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("1")
    grid.keyboard.press("Enter")
    assert grid.evaluate("document.activeElement.id") == "c2-bin"
    grid.locator("#c1-ditch").focus()
    grid.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "3\\t1\\n3\\t1\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste",
          {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    assert grid.locator("#c2-named").input_value() == "1"
    for field in ("c2-bin", "c2-ditch", "c2-named"):
        grid.locator(f"#{field}").fill("")
    grid.locator("#c1-site").select_option(STREET)
    grid.locator("#c1-deputy").select_option(LI)
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("[role=status]").text_content()
    assert "村口" in board(office, cast)
