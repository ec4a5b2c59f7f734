"""操作日志 as an Excel sheet."""

from collections.abc import Sequence

from inspect_app.audit.models import KIND_LABELS, AuditEntry
from inspect_app.people.access import ROLE_LABELS
from inspect_app.settings import ZONE
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet


def audit_log(town: str, entries: Sequence[AuditEntry]) -> Sheet:
    columns: list[Column[AuditEntry]] = [
        Column("编号", 9, lambda line: line.number),
        Column("时间", 21, lambda line: f"{line.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"),
        Column("谁", 16, lambda line: line.by_name),
        Column("身份", 12, lambda line: ROLE_LABELS.get(line.by_role, "")),
        Column("类别", 12, lambda line: KIND_LABELS[line.kind]),
        Column("做了什么", 50, lambda line: line.what, Look.LONG),
        Column("对象", 40, lambda line: line.about, Look.LONG),
    ]
    return sheet("操作日志", f"{town}操作日志", grid(columns, entries), signatures=False)
