"""Photos that come with the plain form: kept beside its words, or refused in words."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS, form_url, jpeg, plain_page, submitted


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


def test_without_scripts_the_form_says_before_it_is_sent_how_many_photos_it_can_bring(wang, cast):
    said = BeautifulSoup(wang.get(form_url(cast)).text, "html.parser").select("noscript p.card")
    assert "合起来不要超过45MB（大约10张）：多出来的收不下，太多了连写的字也收不到" in said[0].text


@pytest.mark.parametrize("suffix", ["", "/blank"])
def test_where_the_scripts_did_not_come_it_is_said_beside_the_button(wang, cast, suffix):
    """A phone with scripts shows nothing of a noscript."""
    form = BeautifulSoup(wang.get(form_url(cast) + suffix).text, "lxml").select_one("#fill")
    (said,) = form.select("p.without-script")
    assert "合起来不要超过45MB" in said.text and "连写的字也收不到" in said.text
    assert said.find_next("button")["id"] == "submit"
