"""Each figure of the board opens what is behind it; what waits for the office is said there."""

import pytest

from inspect_app.inspections.models import InspectionState
from tests.board.pages import address, listed
from tests.cast import Cast
from tests.records.filling import ALL_PASS, correct, failing, set_state
from tests.records.sending import send
from tests.review.reviewing import numbers, save
from tests.soup import soup_of_page


def test_each_figure_of_the_board_opens_what_is_behind_it(office, cast, two):
    board = soup_of_page(office.get(address(cast)))
    behind = {link["id"]: (int(link.text), link["href"]) for link in board.select(".figures a")}

    assert behind.pop("all-photos")[0] == 0
    number, path = behind.pop("all-suggestions")
    assert len(soup_of_page(office.get(path)).select("article")) == number == 1
    number, path = behind.pop("all-records")
    assert len(listed(office, path)) == number == 2
    assert [number for number, _ in behind.values()] == [2, 0, 1, 1]
    for number, path in behind.values():
        assert len(soup_of_page(office.get(path)).select("table.reviewed tbody tr")) == number


def waiting(office, cast: Cast) -> list[str]:
    """What the board says of findings that wait for the office, each with what its link lists."""
    told = []
    for link in soup_of_page(office.get(address(cast))).select("a[id^=review-]"):
        rows = soup_of_page(office.get(link["href"])).select("table.reviewed tbody tr")
        told.append(f"{link.parent.get_text(strip=True).split('。')[0]}：{len(rows)}")
    return told


def test_the_board_says_which_findings_wait_for_the_office(office, chair, cast, wang, two):
    assert waiting(office, cast) == ["2 个问题还没有核定：2"]
    assert waiting(chair, cast) == [], "nobody else reviews them"
    for number in numbers(office, cast):
        save(office, number, do="keep")
    assert waiting(office, cast) == []
    correct(wang, cast, failing("桶又满了", **{"item-heap": "fail"}))
    assert waiting(office, cast) == ["2 个问题核定以后代表又更正了：2"]


@pytest.mark.parametrize("is_late", [True, False])
def test_a_correction_that_waits_to_be_chosen_is_seen_by_the_office(
    app, wang, office, cast, two, is_late
):
    if is_late:
        set_state(app, cast, InspectionState.CLOSED)
    send(wang, cast, {**ALL_PASS, "highlight": "离线更正"}, base=1 if is_late else 0)
    board = soup_of_page(office.get(address(cast)))

    assert "1 份记录" in board.select_one("p.notice").get_text()
    rivals = board.select_one("#undecided")["href"]
    assert listed(office, rivals) == [1]
    for path in (address(cast), address(cast, "/records"), rivals):
        rows = soup_of_page(office.get(path)).select("table.records tbody tr")
        marked = [row.select_one("td.num").text for row in rows if "还没有选定" in row.text]
        assert marked == ["1"]


def test_nothing_is_said_of_choosing_where_nothing_waits(office, other_office, sun, cast, two):
    for words in ("先填的", "后填的"):
        fields = {**ALL_PASS, "assignment": cast.yi_assignment, "highlight": words}
        assert send(sun, cast, fields).status_code == 200
    assert "还没有选定" in other_office.get(f"/office/inspections/{cast.yi_inspection}").text
    assert "还没有选定" not in soup_of_page(office.get(address(cast))).get_text()
    assert listed(office, address(cast, "/records?state=rivals")) == []


def test_a_figure_of_a_site_opens_its_records_and_findings_alone(office, cast, two):
    board = soup_of_page(office.get(address(cast)))
    records, findings = (link["href"] for link in board.select("a[aria-label^=村主干道]"))

    assert listed(office, records) == [1]
    page = soup_of_page(office.get(findings)).get_text()
    assert "一堆砖头" in page and "只列 张家村 · 村主干道 · 人居环境" in page


def test_what_the_review_does_not_count_is_not_behind_a_figure(office, cast, two):
    duplicate, main = numbers(office, cast)
    office.post(address(cast, "/findings"), {"finding": duplicate, "main": main, "do": "duplicate"})

    board = soup_of_page(office.get(address(cast)))
    assert board.select_one("#all-findings").text == "1"
    assert numbers(office, cast, "?state=counting") == [main]
