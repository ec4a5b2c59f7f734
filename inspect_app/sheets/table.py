"""A report is values first: sheets of blocks, no format of any file. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import takewhile
from typing import Any, Generic, TypeVar

from inspect_app.sheets.cell_values import Cell, CellPhoto

Row = TypeVar("Row")
Result = TypeVar("Result")


class Look(Enum):
    """How a column shows its values."""

    SHORT = auto()  # centred
    WORD = auto()  # centred; never more than a few words
    LONG = auto()  # left, wrapped
    NUMBER = auto()
    DATE = auto()
    PHOTOS = auto()


@dataclass(frozen=True)
class Meaning:
    """What readers of data are told of a column: its values' kind, what they mean, which occur."""

    kind: str
    words: str
    allowed: str = ""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column, defined once: heading, width (in Excel's units), how to get and show the value.

    ``key`` names it for programs; where a grid's columns have keys, they stand above the headings.
    ``over`` is what stands above its heading, from the top; neighbours under the same share it.
    ``link`` says which address a row's cell opens.
    """

    heading: str
    width: float
    value: Callable[[Row], Cell]
    look: Look = Look.SHORT
    key: str = ""
    meaning: Meaning | None = None
    over: tuple[str, ...] = ()
    link: Callable[[Row], str] | None = None


@dataclass(frozen=True)
class HeadCell:
    """A cell of a head: level and column from 0, and how many of each it takes."""

    text: str
    level: int
    column: int
    wide: int = 1
    high: int = 1


def _head(columns: Sequence[Column[Any]], levels: int) -> Iterator[HeadCell]:
    for at, column in enumerate(columns):
        for level, text in enumerate(column.over):
            path = column.over[: level + 1]
            if at == 0 or columns[at - 1].over[: level + 1] != path:
                yield HeadCell(text, level, at, wide=_wide(path, columns[at:]))
        level = len(column.over)
        yield HeadCell(column.heading, level, at, high=levels - level)


def _wide(path: tuple[str, ...], columns: Sequence[Column[Any]]) -> int:
    """How many of the columns, from the first on, stand under the same headings."""
    return len(list(takewhile(lambda column: column.over[: len(path)] == path, columns)))


class Values(Sequence[tuple[Cell, ...]]):
    """The values of rows, got anew whenever they are read: of 100,000 rows none need be kept."""

    def __init__(self, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> None:
        self._getters = [column.value for column in columns]
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        return tuple(get(self._rows[at]) for get in self._getters)

    def through(self, columns: Sequence[Column[Any]]) -> "Values":
        """The same rows as other columns show them."""
        return Values(columns, self._rows)

    def part(self, first: int, after: int) -> "Values":
        made = Values((), self._rows[first:after])
        made._getters = self._getters
        return made

    def addresses(self, at: int, columns: Sequence[Column[Any]]) -> tuple[str, ...]:
        """The address that each cell of a row opens, empty where it opens none."""
        return tuple(column.link(self._rows[at]) if column.link else "" for column in columns)

    def each(self, get: Callable[[Any], Result]) -> Iterator[Result]:
        """Yield one thing of each row, without working out the others."""
        return map(get, self._rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for row in self._rows:
            yield tuple([get(row) for get in self._getters])


@dataclass(frozen=True)
class Grid:
    """A table with a head: bordered, the rows' values in the columns' order.

    ``room`` is how many lines fit into a row at least, where people fill it in with a pen.
    ``chart`` titles a bar chart: names in the first column, ``series`` columns of bars after it;
    see ``rows_of_chart``.
    """

    columns: tuple[Column[Any], ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: tuple[Cell, ...] = ()
    heading: str = ""
    chart: str = ""
    room: int = 1
    series: int = 1

    @property
    def has_keys(self) -> bool:
        """Whether a row of column keys stands above the headings."""
        return any(column.key for column in self.columns)

    @property
    def photos(self) -> Iterator[tuple[int, int, tuple[CellPhoto, ...]]]:
        """Yield row and column, from 0, of every cell with photos, and the photos."""
        if isinstance(self.rows, Values):
            for at, column in enumerate(self.columns):
                if column.look is Look.PHOTOS:
                    for row, value in enumerate(self.rows.each(column.value)):
                        if isinstance(value, tuple):
                            yield row, at, value

    @property
    def links(self) -> Iterator[tuple[int, int, str]]:
        """Yield row and column, from 0, of every cell that opens an address, and the address."""
        if isinstance(self.rows, Values):
            for at, column in enumerate(self.columns):
                if column.link:
                    for row, address in enumerate(self.rows.each(column.link)):
                        yield row, at, address

    @property
    def rows_of_chart(self) -> Sequence[tuple[Cell, ...]]:
        """The rows that the chart shows: without the last ones that have no number."""
        shown = [row[: self.series + 1] for row in self.rows]
        known = [any(isinstance(value, int | float) for value in row[1:]) for row in shown]
        most = max((n for n, is_known in enumerate(known, start=1) if is_known), default=len(shown))
        return shown[:most]

    @property
    def levels(self) -> int:
        """How many rows the head has, the columns' keys apart."""
        return 1 + max(len(column.over) for column in self.columns)

    @cached_property
    def head(self) -> tuple[HeadCell, ...]:
        """The cells of the head; a heading with fewer above it than others is higher."""
        return tuple(_head(self.columns, self.levels))


@dataclass(frozen=True)
class Lines:
    """Plain lines of text, without borders."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its tab, its title, what stands in it from top to bottom.

    ``under_title`` stands left and right below the title instead of 填报单位 and 填报时间.
    ``mark`` stands in the corner of each printed page; of a sheet that goes out by itself
    (``is_alone``) the pages are numbered from 1, whatever is printed before it, and each of them
    has the heads of its tables (``continued_tables``). ``goes_on`` stands at the head of each
    printed page after the first: whose it is.
    ``is_for_paper`` is False for what is looked up on the screen.
    """

    name: str
    title: str
    blocks: tuple[Grid | Lines, ...]
    widths: tuple[float, ...]
    signatures: bool = True
    one_page_wide: bool = True
    portrait: bool = False
    under_title: tuple[str, str] | None = None
    mark: str = ""
    goes_on: str = ""
    is_alone: bool = False
    is_for_paper: bool = True

    @property
    def table(self) -> Grid | None:
        """The grid that the sheet is, apart from lines below it; None if it is more."""
        first, *more = self.blocks
        if isinstance(first, Grid) and all(isinstance(one, Lines) for one in more):
            return first
        return None


def photos_in(sheets: Sequence[Sheet]) -> int:
    """How many photos stand in the cells, each counted once."""
    grids = (block for one in sheets for block in one.blocks if isinstance(block, Grid))
    cells = (photos for one in grids for _, _, photos in one.photos)
    return len({photo.content for photos in cells for photo in photos})


NOTHING = "无"
READABLE_WIDTH = 171  # of a sheet across, whose letters of 12 points A4 shows no smaller than 9


def grid(
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    totals: Sequence[Cell] = (),
    heading: str = "",
    chart: str = "",
    room: int = 1,
    series: int = 1,
) -> Grid:
    """The grid of some rows; without any it says 无, so that nobody asks what is missing."""
    nothing: tuple[Cell, ...] = (NOTHING, *([None] * (len(columns) - 1)))
    values = Values(columns, rows) if rows else (nothing,)
    return Grid(tuple(columns), values, tuple(totals), heading, chart, room, series)


def sheet(
    name: str, title: str, content: Grid, *, signatures: bool = True, one_page_wide: bool = True
) -> Sheet:
    """A sheet that is one grid; one too wide to be read on a page goes over several."""
    widths = tuple(column.width for column in content.columns)
    fits = one_page_wide and sum(widths) <= READABLE_WIDTH
    return Sheet(name, title, (content,), widths, signatures, fits)
