"""What a phone kept while the office changed the plan or the roster: never refused, never lost."""

from uuid import uuid4

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.people.models import Deputy
from tests.board.pages import board
from tests.planning.planning import plan_of
from tests.records.filling import ALL_PASS, form_url, set_state, submitted
from tests.records.sending import send
from tests.roster.entries import changed


def plan_without(office, cast, site: int):
    """Have the office take a site out of the plan of the inspection that is under way."""
    path = f"/office/inspections/{cast.inspection}/plan/edit"
    sent = plan_of(office.get(path))
    return office.post(path, {**sent, f"who-{site}-0": "", f"what-{site}-0": [], "do": "save"})


def test_what_was_filled_offline_for_a_site_taken_out_meanwhile_is_kept_for_the_office(
    wang, chen, cast, office
):
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "沟里的"}
    assert plan_without(office, cast, 1).status_code == 303
    assert "村主干道" not in wang.get("/d/").text
    record = uuid4()
    answers = [send(wang, cast, bad, record=record) for _ in range(2)]

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    assert "这个地方已经不用去了" in wang.get(answers[0].json["receipt"]).text
    assert "没有计入统计的记录" in board(office, cast) and "沟里的" not in board(office, cast)
    assert "村主干道" not in office.get(f"/office/inspections/{cast.inspection}/plan").text
    path = answers[0].json["receipt"].replace("/d/", "/office/")
    assert "点位就回到方案里" in office.get(path).text
    office.post(path + "/admit")
    assert "沟里的" in board(office, cast)
    assert "村主干道" in office.get(f"/office/inspections/{cast.inspection}/plan").text
    assert send(chen, cast).json["state"] == "submitted"


def test_a_site_put_back_into_the_plan_is_the_one_that_phones_know(wang, cast, office):
    path = f"/office/inspections/{cast.inspection}/plan/edit"
    before = plan_of(office.get(path))
    plan_without(office, cast, 1)
    seen = plan_of(office.get(path))["seen"]
    assert office.post(path, {**before, "seen": seen}).status_code == 303
    assert send(wang, cast).json["state"] == "submitted"


def test_what_one_of_the_group_filled_before_another_was_named_is_kept(
    app, wang, chen, cast, office
):
    path = f"/office/inspections/{cast.inspection}/plan/edit"
    office.post(path, {**plan_of(office.get(path)), "who-1-0": f"d{cast.wang}"})
    first = send(chen, cast)
    assert (first.status_code, first.json["state"]) == (200, "late")
    again = send(
        chen, cast, {**ALL_PASS, "suggestion": "再想想"}, record=first.json["record"], base=1
    )
    assert (again.status_code, again.json["state"]) == (200, "late")
    assert send(wang, cast).json["state"] == "submitted"


def test_what_comes_while_the_plan_is_prepared_again_is_kept(app, wang, cast):
    set_state(app, cast, inspections.InspectionState.PLANNED)
    assert send(wang, cast).json["state"] == "late"


def test_who_changed_the_group_reaches_what_was_begun_and_handed_in(app, wang, zhao, cast, office):
    """As after an inspection that was closed, its deputies regrouped, and opened again."""
    handed_in = send(wang, cast).json
    wang.put(form_url(cast, 1) + "/draft", {**ALL_PASS, "record": str(uuid4())})
    with db.writing(app.extensions["database"]) as session:
        session.get(Deputy, cast.wang).group_id = 2

    today = wang.get("/d/").text
    assert "村主干道" in today and "文化广场" in today
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "更正的"}
    corrected = send(wang, cast, bad, record=handed_in["record"], base=1)
    assert (corrected.status_code, corrected.json["state"]) == (200, "submitted")
    assert "更正的" in board(office, cast)
    assert wang.get(form_url(cast, 1)).status_code == 200
    assert submitted(wang, cast, ALL_PASS, 1).status_code == 303
    assert "村主干道" not in zhao.get("/d/").text


def test_what_a_phone_held_when_its_deputy_changed_the_group_after_the_end_is_kept(
    app, wang, cast, office
):
    set_state(app, cast, inspections.InspectionState.CLOSED)
    entry = {"name": "王建国", "group": "第二代表小组", "group_role": "组员", "levels": ["镇"]}
    assert changed(office, f"/office/roster/deputies/{cast.wang}", entry).status_code == 303
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "沟里的"}
    answer = send(wang, cast, bad)

    assert (answer.status_code, answer.json["state"]) == (200, "late")
    assert "算不算数由镇人大办决定" in wang.get(answer.json["receipt"]).text
    assert "第 1 号检查记录" in office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    for path in (form_url(cast), form_url(cast) + "/blank", form_url(cast, 1)):
        assert wang.get(path).status_code == 404
    set_state(app, cast, inspections.InspectionState.UNDER_WAY)
    office.post(answer.json["receipt"].replace("/d/", "/office/") + "/admit")
    assert "沟里的" in board(office, cast)


@pytest.mark.parametrize("state", ["PLANNED", "CANCELLED"])
def test_nobody_hands_in_for_another_groups_site_where_nobody_ever_went(app, zhao, cast, state):
    set_state(app, cast, inspections.InspectionState[state])
    assert send(zhao, cast).status_code == 404
