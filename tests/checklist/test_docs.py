"""docs/checklists.md is true: every example loads, every kind has one."""

import re
from pathlib import Path

import pytest

from inspect_app.checklist.definition import ItemKind
from inspect_app.checklist.loader import load_checklist

DOCS = (Path(__file__).parents[2] / "docs/checklists.md").read_text()
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCS, re.M | re.S)


def indented(example: str) -> str:
    lines = example.strip().splitlines()
    return "\n".join([f"      - {lines[0]}", *(f"        {line}" for line in lines[1:])])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_an_example_loads(tmp_path, example):
    is_whole = "sections:" in example
    head = "id: x\ntitle: 一\ntopic: 二\nsections:\n  - id: s\n    title: 三\n    items:\n"
    path = tmp_path / "example.yaml"
    path.write_text(example if is_whole else head + indented(example))

    assert load_checklist(path, {}).items


@pytest.mark.parametrize("kind", ItemKind)
def test_a_kind_has_its_heading_and_its_example(kind):
    section = DOCS.partition(f"\n### {kind.value}\n")[2].partition("\n### ")[0]
    assert f"kind: {kind.value}\n" in section
