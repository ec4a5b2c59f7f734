"""Rows that go in as values, by a statement: many at once, or under the next number.

All other rows are objects that ``session().add`` takes; docs/decisions.md says why not these. These
go in at once, objects with the next flush: what these refer to must have been flushed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from inspect_app.db import Base, session

ColumnValues = Mapping[str, Any]


def insert_rows(table: type[Base], rows: Sequence[ColumnValues]) -> None:
    """Insert rows that nobody goes on with, given as values by column."""
    session().connection().execute(insert(table), rows)


class NumberedRows:
    """Inserts a table's rows, each with the next ``number`` of those it is counted ``among``.

    That is: of the rows that have the same values in these columns. Rows go in one after another
    and one writes at a time, so numbers follow. The statements are built once: phones wait while
    they run.
    """

    def __init__(self, table: type[Base], *among: str) -> None:
        columns = table.__table__.c
        # Named otherwise than the columns, whose names stand for the values that go in.
        self._among = {name: f"among_{name}" for name in among}
        same = (columns[name] == bindparam(bound) for name, bound in self._among.items())
        self._next = select(func.coalesce(func.max(columns.number), 0) + 1).where(*same)
        self._insert = insert(table).values(number=self._next.scalar_subquery())
        self._insert_one = self._insert.returning(columns.number)

    def insert(self, rows: Sequence[ColumnValues]) -> None:
        values = [{**row, **self._values(row)} for row in rows]
        session().connection().execute(self._insert, values)

    def insert_one(self, row: ColumnValues) -> int:
        values = {**row, **self._values(row)}
        number: int = session().connection().execute(self._insert_one, values).scalar_one()
        return number

    def next(self, **among: Any) -> int:
        """The number that would be given next; call it while writing."""
        number: int = session().connection().execute(self._next, self._values(among)).scalar_one()
        return number

    def _values(self, row: ColumnValues) -> ColumnValues:
        return {bound: row[name] for name, bound in self._among.items()}
