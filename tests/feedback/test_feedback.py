"""意见反馈: what deputies say of the product reaches the office, and they read what became of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.feedback.models import Feedback

WORDS = "字太小，看不清。\n能不能再大一点？"


def say(person, text=WORDS):
    return person.post("/d/feedback", {"text": text})


def listed(person, query="") -> list[list[str]]:
    """Return (deputy, text, what the office did) of the lines that the office's page shows."""
    page = BeautifulSoup(person.get("/office/feedback" + query).text, "lxml")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")][1:]
        for row in page.select("tbody tr")
    ]


def number_of(office) -> str:
    page = BeautifulSoup(office.get("/office/feedback").text, "lxml")
    return page.select_one("tbody tr")["id"].removeprefix("feedback-")


def let_time_pass(app, **by: int) -> None:
    with db.writing(app.extensions["database"]) as session:
        for one in session.query(Feedback):
            one.given_at -= timedelta(**by)


def test_what_a_deputy_says_reaches_the_office_with_its_name(wang, office):
    answer = say(wang)

    assert answer.status_code == 303
    assert "已收到，谢谢您" in wang.get(answer.location).text
    assert listed(office) == [["王建国", WORDS, "标为已处理"]]


def test_the_deputy_reads_whether_it_was_handled_and_the_office_may_take_that_back(wang, office):
    say(wang)
    assert "已收到，还没有处理" in wang.get("/d/feedback").text
    path = f"/office/feedback/{number_of(office)}"

    assert office.post(path, {"do": "handled"}).status_code == 303
    assert "✓ 已处理 甲镇人大办" in listed(office)[0][2]
    assert "镇人大办已处理" in wang.get("/d/feedback").text

    office.post(path, {"do": "reopen"})
    assert listed(office)[0][2] == "标为已处理"
    assert "已收到，还没有处理" in wang.get("/d/feedback").text


def test_another_deputy_does_not_read_it_nor_another_town(wang, li, sun, office, other_office):
    say(wang)

    assert "字太小" not in li.get("/d/feedback").text + sun.get("/d/feedback").text
    assert listed(other_office) == []
    path = f"/office/feedback/{number_of(office)}"
    assert other_office.post(path, {"do": "handled"}).status_code == 404


def test_the_office_is_told_on_its_first_page_until_it_has_handled_all(wang, office):
    assert "意见反馈有" not in office.get("/office/inspections").text
    say(wang)
    assert "意见反馈有 1 条还没有处理" in office.get("/office/inspections").text
    office.post(f"/office/feedback/{number_of(office)}")
    assert "意见反馈有" not in office.get("/office/inspections").text


def test_the_chair_reads_it_and_ticks_nothing_the_administrator_sees_none(wang, chair, admin):
    say(wang)
    assert listed(chair) == [["王建国", WORDS, "还没有处理"]]
    assert chair.post("/office/feedback/1").status_code == 403
    assert admin.get("/office/feedback").status_code == 403


@pytest.mark.parametrize(
    ("text", "told"), [("", "请先写几句"), (" \n ", "请先写几句"), ("长" * 1001, "最多1000个字")]
)
def test_too_little_and_too_much_is_refused_with_what_was_written_kept(wang, office, text, told):
    answer = say(wang, text)
    assert answer.status_code == 422
    assert told in answer.text and text.strip() in answer.text
    assert listed(office) == []


def test_pressing_twice_is_once(wang, office):
    assert [say(wang).status_code for _ in range(3)] == [303, 303, 303]
    assert len(listed(office)) == 1


def test_ten_a_day_are_taken_the_next_keeps_its_words_and_waits_for_tomorrow(app, wang, li, office):
    for n in range(10):
        assert say(wang, f"第{n}条").status_code == 303
    refused = say(wang, "第十一条")
    assert refused.status_code == 429
    assert (
        "请明天再交，或者直接打电话：甲镇人大办 王秘书" in refused.text
        and "第十一条" in refused.text
    )
    assert say(li).status_code == 303  # counted for each deputy
    assert len(listed(office)) == 11

    let_time_pass(app, hours=25)
    assert say(wang, "第十一条").status_code == 303


def test_the_newest_is_first_and_many_are_paged(app, wang, office):
    for day in range(4):
        for n in range(10):
            say(wang, f"{day}-{n}")
        let_time_pass(app, days=1)
    texts = [row[1] for row in listed(office)] + [row[1] for row in listed(office, "?page=2")]
    assert texts == [f"{day}-{n}" for day in range(3, -1, -1) for n in range(9, -1, -1)]
    assert "第 2/2 页" in office.get("/office/feedback?page=99").text


def test_a_page_left_open_by_who_was_here_before_says_nothing_in_anothers_name(wang, li, office):
    """Two deputies on one phone: the address of the form says whose page it was."""
    page = BeautifulSoup(wang.get("/d/feedback").text, "lxml")
    path = page.select_one("main form")["action"]
    assert li.post(path, {"text": WORDS}).status_code == 403
    assert wang.post(path, {"text": WORDS}).status_code == 303
    assert [row[0] for row in listed(office)] == ["王建国"]


def test_who_is_not_signed_in_is_told_whom_to_tell_and_finds_no_form(anybody, cast):
    page = anybody.get(f"/m/{cast.links['wang']}")
    assert "请直接告诉甲镇人大办 王秘书" in page.text and "/d/feedback" not in page.text
    assert anybody.get("/d/feedback").status_code == 403
    assert say(anybody).status_code == 403


def test_the_pages_of_a_phone_that_are_kept_lead_there_and_hold_nobodys_name(wang, cast):
    for path in ("/d/waiting", f"/d/assignments/{cast.assignments[0]}/blank"):
        page = wang.get(path)
        assert 'href="/d/feedback"' in page.text and "王建国" not in page.text
