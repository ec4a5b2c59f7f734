"""What papers call a finding: a name, never the question, never the opposite."""

import pytest

from inspect_app.checklist.loader import check, load_checklist
from tests.cast import checklist_from
from tests.checklist.writing import CHOICE, GOOD, HEAD, ITEM, mistakes_of, with_keys


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
