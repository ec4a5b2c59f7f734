"""Inspections of a term that has ended: read, brought to their end, followed up; nothing begins."""

import pytest

from inspect_app.inspections import models
from tests.planning.planning import EVERYBODY, cancel, edit_path, made, step
from tests.records.filling import ALL_PASS
from tests.records.sending import send

ENDED = "这一届已经结束"


@pytest.fixture
def end_term(office):
    def end():
        assert office.post("/office/roster/term/end", {"term": 1}).status_code == 303

    return end


@pytest.fixture
def state(cast, rows):
    return lambda inspection: rows(models.inspection, cast.jia, inspection).state


def test_what_is_closed_is_not_opened_again(office, cast, end_term, state):
    end_term()
    answer = step(office, cast.closed, "reopen")
    assert answer.status_code == 422 and f"{ENDED}，不能撤销结束" in answer.text
    assert "按晚到保存" in answer.text, "what can be done instead"
    assert state(cast.closed) == "closed"


def test_in_the_term_in_office_it_is(office, cast, state):
    assert step(office, cast.closed, "reopen", reason="补一个点").status_code == 303
    assert state(cast.closed) == "under_way"


def test_a_plan_is_neither_changed_nor_drawn_for_nor_begun(office, end_term, state):
    planned = made(office, **EVERYBODY)
    end_term()
    here = f"/office/inspections/{planned}"
    assert "修改方案</a>" not in office.get(f"{here}/plan").text
    assert f"{ENDED}，方案不能再改" in office.get(edit_path(planned)).text
    changed = office.post(edit_path(planned), EVERYBODY)
    assert changed.status_code == 422 and f"{ENDED}，方案不能再改" in changed.text
    drawn = office.post(f"{here}/draws", {"number": 1, "seed": "7", "village": "张家村"})
    assert drawn.status_code == 422 and f"{ENDED}，不能再抽取" in drawn.text
    assert "抽取并记录</button>" not in office.get(f"{here}/draws").text
    ticked = office.post(f"{here}/attendance", {"presence-1": "attended"})
    assert ticked.status_code == 422 and f"{ENDED}，到场情况不能再改" in ticked.text
    started = step(office, planned, "start")
    assert started.status_code == 422 and f"{ENDED}，不能开始视察" in started.text
    assert state(planned) == "planned"
    assert cancel(office, planned).status_code == 303, "what will not be made is put away"


def test_what_is_under_way_has_no_new_plan_and_no_new_ways_in(office, cast, end_term):
    end_term()
    here = f"/office/inspections/{cast.inspection}"
    assert office.post(edit_path(cast.inspection), EVERYBODY).status_code == 422
    for answer in (
        office.get(f"{here}/group-link"), office.post(f"{here}/group-link"), office.post(f"{here}/codes")
    ):  # fmt: skip
        page = answer.text.split("<main")[1]
        assert f"{ENDED}，代表进不来" in page and "<button" not in page and "/g/" not in page
    assert answer.status_code == 422
    assert "接下来发链接给代表" not in office.get(f"{here}/plan").text


def test_it_is_brought_to_its_end_and_followed_up(office, wang, cast, end_term, state):
    bad = send(wang, cast, {**ALL_PASS, "item-ditch": "fail"}).json["record"]
    end_term()
    late = send(wang, cast, assignment=cast.assignments[1]).json
    assert late["state"] == "late"
    here = f"/office/inspections/{cast.inspection}"
    assert office.post(f"{here}/attendance", {"presence-1": "attended"}).status_code == 303
    assert step(office, cast.inspection, "close").status_code == 303
    assert office.post(f"/office/records/{late['record']}/admit").status_code == 303
    assert office.get(f"{here}/entry").status_code == 200, "paper that came is typed in as well"
    reviewed = office.post(f"{here}/findings", {"finding": 1, "do": "keep", "seen": "0"})
    assert reviewed.status_code == 303
    for one in ("archive", "unarchive"):
        assert step(office, cast.inspection, one).status_code == 303
    assert office.get(f"/office/records/{bad}").status_code == 200
    assert state(cast.inspection) == "closed"


def test_what_is_under_way_is_ended_and_not_put_back(office, wang, cast, end_term, state):
    """Put back it could not be begun again, and what phones still hold would have no place."""
    end_term()
    answer = step(office, cast.inspection, "back")
    assert answer.status_code == 422 and f"{ENDED}，不能退回筹备" in answer.text
    assert state(cast.inspection) == "under_way"
    assert send(wang, cast, ALL_PASS).status_code == 200
    assert step(office, cast.inspection, "close").status_code == 303


def test_the_board_asks_for_no_links_that_nobody_could_use(office, cast, end_term):
    board = f"/office/inspections/{cast.inspection}"
    assert "还没有给代表链接" not in office.get(board).text
    end_term()
    assert "还没有给代表链接" not in office.get(board).text
