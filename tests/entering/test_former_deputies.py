"""What former deputies' phones still hold: taken as late for a while, and nothing else is open."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.entering import models
from inspect_app.entering.former_deputies import HEARD, heard_until
from inspect_app.people.models import Term
from inspect_app.roster.models import close_ways_in
from tests.entering.signing_in import archive, elected_again, end_term
from tests.person import Person
from tests.records.filling import ALL_PASS, form_url, jpeg
from tests.records.sending import send
from tests.roster.entries import HOME
from tests.waiting import while_the_office_writes

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@pytest.fixture(params=[archive, end_term])
def ends(request):
    """The office archives 王建国, or ends the term."""
    return request.param


def sessions_of_wang(session, cast):
    return session.query(models.SignIn).filter_by(deputy_id=cast.wang).all()


@given(expires_at=MOMENTS, ended=MOMENTS)
def test_nobody_is_heard_longer_than_thirty_days_nor_than_the_session_would_have_lasted(
    expires_at, ended
):
    until = heard_until(expires_at, ended)
    assert until <= expires_at and until - ended <= HEARD == timedelta(days=30)
    assert heard_until(until, ended + timedelta(days=1)) == until, "ended twice, no day longer"


def test_what_the_phone_holds_arrives_as_late_and_the_office_lets_it_count(
    wang, cast, office, ends
):
    record, photo = uuid4(), uuid4()
    fields = {**ALL_PASS, "item-seen": str(photo), "highlight": "走之前写的"}
    assert ends(office, cast).status_code == 303
    answers = [send(wang, cast, fields, record=record) for _ in range(2)]
    sent = wang.put(f"/d/photos/{photo}?record={record}&deputy={cast.wang}", jpeg())

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    assert answers[0].json == answers[1].json
    assert answers[0].json["receipt"] == "/d/waiting", "the receipt itself is shut"
    assert (sent.status_code, sent.json) == (200, {"photo": str(photo)})
    path = f"/office/records/{record}"
    page = office.get(path).text
    assert "走之前写的" in page and "1/1" in page
    assert office.post(path + "/admit").status_code == 303
    assert "没有计入统计" not in office.get(path).text


def test_nothing_else_is_open_to_them(wang, cast, office, ends):
    handed_in = send(wang, cast).json
    ends(office, cast)
    read = ["/d/", form_url(cast), form_url(cast, 1) + "/blank", form_url(cast) + "/draft"]
    read += [handed_in["receipt"], "/d/findings", "/d/feedback", f"/d/photos/{uuid4()}"]
    answers = [wang.get(path) for path in read]
    answers += [wang.put(form_url(cast, 1) + "/draft", ALL_PASS)]
    answers += [wang.post(form_url(cast, 1), ALL_PASS), wang.get(f"/m/{cast.links['wang']}")]
    assert {answer.status_code for answer in answers} == {403, 410}
    assert wang.put(f"/d/records/{uuid4()}?deputy=2", {"assignment": 1}).status_code == 403


@pytest.mark.parametrize("path", ["/d/", "/d/assignments/1/blank", "/d/findings"])
def test_a_page_that_is_shut_says_what_becomes_of_what_the_phone_holds(
    wang, cast, office, ends, path
):
    ends(office, cast)
    page = wang.get(path)
    assert page.status_code == 403 and "您现在不在代表名单里" in page.text
    assert "最多30天" in page.text and "王秘书" in page.text and 'href="/d/waiting"' in page.text
    assert "请用您自己的个人链接重新进入" not in page.text


def test_what_was_typed_without_scripts_is_shown_to_be_copied(wang, cast, office, ends):
    ends(office, cast)
    answer = wang.post(form_url(cast), {**ALL_PASS, "highlight": "走之前写的"})
    assert answer.status_code == 403 and "您现在不在代表名单里" in answer.text
    assert "走之前写的" in answer.text and "您刚才写的" in answer.text


def test_the_page_says_whose_phone_it_was(wang, cast, office, ends):
    """So that the phone asks whose it is what was filled before anybody was known."""
    ends(office, cast)
    assert f'data-deputy="{cast.wang}"' in wang.get("/d/").text
    assert "您刚才写的" not in wang.get("/d/").text


def test_a_correction_is_kept_beside_what_counts(wang, cast, office, ends):
    before = send(wang, cast).json
    ends(office, cast)
    after = send(wang, cast, {**ALL_PASS, "highlight": "改过的"}, record=before["record"], base=1)
    assert (after.status_code, after.json["state"]) == (200, "submitted")
    page = office.get(before["receipt"].replace("/d/", "/office/")).text
    assert "另一份见页末" in page and "改过的" in page


def test_a_former_liaison_writes_no_record_but_her_own(li, cast, office):
    office.post(f"{HOME}deputies/2/archive")
    record = uuid4()
    assert send(li, cast, record=record, **{"for": cast.wang}).json["state"] == "late"
    assert "李秀英（替王建国填）" in office.get(f"/office/records/{record}").text


def test_after_thirty_days_it_is_over(app, wang, cast, office, ends):
    ends(office, cast)
    with db.writing(app.extensions["database"]) as session:
        (row,) = sessions_of_wang(session, cast)
        assert timedelta(days=29) < row.expires_at - db.now() <= timedelta(days=30)
        row.expires_at = db.now()
    assert send(wang, cast).status_code == 403


def test_a_page_that_is_opened_while_the_term_ends_lets_nobody_be_heard_longer(app, wang, cast):
    database = app.extensions["database"]
    with db.writing(database) as session:
        (row,) = sessions_of_wang(session, cast)
        row.seen_at = db.now() - timedelta(days=2)
    cookie = wang.client.get_cookie("inspect-deputy").value
    windows = [wang] + [Person(app) for _ in range(3)]
    for one in windows[1:]:
        one.client.set_cookie("inspect-deputy", cookie, domain="localhost")

    def end_the_term(session):
        session.query(Term).filter_by(id=1).one().ends_on = date(2026, 11, 30)
        close_ways_in(cast.jia, [cast.wang], db.now())

    opened = [lambda one=one: one.get("/d/") for one in windows]
    while_the_office_writes(app, end_the_term, *opened)
    with db.reading(database) as session:
        (row,) = sessions_of_wang(session, cast)
        assert row.expires_at - db.now() <= HEARD
    assert "Set-Cookie" not in wang.get("/d/").headers


def test_a_session_that_was_over_or_ended_before_is_not_heard(app, cast, office, ends):
    expired = Person(app).enter(cast.links["wang"])
    with db.writing(app.extensions["database"]) as session:
        sessions_of_wang(session, cast)[0].expires_at = db.now()
    withdrawn = Person(app).enter(cast.links["zhao"])
    assert office.post("/office/links/4/withdraw", {"do": "end"}).status_code == 303
    ends(office, cast)
    office.post(f"{HOME}deputies/4/archive")
    assert [send(one, cast).status_code for one in (expired, withdrawn)] == [403, 403]


def test_who_comes_back_comes_by_a_new_link(app, wang, cast, office, ends):
    ends(office, cast)
    again = "deputies/1/restore" if ends is archive else "terms/1/reopen"
    assert office.post(HOME + again).status_code == 303
    assert send(wang, cast).status_code == 403
    assert wang.get("/d/").status_code == 403


def test_who_can_no_longer_enter_is_offered_neither_link_nor_code(cast, office, ends):
    ways = f"/office/links/{cast.wang}"
    assert "生成验证码" in office.get(ways).text
    ends(office, cast)

    for page in (office.get(ways).text, office.post(f"{ways}/code").text):
        assert "不在本届的代表里" in page
        assert "生成" not in page.replace("也不能再生成", "") and 'class="digits' not in page


def send_from_before(person, cast, record, whose):
    """What a phone kept from the term before, sent by who has entered by another link since."""
    body = {"assignment": cast.assignments[0], "base": 0, **ALL_PASS, "highlight": "上一届记的"}
    return person.put(f"/d/records/{record}?deputy={whose}", body)


def formers_told(person) -> str | None:
    page = BeautifulSoup(person.get("/d/").text, "lxml")
    return page.body.get("data-formers")


def test_who_is_elected_again_hands_in_what_the_phone_kept_from_before(app, wang, cast, office):
    wang.enter(elected_again(app, cast, office))
    record, photo = uuid4(), uuid4()
    answers = [send_from_before(wang, cast, record, cast.wang) for _ in range(2)]
    sent = wang.put(f"/d/photos/{photo}?record={record}&deputy={cast.wang}", jpeg())

    assert [(one.status_code, one.json["state"]) for one in answers] == [(200, "late")] * 2
    assert answers[0].json == answers[1].json and sent.json == {"photo": str(photo)}
    page = office.get(f"/office/records/{record}").text
    assert "上一届记的" in page and "没有计入统计" in page
    assert formers_told(wang) == str(cast.wang), "so that the phone sends and lists it"
    draft = f"{form_url(cast)}/draft?deputy={cast.wang}"
    assert wang.get(draft).status_code == wang.put(draft, ALL_PASS).status_code == 403


def test_a_phone_that_was_not_theirs_hands_in_nothing_for_them(app, li, cast, office):
    Person(app).enter(cast.links["wang"])
    li.enter(elected_again(app, cast, office))
    assert send_from_before(li, cast, uuid4(), cast.wang).status_code == 403
    assert formers_told(li) is None


def test_who_takes_over_the_phone_is_told_of_nobody_and_speaks_for_nobody(app, wang, cast, office):
    wang.enter(elected_again(app, cast, office, name="钱小满"))
    assert formers_told(wang) is None
    assert send_from_before(wang, cast, uuid4(), cast.wang).status_code == 403


def test_what_the_phone_kept_from_before_is_heard_as_long_as_without_a_new_link(
    app, wang, cast, office
):
    link = elected_again(app, cast, office)
    with db.writing(app.extensions["database"]) as session:
        (row,) = sessions_of_wang(session, cast)
        assert row.expires_at - db.now() <= HEARD
        row.expires_at = db.now()
    record = uuid4()
    answer = send_from_before(wang.enter(link), cast, record, cast.wang)
    assert answer.status_code == 404 and answer.json["sent"] == str(record)
    assert "这是上一届填的" in answer.json["error"], "so that the phone stops sending it"


def test_a_phone_that_the_office_had_ended_hands_in_nothing_from_before(app, wang, cast, office):
    assert office.post("/office/links/1/withdraw", {"do": "end"}).status_code == 303
    wang.enter(elected_again(app, cast, office))
    assert send_from_before(wang, cast, uuid4(), cast.wang).status_code == 404
