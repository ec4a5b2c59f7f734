"""A correction that was begun and not handed in: it is said, as what was handed in counts still."""

from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS, correct, form_url, plain_page
from tests.records.sending import send

FAILS = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口一堆"}
UNSENT = "改了还没有交"
NOTICE = "您改过的还没有交"


def begins(person, cast, **fields):
    """Change something in the form that corrects, and put it aside."""
    page = plain_page(person, cast, "?correct=1")
    return person.post(form_url(cast), {**page, **FAILS, **fields, "do": "later"})


def heap_on(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml").select("a.task")[0]


def test_a_correction_that_was_put_aside_is_told_on_the_list_and_the_receipt(wang, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    begins(wang, cast, suggestion="路灯坏了")

    task = heap_on(wang.get("/d/").text)
    assert UNSENT in task.text and "✓" not in task.text and "done" not in task["class"]
    assert task["href"] == f"{form_url(cast)}?correct=1"
    assert "路灯坏了" in wang.get(task["href"]).text
    page = BeautifulSoup(wang.get(receipt).text, "lxml")
    assert NOTICE in page.text and "原来交的那份" in page.text


def test_handed_in_it_is_told_no_more(wang, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    begins(wang, cast, suggestion="路灯坏了")
    correct(wang, cast, {**FAILS, "suggestion": "路灯坏了"})

    assert UNSENT not in wang.get("/d/").text and NOTICE not in wang.get(receipt).text


def test_a_form_that_was_opened_and_left_as_it_was_is_no_correction(wang, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    begins(wang, cast, at="item-heap")

    assert "✓" in heap_on(wang.get("/d/").text).text and NOTICE not in wang.get(receipt).text


def test_a_record_that_is_taken_back_says_only_that(wang, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    begins(wang, cast, suggestion="路灯坏了")
    wang.post(receipt + "/withdraw")

    assert UNSENT not in wang.get("/d/").text and NOTICE not in wang.get(receipt).text
