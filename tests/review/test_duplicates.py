"""Findings that do not count: duplicates that point to their main one, and withdrawn ones."""

import pytest

from tests.records.filling import failing
from tests.reports.books import listed, summed_up, workbook
from tests.review.reviewing import numbers, save, state_of
from tests.soup import soup


def test_a_duplicate_counts_once_everywhere_and_points_to_its_main(office, li, cast, three):
    _, street, square = three
    assert save(office, square, main=street, do="duplicate").status_code == 303

    book = workbook(office, cast)
    assert len(listed(book)) == 2
    assert "另有1处反映同一问题" in listed(book)[1]["备注"]
    assert summed_up(book)["问题（个）"] == 2
    board = soup(office.get(f"/office/inspections/{cast.inspection}"))
    assert len(board.select(".findings li")) == 2
    told = li.get("/d/findings").text
    assert "合并到“张家村 · 村主干道：垃圾桶没有满溢,没有做到”一并转交" in told
    assert "桶满了，没人管" not in told  # another deputy's words


def test_a_main_finding_may_not_leave_its_duplicates_alone(office, cast, three):
    _, street, square = three
    save(office, square, main=street, do="duplicate")

    for refused in ({"do": "withdraw", "reason": "误报"}, {"do": "duplicate", "main": three[0]}):
        answer = save(office, street, **refused)
        assert answer.status_code == 422 and f"第{square}号问题合并在第{street}号里" in answer.text
    assert state_of(office, street) == "待核定"


@pytest.mark.parametrize("which", ["itself", "unknown", "withdrawn", "another town's"])
def test_what_is_no_finding_that_counts_is_no_main(office, other_office, sun, cast, three, which):
    sun.post(f"/d/assignments/{cast.yi_assignment}", {"do": "submit", **failing("乙镇的")})
    page = soup(other_office.get(f"/office/inspections/{cast.yi_inspection}/findings"))
    save(office, three[2], do="withdraw", reason="误报")
    foreign = page.select_one("table.reviewed td.num a")["href"].rpartition("/")[2]
    mains = {"itself": three[0], "unknown": 999, "withdrawn": three[2], "another town's": foreign}

    answer = save(office, three[0], main=mains[which], do="duplicate")
    assert answer.status_code == 422
    assert state_of(office, three[0]) == "待核定"


def test_a_withdrawn_finding_stays_readable_with_its_reason(office, wang, cast, three):
    assert save(office, three[0], do="withdraw", reason="").status_code == 422
    save(office, three[0], do="withdraw", reason="现场核实已清运")

    assert len(listed(workbook(office, cast))) == 2
    assert numbers(office, cast, "?state=withdrawn") == [three[0]]
    assert "现场核实已清运" in office.get(f"/office/findings/{three[0]}").text
    assert "不作为问题转交。原因：现场核实已清运" in wang.get("/d/findings").text
    save(office, three[0], do="reopen")
    assert len(listed(workbook(office, cast))) == 3
