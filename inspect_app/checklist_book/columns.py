"""What stands where in the workbook of a checklist, and how each cell is filled in. Pure."""

from dataclasses import dataclass

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.mistakes import KIND_LABELS

NAME = "检查清单表"  # what the user calls the file
ABOUT_SHEET, QUESTIONS = "清单", "题目"
HOW = "填表说明"
LAWS = "可以引的法律"
HINT, HEAD, FIRST = 2, 3, 4  # rows: how to fill a column, the heads, the first question
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class BookCell:
    """A cell of the sheet's head or a column: its key in a checklist's file, and how to fill it."""

    key: str
    title: str
    hint: str
    width: int = 14


# A row each, from the second on.
ABOUT = (
    BookCell("title", "标题", "必填"),
    BookCell("topic", "专题", "必填，例如 人居环境"),
    BookCell("id", "编号", "新写的空着。有的不要改：编号相同，就是那一份的新一版"),
    BookCell("introduction", "给代表的话", "一两句，可以不写"),
    BookCell("total", "总分", "不打分的清单空着；写了，各题满分加起来要等于它"),
    BookCell("bands", "总分的档次", "一行一档，例如“90分起：好”；只作内部参考，可以不写"),
)
ABOUT_FIRST = 2

COLUMNS = (
    BookCell("section", "分组", "现场的一个地方。空着就和上一题同组", 14),
    BookCell("id", "系统题号", "不用填。有的不要改，和上次对比靠它；复制来的新题，清空它", 10),
    BookCell("kind", "题型", "从下拉里选", 8),
    BookCell("question", "题目", "必填。判断题写成“做到了就选符合”", 34),
    BookCell("guidance", "查看要点", "给代表看的大白话", 26),
    BookCell("answers", "两个回答", "判断题：代表怎样答，前一个是符合，例如“没有、有”", 12),
    BookCell("options", "选项", "单选、多选：一行一个（Alt+回车）。选了就是问题的，前面写▲", 24),
    BookCell("category", "问题类别", "名称，不写成问句，20字以内", 16),
    BookCell("problem", "问题的一句话", "代表没写时用它。判断题必填", 24),
    BookCell("severity", "严重程度", "从下拉里选，空着是一般", 10),
    BookCell("suggestion", "建议", "写“建议……”", 26),
    BookCell("responsible", "责任单位", "几个的用顿号隔开，先写的优先；村委会会换成所在的村", 18),
    BookCell("days", "期限（天）", "1到365", 8),
    BookCell("amount", "另填数量", "判断题不符合时再填一个数：“大约几处（处）”", 14),
    BookCell("basis", "依据", "一条一行：《法律》第几条：要点。法律照“可以引的法律”那张表", 36),
    BookCell(
        "show_if",
        "什么时候才问",
        "前面的题和回答：“为什么不满意？：一般、不满意”，照题目写",
        22,
    ),
    BookCell("required", "必须回答", "是、否。空着：判断题必答，别的不必", 10),
    BookCell("unit", "数量的单位", "数量题必填，例如 人", 10),
    BookCell("minimum", "最小", "数量题、打分题", 8),
    BookCell("maximum", "最大", "数量题", 8),
    BookCell("points", "满分", "评分表：扣分、打分题必填", 8),
    BookCell("each", "每处扣几分", "扣分题", 10),
    BookCell("cap", "最多扣几分", "扣分题", 10),
    BookCell("all_or_nothing", "不符合不得分", "扣分题：填“是”，就不写每处扣几分", 12),
    BookCell("step", "隔几分一档", "打分题，空着是1", 10),
    BookCell("levels", "几分是什么样", "打分题，一行一档：“4分起：整洁有序”", 20),
    BookCell("bonus", "加分", "数量题：“每个加5分，最多加20分，超过1个才加”", 22),
    BookCell("zero_if", "哪样答了不得分", "写法同“什么时候才问”", 22),
)
COLUMN_BY_KEY = {column.key: column for column in COLUMNS}
KIND_BY_LABEL = {label: kind for kind, label in KIND_LABELS.items()}
YES, NO = "是", "否"

RULES = (
    "“清单”那张表写标题、专题；“题目”那张表一行一道题，从第4行写起。灰底的表头和栏目名不要改，列不要增减、移动。",
    "只有题型、题目必填；判断题还要填“问题的一句话”。别的栏用不着就空着。",
    "右边从“满分”起的几栏，照评分表打分的清单才填。",
    "建议最多5组、25题：代表在现场用手机填，多了填不完。照片永远是选填，不能设成必须回答。",
    "题目改了几个字、还要和上次对比的，留着系统题号；换成另一道题的，把它清空。",
    "选项里“不适用”“没看”“说不清”不计分，也不算符合。选了要扣分的，后面写扣几分，例如“▲事后补的（扣3分）”，这一题要填满分。",
    "填好存成 .xlsx，从“检查清单”页传上来，先点“先预览，不采用”。有错会逐行指出，改好再传。",
)
KINDS = (
    (ItemKind.CHECK, "符合、不符合、不适用；答不符合，就记一个问题"),
    (ItemKind.DEDUCTION, "评分表：代表填有几处，每处扣几分；或者不符合就不得分"),
    (ItemKind.COUNT, "填一个数"),
    (ItemKind.CHOICE, "几个选项里选一个"),
    (ItemKind.CHOICES, "几个选项里可以选几个"),
    (ItemKind.SCORE, "评分表：检查的人在最低分到满分之间打分"),
    (ItemKind.TEXT, "写一段话"),
    (ItemKind.DATE, "填一个日期"),
    (ItemKind.PHOTO, "不属于哪个问题的照片，永远是选填"),
    (ItemKind.NOTE, "给代表看的话，不用回答"),
)
