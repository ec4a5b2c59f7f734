"""Queries on all that a town's example holds, and how all of it goes."""

from collections.abc import Sequence

from sqlalchemy import FromClause, delete, func, select, update

from inspect_app.db import Base, session
from inspect_app.entering.models import SignIn
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Inspection
from inspect_app.people.models import Deputy, Town
from inspect_app.photos.models import Photo
from inspect_app.records.models import Record
from inspect_app.reports.models import ReportJob

COUNTED: dict[str, type[Base]] = {
    "代表": Deputy,
    "视察": Inspection,
    "记录": Record,
    "问题": Finding,
    "照片": Photo,
}


def counts(town_id: int) -> dict[str, int]:
    """Of what people would ask for, by what it is called."""
    return {label: _count(town_id, table.__table__) for label, table in COUNTED.items()}


def _count(town_id: int, table: FromClause) -> int:
    query = select(func.count()).select_from(table).where(table.c.town_id == town_id)
    return session().scalar(query) or 0


def digests(town_id: int) -> set[str]:
    return set(session().scalars(select(Photo.digest).where(Photo.town_id == town_id)))


def jobs(town_id: int) -> Sequence[ReportJob]:
    return session().scalars(select(ReportJob).where(ReportJob.town_id == town_id)).all()


def delete_rows(town_id: int) -> None:
    """Delete an example and each row of it, those first that refer to others; call it writing.

    :raise ValueError: if the town is none.
    """
    town = session().get_one(Town, town_id)
    if town.example_of_id is None:
        raise ValueError(f"{town.name} is no example")
    looked_at = update(SignIn).where(SignIn.example_id == town_id)
    session().execute(looked_at.values(example_id=None))
    for table in reversed(Base.metadata.sorted_tables):
        if "town_id" in table.c:  # neither the towns, nor what belongs to none
            session().execute(delete(table).where(table.c.town_id == town_id))
    session().execute(delete(Town).where(Town.id == town_id))
