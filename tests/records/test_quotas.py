"""What a deputy may store: whoever fills forms never meets it, and beyond it nothing is kept."""

import io
from uuid import UUID, uuid4

import pytest

from inspect_app import db, quotas
from inspect_app.photos.models import Photo
from inspect_app.records.models import Record
from inspect_app.records.models.revisions import RecordRevision
from tests.photos.pictures import files_in
from tests.records.filling import ALL_PASS, form_url, jpeg, submitted
from tests.records.sending import choose_from, send

TEXTS = {"suggestion": "灯坏了"}


def places(item: str, number: int, words: str = "第{}处") -> dict[str, str]:
    named = {f"item-{item}-{n}-description": words.format(n) for n in range(number)}
    return {f"item-{item}": "fail", **named}


def count(raw, what: str) -> int:
    return raw.execute(f"select count(*) from {what}").fetchone()[0]


def test_as_many_places_as_an_item_may_have_are_findings_and_the_record_is_whole(wang, cast, raw):
    answer = send(wang, cast, {**ALL_PASS, **places("heap", quotas.MOST_PLACES_OF_ITEM)})

    assert answer.json["state"] == "submitted" and count(raw, "finding") == 50


def test_without_scripts_more_than_twenty_places_are_asked_to_be_fewer(wang, cast):
    answer = submitted(wang, cast, {**ALL_PASS, **places("heap", 21)})
    assert (
        answer.status_code == 422 and "同一项最多记20处" in answer.text and "第20处" in answer.text
    )


def test_many_places_with_what_is_wrong_still_say_it(wang, cast):
    said = {**ALL_PASS, **places("heap", 21), "item-heap-0-severity": "grave"}
    assert send(wang, cast, said).json["state"] == "incomplete"


TOO_MANY = {
    "of one item": places("heap", quotas.MOST_PLACES_OF_ITEM + 1),
    "of an item not asked": places("nosuch", quotas.MOST_PLACES_OF_ITEM + 1),
    "of all items": {name: words for n in range(9) for name, words in places(f"i{n}", 40).items()},
    "empty ones": places("heap", 900, ""),
}


@pytest.mark.parametrize("kind", ["urlencoded", "parts"])
@pytest.mark.parametrize("fields", TOO_MANY.values(), ids=TOO_MANY)
def test_more_places_are_refused_by_name_at_every_door_and_nothing_of_them_is_stored(
    wang, cast, raw, fields, kind
):
    sent = {"content_type": "multipart/form-data"} if kind == "parts" else {}
    record, form = uuid4(), {**ALL_PASS, **fields, "suggestion": "灯坏了"}
    body = {"assignment": cast.assignments[0], "base": 0, **form}

    handed_in = wang.put(f"/d/records/{record}", body, **sent)
    draft = wang.put(form_url(cast) + "/draft", {**body, "record": record}, **sent)
    plain = wang.post(form_url(cast), {**body, "record": record, "do": "submit"}, **sent)

    assert (handed_in.status_code, handed_in.json["sent"]) == (413, str(record))
    assert "同一项最多记50处" in handed_in.json["error"]
    assert draft.status_code == 413 and "同一项最多记50处" in draft.json["error"]
    assert plain.status_code == 422 and "同一项最多记50处" in plain.text
    assert "灯坏了" in plain.text  # what was typed stands on the page
    assert count(raw, "record") == count(raw, "finding") == 0


def test_of_contents_to_choose_from_so_many_wait_and_the_next_is_refused_until_one_is_chosen(
    wang, cast, raw, office
):
    for n in range(quotas.MOST_RIVALS + 1):
        receipt = send(wang, cast, {**ALL_PASS, "suggestion": f"第{n}份"}).json["receipt"]
    record = uuid4()
    refused = send(wang, cast, {**ALL_PASS, "suggestion": "又一份"}, record=record)

    assert (refused.status_code, refused.json["sent"]) == (409, str(record))
    assert "先打开回执选定一份" in refused.json["error"]
    assert count(raw, "record_revision") == quotas.MOST_RIVALS
    assert send(wang, cast, {**ALL_PASS, "suggestion": "第3份"}).status_code == 200  # a replay
    choose_from(wang, receipt, 0)
    assert send(wang, cast, {**ALL_PASS, "suggestion": "又一份"}).status_code == 200


def corrected(wang, cast, n: int, **more):
    """Hand in the n-th correction of the first record."""
    return send(wang, cast, {**ALL_PASS, "suggestion": f"第{n}份"} | more, base=n)


def test_corrections_have_an_end_too(app, wang, cast, raw):
    corrected(wang, cast, 0)
    with db.writing(app.extensions["database"]) as session:
        record = session.query(Record).one()
        for n in range(quotas.MOST_CONTENTS - 1):
            content = {**record.content_values(), "content_hash": f"{n}"}
            facts = {"town_id": cast.jia, "record_id": record.id, "state": "former"}
            session.add(RecordRevision(**facts, **content, revision=n + 1))
        record.revision = quotas.MOST_CONTENTS

    refused = corrected(wang, cast, quotas.MOST_CONTENTS)
    plain = wang.post(
        form_url(cast), {**ALL_PASS, **TEXTS, "base": quotas.MOST_CONTENTS, "do": "submit"}
    )

    assert refused.status_code == 409 and "更正的次数太多" in refused.json["error"]
    assert plain.status_code == 422 and "更正的次数太多" in plain.text and "灯坏了" in plain.text
    assert count(raw, "record_revision") == quotas.MOST_CONTENTS - 1


def test_over_long_words_are_kept_whole_but_not_again_and_again(wang, cast, raw):
    long = "a" * 900_000
    first = corrected(wang, cast, 0, suggestion=long)
    second = corrected(wang, cast, 1, suggestion=long + "b")
    third = corrected(wang, cast, 2, suggestion=long + "c")
    short = corrected(wang, cast, 2, suggestion="短")

    assert [one.status_code for one in (first, second, third, short)] == [200, 200, 409, 200]
    assert "存不下了" in third.json["error"]
    assert count(raw, "record") == 1 and count(raw, "record_revision") == 2


def test_at_sites_of_others_so_many_are_kept_as_late_and_the_next_is_refused(
    app, wang, zhao, cast, raw, monkeypatch
):
    monkeypatch.setattr(quotas, "MOST_LATE", 1)
    first = send(zhao, cast, site=0)
    again = send(zhao, cast, site=0, record=first.json["record"])
    refused = send(zhao, cast, site=1)

    assert first.json["state"] == "late" and again.status_code == 200
    assert refused.status_code == 409 and "不由您填的记录" in refused.json["error"]
    assert count(raw, "record") == 1
    assert send(wang, cast, site=1).status_code == 200  # who goes there has no such end


def have_sent(app, cast, number: int, record) -> None:
    """As if 王建国 had sent so many photos for the record."""
    photo = {"town_id": cast.jia, "deputy_id": cast.wang, "digest": "0" * 64, "width": 1}
    with db.writing(app.extensions["database"]) as session:
        session.add_all(
            Photo(id=uuid4(), record_id=record, height=1, arrived_at=db.now(), **photo)
            for _ in range(number)
        )


def test_photos_of_records_that_never_come_have_an_end_and_leave_no_file(
    app, wang, cast, raw, photo_folder
):
    have_sent(app, cast, quotas.MOST_STRAY_PHOTOS, uuid4())
    photo, record = uuid4(), uuid4()
    refused = wang.put(f"/d/photos/{photo}?record={record}", jpeg("red"))

    assert (refused.status_code, refused.json["photo"]) == (422, str(photo))
    assert "记录还没有交来" in refused.json["error"] and files_in(photo_folder) == set()
    assert count(raw, "photo") == quotas.MOST_STRAY_PHOTOS
    send(wang, cast, record=record)
    assert wang.put(f"/d/photos/{photo}?record={record}", jpeg("red")).status_code == 200


def test_photos_whose_record_has_another_id_here_are_no_strays(wang, cast, monkeypatch):
    monkeypatch.setattr(quotas, "MOST_STRAY_PHOTOS", 1)
    first = send(wang, cast).json
    second, ahead, behind = uuid4(), uuid4(), uuid4()  # of a phone that knew nothing of the first
    names = {"item-seen": [str(ahead), str(behind)]}

    def put(photo, record) -> int:
        return wang.put(f"/d/photos/{photo}?record={record}", jpeg()).status_code

    assert put(ahead, second) == 200
    assert put(uuid4(), second) == 422, "one of a record that is not there: as many as may be"
    answer = send(wang, cast, {**ALL_PASS, **names}, record=second)
    assert (answer.status_code, answer.json["record"]) == (200, first["record"])
    assert put(behind, second) == 200, "its record has come"
    assert [put(uuid4(), uuid4()) for _ in range(2)] == [200, 422]

    before = wang.get(first["receipt"]).text
    choose_from(wang, first["receipt"], 1)
    after = wang.get(first["receipt"]).text
    assert "去选一份" in before and "照片2张" in after and "您删掉的" not in before + after


def test_photos_of_what_was_not_chosen_are_not_called_removed(wang, cast):
    first = send(wang, cast).json
    second, photo = uuid4(), uuid4()
    send(wang, cast, {**ALL_PASS, "item-seen": str(photo)}, record=second)
    assert wang.put(f"/d/photos/{photo}?record={second}", jpeg()).status_code == 200
    choose_from(wang, first["receipt"], 0)
    assert "您删掉的" not in wang.get(first["receipt"]).text


def test_a_photo_too_many_of_a_record_leaves_no_file_by_either_door(
    app, wang, cast, raw, photo_folder
):
    record = UUID(send(wang, cast).json["record"])
    have_sent(app, cast, quotas.MOST_PHOTOS_OF_RECORD, record)
    refused = wang.put(f"/d/photos/{uuid4()}?record={record}", jpeg("red"))
    upload = {"item-seen-files": (io.BytesIO(jpeg("blue")), "a.jpg")}
    plain = wang.post(
        form_url(cast), {**ALL_PASS, **TEXTS, "base": 1, "do": "submit", "record": record} | upload
    )

    assert refused.status_code == 422 and "最多传180张" in refused.json["error"]
    assert plain.status_code == 422 and "最多传180张" in plain.text and "灯坏了" in plain.text
    assert files_in(photo_folder) == set()
    assert count(raw, "photo") == quotas.MOST_PHOTOS_OF_RECORD


def test_other_bytes_under_a_photos_id_are_refused_by_name_and_the_first_photo_stays(
    wang, li, photo_folder
):
    photo = uuid4()
    path = f"/d/photos/{photo}?record={uuid4()}"
    wang.put(path, jpeg("red"))
    before, shown = files_in(photo_folder), wang.get(f"/d/photos/{photo}").data

    other = wang.put(path, jpeg("blue"))
    of_another = li.put(path, jpeg("green"))

    assert (other.status_code, other.json["photo"]) == (409, str(photo))
    assert "不是同一张" in other.json["error"]
    assert of_another.status_code == 404 and "不是同一张" not in of_another.json["error"]
    assert files_in(photo_folder) == before and wang.get(f"/d/photos/{photo}").data == shown
    assert wang.put(path, jpeg("red")).status_code == 200


AGES = (0, 60, -1, 2**31, 100_000_000_000, 10**15, 2**63 - 1, 2**63, "NaN")


@pytest.mark.parametrize("age", AGES)
def test_a_photo_is_kept_whatever_the_phone_says_of_its_age(wang, office, cast, age):
    photo = uuid4()
    record = send(wang, cast, {**ALL_PASS, "item-seen": str(photo)}).json["record"]
    answer = wang.put(f"/d/photos/{photo}?record={record}&age={age}", jpeg())
    assert (answer.status_code, answer.json) == (200, {"photo": str(photo)})
    assert office.get(f"/office/records/{record}").status_code == 200
    assert office.get(f"/office/inspections/{cast.inspection}/photos").status_code == 200


def test_a_photo_that_was_not_kept_leaves_no_file_whatever_stood_in_its_way(
    wang, raw, photo_folder
):
    raw.execute(
        "create trigger refuses before insert on photo begin select raise(abort, 'no'); end"
    )
    refused = wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg())
    assert refused.status_code == 500 and files_in(photo_folder) == set()
