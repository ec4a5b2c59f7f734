"""A deputy fills a checklist without scripts: the plain form alone must do the whole job."""

import io
import json
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of, publish
from tests.records.filling import ALL_PASS, form_url, jpeg, plain_page, set_state, submitted


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
    assert links == ["#item-bin", "#item-ditch", "#item-named"]
    assert soup.select_one("#item-heap-fail").has_attr("checked")
    assert soup.select_one("#item-heap-0-description").text == "村口<b>一堆</b>"
    assert soup.select_one("#item-heap-0-amount")["value"] == "三"
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
    assert form.select_one("#item-bin-0-description").text == "桶满了"
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


def test_a_photo_comes_with_the_plain_form_and_survives_a_refusal(wang, cast, office):
    fields = {"item-heap": "fail", "item-heap-0-files": (io.BytesIO(jpeg()), "现场.jpg")}
    page = wang.post(form_url(cast), {"do": "submit", **fields}, content_type="multipart/form-data")
    assert page.status_code == 422
    kept = BeautifulSoup(page.text, "lxml").select("#item-heap .photo input")
    assert len(kept) == 1 and kept[0].has_attr("checked")
    photo = kept[0].parent
    assert photo.label["for"] == kept[0]["id"] and photo.label.get_text() == "带上这张照片"
    assert photo.img.parent["href"] == f"/d/photos/{kept[0]['value']}"
    assert photo.a["target"] == "_blank"  # beside the form, which has no script to keep its words

    answer = submitted(
        wang, cast, {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": kept[0]["value"]}
    )
    assert "照片1张" in wang.get(answer.location).text
    photo = office.get(f"/office/photos/{kept[0]['value']}")
    assert photo.mimetype == "image/jpeg" and b"private words" not in photo.data


def test_the_receipt_says_how_many_photos_were_taken_out_of_the_form(wang, cast):
    fields = {"item-heap": "fail", "item-heap-0-files": (io.BytesIO(jpeg()), "现场.jpg")}
    wang.post(form_url(cast), {"do": "later", **fields}, content_type="multipart/form-data")
    wang.post(form_url(cast), {"do": "later", "item-heap": "fail", "saves": 2})
    answer = submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "saves": 3})
    assert "您删掉的1张照片没有一起交" in wang.get(answer.location).text


def test_a_file_that_is_no_photo_is_refused_in_words_and_the_rest_is_kept(wang, cast):
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-files": (io.BytesIO(b"%PDF"), "a.jpg")}
    page = wang.post(form_url(cast), {"do": "submit", **fields}, content_type="multipart/form-data")

    assert page.status_code == 422
    assert "不是完整的照片" in page.text
    assert BeautifulSoup(page.text, "lxml").select_one("#item-bin-pass").has_attr("checked")


def words_with_photo(data):
    return {"suggestion": "路灯不亮", "item-bin": "fail", "item-bin-0-files": (data, "a.jpg")}


def says_what_became_of_the_photo(person, cast, step, data, words):
    """Whatever was pressed: the photo's fate is told, all words are shown and kept."""
    fields = {**ALL_PASS, **words_with_photo(io.BytesIO(data)), "do": step}
    page = person.post(form_url(cast), fields, content_type="multipart/form-data")
    assert page.status_code == 422 and words in page.text
    for form in (page, person.get(form_url(cast))):
        soup = BeautifulSoup(form.text, "lxml")
        assert soup.select_one("#suggestion").text == "路灯不亮"
        assert soup.select_one("#item-bin-fail").has_attr("checked")


@pytest.mark.parametrize("step", ["submit", "later", "more-bin"])
def test_a_photo_that_is_refused_is_told_whatever_was_pressed(wang, cast, step):
    says_what_became_of_the_photo(wang, cast, step, b"%PDF", "不是完整的照片")


@pytest.mark.parametrize("step", ["submit", "later"])
def test_a_photo_folder_that_cannot_be_written_stops_no_words(wang, cast, env, step):
    folder = Path(env["DATA_DIR"]) / "photos"
    folder.mkdir(exist_ok=True)
    folder.rename(folder.with_name("away"))
    folder.write_bytes(b"not a folder")

    says_what_became_of_the_photo(wang, cast, step, jpeg(), "先不带照片提交")
    page = plain_page(wang, cast, **ALL_PASS, suggestion="路灯不亮", do="submit")
    receipt = wang.get(wang.post(form_url(cast), page).location)
    assert "已收到：4项" in receipt.text


@pytest.mark.parametrize("step", ["submit", "later"])
def test_a_photo_nobody_expected_to_fail_stops_no_words(app, wang, cast, step):
    """A table that takes no photos stands for it."""
    with app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE photo")

    says_what_became_of_the_photo(wang, cast, step, jpeg(), "这张照片没有收到")


def test_the_words_are_kept_before_their_photos(app, wang, cast):
    """A server that dies over a photo loses no words: they are there when its row is written."""
    engine = app.extensions["database"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE seen (draft TEXT)")
        connection.exec_driver_sql(
            "CREATE TRIGGER watch BEFORE INSERT ON photo "
            "BEGIN INSERT INTO seen SELECT draft FROM record; END"
        )
    fields = {**ALL_PASS, **words_with_photo(io.BytesIO(jpeg())), "do": "submit"}
    answer = wang.post(form_url(cast), fields, content_type="multipart/form-data")
    assert "照片1张" in wang.get(answer.location).text
    with engine.begin() as connection:
        (seen,) = connection.exec_driver_sql("SELECT draft FROM seen").scalars()
    assert dict(json.loads(seen))["suggestion"] == "路灯不亮"


def test_a_groupmate_sees_who_has_filled_it_and_may_still_add(wang, li, cast):
    submitted(wang, cast, ALL_PASS)

    assert "已由王建国填，还可再填" in li.get("/d/").text
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


def test_a_plain_form_with_a_photo_pressed_twice_is_one_record_with_one_photo(wang, cast, office):
    page = plain_page(wang, cast)
    answers = []
    for _ in range(2):
        photo = {"item-heap-0-files": (io.BytesIO(jpeg()), "现场.jpg")}
        fields = {**page, **ALL_PASS, "item-heap": "fail", "do": "submit", **photo}
        answers.append(wang.post(form_url(cast), fields, content_type="multipart/form-data"))
    assert answers[0].location == answers[1].location
    receipt = wang.get(answers[0].location).text
    assert "照片1张" in receipt and "不一样" not in receipt


@pytest.mark.parametrize("step", ["later", "more-heap", "rest-garbage", "submit"])
def test_without_scripts_what_another_phone_saved_meanwhile_is_shown_not_overwritten(
    wang, cast, step
):
    mine = plain_page(wang, cast, suggestion="没有脚本的手机写的")
    other = {"device": "other", "n": 1, "saves": 0, "suggestion": "另一部写的", "item-heap": "na"}
    assert wang.put(form_url(cast) + "/draft", other).status_code == 200
    answer = wang.post(form_url(cast), {**mine, "item-heap": "fail", "do": step})

    assert answer.status_code in (409, 422)
    assert "没有脚本的手机写的" in answer.text and "另一部写的" in answer.text
    assert dict(wang.get(form_url(cast) + "/draft").json["fields"])["suggestion"] == "另一部写的"
    page = BeautifulSoup(answer.text, "lxml")
    again = {field["name"]: field.get("value", "") for field in page.select("#fill [type=hidden]")}
    assert (
        wang.post(
            form_url(cast), {**again, "do": "later", "suggestion": "没有脚本的手机写的"}
        ).status_code
        == 303
    )
    draft = wang.get(form_url(cast) + "/draft").json["fields"]
    assert dict(draft)["suggestion"] == "没有脚本的手机写的"


def test_without_scripts_handing_in_drops_no_draft_that_the_page_did_not_show(wang, cast):
    mine = {**plain_page(wang, cast, suggestion="没有脚本的手机写的"), **ALL_PASS, "do": "submit"}
    draft = {"device": "other", "n": 1, "saves": 0, "suggestion": "另一部还没交的"}
    assert wang.put(form_url(cast) + "/draft", draft).status_code == 200
    answer = wang.post(form_url(cast), mine)

    assert answer.status_code == 409
    assert "没有脚本的手机写的" in answer.text and "另一部还没交的" in answer.text
    page = BeautifulSoup(answer.text, "lxml")
    saves = page.select_one("#fill [name=saves]")["value"]
    receipt = wang.post(form_url(cast), {**mine, "saves": saves}).location
    assert "已收到：4项" in wang.get(receipt).text
    assert wang.post(form_url(cast), mine).location == receipt


PHOTO = str(uuid4())


@pytest.mark.parametrize(
    ("theirs", "shown"),
    [
        ({"item-heap-0-severity": "critical"}, "重大"),
        ({"item-heap-0-photo": PHOTO}, PHOTO),
        ({"item-heap-0-amount": "十几处"}, "十几处"),
        ({"item-days": "天天"}, "天天"),
        ({"item-heap-0-description": "桥头"}, "桥头"),
    ],
    ids=["severity", "photo", "unread amount", "unread answer", "words"],
)
def test_without_scripts_nothing_another_phone_entered_is_overridden_unshown(
    wang, cast, theirs, shown
):
    wang.put(f"/d/photos/{PHOTO}?record={uuid4()}", jpeg())
    failed = {"item-heap": "fail", "item-heap-0-severity": "major"}
    mine = {**plain_page(wang, cast), **ALL_PASS, **failed, "do": "submit"}
    other = {"device": "other", "n": 1, "saves": 0, **failed, **theirs}
    assert wang.put(form_url(cast) + "/draft", other).status_code == 200
    answer = wang.post(form_url(cast), mine)

    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "lxml")
    assert shown in str(page.select_one("main ul.said"))
    saves = page.select_one("#fill [name=saves]")["value"]
    assert wang.post(form_url(cast), {**mine, "saves": saves}).status_code == 303


def test_without_scripts_a_draft_that_says_no_more_does_not_stop_handing_in(wang, cast):
    mine = {**plain_page(wang, cast, suggestion="修路"), **ALL_PASS, "do": "submit"}
    draft = {
        "device": "other",
        "n": 1,
        "saves": 0,
        "item-heap": "pass",
        "item-bin-0-severity": "minor",
    }
    assert wang.put(form_url(cast) + "/draft", draft).status_code == 200
    assert wang.post(form_url(cast), mine).status_code == 303


def test_a_phone_is_asked_when_the_plain_form_saved_meanwhile(wang, cast):
    draft = form_url(cast) + "/draft"
    first = wang.put(draft, {"device": "one", "n": 1, "saves": 0, "item-heap": "pass"}).json
    page = plain_page(wang, cast)
    wang.post(form_url(cast), {**page, "do": "later", "item-heap": "fail"})
    late = {"device": "one", "n": 2, "saves": first["saves"], "item-heap": "pass"}
    answer = wang.put(draft, late)

    assert answer.status_code == 409 and answer.json["outcome"] == "conflict"
    assert ["item-heap", "fail"] in answer.json["fields"]


@pytest.mark.parametrize("step", ["later", "more-heap", "submit"])
def test_without_scripts_what_was_handed_in_elsewhere_drops_nothing_and_replaces_nothing(
    wang, cast, step
):
    mine = plain_page(wang, cast, suggestion="没有脚本的手机写的")
    receipt = submitted(wang, cast, ALL_PASS).location
    answer = wang.post(form_url(cast), {**mine, "item-heap": "fail", "do": step})

    assert answer.status_code in (409, 422)
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("#suggestion").text == "没有脚本的手机写的"
    assert page.select_one("#fill [name=base]")["value"] == "0"
    assert page.select_one("#elsewhere:not([hidden]) a")["href"] == receipt
    whole = {**mine, **ALL_PASS, "do": "submit"}
    assert "去选一份" in wang.get(wang.post(form_url(cast), whole).location).text


@pytest.mark.parametrize("handed_in", [False, True])
@pytest.mark.parametrize("step", ["later", "stay", "more-heap", "rest-garbage"])
def test_without_scripts_what_was_being_filled_when_the_office_closed_can_still_be_handed_in(
    app, wang, cast, office, step, handed_in
):
    if handed_in:
        submitted(wang, cast, ALL_PASS)
    mine = plain_page(wang, cast, query="?correct=1", suggestion="没有脚本的手机写的")
    set_state(app, cast, inspections.InspectionState.CLOSED)
    answer = wang.post(form_url(cast), {**mine, **ALL_PASS, "do": step})
    page = wang.get(answer.location)

    assert "没有脚本的手机写的" in page.text and "视察已经结束" in page.text
    again = {**mine, **ALL_PASS, "do": "submit", "saves": 1}
    receipt = wang.post(form_url(cast), again).location
    record = office.get(receipt.replace("/d/", "/office/")).text
    assert "没有脚本的手机写的" in record


def test_without_scripts_the_form_says_before_it_is_sent_how_many_photos_it_can_bring(wang, cast):
    said = BeautifulSoup(wang.get(form_url(cast)).text, "html.parser").select("noscript p.card")
    assert "合起来不要超过45MB（大约10张）：多出来的收不下，太多了连写的字也收不到" in said[0].text
