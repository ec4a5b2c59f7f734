"""What a cell of a table may hold; a figure knows what is behind it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from inspect_app.sheets.stamp import Stamp


@dataclass(frozen=True)
class CellPhoto:
    """A picture for a cell: its file and size in pixels; ``stamp`` is drawn on the cell's copy.

    ``key`` is the id under which a page shows it; a ``large`` one takes more room in its cell.
    """

    path: Path
    width: int
    height: int
    key: str
    stamp: Stamp | None = None
    large: bool = False

    @property
    def content(self) -> tuple[Path, Stamp | None]:
        """What a file holds of it, once, however many cells show it."""
        return self.path, self.stamp


NOT_SEEN = "—"  # instead of the number of what nobody looked at

# What to ask the page behind a figure for, so that it lists what the figure counts.
QueryArguments = Mapping[str, str | int]


class Count(int):
    """A number of things; a file holds the number, a page leads to the things."""

    behind: QueryArguments

    def __new__(cls, number: int, behind: QueryArguments) -> Self:
        made = super().__new__(cls, number)
        made.behind = behind
        return made


class Points(float):
    """A number that need not be whole; see ``Count``."""

    behind: QueryArguments | None

    def __new__(cls, number: float, behind: QueryArguments | None = None) -> Self:
        """The number, with what it is of if a page can list that."""
        made = super().__new__(cls, number)
        made.behind = behind
        return made


class Rate(Points):
    """A share between 0 and 1, shown as a percentage wherever it stands."""


class Opening(str):
    """A line that opens an address on a page; a file holds its words alone."""

    address: str

    def __new__(cls, words: str, address: str) -> Self:
        made = super().__new__(cls, words)
        made.address = address
        return made


Cell = str | int | float | date | None | tuple[CellPhoto, ...]
