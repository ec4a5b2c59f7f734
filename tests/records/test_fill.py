"""A deputy fills a checklist without scripts: the plain form alone must do the whole job."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of, publish
from tests.records.filling import ALL_PASS, correct, form_url, jpeg, set_state, submitted
from tests.records.sending import send


def test_it_works(wang, cast, office):
    assert "还有 <b>2</b> 份没有填" in wang.get("/d/").text

    answer = submitted(wang, cast, ALL_PASS)
    receipt = wang.get(answer.location)

    assert answer.status_code == 303
    assert "已收到：4项" in receipt.text and "回执编号 <b>1</b>" in receipt.text
    assert "下一个：张家村 · 文化广场" in receipt.text
    assert "还有 <b>1</b> 份没有填" in wang.get("/d/").text


def test_who_stands_at_a_site_is_led_to_what_else_is_to_fill_there(app, wang, cast):
    with db.writing(app.extensions["database"]) as session:
        at_square = session.get_one(inspections.Assignment, cast.assignments[1])
        version = session.get_one(inspections.ChecklistVersion, at_square.checklist_version_id)
        other = checklist_of(version).model_copy(update={"id": "safety", "title": "安全生产"})
        safety = publish(cast.jia, other)
        session.add(safety)
        session.flush()
        session.add(
            inspections.Assignment(
                town_id=cast.jia,
                inspection_id=cast.inspection,
                site_id=at_square.site_id,
                checklist_version_id=safety.id,
                group_id=at_square.group_id,
                deputy_id=None,
            )
        )
    receipt = wang.get(submitted(wang, cast, ALL_PASS, site=1).location).text
    assert "下一个：张家村 · 文化广场（安全生产）" in receipt


def test_a_receipt_says_that_all_is_filled_only_while_it_can_be(app, wang, cast):
    submitted(wang, cast, ALL_PASS)
    receipt = submitted(wang, cast, ALL_PASS, site=1).location
    assert "您这里全部填好了" in wang.get(receipt).text
    set_state(app, cast, inspections.InspectionState.CLOSED)
    assert "您这里全部填好了" not in wang.get(receipt).text


def test_what_has_to_be_completed_is_not_all_filled(wang, cast):
    submitted(wang, cast, ALL_PASS)
    receipt = send(wang, cast, {"item-heap": "pass"}, site=1).json["receipt"]
    assert "还有 <b>1</b> 份没有办完" in wang.get("/d/").text
    assert "全部填好了" not in wang.get(receipt).text + wang.get("/d/").text

    correct(wang, cast, ALL_PASS, site=1)
    assert "全部填好了，谢谢您" in wang.get("/d/").text and "全部填好了" in wang.get(receipt).text


def test_what_is_missing_is_told_with_links_and_nothing_entered_is_lost(wang, cast):
    page = submitted(
        wang,
        cast,
        {
            "item-heap": "fail",
            "item-heap-0-description": "村口<b>一堆</b>",
            "item-heap-0-amount": "三",
            "item-days": "很多",
            "item-why": "没人管",
            "suggestion": "加两个桶",
        },
    )

    assert page.status_code == 422
    soup = BeautifulSoup(page.text, "lxml")
    links = [link["href"] for link in soup.select(".error-summary a")]
    assert links == ["#item-bin", "#item-ditch", "#item-named", "#item-why"]
    assert soup.select_one("#item-heap-fail").has_attr("checked")
    assert soup.select_one("[name=item-heap-0-description]").text == "村口<b>一堆</b>"
    assert soup.select_one("[name=item-heap-0-amount]")["value"] == "三"
    assert soup.select_one("#item-days-value")["value"] == "很多"
    assert soup.select_one("#suggestion").text == "加两个桶"


def test_what_was_refused_is_still_there_on_the_next_visit(wang, cast):
    submitted(wang, cast, {"item-heap": "pass", "highlight": "广场很干净"})

    again = BeautifulSoup(wang.get(form_url(cast)).text, "lxml")
    assert again.select_one("#item-heap-pass").has_attr("checked")
    assert again.select_one("#highlight").text == "广场很干净"
    assert "填了 1/4，接着填" in wang.get("/d/").text


def test_the_rest_of_a_section_passes_at_one_tap_and_no_other_section(wang, cast):
    answer = wang.post(form_url(cast), {"do": "rest-garbage", "item-heap": "fail"})
    assert answer.location.endswith("#section-garbage")

    page = BeautifulSoup(wang.get(answer.location).text, "lxml")
    assert page.select_one("#item-heap-fail").has_attr("checked")
    assert page.select_one("#item-bin-pass").has_attr("checked")
    assert not page.select_one("#item-ditch-pass").has_attr("checked")


def test_one_more_place_makes_one_more_finding(wang, cast, office):
    wang.post(
        form_url(cast), {"do": "more-heap", "item-heap": "fail", "item-heap-0-description": "村口"}
    )
    page = BeautifulSoup(wang.get(form_url(cast)).text, "lxml")
    assert len(page.select("#item-heap .place")) == 2

    submitted(
        wang,
        cast,
        {
            **ALL_PASS,
            "item-heap": "fail",
            "item-heap-0-description": "村口",
            "item-heap-1-description": "桥头",
        },
    )
    board = office.get(f"/office/inspections/{cast.inspection}").text
    assert "村口" in board and "桥头" in board


def test_a_double_submit_makes_one_record_and_shows_the_same_receipt(wang, cast, office):
    fields = {**ALL_PASS, "record": str(uuid4())}
    first = submitted(wang, cast, fields)
    second = submitted(wang, cast, fields)
    third = submitted(wang, cast, {**fields, "record": str(uuid4())})

    assert first.location == second.location == third.location
    assert fields["record"] in first.location
    assert "更正过" not in wang.get(first.location).text
    assert office.get(f"/office/inspections/{cast.inspection}").text.count("号记录") == 1


def test_a_correction_keeps_the_former_record_and_replaces_its_findings(wang, cast, office):
    first = submitted(
        wang, cast, {**ALL_PASS, "item-bin": "fail", "item-bin-0-description": "桶满了"}
    )
    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert form.select_one("[name=item-bin-0-description]").text == "桶满了"
    base = form.select_one("input[name=base]")["value"]
    fields = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "臭", "base": base}
    second = submitted(wang, cast, fields)

    assert first.location == second.location
    assert "更正过 1 次" in wang.get(second.location).text
    record = BeautifulSoup(office.get(second.location.replace("/d/", "/office/")).text, "lxml")
    findings = [finding.get_text() for finding in record.select("article.finding h3")]
    assert len(findings) == 1 and "臭" in findings[0]
    assert "桶满了" in record.select_one("details").get_text()


def test_a_small_step_in_a_correction_shows_the_form_again(wang, cast):
    submitted(wang, cast, ALL_PASS)
    step = {**ALL_PASS, "do": "more-heap", "item-heap": "fail", "base": 1}
    step["item-heap-0-description"] = "村口"
    page = wang.get(wang.post(form_url(cast), step).location)
    assert "您正在更正已交的记录" in page.text
    assert len(BeautifulSoup(page.text, "lxml").select("#item-heap .place")) == 2


def test_a_finding_falls_back_to_the_items_own_sentence_and_presets(wang, cast, office):
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-heap-0-amount": "3"})

    record = office.get(f"/office/inspections/{cast.inspection}").text
    assert "没有成堆垃圾,没有做到" in record and "3处" in record and "较大" in record


def test_a_groupmate_sees_who_has_filled_it_and_may_still_add(wang, li, cast):
    submitted(wang, cast, ALL_PASS)

    task = BeautifulSoup(li.get("/d/").text, "lxml").select_one("a.others")
    assert "已由王建国填，还可再填" in task.text
    assert task.has_attr("data-new")  # what li has half filled on the phone alone is said instead
    assert "回执编号 <b>2</b>" in li.get(submitted(li, cast, ALL_PASS).location).text


def test_where_a_question_depends_on_another_its_number_is_there_when_it_is_not_asked(wang, cast):
    page = BeautifulSoup(wang.get(form_url(cast) + "/blank").text, "html.parser")
    numbers = [one.text for one in page.select("legend .n")]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]
    instead = page.select_one("#item-why").find_next_sibling()
    number = page.select_one("#item-why legend .n").text
    assert instead.text == f"{number} 这一问现在不用填"


def test_a_basis_is_shown_only_while_its_law_is_in_force(wang, cast):
    page = wang.get(form_url(cast)).text

    assert "《乡村振兴促进法》第37条" in page
    assert "将来的法" not in page


def test_nobody_reaches_the_work_of_another_group_or_town(zhao, sun, cast):
    for stranger in (zhao, sun):
        assert "现在没有要填的视察" in stranger.get("/d/").text or stranger is sun
        assert stranger.get(form_url(cast)).status_code == 404
        assert stranger.get(form_url(cast) + "/blank").status_code == 404
        assert stranger.get(form_url(cast) + "/draft").status_code == 404
        assert submitted(stranger, cast, ALL_PASS).status_code == 404
        assert stranger.put(form_url(cast) + "/draft", ALL_PASS).status_code == 404


def test_nobody_opens_anothers_receipt_or_photo(wang, li, other_office, cast):
    receipt = submitted(wang, cast, ALL_PASS).location
    photo = uuid4()
    assert wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200

    assert li.get(receipt).status_code == 404
    assert li.get(f"/d/photos/{photo}").status_code == 404
    assert other_office.get(receipt.replace("/d/", "/office/")).status_code == 404
    assert other_office.get(f"/office/photos/{photo}").status_code == 404
    assert other_office.get(f"/office/inspections/{cast.inspection}").status_code == 404


@pytest.mark.parametrize(
    "words",
    ["=1+1", "<script>alert(1)</script>", "{{ 7*7 }}", "\x00\x08", "\ufffe", "𠮷🚜", "x" * 2001],
)
def test_hostile_words_are_kept_as_words_or_refused_in_words(wang, cast, office, words):
    answer = submitted(wang, cast, {**ALL_PASS, "suggestion": words})

    if len(words) > 2000:
        assert answer.status_code == 422 and "最多2000个字" in answer.text
    else:
        page = office.get(answer.location.replace("/d/", "/office/"))
        assert (
            page.status_code == 200 and "<script>alert" not in page.text and ">49<" not in page.text
        )
