"""The office's review of 意见建议: board, unit, other words, undo, log; the files follow."""

import sqlite3

import pytest
from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS, correct, set_state, submitted
from tests.reports.books import opened, rows_of

OWN = "多放两个桶"


def listing(cast, query="") -> str:
    return f"/office/inspections/{cast.inspection}/suggestions{query}"


def articles(office, cast, query=""):
    return BeautifulSoup(office.get(listing(cast, query)).text, "lxml").select("article")


def fields_of(form) -> dict[str, str]:
    held = {one["name"]: one.get("value", "") for one in form.select("input")}
    return held | {one["name"]: one.text for one in form.select("textarea")}


def pressed(office, article, form="form.stack", **changes):
    """Press the form's button, with what the page holds and what was changed in it."""
    shown = article.select_one(form)
    return office.post(shown["action"], {**fields_of(shown), **changes})


def undone(office, article):
    return pressed(office, article, "details form")


def in_sheet(office, cast) -> dict[str, object]:
    return rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["意见建议"])[0]


@pytest.fixture
def said(wang, cast):
    """A record of 王建国 with a suggestion."""
    assert submitted(wang, cast, {**ALL_PASS, "suggestion": OWN}).status_code == 303


def on_board(office, cast) -> tuple[str, str]:
    page = BeautifulSoup(office.get(f"/office/inspections/{cast.inspection}").text, "lxml")
    waiting = page.select_one("#suggestions-waiting")
    return page.select_one("#all-suggestions").text, waiting.parent.text if waiting else ""


def test_it_is_on_the_board_until_it_is_reviewed_and_the_sheet_follows(office, cast, said):
    number, waiting = on_board(office, cast)
    assert number == "1" and "1 条意见建议还没有核定" in waiting
    before = in_sheet(office, cast)
    assert (before["建议承办单位"], before["备注"]) == (None, "待核定")
    (one,) = articles(office, cast)
    assert OWN in one.text and "待核定" in one.text and "王建国" in one.text

    asked = {"words": "建议在村口增设两个垃圾桶", "unit": "镇环卫办"}
    assert pressed(office, one, **asked).status_code == 303

    assert on_board(office, cast) == ("1", "")
    after = in_sheet(office, cast)
    assert after["意见建议内容"] == "建议在村口增设两个垃圾桶"
    assert (after["建议承办单位"], after["备注"]) == ("镇环卫办", None)
    (one,) = articles(office, cast)
    assert one.select_one(".words").text == OWN and "已核定" in one.text
    behind = f"/office/inspections/{cast.inspection}/behind?what=suggestions"
    assert "建议在村口增设两个垃圾桶" in office.get(behind).text
    assert articles(office, cast, "?waiting=1") == []


def test_a_unit_near_one_of_the_roster_is_asked_about(office, cast, said):
    refused = pressed(office, articles(office, cast)[0], unit="村镇建设")
    assert refused.status_code == 422
    assert "名册里没有“村镇建设”。是“镇村镇建设办公室”吗？" in refused.text


def test_a_unit_that_only_looks_otherwise_is_the_same_unit(office, cast, said):
    pressed(office, articles(office, cast)[0], unit="镇 村镇建设办公室\u200b")
    assert in_sheet(office, cast)["建议承办单位"] == "镇村镇建设办公室"


def test_undo_brings_back_what_was_before_and_both_stay_in_history_and_log(office, cast, said):
    pressed(office, articles(office, cast)[0], unit="镇环卫办")
    pressed(office, articles(office, cast)[0], unit="镇政府", words="多放三个桶")
    assert in_sheet(office, cast)["建议承办单位"] == "镇政府"

    assert undone(office, articles(office, cast)[0]).status_code == 303

    after = in_sheet(office, cast)
    assert (after["建议承办单位"], after["意见建议内容"]) == ("镇环卫办", OWN)
    undone(office, articles(office, cast)[0])
    (one,) = articles(office, cast)
    assert "待核定" in one.text and in_sheet(office, cast)["建议承办单位"] is None
    history = [line.text for line in one.select("details li")]
    assert len(history) == 4 and "多放三个桶" in history[2]
    assert not one.select("details form")
    log = office.get("/office/audit").text
    assert "核定意见建议：承办单位镇政府，改写" in log and "撤销对意见建议的核定" in log


def test_pressed_twice_it_is_kept_once_and_reviewed_without_a_change_it_is_settled(
    office, cast, said
):
    assert pressed(office, articles(office, cast)[0]).status_code == 303
    (one,) = articles(office, cast)
    assert "已核定" in one.text
    assert pressed(office, one).status_code == 303
    assert len(articles(office, cast)[0].select("details li")) == 1


def test_what_somebody_else_or_the_deputy_changed_meanwhile_is_not_overwritten_unseen(
    office, wang, cast, said
):
    (shown,) = articles(office, cast)
    pressed(office, shown, unit="镇政府")
    late = pressed(office, shown, unit="镇环卫办")
    assert late.status_code == 422 and "镇环卫办" in late.text
    assert in_sheet(office, cast)["建议承办单位"] == "镇政府"

    (shown,) = articles(office, cast)
    correct(wang, cast, {**ALL_PASS, "suggestion": "多放四个桶"})
    refused = pressed(office, shown, unit="镇环卫办")
    assert refused.status_code == 422 and "代表更正过" in refused.text
    (one,) = articles(office, cast, "?waiting=1")
    assert "多放四个桶" in one.text and f"核定时的原话是“{OWN}”" in one.text
    after = in_sheet(office, cast)
    assert (after["意见建议内容"], after["备注"]) == ("多放四个桶", "待核定")
    again = BeautifulSoup(refused.text, "lxml").select_one("article")
    assert pressed(office, again).status_code == 303
    assert in_sheet(office, cast)["建议承办单位"] == "镇环卫办"


@pytest.mark.parametrize("field", ["seen", "revision"])
def test_what_nobody_can_have_seen_is_refused_and_no_fault_of_the_server(office, cast, said, field):
    pressed(office, articles(office, cast)[0])
    answer = pressed(office, articles(office, cast)[0], unit="镇政府", **{field: "9" * 20})
    assert answer.status_code in (303, 422)


def test_an_archived_inspection_is_read_only_and_too_long_is_told(app, office, cast, said):
    (one,) = articles(office, cast)
    refused = pressed(office, one, unit="很长" * 60)
    assert refused.status_code == 422 and "最多100个字" in refused.text
    set_state(app, cast, "archived")
    assert pressed(office, one, unit="镇政府").status_code == 422
    (one,) = articles(office, cast)
    assert not one.select("form") and OWN in one.text


def test_before_closing_it_is_told_and_what_waits_is_one_press_away(office, cast, said):
    page = office.get(f"/office/inspections/{cast.inspection}/close").text
    assert "条意见建议还没有核定" in page and "suggestions?waiting=1" in page


def test_what_was_said_of_it_stays_whoever_asks(raw, office, cast, said):
    pressed(office, articles(office, cast)[0], unit="镇政府")
    for statement in (
        "UPDATE suggestion_review SET unit = ''",
        "DELETE FROM suggestion_review",
        "INSERT OR REPLACE INTO suggestion_review SELECT * FROM suggestion_review",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)


def test_another_town_reaches_none_of_it(other_office, office, cast, said):
    form = articles(office, cast)[0].select_one("form.stack")
    assert other_office.get(listing(cast)).status_code == 404
    assert other_office.post(form["action"], fields_of(form)).status_code == 404


def listed_form(office, cast):
    return BeautifulSoup(office.get(listing(cast)).text, "lxml").select_one("#review-listed")


def press_listed(office, form):
    sent = {"one": [field["value"] for field in form.select("[name=one]")]}
    return office.post(form["action"], sent)


def test_all_that_are_listed_are_reviewed_with_one_press_and_each_is_undone(
    office, wang, cast, said
):
    assert listed_form(office, cast) is None  # one has its own button
    submitted(wang, cast, {**ALL_PASS, "suggestion": "修路灯"}, site=1)
    pressed(office, articles(office, cast)[0], unit="镇环卫办")
    undone(office, articles(office, cast)[0])
    form = listed_form(office, cast)
    assert form.button.text == "都核定（这一页待核定的 2 条）"
    answer = press_listed(office, form)
    assert answer.status_code == 303 and "核定了 2 条" in office.get(answer.location).text
    assert articles(office, cast, "?waiting=1") == [] and listed_form(office, cast) is None
    assert "核定意见建议2条" in office.get("/office/audit").text
    undone(office, articles(office, cast)[1])
    (waits,) = articles(office, cast, "?waiting=1")
    assert "修路灯" in waits.text
    assert press_listed(office, form).status_code == 422  # as the page was before


def undo_form(office, answer):
    return BeautifulSoup(office.get(answer.location).text, "lxml").select_one("#undo-listed")


def undo_listed(office, form):
    return office.post(form["action"], {"press": form.select_one("[name=press]")["value"]})


def test_all_that_were_reviewed_with_one_press_are_taken_back_with_one(office, wang, cast, said):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "修路灯"}, site=1)
    form = undo_form(office, press_listed(office, listed_form(office, cast)))
    assert form.button.text == "撤销这 2 条核定"
    answer = undo_listed(office, form)
    page = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert "撤销了 2 条核定" in page.text and page.select_one("#undo-listed") is None
    assert len(articles(office, cast, "?waiting=1")) == 2
    assert "撤销对意见建议的核定2条" in office.get("/office/audit").text
    again = undo_listed(office, form)
    assert again.status_code == 422 and "后来又改过" in again.text


def test_what_was_reviewed_again_since_is_not_taken_back_with_the_rest(office, wang, cast, said):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "修路灯"}, site=1)
    form = undo_form(office, press_listed(office, listed_form(office, cast)))
    pressed(office, articles(office, cast)[0], unit="镇环卫办")
    assert "撤销了 1 条核定" in office.get(undo_listed(office, form).location).text
    (waits,) = articles(office, cast, "?waiting=1")
    assert "修路灯" in waits.text


def test_none_of_those_listed_is_reviewed_where_its_deputy_says_something_else_by_now(
    office, wang, cast, said
):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "修路灯"}, site=1)
    form = listed_form(office, cast)
    correct(wang, cast, {**ALL_PASS, "suggestion": "多放四个桶"})
    answer = press_listed(office, form)
    assert answer.status_code == 422 and "刚才代表更正过" in answer.text
    assert len(articles(office, cast, "?waiting=1")) == 2


def test_what_is_typed_is_kept_by_the_browser_until_its_own_form_was_taken(
    office, wang, cast, said
):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "修路灯"}, site=1)
    (one, other) = articles(office, cast)
    assert len({form["data-kept"] for form in (one.form, other.form)}) == 2
    refused = pressed(office, one, kept="a1b2", words="长" * 2001)
    forms = BeautifulSoup(refused.text, "lxml").select("form[data-kept]")
    assert ["data-unsaved" in form.attrs for form in forms] == [True, False]
    assert [form.select_one("[name=kept]")["value"] for form in forms] == ["a1b2", ""]
    assert "taken=a1b2" in pressed(office, one, kept="a1b2", words="放三个").location
