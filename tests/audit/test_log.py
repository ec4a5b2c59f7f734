"""The audit log over HTTP: what is noted, who may read it, the re-opened Excel, append-only."""

import json
import re
import sqlite3
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import audit, db
from inspect_app.settings import ZONE
from tests.audit.log_page import lines
from tests.cast import PASSWORD
from tests.records.filling import ALL_PASS, failing, jpeg, submitted
from tests.records.sending import send
from tests.review.reviewing import listing, save
from tests.workbook_lint import read_workbook


def noted(app, what="试一试", name="甲镇人大办", kind=audit.Kind.RIGHTS, town=1) -> None:
    with db.writing(app.extensions["database"]):
        audit.note(audit.Somebody(town, name), kind, what, "账号")


def test_log_ins_and_log_outs_are_noted(app, office, wang, anybody):
    anybody.post("/office/login", {"login": "甲镇", "password": "wrong-password"})
    anybody.post("/office/login", {"login": "nobody", "password": PASSWORD})

    assert lines(office)[:3] == [
        ["没有登录的人", "", "登录失败", "密码不对，连续第1次", "账号甲镇人大办"],
        ["王建国", "代表", "登录", "用个人链接进入", ""],
        ["甲镇人大办", "人大办", "登录", "用密码登录", ""],
    ]
    office.post("/office/logout")
    office.log_in("甲镇")
    assert lines(office)[1][2:4] == ["退出", "退出登录"]


def test_no_secret_stands_in_the_log(raw, office, wang, cast, anybody):
    anybody.post("/office/login", {"login": "甲镇", "password": "wrong-password"})
    anybody.post("/office/login", {"login": "my-secret-typed-as-name", "password": "x"})
    kept = str(raw.execute("SELECT * FROM audit_entry").fetchall())

    for secret in ("wrong-password", PASSWORD, "my-secret-typed-as-name", *cast.links.values()):
        assert secret not in kept


def test_a_stranger_who_goes_on_guessing_does_not_fill_the_log(office, anybody, cast):
    for _ in range(12):
        anybody.post("/office/login", {"login": "甲镇", "password": "wrong-password"})
    assert sum(line[2] == "登录失败" for line in lines(office)) == 5


def test_downloads_are_noted(app, office, cast):
    office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    office.get(f"/office/inspections/{cast.inspection}/entry.xlsx")
    office.get(f"/office/inspections/{cast.yi_inspection}/workbook.xlsx")

    assert [line[3] for line in lines(office, "?kind=export")] == [
        "下载纸质表的录入表", "下载视察报告工作簿",
    ]  # fmt: skip
    result = app.test_cli_runner().invoke(
        args=[
            "report",
            "workbook",
            str(cast.inspection),
            "-o",
            app.extensions["settings"].database.with_name("a.xlsx").as_posix(),
        ]
    )
    assert result.exit_code == 0
    assert lines(office)[0][:1] + lines(office)[0][2:4] == [
        "命令行",
        "下载导出",
        "写出视察报告工作簿",
    ]


def test_changes_of_content_are_noted(app, office, wang, cast, three):
    office.post(listing(cast), {"finding": three, "unit": "镇政府", "do": "keep"})
    save(office, three[0], description="不该出现在日志里的话", do="save")
    undo = BeautifulSoup(office.get(listing(cast)).text, "lxml").select_one("form.last-act")
    office.post(undo["action"])
    wang.post(submitted(wang, cast, ALL_PASS).location + "/withdraw")

    content = lines(office, "?kind=content")
    assert [line[3] for line in content] == [
        "撤回王建国的检查记录", "又提交了不同的内容，等代表选定",
        "撤销对问题的改动，涉及问题1个：存在问题", "核定问题1个：存在问题",
        "核定问题3个：责任单位、核定结果", "提交检查记录", "提交检查记录",
    ]  # fmt: skip
    assert content[4][4] == "甲镇人居环境视察第1、2、3号问题"
    assert "不该出现" not in json.dumps(content, ensure_ascii=False)


def test_paper_entry_and_late_records_are_noted(app, office, wang, cast):
    grid = {
        "1-site": "张家村 · 村主干道", "1-deputy": "陈志强（第一代表小组）", "1-heap": "1", "1-bin": "1",
        "1-ditch": "1", "1-named": "1", "1-happy": "",
    }  # fmt: skip
    assert office.post(f"/office/inspections/{cast.inspection}/entry", grid).status_code == 303
    assert lines(office)[0][2:] == ["内容改动", "代录纸质表1份", "甲镇人居环境视察第1号记录"]

    with db.writing(app.extensions["database"]) as session:
        from inspect_app.inspections.models import Inspection, InspectionState

        session.get_one(Inspection, cast.inspection).state = InspectionState.CLOSED
    late = send(wang, cast, failing("迟到的")).json["record"]
    office.post(f"/office/records/{late}/admit")
    assert lines(office)[0][3:] == ["让晚到的记录计入统计", "甲镇人居环境视察第2号记录"]


def test_a_correction_a_tick_and_a_file_asked_for_are_noted(office, wang, cast):
    submitted(wang, cast, ALL_PASS)
    sent = {**failing("桶满了"), "base": 1, "item-bin-0-photo": str(uuid4())}
    submitted(wang, cast, sent)
    submitted(wang, cast, sent)  # the same again is no correction
    wang.post("/d/feedback", {"text": "字太小"})
    for do in ("", "", "reopen"):
        office.post("/office/feedback/1", {"do": do})
    wang.put(f"/d/photos/{sent['item-bin-0-photo']}?record={record_of(office)}", jpeg())
    office.post(f"/office/inspections/{cast.inspection}/files", {"kind": "photos"})

    told = [(line[0], *line[3:]) for line in lines(office)]
    assert told.count(("王建国", "更正检查记录", "甲镇人居环境视察第1号记录")) == 1
    assert told.count(("甲镇人大办", "意见反馈标为已处理", "第1条")) == 1
    assert told.count(("甲镇人大办", "意见反馈改回未处理", "第1条")) == 1
    assert ("甲镇人大办", "要求生成照片压缩包", "甲镇人居环境视察") in told


def record_of(office) -> str:
    page = office.get("/office/inspections/1/records").text
    return re.search(r"/office/records/([0-9a-f-]{36})", page)[1]


def test_what_a_deputy_hands_in_is_noted_once_however_often_it_comes(office, wang, li, zhao, cast):
    record = uuid4()
    for _ in range(3):
        send(wang, cast, record=record)
    send(wang, cast, {**ALL_PASS, "suggestion": "不该出现"})
    send(li, cast, site=1, **{"for": cast.wang})
    send(zhao, cast)

    noted = [line for line in lines(office, "?kind=content") if "第" in line[4]]
    title = "甲镇人居环境视察"
    assert [(line[0], line[3], line[4]) for line in reversed(noted)] == [
        ("王建国", "提交检查记录", f"{title}第1号记录"),
        ("王建国", "又提交了不同的内容，等代表选定", f"{title}第1号记录"),
        ("王建国", "提交检查记录，由李秀英（联络员）录入", f"{title}第2号记录"),
        ("赵大山", "提交检查记录（晚到，没有计入统计）", f"{title}第3号记录"),
    ]
    assert "不该出现" not in json.dumps(noted, ensure_ascii=False)


def test_wrong_passwords_on_ones_own_page_are_noted(office):
    sent = {
        "present": "wrong",
        "password": "another-long-passphrase",
        "again": "another-long-passphrase",
    }
    for _ in range(3):
        assert office.post("/office/me/password", sent).status_code == 422
    assert [line[3] for line in lines(office)].count("现在的密码填错") == 3


def test_it_filters_by_kind_day_and_person(app, office, wang, cast):
    today = datetime.now(ZONE).date()
    assert {line[0] for line in lines(office, "?person=王建国")} == {"王建国"}
    assert {line[2] for line in lines(office, "?kind=sign_in")} == {"登录"}
    assert len(lines(office, f"?day={today}")) == 2
    assert lines(office, f"?day={today - timedelta(days=1)}") == []
    assert len(lines(office, "?day=nonsense&kind=nonsense")) == 2


def test_it_is_paged_and_the_figure_equals_the_lines(app, office):
    for n in range(60):
        noted(app, f"第{n}次")
    first, second = lines(office), lines(office, "?page=2")

    assert (len(first), len(second)) == (50, 11)
    assert first[0][3] == "第59次" and lines(office, "?page=99") == second
    assert "共 61 条" in office.get("/office/audit").text


@pytest.mark.parametrize("words", ["=1+1", "@sum", "+86", "第一行\n第二行", "\x00\ufffe"])
def test_the_download_holds_the_same_lines_and_no_formula(app, office, words):
    noted(app, words)
    answer = office.get("/office/audit.xlsx?kind=rights")
    sheet = read_workbook(answer.data)["操作日志"]

    head, row = list(sheet.iter_rows(min_row=3, max_row=4))
    values = {a.value: b for a, b in zip(head, row, strict=True)}
    assert values["谁"].value == "甲镇人大办" and values["类别"].value == "账号和权限"
    assert values["做了什么"].data_type == "s"
    assert "甲镇" in answer.headers["Content-Disposition"].encode().decode("unicode_escape") or (
        "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    )
    assert sheet.max_row == 4
    assert lines(office)[0][3] == "下载操作日志1条"


def test_a_log_too_long_for_a_file_is_never_cut_silently(app, office, monkeypatch):
    from inspect_app.reports.views import audit_log

    monkeypatch.setattr(audit_log, "MOST_IN_A_FILE", 3)
    for _ in range(4):
        noted(app)
    answer = office.get("/office/audit.xlsx")
    assert answer.status_code == 422 and "请先按类别、日期或人筛选" in answer.text
    assert office.get("/office/audit.xlsx?kind=sign_in").status_code == 200


def test_office_chair_and_administrator_read_it_and_deputies_do_not(office, chair, admin, wang):
    for person in (office, chair, admin):
        assert person.get("/office/audit").status_code == 200
        assert person.get("/office/audit.xlsx").status_code == 200
    assert wang.get("/office/audit").status_code == 303


def test_a_town_sees_nothing_of_another(app, office, other_office, cast):
    noted(app, "甲镇的事")
    assert "甲镇" not in json.dumps(lines(other_office), ensure_ascii=False)
    options = BeautifulSoup(other_office.get("/office/audit").text, "lxml").select("option")
    assert "甲镇人大办" not in [one.text for one in options]
    sheet = read_workbook(other_office.get("/office/audit.xlsx").data).active
    assert not any("甲镇" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_a_towns_lines_are_numbered_without_gaps_however_busy_others_are(app, office, other_office):
    for ordinal in range(3):
        noted(app, f"第{ordinal}件", town=1)
        noted(app, f"别处第{ordinal}件", town=2)
    for person in (office, other_office):
        page = BeautifulSoup(person.get("/office/audit").text, "lxml")
        shown = [int(cell.get_text()) for cell in page.select("#log tbody td:first-child")]
        assert shown == [4, 3, 2, 1]
        sheet = read_workbook(person.get("/office/audit.xlsx").data).active
        cells = [row[0] for row in sheet.iter_rows(values_only=True)]
        assert [one for one in cells if isinstance(one, int)] == shown


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET what = 'x'",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT id, town_id, at, kind, by_role, by_id, by_name,"
        " 'x', about, number + 100 FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT id + 100, town_id, at, kind, by_role, by_id,"
        " by_name, 'x', about, number FROM audit_entry",
    ],
)
def test_no_line_can_be_changed_or_deleted(raw, office, statement):
    before = raw.execute("SELECT * FROM audit_entry").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    assert before and raw.execute("SELECT * FROM audit_entry").fetchall() == before


def test_what_is_undone_with_its_deed_is_not_noted(app, office, cast):
    """A line is written in the transaction of what it tells of."""
    with pytest.raises(RuntimeError), db.writing(app.extensions["database"]):
        audit.note(audit.Somebody(cast.jia, "甲镇人大办"), audit.Kind.RIGHTS, "没有发生的事")
        raise RuntimeError
    assert "没有发生的事" not in office.get("/office/audit").text
