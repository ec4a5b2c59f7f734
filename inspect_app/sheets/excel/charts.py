"""Bar charts of a workbook, from the cells of a table; what they show is written beside.

A phone that does not calculate shows a chart from the values kept in it (ECMA-376 part 1, 21.2.2:
``strCache``, ``numCache``), and none where they are missing.
"""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.text import RichText
from openpyxl.chart.title import title_maker
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from inspect_app.sheets.cell_values import Cell, Rate
from inspect_app.sheets.cells import excel_text, text_width
from inspect_app.sheets.layout import GridPlace
from inspect_app.sheets.table import Grid

COLOURS = ("8D96A3", "0B57A4")  # as on the page: what was is grey, what is is blue
SHORT_NAME = 16  # in letters
WIDTH, LONG_WIDTH, LEAST_HEIGHT = 13, 16, 7  # in centimetres, as the following
HEAD_HEIGHT, BAR_HEIGHT, PAIR_HEIGHT = 2, 0.55, 0.95
# Closer, where a printed page then holds them all, also below the head of their table.
LEAST_BAR_HEIGHT, PAGE_HEIGHT = 0.5, 20.5
# As the words of the tables: of a sheet printed at three quarters no letter is below 9 points.
LETTERS, TITLE_LETTERS = 12, 14  # in points
MOST_UPRIGHT = 8  # names that fit below bars which stand


def bar_chart(page: Any, place: GridPlace) -> BarChart:
    """The chart of a grid on a page: names from its first column, bars from the next."""
    grid = place.grid
    rows = grid.rows_of_chart

    def cells(column: int, first: int, last: int) -> str:
        return str(Reference(page, column, first, column, last))

    chart = BarChart()
    chart.type, chart.style, chart.title = "col", 10, _title(grid.chart)
    chart.series = [_series(place, column, rows, cells) for column in range(2, grid.series + 2)]
    for series, colour in zip(chart.series, COLOURS[-grid.series :], strict=True):
        series.spPr.solidFill = colour
    if grid.series == 1:
        chart.legend = None
    else:
        chart.legend.position = "t"  # at the right programs turn its order round
        chart.legend.txPr = _letters(LETTERS)
    chart.x_axis.txPr = chart.y_axis.txPr = _letters(LETTERS)
    chart.x_axis.tickLblSkip = 1  # else programs leave names out
    chart.varyColors = False
    chart.x_axis.delete = chart.y_axis.delete = False
    _measure(chart, grid, rows)
    return chart


def _title(words: str) -> Any:
    title: Any = title_maker(words)
    for paragraph in title.tx.rich.p:
        paragraph.pPr = _size(TITLE_LETTERS)
    return title


def _letters(points: int) -> RichText:
    return RichText(p=[Paragraph(pPr=_size(points))])


def _size(points: int) -> ParagraphProperties:
    return ParagraphProperties(defRPr=CharacterProperties(sz=points * 100))


def _series(
    place: GridPlace,
    column: int,
    rows: Sequence[tuple[Cell, ...]],
    cells: Callable[[int, int, int], str],
) -> Any:
    head, first, last = place.first - 1, place.first, place.first + len(rows) - 1
    made = Series(cells(column, first, last))
    made.val.numRef = _numbers(cells(column, first, last), [row[column - 1] for row in rows])
    made.tx = SeriesLabel(
        _texts(cells(column, head, head), [place.grid.columns[column - 1].heading])
    )
    made.cat = AxDataSource(strRef=_texts(cells(1, first, last), [row[0] for row in rows]))
    return made


def _texts(cells: str, values: Sequence[Cell]) -> StrRef:
    texts = [StrVal(n, excel_text(str(value))) for n, value in enumerate(values)]
    return StrRef(cells, StrData(len(texts), texts))


def _numbers(cells: str, values: Sequence[Cell]) -> NumRef:
    shares = any(isinstance(value, Rate) for value in values)
    kept = [
        NumVal(n, v=float(value))
        for n, value in enumerate(values)
        if isinstance(value, int | float)  # what was not looked at is no number
    ]
    return NumRef(cells, NumData("0.0%" if shares else "General", len(values), kept))


def _measure(chart: BarChart, grid: Grid, rows: Sequence[tuple[Cell, ...]]) -> None:
    if any(isinstance(row[1], Rate) for row in rows):
        chart.y_axis.majorUnit, chart.y_axis.numFmt = 0.2, "0%"
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    else:
        numbers = [row[1] for row in rows if isinstance(row[1], int)]
        chart.y_axis.majorUnit = max(1, ceil(max(numbers, default=1) / 5))
        chart.y_axis.numFmt = "0"
    chart.width, chart.height = WIDTH, LEAST_HEIGHT
    if grid.series > 1 or len(rows) > MOST_UPRIGHT:
        # Lying, one name below the other, as the table has them.
        room = PAIR_HEIGHT if grid.series > 1 else BAR_HEIGHT
        if max(text_width(str(row[0])) for row in rows) > SHORT_NAME:
            chart.width = LONG_WIDTH
        chart.type, chart.height = "bar", _height(len(rows), room)
        chart.x_axis.scaling.orientation = "maxMin"


def _height(names: int, room: float) -> float:
    """How high a chart of bars that lie is: no higher than a page, if that is enough."""
    wanted = max(LEAST_HEIGHT, HEAD_HEIGHT + room * names)
    least = HEAD_HEIGHT + LEAST_BAR_HEIGHT * names
    return min(wanted, PAGE_HEIGHT) if least <= PAGE_HEIGHT else wanted
