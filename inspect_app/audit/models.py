"""Table of the audit log and every query on it. The database itself refuses to change a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, now, session
from inspect_app.db.insertion import NumberedRows
from inspect_app.settings import ZONE


class Kind(StrEnum):
    """What a line of the log is about."""

    SIGN_IN = "sign_in"
    REFUSED_SIGN_IN = "refused_sign_in"
    SIGN_OUT = "sign_out"
    LINK = "link"
    EXPORT = "export"
    RIGHTS = "rights"
    SETTING = "setting"
    CONTENT = "content"


KIND_LABELS = {
    Kind.SIGN_IN: "登录",
    Kind.REFUSED_SIGN_IN: "登录失败",
    Kind.SIGN_OUT: "退出",
    Kind.LINK: "链接",
    Kind.EXPORT: "下载导出",
    Kind.RIGHTS: "账号和权限",
    Kind.SETTING: "设置",
    Kind.CONTENT: "内容改动",
}


class AuditEntry(Base):
    """A line of the log. ``by_id`` is a deputy's or an account's id, as ``by_role`` says.

    Without a role it is the deputy's whose link somebody holds.

    ``number`` counts the town's lines from 1 without a gap: a gap would look like a deleted line.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("town_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[Kind]
    by_role: Mapped[str]
    by_id: Mapped[int | None]
    by_name: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]


_LINES = NumberedRows(AuditEntry, "town_id")


@dataclass(frozen=True)
class LogCriteria:
    """Which lines: of a kind, of a day in China, of a person; None for all."""

    kind: Kind | None = None
    day: date | None = None
    person: str | None = None


def insert(town_id: int, kind: Kind, values: dict[str, Any]) -> None:
    """No query here changes or deletes a line."""
    _LINES.insert([{**values, "town_id": town_id, "kind": kind, "at": now()}])


def entries(
    town_id: int, criteria: LogCriteria, limit: int, offset: int = 0
) -> Sequence[AuditEntry]:
    """The latest first."""
    query = select(AuditEntry).where(*_conditions(town_id, criteria))
    page = query.order_by(AuditEntry.number.desc()).limit(limit).offset(offset)
    return session().scalars(page).all()


def count(town_id: int, criteria: LogCriteria) -> int:
    query = select(func.count()).select_from(AuditEntry).where(*_conditions(town_id, criteria))
    return session().scalar(query) or 0


def persons(town_id: int) -> list[str]:
    query = select(AuditEntry.by_name).where(AuditEntry.town_id == town_id).distinct()
    return list(session().scalars(query.order_by(AuditEntry.by_name)))


def last_by_person(town_id: int, what: str) -> dict[int, datetime]:
    """When a line last said that of each person, by the person's id."""
    query = (
        select(AuditEntry.by_id, func.max(AuditEntry.at))
        .where(
            AuditEntry.town_id == town_id, AuditEntry.what == what, AuditEntry.by_id.is_not(None)
        )
        .group_by(AuditEntry.by_id)
    )
    return {by_id: at for by_id, at in session().execute(query).all() if by_id}


def _conditions(town_id: int, criteria: LogCriteria) -> list[ColumnElement[bool]]:
    conditions = [AuditEntry.town_id == town_id]
    if criteria.kind:
        conditions.append(AuditEntry.kind == criteria.kind)
    if criteria.person:
        conditions.append(AuditEntry.by_name == criteria.person)
    if criteria.day:
        starts = datetime.combine(criteria.day, time.min, ZONE)
        conditions.append(AuditEntry.at >= starts)
        conditions.append(AuditEntry.at < starts + timedelta(days=1))
    return conditions
