"""What was handed in can be read on its receipt, question by question: also what is no question."""

from uuid import uuid4

from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS
from tests.records.sending import send, take_photo

TITLE = "看看填了什么"


def read_back(person, receipt: str) -> BeautifulSoup:
    page = BeautifulSoup(person.get(receipt).text, "lxml")
    (summary,) = (one for one in page.select("summary") if TITLE in one.text)
    return summary.parent


def test_the_receipt_shows_answers_words_photos_and_remarks(wang, cast):
    record, photo = str(uuid4()), str(uuid4())
    take_photo(wang, record, photo)
    fields = {
        **ALL_PASS,
        "item-heap": "fail",
        "item-heap-0-description": "村口老槐树下",
        "item-heap-0-photo": photo,
        "suggestion": "路灯坏了三盏",
        "highlight": "保洁员天天来",
    }
    receipt = send(wang, cast, fields, record=record).json["receipt"]
    said = read_back(wang, receipt)

    assert not said.has_attr("open")
    for words in ("村口老槐树下", "路灯坏了三盏", "保洁员天天来", "没有黑臭水沟"):
        assert words in said.text
    assert [image["src"] for image in said.select("img")] == [f"/d/photos/{photo}?thumb=1"]


def test_what_was_taken_back_can_be_read_before_it_is_restored(wang, cast):
    receipt = send(wang, cast, {**ALL_PASS, "suggestion": "路灯坏了三盏"}).json["receipt"]
    wang.post(receipt + "/withdraw")
    assert "路灯坏了三盏" in read_back(wang, receipt).text


def test_a_liaison_reads_whose_receipt_it_is(li, cast):
    receipt = li.put(
        f"/d/records/{uuid4()}?for={cast.wang}",
        {"assignment": cast.assignments[0], "base": 0, **ALL_PASS},
    ).json["receipt"]
    page = BeautifulSoup(li.get(receipt).text, "lxml")
    assert "王建国代表的" in page.select_one(".receipt").text


def test_a_liaisons_form_that_is_no_blank_one_names_whom_it_is_filled_for(wang, li, cast):
    send(wang, cast, ALL_PASS)
    form = li.get(f"/d/assignments/{cast.assignments[0]}?for={cast.wang}&correct=1").text
    assert BeautifulSoup(form, "lxml").select_one("#for-whom").text == "王建国"
    blank = li.get(f"/d/assignments/{cast.assignments[0]}/blank?for={cast.wang}").text
    assert "王建国" not in blank
