"""A plan made by mistake is taken back: it is read, counts nowhere, and can come again."""

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models
from inspect_app.inspections.models import plans
from inspect_app.people.access import Role
from inspect_app.people.models import Town, current_term
from tests.accounts.adding import account
from tests.planning.planning import EVERYBODY, WHY, cancel, edit_path, made, paper, plan_of, step
from tests.records.filling import ALL_PASS, set_state
from tests.records.sending import send


@pytest.fixture
def cancelled(office) -> int:
    """A plan with sites, people, a draw and a group link, taken back."""
    planned = made(office, **EVERYBODY)
    office.post(
        f"/office/inspections/{planned}/draws", {"number": 1, "seed": "7", "village": "张家村"}
    )
    assert cancel(office, planned).status_code == 303
    return planned


def plan_page(office, inspection: int) -> str:
    return office.get(f"/office/inspections/{inspection}/plan").text


def test_a_cancelled_plan_stands_apart_and_stays_readable(office, cancelled):
    page = BeautifulSoup(office.get("/office/inspections").text, "lxml")
    assert "冬季安全视察" not in page.table.text
    assert "冬季安全视察" in page.select_one("details.apart").text
    assert WHY in page.select_one("details.apart").text

    text = plan_page(office, cancelled)
    assert (
        "已撤销" in text and WHY in text and "最近一次抽中：张家村" in text and "村主干道" in text
    )
    assert "王建国" in paper(office, cancelled, "notice")
    assert "抽中：<b>张家村</b>" in office.get(f"/office/inspections/{cancelled}/draws").text
    assert f"撤销方案：{WHY}" in office.get("/office/audit").text


def test_it_counts_in_no_figure(app, office, cast, cancelled, rows):
    county = account(app, cast, "county", Role.COUNTY, _county(app, cast))
    assert "甲镇人居环境视察" in county.get("/office/county").text
    assert "冬季安全视察" not in county.get("/office/county").text
    assert "2026年（2次）" in office.get("/office/inspections").text
    board = office.get(f"/office/inspections/{cancelled}").text
    assert "方案已撤销" in board and "下载" not in board and "台账" not in board
    assert "报表预览" not in board
    assert rows(plans.last_planned, cast.jia).id != cancelled


@pytest.mark.parametrize(
    "what",
    ["report.docx", "workbook.xlsx", "handover.xlsx", "ledger.xlsx", "data.zip", "findings.xlsx", "papers", "report",
     "behind?what=records", "files", "handover", "ledger"],
)  # fmt: skip
def test_it_has_no_reports(office, cancelled, what):
    answer = office.get(f"/office/inspections/{cancelled}/{what}")
    assert answer.status_code == 409 and "方案已撤销，没有报表" in answer.text
    asked = office.post(f"/office/inspections/{cancelled}/files", {"kind": "workbook"})
    assert asked.status_code == 409


def test_its_paper_form_is_not_printed_any_more(office, cancelled):
    here = f"/office/inspections/{cancelled}/paper"
    for address in (here, f"{here}?version=1", f"{here}?assignment=1"):
        answer = office.get(address)
        assert answer.status_code == 409 and "方案已撤销，没有纸质表" in answer.text
    assert "恢复方案" in answer.text
    step(office, cancelled, "restore")
    assert office.get(here).status_code == 200


def test_the_command_line_makes_no_reports_of_it(app, office, cancelled, tmp_path):
    run = app.test_cli_runner().invoke
    listed = run(args=["report"]).output
    assert "甲镇人居环境视察" in listed and "冬季安全视察" not in listed
    for command in ("workbook", "word"):
        done = run(args=["report", command, str(cancelled), "-o", str(tmp_path / "out")])
        assert done.exit_code == 1 and "方案已撤销，没有报表" in done.output


def _county(app, cast) -> int:
    with db.writing(app.extensions["database"]) as session:
        county = Town(name="某县", contact="县人大办", is_county=True)
        session.add(county)
        session.flush()
        session.get(Town, cast.jia).county_id = county.id
        return county.id


def test_nothing_of_it_can_be_changed_or_started(office, cast, cancelled, rows):
    assert "视察已撤销，方案不能再改" in office.get(edit_path(cancelled)).text
    assert office.post(edit_path(cancelled), EVERYBODY).status_code == 422
    assert step(office, cancelled, "start").status_code == 422
    here = f"/office/inspections/{cancelled}"
    drawn = office.post(f"{here}/draws", {"number": 1, "village": "张家村"})
    assert drawn.status_code == 422 and "要改请先“恢复方案”" in drawn.text
    ticked = office.post(f"{here}/attendance", {f"presence-{cast.wang}": "attended"})
    assert ticked.status_code == 422 and "到场情况不能再改" in ticked.text
    assert office.post(f"{here}/group-link").status_code == 422
    assert rows(models.inspection, cast.jia, cancelled).state == "cancelled"


def test_deputies_see_nothing_of_it(office, wang, anybody, cast, rows):
    planned = made(office, **EVERYBODY)
    link = office.post(f"/office/inspections/{planned}/group-link")
    address = BeautifulSoup(link.text, "lxml").select_one("#group-text").text
    address = address[address.index("/g/") :].split()[0]
    assert "王建国" in anybody.get(address).text
    cancel(office, planned)

    assert anybody.get(address).status_code == 410
    assert "群链接打不开" in office.get(f"/office/inspections/{planned}/group-link").text
    assert "冬季安全视察" not in wang.get("/d/").text
    (visit,) = rows(plans.assignments, cast.jia, planned)
    assert wang.get(f"/d/assignments/{visit.id}").status_code == 404


def test_a_deputy_reads_of_it_only_on_the_receipt_of_what_the_phone_had_kept(
    office, wang, cast, rows
):
    planned = made(office, **EVERYBODY)
    (visit,) = rows(plans.assignments, cast.jia, planned)
    step(office, planned, "start")
    step(office, planned, "back")
    cancel(office, planned)
    bad = {**ALL_PASS, "item-ditch": "fail"}
    sent = [send(wang, cast, one, assignment=visit.id).json for one in (bad, ALL_PASS)]
    assert sent[0]["receipt"] == sent[1]["receipt"]
    receipt = wang.get(sent[0]["receipt"]).text
    assert "这次视察没有举行，记录已收下留存" in receipt
    assert "结束" not in receipt and "看每个问题" not in receipt and "能选" not in receipt
    assert "冬季安全视察" not in wang.get("/d/findings").text
    path = sent[0]["receipt"]
    for answer in (wang.get(f"{path}/choose"), wang.post(f"{path}/choose", {"revision": "1"})):
        assert (answer.status_code, answer.location) == (303, path)
    page = office.get(path.replace("/d/", "/office/")).text
    assert "视察不在进行中" in page and "两份都没有计入统计" in page and "结束" not in page


def test_what_a_phone_had_filled_before_is_kept_and_counts_once_all_is_restored(
    office, wang, cast, rows
):
    planned = made(office, **EVERYBODY)
    (visit,) = rows(plans.assignments, cast.jia, planned)
    assert step(office, planned, "start").status_code == 303
    assert step(office, planned, "back").status_code == 303
    cancel(office, planned)
    record = send(wang, cast, assignment=visit.id).json["record"]

    page = office.get(f"/office/records/{record}")
    assert "方案已撤销，要计入请先“恢复方案”" in page.text and "计入统计</button>" not in page.text
    assert office.post(f"/office/records/{record}/admit").status_code == 422
    assert step(office, planned, "restore").status_code == 303
    page = office.get(f"/office/records/{record}")
    assert "要计入请先“开始视察”" in page.text and "计入统计</button>" not in page.text
    assert office.post(f"/office/records/{record}/admit").status_code == 422
    assert step(office, planned, "start").status_code == 303
    assert office.post(f"/office/records/{record}/admit").status_code == 303


def test_what_holds_counted_records_is_not_cancelled(app, office, wang, cast, rows):
    send(wang, cast)
    set_state(app, cast, models.InspectionState.PLANNED)
    answer = cancel(office, cast.inspection)
    assert answer.status_code == 422 and "已有计入统计的检查记录，不能撤销方案" in answer.text
    assert rows(models.inspection, cast.jia, cast.inspection).state == "planned"


def test_a_plan_of_an_ended_term_is_restored_but_not_started(office, cast, cancelled, rows):
    term = rows(current_term, cast.jia)
    ended = office.post("/office/roster/term/end", {"term": term.id})
    assert ended.status_code == 303
    assert step(office, cancelled, "restore").status_code == 303
    answer = step(office, cancelled, "start")
    assert answer.status_code == 422 and "这一届已经结束" in answer.text
    assert rows(models.inspection, cast.jia, cancelled).state == "planned"


@pytest.mark.parametrize("reason", ["", "  \n", "长" * 101, "\x00"])
def test_without_a_fit_reason_it_stays_planned(office, cast, rows, reason):
    planned = made(office, **EVERYBODY)
    answer = cancel(office, planned, reason)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("details[open] #reason-error")
    assert rows(models.inspection, cast.jia, planned).state == "planned"


def test_it_is_restored_and_goes_on(office, wang, cast, cancelled, rows):
    before = [one.id for one in rows(plans.assignments, cast.jia, cancelled)]
    assert step(office, cancelled, "restore").status_code == 303
    one = rows(models.inspection, cast.jia, cancelled)
    assert one.state == "planned" and one.cancelled_because is None
    assert [one.id for one in rows(plans.assignments, cast.jia, cancelled)] == before
    assert "恢复方案" in office.get("/office/audit").text
    path = edit_path(cancelled)
    assert office.post(path, plan_of(office.get(path))).status_code == 303
    assert step(office, cancelled, "start").status_code == 303
    assert "冬季安全视察" in wang.get("/d/").text


def test_pressed_twice_it_is_cancelled_once(office, cast):
    planned = made(office, **EVERYBODY)
    form = BeautifulSoup(plan_page(office, planned), "lxml").select_one("form:has(#reason)")
    key = form.select_one("[name=once]")["value"]
    for _ in range(2):
        assert cancel(office, planned, once=key).status_code == 303
    assert office.get("/office/audit").text.count("撤销方案：") == 1
    # A form that was left open does not cancel what was restored meanwhile.
    step(office, planned, "restore")
    cancel(office, planned, once=key)
    assert "筹备中" in plan_page(office, planned)


def test_what_is_under_way_is_not_cancelled(office, cast):
    answer = cancel(office, cast.inspection)
    assert answer.status_code == 422 and "现在是“进行中”，不能撤销方案" in answer.text
