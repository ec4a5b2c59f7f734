"""对比: this inspection and a former one on the same checklist."""

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.figures.comparison import Pair, PairHalf, Trend
from tests.examples import examples
from tests.records.filling import ALL_PASS
from tests.reports.random_town import RECORDS, REVIEWS, town
from tests.workbook_lint import read_workbook

FAILING = {**ALL_PASS, "item-bin": "fail"}


@pytest.fixture
def made(tmp_path, empty_database):
    with town(tmp_path / "town", empty_database) as one:
        yield one


def compared(made, inspection: int = 0, **asked) -> BeautifulSoup:
    path = f"/office/inspections/{inspection or made.cast.inspection}/report"
    answer = made.office.get(path, query_string={"sheet": "对比", **asked})
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def lines(shown: BeautifulSoup, heading: str) -> dict[str, list[str]]:
    """Return the rows under a heading, by their first cell."""
    title = shown.find("h2", string=lambda words: words and words.endswith(heading))
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        for row in title.find_next("table").select("tbody tr")
    ]
    return {first: rest for first, *rest in rows}


def test_it_shows_pass_rates_and_findings_then_and_now(made):
    _first, former, now = made.inspections
    made.fill(former, {(0, 0): FAILING})
    made.fill(now, {(0, 0): ALL_PASS})
    shown = compared(made)

    assert lines(shown, "按村（社区）") == {
        "张家村": ["66.7%", "100.0%", "变好", "1", "0", "0", "0"]
    }
    items = lines(shown, "按检查项")
    assert items["垃圾桶没有满溢?"] == ["0.0%", "100.0%", "变好", "1", "0", "0", "0"]
    assert items["没有成堆垃圾?"] == ["100.0%", "100.0%", "持平", "0", "0", "0", "0"]
    assert items["没有黑臭水沟?"][:3] == ["—", "—", "—"]
    villages, by_item = shown.select("figure.chart")
    assert len(villages.select("li rect")) == 2
    (line,) = [line for line in by_item.select("li") if "垃圾桶没有满溢?" in line.text]
    assert [rect["width"] for rect in line.select("rect")] == ["0.0%", "100.0%"]


@pytest.mark.parametrize(
    ("first", "former", "now", "said"),
    [
        ("fail", "pass", "fail", "反弹"),
        ("pass", "fail", "fail", "仍有"),
        ("fail", "fail", "fail", "仍有"),
        ("pass", "pass", "fail", None),
        ("fail", "na", "fail", None),
        ("fail", "pass", "pass", None),
    ],
)
def test_what_was_wrong_then_fine_and_is_wrong_again_came_back(made, first, former, now, said):
    for inspection, verdict in zip(made.inspections, (first, former, now), strict=True):
        made.fill(inspection, {(0, 0): {**ALL_PASS, "item-bin": verdict}})
    shown = compared(made)

    spots = lines(shown, "仍有和反弹")
    assert [spot[2] for spot in spots.values() if len(spot) > 2 and spot[2]] == (
        [said] if said else []
    )
    again, relapsed = lines(shown, "按检查项")["垃圾桶没有满溢?"][-2:]
    assert (again, relapsed) == (str(int(said == "仍有")), str(int(said == "反弹")))
    assert "上次之前查到过问题，上次全部符合，本次又有问题" in shown.text


@pytest.mark.parametrize(("verdicts", "heading"), [("xpf", "反弹1处"), ("xff", "仍有1处")])
def test_what_came_back_opens_as_one_line_with_its_records(made, verdicts, heading):
    words = {"x": "fail", "p": "pass", "f": "fail"}
    for inspection, verdict in zip(made.inspections, verdicts, strict=True):
        made.fill(inspection, {(0, 0): {**ALL_PASS, "item-bin": words[verdict]}})
    shown = compared(made)
    what = {"反弹1处": "relapsed", "仍有1处": "again"}[heading]
    links = [a for a in shown.select("table.sheet td.num a") if f"what={what}" in a["href"]]
    opened = [
        BeautifulSoup(made.office.get(a["href"]).text, "lxml") for a in links if a.text == "1"
    ]

    assert len(opened) == 2  # by village and by item
    for one in opened:
        assert one.h1.text.endswith(heading)
        (line,) = one.select("table.sheet tbody tr")
        assert "垃圾桶没有满溢,没有做到" in line.text and "1个问题" in line.text
        assert made.office.get(line.select_one("a")["href"]).status_code == 200


def test_what_the_office_does_not_count_came_back_neither(made):
    for inspection, verdict in zip(made.inspections, ("fail", "pass", "fail"), strict=True):
        made.fill(inspection, {(0, 0): {**ALL_PASS, "item-bin": verdict}})
    made.review(made.cast.inspection, [{"do": "withdraw", "reason": "不是问题"}])

    assert lines(compared(made), "按检查项")["垃圾桶没有满溢?"][-1] == "0"


def test_another_site_is_another_spot(made):
    first, former, now = made.inspections
    made.fill(first, {(0, 0): FAILING})
    made.fill(former, {(0, 0): ALL_PASS})
    made.fill(now, {(0, 1): FAILING})

    assert lines(compared(made), "按检查项")["垃圾桶没有满溢?"][-2:] == ["0", "0"]


def test_another_former_inspection_may_be_chosen(made):
    first, former, now = made.inspections
    made.fill(first, {(0, 0): ALL_PASS})
    made.fill(former, {(0, 0): FAILING})
    made.fill(now, {(0, 0): ALL_PASS})
    offered = [int(option["value"]) for option in compared(made).select("select#former option")]

    assert offered == [former, first]
    assert lines(compared(made), "按村（社区）")["张家村"][2] == "变好"
    assert lines(compared(made, former=first), "按村（社区）")["张家村"][2] == "持平"
    link = compared(made, former=first).select_one("form.download input[name=former]")
    assert link["value"] == str(first)


def test_the_figures_of_the_former_inspection_open_its_findings(made):
    _first, former, now = made.inspections
    made.fill(former, {(0, 0): FAILING})
    made.fill(now, {(0, 0): FAILING})
    shown = compared(made)
    links = [
        a["href"] for a in shown.select("table.sheet td.num a") if "what=findings" in a["href"]
    ]

    assert any(f"/inspections/{former}/" in link for link in links)
    assert any(f"/inspections/{now}/" in link for link in links)


def sheets(made, query: str = "") -> list[str]:
    path = f"/office/inspections/{made.cast.inspection}/workbook.xlsx{query}"
    return read_workbook(made.office.get(path).data).sheetnames


def test_without_a_former_inspection_the_page_says_so_and_the_workbook_has_no_such_sheet(made):
    made.fill(made.cast.inspection, {(0, 0): ALL_PASS})

    assert "还没有可以对比的视察" in compared(made).select_one("p.empty").text
    assert "对比" not in sheets(made)


def test_with_one_the_workbook_has_the_sheet_its_chart_and_the_definitions(made):
    made.fill(made.cast.closed, {(0, 0): FAILING})
    made.fill(made.cast.inspection, {(0, 0): ALL_PASS})
    path = f"/office/inspections/{made.cast.inspection}/workbook.xlsx"
    book = read_workbook(made.office.get(path).data)

    values = [[cell.value for cell in row[:8]] for row in book["对比"].iter_rows()]
    assert ["张家村", pytest.approx(2 / 3), 1, "变好", 1, 0, 0, 0] in values
    assert [len(chart.series) for chart in book["对比"]._charts] == [2, 2]
    assert "反弹" in [row[0].value for row in book["填表说明"].iter_rows()]


def test_an_inspection_that_is_not_over_is_nothing_to_compare_with(made, app):
    _first, former, now = made.inspections
    made.fill(now, {(0, 0): ALL_PASS})
    made.fill(former, {(0, 0): ALL_PASS})

    assert "还没有可以对比的视察" in compared(made, former).text


HALVES = st.integers(0, 30).flatmap(
    lambda checked: st.builds(
        PairHalf, st.just(checked), st.integers(0, checked), st.integers(0, 9)
    )
)


@given(HALVES, HALVES)
def test_better_there_is_worse_back(then, now):
    there, back = Pair(then, now, 0, 0).change, Pair(now, then, 0, 0).change

    assert (there is None) == (then.checked == 0 or now.checked == 0)
    turned = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER}
    assert back == turned.get(there, there)
    if there:
        is_higher = now.passed / now.checked > then.passed / then.checked
        assert (there == Trend.BETTER) == is_higher


COUNTING = "finding.state IN ('recorded', 'kept', 'merged')"


def recount(made, inspection: int, item: str) -> tuple[int, int, int]:
    """Return (checked, passed, findings) of an item, from the rows themselves."""
    stored = made.rows(
        "SELECT answers FROM record WHERE inspection_id = ? AND state = 'submitted'", inspection
    )
    said = [json.loads(answers).get(item, {}).get("value") for (answers,) in stored]
    passed, failed = said.count("pass"), said.count("fail")
    found = made.rows(
        f"SELECT count(*) FROM finding WHERE inspection_id = ? AND item_id = ? AND {COUNTING}",
        inspection, item,
    )  # fmt: skip
    return passed + failed, passed, found[0][0]


def relapses(made, item: str) -> int:
    """Return at how many sites the item came back, from the rows themselves."""
    first, former, now = made.inspections
    wrong = {
        inspection: {
            site
            for (site,) in made.rows(
                f"SELECT site_id FROM finding WHERE inspection_id = ? AND item_id = ? AND {COUNTING}",
                inspection,
                item,
            )
        }
        for inspection in made.inspections
    }
    verdicts: dict[int, set[str]] = {}
    for site, answers in made.rows(
        "SELECT site_id, answers FROM record JOIN assignment ON assignment.id = assignment_id"
        " WHERE record.inspection_id = ?", former,
    ):  # fmt: skip
        verdicts.setdefault(site, set()).add(json.loads(answers).get(item, {}).get("value"))
    fine = {site for site, said in verdicts.items() if "pass" in said and "fail" not in said}
    return len((wrong[first] & wrong[now] & fine) - wrong[former])


@examples(4)
@given(first=RECORDS, former=RECORDS, records=RECORDS, reviews=REVIEWS)
def test_every_figure_equals_a_recount_of_the_rows(
    tmp_path_factory, empty_database, first, former, records, reviews
):
    with town(tmp_path_factory.mktemp("recount"), empty_database) as made:
        for inspection, said in zip(made.inspections, (first, former, records), strict=True):
            made.fill(inspection, said)
        made.review(made.cast.inspection, reviews)
        items = lines(compared(made), "按检查项")
        for item, question in (("heap", "没有成堆垃圾?"), ("bin", "垃圾桶没有满溢?")):
            then, now = (recount(made, one, item) for one in made.inspections[1:])
            line = items[question]
            for rate, found, (checked, passed, findings) in zip(
                line[:2], line[3:5], (then, now), strict=True
            ):
                assert rate == (f"{passed / checked:.1%}" if checked else "—")
                assert found == (str(findings) if checked else "—")
            assert line[-1] == str(relapses(made, item))
