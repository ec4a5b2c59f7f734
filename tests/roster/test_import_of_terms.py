"""A term starts by import and ends by a press; who is of it, and who gets in."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from inspect_app import db
from inspect_app.entering import personal_links, phones
from inspect_app.inspections import group_links
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from tests.person import Person
from tests.records.sending import send
from tests.roster.entries import HOME, NEW, empty_town, names
from tests.roster.importing import TODAY, entries, mistakes, next_term, told
from tests.roster.roster_file import book_of, filled, saved, upload
from tests.soup import soup


def test_a_new_term_starts_by_import_once_it_is_meant(app, office, wang, cast):
    data = next_term(office)
    refused = mistakes(upload(office, data))
    assert list(refused) == ["届!A5"] and "要换届，请勾选“开始新一届”" in refused["届!A5"]
    assert wang.get("/d/").status_code == 200

    looked = upload(office, data, start="1", do="check")
    assert "将开始第20届" in looked.text and wang.get("/d/").status_code == 200
    words = told(office, upload(office, data, start="1"))
    assert "第20届已开始。上一届代表的个人链接（如果发过）已作废" in words and "新增 6 条" in words
    assert entries(office, "deputies") == ["王建国", "陈志强", "赵大山", "马新民"]
    assert "表里的 10 条和名册完全一样" in told(office, upload(office, data, start="1"))
    assert "表里的 10 条和名册完全一样" in told(office, upload(office, data))


def test_the_ended_term_stays_readable_and_its_deputies_have_no_way_in(app, office, wang, li, cast):
    send(wang, cast, {"item-heap": "fail", "item-heap-0-description": "村口"})
    upload(office, next_term(office), start="1")

    assert [wang.get("/d/").status_code, li.get("/d/").status_code] == [403, 403]
    assert wang.post(f"/m/{cast.links['wang']}").status_code == 410
    home = soup(office.get(HOME))
    former = home.find("a", string="第19届")
    page = office.get(former["href"])
    assert names(page) == ["王建国", "李秀英", "陈志强", "赵大山"]
    assert "已结束，只能查看" in page.text and not soup(page).select("main form")
    assert office.get(f"{HOME}deputies/{cast.wang}").status_code == 404
    assert office.post(f"{HOME}deputies/{cast.wang}", NEW["deputies"]).status_code == 404
    assert office.post(f"{HOME}deputies/{cast.wang}/restore").status_code == 404
    assert "村口" in office.get(f"/office/inspections/{cast.inspection}").text


def test_deputies_of_the_new_term_get_links_of_their_own(app, anybody, office, cast):
    upload(office, next_term(office), start="1")
    with db.writing(app.extensions["database"]) as session:
        deputy = session.query(people.Deputy).filter_by(name="王建国").all()[-1]
        assert deputy.id != cast.wang
        link = personal_links.make_link(deputy, app.extensions["settings"].secret_key)
    anybody.enter(link)
    assert "王建国代表" in anybody.get("/d/").text


@pytest.mark.parametrize(
    ("number", "starts_on", "cell", "words"),
    [
        ("", "2026-09-01", "届!A5", "请填第几届"),
        ("十几", "2026-09-01", "届!A5", "请填整数"),
        (0, "2026-09-01", "届!A5", "1到99"),
        (18, "2026-10-01", "届!A5", "届次要大于第19届"),
        (20, "", "届!B5", "请填开始日期"),
        (20, "明天", "届!B5", "请填日期"),
        (20, "2026-08-31", "届!B5", "要晚于第19届的开始日期（2026-09-01）"),
        (20, (TODAY + timedelta(days=2)).isoformat(), "届!B5", "还没到开始日期"),
    ],
)
def test_a_term_that_cannot_follow_is_refused_at_its_cell(
    office, wang, number, starts_on, cell, words
):
    book = book_of(office)
    book["届"]["A5"], book["届"]["B5"] = number, starts_on
    refused = mistakes(upload(office, saved(book), start="1"))

    assert list(refused) == [cell] and words in refused[cell]
    assert wang.get("/d/").status_code == 200


def test_a_term_ended_by_mistake_comes_back(office, wang, cast):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    for _ in range(2):
        office.post(f"{HOME}term/end", {"term": term})
    assert wang.get("/d/").status_code == 403
    assert "现在没有在任的一届" in office.get(HOME).text
    assert office.post(f"{HOME}groups/new", NEW["groups"]).status_code == 422
    link = soup(office.get(HOME)).find("a", string="第19届")["href"]
    assert "恢复第19届" in office.get(link).text
    assert [office.post(f"{link}/reopen").status_code for _ in range(2)] == [303, 303]
    assert "王建国" in entries(office, "deputies")
    assert wang.get("/d/").status_code == 403


@pytest.mark.parametrize("left", ["archived", "term"])
def test_who_is_back_by_a_new_link_is_not_shut_out_by_a_second_press(office, anybody, cast, left):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    deputy, again = f"{HOME}deputies/{cast.wang}", f"{HOME}terms/{term}/reopen"
    if left == "term":
        office.post(f"{HOME}term/end", {"term": term})
    else:
        office.post(f"{deputy}/archive")
        again = f"{deputy}/restore"
    assert office.post(again).status_code == 303
    sent = {"who": "missing", "do": "texts"}
    made = re.search(r"/m/[\w-]+", office.post("/office/links/new", sent).text)[0]
    assert office.post(again).status_code == 303
    assert "是我，进入" in anybody.get(made).text


def test_a_code_of_before_opens_nothing_after(app, office, anybody, cast):
    code = cast.code("wang")
    office.post(f"{HOME}deputies/{cast.wang}/archive")
    office.post(f"{HOME}deputies/{cast.wang}/restore")
    with db.writing(app.extensions["database"]) as session:
        key = app.extensions["settings"].secret_key
        inspection = session.get(inspections.Inspection, cast.inspection)
        group = group_links.make_group_link(inspection, key)
    entered = anybody.post(f"/g/{group}", {"deputy": str(cast.wang), "code": code})
    assert entered.status_code != 303
    assert anybody.get("/d/").status_code == 403


def test_from_the_day_a_term_ends_nobody_of_it_gets_a_way_in(app, office, wang, cast):
    with db.writing(app.extensions["database"]) as session:
        key = app.extensions["settings"].secret_key
        inspection = session.get(inspections.Inspection, cast.inspection)
        group = group_links.make_group_link(inspection, key)
    warned = office.get(f"{HOME}term")
    assert "还有 1 次视察没有结束（甲镇人居环境视察）" in warned.text
    office.post(f"{HOME}term/end", {"term": soup(warned).select_one("[name=term]")["value"]})

    assert "还没有代表" in office.get("/office/links").text
    sent = {"who": "all", "do": "texts", "sure": "1"}
    assert office.post("/office/links/new", sent).status_code == 422
    assert "王建国" not in Person(app).get(f"/g/{group}").text
    assert "现在没有在任的一届" in office.get("/office/inspections/new").text
    assert "甲镇人居环境视察" in office.get(f"/office/inspections/{cast.inspection}").text

    with db.writing(app.extensions["database"]) as session:  # as it could be made before
        deputy = session.get(people.Deputy, cast.wang)
        link = personal_links.make_link(deputy, key)
        entered = phones.sign_in(deputy, phones.Browser(), key)
    assert Person(app).get(f"/m/{link}").status_code == 410
    assert Person(app).post(f"/m/{link}").status_code == 410
    wang.client.set_cookie("inspect-deputy", entered.session)
    assert wang.get("/d/").status_code == 403


def test_a_term_started_by_mistake_is_ended_and_the_former_one_taken_up_again(office, cast):
    upload(office, next_term(office), start="1")
    former = soup(office.get(HOME)).find("a", string="第19届")["href"]
    refused = office.post(f"{former}/reopen")
    assert refused.status_code == 422 and "第20届还在任" in refused.text
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    office.post(f"{HOME}term/end", {"term": term})
    assert office.post(f"{former}/reopen").status_code == 303
    assert "李秀英" in entries(office, "deputies")
    again = mistakes(upload(office, next_term(office), start="1"))
    assert again == {"届!A5": "已经有第20届了"}


def test_another_town_ends_and_reopens_nothing(office, other_office, wang):
    term = soup(office.get(f"{HOME}term")).select_one("[name=term]")["value"]
    other_office.post(f"{HOME}term/end", {"term": term})
    assert wang.get("/d/").status_code == 200
    assert other_office.get(f"{HOME}terms/{term}").status_code == 404
    assert other_office.post(f"{HOME}terms/{term}/reopen").status_code == 404


def test_the_term_in_office_is_corrected(office):
    assert (
        office.post(f"{HOME}term", {"number": "18", "starts_on": "2026-08-30"}).status_code == 303
    )
    assert "现任第18届，2026年8月30日开始" in office.get(HOME).text
    refused = office.post(f"{HOME}term", {"number": "x", "starts_on": "昨天"})
    assert refused.status_code == 422
    assert soup(refused).select_one("#number")["value"] == "x"
    assert soup(refused).select_one("#starts_on")["value"] == "昨天"


def test_pressed_twice_at_the_same_moment_it_is_imported_once(app, office, cast):
    data = next_term(office)
    people_at_desks = [Person(app).log_in("甲镇") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: upload(one, data, start="1"), people_at_desks))

    assert [answer.status_code for answer in answers] == [303] * 4
    assert sum("started=20" in answer.location for answer in answers) == 1
    assert entries(office, "deputies") == ["王建国", "陈志强", "赵大山", "马新民"]


def test_the_first_file_of_a_town_starts_its_first_term(app, cast):
    third = empty_town(app)
    data = filled(third, 小组=[("一组",)], 代表=[("周永福", "一组")])
    assert "第19届已开始。请给这一届的代表发链接" in told(third, upload(third, data))
    assert entries(third, "deputies") == ["周永福"]


@pytest.mark.parametrize("number", ["第十九届", "19届", "第 19 届", "十九", "１９"])
@pytest.mark.parametrize("by", ["page", "file"])
def test_a_term_is_written_as_papers_write_it(app, cast, number, by):
    third = empty_town(app)
    if by == "page":
        said = {"number": number, "starts_on": "2022年1月8号"}
        assert third.post(f"{HOME}term", said).status_code == 303
    else:
        data = filled(third, 届=[(number, "2022年1月8号")])
        assert upload(third, data, do="import").status_code == 303
    assert "现任第19届，2022年1月8日开始" in third.get(HOME).text
