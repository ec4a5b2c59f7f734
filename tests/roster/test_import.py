"""The roster comes in by Excel: a template with drop-downs, errors by cell, all or nothing."""

import io
import random
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from inspect_app import db
from inspect_app.entering import personal_links, phones
from inspect_app.inspections import group_links
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from tests.conftest import Person
from tests.examples import SHARE, examples
from tests.records.sending import send
from tests.roster.entries import HOME, NEW, empty_town, names
from tests.roster.roster_file import FILE, FIRST, book_of, filled, saved, upload, write
from tests.soup import soup

TODAY = datetime.now().date()


def told(office, answer):
    assert answer.status_code == 303
    return soup(office.get(answer.location)).select_one(".notice").text


def mistakes(answer):
    assert answer.status_code == 422
    rows = soup(answer).select(".error-summary tbody tr")
    return {row.th.text: row.select("td")[1].text for row in rows}


def entries(office, kind):
    return names(office.get(f"{HOME}{kind}"))


def everything(office):
    kinds = ("groups", "deputies", "villages", "sites", "units")
    return [
        [cell.text for cell in soup(office.get(f"{HOME}{kind}")).select("table.roster td, th a")]
        for kind in kinds
    ]


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


def is_over(office, cast) -> None:
    office.post(f"/office/inspections/{cast.inspection}/state", {"do": "close"})


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
        (("十九", "2026-09-01"), "届!A5", "请填整数，例如 19"),
    ],
)
def test_a_wrong_term_hides_no_other_mistake(office, term, cell, words, do):
    data = filled(office, 届=[term], 小组=[("一组",)], 代表=[("周永福", "一组"), ("吴军", "四组")])
    assert mistakes(upload(office, data, do=do)) == {
        cell: words,
        "代表!B6": "没有“四组”这个代表小组，请先加上",
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


def next_term(office, number=20, starts_on=TODAY):
    book = book_of(office)
    book["届"]["A5"], book["届"]["B5"] = number, starts_on.isoformat()
    book["代表"].delete_rows(FIRST + 1, 1)  # 李秀英 was not elected again
    write(book["代表"], FIRST + 3, "新代表", "第二代表小组")
    return saved(book)


def test_a_new_term_starts_by_import_once_it_is_meant(app, office, wang, cast):
    data = next_term(office)
    refused = mistakes(upload(office, data))
    assert list(refused) == ["届!A5"] and "要换届，请勾选“开始新一届”" in refused["届!A5"]
    assert wang.get("/d/").status_code == 200

    looked = upload(office, data, start="1", do="check")
    assert "将开始第20届" in looked.text and wang.get("/d/").status_code == 200
    words = told(office, upload(office, data, start="1"))
    assert "第20届已开始。上一届代表的个人链接（如果发过）已作废" in words and "新增 6 条" in words
    assert entries(office, "deputies") == ["王建国", "陈志强", "赵大山", "新代表"]
    assert "表里的 10 条和名册完全一样" in told(office, upload(office, data, start="1"))
    assert "表里的 10 条和名册完全一样" in told(office, upload(office, data))


def test_the_ended_term_stays_readable_and_its_deputies_have_no_way_in(app, office, wang, li, cast):
    send(wang, cast, {"item-heap": "fail", "item-heap-0-description": "村口"})
    upload(office, next_term(office), start="1")

    assert [wang.get("/d/").status_code, li.get("/d/").status_code] == [403, 403]
    assert wang.post(f"/m/{cast.links['wang']}").status_code == 410
    home = soup(office.get(HOME))
    former = home.find("a", string="第19届")
    page = office.get(former["href"])
    assert names(page) == ["王建国", "李秀英", "陈志强", "赵大山"]
    assert "已结束，只能查看" in page.text and not soup(page).select("main form")
    assert office.get(f"{HOME}deputies/{cast.wang}").status_code == 404
    assert office.post(f"{HOME}deputies/{cast.wang}", NEW["deputies"]).status_code == 404
    assert office.post(f"{HOME}deputies/{cast.wang}/restore").status_code == 404
    assert "村口" in office.get(f"/office/inspections/{cast.inspection}").text


def test_deputies_of_the_new_term_get_links_of_their_own(app, anybody, office, cast):
    upload(office, next_term(office), start="1")
    with db.writing(app.extensions["database"]) as session:
        deputy = session.query(people.Deputy).filter_by(name="王建国").all()[-1]
        assert deputy.id != cast.wang
        link = personal_links.make_link(deputy, app.extensions["settings"].secret_key)
    anybody.enter(link)
    assert "王建国代表" in anybody.get("/d/").text


@pytest.mark.parametrize(
    ("number", "starts_on", "cell", "words"),
    [
        ("", "2026-09-01", "届!A5", "请填第几届"),
        ("十九", "2026-09-01", "届!A5", "请填整数"),
        (0, "2026-09-01", "届!A5", "1到99"),
        (18, "2026-10-01", "届!A5", "届次要大于第19届"),
        (20, "", "届!B5", "请填开始日期"),
        (20, "明天", "届!B5", "请填日期"),
        (20, "2026-08-31", "届!B5", "要晚于第19届的开始日期（2026-09-01）"),
        (20, (TODAY + timedelta(days=2)).isoformat(), "届!B5", "还没到开始日期"),
    ],
)
def test_a_term_that_cannot_follow_is_refused_at_its_cell(
    office, wang, number, starts_on, cell, words
):
    book = book_of(office)
    book["届"]["A5"], book["届"]["B5"] = number, starts_on
    refused = mistakes(upload(office, saved(book), start="1"))

    assert list(refused) == [cell] and words in refused[cell]
    assert wang.get("/d/").status_code == 200


def test_a_term_ended_by_mistake_comes_back(office, wang, cast):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    for _ in range(2):
        office.post(f"{HOME}term/end", {"term": term})
    assert wang.get("/d/").status_code == 403
    assert "现在没有在任的一届" in office.get(HOME).text
    assert office.post(f"{HOME}groups/new", NEW["groups"]).status_code == 422
    link = soup(office.get(HOME)).find("a", string="第19届")["href"]
    assert "恢复第19届" in office.get(link).text
    assert [office.post(f"{link}/reopen").status_code for _ in range(2)] == [303, 303]
    assert "王建国" in entries(office, "deputies")
    assert wang.get("/d/").status_code == 403


@pytest.mark.parametrize("left", ["archived", "term"])
def test_who_is_back_by_a_new_link_is_not_shut_out_by_a_second_press(office, anybody, cast, left):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    deputy, again = f"{HOME}deputies/{cast.wang}", f"{HOME}terms/{term}/reopen"
    if left == "term":
        office.post(f"{HOME}term/end", {"term": term})
    else:
        office.post(f"{deputy}/archive")
        again = f"{deputy}/restore"
    assert office.post(again).status_code == 303
    sent = {"who": "missing", "do": "texts"}
    made = re.search(r"/m/[\w-]+", office.post("/office/links/new", sent).text)[0]
    assert office.post(again).status_code == 303
    assert "是我，进入" in anybody.get(made).text


def test_a_code_of_before_opens_nothing_after(app, office, anybody, cast):
    code = cast.code("wang")
    office.post(f"{HOME}deputies/{cast.wang}/archive")
    office.post(f"{HOME}deputies/{cast.wang}/restore")
    with db.writing(app.extensions["database"]) as session:
        key = app.extensions["settings"].secret_key
        inspection = session.get(inspections.Inspection, cast.inspection)
        group = group_links.make_group_link(inspection, key)
    entered = anybody.post(f"/g/{group}", {"deputy": str(cast.wang), "code": code})
    assert entered.status_code != 303
    assert anybody.get("/d/").status_code == 403


def test_from_the_day_a_term_ends_nobody_of_it_gets_a_way_in(app, office, wang, cast):
    with db.writing(app.extensions["database"]) as session:
        key = app.extensions["settings"].secret_key
        inspection = session.get(inspections.Inspection, cast.inspection)
        group = group_links.make_group_link(inspection, key)
    warned = office.get(f"{HOME}term")
    assert "还有 1 次视察没有结束（甲镇人居环境视察）" in warned.text
    office.post(f"{HOME}term/end", {"term": soup(warned).select_one("[name=term]")["value"]})

    assert "还没有代表" in office.get("/office/links").text
    sent = {"who": "all", "do": "texts", "sure": "1"}
    assert office.post("/office/links/new", sent).status_code == 422
    assert "王建国" not in Person(app).get(f"/g/{group}").text
    assert "现在没有在任的一届" in office.get("/office/inspections/new").text
    assert "甲镇人居环境视察" in office.get(f"/office/inspections/{cast.inspection}").text

    with db.writing(app.extensions["database"]) as session:  # as it could be made before
        deputy = session.get(people.Deputy, cast.wang)
        link = personal_links.make_link(deputy, key)
        entered = phones.sign_in(deputy, phones.Browser(), key)
    assert Person(app).get(f"/m/{link}").status_code == 410
    assert Person(app).post(f"/m/{link}").status_code == 410
    wang.client.set_cookie("inspect-deputy", entered.session)
    assert wang.get("/d/").status_code == 403


def test_a_term_started_by_mistake_is_ended_and_the_former_one_taken_up_again(office, cast):
    upload(office, next_term(office), start="1")
    former = soup(office.get(HOME)).find("a", string="第19届")["href"]
    refused = office.post(f"{former}/reopen")
    assert refused.status_code == 422 and "第20届还在任" in refused.text
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    office.post(f"{HOME}term/end", {"term": term})
    assert office.post(f"{former}/reopen").status_code == 303
    assert "李秀英" in entries(office, "deputies")
    again = mistakes(upload(office, next_term(office), start="1"))
    assert again == {"届!A5": "已经有第20届了"}


def test_another_town_ends_and_reopens_nothing(office, other_office, wang):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    other_office.post(f"{HOME}term/end", {"term": term})
    assert wang.get("/d/").status_code == 200
    assert other_office.get(f"{HOME}terms/{term}").status_code == 404
    assert other_office.post(f"{HOME}terms/{term}/reopen").status_code == 404


def test_the_term_in_office_is_corrected(office):
    assert (
        office.post(f"{HOME}term", {"number": "18", "starts_on": "2026-08-30"}).status_code == 303
    )
    assert "现任第18届，2026年8月30日开始" in office.get(HOME).text
    refused = office.post(f"{HOME}term", {"number": "x", "starts_on": "昨天"})
    assert refused.status_code == 422
    assert soup(refused).select_one("#number")["value"] == "x"
    assert soup(refused).select_one("#starts_on")["value"] == "昨天"


def rebuilt(office, change):
    book = book_of(office)
    change(book)
    return saved(book)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


def with_macro(data):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def test_other_files_are_refused_in_one_sentence(office, other_office):
    files = {
        "这不是 Excel 文件": b"<html>",
        "不是下载的《基础数据》": saved(Workbook()),
        "解压后太大": bomb(),
        "超过5兆": b"x" * (5 * 1024 * 1024 + 1),
        "有宏": with_macro(office.get(FILE).data),
        "另一个乡镇": other_office.get(FILE).data,
        "请先选": b"",
        "表头和下载的不一样": rebuilt(office, lambda book: book["代表"].insert_cols(1)),
        "“代表”第5行“选区”右边还有字": rebuilt(
            office, lambda book: book["代表"].cell(5, 6, "13800000000")
        ),
        "“代表”第3行的表头": rebuilt(
            office,
            lambda book: write(
                book["代表"], 3, *["姓名", "代表小组", "组内职务", "代表层级", "选区", "手机"]
            ),
        ),
        "只能填一行": rebuilt(office, lambda book: write(book["届"], 7, "20", "2026-09-01")),
        "“村”第1005行还有内容，最多填到第1004行": rebuilt(
            office, lambda book: write(book["村"], 1005, "末村")
        ),
        "“代表”第3000行还有内容": rebuilt(office, lambda book: write(book["代表"], 3000, "周大")),
        "“代表”第5行右边很远的地方（AD列）": rebuilt(
            office, lambda book: book["代表"].cell(5, 30, "13800000000")
        ),
    }
    for words, data in files.items():
        answer = upload(office, data)
        assert answer.status_code == 422, words
        assert words in soup(answer).select_one(".error-summary").text
    assert office.post(FILE).status_code == 422


def test_an_empty_file_says_that_nothing_was_in_it(office):
    assert "表里没有填内容" in told(office, upload(office, filled(office)))


def test_the_fullest_file_is_read_in_seconds(office):
    """`make check` sends a share of its rows; the whole of it takes four times as long."""
    groups, deputies, villages, sites = (
        min(most, round(most * SHARE)) for most in (100, 1000, 200, 1000)
    )
    data = filled(
        office,
        小组=[(f"片区{n}组",) for n in range(groups)],
        代表=[
            (f"代表{n}号", f"片区{n % groups}组", "组员", "县、镇", "选区") for n in range(deputies)
        ],
        村=[(f"{n}村",) for n in range(villages)],
        点位=[(f"{n % villages}村", f"点位{n}", "村委会往东") for n in range(sites)],
    )
    rows = groups + deputies + villages + sites
    assert f"新增 {rows} 条" in told(office, upload(office, data))
    assert f"表里的 {rows} 条和名册完全一样" in told(office, upload(office, data))


@examples(30)
@given(st.binary(max_size=2000))
def test_no_file_whatever_breaks_the_server(office, data):
    assert upload(office, data).status_code == 422


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1901, 1, 1)), st.times(), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=70),
    st.sampled_from(["第一代表小组", "王建国", "张家村", "=A1", "#N/A", "20", "\ufffe", "联络员", "镇"]),
)  # fmt: skip


@examples(30)
@given(
    st.dictionaries(
        st.sampled_from(["届", "小组", "代表", "村", "点位", "责任单位"]),
        st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=3),
    ),
    st.booleans(),
)
def test_no_sheet_whatever_breaks_the_server(office, rows, starts):
    more = {"start": "1"} if starts else {}
    try:
        data = filled(office, **rows)
    except ValueError:
        return  # openpyxl cannot write it
    assert upload(office, data, **more).status_code in (303, 422)
    assert office.get(HOME).status_code == 200


def test_pressed_twice_at_the_same_moment_it_is_imported_once(app, office, cast):
    data = next_term(office)
    people_at_desks = [Person(app).log_in("甲镇") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: upload(one, data, start="1"), people_at_desks))

    assert [answer.status_code for answer in answers] == [303] * 4
    assert sum("started=20" in answer.location for answer in answers) == 1
    assert entries(office, "deputies") == ["王建国", "陈志强", "赵大山", "新代表"]


def test_the_first_file_of_a_town_starts_its_first_term(app, cast):
    third = empty_town(app)
    data = filled(third, 小组=[("一组",)], 代表=[("周永福", "一组")])
    assert "第19届已开始。请给这一届的代表发链接" in told(third, upload(third, data))
    assert entries(third, "deputies") == ["周永福"]


def press(office, page, **more):
    """Press 导入 on the page that tells what a file would do, without choosing the file again."""
    form = soup(page).select_one("section form")
    sent = {tag["name"]: tag["value"] for tag in form.select("input[type=hidden]")}
    return office.post(FILE, sent | {"do": "import"} | more)


def test_after_a_look_one_press_imports_without_choosing_the_file_again(office):
    data = filled(office, 村=[("柳河村",)], 点位=[("柳河村", "柳河沿岸", None)])
    looked = upload(office, data, do="check")
    answer = press(office, looked)
    assert "新增 2 条" in told(office, answer)
    assert entries(office, "villages")[-1] == "柳河村"
    assert "和名册完全一样" in told(office, press(office, looked))  # pressed twice


def test_what_changed_between_look_and_press_is_shown_again(office):
    looked = upload(office, filled(office, 村=[("柳河村",)]), do="check")
    office.post(f"{HOME}villages/new", {"name": "石桥村"})
    again = press(office, looked)

    assert again.status_code == 422 and "名册刚才被改过" in again.text
    assert "柳河村" not in entries(office, "villages")
    assert "新增 1 条" in told(office, press(office, again))


def test_what_a_page_brings_back_is_read_as_warily_as_an_upload(office, other_office):
    looked = upload(office, filled(office, 村=[("柳河村",)]), do="check")
    assert press(other_office, looked).status_code == 422  # another town's
    for carried in ("", "x", "§", "UEsDBA==", "A" * 999_000):
        assert press(office, looked, carried=carried).status_code == 422
    assert "柳河村" not in entries(office, "villages") + entries(other_office, "villages")


def test_a_file_too_large_to_give_along_is_asked_for_again(office):
    out = io.BytesIO(filled(office, 村=[("柳河村",)]))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/media/picture.bin", random.Random(1).randbytes(800_000))
    looked = upload(office, out.getvalue(), do="check")
    form = soup(looked).select_one("section form")
    assert "文件较大，请再选一次这个文件" in form.text and form.select_one("[type=file]")
    seen = form.select_one("[name=seen]")["value"]
    assert "新增 1 条" in told(office, upload(office, out.getvalue(), seen=seen))


def test_who_is_missing_is_asked_about_and_archived_only_where_ticked(office, cast):
    is_over(office, cast)
    book = book_of(office)
    book["代表"].delete_rows(FIRST, 2)  # 王建国, 李秀英
    looked = upload(office, saved(book), do="check")
    boxes = soup(looked).select("[name=leaving]")
    assert [box.parent.text.strip() for box in boxes] == ["归档代表“王建国”", "归档代表“李秀英”"]
    assert not any(box.has_attr("checked") for box in boxes)

    words = told(office, press(office, looked, leaving=boxes[0]["value"]))
    assert "归档 1 条" in words and "还有 1 条不在表里，没有变动" in words
    assert entries(office, "deputies") == ["李秀英", "陈志强", "赵大山"]
    assert names(office.get(f"{HOME}deputies?archived=1")) == ["王建国"]


def test_a_group_that_still_has_deputies_is_not_archived_and_nothing_else_is_done(office):
    book = book_of(office)
    book["小组"].delete_rows(FIRST, 1)  # 第一代表小组, whose deputies stay
    write(book["村"], FIRST + 3, "柳河村")
    looked = upload(office, saved(book), do="check")
    box = soup(looked).select_one("[name=leaving]")
    refused = press(office, looked, leaving=box["value"])

    assert refused.status_code == 422 and "没有导入：还有3位代表在这个小组" in refused.text
    assert soup(refused).select_one("[name=leaving]").has_attr("checked")
    assert "柳河村" not in entries(office, "villages")


def test_a_group_goes_together_with_its_deputies(office, cast):
    is_over(office, cast)
    book = book_of(office)
    book["小组"].delete_rows(FIRST + 1, 1)
    book["代表"].delete_rows(FIRST + 3, 1)  # 赵大山
    looked = upload(office, saved(book), do="check")
    boxes = [box["value"] for box in soup(looked).select("[name=leaving]")]
    assert "归档 2 条" in told(office, press(office, looked, leaving=boxes))
    assert entries(office, "groups") == ["第一代表小组"]


def test_only_what_a_file_leaves_out_can_be_archived_by_it(office, cast):
    looked = upload(office, office.get(FILE).data, do="check")
    leaving = [f"deputies-{cast.wang}", "deputies-x", "sites-1"]
    assert "没有变化" in told(office, press(office, looked, leaving=leaving))
    assert "王建国" in entries(office, "deputies")


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


def test_names_are_the_same_however_they_are_typed_and_stay_as_they_were_first(office, cast):
    is_over(office, cast)
    office.post(f"{HOME}groups/new", {"name": "东片1组"})
    data = filled(
        office,
        小组=[("东片１组",)],
        代表=[("买买提·吐尔逊", "东片1组"), ("古丽（东片）", "东片１组")],
    )
    assert "新增 2 条" in told(office, upload(office, data))
    again = filled(
        office, 代表=[(" 买买提•\u200b吐尔逊", "东片１　组"), ("古丽（东片）", "东片1组")]
    )
    looked = upload(office, again, do="check")
    assert "“买买提•吐尔逊”即“买买提·吐尔逊”" in soup(looked).select_one(".notice").text
    assert "表里的 2 条和名册完全一样" in told(office, press(office, looked))
    assert entries(office, "deputies")[-2:] == ["买买提·吐尔逊", "古丽（东片）"]
    twice = filled(office, 代表=[("阿依·古丽", "东片1组"), ("阿依・古丽", "东片1组")])
    assert mistakes(upload(office, twice)) == {
        "代表!A6": "和第5行重复，只能有一行。真有两位同名的，请在姓名后注明，如“阿依·古丽（石桥）”"
    }


def test_a_near_name_is_asked_about_before_a_second_one_is_made(office):
    data = filled(office, 代表=[("王建国（石桥）", "第一代表小组"), ("赵·大山", "第二代表小组")])
    asked = upload(office, data)  # without a look
    assert asked.status_code == 422
    questions = soup(asked).select("fieldset.question")
    assert [one.legend.text for one in questions] == ["名册里有“赵大山”，和“赵·大山”是同一位吗？"]
    name = questions[0].input["name"]
    assert press(office, asked).status_code == 422
    assert "新增 2 条" in told(office, press(office, asked, **{name: "new"}))
    assert entries(office, "deputies").count("赵·大山") == 1


def test_two_that_look_alike_from_before_are_both_kept_apart(app, office):
    with db.writing(app.extensions["database"]) as session:
        group = session.query(people.DeputyGroup).filter_by(name="第一代表小组").first()
        session.add_all(
            people.Deputy(
                town_id=group.town_id, term_id=group.term_id, group_id=group.id, name=name,
                group_role=people.GroupRole.MEMBER,
            )
            for name in ("阿依·古丽", "阿依•古丽")
        )  # fmt: skip
    assert "完全一样" in told(office, upload(office, office.get(FILE).data))
    book = book_of(office)
    for row in book["代表"].iter_rows(min_row=FIRST):
        if row[0].value == "阿依•古丽":
            row[4].value = "东片"
    assert "修改 1 条" in told(office, upload(office, saved(book)))
    assert names(office.get(f"{HOME}deputies?q=东片")) == ["阿依•古丽"]
