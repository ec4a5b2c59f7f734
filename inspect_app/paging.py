"""Which rows of a long list a page shows. Pure."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Page:
    """A page of a list of ``total`` rows: its number and the last one's, both from 1."""

    total: int
    number: int
    last: int
    size: int
    is_for_paper: bool = False

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def rows(self) -> slice:
        return slice(self.offset, self.offset + self.size)


def page(total: int, number: int, size: int) -> Page:
    """The page of that number, or the nearest that there is; an empty list has one page."""
    last = max(1, ceil(total / size))
    return Page(total, min(max(number, 1), last), last, size)
