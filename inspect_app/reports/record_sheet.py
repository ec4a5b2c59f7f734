"""检查记录: flat, one row a record, one column an item under a stable key; for further use."""

from datetime import datetime

from inspect_app.checklist.answers import answer_words
from inspect_app.checklist.definition import CountItem, Item, ItemKind
from inspect_app.reports.figures import Material, RecordRow
from inspect_app.reports.table import Cell, Column, Look, Sheet, grid, sheet
from inspect_app.settings import ZONE


def record_sheet(material: Material) -> Sheet:
    """Return the sheet. The key of an item's column is the item's id, which never changes."""
    columns: list[Column[RecordRow]] = [
        Column("编号", 8, lambda record: record.number, key="no"),
        Column("日期", 15, lambda record: record.day, Look.DATE, key="day"),
        Column("时间", 8, lambda record: _time(record.submitted_at), key="time"),
        Column("村(社区)", 12, lambda record: record.village, key="village"),
        Column("点位", 18, lambda record: record.site, key="site"),
        Column("检查清单", 18, lambda record: record.checklist.title, key="checklist"),
        Column("小组", 14, lambda record: record.group, key="group"),
        Column("代表", 10, lambda record: record.deputy, key="deputy"),
        *[_item_column(item) for item in _items(material)],
        Column("意见建议", 30, lambda record: record.suggestion, Look.LONG, key="suggestion"),
        Column("亮点", 30, lambda record: record.highlight, Look.LONG, key="highlight"),
    ]
    title = f"{material.town.presidium}{material.inspection.title}检查记录"
    content = grid(columns, material.records)
    return sheet("检查记录", title, content, signatures=False, one_page_wide=False)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%H:%M}"


def _items(material: Material) -> list[Item]:
    """Return the items of all checklists, each id once."""
    found: dict[str, Item] = {}
    for record in material.records:
        for item in record.checklist.items:
            if item.kind != ItemKind.NOTE:
                found.setdefault(item.id, item)
    return list(found.values())


def _item_column(item: Item) -> Column[RecordRow]:
    def value(record: RecordRow) -> Cell:
        own = record.checklist.item_by_id.get(item.id)
        answer = record.answers.get(item.id)
        if own is None or answer is None:
            return None
        is_number = isinstance(own, CountItem) and isinstance(answer.value, float)
        return answer.value if is_number else answer_words(own, answer)  # type: ignore[return-value]

    is_text = item.kind == ItemKind.TEXT
    return Column(item.question, 30 if is_text else 14, value, key=item.id)
