"""The numbers that people call findings by: given as they arise."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy import insert as insert_into

from inspect_app.db import session
from inspect_app.findings.models import Finding

# Built once: phones wait while it runs. Rows go in one after another, so numbers follow.
_LAST_NUMBER = select(func.max(Finding.number)).where(Finding.town_id == bindparam("town"))
_INSERT_NUMBERED = insert_into(Finding).values(
    number=func.coalesce(_LAST_NUMBER.scalar_subquery(), 0) + 1
)


def insert(town_id: int, rows: list[dict[str, Any]]) -> None:
    """Insert a town's findings with its next numbers, given as values by column.

    Cheaper than objects nobody reads. One writes at a time, and no finding is ever deleted.
    """
    values = [{**row, "town_id": town_id, "town": town_id} for row in rows]
    session().connection().execute(_INSERT_NUMBERED, values)
