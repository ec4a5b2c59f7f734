"""填表说明, the first sheet of 《基础数据》: what to fill in which order, what becomes of it."""

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.spreadsheet import print_on_a4, put_text

TITLE = "填表说明"
SHEETS = (
    ("填哪张表", "填什么", "必须填的"),
    ("1. 届", "现在是第几届人大、哪天开始。只填一行", "两格都要填"),
    ("2. 小组", "代表小组，一行一个", "小组名称"),
    ("3. 代表", "这一届的代表，一行一位。小组从下拉里选，所以先填“小组”", "姓名、代表小组"),
    ("4. 村", "全镇的村和社区，一行一个", "村（社区）名称"),
    ("5. 点位", "要去检查的地方，一行一个。村从下拉里选，所以先填“村”", "村（社区）、点位"),
    ("6. 责任单位", "负责整改的单位，一行一个；写明检查清单里的哪些叫法归它管", "单位名称"),
)
RULES = (
    "每张表第4行灰色斜体、“例：”开头的是示例，不会导入，留着、删去都可以。从第5行填起。",
    "暂时没有的表可以空着，以后再填再传。每张表最多1000行。请不要增减、移动列，也不要改第3行的表头。",
    "可以从别的表复制过来。姓名里的空格、全角半角、“·”的写法不同，会认作同一个名字，按最先登记的写法保存。",
    "填好后在“代表与点位”那一页上传。先检查：有错会指出是哪张表、哪一格、怎么改，一行也不会导入。",
    "没有错，会先列出要新增什么、修改什么，您看过再点“导入”。",
    "同一个文件传两次不会重复；改过再传，只改不一样的地方。",
    "什么都不会删除。名册里有、表里没有的，会列出来问您要不要归档；不勾选就不动，归档了也能恢复。",
    "改姓名、改名称请在网页上改：在表里改，会当成新的一条。",
)
WIDTHS = (18, 62, 26)


def put_guide(sheet: Worksheet) -> None:
    sheet.title = TITLE
    put_text(sheet, 1, 1, "基础数据：填表说明").font = Font(name="黑体", size=16)
    for ordinal, row in enumerate(SHEETS, start=3):
        for number, words in enumerate(row, start=1):
            _put_cell(sheet, ordinal, number, words, is_head=row is SHEETS[0])
    first = 3 + len(SHEETS) + 1
    for ordinal, words in enumerate(RULES, start=first):
        _put_cell(sheet, ordinal, 1, f"{ordinal - first + 1}. {words}")
        sheet.merge_cells(start_row=ordinal, end_row=ordinal, start_column=1, end_column=3)
        sheet.row_dimensions[ordinal].height = 34
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    print_on_a4(sheet)


def _put_cell(
    sheet: Worksheet, row: int, column: int, words: str, *, is_head: bool = False
) -> None:
    cell = put_text(sheet, row, column, words)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if is_head:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E9EBEF")
