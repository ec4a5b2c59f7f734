"""问题交办单: a sheet for each responsible unit, of what the office has reviewed."""

import re
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.settings import ZONE
from inspect_app.sheets.sheet_names import sheet_names
from tests.records.filling import correct, failing, submitted
from tests.reports.books import downloaded, opened, rows_of, words_of
from tests.reports.four_findings import failed
from tests.review.reviewing import DUE, numbers, save


def path(cast) -> str:
    return f"{cast.inspection}/handover.xlsx"


def test_each_unit_gets_its_sheet_with_what_was_reviewed(office, wang, li, cast):
    failed(wang, li, cast)
    bricks, ditch, square = (
        next(one for one in numbers(office, cast) if words in office.get(f"/office/findings/{one}").text)
        for words in ("一堆砖头", "沟是黑的", "广场的桶满了")
    )  # fmt: skip
    save(office, bricks, do="keep")
    save(office, square, do="keep", unit="镇村镇建设办公室", due=DUE.isoformat())
    save(office, ditch, do="keep", unit="")
    book = opened(office, path(cast))

    assert book.sheetnames == ["目录", "张家村村民委员会", "镇村镇建设办公室", "未定责任单位"]
    listed = rows_of(book["目录"], "编号")
    assert [list(row.values()) for row in listed] == [
        [1, "张家村村民委员会", 1], [2, "镇村镇建设办公室", 1], ["（待定）", "未定责任单位", 1], ["合计", None, 3],
    ]  # fmt: skip
    assert "还没有核定（含核定后代表又更正）的问题：1个，没有列入" in words_of(book["目录"])

    sheet = book["张家村村民委员会"]
    (row,) = rows_of(sheet)
    assert row["村（社区）/点位"] == "张家村\n村主干道"
    assert row["存在问题及依据"] == "一堆砖头（2处）\n依据：《乡村振兴促进法》第37条：治理垃圾"
    assert row["整改建议"] == "建议尽快清运"
    assert (row["整改时限"].date() - datetime.now(ZONE).date()).days == 7
    assert len(sheet._images) == 1
    said = words_of(sheet)
    for words in (
        "编号：第1号",
        "主送：张家村村民委员会",
        "来源：甲镇人居环境视察（20",
        "交办日期：20",
    ):
        assert words in said
    assert "王建国" not in said
    (row,) = rows_of(book["镇村镇建设办公室"])
    assert row["整改时限"].date() == DUE
    assert "主送：（待定，请先核定责任单位）" in words_of(book["未定责任单位"])


def numbers_on(book) -> dict[str, int]:
    """Return the number of each unit in 目录, which its slip must have as well."""
    listed = {row["主送"]: row["编号"] for row in rows_of(book["目录"], "编号")[:-1]}
    for unit, number in listed.items():
        assert f"编号：第{number}号" in words_of(book[unit])
    return listed


def test_a_units_number_is_its_own_from_the_first_download_on(office, wang, li, cast):
    failed(wang, li, cast)
    first, second, third, fourth = numbers(office, cast)
    preview = f"/office/inspections/{cast.inspection}/handover?sheet="
    for number, unit in ((third, "水利办"), (fourth, "环卫站")):
        save(office, number, do="keep", unit=unit)
    shown = {
        unit: re.search("编号：第(.)号", office.get(preview + unit).text)[1]
        for unit in ("水利办", "环卫站")
    }
    save(office, second, do="keep", unit="城管队")
    assert "编号：第1号" in office.get(f"{preview}城管队").text, "a look fixes no number"
    assert shown == {"水利办": "1", "环卫站": "2"}

    assert office.get(f"/office/inspections/{path(cast)}?unit=没有这个单位").status_code == 404
    alone = opened(office, f"{path(cast)}?unit=环卫站")["环卫站"]
    assert "编号：第3号" in words_of(alone)
    given = numbers_on(opened(office, path(cast)))
    assert given == {"城管队": 1, "水利办": 2, "环卫站": 3}

    save(office, first, do="keep", unit="供电所")
    assert "编号：第4号" in office.get(f"{preview}供电所").text
    save(office, second, do="keep", unit="水利办")
    assert numbers_on(opened(office, path(cast))) == {"水利办": 2, "环卫站": 3, "供电所": 4}
    save(office, second, do="keep", unit="民政办")
    save(office, third, do="keep", unit="城管队")
    book = opened(office, path(cast))
    assert numbers_on(book) == {"城管队": 1, "环卫站": 3, "供电所": 4, "民政办": 5}
    assert "编号在第一次下载时定下，以后不变，也不给别的单位。" in words_of(book["目录"])
    assert "编号：第5号" in office.get(f"{preview}民政办").text


def test_it_is_a_portrait_page_with_a_part_to_send_back(office, wang, li, cast):
    failed(wang, li, cast)
    save(office, numbers(office, cast)[0], do="keep")
    sheet = opened(office, path(cast)).worksheets[1]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert sheet.page_setup.fitToWidth == 1
    head = next(row for row in sheet.iter_rows() if row[2].value == "完成时限")
    assert [cell.value for cell in head] == [
        "序号", "问题编号", "完成时限", "整改措施", "办理结果", "责任人", "备注",
    ]  # fmt: skip
    below = head[0].row + 1
    assert [cell.value for cell in sheet[below]][0::2] == [1, None, None, None]
    assert sheet.row_dimensions[below].height >= 40  # room for a pen
    assert sheet.cell(below + 2, 1).value.startswith("办理单位（盖章）：")


def test_what_the_deputy_corrected_after_the_review_waits_for_the_office(office, wang, cast):
    submitted(wang, cast, failing("桶满了"))
    (number,) = numbers(office, cast)
    save(office, number, do="keep")
    correct(wang, cast, failing("两个桶都满了"))

    answer = office.get(f"/office/inspections/{path(cast)}")
    assert answer.status_code == 422 and "1个问题还没有核定" in answer.text

    save(office, number, do="keep")
    assert "两个桶都满了" in words_of(opened(office, path(cast)).worksheets[1])


def test_where_nothing_is_reviewed_the_page_says_so_instead(office, wang, li, cast):
    failed(wang, li, cast)
    answer = office.get(f"/office/inspections/{path(cast)}")
    assert answer.status_code == 422 and "Content-Disposition" not in answer.headers
    assert "还没有可以交办的问题" in answer.text and "4个问题还没有核定" in answer.text
    assert "下载问题交办单" not in office.get("/office/audit").text


def test_it_has_its_name_its_line_in_the_log_and_its_link_on_the_page(office, wang, cast):
    submitted(wang, cast, failing("桶满了"))
    save(office, numbers(office, cast)[0], do="keep")
    page = office.get(f"/office/inspections/{cast.inspection}/papers").text
    assert f'action="/office/inspections/{path(cast)}"' in page

    name = downloaded(office, path(cast))[1]
    assert re.fullmatch(r"甲镇人大主席团人居环境视察问题交办单20\d{6}\.xlsx", name)
    assert "下载问题交办单" in office.get("/office/audit").text


def test_another_towns_office_gets_none(other_office, cast):
    assert other_office.get(f"/office/inspections/{path(cast)}").status_code == 404


def test_units_whose_names_no_sheet_can_have_get_their_sheets(office, wang, li, cast):
    failed(wang, li, cast)
    long = "某某县某某镇人民政府农村人居环境整治和垃圾污水治理工作领导小组办公室"
    units = (f"{long}（一）", f"{long}（二）", "a/b[c]:*?", "目录")
    for number, unit in zip(numbers(office, cast), units, strict=True):
        save(office, number, do="keep", unit=unit)
    book = opened(office, path(cast))
    sent = {
        line.removeprefix("主送：")
        for sheet in book.worksheets[1:]
        for line in words_of(sheet).split("\n")
        if line.startswith("主送：")
    }
    assert sent == set(units)
    assert book.sheetnames[0] == "目录" and "目录（2）" in book.sheetnames
    assert all(len(name) <= 31 for name in book.sheetnames)


wanted_names = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["村委会", "History", "history", "A", "a", "'", "[]", "𠮷" * 40, "村" * 31, "村" * 40]
)


@given(st.lists(wanted_names, max_size=8))
def test_excel_takes_the_name_of_every_sheet(wanted):
    made = sheet_names(wanted)
    assert len(made) == len(wanted) == len({name.casefold() for name in made})
    for name in made:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\\n\t\0") & set(name)
        assert name.casefold() != "history"  # Excel keeps it for itself
        assert not name.startswith("'") and not name.endswith("'")


def test_one_number_says_in_every_file_and_on_the_page_which_finding_is_meant(
    office, wang, li, cast
):
    failed(wang, li, cast)
    kept = numbers(office, cast)[-1]
    save(office, kept, do="keep", unit="镇村镇建设办公室")
    (line,) = rows_of(opened(office, path(cast))["镇村镇建设办公室"])
    number, words = line["问题编号"], line["存在问题及依据"].split("\n")[0]

    reply = opened(office, path(cast))["镇村镇建设办公室"].iter_rows(values_only=True)
    assert [row[:2] for row in reply if row[0] == 1] == [(1, number)] * 2
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    assert {row["问题编号"]: row["存在问题"] for row in rows_of(book["问题清单"])}[number] == words
    beside = rows_of(opened(office, f"{cast.inspection}/ledger.xlsx")["台账附表"])
    assert number in [row["问题编号"] for row in beside]
    assert f"第 {number} 号问题" in office.get(f"/office/findings/{number}").text
    assert numbers(office, cast, f"?words={number}") == [number]


def test_each_page_after_the_first_says_which_slip_it_is_of_and_whose(office, wang, li, cast):
    failed(wang, li, cast)
    for number in numbers(office, cast):
        save(office, number, do="keep", unit="水利&农业组")
    contents, slip = opened(office, path(cast)).worksheets
    assert slip.HeaderFooter.differentFirst
    assert slip.oddHeader.left.text == "问题交办单第1号（续）  主送：水利&&农业组"
    assert slip.firstHeader.left.text is None
    assert slip.firstFooter.center.text == slip.oddFooter.center.text == "第 &P 页"
    assert not contents.HeaderFooter.differentFirst
