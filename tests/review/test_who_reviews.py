"""Who reviews, and of which inspections; what nobody can rewrite."""

import sqlite3

import pytest

from inspect_app import db
from inspect_app.inspections.models import Inspection, InspectionState
from tests.review.reviewing import listing, save, state_of
from tests.soup import soup


def test_the_chair_reads_and_changes_nothing(chair, cast, three):
    assert "核定" in chair.get(f"/office/findings/{three[0]}").text
    assert soup(chair.get(listing(cast))).select("input[name=finding]") == []
    assert chair.post(f"/office/findings/{three[0]}", {"do": "keep"}).status_code == 403
    assert chair.post(listing(cast), {"finding": three, "do": "keep"}).status_code == 403


def test_the_administrator_has_no_say_in_content(admin, cast, three):
    for path in (listing(cast), f"/office/findings/{three[0]}"):
        assert admin.get(path).status_code == 403


def test_another_towns_office_finds_and_changes_nothing(office, other_office, cast, three):
    save(office, three[0], do="keep")
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]

    assert other_office.get(listing(cast)).status_code == 404
    assert other_office.get(f"/office/findings/{three[0]}").status_code == 404
    assert other_office.post(f"/office/findings/{three[0]}", {"do": "keep"}).status_code == 404
    assert other_office.post(undo).status_code == 404
    own = f"/office/inspections/{cast.yi_inspection}/findings"
    assert other_office.post(own, {"finding": three, "do": "keep"}).status_code == 422
    assert state_of(office, three[0]) == "已核定"


def test_an_archived_inspection_is_read_only(app, office, cast, three):
    with db.writing(app.extensions["database"]) as session:
        session.get_one(Inspection, cast.inspection).state = InspectionState.ARCHIVED

    assert soup(office.get(f"/office/findings/{three[0]}")).select("#review") == []
    answer = office.post(listing(cast), {"finding": three, "do": "keep"})
    assert answer.status_code == 422 and "已归档" in answer.text


def test_the_deputys_words_and_the_history_cannot_be_rewritten(raw, office, three):
    save(office, three[0], description="改写", do="keep")

    words = raw.execute("SELECT own_description FROM finding WHERE id = ?", (three[0],)).fetchone()
    assert words == ("一堆砖头",)
    for statement in ("UPDATE review_change SET after = 'x'", "DELETE FROM review_act"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
