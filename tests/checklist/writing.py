"""Checklist files, written in a few lines: right ones, what makes them wrong, and what is told."""

from pathlib import Path

from inspect_app.checklist.loader import check
from inspect_app.checklist.mistakes import ChecklistError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

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
