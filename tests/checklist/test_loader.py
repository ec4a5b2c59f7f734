"""A checklist file is right, or every mistake is told with its line and how to mend it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist.definition import ItemKind
from inspect_app.checklist.loader import check, json_schema, load_checklist, load_laws
from inspect_app.checklist.mistakes import ChecklistError

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


def mistakes_of(tmp_path: Path, text: str | bytes) -> list[tuple[int, str]]:
    path = tmp_path / "list.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "laws.yaml").write_text((HERE / "laws.yaml").read_text())
    with pytest.raises(ChecklistError) as caught:
        check(path)
    return [(mistake.line, str(mistake)) for mistake in caught.value.mistakes]


def test_it_works():
    checklist = load_checklist(HERE / "every_kind.yaml", load_laws(HERE / "laws.yaml"))

    assert {item.kind for item in checklist.items} == set(ItemKind)
    assert [law.id for law in checklist.laws] == ["rural_law"]
    assert checklist.item_by_id["bins"].each == 0.5


def test_a_summary_counts_what_is_in_it():
    told = check(HERE / "every_kind.yaml")
    assert "2 个分组 10 项(判断 1、扣分 2、数量 1" in told and "引用 1 部法律" in told
    assert "1 部法律" in check(HERE / "laws.yaml")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "文件是空的"),
        ("- a\n- b\n", 1, "请在下面缩进写"),
        (HEAD + ITEM + "titl: x\n", 9, "不认识 titl。请删掉这一行,或改成正确的写法,是不是 title?"),
        (HEAD + ITEM + "title: 又一个\n", 9, "title 写了两次"),
        (HEAD.replace("一份清单", "2026") + ITEM, 2, 'title 要写文字,现在是 2026。请给它加引号'),
        (HEAD.replace("一份清单", "yes") + ITEM.replace("好吗？", "true"), 8, "question 要写文字"),
        (HEAD.replace("一份清单", "字" * 201) + ITEM, 2, "title 太长。请缩短到 200 个字以内"),
        (HEAD.replace("id: one", "id: 一"), 1, "不合规矩"),
        (HEAD + ITEM + ITEM, 9, "检查项 id a 用了两次"),
        (HEAD + ITEM.replace("check", "chek"), 8, "是不是 check?"),
        (HEAD + ITEM.replace("kind: check, ", ""), 8, "没有写 kind"),
        (HEAD + ITEM.replace(", problem: 不好", ""), 8, "缺少 problem"),
        (HEAD + ITEM.replace("}", ", severity: 大}"), 8, "请写成 'minor'、'major'、'critical' 之一"),
        (HEAD + ITEM.replace("}", ", days: 0}"), 8, "days 写成 0 太小"),
        (HEAD + ITEM.replace("}", ", basis: [{law: rural, article: 第1条, gist: 有}]}"), 8,
         "laws.yaml 里没有 rural。请改成那里有的 id,或先在那里加上,是不是 rural_law?"),
        (HEAD + ITEM.replace("}", ", show_if: {item: z, in: [pass]}}"), 8, "前面没有检查项 z"),
        (HEAD + ITEM + ITEM.replace("id: a", "id: b").replace("}", ", show_if: {item: a, in: [good]}}"),
         9, "a 没有回答 good。请写成 pass、fail、na 之一"),
        (HEAD + "      - {id: a, kind: photo, question: 拍, required: true}\n", 8, "照片不得设为必填"),
        (HEAD + "      - {id: a, kind: deduction, question: 几处, points: 5}\n", 8, "要且只要写一个"),
        (HEAD + "      - {id: a, kind: choice, question: 选, options: [{id: x, label: 甲}]}\n", 8,
         "请至少写 2 个"),
        (HEAD + "      - &x {id: a, kind: note, question: 读}\n", 8, "& 或 * 引用"),
        (HEAD + "      - !!python/name:os.system {id: a}\n", 8, "! 标签"),
        (HEAD + "      - {id: a, kind: [\n", 9, "YAML 写法不对"),
        (HEAD + "\t- x\n", 8, "制表符"),
        ("标题: 甲".encode("gbk"), 1, "不是 UTF-8"),
        ("id: \x00", 1, "不能显示的字符"),
        ("[" * 600, 1, ""),
        ("id: " + "9" * 6000, 1, ""),
        ("x: y\n" * 50_000, 1, "文件太大"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_remedy(tmp_path, text, line, told):
    assert any(at == line and told in words for at, words in mistakes_of(tmp_path, text))


def test_all_mistakes_of_a_file_are_told_at_once_in_order(tmp_path):
    text = HEAD.replace("一份清单", "12") + ITEM.replace("check", "chek") + ITEM.replace("a,", "B,")
    assert [line for line, _ in mistakes_of(tmp_path, text)] == [2, 8, 9]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ChecklistError, match="文件打不开"):
        check(tmp_path / "none.yaml")


@given(st.one_of(st.text(), st.binary()))
def test_no_content_whatever_breaks_the_loader(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "list.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(errors="replace"))
    with pytest.raises(ChecklistError):
        check(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_checklists_are_right_and_light(path):
    assert check(path)
    if path.stem != "laws":
        checklist = load_checklist(path, load_laws(path.parent / "laws.yaml"))
        assert len(checklist.sections) <= 5
        assert 15 <= len(checklist.items) <= 25
        assert {i.kind for i in checklist.items if i.required} == {ItemKind.CHECK}


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
