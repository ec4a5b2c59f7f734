"""What a phone kept while the office changed the plan or the roster: never refused, never lost."""

from uuid import uuid4

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.people.models import Deputy
from tests.board.pages import board
from tests.planning.planning import plan_of
from tests.records.filling import ALL_PASS, form_url, jpeg, set_state, submitted
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
    assert "由镇人大办决定是否计入" in wang.get(answer.json["receipt"]).text
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


def test_what_a_liaison_typed_for_another_and_is_no_liaison_any_more_is_kept_as_the_own(
    li, wang, cast, office
):
    """Never as the other's: who was the liaison that day nobody knows any more."""
    before = send(wang, cast).json
    record, photo, filled_for = uuid4(), uuid4(), {"for": cast.wang}
    no_liaison_any_more(office)
    fields = {
        **ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo), "highlight": "替人记的"
    }  # fmt: skip
    answers = [send(li, cast, fields, record=record, **filled_for) for _ in range(2)]
    sent = li.put(f"/d/photos/{photo}?record={record}&for={cast.wang}", jpeg())

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    receipt = answers[0].json["receipt"]
    assert sent.status_code == 200 and li.get(receipt).status_code == 200
    page = office.get(receipt.replace("/d/", "/office/")).text
    assert "李秀英（替王建国填）" in page and "替人记的" in page and "1/1" in page
    assert "替人记的" not in wang.get(before["receipt"]).text
    assert li.get(f"/d/?for={cast.wang}").status_code == 404


def he_is_archived(office):
    assert office.post("/office/roster/deputies/1/archive").status_code == 303


def she_is_archived(office):
    assert office.post("/office/roster/deputies/2/archive").status_code == 303


def no_liaison_any_more(office):
    entry = {"name": "李秀英", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}
    assert changed(office, "/office/roster/deputies/2", entry).status_code == 303


@pytest.mark.parametrize("ends", [no_liaison_any_more, he_is_archived])
def test_what_she_sends_without_scripts_is_shown_to_be_copied(li, cast, office, ends):
    ends(office)
    fields = {**ALL_PASS, "for": str(cast.wang), "highlight": "<b>替人记的"}
    answer = li.post(form_url(cast), fields)
    assert answer.status_code == 404
    assert "您刚才写的" in answer.text and "&lt;b&gt;替人记的" in answer.text
    foreign = {"Origin": "http://evil.example"}
    assert "替人记的" not in li.client.post(form_url(cast), data=fields, headers=foreign).text


@pytest.mark.parametrize("ends", [no_liaison_any_more, he_is_archived])
def test_her_photos_that_had_arrived_before_are_the_records_too(li, cast, office, ends):
    """The record goes first, and names them; her phone sends again what had no answer."""
    record, photo = uuid4(), uuid4()
    path = f"/d/photos/{photo}?record={record}&for={cast.wang}"
    assert li.put(path, jpeg()).status_code == 200
    ends(office)
    bad = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo)}
    receipt = send(li, cast, bad, record=record, **{"for": cast.wang}).json["receipt"]
    assert li.put(path, jpeg()).status_code == 200

    page = office.get(receipt.replace("/d/", "/office/")).text
    assert "李秀英（替王建国填）" in page and "1/1" in page and f"{photo}?thumb=1" in page
    assert li.get(f"/d/photos/{photo}").status_code == 200


@pytest.mark.parametrize("ends", [no_liaison_any_more, he_is_archived, she_is_archived])
@pytest.mark.parametrize("began", ["li", "wang"])
def test_a_photo_that_comes_after_her_role_has_ended_is_the_records_that_names_it(
    li, wang, cast, office, ends, began
):
    """The form arrived as the deputy's own; its photo was still waiting on the liaison's phone."""
    record, photo = uuid4(), uuid4()
    if began == "wang":  # his draft has an id of its own, which the record keeps
        wang.put(form_url(cast) + "/draft", {"record": str(uuid4()), "item-heap": "fail"})
    bad = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo)}
    answer = send(li, cast, bad, record=record, **{"for": cast.wang}).json
    ends(office)
    path = f"/d/photos/{photo}?record={record}&for={cast.wang}"
    sent = [li.put(path, jpeg()) for _ in range(2)]

    assert [one.status_code for one in sent] == [200, 200]
    page = office.get(f"/office/records/{answer['record']}").text
    assert "1/1" in page and f"{photo}?thumb=1" in page


def test_a_photo_that_his_record_does_not_name_stays_with_whoever_sent_it(li, wang, cast, office):
    """Nor one of a record that she did not type in: nobody adds to what another has handed in."""
    record, named, other = uuid4(), uuid4(), uuid4()
    bad = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(named)}
    send(wang, cast, bad, record=record)
    send(li, cast, ALL_PASS, record=uuid4(), site=1, **{"for": cast.wang})
    no_liaison_any_more(office)
    for photo in (named, other):
        assert li.put(f"/d/photos/{photo}?record={record}&for={cast.wang}", jpeg()).json
        assert wang.get(f"/d/photos/{photo}").status_code == 404
    assert "0/1" in office.get(f"/office/records/{record}").text


def test_the_photos_of_a_record_that_is_the_others_stay_there(li, wang, cast, office):
    record, photo, later = uuid4(), uuid4(), uuid4()
    for one in (photo, later):
        li.put(f"/d/photos/{one}?record={record}&for={cast.wang}", jpeg())
    bad = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo)}
    send(li, cast, bad, record=record, **{"for": cast.wang})
    no_liaison_any_more(office)
    more = {**bad, "item-heap-0-photo": [str(photo), str(later)]}
    receipt = send(li, cast, more, record=record, **{"for": cast.wang}).json["receipt"]
    assert "1/1" in office.get(f"/office/records/{record}").text
    assert f"{later}?thumb=1" in office.get(receipt.replace("/d/", "/office/")).text
    assert wang.get(f"/d/photos/{photo}").status_code == 200


def test_the_others_correction_under_way_keeps_its_photos(li, wang, cast, office):
    record, added = uuid4(), uuid4()
    send(li, cast, ALL_PASS, record=record, **{"for": cast.wang})
    assert wang.put(f"/d/photos/{added}?record={record}", jpeg()).status_code == 200
    draft = {"record": str(record), "base": 1, "device": "his", "n": 1, "saves": 0}
    draft |= {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(added)}
    saved = wang.put(f"/d/assignments/{cast.assignments[0]}/draft", draft)
    assert saved.json["outcome"] == "taken"
    no_liaison_any_more(office)
    bad = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(added)}
    send(li, cast, bad, record=record, **{"for": cast.wang})
    assert wang.get(f"/d/photos/{added}").status_code == 200
    assert li.get(f"/d/photos/{added}").status_code == 404


def test_photos_that_her_record_does_not_name_stay_the_others(li, wang, cast, office):
    record, photo = uuid4(), uuid4()
    wang.put(f"/d/photos/{photo}?record={record}", jpeg())
    no_liaison_any_more(office)
    send(li, cast, ALL_PASS, record=record, **{"for": cast.wang})
    assert wang.get(f"/d/photos/{photo}").status_code == 200
    assert li.get(f"/d/photos/{photo}").status_code == 404


def test_an_id_is_no_key_to_anothers_photo(li, wang, cast):
    photo, record = uuid4(), uuid4()
    wang.put(f"/d/photos/{photo}?record={record}", jpeg())
    assert li.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 404
    assert li.put(f"/d/photos/{photo}?record={record}", jpeg()).status_code == 404
    assert li.get(f"/d/photos/{photo}").status_code == 404


@pytest.mark.parametrize("brackets", ["（联络员）", "(联络员)"])  # as of now, and as of before
def test_who_is_no_liaison_any_more_gets_the_receipt_of_what_she_had_sent(
    li, wang, cast, office, raw, brackets
):
    """The first answer was lost on the way; her phone sends it again."""
    record, filled_for = uuid4(), {"for": cast.wang}
    first = send(li, cast, record=record, **filled_for).json
    with raw:
        raw.execute("UPDATE record SET entered_by = ?", [f"李秀英{brackets}"])
    no_liaison_any_more(office)
    again = send(li, cast, record=record, **filled_for)

    assert again.status_code == 200
    assert again.json == {**first, "receipt": "/d/waiting"}, "the receipt itself is shut to her"
    assert "更正过" not in wang.get(f"/d/records/{record}").text
    assert "替王建国填" not in office.get(f"/office/inspections/{cast.inspection}/records").text


def test_what_she_changed_since_is_kept_as_her_own_and_never_as_the_others(li, wang, cast, office):
    record, filled_for = uuid4(), {"for": cast.wang}
    send(li, cast, record=record, **filled_for)
    no_liaison_any_more(office)
    changed_since = {**ALL_PASS, "highlight": "后来改的"}
    answers = [send(li, cast, changed_since, record=record, base=1, **filled_for) for _ in range(2)]

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    assert answers[0].json == answers[1].json and answers[0].json["record"] != str(record)
    page = office.get(answers[0].json["receipt"].replace("/d/", "/office/")).text
    assert "李秀英（替王建国填）" in page and "后来改的" in page
    assert "后来改的" not in wang.get(f"/d/records/{record}").text


def test_her_own_draft_of_the_site_stays_readable_under_what_becomes_hers(li, cast, office):
    """The same phone filled both; what it says of the other's draft says nothing of hers."""
    own = {"device": "phone", "n": 1, "saves": 0, "item-heap": "fail"}
    own["item-heap-0-description"] = "自己看到的"
    assert li.put(form_url(cast) + "/draft", own).json["outcome"] == "taken"
    no_liaison_any_more(office)
    answer = send(li, cast, device="phone", saves=7, **{"for": cast.wang}).json

    for page in (li.get(answer["receipt"]), office.get(f"/office/records/{answer['record']}")):
        assert "没有交上来的草稿" in page.text and "自己看到的" in page.text


def test_sent_once_more_it_ends_no_correction_that_she_has_begun_since(li, cast, office):
    path, filled_for = form_url(cast) + "/draft", {"for": cast.wang}
    phone = {"device": "phone", "base": 1}
    no_liaison_any_more(office)
    send(li, cast, **phone, saves=7, **filled_for)
    begun = {**phone, "n": 1, "saves": 0, "item-heap": "fail"}
    assert li.put(path, begun).json["outcome"] == "taken"
    send(li, cast, **phone, saves=7, **filled_for)
    assert dict(li.get(path).json["fields"])["item-heap"] == "fail"


def saved_for_wang(li, cast, record, photo):
    """李秀英's phone has saved on the server what she fills for 王建国; return the form's fields."""
    fields = {
        **ALL_PASS,
        "item-heap": "fail",
        "item-heap-0-photo": str(photo),
        "highlight": "替人记的",
    }
    draft = {"record": str(record), "device": "hers", "n": 1, "saves": 0, **fields}
    path = f"{form_url(cast)}/draft?for={cast.wang}"
    assert li.put(path, draft).json["record"] == str(record)
    assert li.put(f"/d/photos/{photo}?record={record}&for={cast.wang}", jpeg()).json
    return {**fields, "device": "hers", "saves": 1, "for": cast.wang}


@pytest.mark.parametrize("ends", [no_liaison_any_more, he_is_archived, she_is_archived])
def test_what_the_server_had_saved_of_it_before_does_not_keep_her_form_out(li, cast, office, ends):
    """Its id is that of the deputy's draft by then, as she began it there."""
    record, photo = uuid4(), uuid4()
    form = saved_for_wang(li, cast, record, photo)
    ends(office)
    answers = [send(li, cast, form, record=record) for _ in range(2)]

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    assert answers[0].json == answers[1].json and answers[0].json["sent"] == str(record)
    page = office.get(f"/office/records/{answers[0].json['record']}").text
    assert "李秀英（替王建国填）" in page and "替人记的" in page and "1/1" in page


def test_what_he_has_made_of_it_since_stays_his(li, wang, cast, office):
    record, photo = uuid4(), uuid4()
    form = saved_for_wang(li, cast, record, photo)
    his = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo), "suggestion": "他的话"}
    saved = wang.put(form_url(cast) + "/draft", {"device": "his", "n": 1, "saves": 1, **his})
    no_liaison_any_more(office)
    assert saved.json["outcome"] == "taken" and send(li, cast, form, record=record).json

    assert ["suggestion", "他的话"] in wang.get(form_url(cast) + "/draft").json["fields"]
    assert wang.get(f"/d/photos/{photo}").status_code == 200
    assert send(wang, cast, his, record=record).json["state"] == "submitted"
    assert "1/1" in office.get(f"/office/records/{record}").text


def test_she_gets_her_receipt_again_when_he_has_handed_the_draft_in(li, wang, cast, office):
    record = uuid4()
    form = saved_for_wang(li, cast, record, uuid4())
    no_liaison_any_more(office)
    first = send(li, cast, form, record=record)
    send(wang, cast, record=record)
    assert send(li, cast, form, record=record).json == first.json


def test_who_never_typed_it_in_is_not_answered_about_anothers_record(wang, li, cast, office):
    """Not even with the same content: 李秀英 did not hand it in."""
    record = uuid4()
    send(wang, cast, record=record)
    no_liaison_any_more(office)
    refused = send(li, cast, record=record, **{"for": cast.wang})
    assert refused.status_code == 409 and "number" not in refused.json


def test_the_receipt_of_what_she_had_sent_is_found_under_whatever_id_he_had_begun(
    li, wang, cast, office
):
    begun = wang.put(form_url(cast) + "/draft", {"record": str(uuid4()), "item-heap": "fail"})
    filled_for = {"for": cast.wang}
    record = uuid4()
    first = send(li, cast, record=record, **filled_for).json
    no_liaison_any_more(office)
    again = send(li, cast, record=record, **filled_for)
    assert first["record"] == begun.json["record"]
    assert again.json == {**first, "receipt": "/d/waiting"}
