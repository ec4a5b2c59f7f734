"""Mistakes of a checklist in Excel are told by their row, in the words of the sheet."""

import io

import pytest

from inspect_app.checklist_book.columns import ABOUT_SHEET, FIRST, QUESTIONS
from tests.checklist_book.book import KEYS, NEW, mistakes, put, sent, taken, written
from tests.checklist_page.checklist_page import HOME, rows


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
        ({"total": "一百五"}, "“总分”写成“一百五”，看不懂", "6"),
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


def test_a_head_may_have_a_star_or_a_hint_beside_it(office, cast):
    book = written(office, NEW)
    for cell in book[QUESTIONS][FIRST - 1]:
        cell.value = f"*{cell.value}（必填）"
    assert office.post(HOME + "own", sent(book)).status_code == 303


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
