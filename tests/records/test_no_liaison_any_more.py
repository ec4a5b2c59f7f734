"""What a liaison typed for another before her role ended is kept: with whom, and its photos."""

from uuid import uuid4

import pytest

from tests.records.filling import ALL_PASS, form_url, jpeg
from tests.records.former_liaison import he_is_archived, no_liaison_any_more, she_is_archived
from tests.records.sending import send


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
