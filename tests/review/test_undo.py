"""The last change: the list says what it was, and takes it back once."""

import pytest

from tests.records.filling import correct, failing
from tests.reports.books import listed, workbook
from tests.review.reviewing import batch, listing, save, state_of
from tests.soup import soup


def test_the_last_change_is_undone_and_undone_only_once(office, cast, three):
    office.post(listing(cast), {"finding": three, "unit": "镇政府", "do": "keep"})
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    assert office.post(undo).status_code == 303

    assert {state_of(office, number) for number in three} == {"待核定"}
    assert "镇政府" not in [row["责任单位"] for row in listed(workbook(office, cast))]
    again = office.post(undo)
    assert again.status_code == 422 and "已经撤销" in again.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "keep"}, "核定了 2 个问题"),
        (
            {"do": "keep", "unit": "镇环卫办", "person": "刘强"},
            "核定了 2 个问题（责任单位、责任人）",
        ),
        ({"do": "save", "person": "刘强"}, "改了 2 个问题（责任人）"),
        ({"do": "withdraw", "reason": "看错了"}, "把 2 个问题标为不作为问题"),
        ({"do": "duplicate", "main": "3"}, "把 2 个问题标为重复"),
    ],
)
def test_the_list_says_what_the_last_change_was(office, cast, three, change, told):
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], **change}
    page = soup(office.get(office.post(listing(cast), sent).location))
    assert f"{told} 撤销" in " ".join(page.select_one(".last-act").text.split())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "keep"}, "再次核定了 1 个问题"),
        ({"do": "keep", "person": "刘强"}, "再次核定了 1 个问题（责任人）"),
        ({"do": "withdraw", "reason": "看错了"}, "把 1 个问题标为不作为问题"),
    ],
)
def test_after_a_correction_the_list_says_that_it_was_reviewed_again(
    office, wang, cast, three, change, told
):
    save(office, three[0], do="keep")
    corrected = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **corrected))
    save(office, three[0], **change)
    page = soup(office.get(listing(cast)))
    assert f"{told} 撤销" in " ".join(page.select_one(".last-act").text.split())


def test_what_was_reviewed_before_is_not_said_to_be_reviewed_now(office, cast, three):
    save(office, three[0], do="keep")
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], "do": "keep"}
    page = office.get(office.post(listing(cast), {**sent, "person": "刘强"}).location).text
    assert "核定了 1 个问题，改了 1 个问题（责任人）" in page


def test_reviewed_at_once_the_first_and_the_second_time_are_counted_apart(
    office, wang, cast, three
):
    save(office, three[0], do="keep")
    corrected = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **corrected))
    sent = {**batch(office, cast), "which": "ticked", "finding": three, "do": "keep"}
    page = office.get(office.post(listing(cast), sent).location).text
    assert "核定了 2 个问题，再次核定了 1 个问题" in page


def test_withdrawn_again_with_another_reason_is_told_by_the_reason(office, cast, three):
    save(office, three[0], do="withdraw", reason="看错了")
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], "do": "withdraw"}
    page = office.get(office.post(listing(cast), {**sent, "reason": "不归镇里管"}).location).text
    assert "把 1 个问题标为不作为问题，改了 1 个问题（理由）" in page


def test_a_change_below_another_one_is_not_undone(office, cast, three):
    office.post(listing(cast), {"finding": three, "do": "keep"})
    first = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    save(office, three[0], person="刘强", do="save")

    answer = office.post(first)
    assert answer.status_code == 422 and f"第{three[0]}号问题后来又改过" in answer.text
    page = soup(office.get(f"/office/findings/{three[1]}"))
    assert page.select_one("#history ~ .scroll form") is None  # it would be refused


def test_no_undo_is_offered_of_what_the_deputy_corrected_since(office, wang, cast, three):
    save(office, three[0], unit="镇政府", do="keep")
    assert soup(office.get(listing(cast))).select_one("form.last-act button")
    heap = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **heap))

    page = soup(office.get(listing(cast)))
    assert page.select_one(".last-act button") is None
    assert "代表后来更正过" in page.select_one(".last-act").text
    assert soup(office.get(f"/office/findings/{three[0]}")).select("#history ~ .scroll form") == []
