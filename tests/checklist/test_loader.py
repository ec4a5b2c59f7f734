"""A checklist file is right, or every mistake is told with its line and how to mend it."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist import mistakes
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.loader import check, json_schema, load_checklist, load_laws
from inspect_app.checklist.mistakes import ChecklistError
from inspect_app.checklist.reading import read
from inspect_app.inspections.units import VILLAGE_BODIES
from tests.cast import checklist_from

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHIPPED = sorted((ROOT / "checklists").glob("*.yaml"))

HEAD = """id: one
title: 一份清单
topic: 人居环境
sections:
  - id: first
    title: 第一节
    items:
"""
ITEM = "      - {id: a, kind: check, question: 好吗？, problem: 不好}\n"
GOOD = HEAD + ITEM
COUNT = "      - {id: c, kind: count, question: 几人？, unit: 人}\n"
CHOICE = "      - {id: d, kind: choice, question: 选, options: [{id: x, label: 甲}, {id: y, label: 乙}]}\n"
DEDUCTION = "      - {id: e, kind: deduction, question: 垃圾堆, points: 5}\n"
GRADED = "      - {id: g, kind: choice, question: 台账, points: 5, options: [{id: x, label: 留了}, {id: y, label: 补的, deduct: 4}]}\n"
SCORE = "      - {id: s, kind: score, question: 打分, points: 7, step: 0.5}\n"
LAW = """laws:
  - id: one
    title: 一部法
    version: 2021-06-01施行
    level: A
    source: https://example.org/
"""


def with_keys(item: str, keys: str) -> str:
    return item.replace("}\n", f", {keys}}}\n")


def vetoed(condition: str) -> str:
    return with_keys(GRADED, f"zero_if: {condition}")


def asking(condition: str) -> str:
    return with_keys(ITEM.replace("id: a", "id: b"), f"show_if: {condition}")


def citing(law: str) -> str:
    return with_keys(COUNT, f"basis: [{{law: {law}, article: 第1条, gist: 有}}]")


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checklists")
    (folder / "laws.yaml").write_text((HERE / "laws.yaml").read_text())
    return folder


def mistakes_of(folder: Path, content: str | bytes) -> list[tuple[int, str]]:
    path = folder / "list.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        check(path)
    except ChecklistError as error:
        assert error.mistakes
        assert str(error).encode().decode().split("\n") == [str(one) for one in error.mistakes]
        return [(one.line, f"{one.what} —— {one.remedy}") for one in error.mistakes]
    return []


def test_it_works():
    checklist = load_checklist(HERE / "every_kind.yaml", load_laws(HERE / "laws.yaml"))

    assert {item.kind for item in checklist.items} == set(ItemKind)
    assert [law.id for law in checklist.laws] == ["rural_law"]
    assert checklist.item_by_id["bins"].each == 0.5
    assert checklist.item_by_id["why"].show_if.answers == ("bad",)


def test_only_the_cited_laws_come_along_in_the_order_of_their_ids(tmp_path):
    law = load_laws(HERE / "laws.yaml")["rural_law"]
    laws = {name: law.model_copy(update={"id": name}) for name in ("z", "b", "a")}
    path = tmp_path / "list.yaml"
    path.write_text(HEAD + citing("z") + citing("a").replace("id: c", "id: d"))

    assert [law.id for law in load_checklist(path, laws).laws] == ["a", "z"]


def test_a_summary_counts_what_is_in_it():
    path = HERE / "every_kind.yaml"
    assert check(path) == (
        f"{path}：村庄环境评分，2 个分组 11 项（判断 1、扣分 2、数量 1、单选 1、多选 1、打分 1、文字 1、"
        "日期 1、照片 1、说明 1），引用 1 部法律；满分 22 分（看一看 22）"
    )
    assert check(HERE / "laws.yaml") == f"{HERE / 'laws.yaml'}：1 部法律"


def test_a_summary_tells_which_findings_have_no_category(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(GOOD + CHOICE + with_keys(ITEM.replace("id: a", "id: b"), "category: 垃圾"))

    assert check(path).endswith("；1 项没有写 category（问题的类别）：a，材料里先用 problem 代替")


FAILS = "options: [{id: x, label: 没有}, {id: y, label: 有, fail: true}]"


def deducting(question: str, keys: str = "each: 1") -> str:
    return f"      - {{id: e, kind: deduction, question: {question}, points: 5, {keys}}}\n"


def choosing(question: str, keys: str = FAILS) -> str:
    return f"      - {{id: d, kind: choice, question: {question}, {keys}}}\n"


@pytest.mark.parametrize("item", [
    deducting("没有暴露垃圾？"), deducting("没有暴露垃圾"), deducting("无黑臭水体"), deducting("村里没有黑臭水体"),
    deducting("路灯都亮吗"), deducting("不乱扔垃圾", "all_or_nothing: true"), choosing("村里没有黑臭水体？"),
    choosing("台账齐全？").replace("kind: choice", "kind: choices"),
])  # fmt: skip
def test_a_finding_that_could_be_called_by_its_question_alone_is_told_with_its_line(folder, item):
    ((line, words),) = mistakes_of(folder, HEAD + ITEM + item)
    assert line == 9 and "不能当问题的名称 —— 请写上 category" in words
    for key in ("category: 暴露垃圾", "problem: 有暴露垃圾"):
        assert mistakes_of(folder, HEAD + ITEM + with_keys(item, key)) == []


LACKS = "options: [{id: x, label: 有}, {id: y, label: 没有, fail: true}]"


def checking(question: str, name: str, answers: str = "") -> str:
    own = f", answers: [{answers}]" if answers else ""
    return f"      - {{id: a, kind: check, question: {question}, problem: 出了问题, category: {name}{own}}}\n"


@pytest.mark.parametrize("item", [
    deducting("暴露垃圾"), deducting("垃圾外溢"), deducting("无证经营", "each: 1, category: 无证经营户"), CHOICE,
    choosing("有护栏？", f"category: 没有护栏, {LACKS}"), choosing("有没有护栏？", f"category: 没有护栏, {LACKS}"),
    deducting("没有无证经营？", "each: 1, category: 无证经营"),
    *[deducting(f"{one}？", f"each: 1, category: {one}") for one in (
        "路面破损", "无证经营", "未清运垃圾", "不文明行为", "公示栏破损", "路灯不亮", "台账不齐全", "门前都有垃圾", "违规用电")],
    deducting("无证经营户？", "each: 1, problem: 有无证经营户"), deducting("有几处垃圾堆？", "each: 1, problem: 有几处垃圾没清"),
    checking("黑臭水体？", "黑臭水体", "没有, 有"), checking("村里有黑臭水沟？", "有黑臭水沟", "没有, 有"),
    checking("有没有暴露垃圾？", "暴露垃圾", "没有, 有"), checking("没有护栏？", "没有护栏", "有, 没有"),
    checking("护栏有吗？", "没有护栏", "有, 没有"), checking("大门开着？", "大门开着", "关着, 开着"),
    checking("干部借了集体的钱？", "干部借了集体的钱", "否, 是"), checking("有无证经营？", "无证经营", "没有, 有"),
    choosing("群众评价？", "category: 群众评价, options: [{id: x, label: 好}, {id: y, label: 差, fail: true}]"),
    choosing("路边有垃圾？", f"category: 路边有垃圾, {FAILS}"), choosing("垃圾桶情况", f"category: 垃圾桶情况, {FAILS}"),
    checking("路灯亮不亮？", "路灯不亮"), checking("用电安全？", "用电隐患"), checking("台账写明是否整改？", "台账没写是否整改"),
    checking("哪些地方没有路灯？", "没有路灯"), deducting("没有标识牌处数？", "each: 1, category: 没有标识牌"),
    checking("没停过水？", "自来水时不时停"), checking("村里用电安全？", "用电安全"),
])  # fmt: skip
def test_a_finding_that_has_a_name_needs_no_other(folder, item):
    assert mistakes_of(folder, HEAD + item) == []


@pytest.mark.parametrize("item", [
    deducting("没有成堆垃圾？", "each: 1, category: 没有成堆垃圾"),
    deducting("村道没有成堆垃圾？", "each: 1, category: 没有成堆垃圾"),
    deducting("村道没有成堆垃圾？", "each: 1, problem: 村道没有成堆垃圾"),
    choosing("路灯都亮？", f"category: 路灯都亮, {FAILS}"),
    ITEM.replace("好吗？, problem: 不好", "没有垃圾？, problem: 没有垃圾"),
    checking("路灯都亮吗？", "路灯都亮"), checking("路灯是否都亮？", "路灯都亮"), checking("路灯亮不亮？", "路灯亮"),
    checking("公示栏内容齐全？", "内容齐全"), checking("垃圾清运了没有？", "垃圾清运"), deducting("路灯亮吗？", "each: 1, category: 路灯亮"),
    checking("村里有没有黑臭水沟？", "没有黑臭水沟", "没有, 有"), checking("路边有护栏？", "路边有护栏", "有, 没有"),
    checking("大门关着？", "大门关着", "关着, 开着"), checking("垃圾清运了？", "垃圾清运了", "清运了, 没清运"),
    choosing("群众满意？", "category: 群众满意, options: [{id: x, label: 满意}, {id: y, label: 不满意, fail: true}]"),
    choosing("路边有护栏？", f"category: 路边有护栏, {LACKS}"), deducting("路灯都亮？", "each: 1, category: 路灯都亮"),
    deducting("路面无破损？", "each: 1, category: 路面无破损"), checking("没有黑臭水体？", "无黑臭水体"),
    deducting("不乱扔垃圾？", "each: 1, category: 不乱扔垃圾"), deducting("评比公示？", "all_or_nothing: true, category: 评比公示"),
])  # fmt: skip
def test_a_name_that_says_the_opposite_is_told(folder, item):
    ((line, words),) = mistakes_of(folder, HEAD + item)
    assert line == 8 and "意思正好相反" in words


@pytest.mark.parametrize("name", [
    "好不好", "是否乱倒垃圾", "垃圾清运及时吗", "路灯亮不亮", "有没有垃圾", "干不干净", "清运及时不及时", "路灯修没修", "有无黑臭水体", "垃圾清了没有",
    "路面怎么样", "垃圾外溢几处", "污水排到哪里", "垃圾为何不清呢", "能否通车", "整改与否",
])  # fmt: skip
@pytest.mark.parametrize("key", ["category", "problem"])
def test_a_question_is_no_name_of_a_finding(folder, key, name):
    item = deducting("路边垃圾？", f"each: 1, {key}: {name}")
    ((line, words),) = mistakes_of(folder, HEAD + item)
    assert line == 8 and f"{key} 写成 {name}，是问句" in words and "就写 路灯不亮" in words


@pytest.mark.parametrize(
    "question",
    ["路灯亮不亮", "有几处垃圾堆", "垃圾清了没有", "路灯是否亮", "无黑臭水体", "垃圾几处"],
)
def test_a_question_without_its_mark_is_no_name_either(folder, question):
    ((line, words),) = mistakes_of(folder, HEAD + ITEM + deducting(question))
    assert line == 9 and "不能当问题的名称" in words


def test_a_version_in_use_that_has_no_name_for_its_findings_is_usable_and_says_no_opposite():
    item = {"id": "e", "kind": "deduction", "points": 5, "each": 1}
    for question, subject in (
        ("没有暴露垃圾？", "暴露垃圾"),
        ("村里没有黑臭水体？", "村里黑臭水体"),
        ("没有？", "没有"),
    ):
        checklist = checklist_from({"id": "a", "title": "a", "topic": "a", "sections": [
            {"id": "a", "title": "a", "items": [{**item, "question": question}]}]})  # fmt: skip
        assert checklist.items[0].subject == subject


def test_a_summary_says_what_stands_for_a_category(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(GOOD + deducting("暴露垃圾"))
    assert check(path).endswith(
        "；1 项没有写 category（问题的类别）：a，材料里先用 problem 代替"
        "；1 项没有写 category（问题的类别）：e，材料里先用题目代替"
    )


@pytest.mark.parametrize(
    ("keys", "category"), [("category: 村道垃圾", "村道垃圾"), ("required: true", "不好")]
)
def test_what_papers_call_a_finding_is_never_the_question(tmp_path, keys, category):
    path = tmp_path / "list.yaml"
    path.write_text(HEAD + with_keys(ITEM, keys))

    assert load_checklist(path, {}).items[0].subject == category


def test_a_summary_tells_laws_that_are_not_in_force(tmp_path):
    path = tmp_path / "laws.yaml"
    law = LAW.partition("\n")[2]
    path.write_text(
        LAW
        + law.replace("id: one", "id: two\n    in_force: 2027-01-01")
        + law.replace("id: one", "id: three\n    repealed: 2026-08-15")
    )
    told = check(path, date(2026, 11, 23))
    assert told.endswith("：3 部法律，其中 1 部 2027年1月1日起施行、1 部已废止")
    assert check(path, date(2026, 8, 14)).endswith("其中 1 部 2027年1月1日起施行")
    assert check(path, date(2027, 1, 1)).endswith("其中 1 部已废止")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("人居环境", "yes"),  # a text in YAML 1.2
        "%YAML 1.1\n---\n" + GOOD.replace("人居环境", "no"),
        GOOD.replace("人居环境", '"2026-01-01"'),
        GOOD.replace("人居环境", "1:30"),
        GOOD.replace("好吗", "⚠\ufe0f☑\ufe0f好吗"),
        GOOD + asking("{item: a, in: [fail, na]}"),
        HEAD + CHOICE + asking("{item: d, in: [y]}"),
        HEAD + CHOICE.replace("甲", "1、甲").replace("乙", "2）乙"),
        *(HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"')
          for one, other in (("1处", "2处"), ("1.5米", "2.5米"), ("1", "2"), ("一般", "二般"), ("A类", "B类"),
                             ("1:30", "2:30"), ("3,000元", "4,000元"), ("一组", "二组"), ("1.", "2."))),
        HEAD + with_keys(DEDUCTION, "all_or_nothing: true") + asking("{item: e, in: [fail]}"),
        HEAD + GRADED + SCORE + "total: 12\nbands: [{from: 0, label: 差}, {from: 9, label: 好}]\n",
        HEAD + vetoed("{item: a, in: [fail]}") + ITEM,
        HEAD + ITEM + with_keys(SCORE, "minimum: 0.5, zero_if: {item: a, in: [fail, na]}"),
        HEAD + SCORE.replace("0.5", "0.1") + with_keys(COUNT, "bonus: {each: 5, cap: 20}"),
    ],
)  # fmt: skip
def test_what_is_right_is_taken(folder, content):
    assert mistakes_of(folder, content) == []


WRONG_FILES = [
    # the file
    ("标题: 甲".encode("gbk"), 1, "文件不是 UTF-8 编码 —— 请在编辑器里另存为 UTF-8"),
    (GOOD.encode() + b"# \xff", 9, "不是 UTF-8"),
    (GOOD.encode() + b"# \xed\xa0\x80", 9, "不是 UTF-8"),
    (GOOD + "# \x00", 9, "有不能显示的字符 U+0000，在“# [U+0000]”里 —— 请删掉"),
    (GOOD + "# \u2028", 9, "有不能显示的字符 U+2028"),
    (GOOD + "# 村\u200b口", 9, "U+200B（零宽空格），在“# 村[U+200B]口”里 —— 请删掉"),
    (GOOD + "# \u00a0村口", 9, "U+00A0（不换行空格），在“# [U+00A0]村口”里 —— 请删掉这个字符，要空格的改用半角空格"),
    (GOOD.replace("      - {", "\u3000\u3000- {"), 8, "U+3000（全角空格），在“[U+3000]"),
    (GOOD + "# 一\ufeff二", 9, "U+FEFF（文件头标记），在“# 一[U+FEFF]二”里"),
    (GOOD + "# 一\u3164二", 9, "U+3164（空白韩文），在“# 一[U+3164]二”里"),
    (GOOD + "# 一\u2800二", 9, "U+2800（空白盲文）"),
    (GOOD + "# 一\u180e二\u2062三", 9, "有不能显示的字符 U+180E"),
    (GOOD + "# 一\ufff9二", 9, "有不能显示的字符 U+FFF9"),
    (GOOD + "# 葛\U000e0100", 9, "有不能显示的字符 U+E0100"),
    *[(GOOD + f"# 村{one}口", 9, f"有不能显示的字符 U+{ord(one):04X}") for one in "\u034f\u061c\u17b4\u180b\ufe0f\ufff0"],
    *[(GOOD.replace("好", f"好{one}"), 8, f"U+{ord(one):04X}（空格的一种），在") for one in "\u1680\u2009\u202f\u205f"],
    (GOOD.replace("好吗", "⚠\ufe0f\ufe0f好吗"), 8, "有不能显示的字符 U+FE0F"),
    (GOOD.replace("id: a", "id: \u200ea"), 8, "有不能显示的字符 U+200E"),
    (GOOD + "# 一\u2003二\n# 三\u00ad四", 10, "U+00AD（软连字符），在“# 三[U+00AD]四”里"),
    (GOOD + 'introduction: "\\0"', 9, "有不能显示的字符 U+0000"),
    (GOOD + 'introduction: "\\ud800"', 9, "有不能显示的字符 U+D800"),
    (GOOD + '"\\ud800": x', 9, "名称的写法不对"),
    (GOOD + 'introduction: "\\UFFFFFFFF"', 9, "从这里起读不懂"),
    ("x: y\n" * 50_000, 1, "文件太大 —— 请拆成几份，每份不超过 200 kB"),
    ("", 1, "文件是空的"),
    ("# 只有注释\n", 1, "文件是空的"),
    ("- a\n- b\n", 1, "文件 的写法不对 —— 请在下面缩进写“名称: 内容”"),
    (GOOD + "---\n" + GOOD, 9, "文件里有两份内容"),
    # YAML that cannot be read
    (HEAD + "\t- x\n", 8, "用了制表符（Tab） —— 请改用空格"),
    (GOOD.replace("title: 一", "title：一"), 2, "名称后面用了全角冒号（：） —— 请改成半角冒号"),
    (GOOD.replace("人居环境", "一: 二"), 3, "冒号的位置不对 —— 文字里有冒号的，整段文字请加引号"),
    (GOOD.replace("人居环境", '"人居'), 3, "引号没有收尾"),
    (GOOD.replace("人居环境", "@所有人"), 3, "内容开头的符号不能直接写"),
    (GOOD.replace("人居环境", "* 重点"), 3, "有 & 或 * 开头的内容"),
    (GOOD.replace("人居环境", "!《法》"), 3, "有 ! 开头的内容"),
    (GOOD.replace("人居环境", "| 一"), 3, "| 或 > 后面不能再写别的"),
    (GOOD.replace("人居环境", '"一\\二"'), 3, "反斜杠"),
    (GOOD.replace("人居环境", "- 一"), 3, "“- ”的位置不对"),
    (GOOD.replace("人居环境", ", 一"), 3, "这里缺内容，或者括号不成对"),
    (GOOD.replace("topic: ", ""), 3, "这一行不是“名称: 内容”"),
    (GOOD + "   x: y\n", 9, "缩进和上面的行对不齐"),
    (HEAD + "      - {id: a, kind: [\n", 9, "这里缺内容，或者括号不成对"),
    (HEAD + "      - {id: a,\n        kind: check；\n        x: y}\n", 10, "请检查第 8 行起的括号"),
    ("%x\n" + GOOD, 2, "这一行接不上上面的内容"),
    # YAML that is refused
    (GOOD + "title: 又一个\n", 9, "title 写了两次，第 2 行已经写过 —— 请去掉一个"),
    (HEAD + "      - &x {id: a, kind: note, question: 读}\n", 8, "用了 & 记号"),
    (GOOD + "introduction: *x\n", 9, "用了 * 引用 —— 请把内容直接写出来"),
    (GOOD.replace("人居环境", "*重点"), 3, "用了 * 引用 —— 请把内容直接写出来；要写星号的，加引号"),
    (HEAD + "      - !!python/name:os.system {id: a}\n", 8, "用了 ! 标签"),
    (GOOD + "introduction: !!str 12\n", 9, "用了 ! 标签"),
    (HEAD + "      - {<<: {id: a}, kind: note}\n", 8, "不认识 <<"),
    (GOOD + "? [a]\n: b\n", 9, "名称的写法不对"),
    (GOOD + "introduction: {{镇名}}\n", 9, "内容里有 { 或 [ 的，加引号"),
    (GOOD + "introduction: " + "[" * 20 + "]" * 20 + "\n", 9, "层次太深，超过 20 层"),
    (GOOD + "introduction:\n  " + "- " * 30 + "\n", 10, "层次太深"),
    ("[" * 600, 1, "层次太深"),
    ("[" * 190_000, 1, "层次太深"),
    ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(99)), 2, "用了 * 引用"),
    # texts that YAML takes for something else
    (GOOD.replace("一份清单", "12"), 2, 'title 要写文字，现在是 12 —— 请加引号，写成 "12"'),
    (GOOD.replace("一份清单", "012"), 2, '请加引号，写成 "012"'),
    (GOOD.replace("一份清单", "1.10"), 2, '请加引号，写成 "1.10"'),
    (GOOD.replace("一份清单", "true"), 2, "title 要写文字，现在是 true"),
    (GOOD.replace("一份清单", ""), 2, "title 后面是空的 —— 请写上内容，或删掉这一行"),
    (GOOD.replace("一份清单", "null"), 2, "title 后面是空的"),
    (GOOD.replace("一份清单", "'  '"), 2, "title 后面是空的"),
    (GOOD.replace("一份清单", "2026-08-15"), 2, "2026-08-15 是日期，这里要写文字 —— 请加引号"),
    (GOOD.replace("一份清单", "[一]"), 2, "title 要写一段文字，现在是 一列"),
    (GOOD.replace("一份清单", "9" * 6000), 2, "不是普通的数字 —— 编号、电话请加引号"),
    (GOOD.replace("一份清单", ".nan"), 2, ".nan 不是普通的数字"),
    (HEAD + with_keys(COUNT, "maximum: 1e999"), 8, "1e999 不是普通的数字"),
    # keys and values
    (GOOD + "titl: x\n", 9, "不认识 titl —— 请删掉它，或改成正确的写法，是不是 title？"),
    (GOOD + "laws: []\n", 9, "清单里不能写 laws —— 请把法律写到 laws.yaml 里"),
    (HEAD.replace("    title: 第一节", "    note: x\n    title: 第一节") + ITEM, 6, "不认识 note"),
    (HEAD + with_keys(ITEM, "guidence: 看"), 8, "不认识 guidence —— 请删掉它，或改成正确的写法，是不是 guidance？"),
    (HEAD + with_keys(ITEM, "amount: {unit: 处, lable: 几}"), 8, "是不是 label？"),
    (HEAD + with_keys(COUNT, "unlt: 处"), 8, "是不是 unit？"),
    (GOOD.replace("topic: 人居环境\n", ""), 1, "缺少 topic —— 请补上 topic"),
    (GOOD.replace("一份清单", "字" * 201), 2, "title 太长 —— 请缩短到 200 个字以内"),
    (GOOD.replace("id: one", "id: 一"), 1, "id 写成 一 不合规矩 —— 请用小写字母开头"),
    (HEAD + ITEM.replace("check", "chek"), 8, "kind 写成 chek，没有这一种题 —— 请写成 check（判断）、"),
    (HEAD + ITEM.replace("check", "chek"), 8, "note（说明） 之一，是不是 check？"),
    (HEAD + ITEM.replace("check", "判断"), 8, "是不是 check？"),
    (HEAD + "      - id: a\n        kind:\n", 9, "kind 后面是空的"),
    (HEAD + "      - id: a\n        kind: [check]\n", 9, "kind 写成 一列"),
    (HEAD + ITEM.replace("kind: check, ", ""), 8, "这一题没有写 kind —— 请加一行 kind"),
    (HEAD + ITEM.replace(", problem: 不好", ""), 8, "缺少 problem"),
    (HEAD + "      - 好吗\n", 8, "items 里的第 1 个 的写法不对 —— 请在下面缩进写“名称: 内容”"),
    (HEAD.replace("items:", "items: 无"), 7, "items 要写成一列 —— 请每个另起一行，前面加“- ”"),
    (HEAD.replace("items:", "items: []"), 7, "items 太少，只有 0 个 —— 请至少写 1 个"),
    (HEAD + with_keys(ITEM, "severity: 大"), 8, "severity 写成 大，没有这一种 —— 请写成 minor（一般）、major（较大）、critical（重大） 之一"),
    (HEAD + with_keys(ITEM, "severity: 较大"), 8, "是不是 major？"),
    (HEAD + with_keys(ITEM, "days: 0"), 8, "days 写成 0 太小 —— 请写 1 或更大的数"),
    (HEAD + with_keys(ITEM, "days: 366"), 8, "days 写成 366 太大 —— 请写 365 或更小的数"),
    (HEAD + with_keys(ITEM, "days: 1.5"), 8, "days 要写整数，现在是 1.5"),
    (HEAD + with_keys(ITEM, "required: yes"), 8, "required 写成 yes 不对 —— 请写 true（是）或 false（否）"),
    (HEAD + with_keys(ITEM, "responsible: 村委会"), 8, "responsible 要写成一列"),
    (HEAD + with_keys(ITEM, "responsible: [7]"), 8, "responsible 里的第 1 个 要写文字，现在是 7"),
    (HEAD + with_keys(ITEM, "amount: 处"), 8, "amount 的写法不对"),
    (HEAD + with_keys(COUNT, "minimum: 三"), 8, "minimum 要写数字，现在是 三"),
    (HEAD + with_keys(COUNT, "minimum: 5, maximum: 3"), 8, "minimum 不能大于 maximum —— 请照这条规则改"),
    (HEAD + "      - {id: a, kind: photo, question: 拍, required: true}\n", 8, "照片不得设为必填"),
    (HEAD + "      - {id: a, kind: note, question: 读, required: true}\n", 8, "说明文字不能设为必填"),
    (HEAD + ITEM.replace("id: a", "id: site"), 8, "site 是表里固定的栏目，检查项请换一个 id"),
    (HEAD + DEDUCTION, 8, "要且只要写一个"),
    (HEAD + with_keys(DEDUCTION, "each: 1").replace("points: 5", "points: 0"), 8, "points 写成 0 太小 —— 请写大于 0 的数"),
    (HEAD + with_keys(DEDUCTION, "each: 1, cap: 6"), 8, "cap 不能大于 points"),
    (HEAD + with_keys(DEDUCTION, "each: 2, cap: 1"), 8, "each 不能大于最多扣分"),
    (HEAD + CHOICE.replace(", {id: y, label: 乙}", ""), 8, "options 太少，只有 1 个 —— 请至少写 2 个"),
    (HEAD + CHOICE.replace("id: y", "id: x"), 8, "同一题里选项的 id 不能重复"),
    # points
    (HEAD + GRADED.replace("points: 5, ", ""), 8, "写了 deduct（扣分）或 zero_if 的单选，要写 points（满分）"),
    (HEAD + GRADED.replace(", deduct: 4", ""), 8, "写了 points（满分）的单选，要有选项写 deduct（扣分）"),
    (HEAD + GRADED.replace("deduct: 4", "deduct: 6"), 8, "deduct 不能大于 points"),
    (HEAD + GRADED.replace("deduct: 4", "deduct: -4"), 8, "deduct 写成 -4 太小 —— 请写 0 或更大的数"),
    (HEAD + GRADED.replace("points: 5, ", "").replace("choice", "choices"), 8, "deduct（扣分）只能写在单选（choice）的选项里"),
    (HEAD + GRADED.replace("deduct: 4", "deuct: 4"), 8, "是不是 deduct？"),
    (HEAD + SCORE.replace("0.5", "2"), 8, "从 minimum 起每次加一个 step，要正好到 points"),
    (HEAD + with_keys(SCORE, "minimum: 7"), 8, "minimum 要小于 points"),
    (HEAD + with_keys(SCORE, "levels: [{from: 8, label: 好}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "levels: [{from: 3.2, label: 好}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "minimum: 2, levels: [{from: 0, label: 差}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "levels: [{from: 3, label: 好}, {from: 3, label: 差}]"), 8, "各档的 from 不能重复"),
    (HEAD + with_keys(SCORE, "levels: [{form: 3, label: 好}]"), 8, "是不是 from？"),
    (HEAD + SCORE + with_keys(COUNT, "bonus: {each: 5, cap: 3}"), 9, "bonus 的 each 不能大于 cap"),
    (HEAD + SCORE + with_keys(COUNT, "bonus: {each: 5}"), 9, "缺少 cap"),
    (HEAD + with_keys(COUNT, "bonus: {each: 5, cap: 9}"), 4, "写了 total 或 bonus，却没有一题有分值"),
    (GOOD + "total: 100\n", 9, "写了 total 或 bonus，却没有一题有分值 —— 请给扣分、单选、打分的题写 points"),
    (HEAD + SCORE + "total: 100\n", 9, "total 写的是 100，各题加起来是 7 分（第一节 7） —— 请改各题的 points"),
    (HEAD + SCORE + "bands: [{from: 6, label: 好}]\n", 9, "写了 bands（档次），没有写 total（总分） —— 请加一行 total"),
    (HEAD + SCORE + "total: 7\nbands: [{from: 6}]\n", 10, "缺少 label"),
    (HEAD + SCORE + "total: 7\nbands: [{from: 8, label: 好}]\n", 10,
     "档次“好”从 8 分起，最多只能得 7 分 —— 请改这一档从几分起，或者去掉它"),
    (HEAD + vetoed("{item: zz, in: [fail]}"), 8, "zz 没有这个检查项 —— zero_if 只能指别的题"),
    (HEAD + vetoed("{item: g, in: [fail]}"), 8, "g 就是这一题 —— zero_if 只能指别的题"),
    (HEAD + vetoed("{item: c, in: ['3']}") + COUNT, 8, "c 没有固定的回答 —— zero_if 只能指判断"),
    (HEAD + vetoed("{item: a, in: [bad]}") + ITEM, 8, "a 没有 bad 这个回答 —— 请写成 pass、fail、na 之一"),
    (HEAD + with_keys(CHOICE, "zero_if: {item: a, in: [fail]}") + ITEM, 8, "写了 deduct（扣分）或 zero_if 的单选，要写 points（满分）"),
    (HEAD + CHOICE.replace("label: 乙", "label: 甲"), 8, "选项“甲”和第 8 行的文字一样 —— 请改成不同的文字"),
    (HEAD + CHOICE.replace("label: 甲", "label: 路灯（坏）").replace("label: 乙", "label: 路灯（坏）"), 8, "选项“路灯（坏）”和第 8 行"),
    (HEAD + CHOICE.replace("label: 甲", "label: 垃圾").replace("label: 乙", "label: 垃 圾"), 8, "文字一样"),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"'), 8, "文字一样")
      for one, other in (("满意", "满意。"), ("0—5户", "0-5户"), ("0－5户", "0–5户"), ("0~5户", "0—5户"), ("好！", "好"), ("是？", "是"), ("好；", "好"), ("0——5户", "0-5户"), ("好…", "好"))),
    (HEAD + CHOICE.replace("label: 甲", 'label: "2"').replace("label: 乙", 'label: "1"'), 8, "选项“2”是第 1 个，录入纸质表时填 2 却是第 2 个"),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{label}"'), 8, f"选项“{label}”是第 1 个，录入纸质表时填 2 却是第 2 个") for label in ("2、中", "2.中", "2．中", "（2）中", "2）中", "２：中", "②中", "⑵中", "⒉中")),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"'), 8, "只差前面的编号")
      for one, other in (("1、满意", "2、满意"), ("（1）满意", "（2）满意"), ("①满意", "② 满意。"), ("A.满意", "B．满意"),
                         ("一、满意", "二、满意"), ("1) 满意", "2) 满意"), ("满意", "2、满意"), ("⒈满意", "⒉满意"), ("选项1：满意", "选项2：满意"),
                         ("Ⅰ、满意", "Ⅱ、满意"), ("第一项：满意", "第二项：满意"), ("(a)满意", "(b)满意"))),
    (HEAD + with_keys(ITEM, "answers: [1、有, 2、有]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [没有, 没有。]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [0—5户, 0-5户]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [没有, '-']"), 8, "answers 里不能写 -"),
    (HEAD + with_keys(ITEM, "answers: [没有]"), 8, "缺少 answers 里的第 2 个 —— 请补上 answers 里的第 2 个"),
    (HEAD + with_keys(ITEM, "answers: [没有, 有, 没看]"), 8, "answers 太多 —— 请最多写 2 个"),
    (HEAD + with_keys(ITEM, "answers: 没有"), 8, "answers 要写成一列"),
    (HEAD + with_keys(ITEM, "answers: [有, 有]"), 8, "answers 里两个回答要不一样"),
    (HEAD + with_keys(ITEM, "answers: [不符合, 符合]"), 8, "前一个是符合，后一个是不符合，现在写反了"),
    (HEAD + with_keys(ITEM, 'answers: ["2", 有]'), 8, "answers 里不能写 2，录入纸质表时它另有意思"),
    (HEAD + with_keys(ITEM, "answers: [没有, 不适用]"), 8, "answers 里不能写 不适用"),
    (HEAD + with_keys(ITEM, "answers: [没有堆过一点点垃圾, 有]"), 8, "answers 里的第 1 个 太长 —— 请缩短到 8 个字以内"),
    (HEAD + with_keys(ITEM, "answer: [没有, 有]"), 8, "不认识 answer —— 请删掉它，或改成正确的写法，是不是 answers？"),
    (HEAD + with_keys(COUNT, "answers: [没有, 有]"), 8, "不认识 answers"),
    (HEAD + with_keys(ITEM, "category: 没有垃圾？"), 8, "category 写成名称，不写成问句"),
    # rules between the parts
    (GOOD + ITEM, 9, "检查项 id a 用了两次，第 8 行已经用过 —— 请换一个 id，用过的 id 不再改作他用"),
    (GOOD + HEAD.partition("sections:\n")[2] + COUNT, 9, "分组 id first 用了两次，第 5 行已经用过"),
    (HEAD + "".join(COUNT.replace("id: c", f"id: c{n}") for n in range(101)), 7, "items 太多 —— 请最多写 100 个"),
    (HEAD.partition("  -")[0] + "".join(
        f"  - id: s{s}\n    title: 节\n    items:\n" + "".join(COUNT.replace("id: c", f"id: c{s}_{n}") for n in range(100))
        for s in range(6)), 523, "检查项多于 500 个 —— 请拆成几份清单"),
    (HEAD + citing("rural"), 8, "laws.yaml 里没有 rural —— 请改成那里有的 id，或先在那里加上，是不是 rural_law？"),
    (GOOD + asking("{item: zz, in: [pass]}"), 9, "zz 没有这个检查项 —— show_if 只能指前面的题"),
    (HEAD + asking("{item: a, in: [pass]}") + ITEM, 8, "a 不在这一题前面"),
    (HEAD + asking("{item: b, in: [pass]}"), 8, "b 不在这一题前面"),
    (HEAD + COUNT + asking("{item: c, in: ['3']}"), 9, "c 没有固定的回答 —— show_if 只能指判断、单选、多选"),
    (HEAD + with_keys(DEDUCTION, "each: 1") + asking("{item: e, in: [fail]}"), 9, "e 没有固定的回答"),
    (GOOD + asking("{item: a, in: [good]}"), 9, "a 没有 good 这个回答 —— 请写成 pass、fail、na 之一"),
    (HEAD + CHOICE + asking("{item: d, in: [x, z]}"), 9, "d 没有 z 这个回答 —— 请写成 x、y 之一"),
    (GOOD + asking("{item: a, in: fail}"), 9, "in 要写成一列"),
    (GOOD + asking("{item: a, in: []}"), 9, "in 太少"),
    # laws.yaml
    (LAW + LAW.partition("\n")[2], 7, "法律 id one 用了两次，第 2 行已经用过"),
    (LAW.replace("level: A", "level: C"), 5, "level 写成 C，没有这一种 —— 请写成 A、B 之一"),
    (LAW.replace("level: A", "level: B"), 2, "B 级依据要写 text_of"),
    (LAW + "    in_force: 2026年8月\n", 7, "in_force 写成 2026年8月，不是日期 —— 请写成 2026-08-15 的样子"),
    (LAW + "    in_force: 2026\n", 7, "in_force 不是日期"),
    (LAW + "    in_force: 2026-01-02\n    repealed: 2026-01-01\n", 2, "repealed 要晚于 in_force"),
    (LAW + "    sources: x\n", 7, "不认识 sources —— 请删掉它，或改成正确的写法，是不是 source？"),
]  # fmt: skip


def test_a_list_that_says_nothing_of_them_keeps_the_content_it_had_before_points_could_be_graded(
    folder,
):
    """Else every list in use would be a new version after an upgrade."""
    path = folder / "plain.yaml"
    path.write_text(HEAD + ITEM + COUNT + CHOICE + with_keys(DEDUCTION, "each: 1"))
    content = load_checklist(path, {}).model_dump_json(by_alias=True)
    later = {"total", "bands", "zero_if", "bonus", "deduct"}
    assert not any(f'"{key}"' in content for key in later) and content.count('"points"') == 1


@pytest.mark.parametrize(("content", "line", "told"), WRONG_FILES, ids=range(len(WRONG_FILES)))
def test_a_mistake_is_told_with_its_line_and_remedy(folder, content, line, told):
    found = mistakes_of(folder, content)
    assert any(at == line and told in words for at, words in found), found


def test_all_mistakes_of_a_file_are_told_at_once_in_order(folder):
    content = (
        HEAD.replace("一份清单", "12")
        + ITEM.replace("check", "chek")
        + asking("{item: nowhere, in: [pass]}")
        + with_keys(citing("none").replace("id: c", "id: B"), "problem: x")
        + with_keys(COUNT, "guidance: &x 看, guidance: 问")
        + COUNT
        + "topic: 又\n"
    )
    lines = [line for line, _ in mistakes_of(folder, content)]
    assert lines == [2, 8, 9, 10, 10, 10, 11, 11, 12, 13]


def test_an_item_of_a_misspelt_kind_is_checked_as_the_kind_that_was_meant(folder):
    content = HEAD + with_keys(ITEM.replace("check", "判断"), "days: 0, severty: minor")
    told = [words for _, words in mistakes_of(folder, content + asking("{item: a, in: [x]}"))]
    assert [words.split(" ")[0] for words in told] == ["kind", "days", "不认识", "a"]


def test_mistakes_of_one_line_keep_the_order_of_the_definition(folder):
    told = [words.partition(" ——")[0] for _, words in mistakes_of(folder, "laws:\n- {}\n")]
    assert told == ["缺少 id", "缺少 title", "缺少 version", "缺少 level", "缺少 source"]


def test_a_mistake_reads_as_file_line_what_and_remedy(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(GOOD + "titl: x\n")
    with pytest.raises(ChecklistError) as caught:
        check(path)
    what = "不认识 titl —— 请删掉它，或改成正确的写法，是不是 title？"
    assert str(caught.value) == f"{path} 第 9 行：{what}"


def test_of_thousands_of_mistakes_the_first_are_told(folder):
    found = mistakes_of(folder, HEAD + "      - {}\n" * 5_000)
    assert len(found) == mistakes.MAX_LISTED + 1
    assert "错误太多，这里只列出前 200 处" in found[-1][1]


@pytest.mark.parametrize(
    ("name", "told"), [("none.yaml", "没有这个文件"), (".", "文件打不开"), ("x" * 300, "打不开")]
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path, name, told):
    with pytest.raises(ChecklistError, match=told):
        check(tmp_path / name)


def test_laws_are_asked_for_only_where_they_are_cited(tmp_path):
    assert mistakes_of(tmp_path, GOOD) == []

    cites = GOOD + citing("one")
    assert mistakes_of(tmp_path, cites) == [
        (9, "引用了法律，同一文件夹里却没有 laws.yaml —— 请建一份，或去掉 basis")
    ]
    (tmp_path / "laws.yaml").write_text(LAW)
    assert mistakes_of(tmp_path, cites) == []

    (tmp_path / "laws.yaml").write_text(LAW + "    level: A\n")
    [(line, told)] = mistakes_of(tmp_path, cites)
    assert line == 9 and "laws.yaml 有错" in told


def places(value, place=()):
    yield place
    inside = {}
    if isinstance(value, dict):
        inside = value
    elif isinstance(value, list):
        inside = dict(enumerate(value))
    for key, one in inside.items():
        yield from places(one, (*place, key))


def with_value(values, place, value):
    if not place:
        return value
    changed = copy.deepcopy(values)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


@pytest.mark.parametrize("wrong", [None, True, 1e9, "X 一", "字" * 501, {"a": 1}], ids=range(6))
@pytest.mark.parametrize("name", ["every_kind.yaml", "laws.yaml"])
def test_whatever_stands_in_a_place_is_taken_or_told_at_its_line(folder, name, wrong):
    values = read(HERE / name).values
    for place in places(values):
        marked = json.dumps(with_value(values, place, "MARK"), indent=1).splitlines()
        line = next(n for n, text in enumerate(marked, start=1) if "MARK" in text)
        found = mistakes_of(folder, json.dumps(with_value(values, place, wrong), indent=1))

        # The rules of a whole item are told at its beginning; inside {"a": 1} is one line further.
        near = (line, line + isinstance(wrong, dict))
        assert not found or any(at in near or "照这条规则" in words for at, words in found), place
        unsaid = [words for _, words in found if mistakes.UNKNOWN[1] in words or "{" in words]
        assert not unsaid, place


def test_every_sentence_about_a_type_of_error_is_reached(folder):
    told = [words for content, *_ in WRONG_FILES for _, words in mistakes_of(folder, content)]
    for kind, words in mistakes.SENTENCES.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(" —— ".join(words)))
        assert any(re.fullmatch(pattern, one) for one in told), kind


TOKENS = st.sampled_from(
    [*": -?,[]{}&*!|>'\"%@`#~\n\t字a1.：", "  ", "\n  ", "\n      - ", "id: ", "kind: ", "check", "choice",
     "show_if: ", "{item: a, in: [pass]}", "basis: ", "options: ", "sections:\n", "items:", "laws:\n",
     "- {id: a}", "---\n", "<<: ", "\\x", "\\u", "\\", "true", "null", "1e9", "0o7", "2026-08-15", ITEM,
     CHOICE, "\x00", "\u2028", "\ufeff"]
)  # fmt: skip
CONTENT = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode(errors="surrogatepass")),
    st.builds(
        lambda head, tokens: (head + "".join(tokens)).encode(),
        st.sampled_from(["", HEAD, GOOD, LAW]),
        st.lists(TOKENS, max_size=15),
    ),
)


@given(CONTENT)
def test_no_content_whatever_breaks_the_loader_and_the_same_is_always_told(folder, content):
    assert mistakes_of(folder, content) == mistakes_of(folder, content)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_checklists_are_right_and_light(path):
    assert check(path)
    if path.stem != "laws":
        checklist = load_checklist(path, load_laws(path.parent / "laws.yaml"))
        assert len(checklist.sections) <= 5
        assert 15 <= len(checklist.items) <= 25
        assert {i.kind for i in checklist.items if i.required} == {ItemKind.CHECK}
        assert "category" not in check(path)


# Whom a town can hand a finding to: its own offices, and bodies of the village.
OF_THE_TOWN = re.compile("镇.+(办|所|站|政府)")
NEGATIVE = re.compile("没有?|不[漏堵兼是]|无")


@pytest.mark.parametrize(
    "path", [one for one in SHIPPED if one.stem != "laws"], ids=lambda p: p.stem
)
def test_a_shipped_item_leads_to_somebody_and_asks_in_plain_words(path):
    for item in load_checklist(path, load_laws(path.parent / "laws.yaml")).items:
        if not item.can_fail:
            continue
        answering = [one for one in item.responsible if OF_THE_TOWN.fullmatch(one)]
        assert answering or set(item.responsible) & set(VILLAGE_BODIES), item.id
        if item.kind == ItemKind.CHECK and NEGATIVE.search(item.question):
            assert item.answers, item.id


def test_shipped_item_ids_are_used_once_over_all_checklists():
    laws = load_laws(ROOT / "checklists/laws.yaml")
    lists = [load_checklist(path, laws) for path in SHIPPED if path.stem != "laws"]
    ids = [item.id for checklist in lists for item in checklist.items]

    assert len(lists) == 5
    assert len(set(ids)) == len(ids)
    assert {law.id for checklist in lists for law in checklist.laws} == set(laws)


def test_the_schema_for_editors_is_up_to_date():
    kept = json.loads((ROOT / "checklists/checklist.schema.json").read_text())
    assert kept == json_schema()
    assert "laws" not in kept["properties"]
