"""Each request as the first after a start: what the last one learned must not be what it lives on.

Rows read before ``db.writing`` are used after it, when their session is closed. A parsed checklist
at hand hid that one of their columns was read only then.
"""

import io

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import ColumnProperty

from inspect_app.db import Base
from tests.apps import always_as_after_a_start
from tests.paper.entering import CHEN, GOOD, STREET, WANG, address, typed
from tests.planning.planning import edit_path, made, plan_of, step
from tests.records.filling import ALL_PASS, form_url, jpeg, plain_page, submitted
from tests.records.sending import choose_from, send
from tests.review.reviewing import batch, fields, listing, save
from tests.soup import soup

WORDS = {"item-heap": "fail", "item-heap-0-description": "村口"}


@pytest.fixture
def app(app):
    return always_as_after_a_start(app)


def test_no_column_is_read_later_than_its_row():
    """What a row holds is read with it; what is not is asked for by name, or tells so each time."""
    late = [
        f"{mapper.class_.__name__}.{one.key}"
        for mapper in Base.registry.mappers
        for one in inspect(mapper.class_).attrs
        if not isinstance(one, ColumnProperty) or (one.deferred and not one.raiseload)
    ]
    assert late == []


@pytest.mark.parametrize("photo", [jpeg(), b"%PDF", None], ids=["photo", "no photo", "words"])
@pytest.mark.parametrize("do", ["submit", "later", "more-heap"])
@pytest.mark.parametrize("more", [ALL_PASS, {}], ids=["whole", "incomplete"])
def test_a_plain_form_is_taken_or_comes_back_with_its_words(wang, cast, more, do, photo):
    sent = {**more, **WORDS, "do": do}
    if photo:
        sent["item-heap-0-files"] = (io.BytesIO(photo), "现场.jpg")
    answer = wang.post(form_url(cast), sent, content_type="multipart/form-data")

    assert answer.status_code in (303, 422)
    assert "村口" in wang.get(form_url(cast) + "?correct=1").text


def test_a_deputy_corrects_is_overtaken_and_withdraws(wang, cast):
    receipt = submitted(wang, cast, {**ALL_PASS, **WORDS}).location
    page = plain_page(wang, cast, "?correct=1")
    assert wang.post(form_url(cast), {**page, **ALL_PASS, "do": "more-heap"}).status_code == 303
    stale = wang.post(form_url(cast), {**page, **ALL_PASS, "item-bin": "na", "do": "later"})
    assert stale.status_code == 409
    assert submitted(wang, cast, {**page, **ALL_PASS, "saves": 1}).status_code == 303
    assert wang.post(f"{receipt}/withdraw").status_code == 303
    assert "收回" in wang.get(receipt).text


def test_a_phone_saves_hands_in_twice_differently_and_chooses(wang, cast):
    draft = f"{form_url(cast)}/draft"
    mine = {**WORDS, "device": "a", "n": 1}
    assert wang.put(draft, mine).status_code == 200
    assert wang.put(draft, {**ALL_PASS, "device": "b", "n": 1}).status_code == 409
    send(wang, cast, ALL_PASS)
    receipt = send(wang, cast, {**ALL_PASS, **WORDS}).json["receipt"]
    assert choose_from(wang, receipt, 1).status_code == 303
    assert wang.post(f"{receipt}/choose", {"revision": 9}).status_code == 303
    assert "村口" in wang.get(f"{form_url(cast)}?correct=1").text


def test_the_office_reviews_is_refused_and_undoes(office, wang, cast):
    send(wang, cast, {**ALL_PASS, **WORDS})
    number = int(soup(office.get(listing(cast))).select_one("td.num a").text)
    path, opened = f"/office/findings/{number}", fields(office, number)
    assert save(office, number, description="同事的写法", do="save").status_code == 303
    for refused in (
        office.post(path, {**opened, "description": "我的写法", "do": "keep"}),  # outdated
        office.post(path, {**opened, "due_on": "哪天", "do": "keep"}),
        office.post(path, {**opened, "do": "withdraw", "reason": ""}),
        office.post(listing(cast), {"do": "keep"}),  # none ticked
        office.post(listing(cast), {"do": "keep", "finding": number, "seen": 0}),
    ):
        assert refused.status_code == 422 and "error" in refused.text
    sent = {**batch(office, cast), "which": "ticked", "finding": number, "do": "keep"}
    assert office.post(listing(cast), sent).status_code == 303
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    assert office.post(undo).status_code == 303
    assert office.post(undo).status_code == 422


def test_the_office_types_paper_in_and_is_told_what_is_wrong(office, cast):
    wrong = office.post(address(cast), typed((STREET, WANG, {**GOOD, "bin": "坏"})))
    assert wrong.status_code == 422 and "坏" in wrong.text
    taken = office.post(address(cast), typed((STREET, WANG, GOOD), (STREET, CHEN, GOOD)))
    assert taken.status_code == 303 and "已录入 2 份" in office.get(taken.location).text
    assert office.post(address(cast, "entry.xlsx")).status_code == 422


def test_the_office_plans_changes_and_is_refused(office, wang, cast):
    made_id = made(office, what="1", **{"who-1-0": "g1"})
    plan = plan_of(office.get(edit_path(made_id)))
    assert office.post(edit_path(made_id), plan).status_code == 303
    assert office.post(edit_path(made_id), {**plan, "title": ""}).status_code == 422
    assert office.post("/office/inspections/new", {"title": ""}).status_code == 422
    assert step(office, made_id, "start").status_code == 303
    assert step(office, made_id, "start").status_code < 500
    send(wang, cast, {**ALL_PASS, **WORDS})
    nobody = {**plan_of(office.get(edit_path(cast.inspection))), "who-1-0": ""}
    assert office.post(edit_path(cast.inspection), nobody).status_code < 500
