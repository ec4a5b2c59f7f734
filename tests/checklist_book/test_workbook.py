"""A clerk makes a checklist in Excel: downloaded, changed, sent, told what is wrong by its row."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook, load_workbook

from inspect_app import db
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.checklist.schema import ITEM_MODELS
from inspect_app.checklist.shipped import FOLDER, LAWS, SAMPLE
from inspect_app.checklist_book import notation
from inspect_app.checklist_book.columns import ABOUT_SHEET, COLUMNS, FIRST, QUESTIONS
from inspect_app.checklist_book.sheet import checklist_of, workbook
from inspect_app.inspections import models
from inspect_app.inspections.publish import checklist_of as checklist_of_version
from tests.checklist_page.checklist_page import HOME, rows
from tests.planning.planning import made

OTHERS = Path(__file__).parents[1] / "checklist"
FILES = [
    *sorted(set(FOLDER.glob("*.yaml")) - {LAWS}), SAMPLE, OTHERS / "every_kind.yaml",
    *sorted((OTHERS / "tables").glob("*.yaml")),
]  # fmt: skip
KEYS = [column.key for column in COLUMNS]
NEW = {"kind": "判断", "question": "路灯都亮吗？", "problem": "路灯不亮"}


def opened(answer):
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data))


def put(sheet, row, **cells):
    for key, words in cells.items():
        sheet.cell(row, KEYS.index(key) + 1).value = words


def column(sheet, key):
    cells = sheet.iter_rows(min_row=FIRST, min_col=KEYS.index(key) + 1, max_col=KEYS.index(key) + 1)
    return [cell.value or "" for (cell,) in cells]


def sent(book, name="清单.xlsx", **more):
    out = io.BytesIO()
    book.save(out)
    return {"file": (io.BytesIO(out.getvalue()), name), **more}


def written(office, *questions, **about):
    """Return the empty sample with these questions."""
    book = opened(office.get(HOME + "sample.xlsx"))
    sheet = book[QUESTIONS]
    sheet.delete_rows(FIRST, sheet.max_row)
    for row, title in enumerate(("title", "topic", "id", "introduction", "total", "bands"), 2):
        default = {"title": "路灯清单", "topic": "民生"}.get(title, "")
        book[ABOUT_SHEET].cell(row, 2).value = about.get(title, default)
    for row, cells in enumerate(questions, start=FIRST):
        put(sheet, row, **({"section": "路上"} if row == FIRST else {}), **cells)
    return book


def taken(office, cast, book):
    """Send the workbook; return the version that came of it."""
    answer = office.post(HOME + "own", sent(book))
    assert answer.status_code == 303, mistakes(answer)
    number = int(answer.location.split("done=")[1].split("&")[0])
    with db.reading(cast.app.extensions["database"]):
        return checklist_of_version(models.version(cast.jia, number))


def mistakes(answer):
    """Return (row, what is wrong, what to do) of each mistake."""
    lines = BeautifulSoup(answer.text, "lxml").select("section[aria-labelledby=wrong] tbody tr")
    return [tuple(cell.get_text() for cell in line.find_all("td"))[1:] for line in lines]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_that_nobody_changed_comes_back_as_it_was(path):
    laws = load_laws(OTHERS / "laws.yaml" if path.name == "every_kind.yaml" else LAWS)
    checklist = load_checklist(path, laws)
    data = workbook(checklist, laws.values())
    assert checklist_of("x.xlsx", data, laws, {checklist.id: checklist}) == checklist


def test_whatever_a_file_may_say_of_a_question_has_its_column():
    keys = {key for model in ITEM_MODELS.values() for key in model.model_fields}
    assert keys <= set(KEYS)


def test_a_clerk_changes_a_shipped_checklist_and_it_is_its_next_version(office, wang, cast):
    office.post(HOME + "shipped/work_safety")
    link = BeautifulSoup(office.get(HOME).text, "lxml").find(
        "a", attrs={"aria-label": "下载安全生产视察清单（Excel）"}
    )
    book = opened(office.get(link["href"]))
    sheet = book[QUESTIONS]
    ids = column(sheet, "id")
    put(sheet, FIRST + 1, days=5)  # the first one is a note
    put(sheet, FIRST + len(ids), **NEW)

    changed = taken(office, cast, book)

    assert changed.id == "work_safety" and changed.items[1].days == 5
    assert [item.id for item in changed.items[:-1]] == ids
    assert changed.items[-1].question == "路灯都亮吗？" and changed.items[-1].responsible == ()
    assert rows(office.get(HOME))["安全生产视察清单"][3].startswith("第2版")
    plan = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    ticked = plan.find("input", attrs={"aria-label": "张家村村主干道用《安全生产视察清单》"})
    planned = made(office, what=ticked["value"], **{"who-1-0": "g1"})
    assert "安全生产视察清单" in office.get(f"/office/inspections/{planned}/plan").text


def test_sent_as_it_was_downloaded_nothing_changes(office, cast):
    office.post(HOME + "shipped/work_safety")
    book = opened(office.get(HOME + "shipped/work_safety.xlsx"))
    told = office.get(office.post(HOME + "own", sent(book)).location)
    assert "和第1版完全一样，没有变动" in told.text


def test_what_has_no_number_gets_one_that_other_rows_do_not_change(office, cast):
    one = {
        "kind": "单选",
        "question": "几天一次？",
        "category": "清运间隔",
        "options": "每天\n一周以上▲\n没看",
    }
    first = taken(office, cast, written(office, one, NEW))
    again = taken(office, cast, written(office, {"kind": "文字", "question": "还有呢？"}, one, NEW))

    assert again.id == first.id and again.sections[0].id == first.sections[0].id
    assert again.items[1:] == first.items
    options = first.items[0].options
    assert [option.fail for option in options] == [False, True, False]
    assert options[2].id == "na"


def test_an_option_keeps_its_id_as_long_as_its_words(office, cast):
    office.post(HOME + "shipped/living_environment")
    book = opened(office.get(HOME + "shipped/living_environment.xlsx"))
    row = FIRST + column(book[QUESTIONS], "id").index("rj03")
    put(book[QUESTIONS], row, options="每天\n两三天\n▲一周以上\n说不清")
    options = {one.label: one.id for one in taken(office, cast, book).item_by_id["rj03"].options}
    assert options["每天"] == "daily" and options["一周以上"] == "week"
    assert options["两三天"] not in ("days", "daily")


def test_the_sample_says_how_and_is_taken_under_a_number_of_its_own(office, cast):
    book = opened(office.get(HOME + "sample.xlsx"))
    assert book.sheetnames[2:4] == ["填表说明", "可以引的法律"]
    sample = taken(office, cast, book)
    assert len({item.kind for item in sample.items}) == 10 and sample.id != "own_checklist"


def test_what_clerks_type_is_understood(office, cast):
    fails = {
        "kind": "判断题", "question": "1. 路灯\u00a0都亮吗？", "problem": "路灯不亮", "days": "１５天",
        "answers": "亮/不亮", "responsible": "镇电管站，村委会", "severity": "较大 ",
        "amount": "盏", "basis": "《乡村振兴促进法》第37条:治理农村环境",
    }  # fmt: skip
    then = {"kind": "文字", "question": "哪里不亮？", "show_if": "1、路灯 都亮吗?：不亮"}
    made_of_it = taken(office, cast, written(office, fails, then, title="《路灯清单》"))
    lamp, where = made_of_it.items
    assert made_of_it.title == "路灯清单"
    assert lamp.question == "路灯 都亮吗？" and lamp.days == 15 and lamp.answers == ("亮", "不亮")
    assert lamp.responsible == ("镇电管站", "村委会") and lamp.amount.unit == "盏"
    assert lamp.basis[0].article == "第37条" and lamp.severity == "major"
    assert where.show_if.item == lamp.id and where.show_if.answers == ("fail",)


WORST = [
    "没有留存（扣5分）▲", "▲没有留存（扣5分）", "没有留存▲（扣5分）", "▲ 没有留存（扣5分）。", "▲没有留存，扣5分",
    "▲没有留存(-5分)", "▲没有留存【扣5分】", "▲没有留存（扣５分）", "▲没有留存（扣五分）", "▲没有留存 扣5分",
    "没有留存（扣5分）（▲）", "▲没有留存（扣5）", "▲没有留存（减5分）；", "▲没有留存（－５分）", "▲没有留存: 扣 5 分",
    "▲没有留存〔扣除5分〕", "▲没有留存 -5分", "没有留存扣5分▲。", "▲没有留存（扣5.0分）", "▲没有留存[扣5分]、",
]  # fmt: skip


@pytest.mark.parametrize("line", WORST)
def test_what_the_worst_degree_deducts_is_read_however_it_is_written(line):
    read = notation.option_of(line)
    assert read == {"label": "没有留存", "deduct": 5, "fail": True}


@pytest.mark.parametrize(
    "line",
    [
        "一周以上",
        "2—3天",
        "10分钟以内",
        "80-90分钟",
        "做得十分好",
        "垃圾减量分类",
        "满意。",
        "得到充分利用",
        "扣子掉了",
        "留存（不扣分）",
    ],
)
def test_an_option_that_deducts_nothing_is_as_it_was_written(line):
    assert notation.option_of(line) == {"label": line}


@pytest.mark.parametrize("line", [
    "没有留存（每处扣5分）", "没有留存 倒扣5分", "（扣5分）没有留存 补记", "没有留存（扣分5）", "没有留存（不得分）", "没有留存，得0分",
    "没有留存（得五分）", "满意（5分）", "没有留存（扣5分）（补记）", "没有留存扣5", "没有留存（扣二三分）", "没有留存（最多扣十分）",
])  # fmt: skip
def test_an_option_whose_points_cannot_be_read_is_refused_by_its_cell(office, line):
    cells = {"kind": "单选", "question": "台账？", "points": 5, "problem": "不齐",
             "options": f"▲{line}\n▲补记（扣4分）"}  # fmt: skip
    refused = office.post(HOME + "own", sent(written(office, cells)))
    assert refused.status_code == 422
    (row, what, remedy), *_ = mistakes(refused)
    assert (row, "“选项”写成" in what, "（扣5分）" in remedy) == (str(FIRST), True, True)


def test_a_graded_question_is_taken_with_every_degree(office, cast):
    cells = {"kind": "单选", "question": "台账？", "points": 5, "problem": "台账不齐",
             "options": "留存并公示\n事后补记（扣4分）\n没有留存（扣5分）▲"}  # fmt: skip
    options = taken(office, cast, written(office, cells)).items[0].options
    assert [(one.label, one.deduct, one.fail) for one in options] == [
        ("留存并公示", 0, False), ("事后补记", 4, False), ("没有留存", 5, True),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [
    "4分：好\n3分：中", "4分：好；3分：中", "４分：好；３分：中；", "4分起：好，3分起：中", "四分：好 三分：中", "4：好；3：中",
    "4分以上：好。3分以上：中。",
])  # fmt: skip
def test_levels_in_one_line_are_several(words):
    read = [notation.level_of(line) for line in notation.level_lines(words)]
    assert read == [{"from": 4, "label": "好"}, {"from": 3, "label": "中"}]


def test_a_time_in_a_level_is_no_level():
    (line,) = notation.level_lines("4分：早上，8：30 以前清运")
    assert notation.level_of(line) == {"from": 4, "label": "早上，8：30 以前清运"}


@pytest.mark.parametrize("words", [
    "每个加5分，最多加20分，超过1个才加", "每个加５分，最多加２０分，超过１个才加。", "每户加5分，最多加20分，超过1户才加",
    "超过1户的，每户加5分，最多加20分", "加分：超过1户的，每户加5分，最多加20分", "每户加五分，封顶二十分，超过一户才加",
    "每增加一户加5分，最高加20分，超过1户才加",
])  # fmt: skip
def test_a_bonus_is_read_however_it_is_written(words):
    assert notation.bonus_of(words) == {"each": 5, "cap": 20, "beyond": 1}
    assert notation.bonus_of("每户加2分，最多加10分") == {"each": 2, "cap": 10}
    assert notation.bonus_of("每户加2分") is None


@pytest.mark.parametrize(
    ("cells", "what", "remedy"),
    [
        ({"kind": "判断", "question": "亮吗？"}, "缺少 问题的一句话", "请补上 问题的一句话"),
        ({"kind": "是非", "question": "亮吗？"}, "没有“是非”这种题型", "判断、扣分"),
        ({"question": "亮吗？"}, "没有选题型", "请从下拉里选"),
        ({"kind": "文字"}, "题目 后面是空的", "请写上内容"),
        ({**NEW, "days": "半个月"}, "“期限（天）”写成“半个月”，看不懂", "请填数字"),
        ({**NEW, "days": "400"}, "期限（天） 写成 400 太大", "365"),
        ({**NEW, "days": "1.5"}, "期限（天） 要写整数", "例如 7"),
        ({**NEW, "severity": "严重"}, "“严重程度”写成“严重”", "请填一般、较大、重大"),
        ({**NEW, "options": "甲\n乙"}, "判断题不用填“选项”", "改题型"),
        ({**NEW, "basis": "乡村振兴促进法第37条"}, "“依据”写成", "《法律》第几条：要点"),
        ({**NEW, "basis": "《乡村振兴法》第37条：好"}, "没有收进《乡村振兴法》", "可以引的法律"),
        ({**NEW, "answers": "亮"}, "两个回答", ""),
        ({**NEW, "id": "1"}, "系统题号写成“1”", "请清空这一格"),
        ({**NEW, "amount": "没人探访的老人"}, "“另填数量”写成", "大约几处（处）"),
        ({**NEW, "basis": "《消防法》第2条：好；《土地管理法》第3条"}, "“依据”写成", "一条一行"),
        ({"kind": "单选", "question": "几？", "options": "甲、乙"}, "“选项”写成", "Alt+回车"),
        (
            {"kind": "单选", "question": "好吗？", "options": "好\n不好", "problem": "不好"},
            "写了“问题的一句话”，却没有一个选项是问题", "前面写▲",
        ),
        ({**NEW, "category": "亮吗？"}, "问题类别 写成名称", ""),
        ({**NEW, "show_if": "路边？：有"}, "没有这一题", "照题目写"),
        ({"kind": "单选", "question": "几？", "options": "甲"}, "选项 太少", "至少写 2 个"),
        ({"kind": "单选", "question": "几？", "options": "甲\n甲"}, "甲", "不同的文字"),
        ({"kind": "数量", "question": "几人？", "unit": "人", "bonus": "加5分"}, "“加分”写成", "每个加5分"),
        ({"kind": "扣分", "question": "几处？", "points": "5"}, "每处扣几分", "这条规则"),
        ({"kind": "打分", "question": "好吗？", "points": "5", "levels": "好"}, "几分是什么样", "4分起"),
        ({"kind": "照片", "question": "全景", "required": "是"}, "照片不得设为必填", ""),
        ({**NEW, "days": "=1/0"}, "“期限（天）”读不出来", "公式还没有算出结果"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_by_its_row_in_the_words_of_the_sheet(
    office, cast, cells, what, remedy
):
    book = written(office, {"kind": "说明", "question": "先看路边"}, cells)
    refused = office.post(HOME + "own", sent(book))
    assert refused.status_code == 422
    found = [one for one in mistakes(refused) if what in one[1]]
    assert found and found[0][0] == str(FIRST + 1) and remedy in found[0][2], mistakes(refused)
    words = " ".join(" ".join(one) for one in mistakes(refused))
    assert not any(f" {key} " in words for key in KEYS), words
    assert "路灯清单" not in rows(office.get(HOME))


def test_a_copied_row_is_told_from_the_one_it_was_copied_of(office, cast):
    lamp = {**NEW, "id": "lamp"}
    copied = {**lamp, "question": "路面平吗？", "section": "路上"}
    house, again = ({**NEW, "question": asked, "section": "家里"} for asked in ("亮吗？", "亮吗？"))
    back = {**NEW, "question": "井盖在吗？", "section": "路上"}
    refused = office.post(HOME + "own", sent(written(office, lamp, copied, house, again, back)))
    assert mistakes(refused) == [
        (str(FIRST + 1), f"系统题号和第 {FIRST} 行的一样", "复制来的新题，请把系统题号清空"),
        (str(FIRST + 3), "题目和前面一题一样", "请改题目，或去掉一题"),
        (str(FIRST + 4), f"这一组第 {FIRST} 行已经写过", "同一组的题请连着写"),
    ]
    copied["id"] = ""
    assert len(taken(office, cast, written(office, lamp, copied, house)).sections) == 2


@pytest.mark.parametrize(
    ("about", "what", "row"),
    [
        ({"title": ""}, "缺少 标题", "2"),
        ({"id": "路灯"}, "编号 写成 路灯 不合规矩", "4"),
        ({"total": "一百"}, "“总分”写成“一百”，看不懂", "6"),
        ({"total": "100"}, "没有一题有分值", "6"),
        ({"bands": "好"}, "“总分的档次”写成“好”", "7"),
    ],
)
def test_so_is_what_is_wrong_with_the_checklist_itself(office, cast, about, what, row):
    refused = office.post(HOME + "own", sent(written(office, NEW, **about)))
    assert refused.status_code == 422
    assert [one for one in mistakes(refused) if what in one[1] and one[0] == row], mistakes(refused)
    assert "清单.xlsx“清单”" in refused.text


def spoilt_heads(book):
    book[QUESTIONS].delete_cols(3)


def spoilt_titles(book):
    book[ABOUT_SHEET].insert_rows(3)


def a_column_too_many(book):
    book[QUESTIONS].cell(FIRST, len(KEYS) + 1).value = "备注"


def another_sheet(book):
    book[QUESTIONS].title = "问题"


def no_question(book):
    book[QUESTIONS].delete_rows(FIRST, 50)


def too_many(book):
    for row in range(FIRST, FIRST + 501):
        put(book[QUESTIONS], row, kind="文字", question=f"第{row}问？")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoilt_heads, "“题目”第3行的表头和下载的不一样"),
        (spoilt_titles, "“清单”左边的栏目名和下载的不一样"),
        (a_column_too_many, "右边很远的地方（AC列）还有字"),
        (another_sheet, "两张表不要改名"),
        (no_question, "还没有写题目"),
        (too_many, "第504行"),
    ],
)
def test_a_workbook_that_was_rebuilt_is_refused_in_words(office, cast, spoil, words):
    book = written(office, NEW)
    spoil(book)
    refused = office.post(HOME + "own", sent(book))
    assert refused.status_code == 422 and words in refused.text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"PK\x03\x04nonsense", "a.xlsx", "这不是 Excel 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "旧版的 Excel 文件"),
        ("题目,题型\n".encode(), "a.csv", "像是文本文件"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(office, cast, data, name, words):
    refused = office.post(HOME + "own", {"file": (io.BytesIO(data), name)})
    assert refused.status_code == 422 and words in refused.text


def test_it_is_looked_at_before_it_is_taken(office, cast):
    book = written(office, NEW)
    page = office.post(HOME + "own", sent(book, do="look"))
    assert page.status_code == 200 and "路灯都亮吗" in page.text
    assert "路灯清单" not in rows(office.get(HOME))

    form = BeautifulSoup(page.text, "lxml").find("form", action=f"{HOME}own")
    told = office.post(HOME + "own", {"carried": form.input["value"], "do": "adopt"})
    assert "已采用《路灯清单》第1版" in office.get(told.location).text


def test_another_books_roster_is_no_checklist(office, cast):
    roster = Workbook()
    refused = office.post(HOME + "own", sent(roster))
    assert refused.status_code == 422 and "这不是下载的检查清单表" in refused.text


def test_the_preview_says_what_becomes_of_the_checklists_in_use(office, cast):
    office.post(HOME + "shipped/work_safety")
    book = opened(office.get(HOME + "shipped/work_safety.xlsx"))
    sheet = book[QUESTIONS]
    asked = column(sheet, "question")
    put(sheet, FIRST + 1, question="灭火器都在吗？")
    put(sheet, FIRST + 2, days=9)
    put(sheet, FIRST + len(asked), **NEW)
    sheet.delete_rows(FIRST + len(asked) - 1)
    box = said(office.post(HOME + "own", sent(book, do="look")))
    assert "采用后是《安全生产视察清单》的第2版" in box and "标题改了" not in box
    assert f"题目改了：“{asked[1]}”改成“灭火器都在吗？”" in box
    assert "新增：路灯都亮吗？" in box and f"去掉：{asked[-1]}" in box and "另有1题改了别的" in box

    book[ABOUT_SHEET].cell(2, 2).value = "养老服务清单"
    box = said(office.post(HOME + "own", sent(book, do="look")))
    assert "标题改了，原来是《安全生产视察清单》" in box and "编号清空" in box

    book[ABOUT_SHEET].cell(4, 2).value = ""
    assert said(office.post(HOME + "own", sent(book, do="look"))) == "采用后是一份新的清单"
    book[ABOUT_SHEET].cell(2, 2).value = "安全生产视察清单"
    assert "已经有一份同名的清单" in said(office.post(HOME + "own", sent(book, do="look")))


def said(page) -> str:
    assert page.status_code == 200, mistakes(page)
    box = BeautifulSoup(page.text, "lxml").find("section", attrs={"aria-labelledby": "adopting"})
    return box.get_text(" ", strip=True)


@pytest.mark.parametrize(
    "line",
    [
        "▲没有（-5）", "▲没有（全扣）", "▲没有（扣完）", "▲没有（一票否决）", "▲没有（扣一半）", "▲没有（扣俩分）", "▲没有（负5分）",
        "▲没有（不给分）", "▲没有（记0）", "▲没有（计零分）", "▲没有，减5", "▲没有 5分",
    ],
)  # fmt: skip
def test_an_option_that_speaks_of_points_in_other_words_is_refused(line):
    assert notation.option_of(line) is None


@pytest.mark.parametrize(
    "words", ["每两户加5分，最多加20分", "每十户加一分，最多加五分", "每三个加2分，最多加10分"]
)
def test_a_bonus_for_several_together_is_refused(words):
    assert notation.bonus_of(words) is None


@pytest.mark.parametrize(
    "line", ["90分以上：好；80-89分：中；60分以下：差", "90分起：好；75分以下：差", "90：好 80：中", "6分以上：整洁；其余：差"]
)  # fmt: skip
def test_levels_that_cannot_be_parted_are_refused(line):
    assert None in [notation.level_of(one) for one in notation.level_lines(line)]
