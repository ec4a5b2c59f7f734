"""报表预览: the sheets as pages, and what is behind each figure."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sheets.cell_values import Rate
from inspect_app.sheets.preview import bars
from inspect_app.sheets.table import Column, grid
from tests.cast import long_checklist
from tests.examples import examples
from tests.records.filling import ALL_PASS, jpeg, submitted
from tests.reports.pages import listed
from tests.reports.random_town import RECORDS, REVIEWS, town
from tests.workbook_lint import read_workbook


def page(office, cast, **asked) -> BeautifulSoup:
    answer = office.get(f"/office/inspections/{cast.inspection}/report", query_string=asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def texts(row) -> list[str]:
    return [cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"])]


@pytest.fixture
def finding(wang, cast) -> None:
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    fields = {
        "item-heap": "fail",
        "item-heap-0-description": "一堆砖头",
        "item-heap-0-photo": photo,
    }
    submitted(wang, cast, {**ALL_PASS, **fields, "suggestion": "多放两个桶"})


def test_the_page_shows_every_sheet_of_the_workbook_with_the_same_words(office, cast, finding):
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    book = read_workbook(answer.data)
    names = [link.text for link in page(office, cast).select("nav.sheets a")]

    assert [name for name in names if name != "对比"] == book.sheetnames
    for name in book.sheetnames:
        shown = page(office, cast, sheet=name)
        written = {
            " ".join(cell.value.split())
            for row in book[name].iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        }
        said = " ".join(shown.get_text(" ").split())
        for head in shown.select("table.sheet thead th"):
            assert head.get_text(strip=True) in written
        for cell in shown.select("table.sheet td"):
            words = " ".join(cell.get_text(" ").split())
            assert cell.a or not words or words in written or words[0].isdigit(), (name, words)
        assert book[name]["A1"].value == shown.h1.text and book[name]["A1"].value in said


def test_narrow_heads_are_broken_at_their_slash_and_short_ones_never(office, cast, finding):
    heads = page(office, cast, sheet="问题清单").select("table.sheet thead th")
    whole = {head.text: [part.text for part in head.select("span.whole")] for head in heads}

    assert whole["村（社区）/点位"] == ["村（社区）/", "点位"]
    assert whole["序号"] == ["序号"] and whole["责任人"] == ["责任人"]
    assert whole["整改时限"] == []


def test_a_photo_stands_in_its_row_and_opens(office, cast, finding):
    shown = page(office, cast, sheet="问题清单")
    row = shown.select_one("table.sheet tbody tr")
    image = row.select_one("td.photos a img")

    assert "一堆砖头" in row.text
    assert office.get(image["src"]).mimetype == "image/jpeg"
    assert office.get(image.parent["href"]).mimetype == "image/jpeg"


def test_a_figure_opens_its_findings_under_a_name_that_says_what_it_is(office, cast, finding):
    row = next(
        row for row in page(office, cast).select("table.sheet tr") if texts(row)[:1] == ["张家村"]
    )
    assert texts(row) == ["张家村", "1", "0", "1", "0"]
    # What is in a cell is shown with its line breaks.
    assert [cell.text for cell in row.find_all("td")][2:] == ["0", "1", "0"]

    behind = BeautifulSoup(office.get(row.find_all("td")[3].a["href"]).text, "lxml")

    assert behind.h1.text == "张家村 · 较大 · 1个问题"
    (line,) = behind.select("table.sheet tbody tr")
    assert "一堆砖头" in line.text
    assert all(office.get(link["href"]).status_code == 200 for link in line.select("a"))


def test_who_was_expected_and_came_opens_the_page_of_it(office, cast, finding):
    link = page(office, cast).select_one("article .said a")
    assert "应到：4人" in link.text
    assert "到场" in office.get(link["href"]).text


def test_the_charts_are_the_tables_figures(office, cast, finding):
    first, second = page(office, cast).select("figure.chart")

    said = [item.get_text(" ", strip=True) for item in first.select("li")]
    widths = [rect["width"] for rect in first.select("li rect")]
    assert (said, widths) == (["一般 0", "较大 1", "重大 0"], ["0.0%", "100.0%", "0.0%"])
    assert second.figcaption.text.strip() == "问题按村（社区）（个）"


def test_without_records_the_page_says_so(office, cast):
    shown = page(office, cast)
    assert "还没有检查记录" in shown.select_one("p.empty").text and not shown.select("nav.sheets")


@pytest.mark.parametrize(
    "query",
    ["sheet=没有这张", "page=0", "page=99999999999999999999", "former=-1", "sheet=对比&former=x"],
)
def test_an_address_that_means_nothing_shows_the_report(office, cast, finding, query):
    assert office.get(f"/office/inspections/{cast.inspection}/report?{query}").status_code == 200


@pytest.mark.parametrize("query", ["what=nothing", "what="])
def test_what_is_counted_nowhere_is_no_page(office, cast, finding, query):
    answer = office.get(f"/office/inspections/{cast.inspection}/behind?{query}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "query",
    ["village=没有", "severity=x&item=x", "what=answers&verdict=x", "what=records&version=0"],
)
def test_what_nothing_answers_to_is_an_empty_list(office, cast, finding, query):
    answer = office.get(f"/office/inspections/{cast.inspection}/behind?{query}")
    assert answer.status_code == 200 and "没有可以列出的" in answer.text


def test_another_towns_office_sees_neither_page(other_office, cast, finding):
    for page_name in ("report", "behind?what=findings"):
        answer = other_office.get(f"/office/inspections/{cast.inspection}/{page_name}")
        assert answer.status_code == 404


def test_a_long_sheet_is_shown_page_by_page_or_whole(office, cast, wang):
    items = ("heap", "bin", "ditch", "named")
    places = {f"item-{one}-{n}-description": f"第{n}处" for one in items for n in range(15)}
    submitted(wang, cast, {**{f"item-{one}": "fail" for one in items}, **places})

    def rows(**asked) -> list[str]:
        lines = page(office, cast, sheet="问题清单", **asked).select("table.sheet tbody tr")
        return [texts(line)[0] for line in lines]

    first, last, whole = rows(), rows(page=2), rows(all=1)
    assert len(first) == 50 and last and first + last == whole


def test_totals_and_signatures_stand_below_the_last_part_alone(tmp_path, empty_database):
    with town(tmp_path / "town", empty_database, long_checklist(60)) as made:
        now = made.cast.inspection
        made.fill(now, {(0, 0): {f"item-i{n}": "pass" for n in range(60)}})
        totals, signatures = [], []
        for asked in ("page=1", "page=2", "all=1"):
            path = f"/office/inspections/{now}/report?sheet=逐项统计&{asked}"
            shown = BeautifulSoup(made.office.get(path).text, "lxml")
            totals.append([texts(row)[0] for row in shown.select("table.sheet tfoot tr")])
            signatures.append(len(shown.select("p.signatures")))

    assert totals == [[], ["合计"], ["合计"]] and signatures == [0, 1, 1]


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_bars_are_as_long_as_their_numbers(numbers):
    columns = [Column("名称", 10, lambda _: "村"), Column("数", 10, lambda number: number)]
    made = bars(grid(columns, numbers))

    assert [line.bars[0].words for line in made] == [str(number) for number in numbers]
    longest = max(numbers)
    for line, number in zip(made, numbers, strict=True):
        assert line.bars[0].percent == pytest.approx(100 * number / max(longest, 1), abs=0.051)


def test_a_share_is_measured_by_the_whole():
    columns = [Column("名称", 10, lambda _: "村"), Column("率", 10, Rate)]
    assert bars(grid(columns, [0.25]))[0].bars[0].percent == 25


def figures(office, path: str) -> dict[str, str]:
    """Return all figures of a page that lead somewhere, by where they lead."""
    shown = BeautifulSoup(office.get(path).text, "lxml")
    return {link["href"]: link.text for link in shown.select("table.sheet td.num a")}


def number(lines: list[str], figure: str) -> str:
    """Return what a figure should say of its lines."""
    if not figure.endswith("%"):
        return str(len(lines))
    return f"{sum('不符合' not in line for line in lines) / len(lines):.1%}"


@examples(3)
@given(records=RECORDS, former=RECORDS, reviews=REVIEWS)
def test_every_figure_is_the_number_of_lines_behind_it(
    tmp_path_factory, empty_database, records, former, reviews
):
    with town(tmp_path_factory.mktemp("figures"), empty_database) as made:
        made.fill(made.cast.closed, former)
        made.fill(made.cast.inspection, records)
        made.review(made.cast.inspection, reviews)
        report = f"/office/inspections/{made.cast.inspection}/report?sheet="
        walked = {}
        for sheet in ("汇总", "逐项统计", "对比"):
            found = figures(made.office, report + sheet)
            assert found
            walked |= found
        options = figures(made.office, report + "选项统计")
        walked |= {path: one for path, one in options.items() if not one.endswith("%")}
        for path, figure in walked.items():
            assert number(listed(made.office, path), figure) == figure, path
