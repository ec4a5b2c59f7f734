"""Addresses of the office's pages, for what a report's cells open. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from inspect_app.sheets.cell_values import QueryArguments

Row = TypeVar("Row")


@dataclass(frozen=True)
class Links:
    """Makes addresses of the product: in a file with where users reach it, on a page without."""

    base_url: str

    def record(self, record_id: UUID) -> str:
        """Where the office reads a record."""
        return f"{self.base_url}/office/records/{record_id}"

    def finding(self, finding_id: int) -> str:
        """Where the office reads and reviews a finding."""
        return f"{self.base_url}/office/findings/{finding_id}"

    def inspection(self, inspection_id: int) -> str:
        """Where the office watches an inspection."""
        return f"{self.base_url}/office/inspections/{inspection_id}"

    def attendance(self, inspection_id: int) -> str:
        """Where the office ticks who came to an inspection."""
        return f"{self.inspection(inspection_id)}/attendance"

    def photo(self, photo_id: UUID) -> str:
        """Where the office sees a photo in its full size."""
        return f"{self.base_url}/office/photos/{photo_id}"

    def behind(self, inspection_id: int, asked: QueryArguments) -> str:
        """Where the office reads what a figure of an inspection counts."""
        return f"{self.base_url}/office/inspections/{inspection_id}/behind?{urlencode(asked)}"

    def behind_total(self, asked: QueryArguments) -> str:
        """Where the office reads what a total of the register counts."""
        return f"{self.base_url}/office/inspections/register/behind?{urlencode(asked)}"


def opens(links: Links | None, address: Callable[[Links, Row], str]) -> Callable[[Row], str] | None:
    """What a column's cells open; None where there are no links."""
    return None if links is None else partial(address, links)
