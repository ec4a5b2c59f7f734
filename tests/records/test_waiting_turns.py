"""What is sent while the office has its turn to write: what counts is how it leaves things."""

from uuid import uuid4

import pytest

from inspect_app import db
from inspect_app.entering.models import SignIn
from inspect_app.inspections.models import Assignment, Inspection, InspectionState
from inspect_app.people.models import Deputy, GroupRole
from tests.board.pages import board
from tests.paper.entering import CHEN, GOOD, SQUARE, STREET, WANG, address, typed
from tests.person import Person
from tests.records.filling import ALL_PASS, form_url, jpeg, set_state, submitted
from tests.records.sending import choose_form, send
from tests.waiting import while_the_office_writes

OTHERS = (InspectionState.PLANNED, InspectionState.CANCELLED, InspectionState.ARCHIVED)


def to_state(cast, state):
    def change(session):
        session.get(Inspection, cast.inspection).state = state

    return change


def other_window(app, person):
    """Return the same deputy in another window of the same browser."""
    other = Person(app)
    cookie = person.client.get_cookie("inspect-deputy").value
    other.client.set_cookie("inspect-deputy", cookie, domain="localhost")
    return other


@pytest.mark.parametrize("state", [*OTHERS, InspectionState.CLOSED])
def test_what_is_handed_in_while_the_office_ends_it_is_late(app, wang, chen, cast, office, state):
    again = [other_window(app, one) for one in (wang, chen)]
    answers = while_the_office_writes(
        app,
        to_state(cast, state),
        lambda: send(wang, cast),
        lambda: submitted(chen, cast, ALL_PASS),
        lambda: send(again[0], cast, site=1),
        lambda: submitted(again[1], cast, ALL_PASS, 1),
    )
    assert [one.status_code for one in answers] == [200, 303, 200, 303]
    assert answers[0].json["state"] == answers[2].json["state"] == "late"
    assert "4 份记录送到时" in board(office, cast)


def test_what_is_handed_in_while_its_site_is_taken_out_is_late(app, wang, chen, cast):
    def take_out(session):
        for assignment_id in cast.assignments:
            session.get(Assignment, assignment_id).taken_out_at = db.now()

    again = [other_window(app, one) for one in (wang, chen)]
    answers = while_the_office_writes(
        app,
        take_out,
        lambda: send(wang, cast),
        lambda: send(chen, cast),
        lambda: send(again[0], cast, site=1),
        lambda: send(again[1], cast, site=1),
    )
    assert {one.json["state"] for one in answers} == {"late"}


def test_no_draft_and_no_withdrawal_gets_into_what_is_planned_again(app, wang, chen, li, cast):
    record = send(wang, cast).json
    again = other_window(app, wang)
    drafts = [
        lambda one=one: one.put(form_url(cast, 1) + "/draft", {**ALL_PASS, "n": 1, "device": "a"})
        for one in (chen, li)
    ]
    answers = while_the_office_writes(
        app,
        to_state(cast, InspectionState.PLANNED),
        lambda: wang.post(f"{record['receipt']}/withdraw"),
        lambda: again.post(form_url(cast, 1), {"do": "later", **ALL_PASS}),
        *drafts,
    )
    assert [one.status_code for one in answers] == [404] * 4
    set_state(app, cast, InspectionState.UNDER_WAY)
    assert "已收回" not in wang.get(record["receipt"]).text
    assert "接着填" not in wang.get("/d/").text


def archives_wang(cast):
    def change(session):
        session.get(Deputy, cast.wang).archived_at = db.now()

    return change


def test_what_is_handed_in_while_the_deputy_is_archived_is_late_and_no_form_is_taken(
    app, wang, cast, office
):
    record, photo = uuid4(), uuid4()
    again = [other_window(app, wang) for _ in range(3)]
    answers = while_the_office_writes(
        app,
        archives_wang(cast),
        lambda: send(wang, cast, {**ALL_PASS, "item-seen": str(photo)}, record),
        lambda: again[0].put(f"/d/photos/{photo}?record={record}", jpeg()),
        lambda: submitted(again[1], cast, {**ALL_PASS, "highlight": "走之前写的"}, 1),
        lambda: again[2].put(form_url(cast, 1) + "/draft", {**ALL_PASS, "n": 1, "device": "a"}),
    )
    assert [one.status_code for one in answers] == [200, 200, 403, 403]
    assert (answers[0].json["state"], answers[0].json["receipt"]) == ("late", "/d/waiting")
    assert "您现在不在代表名单里" in answers[2].text and "走之前写的" in answers[2].text
    page = office.get(f"/office/records/{record}").text
    assert "没有计入统计" in page and "1/1" in page


def test_what_is_handed_in_while_the_deputy_goes_to_another_group_is_late(app, wang, chen, cast):
    def change(session):
        group = session.query(Deputy).filter_by(name="赵大山").one().group_id
        for name in ("王建国", "陈志强"):
            session.query(Deputy).filter_by(name=name).one().group_id = group

    again = [other_window(app, one) for one in (wang, chen)]
    answers = while_the_office_writes(
        app,
        change,
        lambda: send(wang, cast),
        lambda: send(chen, cast),
        lambda: send(again[0], cast, site=1),
        lambda: send(again[1], cast, site=1),
    )
    assert {(one.status_code, one.json["state"]) for one in answers} == {(200, "late")}


def test_what_a_liaison_hands_in_while_she_is_one_no_more_is_her_own_and_late(
    app, li, cast, office
):
    def change(session):
        session.query(Deputy).filter_by(name="李秀英").one().group_role = GroupRole.MEMBER

    record, photo = uuid4(), uuid4()
    again = [other_window(app, li) for _ in range(3)]
    whose = {"for": cast.wang}
    answers = while_the_office_writes(
        app,
        change,
        lambda: send(li, cast, record=record, **whose),
        lambda: again[0].put(f"/d/photos/{photo}?record={record}&for={cast.wang}", jpeg()),
        lambda: again[1].post(form_url(cast, 1), {"do": "submit", **ALL_PASS, **whose}),
        lambda: again[2].put(form_url(cast, 1) + "/draft", {**ALL_PASS, "n": 1, **whose}),
    )
    assert [one.status_code for one in answers] == [200, 200, 404, 404]
    assert answers[0].json["state"] == "late"
    assert "李秀英（替王建国填）" in office.get(f"/office/records/{record}").text
    assert li.get(f"/d/photos/{photo}").status_code == 200


def test_a_phone_whose_link_is_taken_back_while_it_waits_sends_all_after_the_next_entering(
    app, wang, cast, raw
):
    def change(session):
        for row in session.query(SignIn).filter_by(deputy_id=cast.wang):
            row.ended_at = db.now()

    record, photo = uuid4(), uuid4()
    again = [other_window(app, wang) for _ in range(3)]
    asked = (
        lambda: send(wang, cast, {**ALL_PASS, "item-seen": str(photo)}, record),
        lambda: again[0].put(f"/d/photos/{photo}?record={record}", jpeg()),
        lambda: again[1].put(form_url(cast, 1) + "/draft", {**ALL_PASS, "n": 1, "device": "a"}),
        lambda: submitted(again[2], cast, {**ALL_PASS, "highlight": "路灯都亮"}, 1),
    )
    answers = while_the_office_writes(app, change, *asked)

    assert {one.status_code for one in answers} == {403}, "which the phone takes for: enter again"
    assert [one.json.get(name) for one, name in zip(answers, ("sent", "photo"), strict=False)] == [
        str(record),
        str(photo),
    ]
    assert "路灯都亮" in answers[3].text
    assert raw.execute("select count(*) from record").fetchone() == (0,)
    wang.enter(cast.links["wang"])
    again = [other_window(app, wang) for _ in range(3)]
    assert [one().status_code for one in asked] == [200, 200, 200, 303]


@pytest.mark.parametrize("state", OTHERS)
def test_paper_typed_in_while_the_office_puts_all_away_is_refused(app, office, cast, state):
    windows = [Person(app).log_in("甲镇") for _ in range(4)]
    answers = while_the_office_writes(
        app,
        to_state(cast, state),
        *(lambda one=one: one.post(address(cast), typed((STREET, CHEN, GOOD))) for one in windows),
    )
    assert {one.status_code for one in answers} == {422}
    assert "现在不能录入" in answers[0].text and "还没有记录" in board(office, cast)


def test_paper_typed_in_while_the_office_ends_it_is_late(app, office, cast):
    windows = [Person(app).log_in("甲镇") for _ in range(4)]
    sheets = [(STREET, WANG), (STREET, CHEN), (SQUARE, WANG), (SQUARE, CHEN)]
    answers = while_the_office_writes(
        app,
        to_state(cast, InspectionState.CLOSED),
        *(
            lambda one=one, site=site, who=who: one.post(address(cast), typed((site, who, GOOD)))
            for one, (site, who) in zip(windows, sheets, strict=True)
        ),
    )
    assert {one.status_code for one in answers} == {303}
    assert "4 份记录送到时" in board(office, cast) and "还没有记录" in board(office, cast)


def test_nothing_is_chosen_corrected_or_withdrawn_while_the_office_ends_it(
    app, wang, chen, cast, office
):
    receipts = [send(one, cast).json for one in (wang, chen)]
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "桥下发黑"}
    send(wang, cast, bad)  # from another phone
    chosen = choose_form(wang, receipts[0]["receipt"], 1)
    again = other_window(app, chen)
    answers = while_the_office_writes(
        app,
        to_state(cast, InspectionState.CLOSED),
        lambda: wang.post(receipts[0]["receipt"] + "/choose", chosen),
        lambda: chen.post(receipts[1]["receipt"] + "/withdraw"),
        lambda: send(again, cast, bad, receipts[1]["record"], base=1),
        lambda: other_window(app, wang).post(receipts[0]["receipt"] + "/choose", chosen),
    )
    assert [one.status_code for one in answers] == [303, 404, 200, 303]
    assert "桥下发黑" not in board(office, cast), "what counts is what it said before"
    assert "代表已撤回" not in board(office, cast)
    assert "2 份记录，代表两次交来" in board(office, cast), "and both contents are kept"


def test_nothing_is_reviewed_or_undone_while_the_office_archives_it(app, wang, office, cast):
    bad = {**ALL_PASS, "item-ditch": "fail", "item-heap": "fail"}
    record = send(wang, cast, bad).json["record"]
    here = f"/office/inspections/{cast.inspection}/findings"
    assert office.post(here, {"finding": 1, "do": "keep", "seen": 0}).status_code == 303
    windows = [Person(app).log_in("甲镇") for _ in range(4)]
    answers = while_the_office_writes(
        app,
        to_state(cast, InspectionState.ARCHIVED),
        lambda: windows[0].post(here, {"finding": 2, "do": "keep", "seen": 0}),
        lambda: windows[1].post("/office/findings/2", {"do": "keep", "severity": "minor"}),
        lambda: windows[2].post("/office/acts/1/undo"),
        lambda: windows[3].post(f"/office/records/{record}/admit"),
    )
    assert [one.status_code for one in answers] == [422] * 4
    assert all("视察已归档，只能看，不能改" in one.text for one in answers[:3])
    states = office.get(here).text
    assert states.count("已核定") == states.count("待核定"), "one of each, as before"
