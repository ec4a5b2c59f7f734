"""The numbers that people call findings by: given as they arise, asked for, told by id."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from inspect_app.db import session
from inspect_app.db.insertion import NumberedRows
from inspect_app.findings.models import Finding

_FINDINGS = NumberedRows(Finding, "town_id")


def insert(town_id: int, rows: list[dict[str, Any]]) -> None:
    """Insert a town's findings with its next numbers; no finding is ever deleted."""
    _FINDINGS.insert([{**row, "town_id": town_id} for row in rows])


def finding_of(town_id: int, inspection_id: int, number: int) -> Finding | None:
    """None if it is another inspection's."""
    return session().scalar(
        select(Finding).where(
            Finding.town_id == town_id,
            Finding.inspection_id == inspection_id,
            Finding.number == number,
        )
    )


def numbers_of(town_id: int, ids: Iterable[int]) -> dict[int, int]:
    """The numbers, by id."""
    found: dict[int, int] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):  # SQLite limits the number of parameters
        some = Finding.id.in_(wanted[start : start + 500])
        rows = session().execute(
            select(Finding.id, Finding.number).where(Finding.town_id == town_id, some)
        )
        found.update((row.id, row.number) for row in rows)
    return found


def main_numbers(town_id: int, findings: Iterable[Finding]) -> dict[int, int]:
    """By id the numbers of what these findings were merged into."""
    return numbers_of(town_id, (one.duplicate_of_id for one in findings if one.duplicate_of_id))
