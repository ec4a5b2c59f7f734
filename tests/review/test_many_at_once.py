"""Many findings changed by one press: those that are ticked, or all that the filter finds."""

import pytest

from tests.reports.books import listed, workbook
from tests.review.reviewing import DUE, batch, listing, numbers, save, state_of
from tests.soup import soup


def test_many_are_changed_at_once_and_what_is_left_empty_stays(office, cast, three):
    sent = {"finding": three[:2], "unit": "镇政府", "due": DUE.isoformat(), "do": "keep"}
    answer = office.post(listing(cast), sent)
    assert answer.status_code == 303
    assert "已保存" in office.get(answer.location).text

    rows = listed(workbook(office, cast))
    assert [row["责任单位"] for row in rows[:2]] == ["镇政府"] * 2
    assert rows[2]["责任单位"] != "镇政府"
    assert [row["严重程度"] for row in rows] == ["较大", "一般", "一般"]
    assert [state_of(office, number) for number in three] == ["已核定", "已核定", "待核定"]


def test_all_that_the_filter_finds_may_be_changed(office, cast, three):
    query = "?words=桶满了"
    assert numbers(office, cast, query) == three[1:]
    sent = {**batch(office, cast, query), "which": "all", "do": "keep"}
    answer = office.post(listing(cast) + query, sent)

    assert "words=" in answer.location
    assert [state_of(office, number) for number in three] == ["待核定", "已核定", "已核定"]


@pytest.mark.parametrize(
    "decided",
    [{"do": "duplicate"}, {"do": "withdraw", "reason": "误报"}],
    ids=["merged", "withdrawn"],
)
def test_what_was_merged_or_dropped_stays_so_when_all_that_are_found_are_reviewed(
    office, cast, three, decided
):
    save(
        office, three[2], **({"main": three[1]} if decided["do"] == "duplicate" else {}), **decided
    )
    before = state_of(office, three[2])
    assert "1 个重复或不作为问题的，点“核定”时不动" in office.get(listing(cast)).text
    answer = office.post(listing(cast), {**batch(office, cast), "which": "all", "do": "keep"})

    assert "核定了 2 个问题" in office.get(answer.location).text
    assert [state_of(office, number) for number in three] == ["已核定", "已核定", before]


def test_what_was_dropped_is_reviewed_again_where_it_alone_is_asked_for(office, cast, three):
    save(office, three[2], do="withdraw", reason="误报")
    for query, state in (("?words=广场", "不作为问题"), ("?state=withdrawn", "已核定")):
        found = numbers(office, cast, query)
        sent = {**batch(office, cast, query), "which": "all", "do": "keep"}
        answer = office.post(listing(cast) + query, sent)
        assert (found, state_of(office, three[2])) == ([three[2]], state), answer.text


def test_a_filter_that_finds_something_else_by_now_changes_nothing(office, cast, three):
    answer = office.post(listing(cast), {"which": "all", "total": "2", "do": "keep"})

    assert answer.status_code == 422 and "请再看一眼" in answer.text
    assert {state_of(office, number) for number in three} == {"待核定"}


def test_too_many_at_once_are_refused_in_words(office, cast, three):
    answer = office.post(listing(cast), {"finding": list(range(1, 1002)), "do": "keep"})

    assert answer.status_code == 422 and "一次最多改1000个" in answer.text
    assert state_of(office, three[0]) == "待核定"


def test_a_mistake_keeps_the_ticks_and_what_was_typed(office, cast, three):
    sent = {"finding": three[:2], "unit": "镇政府", "do": "withdraw"}
    page = soup(office.post(listing(cast), sent))

    assert "请写明为什么" in page.select_one(".error-summary").text
    assert [one["value"] for one in page.select("input[name=finding][checked]")] == [
        str(number) for number in three[:2]
    ]
    assert page.select_one("#batch-unit")["value"] == "镇政府"


def test_what_is_typed_is_kept_by_the_browser_until_it_is_taken(office, cast, three):
    refused = soup(save(office, three[0], kept="a1b2", do="duplicate", main="999"))
    form = refused.select_one("#review")
    assert "data-unsaved" in form.attrs and form.select_one("[name=kept]")["value"] == "a1b2"
    taken = save(office, three[0], kept="a1b2", description="改了", do="next")
    page = soup(office.get(taken.location))
    assert page.body["data-taken"] == "a1b2"
    assert page.select_one("#review")["data-kept"] != form["data-kept"]
    batch = soup(office.get(listing(cast))).select_one("#batch")
    assert "data-ask-before-leaving" in batch.attrs
