"""What the office's own Excel makes of an entry sheet: what it shows is read, or refused by cell."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.board.pages import board
from tests.paper.entering import CHEN, EXCEL_ROW, changed, filled, upload
from tests.records.many_cells import (
    SHEET,
    answers_shown,
    cell_names,
    numbered,
    rewritten,
    sheet_of_many,
    told_by_cell,
    town_of_many_answers,
)
from tests.soup import soup

REMARK = "K5"  # 意见建议 of the first row
DAYS = "F5"  # 几天清运一次


def with_cell(office, cast, name, inner, kind="", style=""):
    """Return the filled sheet with a cell written by hand."""

    def put(content):
        cell = re.compile(rf'<c r="{name}"[^>]*?(/>|>.*?</c>)'.encode(), re.DOTALL)
        attributes = (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style else "")
        made = f'<c r="{name}"{attributes}>{inner}</c>'.encode()
        assert cell.search(content)
        return cell.sub(lambda _: made, content)

    row = {**EXCEL_ROW, "意见建议": "占位", "3": 2}
    return rewritten(filled(office, cast, row), SHEET, put)


def record_page(office, answer):
    link = soup(office.get(answer.location)).select_one(".notice a")
    return office.get(link["href"]).text


@pytest.fixture
def many(tmp_path, empty_database):
    with town_of_many_answers(tmp_path / "town", empty_database) as made:
        yield made


READ = [
    ("<f>1+2</f><v>3</v>", "", "3"),
    ('<f t="array" ref="{cell}">TEXT(1,"0")</f><v>修路</v>', "str", "修路"),
    ("<is><t>修路_x000D_\n加灯</t></is>", "inlineStr", "修路\n加灯"),
    ("<is><t>修路_x005F_x000D_</t></is>", "inlineStr", "修路_x000D_"),
    ("<v>1</v>", "b", "TRUE"),
    ("<v>0.30000000000000004</v>", "n", "0.3"),
]


def test_what_excel_shows_is_read(many):
    names = cell_names(len(READ))
    cells = [(name, inner, kind) for name, (inner, kind, _) in zip(names, READ, strict=True)]
    answer = upload(many.office, many.cast, sheet_of_many(many, cells))

    assert answers_shown(many, answer)[: len(READ)] == [shown for *_, shown in READ]


def test_what_a_formula_gives_is_the_number_that_is_asked_for(office, cast):
    answer = upload(office, cast, with_cell(office, cast, DAYS, "<f>1+2</f><v>3</v>"))

    assert answer.status_code == 303 and "3天" in record_page(office, answer)


def test_a_formula_that_shows_nothing_is_an_empty_cell(office, cast):
    sent = with_cell(office, cast, REMARK, '<f>IF(1=1,"","x")</f><v></v>', "str")
    answer = upload(office, cast, sent)

    assert answer.status_code == 303
    assert "IF(" not in record_page(office, answer) and "占位" not in record_page(office, answer)


UNKNOWN = [
    ("<f>1+2</f>", "", "公式还没有算出结果"),
    ('<f t="array" ref="{cell}">TEXT(1,"0")</f><v/>', "", "公式还没有算出结果"),
    ("<v>#N/A</v>", "e", "错误值#N/A"),
    ("<f>1/0</f><v>#DIV/0!</v>", "e", "错误值#DIV/0!"),
    ("<v>123456789012345680</v>", "n", "超过15位"),
]


def test_what_excel_does_not_know_itself_is_refused_by_its_cell(many):
    names = cell_names(len(UNKNOWN))
    cells = [(name, inner, kind) for name, (inner, kind, _) in zip(names, UNKNOWN, strict=True)]
    told = told_by_cell(upload(many.office, many.cast, sheet_of_many(many, cells)))

    assert list(told) == names
    for name, (inner, _, words) in zip(names, UNKNOWN, strict=True):
        assert words in told[name], inner
    assert "还没有记录" in board(many.office, many.cast)


FORMATS = [
    (7, "0000", "0007"),
    (3.14159, "0.00", "3.14"),
    (1.005, "0.00", "1.01"),
    (1234567.5, "#,##0", "1,234,568"),
    (1200, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,200.00"),
    (-1200, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,200.00"),
    (-3.5, "0.00_);[Red]\\(0.00\\)", "(3.50)"),
    (1200, "[$¥-804]#,##0.00", "¥1,200.00"),
    (20261127, "0000-00-00", "2026-11-27"),
    (13800000000, "000-0000-0000", "138-0000-0000"),
    (1, '"有";;"无"', "有"),
    (0, '"有";;"无"', "无"),
    (12, '0"元"', "12元"),
    (12, 'General"元"', "12元"),
    (5, "第0组", "第5组"),
    (12345678, '0!.0,"万"', "1234.6万"),
    (0.125, "0.0%", "12.5%"),
    (3.25, "0.###", "3.25"),
    (7, "General", "7"),
    (7, "@", "7"),
    (20261127, "General", "20261127"),
]


def test_a_number_says_what_its_format_shows(many):
    answer = numbered(many, [(value, number_format) for value, number_format, _ in FORMATS])

    assert answers_shown(many, answer)[: len(FORMATS)] == [shown for *_, shown in FORMATS]


def test_a_number_whose_format_is_not_known_is_refused_by_its_cell(many):
    unknown = ["# ?/?", "0.00E+00", "[DBNum1]0", "[>3]0;1", "aaaa"]
    told = told_by_cell(numbered(many, [(7, one) for one in unknown]))

    assert list(told) == cell_names(len(unknown))
    assert all("设成“文本”" in words for words in told.values()), told


@pytest.mark.parametrize("number_format", [14, 27, 28, 31, 36, 50, 57, 58])
def test_a_day_in_a_chinese_format_is_a_day(office, cast, number_format):
    """By the numbers under which Excel has its formats; openpyxl knows none above 22 and below 45."""
    data = filled(office, cast, {**EXCEL_ROW, "意见建议": date(2026, 11, 23)})
    styled = rewritten(
        data,
        "xl/styles.xml",
        lambda content: content.replace(b'numFmtId="14"', f'numFmtId="{number_format}"'.encode()),
    )
    answer = upload(office, cast, styled)

    assert answer.status_code == 303 and "2026-11-23" in record_page(office, answer)


def test_a_time_of_day_beside_a_day_is_kept(office, cast):
    data = filled(office, cast, {**EXCEL_ROW, "意见建议": datetime(2026, 11, 23, 9, 30)})
    assert "2026-11-23 09:30" in record_page(office, upload(office, cast, data))


def test_a_telephone_number_in_a_cell_for_days_is_refused_by_its_cell(office, cast):
    data = with_cell(office, cast, REMARK, "<v>13812345678</v>", "n", "1")
    styled = rewritten(
        data,
        "xl/styles.xml",
        lambda content: re.sub(rb'<xf numFmtId="\d+"', b'<xf numFmtId="57"', content),
    )
    rows = soup(upload(office, cast, styled)).select(".error-summary tbody tr")
    assert any(row.th.text == REMARK and "不是日期" in row.text for row in rows)


def test_a_number_that_excel_made_a_day_of_is_refused_by_its_cell(office, cast):
    answer = upload(office, cast, filled(office, cast, {**EXCEL_ROW, "3": date(2026, 3, 2)}))

    assert soup(answer).select_one(".error-summary tbody th").text == DAYS


def test_a_site_that_is_merged_over_rows_is_that_of_each(office, cast):
    def merge(book):
        sheet = book["录入"]
        for column, cell in enumerate(sheet[5], start=1):
            sheet.cell(6, column, cell.value)
        sheet["B6"] = CHEN
        sheet.merge_cells("A5:A6")

    answer = upload(office, cast, changed(office, cast, merge))

    assert answer.status_code == 303 and board(office, cast).count("村主干道") >= 2
    assert "已录入 2 份" in soup(office.get(answer.location)).get_text()


def test_bordered_rows_to_the_end_of_the_sheet_are_told_as_what_they_are(office, cast):
    row = b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'

    def border(content):
        rows = b"".join(row % (n, n, n) for n in range(3000, 400_000))
        return content.replace(b"</sheetData>", rows + b"</sheetData>")

    answer = upload(office, cast, rewritten(filled(office, cast, EXCEL_ROW), SHEET, border))

    assert answer.status_code == 422
    assert "空行" in soup(answer).select_one(".error-summary").text


def strict(data):
    old, new = (
        b"schemas.openxmlformats.org/spreadsheetml/2006",
        b"purl.oclc.org/ooxml/spreadsheetml",
    )
    return rewritten(data, "xl/workbook.xml", lambda content: content.replace(old, new))


def zip_with(part):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(part, b"x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda data: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (lambda data: OLE + bytes(600) + "Workbook".encode("utf-16-le"), "旧版的 Excel"),
        (strict, "Strict"),
        (lambda data: "点位,代表\n村口,王建国\n".encode("gbk"), ".csv"),
        (lambda data: zip_with("word/document.xml"), "Word"),
        (lambda data: zip_with("content.xml"), ".ods"),
        (lambda data: zip_with("xl/workbook.bin"), ".xlsb"),
    ],
    ids=["encrypted", "xls", "strict", "csv", "docx", "ods", "xlsb"],
)
def test_another_kind_of_file_is_called_by_its_name(office, cast, made, words):
    answer = upload(office, cast, made(filled(office, cast, EXCEL_ROW)))

    assert answer.status_code == 422
    assert words in soup(answer).select_one(".error-summary").text


def test_an_array_formula_without_result_shows_no_name_of_an_object(office, cast):
    def put(book):
        book["录入"][REMARK] = ArrayFormula(REMARK, '=TEXT(1,"0")')

    answer = upload(office, cast, changed(office, cast, put))

    assert answer.status_code == 422 and "openpyxl" not in answer.text
