"""What heads of tables are called, also with a sign or hint beside them: 姓名（必填）. Pure."""

from inspect_app.roster.kinds import SEPARATOR, EntryKind
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.text import alike

# What heads of tables are called beside the names that the columns have here.
_CALLED = {
    EntryKind.GROUP: {"name": "小组名称、代表小组、小组、组名、组别、名称"},
    EntryKind.DEPUTY: {
        "name": "姓名、代表姓名、名字、代表",
        "group": "代表小组、小组、所在小组、小组名称、组别",
        "group_role": "组内职务、职务、小组职务",
        "levels": "代表层级、层级、级别",
        "constituency": "选区、所在选区、选区名称",
    },
    EntryKind.VILLAGE: {"name": "村（社区）名称、村（社区）、村、村名、村社区、行政村、名称"},
    EntryKind.SITE: {
        "village": "村（社区）、村、村名、村社区、所在村、行政村",
        "name": "点位、点位名称、名称",
        "location": "位置、地址、具体位置",
    },
    EntryKind.UNIT: {
        "name": "单位名称、单位、责任单位、部门、名称",
        "responsible_person": "责任人、负责人、联系人",
        "answers_for": "对应检查清单里的叫法、叫法、对应叫法",
    },
}
_HEADS_KEPT = {
    kind: {
        alike(word): column for column, words in called.items() for word in words.split(SEPARATOR)
    }
    for kind, called in _CALLED.items()
}
# What lists have columns of that are not kept here.
NOT_KEPT = frozenset(
    "序号、编号、号、性别、民族、年龄、出生年月、出生日期、籍贯、学历、文化程度、党派、政治面貌、身份证号、"
    "电话、手机、手机号、手机号码、电话号码、联系电话、联系方式、联系人、住址、工作单位、工作单位及职务、"
    "单位及职务、村主任、村书记、书记、主任、组长、副组长、联络员、组员、人数、备注".split(
        SEPARATOR
    )
)
NUMBERS_HEAD = frozenset(("序号", "编号", "号"))


def column_headed(kind: EntryKind, cell: str) -> str:
    """The column that a cell is the head of; empty where it is no head."""
    return _HEADS_KEPT[kind].get(plain_head(cell), "")
