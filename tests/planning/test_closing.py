"""An inspection is closed knowing what is still open; opened again, it says who did so and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models
from inspect_app.inspections.models import Inspection, InspectionState
from inspect_app.settings import ZONE
from tests.audit.log_page import lines
from tests.board.pages import address, captions, listed
from tests.planning.planning import step
from tests.records.filling import ALL_PASS, correct, failing, form_url, set_state, submitted
from tests.records.sending import choose_from, send, take_photo
from tests.review.reviewing import numbers, save
from tests.soup import soup_of_page

WHY = "文化广场还没有去"
ALL_DONE = "都做完了：点位都填了，记录齐全，问题、意见建议都核定过，都有责任单位、责任人和整改时限，实到也登记了。"


def closing_page(office, cast) -> BeautifulSoup:
    return soup_of_page(office.get(address(cast, "/close")))


def still_open(office, cast) -> dict[str, tuple[int, str]]:
    """Return what the page lists as open: in words its number, and where its link leads."""
    links = closing_page(office, cast).select("ul.open a")
    return {
        link.get_text(" ", strip=True).partition(" ")[2]: (int(link.b.text), link["href"])
        for link in links
    }


def main_buttons(page: BeautifulSoup) -> list[str]:
    """Return the words of the buttons below the state that stand out."""
    return [
        one.text for one in page.select(".notice .button:not(.plain), .steps .button:not(.plain)")
    ]


def rows_behind(office, cast, href: str) -> int:
    """Return how many rows the page, or the part of this page, has that a line leads to."""
    if href.startswith("#"):
        table = closing_page(office, cast).select_one(f"{href} + .scroll")
        return len(table.select("tbody tr"))
    if "/photos" in href:
        return len(captions(office, href))
    return len(soup_of_page(office.get(href)).select("table tbody tr"))


def draft(person, cast, site=0) -> None:
    assert person.put(form_url(cast, site) + "/draft", {"item-heap": "pass"}).status_code == 200


@pytest.fixture
def unfinished(app, office, wang, li, chen, cast) -> tuple[str, list[str]]:
    """An inspection with all that may be open; 王建国's record, and the photos that it names."""
    set_state(app, cast, InspectionState.CLOSED)
    send(li, cast)  # too late for its end, which was taken back
    set_state(app, cast, InspectionState.UNDER_WAY)
    record, photos = str(uuid4()), [str(uuid4()), str(uuid4())]
    bad = failing("一堆砖头", "heap", **{"item-heap-0-photo": photos, "item-bin": "fail"})
    del bad["item-named"]
    assert send(wang, cast, bad, record).json["state"] == "incomplete"
    take_photo(wang, record, photos[0])
    send(chen, cast, failing("桶满了"))
    send(chen, cast)  # from another phone
    save(office, numbers(office, cast)[0], do="keep")
    send(wang, cast, {**bad, "item-heap-0-description": "两堆砖头"}, record, base=1)
    draft(li, cast, 1)
    return record, photos


def test_each_number_that_is_open_is_that_of_the_rows_behind_its_link(office, cast, unfinished):
    found = still_open(office, cast)
    assert {what: number for what, (number, _) in found.items()} == {
        "份检查清单还没有填": 1,
        "份填了一半没有交": 1,
        "份记录待补正": 1,
        "份记录，代表两次交来的内容不一样，还没有选定": 1,
        "份记录晚到，还没有决定计不计入": 1,
        "个问题还没有核定": 2,
        "个问题核定后代表又更正了，还没有再看": 1,
        "张照片还在路上": 1,
        "位代表应到，实到还没有登记": 3,
    }
    for what, (number, href) in found.items():
        assert rows_behind(office, cast, href) == number, what


def test_it_names_where_nothing_was_filled_and_whose_drafts_wait(office, cast, unfinished):
    page = closing_page(office, cast)
    unfilled, begun = page.select("h2[id] + .scroll tbody")
    for words in ("张家村", "文化广场", "第一代表小组", "人居环境"):
        assert words in unfilled.text and words in begun.text
    assert "李秀英" in begun.text and "1/" in begun.text


def test_what_is_done_is_listed_no_more(office, wang, li, chen, cast, unfinished):
    """Where nothing is open any more, one sentence says so."""
    record, photos = unfinished
    take_photo(wang, record, photos[1])
    whole = {**failing("两堆砖头", "heap"), "item-heap-0-photo": photos}
    correct(wang, cast, whole)
    rival = soup_of_page(office.get(address(cast, "/records?state=rivals"))).select_one(
        "td.num > a"
    )
    choose_from(chen, rival["href"].replace("/office/", "/d/"), 0)
    late = soup_of_page(office.get(address(cast, "/records?state=late"))).select_one("td.num > a")
    office.post(late["href"] + "/admit")
    submitted(li, cast, ALL_PASS, 1)
    for number in numbers(office, cast):
        save(office, number, do="keep", person="张村长")
    office.post(address(cast, "/attendance"), {"presence-1": "attended"})

    assert still_open(office, cast) == {}
    page = closing_page(office, cast)
    assert page.select_one(".notice.success").text == ALL_DONE
    assert not page.select("table")


def test_where_all_is_reviewed_handing_in_comes_next_and_archiving_is_quiet(app, office, cast):
    set_state(app, cast, InspectionState.CLOSED)
    page = soup_of_page(office.get(address(cast, "/plan")))
    notice = page.select_one(".notice.success").text
    assert "问题、意见建议都核定过了。接下来交材料" in notice and "剩下的问题" not in notice
    assert main_buttons(page) == ["交材料"]
    assert page.select_one("#hand-in")["href"] == address(cast, "/papers")
    assert "plain" in page.select_one("button[value=archive]")["class"]


def test_another_inspections_open_things_are_not_this_ones(other_office, cast, unfinished):
    page = soup_of_page(other_office.get(f"/office/inspections/{cast.yi_inspection}/close"))
    found = [link.get_text(" ", strip=True) for link in page.select("ul.open a")]
    assert found == ["2 份检查清单还没有填", "1 位代表应到，实到还没有登记"]
    assert other_office.get(address(cast, "/close")).status_code == 404


def test_nothing_stands_in_the_way_of_closing_and_what_comes_next_is_said(
    office, cast, unfinished, rows
):
    plan = soup_of_page(office.get(address(cast, "/plan")))
    (button,) = [link for link in plan.select(".steps a.button") if link.text == "结束视察"]
    form = soup_of_page(office.get(button["href"])).select_one("main form")
    sent = {one["name"]: one["value"] for one in form.select("[name]")}
    for _ in range(2):  # pressed twice, it is closed once
        answer = office.post(form["action"], sent)
        assert answer.status_code == 303
    page = soup_of_page(office.get(answer.location))
    notice = page.select_one(".notice.success").text
    assert "视察已结束" in notice and "归档" in notice and "下载" in notice
    assert "还有 3 个问题没有核定" in notice and "都核定过了" not in notice
    assert main_buttons(page) == ["交材料"]
    assert rows(models.inspection, cast.jia, cast.inspection).state == "closed"
    assert sum("结束视察" in line for line in lines(office)) == 1
    back = office.get(address(cast, "/close"))
    assert (back.status_code, back.location) == (303, address(cast, "/plan"))


def test_what_arrives_after_closing_is_kept_and_shown(office, wang, cast):
    step(office, cast.inspection, "close")
    receipt = send(wang, cast, failing("桶满了")).json
    assert receipt["state"] == "late"
    assert "算不算数由镇人大办决定" in wang.get(receipt["receipt"]).text
    board = soup_of_page(office.get(address(cast)))
    assert listed(office, board.select_one("#late")["href"]) == [receipt["number"]]
    page = office.get(receipt["receipt"].replace("/d/", "/office/")).text
    assert "桶满了" in page and "计入统计</button>" in page


def test_what_is_not_under_way_is_not_closed(app, office, cast):
    for state in InspectionState:
        set_state(app, cast, state)
        status = 200 if state == InspectionState.UNDER_WAY else 303
        assert office.get(address(cast, "/close")).status_code == status, state


def test_the_board_leads_to_closing_and_urges_it_once_the_last_day_is_over(app, office, cast):
    def leads() -> str:
        links = soup_of_page(office.get(address(cast))).select(
            f"a[href='{address(cast, '/close')}']"
        )
        return " ".join(link.parent.get_text() for link in links)

    assert "结束视察" in leads() and "日子已经过了" not in leads()
    with db.writing(app.extensions["database"]) as session:
        one = session.get(Inspection, cast.inspection)
        one.starts_on = one.ends_on = one.ends_on - timedelta(days=1)
    assert leads().count("结束视察") == 1 and "日子已经过了" in leads()
    step(office, cast.inspection, "close")
    assert not leads()


def test_reopening_says_on_the_plan_who_did_so_when_and_why_until_it_is_closed_again(
    office, wang, cast
):
    plan = address(cast, "/plan")
    step(office, cast.inspection, "close")
    form = soup_of_page(office.get(plan)).select_one("form:has(#reason)")
    key = form.select_one("[name=once]")["value"]
    for _ in range(2):
        assert step(office, cast.inspection, "reopen", reason=WHY, once=key).status_code == 303
    notice = soup_of_page(office.get(plan)).select_one(".notice:not(.success)").text
    assert WHY in notice and "甲镇人大办" in notice and "撤销了结束" in notice
    assert f"{db.now().astimezone(ZONE).month}月" in notice
    assert wang.get(form_url(cast)).status_code == 200
    log = office.get("/office/audit").text
    assert log.count(f"撤销结束：{WHY}") == 1

    step(office, cast.inspection, "close")
    assert WHY not in office.get(plan).text
    step(office, cast.inspection, "reopen", reason="再补一次")
    assert "再补一次" in office.get(plan).text and WHY not in office.get(plan).text


@pytest.mark.parametrize("reason", [None, "", "  \n", "长" * 101, "\x00"])
def test_without_a_fit_reason_it_stays_closed_and_the_form_asks_for_it(office, cast, rows, reason):
    sent = {} if reason is None else {"reason": reason}
    answer = step(office, cast.closed, "reopen", **sent)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("details[open] #reason-error")
    assert (reason or "").strip("\x00 \n") in page.select_one("#reason")["value"]
    assert rows(models.inspection, cast.jia, cast.closed).state == "closed"


def test_what_goes_on_already_is_not_reopened(office, cast):
    for more in ({}, {"reason": WHY}):
        answer = step(office, cast.inspection, "reopen", **more)
        assert answer.status_code == 422 and "现在是“进行中”，不能撤销结束" in answer.text
