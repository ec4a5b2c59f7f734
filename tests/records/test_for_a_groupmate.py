"""A liaison fills for the group; nobody else fills for anybody."""

from uuid import uuid4

import pytest

from inspect_app import db
from inspect_app.inspections.models import Assignment
from tests.person import Person
from tests.records.filling import ALL_PASS, form_url, jpeg
from tests.records.sending import send


def test_a_liaison_fills_for_a_groupmate_and_the_record_says_so(wang, li, cast, office):
    assert "替组里的代表录入" in li.get("/d/").text
    assert "替组里的代表录入" not in wang.get("/d/").text
    assert '<b id="for-whom">王建国</b>代表录入' in li.get(f"/d/?for={cast.wang}").text
    answer = send(li, cast, **{"for": cast.wang})

    page = office.get(answer.json["receipt"].partition("?")[0].replace("/d/", "/office/")).text
    assert "王建国" in page and "由李秀英（联络员）录入" in page
    assert "由李秀英（联络员）代录" in wang.get(answer.json["receipt"].partition("?")[0]).text
    assert "回执编号 <b>1</b>" in li.get(answer.json["receipt"]).text


def test_a_liaison_reads_whose_alone_a_site_is(app, wang, li, cast):
    with db.writing(app.extensions["database"]) as session:
        session.get_one(Assignment, cast.assignments[0]).deputy_id = cast.wang
    assert li.get("/d/").text.count("派给王建国一人") == 1
    assert "派给" not in li.get(f"/d/?for={cast.wang}").text + wang.get("/d/").text


def test_only_the_liaison_of_the_same_group_may_fill_for_somebody(app, wang, li, cast):
    chen = Person(app).enter(cast.links["chen"])
    for path in ("/d/", form_url(cast), form_url(cast) + "/draft"):
        assert chen.get(f"{path}?for={cast.wang}").status_code == 404
    claimed = send(chen, cast, **{"for": cast.wang})
    assert claimed.json["state"] == "late" and wang.get(claimed.json["receipt"]).status_code == 404
    zhao_id, sun_id = 4, 5
    assert li.get(f"/d/?for={zhao_id}").status_code == 404
    assert li.get(f"/d/?for={sun_id}").status_code == 404


def test_a_page_of_somebody_else_on_the_same_phone_sends_nothing(wang, cast):
    body = {"assignment": cast.assignments[0], **ALL_PASS}
    assert wang.put(f"/d/records/{uuid4()}?deputy=2", body).status_code == 403
    assert wang.put(f"/d/records/{uuid4()}?deputy={cast.wang}", body).status_code == 200
    assert wang.put(form_url(cast, 1) + "/draft?deputy=2", ALL_PASS).status_code == 403
    assert wang.put(f"/d/photos/{uuid4()}?record={uuid4()}&deputy=2", jpeg()).status_code == 403


@pytest.mark.parametrize("named", ["", "abc", "0", "-1", "1.5", "9" * 30, "None"])
def test_who_names_nobody_is_not_taken_for_the_one_who_is_signed_in(li, cast, raw, named):
    path, query = form_url(cast), f"for={named}"
    for page in ("/d/", path, f"{path}/blank", f"{path}/draft", f"/d/photos/{uuid4()}"):
        assert li.get(f"{page}?{query}").status_code == 404, page
    assert li.post(f"{path}?{query}", {**ALL_PASS, "do": "submit"}).status_code == 404
    assert li.put(f"{path}/draft?{query}", ALL_PASS).status_code == 404
    record, photo = uuid4(), uuid4()
    body = {"assignment": cast.assignments[0], **ALL_PASS}
    taken = li.put(f"/d/records/{record}?{query}", body)
    assert taken.status_code == 404 and taken.json["sent"] == str(record)
    answer = li.put(f"/d/photos/{photo}?record={record}&{query}", jpeg())
    assert answer.status_code == 404 and answer.json["photo"] == str(photo)
    assert raw.execute("select count(*) from record").fetchone() == (0,)
