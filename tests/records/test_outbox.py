"""What a phone kept arrives: late, twice, in parts, incomplete, by an older version."""

import http.client
import json
import threading
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.db.turns import THREADS
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.board.pages import board
from tests.cast import THREE_SECTIONS, check, checklist_from
from tests.conftest import Person
from tests.journeys.phone import until
from tests.records.filling import ALL_PASS, failing, form_url, jpeg, set_state, submitted
from tests.records.sending import choose_form, choose_from, send
from tests.records.versions import version_of


def test_a_record_arrives_and_every_replay_gets_the_same_receipt(wang, cast, office):
    record = uuid4()
    first = send(wang, cast, record=record)
    again = send(wang, cast, record=record)

    assert first.status_code == 200 and first.json == again.json
    assert first.json["sent"] == first.json["record"] == str(record)
    assert "已收到：4项" in wang.get(first.json["receipt"]).text
    rows = office.get(f"/office/inspections/{cast.inspection}").text
    assert rows.count("号记录") == 1 and "更正" not in rows


def test_a_hundred_copies_at_once_are_one_record(server, wang, cast, office):
    cookie = wang.client.get_cookie("inspect-deputy").value
    body = urlencode({"assignment": cast.assignments[0], "base": 0, **ALL_PASS})
    headers = {"Cookie": f"inspect-deputy={cookie}", "Origin": server}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    path, answers = f"/d/records/{uuid4()}", []

    def copy():
        connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=60)
        connection.request("PUT", path, body, headers)
        answer = connection.getresponse()
        answers.append((answer.status, answer.read()))
        connection.close()

    threads = [threading.Thread(target=copy) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 100 and len(set(answers)) == 1 and answers[0][0] == 200
    rows = office.get(f"/office/inspections/{cast.inspection}").text
    assert rows.count("号记录") == 1 and "更正" not in rows


def test_an_incomplete_record_is_kept_and_both_sides_see_what_is_missing(wang, cast, office):
    answer = send(wang, cast, {"item-heap": "pass", "item-days": "很多"})

    assert answer.json["state"] == "incomplete"
    receipt = wang.get(answer.json["receipt"]).text
    assert "还差 3 处没有填好" in receipt and "没有黑臭水沟" in receipt
    assert "还要补填" in wang.get("/d/").text
    assert "待补正" in board(office, cast)
    record = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "几天清运一次" in record and "很多" in record

    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    base = form.select_one("[name=base]")["value"]
    assert form.select_one("#item-days-value")["value"] == "很多"
    complete = wang.get(submitted(wang, cast, {**ALL_PASS, "base": base}).location).text
    assert "没有填好" not in complete and "更正过 1 次" in complete


def test_two_phones_that_knew_nothing_of_each_other_are_both_kept_and_chosen_from(
    wang, cast, office
):
    record = uuid4()
    send(wang, cast, record=record)
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "桥下发黑"}
    answer = send(wang, cast, worse)

    receipt = answer.json["receipt"]
    assert "两部手机交来的内容不一样" in wang.get(receipt).text
    assert "请选一份" in wang.get("/d/").text
    assert "等代表选定" in office.get(receipt.replace("/d/", "/office/")).text
    assert "桥下发黑" not in board(office, cast)

    choose = BeautifulSoup(wang.get(receipt + "/choose").text, "lxml")
    assert "桥下发黑" in choose.get_text() and "没有成堆垃圾" not in choose.get_text()
    chosen = choose_from(wang, receipt, 1)

    assert "请选一份" not in wang.get(chosen.location).text
    assert "桥下发黑" in board(office, cast)
    assert "后来更正了" in office.get(receipt.replace("/d/", "/office/")).text
    assert "从两份内容里选定一份" in office.get("/office/audit").text
    assert send(wang, cast, record=record).json["number"] == 1
    assert "请选一份" not in wang.get("/d/").text


HEAP = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口"}
PHOTOS = [str(uuid4()), str(uuid4())]
DIFFER_IN = {
    "severity": [{"item-heap-0-severity": "minor"}, {"item-heap-0-severity": "critical"}],
    "preset": [{}, {"item-heap-0-severity": "critical"}],
    "unread answer": [{"item-days": "天天"}, {"item-days": "月月"}],
    "unread amount": [{"item-heap-0-amount": "十几处"}, {"item-heap-0-amount": "几十处"}],
    "photo": [{"item-heap-0-photo": PHOTOS[0]}, {"item-heap-0-photo": PHOTOS[1]}],
}
TELLS = {
    "severity": ["一般，村口", "重大，村口"],
    "preset": ["较大，村口", "重大，村口"],
    "unread answer": ["天天", "月月"],
    "unread amount": ["十几处", "几十处"],
    "photo": PHOTOS,
}


@pytest.mark.parametrize("what", DIFFER_IN)
def test_whatever_two_contents_differ_in_is_shown_where_one_is_chosen(wang, cast, office, what):
    for photo, colour in zip(PHOTOS, ("red", "blue"), strict=True):
        wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg(colour))
    for fields in DIFFER_IN[what]:
        receipt = send(wang, cast, HEAP | fields).json["receipt"]

    page = BeautifulSoup(wang.get(receipt + "/choose").text, "lxml")
    first, second = (str(one) for one in page.select("main ul.said"))
    here, there = TELLS[what]
    assert here in first and there not in first and there in second and here not in second
    assert there in office.get(receipt.replace("/d/", "/office/")).text


def test_two_contents_that_read_the_same_say_so(app, wang, cast):
    older = version_of(app, cast)
    receipt = send(wang, cast, HEAP).json["receipt"]
    new_version(app, cast, asks_more=False)
    assert send(wang, cast, HEAP, version=version_of(app, cast)).json["receipt"] == receipt

    assert version_of(app, cast) != older
    assert "几份写的都一样" in wang.get(receipt + "/choose").text


def test_keeping_the_first_sets_the_other_aside(wang, cast, office):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    choose_from(wang, receipt, 0)

    page = wang.get(receipt).text
    assert "没有选用" in page and "去选一份" not in page


def test_nothing_is_set_aside_that_the_page_did_not_show(wang, cast):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    seen = choose_form(wang, receipt, 0)
    send(wang, cast, {**ALL_PASS, "highlight": "第三部手机"})
    answer = wang.post(receipt + "/choose", seen)

    page = wang.get(answer.location).text
    assert "刚才内容又有变化" in page and "第三部手机" in page and "广场干净" in page
    choose_from(wang, receipt, 2)
    assert "没有选用" in wang.get(receipt).text


def test_what_comes_after_a_withdrawal_can_be_chosen_or_left(wang, cast, office):
    answer = send(wang, cast).json
    wang.post(answer["receipt"] + "/withdraw")
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "桥下发黑"}
    send(wang, cast, worse, record=answer["record"], base=1)

    page = wang.get(answer["receipt"] + "/choose").text
    assert "已收回的" in page and "桥下发黑" in page
    choose_from(wang, answer["receipt"], 1)
    assert "已收到" in wang.get(answer["receipt"]).text
    assert "去选一份" not in wang.get(answer["receipt"]).text
    assert "桥下发黑" in board(office, cast)


def test_a_withdrawn_record_chosen_again_stays_withdrawn(wang, cast, office):
    answer = send(wang, cast).json
    wang.post(answer["receipt"] + "/withdraw")
    send(wang, cast, {**ALL_PASS, "highlight": "离线改的"}, record=answer["record"], base=1)
    choose_from(wang, answer["receipt"], 0)

    page = wang.get(answer["receipt"]).text
    assert "已收回" in page and "去选一份" not in page


@pytest.mark.parametrize("chosen", [0, 1])
def test_what_came_too_late_from_two_phones_is_chosen_from_once_the_office_reopens(
    app, wang, cast, office, chosen
):
    set_state(app, cast, inspections.InspectionState.CLOSED)
    send(wang, cast)
    receipt = send(wang, cast, HEAP).json["receipt"]
    set_state(app, cast, inspections.InspectionState.UNDER_WAY)
    assert "去选一份" in wang.get(receipt).text

    assert "还没有计入的" in wang.get(receipt + "/choose").text
    assert choose_from(wang, receipt, chosen).location.endswith(receipt)
    assert "去选一份" not in wang.get(receipt).text
    assert ("村口" in board(office, cast)) == bool(chosen)
    assert ("由镇人大办决定是否计入" in wang.get(receipt).text) != bool(chosen)


def test_who_chooses_after_the_office_closed_is_told_and_loses_nothing(app, wang, cast, office):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    seen = choose_form(wang, receipt, 1)
    set_state(app, cast, inspections.InspectionState.CLOSED)
    answers = wang.post(receipt + "/choose", seen), wang.get(receipt + "/choose")

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, receipt)] * 2
    page = wang.get(receipt).text
    assert "已经不能选了" in page and "广场干净" in page and "去选一份" not in page
    assert "没有选定；现在按先送到的统计" in office.get(receipt.replace("/d/", "/office/")).text


def test_the_same_answers_under_the_new_version_clear_what_was_missing(app, wang, cast):
    old = version_of(app, cast)
    new_version(app, cast, asks_more=False)
    first = send(wang, cast, version=old).json
    again = send(wang, cast, record=first["record"], base=1, version=version_of(app, cast)).json

    assert (first["state"], again["state"]) == ("incomplete", "submitted")
    assert "更新前" not in wang.get(first["receipt"]).text


def test_every_refusal_of_what_a_phone_puts_names_it(app, anybody, wang, cast):
    record, photo = str(uuid4()), str(uuid4())
    gone = wang.put(f"/d/records/{record}", {"assignment": 999})
    assert gone.status_code == 404 and gone.json["sent"] == record
    assert "交给镇人大办" in gone.json["error"]

    nobody = anybody.put(f"/d/records/{record}", {})
    assert nobody.status_code == 403 and nobody.json["sent"] == record
    for data, query in ((b"no picture", f"?record={record}"), (b"", "")):
        refused = wang.put(f"/d/photos/{photo}{query}", data)
        assert refused.status_code in (400, 422)
        assert refused.json["photo"] == photo and refused.json["error"]
    assert wang.put("/d/assignments/999/draft", {}).json["error"]


def puts(wang, cast, record, photo, query=""):
    """Send a record, a photo and a draft; return each answer by the name of what was sent."""
    return {
        ("sent", record): wang.put(f"/d/records/{record}{query}", {"assignment": 1, **ALL_PASS}),
        ("photo", photo): wang.put(f"/d/photos/{photo}{query or '?'}&record={record}", jpeg()),
        ("error", None): wang.put(form_url(cast) + "/draft" + query, ALL_PASS),
    }


def says_what_is_wrong_with(answers, code):
    for (name, sent), answer in answers.items():
        assert answer.status_code == code and any(sign >= "一" for sign in answer.json["error"])
        assert name == "error" or answer.json[name] == sent


def test_who_may_not_put_and_what_cannot_be_taken_is_told_by_name(anybody, wang, cast):
    record, photo = str(uuid4()), str(uuid4())
    says_what_is_wrong_with(puts(anybody, cast, record, photo), 403)
    says_what_is_wrong_with(puts(wang, cast, record, photo, "?deputy=2"), 403)
    not_of_the_town = puts(wang, cast, record, photo, "?for=5")
    del not_of_the_town["photo", photo]  # it is the sender's own, whatever was claimed
    says_what_is_wrong_with(not_of_the_town, 404)
    assert all("不由您填" in answer.json["error"] for answer in not_of_the_town.values())
    foreign = wang.client.put(f"/d/records/{record}", headers={"Origin": "https://example.org"})
    says_what_is_wrong_with({("sent", record): foreign}, 403)
    claims = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    huge = wang.put(f"/d/photos/{photo}?record={record}", jpeg(), environ_overrides=claims)
    says_what_is_wrong_with({("photo", photo): huge}, 413)
    much = send(wang, cast, {**ALL_PASS, "suggestion": "长" * 200_000}, record=record)
    says_what_is_wrong_with({("sent", record): much}, 413)


def test_what_nobody_expected_is_told_by_name_too(app, wang, cast):
    """Rows that cannot be read stand for it: the phone tries again, also after a mistake of ours."""
    record, photo = str(uuid4()), str(uuid4())
    assert wang.put(f"/d/photos/{photo}?record={record}", jpeg()).status_code == 200
    with app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inspection SET starts_on = 'nonsense'")
        connection.exec_driver_sql("UPDATE photo SET arrived_at = 'nonsense'")
    says_what_is_wrong_with(puts(wang, cast, record, photo), 500)


def test_a_used_id_of_somebody_else_is_refused_without_content(wang, li, cast):
    record = uuid4()
    send(wang, cast, {**ALL_PASS, "suggestion": "只给我看"}, record=record)
    refused = send(li, cast, record=record)

    assert refused.status_code == 409 and "只给我看" not in refused.text
    assert refused.json["sent"] == str(record)


def test_another_groups_site_is_not_theirs_and_another_towns_is_not_found(zhao, sun, cast):
    assert send(zhao, cast).json["state"] == "late", "the group may have been theirs that day"
    assert zhao.get(form_url(cast)).status_code == 404
    assert send(sun, cast).status_code == 404


def test_photos_come_before_or_after_the_record_and_the_office_sees_how_many(wang, cast, office):
    record, early, late = uuid4(), uuid4(), uuid4()
    wang.put(f"/d/photos/{early}?record={record}", jpeg())
    fields = {"item-heap": "fail", "item-heap-0-photo": [str(early), str(late)]}
    receipt = send(wang, cast, {**ALL_PASS, **fields}, record=record).json["receipt"]
    page = receipt.replace("/d/", "/office/")

    assert "1/2" in office.get(page).text and "照片 1/2" in wang.get(receipt).text
    wang.put(f"/d/photos/{late}?record={record}", jpeg("blue"))
    assert "2/2" in office.get(page).text and "照片2张" in wang.get(receipt).text


def test_somebody_elses_photo_is_not_shown_in_ones_own_record(wang, zhao, cast, office):
    photo = uuid4()
    assert zhao.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo)}
    receipt = send(wang, cast, fields).json["receipt"]

    assert "照片 0/1" in wang.get(receipt).text
    send(wang, cast, {**fields, "highlight": "另一部手机"})
    for page in (receipt.replace("/d/", "/office/"), receipt, receipt + "/choose"):
        assert str(photo) not in (office if "office" in page else wang).get(page).text


def new_version(app, cast, *, asks_more=True):
    """The office publishes the checklist again, with one item more, and assigns it."""
    raw = json.loads(json.dumps(THREE_SECTIONS))
    raw["introduction"] = "新版"
    if asks_more:
        raw["sections"][1]["items"].append(check("drain", "下水道畅通？"))
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(raw))
        for assignment in cast.assignments:
            row = session.get(inspections.Assignment, assignment)
            row.checklist_version_id = version.id


def test_a_form_of_an_older_version_is_kept_with_its_own_words(app, wang, cast, office):
    form = BeautifulSoup(wang.get(form_url(cast) + "/blank").text, "lxml")
    version = form.select_one("[name=version]")["value"]
    new_version(app, cast)
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "发黑"}
    answer = send(wang, cast, worse, version=version)

    assert answer.json["state"] == "incomplete"
    assert "新增：下水道畅通？" in wang.get(answer.json["receipt"]).text
    record = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "第 1 版" in record and "下水道畅通？" in record
    assert "发黑" in board(office, cast)
    report = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    assert report.status_code == 200

    page = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert page.select_one("#item-ditch-0-description").text == "发黑"
    base = page.select_one("[name=base]")["value"]
    version = page.select_one("[name=version]")["value"]
    whole = {**worse, "item-drain": "pass"}
    again = send(wang, cast, whole, version=version, base=base)
    assert again.json["state"] == "submitted"


def test_a_version_of_another_town_or_checklist_is_not_used(wang, cast):
    assert send(wang, cast, version="2").json["state"] == "submitted"


def test_what_arrives_after_closing_is_kept_and_counts_when_the_office_says_so(
    app, wang, li, cast, office
):
    send(li, cast)
    set_state(app, cast, inspections.InspectionState.CLOSED)
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "迟到的"}
    answer = send(wang, cast, bad)

    assert answer.json["state"] == "late"
    assert "视察已经结束" in wang.get(answer.json["receipt"]).text
    page = board(office, cast)
    assert "没有计入统计的记录" in page and "迟到的" not in page
    assert "1 份记录送到时视察已经结束" in page and "晚到 1 份" in page
    assert "汇总转交" not in wang.get(answer.json["receipt"]).text
    assert "反映的问题" in wang.get("/d/").text
    assert "先存着，等镇人大办决定要不要计入" in wang.get("/d/findings").text
    assert "先存着" not in li.get("/d/findings").text
    record = answer.json["receipt"].replace("/d/", "/office/")
    office.post(record + "/admit")
    told = wang.get("/d/findings").text
    assert "迟到的" in told and "先存着" not in told
    assert "迟到的" in board(office, cast) and "没有计入统计的记录" not in board(office, cast)
    assert "还没有计入" not in board(office, cast) and "晚到" not in board(office, cast)
    # A correction that comes after closing is kept beside, and replaces nothing.
    other = send(wang, cast, ALL_PASS, base=1)
    assert other.status_code == 200 and "迟到的" in board(office, cast)
    assert "等待选定" in office.get(record).text


def test_a_withdrawn_record_counts_no_longer_stays_readable_and_may_come_back(wang, cast, office):
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "发黑"}
    record = uuid4()
    receipt = send(wang, cast, bad, record=record).json["receipt"]
    wang.post(receipt + "/withdraw")

    assert "已收回" in wang.get(receipt).text and "已收回，重新填" in wang.get("/d/").text
    assert "发黑" not in board(office, cast) and "代表已撤回" in board(office, cast)
    assert "发黑" in office.get(receipt.replace("/d/", "/office/")).text
    assert send(wang, cast, bad, record=record).json["state"] == "withdrawn"

    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert form.select_one("#item-ditch-0-description").text == "发黑"
    base = form.select_one("[name=base]")["value"]
    assert send(wang, cast, bad, record=record, base=base).json["state"] == "submitted"
    assert "发黑" in board(office, cast)


def test_a_liaison_fills_for_a_groupmate_and_the_record_says_so(wang, li, cast, office):
    assert "替组里的代表录入" in li.get("/d/").text
    assert "替组里的代表录入" not in wang.get("/d/").text
    assert "您正在替<b>王建国</b>代表录入" in li.get(f"/d/?for={cast.wang}").text
    answer = send(li, cast, **{"for": cast.wang})

    page = office.get(answer.json["receipt"].partition("?")[0].replace("/d/", "/office/")).text
    assert "王建国" in page and "由李秀英（联络员）录入" in page
    assert "由李秀英（联络员）代录" in wang.get(answer.json["receipt"].partition("?")[0]).text
    assert "回执编号 <b>1</b>" in li.get(answer.json["receipt"]).text


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


@pytest.mark.parametrize(
    "fields",
    [
        {"suggestion": "\x00\ufffe" + "长" * 5000},
        {"item-heap": "<script>", "item-days": "9" * 400},
        {"item-heap": "fail", **{f"item-heap-{n}-description": "x" for n in range(40)}},
        {"base": "-1"},
        {"base": "x", "version": "9" * 30},
        {"at": "x" * 100_000},
    ],
)
def test_nothing_a_phone_sends_is_refused_for_what_it_says(wang, cast, office, fields):
    answer = send(wang, cast, fields)
    assert answer.status_code == 200
    assert office.get(answer.json["receipt"].replace("/d/", "/office/")).status_code == 200
    report = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    assert report.status_code == 200


LONG = "很长的话" * 600


@pytest.mark.parametrize(
    "fields",
    [
        {**ALL_PASS, "suggestion": LONG},
        {**ALL_PASS, "highlight": LONG},
        failing(LONG),
        {**failing("桶满了"), "item-bin-0-suggestion": LONG},
    ],
)
def test_long_words_leave_no_record_incomplete_and_are_kept(wang, cast, office, fields):
    receipt = send(wang, cast, fields).json

    assert receipt["state"] == "submitted"
    assert LONG in office.get(receipt["receipt"].replace("/d/", "/office/")).text


def test_a_draft_saved_by_another_phone_meanwhile_is_shown_not_overwritten(wang, cast):
    path = form_url(cast) + "/draft"
    mine = {"device": "a", "n": 1, "saves": 0, "item-heap": "pass"}
    assert wang.put(path, mine).json["saves"] == 1
    theirs = {"device": "b", "n": 1, "saves": 0, "item-heap": "fail"}
    answer = wang.put(path, theirs)

    assert answer.status_code == 409
    assert ["item-heap", "pass"] in answer.json["fields"] and answer.json["saves"] == 1
    assert wang.put(path, {**theirs, "n": 2, "saves": 1}).json["saves"] == 2
    # The first phone goes on without having heard of its own save: no question.
    assert wang.put(path, {**mine, "device": "b", "n": 3}).status_code == 200


def test_a_correction_has_a_draft_of_its_own(wang, cast):
    receipt = send(wang, cast).json["receipt"]
    path = form_url(cast) + "/draft"
    saved = wang.put(path, {"base": 1, "item-heap": "fail"})

    assert saved.json["revision"] == 1 and saved.json["receipt"] == receipt
    assert wang.get(path).json["fields"] == [["item-heap", "fail"]]
    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert form.select_one("#item-heap-fail").has_attr("checked")


def test_a_correction_that_changes_nothing_in_the_end_does_not_come_back(wang, cast):
    """A replay of it ends no other correction that was begun since."""
    send(wang, cast)
    path, phone = form_url(cast) + "/draft", {"base": 1, "device": "phone"}
    wang.put(path, {**phone, "n": 1, "saves": 0, **ALL_PASS, "item-heap": "fail"})
    send(wang, cast, **phone, saves=1)
    assert dict(wang.get(path).json["fields"])["item-heap"] == "pass"

    wang.put(path, {**phone, "n": 2, "saves": 1, **ALL_PASS, "item-bin": "fail"})
    send(wang, cast, **phone, saves=1)
    assert dict(wang.get(path).json["fields"])["item-bin"] == "fail"
    send(wang, cast)
    assert dict(wang.get(path).json["fields"])["item-bin"] == "fail"


@pytest.mark.parametrize("unseen", ["\u200b", "\u3164", "\u2800"])
def test_a_place_described_by_nothing_that_is_seen_says_what_its_item_says(
    wang, cast, office, unseen
):
    blank = {"item-heap": "fail", "item-heap-0-description": unseen, "suggestion": "\u2060\ufeff"}
    receipt = send(wang, cast, {**ALL_PASS, **blank}).json["receipt"]
    page = office.get(receipt.replace("/d/", "/office/")).text
    assert "没有成堆垃圾,没有做到" in page and "意见建议</h2>" not in page


def test_a_number_no_row_can_have_is_no_page_and_no_error(wang, office):
    huge = "9" * 30
    assert wang.get(f"/d/assignments/{huge}").status_code == 404
    assert office.get(f"/office/inspections/{huge}").status_code == 404
    assert office.get(f"/office/inspections/1?assignment={huge}").status_code == 200
    assert wang.get(f"/d/?for={huge}").status_code == 404


def test_an_amount_that_cannot_be_read_is_corrected_to_another_one(wang, cast):
    fails = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口"}
    first = send(wang, cast, {**fails, "item-heap-0-amount": "十几处"})
    assert first.json["state"] == "submitted"
    corrected = {**fails, "item-heap-0-amount": "二十几处", "base": 1}
    send(wang, cast, corrected, record=first.json["record"])
    assert "二十几处" in wang.get(f"{form_url(cast)}?correct=1").text


DRAFT = {
    "device": "first",
    "n": 1,
    "at": "item-heap",
    "item-heap": "fail",
    "item-heap-0-description": "河边一大堆",
}


def test_a_draft_that_the_sender_had_not_seen_stays_readable_under_the_record(wang, cast, office):
    wang.put(form_url(cast) + "/draft", DRAFT)
    record = send(wang, cast, device="second").json

    for page in (wang.get(record["receipt"]), office.get(f"/office/records/{record['record']}")):
        assert "没有交上来的草稿" in page.text and "河边一大堆" in page.text
    assert "已收到：4项" in wang.get(record["receipt"]).text
    send(wang, cast, {**ALL_PASS, "suggestion": "修路"}, record["record"], base=1)
    said = wang.get(record["receipt"]).text
    assert said.count("没有交上来的草稿") == 1 and "第 1 次提交" in said


@pytest.mark.parametrize(
    "seen",
    [
        {"device": "first"},
        {"device": "second", "saves": 1},
        {"device": "second", "seen": "first 1"},
        {**DRAFT, "device": "second", "at": ""},
    ],
    ids=["own", "seen", "unheard", "same"],
)
def test_a_draft_that_the_sender_had_seen_is_not_kept_beside_the_record(wang, cast, seen):
    wang.put(form_url(cast) + "/draft", DRAFT)
    record = send(wang, cast, **seen).json
    assert "没有交上来的草稿" not in wang.get(record["receipt"]).text


def test_where_many_hand_in_at_once_photos_are_given_a_time_of_their_own(app, wang, cast):
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(uuid4())}
    alone = send(wang, cast, fields)
    database, told = app.extensions["database"], []

    def hand_in() -> None:
        phone = Person(app)
        phone.client.set_cookie("inspect-deputy", cookie, domain="localhost")
        told.append(send(phone, cast, fields).json["photos_after"])

    cookie = wang.client.get_cookie("inspect-deputy").value
    threads = [threading.Thread(target=hand_in) for _ in range(THREADS // 2 + 1)]
    with db.writing(database):
        for thread in threads[:-1]:
            thread.start()
        until(lambda: database.turns.is_crowded)
        threads[-1].start()
        until(lambda: database.turns._waiting == len(threads))
    for thread in threads:
        thread.join()
    assert alone.json["photos_after"] == 0
    assert sorted(told)[:-1] == [0] * (len(told) - 1) and max(told) > 0


def test_an_archived_inspection_takes_nothing_more_into_its_figures(app, wang, cast, office):
    set_state(app, cast, inspections.InspectionState.CLOSED)
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "迟到的"}
    path = send(wang, cast, bad).json["receipt"].replace("/d/", "/office/")
    assert ">计入统计</button>" in office.get(path).text
    set_state(app, cast, inspections.InspectionState.ARCHIVED)
    page = office.get(path).text
    assert ">计入统计</button>" not in page and "撤销归档" in page
    assert office.post(path + "/admit").status_code == 422
    assert "迟到的" not in board(office, cast)


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
