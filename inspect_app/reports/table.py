"""A report is values first: sheets of blocks, no format of any file. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Generic, TypeVar

from inspect_app.photos.stamp import Stamp

Row = TypeVar("Row")


class Look(Enum):
    """How a column shows its values."""

    SHORT = auto()  # centred
    LONG = auto()  # left, wrapped
    NUMBER = auto()
    DATE = auto()
    PHOTOS = auto()


@dataclass(frozen=True)
class Photo:
    """A picture for a cell: its file and size in pixels; ``stamp`` is drawn on the cell's copy."""

    path: Path
    width: int
    height: int
    stamp: Stamp | None = None


class Rate(float):
    """A share between 0 and 1, shown as a percentage wherever it stands."""


Cell = str | int | float | date | None | tuple[Photo, ...]


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column, defined once: heading, width (in Excel's units), how to get and show the value.

    ``key`` names it for programs; where a grid's columns have keys, they stand above the headings.
    """

    heading: str
    width: float
    value: Callable[[Row], Cell]
    look: Look = Look.SHORT
    key: str = ""


@dataclass(frozen=True)
class Grid:
    """A table with a head: bordered, the rows' values in the columns' order."""

    columns: tuple[Column[object], ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    heading: str = ""
    chart: str = ""  # title of a bar chart of the first two columns

    @property
    def has_keys(self) -> bool:
        """Whether a row of column keys stands above the headings."""
        return any(column.key for column in self.columns)


@dataclass(frozen=True)
class Lines:
    """Plain lines of text, without borders."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its tab, its title, what stands in it from top to bottom."""

    name: str
    title: str
    blocks: tuple[Grid | Lines, ...]
    widths: tuple[float, ...]
    signatures: bool = True
    one_page_wide: bool = True


NOTHING = "无"


def grid(
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    totals: Sequence[Cell] = (),
    heading: str = "",
    chart: str = "",
) -> Grid:
    """Return the grid of some rows; without any it says 无, so that nobody asks what is missing."""
    values = [tuple(column.value(row) for column in columns) for row in rows]
    if not values:
        values = [(NOTHING, *([None] * (len(columns) - 1)))]
    shown: tuple[Column[object], ...] = tuple(columns)  # type: ignore[arg-type]  # getters are done
    return Grid(shown, tuple(values), tuple(totals), heading, chart)


def sheet(name: str, title: str, content: Grid, **more: bool) -> Sheet:
    """Return a sheet that is one grid."""
    widths = tuple(column.width for column in content.columns)
    return Sheet(name, title, (content,), widths, **more)
