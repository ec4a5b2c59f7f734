"""The charts of the workbook, read back: they show the cells of their tables, also unreckoned."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from inspect_app import db
from inspect_app.inspections.models import Site, Village
from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.sheets.excel.xlsx import write
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Grid, Sheet, grid
from tests.records.filling import ALL_PASS
from tests.reports.books import words_of
from tests.reports.letters import letters_of, small
from tests.reports.random_town import town
from tests.workbook_lint import read_workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory, empty_database):
    with town(tmp_path_factory.mktemp("charts"), empty_database) as made:
        _, former, now = made.inspections
        made.fill(former, {(0, 0): ALL_PASS})
        failing = {**ALL_PASS, "item-heap": "fail", "item-ditch": "fail", "item-bin": "fail"}
        made.fill(now, {(0, 0): failing, (1, 1): {**ALL_PASS, "item-heap": "fail"}})
        answer = made.office.get(f"/office/inspections/{now}/workbook.xlsx")
        return read_workbook(answer.data)


def cells(book, reference: str) -> list:
    name, _, area = reference.rpartition("!")
    found = book[name.strip("'")][area.replace("$", "")]
    return [row[0] for row in found] if isinstance(found, tuple) else [found]


def table(sheet, heading: str) -> tuple[list, list[list]]:
    """Return the head and the rows below a heading, without their total."""
    lines = [list(row) for row in sheet.iter_rows()]
    start = next(n for n, line in enumerate(lines) if str(line[0].value).endswith(heading))
    rows = []
    for line in lines[start + 2 :]:
        if line[0].value in (None, "合计"):
            break
        rows.append(line)
    return lines[start + 1], rows


def charted(rows: list[list], series: int) -> list[list]:
    """Return the rows without the last ones in which nothing was looked at."""
    numbers = [{cell.value for cell in row[1 : series + 1]} - {"—"} for row in rows]
    return rows[: max(n for n, known in enumerate(numbers, start=1) if known)]


def title_of(chart) -> str:
    return "".join(run.t for part in chart.title.tx.rich.p for run in part.r or ())


CHARTS = [
    ("汇总", "问题按严重程度（个）", "问题按严重程度", 1, [[1, 2, 1]]),
    ("汇总", "问题按村（社区）（个）", "按村（社区）", 1, [[4]]),
    ("对比", "符合率按村（社区）", "按村（社区）", 2, [[1], [3 / 7]]),
    ("对比", "符合率按检查项", "按检查项", 2, [[1, 1, 1], [0, 0.5, 0, 1]]),
]


@pytest.mark.parametrize(("sheet", "title", "heading", "series", "numbers"), CHARTS)
def test_a_chart_shows_the_cells_of_its_table_and_keeps_what_they_say(
    book, sheet, title, heading, series, numbers
):
    head, rows = table(book[sheet], heading)
    rows = charted(rows, series)
    (chart,) = [one for one in book[sheet]._charts if title_of(one) == title]

    assert len(chart.series) == series
    for n, one in enumerate(chart.series, start=1):
        assert cells(book, one.cat.strRef.f) == [row[0] for row in rows]
        assert cells(book, one.val.numRef.f) == [row[n] for row in rows]
        assert cells(book, one.tx.strRef.f) == [head[n]]
        kept = one.val.numRef.numCache
        shares = [row[n].value for row in rows if row[n].value != "—"]
        assert [point.v for point in kept.pt] == shares
        assert [point.v for point in kept.pt] == pytest.approx(numbers[n - 1])
        names = one.cat.strRef.strCache
        assert [point.v for point in names.pt] == [row[0].value for row in rows]
        assert kept.ptCount == names.ptCount == len(rows)
        assert [point.v for point in one.tx.strRef.strCache.pt] == [head[n].value]


def test_a_village_that_nobody_visited_is_no_clean_one(tmp_path, empty_database):
    with town(tmp_path, empty_database) as made:
        now = made.inspections[-1]
        with db.writing(made.app.extensions["database"]) as session:
            village = Village(town_id=made.cast.jia, name="李家村")
            session.add(village)
            session.flush()
            session.query(Site).filter_by(town_id=made.cast.jia, name="文化广场").update(
                {"village_id": village.id}
            )
        made.fill(now, {(0, 0): ALL_PASS})
        answer = made.office.get(f"/office/inspections/{now}/workbook.xlsx")
        page = BeautifulSoup(made.office.get(f"/office/inspections/{now}/report").text, "lxml")
    sheet = read_workbook(answer.data)["汇总"]
    _, rows = table(sheet, "按村（社区）")
    (chart,) = [one for one in sheet._charts if title_of(one) == "问题按村（社区）（个）"]

    assert [[cell.value for cell in row[:5]] for row in rows] == [
        ["张家村", 0, 0, 0, 0],
        ["李家村", "—", "—", "—", "—"],
    ]
    assert [point.v for point in chart.series[0].cat.strRef.strCache.pt] == ["张家村"]
    assert "1个村（社区）还没有去查，表里是“—”：李家村。" in words_of(sheet)
    assert page.select("figure.chart")[1].get_text(" ", strip=True).endswith("张家村 0")


def test_bars_have_the_colours_that_they_have_on_the_page(book):
    styles = Path(__file__).parents[2] / "inspect_app/static/css"
    given = [(styles / name).read_text() for name in ("colours.css", "desk/colours.css")]
    named = dict(re.findall(r"--([\w-]+): #(\w+)", "".join(given)))
    css = (styles / "report.css").read_text()
    colours = [
        named[re.search(rf"{bar} {{[^}}]*fill: var\(--([\w-]+)\)", css)[1]].upper()
        for bar in (".s1", r"\n\.bar")
    ]
    for sheet, title, _, series, _ in CHARTS:
        (chart,) = [one for one in book[sheet]._charts if title_of(one) == title]
        fills = [one.spPr.solidFill.srgbClr for one in chart.series]
        assert fills == colours[-series:]
        assert chart.legend is None or chart.legend.legendPos == "t"


@pytest.mark.parametrize("series", [1, 2])
def test_many_names_stand_one_below_the_other_and_all_find_room(series):
    def numbers(n: int) -> Grid:
        columns = [Column(head, 12, str) for head in ("名称", "上次", "本次")]
        return grid(columns, range(n), heading="表", chart="图", series=series)

    looks = Looks("某镇", FONTS[FontSet.PAPERS])
    made = Sheet("汇总", "某镇汇总", (numbers(30), numbers(3)), (12, 12, 12))
    page = load_workbook(io.BytesIO(write([made], looks, date(2026, 11, 23))))["汇总"]
    many, few = page._charts

    assert many.barDir == "bar" and many.x_axis.scaling.orientation == "maxMin"
    assert few.barDir == ("bar" if series == 2 else "col")
    height = many.anchor.ext.height
    assert height > 30 * 160_000  # EMU: 0.45 cm for a name
    top, below = many.anchor._from.row, few.anchor._from.row
    heights = [page.row_dimensions[n].height or 15 for n in range(top + 1, below + 1)]
    assert sum(heights) * 12_700 > height


def test_the_letters_of_a_chart_are_printed_as_large_as_those_of_the_tables(book):
    assert small(book) == {}
    for sheet, title, *_ in CHARTS:
        (chart,) = [one for one in book[sheet]._charts if title_of(one) == title]
        assert len(letters_of(chart)) == (3 if chart.legend is None else 4)


def test_each_chart_of_the_workbook_is_looked_at(book):
    made = {(sheet.title, title_of(chart)) for sheet in book for chart in sheet._charts}
    assert made == {one[:2] for one in CHARTS}
