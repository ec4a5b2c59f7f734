"""应到, 实到, 请假: ticked by the office, counted where reports print them."""

import re

import pytest

from tests.planning.planning import cancel, made, paper, plan_of, step
from tests.records.sending import send
from tests.soup import soup
from tests.workbook_lint import read_workbook


def path(cast):
    return f"/office/inspections/{cast.inspection}/attendance"


def ticked(office, cast, **said):
    return office.post(path(cast), {name.replace("_", "-"): value for name, value in said.items()})


def facts(office, cast) -> str:
    book = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    sheet = read_workbook(book.data)["汇总"]
    return "".join(str(row[0].value) for row in sheet.iter_rows(max_row=8))


def test_what_is_ticked_is_in_the_report(office, cast):
    answer = ticked(
        office, cast, presence_1="attended", presence_2="on_leave", reason_2="住院",
        presence_3="not_expected",
    )  # fmt: skip
    assert answer.status_code == 303
    assert "应到：2人    实到：1人" in facts(office, cast)
    page = office.get(path(cast)).text
    assert "应到 2 人 · 实到 1 人" in page and 'value="住院"' in page
    assert "登记到场情况" in office.get("/office/audit").text


def test_the_rest_came_with_one_press(office, cast):
    ticked(
        office, cast, presence_1="expected", presence_2="on_leave", presence_3="expected", do="rest"
    )
    assert "应到：3人    实到：2人" in facts(office, cast)


@pytest.mark.parametrize("do", ["", "rest"])
def test_what_is_ticked_is_said_to_be_saved(office, cast, do):
    assert "已保存" not in office.get(path(cast)).text
    assert "已保存" in office.get(ticked(office, cast, presence_1="expected", do=do).location).text


def sent_from(page, **ticks: str) -> dict[str, str]:
    """What the page sends with these ticks changed."""
    form = soup(page).select_one("form[action$=attendance]")
    kept = {one["name"]: one["value"] for one in form.select("input:not([type=radio])")}
    kept |= {one["name"]: one["value"] for one in form.select("input[checked]")}
    return kept | {name.replace("_", "-"): value for name, value in ticks.items()}


@pytest.mark.parametrize("do", ["", "rest"])
def test_of_two_who_tick_at_once_neither_takes_the_others_ticks_back(office, cast, do):
    mine = office.get(path(cast))
    ticked(office, cast, presence_1="on_leave", reason_1="住院")  # a colleague, meanwhile
    assert office.post(path(cast), sent_from(mine, presence_2="attended", do=do)).status_code == 303
    seen = {3: "attended" if do else "expected", 1: "on_leave", 2: "attended"}
    assert marks(office, cast) == seen and 'value="住院"' in office.get(path(cast)).text


def test_whom_a_colleague_has_ticked_otherwise_since_is_left_and_named(office, cast):
    mine = office.get(path(cast))
    ticked(office, cast, presence_1="on_leave", reason_1="住院")
    sent = sent_from(mine, presence_1="attended", presence_2="attended")
    answer = office.post(path(cast), sent)
    assert answer.status_code == 422 and "王建国刚才由别人登记过" in answer.text
    assert marks(office, cast) == {1: "on_leave", 2: "attended", 3: "expected"}
    again = sent_from(answer, presence_1="attended")
    assert office.post(path(cast), again).status_code == 303
    assert marks(office, cast)[1] == "attended"


def marks(office, cast) -> dict[int, str]:
    ticks = soup(office.get(path(cast))).select("input[type=radio][checked]")
    return {int(one["name"].removeprefix("presence-")): one["value"] for one in ticks}


def test_nothing_ticked_is_no_zero(office, cast):
    ticked(office, cast, presence_1="expected")
    assert "应到：3人    实到：—" in facts(office, cast)


def test_a_reason_goes_with_the_leave(office, cast):
    ticked(office, cast, presence_1="on_leave", reason_1="住院")
    ticked(office, cast, presence_1="attended", reason_1="住院")
    assert "住院" not in office.get(path(cast)).text


@pytest.mark.parametrize("do", ["", "rest"])
def test_a_reason_without_a_tick_is_a_leave_and_is_said(office, cast, do):
    saved = ticked(
        office, cast, presence_1="attended", presence_2="expected", reason_2="出差",
        presence_3="not_expected", do=do,
    )  # fmt: skip
    page = office.get(saved.location).text
    assert "只写了请假原因的 1 位，记作请假" in page and 'value="出差"' in page
    assert "应到：2人    实到：1人" in facts(office, cast)
    assert f"/office/inspections/{cast.inspection}/close" in page


def test_a_leave_taken_back_is_none_though_its_reason_stands_there(office, cast):
    ticked(office, cast, presence_1="on_leave", reason_1="住院", presence_2="attended")
    ticked(office, cast, presence_1="expected", reason_1="住院", presence_2="attended")
    page = soup(office.get(path(cast)))
    assert page.select_one("#presence-1-expected").has_attr("checked")


def test_ticks_taken_back_count_no_more(office, cast):
    ticked(office, cast, presence_1="attended")
    ticked(office, cast, presence_1="expected")
    assert "实到：—" in facts(office, cast)


def test_only_who_is_expected_is_ticked(office, cast):
    ticked(office, cast, presence_4="attended", presence_5="attended", presence_1="dancing")
    assert "应到：3人    实到：—" in facts(office, cast)


def test_after_the_end_it_may_be_completed_until_it_is_archived(office, cast):
    state = f"/office/inspections/{cast.inspection}/state"
    office.post(state, {"do": "close"})
    assert ticked(office, cast, presence_1="attended").status_code == 303
    office.post(state, {"do": "archive"})
    answer = ticked(office, cast, presence_2="attended")
    assert answer.status_code == 422 and "到场情况不能再改" in answer.text
    assert "实到：1人" in facts(office, cast)


def expected(office, inspection: int) -> str:
    page = office.get(f"/office/inspections/{inspection}/plan").text
    return re.search(r"应到 (\S+) ·", page)[1]


def test_who_joins_or_leaves_a_group_counts_in_what_is_not_over(office, cast):
    planned = made(office, **{"what": "1", "who-1-0": "g1"})
    closed = expected(office, cast.closed)
    before = int(expected(office, planned))
    entry = {"name": "新代表", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}
    assert office.post("/office/roster/deputies/new", entry).status_code == 303
    assert expected(office, planned) == expected(office, cast.inspection) == str(before + 1)
    assert "新代表" in paper(office, planned, "notice")
    assert office.post(f"/office/roster/deputies/{cast.wang}/archive").status_code == 303
    assert expected(office, planned) == str(before)
    assert office.post(f"/office/roster/deputies/{cast.wang}/restore").status_code == 303
    assert expected(office, planned) == str(before + 1)
    assert expected(office, cast.closed) == closed


def test_who_joins_while_a_plan_is_taken_back_counts_once_it_is_restored(office):
    planned = made(office, **{"what": "1", "who-1-0": "g1"})
    before = int(expected(office, planned))
    cancel(office, planned)
    entry = {"name": "新代表", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}
    assert office.post("/office/roster/deputies/new", entry).status_code == 303
    step(office, planned, "restore")
    assert expected(office, planned) == str(before + 1)


def test_a_late_record_that_puts_its_site_back_brings_its_deputies_back(office, wang, chen, cast):
    path = f"/office/inspections/{cast.inspection}/plan/edit"
    sent = plan_of(office.get(path))
    one = {**sent, "who-1-0": f"d{cast.wang}", "who-2-0": "", "what-2-0": []}
    assert office.post(path, one).status_code == 303
    assert expected(office, cast.inspection) == "1"
    late = send(chen, cast, site=1).json["receipt"].replace("/d/", "/office/")
    assert office.post(late + "/admit").status_code == 303
    assert expected(office, cast.inspection) == "3"
