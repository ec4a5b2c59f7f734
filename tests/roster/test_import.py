"""The roster comes in by Excel: a template with drop-downs, errors by cell, all or nothing."""

from datetime import date, datetime

import pytest

from tests.roster.entries import HOME
from tests.roster.importing import entries, everything, is_over, mistakes, told
from tests.roster.roster_file import FILE, FIRST, book_of, filled, saved, upload, write
from tests.soup import soup


def test_the_template_offers_what_is_chosen_from_and_explains_itself(office):
    book = book_of(office, f"{FILE}?blank=1")

    assert book.sheetnames == ["填表说明", "届", "小组", "代表", "村", "点位", "责任单位", "选项"]
    assert book["选项"].sheet_state == "hidden"
    offered = {
        (title, str(one.sqref)): one.formula1
        for title in ("代表", "点位")
        for one in book[title].data_validations.dataValidation
    }
    assert offered == {
        ("代表", "C5:C1004"): "选项!$A$1:$A$3",
        ("代表", "D5:D1004"): "选项!$B$1:$B$6",
        ("代表", "B5:B1004"): "OFFSET(小组!$A$5,0,0,MAX(1,COUNTA(小组!$A$5:$A$1004)),1)",
        ("点位", "A5:A1004"): "OFFSET(村!$A$5,0,0,MAX(1,COUNTA(村!$A$5:$A$1004)),1)",
    }
    assert [book["选项"].cell(row, 1).value for row in (1, 2, 3)] == ["组员", "组长", "联络员"]
    assert "不填就是镇" in book["代表"]["D2"].value
    assert not any(book[title].cell(FIRST, 1).value for title in book.sheetnames[1:-1])


def test_downloaded_with_what_there_is_and_sent_back_nothing_changes_and_it_says_so(office):
    answer = office.get(FILE)
    assert (
        "%E7%94%B2%E9%95%87%E5%9F%BA%E7%A1%80%E6%95%B0%E6%8D%AE.xlsx"
        in answer.headers["Content-Disposition"]
    )
    book = book_of(office)
    rows = list(book["代表"].iter_rows(min_row=FIRST, values_only=True))
    assert rows[1] == ("李秀英", "第一代表小组", "联络员", "镇", None)
    assert [cell.value for cell in book["届"][FIRST]] == ["19", "2026-09-01"]
    before = everything(office)

    assert "和名册完全一样，没有变化，也没有重复" in told(office, upload(office, saved(book)))
    assert everything(office) == before


def test_heads_are_known_with_brackets_of_another_shape_too(office):
    book = book_of(office)
    for sheet in book:
        for cell in sheet[3]:
            cell.value = str(cell.value or "").translate({ord("（"): "(", ord("）"): ")"}) or None
    answer = upload(office, saved(book))
    assert "没有变化" in told(office, answer)


def test_a_file_fills_an_empty_roster_in_one_go_and_twice_is_the_same_as_once(other_office):
    data = filled(
        other_office,
        小组=[("第一代表小组",), ("第二代表小组",)],
        代表=[
            ("周　永", "第二代表小组", "组长", "县级，镇", "第一选区"),
            ("吴小军", "第二代表小组", None, None, None),
        ],
        村=[("张家村",), ("柳河村",)],
        点位=[("柳河村", "柳河沿岸", None), ("张家村", "卫生室", "村口")],
        责任单位=[("镇应急管理所", "马振华", "镇应急所；镇消防所")],
    )
    first = told(other_office, upload(other_office, data))
    assert "新增 7 条（1 个代表小组、2 位代表、1 个村（社区）、2 个点位、1 个责任单位），" in first
    assert "，修改 0 条，2 条和原来一样" in first and "还有 3 条不在表里" in first
    kept = everything(other_office)
    assert entries(other_office, "deputies") == ["孙远", "周永", "吴小军"]
    row = soup(other_office.get(f"{HOME}deputies?q=周永")).select_one("tbody tr")
    assert [cell.text for cell in row.select("td")] == [
        "第二代表小组",
        "组长",
        "县、镇",
        "第一选区",
    ]
    assert "镇应急所、镇消防所" in other_office.get(f"{HOME}units").text

    assert "表里的 9 条和名册完全一样" in told(other_office, upload(other_office, data))
    assert everything(other_office) == kept


def test_nobody_changes_the_group_while_it_is_out(office, cast):
    book, before = book_of(office), everything(office)
    write(book["代表"], FIRST, "王建国", "第二代表小组", "组长", "省", "第五选区")
    answer = upload(office, saved(book))
    assert answer.status_code == 422 and "请先结束视察再换组" in answer.text
    assert everything(office) == before


def test_what_a_row_says_anew_is_changed_and_nothing_else(office, wang, cast):
    is_over(office, cast)
    book = book_of(office)
    write(book["代表"], FIRST, "王建国", "第二代表小组", "组长", "省", "第五选区")
    assert "新增 0 条，修改 1 条" in told(office, upload(office, saved(book)))

    shown = soup(office.get(f"{HOME}deputies?q=王建国")).select_one("tbody tr")
    assert [cell.text for cell in shown.select("td")] == ["第二代表小组", "组长", "省", "第五选区"]
    assert wang.get("/d/").status_code == 200  # the same deputy, with the same link


def test_a_look_before_tells_what_would_change_and_changes_nothing(office, cast):
    is_over(office, cast)
    book, before = book_of(office), everything(office)
    write(book["代表"], FIRST, "王建国", "第二代表小组")
    write(book["点位"], FIRST, "张家村", "卫生室", None)
    answer = upload(office, saved(book), do="check")

    words = soup(answer).select_one(".notice").text
    assert "代表小组由“第一代表小组”改为“第二代表小组”" in words
    assert "新增点位“卫生室”" in words and "点位“村主干道”" in words
    assert everything(office) == before


def test_mistakes_are_told_by_their_cells_and_nothing_is_half_imported(office):
    before = everything(office)
    data = filled(
        office,
        小组=[("第一代表小组",), ("第三代表小组",), ("第三代表小组",)],
        代表=[
            ("周永福", "第三代表小组", "书记", "国", "区" * 61),
            ("=1+1", "第九小组", None, None, None),
            ("", "第三代表小组", None, None, None),
            ("吴小军", "", None, None, None),
            ("#REF!", "第三代表小组", None, None, None),
        ],
        点位=[("石桥村", "集市", None), ("张家村", "新点", None), ("张家村", "新点", "村口")],
    )
    answer = upload(office, data)

    assert mistakes(answer) == {
        "小组!A7": "和第6行重复，只能有一行",
        "代表!C5": "组内职务只能是组员、组长、联络员",
        "代表!D5": "代表层级请填省、市、县、镇，兼几级的用顿号隔开",
        "代表!E5": "最多60个字，现在是61个字",
        "代表!A6": "不能以等号开头（公式不会计算），请直接填文字",
        "代表!B6": "没有“第九小组”这个代表小组，请先加上",
        "代表!A7": "请填姓名",
        "代表!B8": "请选代表小组",
        "代表!A9": "这是 Excel 的错误值，请直接填文字",
        "点位!A5": "没有“石桥村”这个村（社区），请先加上",
        "点位!B7": "和第6行重复，只能有一行",
    }
    assert "有 11 处要改，一行都还没有导入" in answer.text
    assert everything(office) == before


@pytest.mark.parametrize("do", ["check", "import"])
@pytest.mark.parametrize(
    ("term", "cell", "words"),
    [
        ((19, "9月"), "届!B5", "请填日期，例如 2026-09-01"),
        ((20, ""), "届!B5", "请填开始日期"),
        (("十几", "2026-09-01"), "届!A5", "请填整数，例如 19"),
    ],
)
def test_a_wrong_term_hides_no_other_mistake(office, term, cell, words, do):
    data = filled(office, 届=[term], 小组=[("一组",)], 代表=[("周永福", "一组"), ("吴军", "四组")])
    assert mistakes(upload(office, data, do=do)) == {
        cell: words,
        "代表!B6": "没有“四组”这个代表小组，请先加上",
    }


def test_a_mistyped_group_is_held_against_the_groups_of_the_same_file(other_office):
    data = filled(
        other_office,
        小组=[("第一代表小组",), ("第二代表小组",)],
        代表=[("周永福", "第一代表小组"), ("吴军", "2组"), ("何军", "四组")],
        村=[("12村",)],
        点位=[("十二村", "村口")],
    )
    assert mistakes(upload(other_office, data)) == {
        "代表!B6": "没有“2组”这个代表小组。表里有“第二代表小组”，是它就请照着写；不是，请先加上",
        "代表!B7": "没有“四组”这个代表小组，请先加上",
        "点位!A5": "没有“十二村”这个村（社区）。表里有“12村”，是它就请照着写；不是，请先加上",
    }


def test_a_wrong_term_makes_no_mistake_of_a_group_that_is_there(office):
    data = filled(office, 届=[(19, "9月")], 代表=[("周永福", "第一代表小组")])
    assert list(mistakes(upload(office, data))) == ["届!B5"]


def test_formulas_links_and_numbers_are_read_as_what_a_clerk_meant(office):
    book = book_of(office, f"{FILE}?blank=1")
    book["届"]["A5"], book["届"]["B5"] = 19.0, datetime(2026, 9, 1)
    write(book["村"], FIRST, 3)
    write(book["点位"], FIRST, 3, date(2026, 5, 1), 2.5)
    write(book["责任单位"], FIRST, '=HYPERLINK("https://evil.example","点")')
    assert list(mistakes(upload(office, saved(book)))) == ["责任单位!A5"]

    write(book["责任单位"], FIRST, "-2+3")
    assert "新增 3 条" in told(office, upload(office, saved(book)))
    assert "2026-05-01" in entries(office, "sites")
    again = book_of(office)["责任单位"]
    assert [(cell.value, cell.data_type) for cell in again["A"] if cell.value == "-2+3"] == [
        ("-2+3", "s")
    ]


def test_what_is_archived_is_not_brought_back_by_an_old_file(office, wang, cast):
    data = office.get(FILE).data
    office.post(f"{HOME}deputies/{cast.wang}/archive")
    refused = mistakes(upload(office, data))

    assert refused == {"代表!A5": "“王建国”已归档。要再用，请到“已归档”里恢复"}
    assert "王建国" not in [cell.value for cell in book_of(office)["代表"]["A"]]


def test_the_first_sheet_explains_and_examples_are_grey_and_never_imported(office):
    book = book_of(office, f"{FILE}?blank=1")
    guide = "".join(str(cell.value) for row in book["填表说明"] for cell in row if cell.value)
    assert all(title in guide for title in book.sheetnames[1:-1])
    assert "什么都不会删除" in guide and "必须填的" in guide
    for title in book.sheetnames[1:-1]:
        cells = [cell for cell in book[title][FIRST - 1] if cell.value]
        assert cells and all(cell.value.startswith("例：") for cell in cells)
        assert all(cell.font.italic and cell.font.color.rgb == "007F7F7F" for cell in cells)
    assert "表里没有填内容" in told(office, upload(office, filled(office)))
    assert not any("例" in name for name in entries(office, "deputies"))


def test_an_example_half_overwritten_is_refused_by_its_cells(office):
    book = book_of(office, f"{FILE}?blank=1")
    write(book["届"], FIRST, 19, "2026-09-01")
    write(book["代表"], FIRST - 1, "周永福", "第一代表小组", "组员", "镇")  # 选区 is the example's
    write(book["村"], FIRST - 1, "柳河村")  # all of it: an entry
    refused = mistakes(upload(office, saved(book)))
    assert refused == {"代表!E4": "这一格还是示例，请改成实际的，或者清空这一行"}


def test_a_file_downloaded_before_there_were_examples_is_understood(office):
    book = book_of(office)
    del book["填表说明"]
    for sheet in book.worksheets[:-1]:
        sheet.delete_rows(FIRST - 1, 1)
    write(book["村"], FIRST + 2, "柳河村")
    assert "新增 1 条" in told(office, upload(office, saved(book)))
    assert "王建国" in entries(office, "deputies")


def test_the_hint_of_units_lists_the_words_of_the_checklists_in_use(office):
    hint = book_of(office, f"{FILE}?blank=1")["责任单位"].cell(2, 3).value
    assert "现在用的检查清单里有：" in hint and "镇环卫办" in hint and "村委会" not in hint
