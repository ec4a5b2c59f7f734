"""A liaison whose role has ended gets the receipt of what she had sent, and of nothing else."""

from uuid import uuid4

import pytest

from tests.records.filling import ALL_PASS, form_url
from tests.records.former_liaison import (
    he_is_archived,
    no_liaison_any_more,
    saved_for_wang,
    she_is_archived,
)
from tests.records.sending import send


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
