"""Paper is an equal way: the office types paper forms in, in a grid or in Excel, all or nothing."""

import io
import json
import re
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from inspect_app import db
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.checklist.shipped import FOLDER as LISTS
from inspect_app.inspections import models as inspections
from inspect_app.paper.entry import check
from inspect_app.paper.views import entry as entry_views
from inspect_app.people import models as people
from inspect_app.people.access import Role
from inspect_app.settings import ZONE
from tests.board.pages import board
from tests.cast import PASSWORD_HASH, THREE_SECTIONS, bring_on
from tests.conftest import Person
from tests.examples import examples
from tests.paper.entering import (
    CHEN,
    EXCEL_ROW,
    GOOD,
    LI,
    SQUARE,
    STREET,
    WANG,
    address,
    changed,
    filled,
    typed,
    upload,
)
from tests.records.filling import ALL_PASS, form_url, set_state
from tests.records.sending import send
from tests.soup import soup


def test_paper_forms_typed_in_become_records_that_name_who_typed_them(office, wang, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, CHEN, {**GOOD, "suggestion": "加个桶"}), ("", "", {})]
    answer = office.post(address(cast), typed(*rows))

    assert answer.status_code == 303
    notice = soup(office.get(answer.location)).select_one(".notice")
    assert "已录入 2 份" in notice.text and "发现 4 个问题" in notice.text
    assert [one.get_text(" ", strip=True).rpartition("，")[2] for one in notice.select("li")] == [
        "2 个问题", "2 个问题"
    ]  # fmt: skip
    assert [link.text for link in notice.select("a")] == ["第1号", "第2号", "去核定"]
    reviewed = office.get(notice.select("a")[2]["href"])
    assert reviewed.text.count("村口") >= 2
    assert "村口" in office.get(notice.a["href"]).text
    words = board(office, cast)
    assert "村口" in words and "桥头" in words and "甲镇人大办代录" in words
    assert "由甲镇人大办代录" in wang.get("/d/records/" + record_id(office, cast)).text
    assert "已送达 第1号" in wang.get("/d/").text


def record_id(office, cast):
    link = soup(office.get(f"/office/inspections/{cast.inspection}")).select_one("#r1")
    return link["href"].rpartition("/")[2]


def test_a_row_with_mistakes_stops_all_and_keeps_everything_typed(office, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, "", {"heap": "很多", "bin": "1", "days": "99"})]
    answer = office.post(address(cast), typed(*rows))
    page = soup(answer)

    assert answer.status_code == 422 and "还没有记录" in board(office, cast)
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#c2-deputy", "#c2-heap", "#c2-days", "#c2-ditch", "#c2-named"]
    assert page.select_one("#c1-heap")["value"] == "2 村口；桥头"
    assert page.select_one("#c2-heap")["value"] == "很多"
    assert page.select_one("#c1-deputy")["value"] == WANG
    assert "请填 1" in page.select_one("#e2-heap").text


def test_what_the_paper_left_empty_is_asked_and_may_be_typed_in_all_the_same(office, wang, cast):
    row = (STREET, WANG, {"heap": "1", "bin": "1"})
    refused = soup(office.post(address(cast), typed(row)))
    (told,) = refused.select(".error-summary li")
    assert [link["href"] for link in told.select("a")] == ["#c1-ditch", "#c1-named"]
    assert "第1行 4. 6. 没有填" in told.text and "照样录入" in told.text

    office.post(address(cast), typed(row, incomplete="1"))
    assert "待补正" in board(office, cast)
    assert "还差 2 处没有填好" in wang.get("/d/records/" + record_id(office, cast)).text


def test_the_same_forms_again_change_nothing_and_others_are_not_overwritten(office, wang, cast):
    send(wang, cast, ALL_PASS)
    other = soup(office.post(address(cast), typed((STREET, WANG, GOOD))))
    assert "已有第1号记录，内容不同" in other.select_one("#e1-deputy").text
    assert "第 1 号检查记录" in office.get(other.select_one("#e1-deputy a")["href"]).text

    for _ in range(2):
        office.post(address(cast), typed((SQUARE, WANG, GOOD)))
    assert office.get(f"/office/inspections/{cast.inspection}").text.count("号记录") == 2
    twice = soup(office.post(address(cast), typed((SQUARE, CHEN, GOOD), (SQUARE, CHEN, GOOD))))
    assert "和第1行是同一位代表" in twice.select_one("#e2-deputy").text


def test_nobody_types_into_another_town_or_for_another_group(office, other_office, wang, cast):
    assert other_office.get(address(cast)).status_code == 404
    assert other_office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 404
    assert wang.get(address(cast)).status_code in (302, 303)
    stranger = soup(office.post(address(cast), typed((STREET, "赵大山（第二代表小组）", GOOD))))
    assert "请选代表" in stranger.select_one("#e1-deputy").text


@pytest.mark.parametrize(
    ("site", "deputy"),
    [
        ("张家村・村主干道", "王建国（第一代表小组）"),
        (" 张家村 •\u200b村主干道", "王 建国"),
        ("张家村村主干道", "王·建国"),
        ("张家村 村主干道", "王.建 国"),
        ("张家村：村主干道", "王。建国"),
        ("张家村—村主干道", "王建国"),
    ],
)
def test_a_site_and_a_deputy_are_known_however_their_names_are_typed(office, cast, site, deputy):
    assert office.post(address(cast), typed((site, deputy, GOOD))).status_code == 303
    assert "王建国" in board(office, cast)


@pytest.mark.parametrize("words", ["欧阳艾力江", "欧阳 艾力江", "欧阳。艾力江", "欧阳－艾力江"])
def test_a_deputys_name_is_known_without_its_dot(app, office, cast, words):
    with db.writing(app.extensions["database"]) as session:
        session.get(people.Deputy, cast.wang).name = "欧阳·艾力江"
    assert office.post(address(cast), typed((STREET, words, GOOD))).status_code == 303
    assert "欧阳·艾力江" in board(office, cast)


def test_a_name_that_means_nobody_is_told_with_the_name(office, cast):
    refused = soup(office.post(address(cast), typed(("张家村 · 村道", "王建", GOOD))))
    assert "请选点位，列表里没有“张家村 · 村道”" in refused.select_one("#e1-site").text
    assert "请选代表，列表里没有“王建”" in refused.select_one("#e1-deputy").text


@pytest.mark.parametrize(
    ("site", "deputy"),
    [
        ("村主干道", "建国"),
        ("张家 主干", "建国"),
        ("张家-主干道", "王 国"),
        ("1、张家村 · 村主干道", "王建国代表"),
        ("张家村·村主干道北段", "第一代表小组王建国"),
        ("张家村村主干", "1、王建国 13800138000"),
    ],
)
def test_a_part_of_a_name_chooses_nobody_behind_the_clerks_back_but_is_told(
    office, cast, site, deputy
):
    refused = soup(office.post(address(cast), typed((site, deputy, GOOD))))
    assert f"列表里没有“{site}”。是“{STREET}”吗？" in refused.select_one("#e1-site").text
    assert f"列表里没有“{deputy}”。是“{WANG}”吗？" in refused.select_one("#e1-deputy").text


def test_a_part_that_several_names_have_tells_them(office, cast):
    refused = soup(office.post(address(cast), typed(("张家", WANG, GOOD))))
    assert f"列表里没有“张家”，相近的有{STREET}、{SQUARE}" in refused.select_one("#e1-site").text


def test_the_browser_is_told_which_page_the_server_has_taken(office, cast):
    """It keeps what is typed; see tests/phone/test_kept_at_the_desk.py."""
    row = (STREET, WANG, GOOD)
    for refused in (typed((STREET, "", GOOD), kept="a1b2"), typed(row, kept="a1b2", do="more")):
        page = soup(office.post(address(cast), refused))
        form = page.select_one("form[data-kept]")
        assert form.select_one("[name=kept]")["value"] == "a1b2" and "data-unsaved" in form.attrs
        assert "data-taken" not in page.body.attrs
    taken = office.get(office.post(address(cast), typed(row, kept="a1b2")).location)
    assert soup(taken).body["data-taken"] == "a1b2"
    account = soup(taken).body
    assert account["data-town"] == str(cast.jia) and account["data-account"]
    form = soup(taken).select_one("form[data-kept]")
    assert form.select_one("[name=kept]")["value"] == "" and "data-unsaved" not in form.attrs
    for odd in ("../x", "a&b=1", "A", "a" * 21):
        assert "taken" not in office.post(address(cast), typed(row, kept=odd)).location


def test_paper_that_comes_after_the_end_is_late_until_the_office_admits_it(app, office, cast):
    set_state(app, cast, "closed")
    assert "录入填好的纸质表" in office.get(f"/office/inspections/{cast.inspection}").text
    assert "按晚到保存" in office.get(address(cast)).text
    answer = office.post(address(cast), typed((STREET, WANG, GOOD)))
    notice = soup(office.get(answer.location)).select(".notice")[-1]
    assert "已录入 1 份" in notice.text and "晚到，还没有计入" in notice.text
    assert "还没有问题" in board(office, cast)

    again = office.post(address(cast), typed((STREET, WANG, GOOD)))
    assert "1 份以前录过，内容相同" in office.get(again.location).text
    changed = office.post(address(cast), typed((STREET, WANG, {**GOOD, "heap": "1"})))
    assert changed.status_code == 422 and "要算数请打开它点“计入统计”" in changed.text

    record = notice.a["href"]
    assert "村口" in soup(office.get(record)).select_one(".said").text  # read before it counts
    assert office.post(f"{record}/admit").status_code == 303
    changed = office.post(address(cast), typed((STREET, WANG, {**GOOD, "heap": "1"})))
    assert "要更正请先“撤销结束”，再由代表或联络员在手机上更正" in changed.text
    assert "村口" in board(office, cast) and "还没有问题" not in board(office, cast)


def test_an_excel_sheet_after_the_end_is_late_too_and_twice_is_once(app, office, cast):
    set_state(app, cast, "closed")
    data = filled(office, cast, EXCEL_ROW)
    assert "晚到，还没有计入" in office.get(upload(office, cast, data).location).text
    assert "1 份以前录过" in office.get(upload(office, cast, data).location).text


def test_paper_of_who_was_archived_since_the_first_day_can_be_typed_in(app, office, cast):
    def archive(moment):
        with db.writing(app.extensions["database"]) as session:
            session.get(people.Deputy, cast.wang).archived_at = moment

    with db.reading(app.extensions["database"]) as session:
        first_day = session.get(inspections.Inspection, cast.inspection).starts_on
    set_state(app, cast, "closed")
    morning = datetime.combine(first_day, time(), ZONE)
    archive(morning - timedelta(minutes=1))
    assert WANG not in office.get(address(cast)).text
    archive(morning)
    for answer in (
        office.post(address(cast), typed((STREET, WANG, GOOD))),
        upload(office, cast, filled(office, cast, {**EXCEL_ROW, "点位": SQUARE})),
    ):
        assert "已录入 1 份" in office.get(answer.location).text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("planned", "请先在方案里点“开始视察”"),
        ("archived", "要改请先“撤销归档”"),
        ("cancelled", "要改请先“恢复方案”"),
    ],
)
def test_paper_is_not_typed_in_before_the_beginning_or_once_all_is_put_away(
    app, office, cast, state, words
):
    set_state(app, cast, state)
    assert "录入填好的纸质表" not in office.get(f"/office/inspections/{cast.inspection}").text
    for answer in (
        office.get(address(cast)),
        office.post(address(cast), typed((STREET, WANG, GOOD))),
        office.get(address(cast, "entry.xlsx")),
        office.post(address(cast, "entry.xlsx")),
    ):
        assert answer.status_code == 422 and words in answer.text
    assert "还没有记录" in board(office, cast)


def test_a_site_given_to_one_deputy_takes_no_other_deputys_form(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        row = session.get(inspections.Assignment, cast.assignments[0])
        row.deputy_id = cast.wang
    answer = office.post(address(cast), typed((STREET, CHEN, GOOD)))
    assert answer.status_code == 422 and "定了由另一位代表去" in answer.text
    assert office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 303


def test_a_phone_that_is_faster_than_the_row_is_told_and_nothing_is_half_entered(
    monkeypatch, office, wang, cast
):
    def then_the_phone_hands_in(*arguments, **more):
        ready = check(*arguments, **more)
        with ThreadPoolExecutor(1) as phone:
            phone.submit(send, wang, cast).result()
        return ready

    monkeypatch.setattr(entry_views, "check", then_the_phone_hands_in)
    rows = [(SQUARE, CHEN, GOOD), (STREET, WANG, GOOD)]
    answer = office.post(address(cast), typed(*rows))

    assert answer.status_code == 422 and "已有第1号记录" in answer.text
    assert "代录" not in board(office, cast) and "请选一份" not in wang.get("/d/").text


def test_the_records_page_has_the_codes_of_the_paper_form(office, wang, cast):
    office.post(address(cast), typed((STREET, WANG, GOOD)))
    page = soup(office.get("/office/records/" + record_id(office, cast)))
    assert [head.text.split(".")[0] for head in page.select("tbody th")][:3] == ["1", "2", "3"]
    assert "1. 没有成堆垃圾" in page.select_one(".finding").text


def test_an_excel_row_of_another_deputy_is_told_by_its_cell(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Assignment, cast.assignments[0]).deputy_id = cast.wang
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, {**EXCEL_ROW, "代表": CHEN}))
    (told,) = soup(answer).select(".error-summary tbody tr")
    assert told.th.text == "B6" and "定了由另一位代表去" in told.text
    assert "还没有记录" in board(office, cast)


# 560 of these have as many cells as 200 of a shipped checklist.
@pytest.mark.parametrize("ordinal", [65, 200, 201, 560])
def test_no_row_is_dropped_for_standing_far_down(office, cast, ordinal):
    rows = [("", "", {})] * (ordinal - 1) + [(STREET, WANG, GOOD)]
    answer = office.post(address(cast), typed(*rows))
    assert "已录入 1 份" in soup(office.get(answer.location)).select_one(".notice").text


def test_more_rows_are_given_and_nothing_typed_is_lost(office, cast):
    page = soup(office.post(address(cast), typed((STREET, WANG, {"heap": "2 村口"}), do="more")))
    assert page.select_one("#c1-heap")["value"] == "2 村口"
    assert page.select_one("#c1-deputy")["value"] == WANG
    assert len(page.select(".grid tbody tr")) == 9 and not page.select(".error-summary")
    assert "还没有记录" in board(office, cast)


@pytest.mark.parametrize("happy", ["1", ""])
def test_what_stands_in_an_item_that_is_not_asked_is_told_and_nothing_saved(office, cast, happy):
    filled_too_much = (STREET, WANG, {**GOOD, "happy": happy, "why": "没人管"})
    answer = office.post(address(cast), typed((SQUARE, CHEN, GOOD), filled_too_much))
    (told,) = soup(answer).select(".error-summary li")
    assert answer.status_code == 422 and told.a["href"] == "#c2-why"
    assert "前面第7项“群众满意吗?”没有选“不满意”，这一格不用填，请清空或改前面" in told.text
    assert soup(answer).select_one("#c2-why")["value"] == "没人管"
    assert "还没有记录" in board(office, cast)
    for put_right in ({"why": " "}, {"happy": "2"}):
        row = (STREET, WANG if "why" in put_right else LI, {**filled_too_much[2], **put_right})
        assert office.post(address(cast), typed(row)).status_code == 303


@pytest.mark.parametrize(
    ("happy", "since", "told"),
    [
        ("1", "2", ["第7项“群众满意吗?”没有选“不满意”"] * 2),
        ("1", "", ["第7项“群众满意吗?”没有选“不满意”"]),
        ("2", "1", ["第8项“多久了?”没有选“一年多”"]),
        ("9", "2", ["“9”不在选项里"]),
    ],
)
def test_of_items_that_hang_on_each_other_the_first_that_rules_them_out_is_told(
    app, happy, since, told
):
    raw = json.loads(json.dumps(THREE_SECTIONS))
    why = raw["sections"][2]["items"][-1]
    options = [{"id": "new", "label": "刚有"}, {"id": "old", "label": "一年多"}]
    since_when = {"id": "since", "kind": "choice", "question": "多久了?", "options": options}
    raw["sections"][2]["items"].insert(-1, {**since_when, "show_if": why["show_if"]})
    why["show_if"] = {"item": "since", "in": ["old"]}
    cast = bring_on(app, datetime.now(ZONE).date(), raw)
    cells = {**GOOD, "happy": happy, "since": since, "why": "没人管"}
    answer = Person(app).log_in("甲镇").post(address(cast), typed((STREET, WANG, cells)))
    lines = [line.text for line in soup(answer).select(".error-summary li")]
    assert len(lines) == len(told)
    assert all(words in line for words, line in zip(told, lines, strict=True)), lines


def test_an_excel_cell_that_is_not_asked_is_told_by_its_name(office, cast):
    row = {**EXCEL_ROW, "7": 1, "8": "没人管"}
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, row))
    (told,) = soup(answer).select(".error-summary tbody tr")
    assert told.th.text == "J6" and "没有选“不满意”" in told.text
    assert "还没有记录" in board(office, cast)


def test_what_is_asked_behind_an_answer_that_cannot_be_read_waits_for_that(office, cast):
    row = (STREET, WANG, {**GOOD, "happy": "很满意吗", "why": "没人管"})
    page = soup(office.post(address(cast), typed(row)))
    assert [link["href"] for link in page.select(".error-summary a")] == ["#c1-happy"]


def test_a_cell_that_is_asked_is_read_and_its_mistake_told(office, cast):
    bad = (SQUARE, WANG, {**GOOD, "happy": "2 没人管", "why": "x" * 3000})
    page = soup(office.post(address(cast), typed(bad)))
    assert [link["href"] for link in page.select(".error-summary a")] == ["#c1-why"]


def test_all_a_paper_says_of_a_place_reaches_the_finding(office, cast):
    row = (STREET, WANG, {**GOOD, "heap": "2 村口一堆【重大】【3处】【建议：三天内清走】"})
    office.post(address(cast), typed(row))
    text = office.get("/office/records/" + record_id(office, cast)).text
    assert "村口一堆" in text and "3处" in text and "三天内清走" in text and "重大" in text


def test_what_the_deputy_withdrew_is_not_typed_in_again_behind_the_deputys_back(
    app, office, wang, cast
):
    row = (STREET, WANG, GOOD)
    office.post(address(cast), typed(row))
    wang.post(f"/d/records/{record_id(office, cast)}/withdraw")
    page = soup(office.post(address(cast), typed(row)))
    told = page.select_one("#e1-deputy").text
    assert "代表撤回了这份记录（第1号）。要算数请由代表或联络员在手机上重新提交" in told
    set_state(app, cast, "closed")
    page = soup(office.post(address(cast), typed(row)))
    assert "要算数请先“撤销结束”，再由代表" in page.select_one("#e1-deputy").text


def test_namesakes_of_a_group_are_told_apart(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        wang = session.get(people.Deputy, cast.wang)
        session.add(
            people.Deputy(
                town_id=wang.town_id,
                term_id=wang.term_id,
                group_id=wang.group_id,
                name=wang.name,
                group_role=people.GroupRole.MEMBER,
            )
        )
    answer = office.post(address(cast), typed((STREET, WANG, GOOD), (STREET, WANG + "2", GOOD)))
    assert "已录入 2 份" in office.get(answer.location).text


def test_the_chair_prints_and_reads_but_types_nothing_in(app, cast, office):
    with db.writing(app.extensions["database"]) as session:
        session.add(
            people.Account(
                town_id=cast.jia,
                login="主席",
                name="马主席",
                role=Role.CHAIR,
                password_hash=PASSWORD_HASH,
            )
        )
    chair = Person(app).log_in("主席")
    assert chair.get(address(cast, "paper")).status_code == 200
    assert "录入填好的纸质表" not in chair.get(f"/office/inspections/{cast.inspection}").text
    for answer in (
        chair.get(address(cast)),
        chair.post(address(cast), typed((STREET, WANG, GOOD))),
        chair.get(address(cast, "entry.xlsx")),
        chair.post(address(cast, "entry.xlsx")),
    ):
        assert answer.status_code == 403


def test_the_sheet_offers_sites_and_deputies_and_explains_each_code(office, cast):
    book = load_workbook(io.BytesIO(office.get(address(cast, "entry.xlsx")).data))
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


cells = st.one_of(
    st.none(), st.text(max_size=8), st.integers(-9, 10**20), st.floats(), st.booleans()
)


@examples(25)
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


def test_all_forms_of_a_checklist_are_printed_from_one_page_each_on_its_own_sheet(office, cast):
    one = soup(office.get(address(cast, "paper")))
    link = one.find("a", string="全部打印（2份）")
    page = soup(office.get(link["href"]))
    sheets = page.select("main section.sheet")
    assert [sheet.select_one(".head td:not([colspan])").text for sheet in sheets] == [
        STREET,
        SQUARE,
    ]
    assert all(len(sheet.select(".items td.code")) == 8 for sheet in sheets)
    assert "每份另起一页" in page.nav.text and len(one.select("section.sheet")) == 1


LONGEST = max(
    (load_checklist(path, load_laws(LISTS / "laws.yaml")) for path in LISTS.glob("[!l]*.yaml")),
    key=lambda checklist: len(checklist.items),
)


@pytest.fixture
def at_the_desk(page, server):
    """The office of 甲镇 in a browser, logged in; call it once the cast is there."""

    def sit_down():
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{server}/office/login")
        page.fill("#login", "甲镇")
        page.fill("#password", "correct-horse-battery")
        page.get_by_role("button", name="登录").click()
        return page

    return sit_down


def told_by(command, *arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, check=True).stdout


def test_the_longest_paper_form_prints_on_two_sheets_of_a4_with_every_code(
    app, at_the_desk, server, tmp_path
):
    raw = json.loads(LONGEST.model_dump_json(by_alias=True))
    cast = bring_on(app, date(2026, 11, 23), raw)
    page = at_the_desk()
    page.goto(server + address(cast, "paper"))
    page.get_by_role("link", name="张家村 · 文化广场").click()
    page.wait_for_url("**assignment=*")
    pdf = tmp_path / "paper.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)

    about = told_by("pdfinfo", pdf)
    assert "(A4)" in about and "Pages:           2" in about
    sheets = told_by("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    assert "张家村 · 文化广场" in sheets[0] and "请用浏览器的打印" not in sheets[0]
    codes = [int(n) for n in re.findall(r"^ *(\d+) {2,}\S", "".join(sheets), re.M)]
    assert codes == list(range(1, len(LONGEST.number_by_item) + 1))
    assert all("编号" in sheet for sheet in sheets), "the head repeats"
    assert "代表签名" in sheets[1] and "请勿填写涉密内容" in sheets[1]


def test_a_short_paper_form_prints_on_one_page(at_the_desk, server, cast, tmp_path):
    page = at_the_desk()
    page.goto(server + address(cast, "paper"))
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    assert "Pages:           1" in told_by("pdfinfo", tmp_path / "paper.pdf")


def test_the_paper_form_says_when_an_item_is_asked(office, cast):
    text = soup(office.get(address(cast, "paper"))).get_text()
    assert "“群众满意吗?”答了不满意时才填" in "".join(text.split())


@pytest.fixture
def grid(at_the_desk, server, cast):
    page = at_the_desk()
    page.goto(server + address(cast))
    return page


def paste(grid, cell, text):
    grid.locator(cell).focus()
    grid.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste",
          {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def test_the_grid_is_filled_with_the_keyboard_and_by_pasting_from_excel(grid, office, cast):
    grid.locator("#c1-heap").click()
    grid.keyboard.type("2 村口")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("1")
    grid.keyboard.press("ArrowDown")
    assert grid.evaluate("document.activeElement.id") == "c2-bin"
    paste(grid, "#c1-ditch", "3\t1\n3\t1\n")
    assert grid.locator("#c2-named").input_value() == "1"
    for field in ("c2-bin", "c2-ditch", "c2-named"):
        grid.locator(f"#{field}").fill("")
    grid.locator("#c1-site").fill(STREET)
    grid.locator("#c1-deputy").fill(LI)
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()
    assert "村口" in board(office, cast)


def test_enter_goes_along_the_paper_form_and_on_to_the_next(grid):
    grid.locator("#c1-site").click()
    grid.keyboard.press("Enter")
    assert grid.evaluate("document.activeElement.id") == "c1-deputy"
    grid.locator("#c1-highlight").click()
    grid.keyboard.press("Enter")
    assert grid.evaluate("document.activeElement.id") == "c2-site"
    grid.keyboard.press("Shift+Enter")
    assert grid.evaluate("document.activeElement.id") == "c1-highlight"


def test_what_is_left_of_a_rows_checks_is_passed_by_one_press_and_undone_by_another(grid, cast):
    grid.locator("#c1-site").fill(STREET)
    grid.locator("#c1-deputy").fill(LI)
    grid.locator("#c1-heap").fill("2 村口")
    grid.locator("[data-rest]").click()
    checks = [grid.locator(f"#c1-{name}") for name in ("heap", "bin", "ditch", "named")]
    assert [cell.input_value() for cell in checks] == ["2 村口", "1", "1", "1"]
    assert grid.locator("#c1-days").input_value() == grid.locator("#c2-bin").input_value() == ""
    grid.locator("[data-rest]").click()
    assert [cell.input_value() for cell in checks] == ["2 村口", "", "", ""]
    grid.locator("[data-rest]").click()
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()


def test_what_was_typed_is_offered_after_a_reload_until_the_server_has_it(grid, server, cast):
    asked = []
    grid.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    grid.locator("#c1-site").click()
    grid.keyboard.type("主干")  # a part of the name, and on
    grid.keyboard.press("Enter")
    paste(grid, "#c3-deputy", "李秀英\t\t2 村口")
    assert grid.locator("#c1-site").input_value() == STREET
    grid.reload()
    assert asked == ["beforeunload"]
    assert "没有录入完的 2 行" in grid.locator("[data-offer]").text_content()

    grid.locator("#c1-bin").fill("1")
    grid.get_by_role("button", name="接着录").click()
    rows = [[grid.locator(f"#c{n}-{name}").input_value() for name in GOOD] for n in (1, 2, 3)]
    assert rows == [["", "1", "", ""], ["", "", "", ""], ["2 村口", "", "", ""]]
    assert grid.locator("#c2-site").input_value() == STREET
    assert grid.locator("#c3-deputy").input_value() == LI
    for field in ("c1-bin", "c2-site"):
        grid.locator(f"#{field}").fill("")
    grid.locator("#c3-site").fill("主干")
    for name in ("bin", "ditch", "named"):
        grid.locator(f"#c3-{name}").fill("1")
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()
    assert grid.locator("[data-offer]").is_hidden()

    grid.locator("#c1-site").fill("广场")
    grid.get_by_role("button", name="退出").click()
    assert asked == ["beforeunload", "confirm"]
    assert grid.evaluate("localStorage.length") == 0


def test_what_was_typed_and_is_dropped_is_offered_no_more(grid):
    grid.on("dialog", lambda one: one.accept())
    grid.locator("#c1-site").fill("主干")
    grid.reload()
    grid.get_by_role("button", name="不要了").click()
    assert grid.locator("[data-offer]").is_hidden()
    grid.reload()
    assert grid.locator("[data-offer]").is_hidden()


def test_a_name_with_more_beside_it_is_asked_about_in_the_grid_and_not_chosen(grid):
    grid.locator("#c1-deputy").fill("王建国代表")
    grid.keyboard.press("Enter")
    assert grid.locator("#c1-deputy").input_value() == "王建国代表"
    assert grid.locator("#c1-deputy").get_attribute("aria-invalid") == "true"
    said = f"第1行“王建国代表”是“{WANG}”吗？"
    assert grid.locator("[data-notice]").text_content() == said


def test_a_part_of_a_name_in_a_block_chooses_nobody_and_is_asked_about(grid):
    paste(grid, "#c1-site", f"主干\t王建\n{STREET}\t李\n张家村村主干道\t王建国\n")
    cells = [f"#c{n}-{column}" for n in (1, 2, 3) for column in ("site", "deputy")]
    assert [grid.locator(cell).input_value() for cell in cells] == [
        "主干", "王建", STREET, "李", STREET, WANG,
    ]  # fmt: skip
    marked = [grid.locator(cell).get_attribute("aria-invalid") for cell in cells]
    assert marked == ["true", "true", None, "true", None, None]
    said = grid.locator("[data-notice]").text_content()
    assert said == (
        f"第1行“主干”是“{STREET}”吗？；第1行“王建”是“{WANG}”吗？；第2行“李”是“{LI}”吗？"
    )
    grid.locator("#c1-deputy").focus()
    grid.locator("#c1-bin").focus()
    assert grid.locator("#c1-deputy").input_value() == "王建"


def test_a_block_from_excel_makes_the_rows_it_needs_and_tells_what_does_not_fit(grid, office, cast):
    block = [
        f"{STREET}\t王建国\t\t2 村口",
        '文化广场\t陈志强\t\t"2 ""老"" 槐树\n桥头"',
        "桥头\t李秀英\t\t1",
    ]
    paste(grid, "#c7-site", "\r\n".join(block) + "\r\n")

    values = [grid.locator(f"#c{n}-heap").input_value() for n in (7, 8, 9)]
    assert values == ["2 村口", '2 "老" 槐树 桥头', "1"]
    assert grid.locator("#c9-deputy").input_value() == LI
    said = grid.locator("[data-notice]").text_content()
    assert "第9行“桥头”" in said and f"第8行“文化广场”是“{SQUARE}”吗？" in said
    grid.locator("#c8-site").fill(SQUARE)
    grid.locator("#c9-site").fill(STREET)
    for n in (7, 8, 9):
        for name in ("bin", "ditch", "named"):
            grid.locator(f"#c{n}-{name}").fill("1")
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 3 份" in grid.locator("section[role=status]").text_content()
    assert "老" in board(office, cast)


def test_the_cell_that_is_typed_in_says_what_it_asks(grid):
    grid.locator("#c1-days").focus()
    assert "几天清运一次" in grid.locator("[data-asks]").text_content()
    assert "单位是天" in grid.locator("[data-asks]").text_content()


def test_a_draft_on_the_deputys_phone_stays_when_the_office_types_the_paper_in(office, wang, cast):
    wang.put(
        form_url(cast) + "/draft", {"device": "phone", "item-heap": "pass", "suggestion": "修桥"}
    )
    assert office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 303
    page = office.get(f"/office/records/{record_id(office, cast)}")
    assert "没有交上来的草稿" in page.text and "修桥" in page.text
