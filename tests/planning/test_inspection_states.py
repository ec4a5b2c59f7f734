"""An inspection goes from state to state and back, and only as its papers allow."""

from inspect_app.inspections import models
from tests.planning.planning import FACTS, edit_path, made, step
from tests.records.filling import ALL_PASS, submitted


def test_states_go_on_and_back(office, wang, cast, rows):
    made_id = made(office, what="1", **{"who-1-0": "g1"})
    assert "冬季安全视察" not in wang.get("/d/").text
    for do, state in [
        ("start", "under_way"), ("back", "planned"), ("start", "under_way"), ("close", "closed"),
        ("reopen", "under_way"), ("close", "closed"), ("archive", "archived"),
        ("unarchive", "closed"),
    ]:  # fmt: skip
        assert step(office, made_id, do, reason="还有两个点没去").status_code == 303
        assert rows(models.inspection, cast.jia, made_id).state == state
        assert ("冬季安全视察" in wang.get("/d/").text) == (state == "under_way")
    log = office.get("/office/audit").text
    for words in ("开始视察", "退回筹备", "结束视察", "撤销结束", "归档", "撤销归档"):
        assert words in log


def test_no_step_is_taken_from_another_state(office, cast):
    for do in ("start", "reopen", "archive", "unarchive"):
        answer = step(office, cast.inspection, do)
        assert answer.status_code == 422 and "现在是“进行中”" in answer.text
    assert step(office, cast.inspection, "vanish").status_code == 400


def test_what_deputies_wrote_keeps_an_inspection_from_going_back(office, wang, cast):
    submitted(wang, cast, ALL_PASS)
    answer = step(office, cast.inspection, "back")
    assert answer.status_code == 422 and "不能退回筹备" in answer.text


def test_reopening_keeps_records_and_lets_deputies_go_on(office, wang, cast):
    receipt = submitted(wang, cast, ALL_PASS).location
    assert step(office, cast.inspection, "close").status_code == 303
    assert step(office, cast.inspection, "reopen", reason="补一个点").status_code == 303
    assert wang.get(receipt).status_code == 200
    assert wang.get(f"/d/assignments/{cast.assignments[1]}").status_code == 200


def test_a_plan_that_is_over_is_only_read(office, cast, rows):
    path = edit_path(cast.closed)
    assert "方案不能再改" in office.get(path).text
    answer = office.post(path, FACTS)
    assert answer.status_code == 422 and "方案不能再改" in answer.text
    assert rows(models.inspection, cast.jia, cast.closed).title == "甲镇人居环境视察"
