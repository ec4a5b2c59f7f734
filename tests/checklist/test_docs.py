"""docs/checklists.md is true: every example loads, every kind has one, every key is named."""

import re
from pathlib import Path

import pytest

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist, Section
from inspect_app.checklist.items import Amount
from inspect_app.checklist.loader import check, json_schema, load_checklist, load_laws
from inspect_app.checklist.parts import Basis, Bonus, Law, Level, Option, ShowIf, ZeroIf

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/checklists.md").read_text()
LAWS = load_laws(ROOT / "checklists/laws.yaml")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCS, re.M | re.S)
HEAD = "id: x\ntitle: 一\ntopic: 二\nsections:\n  - id: s\n    title: 三\n    items:\n"


def whole(example: str) -> str:
    """A file around an example that is an item, or a list of items."""
    if re.search("^(sections|laws):", example, re.M):
        return example
    first, other = ("", "") if example.startswith("- ") else ("- ", "  ")
    lines = example.strip().splitlines()
    return HEAD + "".join(f"      {other if n else first}{line}\n" for n, line in enumerate(lines))


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_loads(tmp_path, example):
    path = tmp_path / "example.yaml"
    path.write_text(whole(example))

    if example.startswith("laws:"):
        assert check(path)
    else:
        assert load_checklist(path, LAWS).items


def test_the_wrong_example_is_told_as_the_page_says(tmp_path, monkeypatch):
    [(wrong, told)] = re.findall(
        r"^```yaml wrong\n(.*?)^```.*?^```text\n(.*?)^```", DOCS, re.M | re.S
    )
    monkeypatch.chdir(tmp_path)
    path = Path("checklists/x.yaml")
    path.parent.mkdir()
    path.write_text(wrong)
    with pytest.raises(ValueError) as caught:
        check(path)
    assert str(caught.value) == told.strip()


@pytest.mark.parametrize("kind", ItemKind)
def test_a_kind_has_its_heading_and_its_example(kind):
    section = DOCS.partition(f"\n### {kind.value}\n")[2].partition("\n### ")[0]
    assert f"kind: {kind.value}\n" in section


def test_every_key_is_explained():
    definitions = json_schema()["$defs"]
    items = {
        key
        for name, one in definitions.items()
        if "Item" in name
        for key in one.get("properties", ())
    }
    others = {
        field.alias or name
        for model in (Checklist, Section, Basis, ShowIf, ZeroIf, Option, Level, Bonus, Amount, Law)
        for name, field in model.model_fields.items()
    }
    explained = {"laws", *re.findall(r"`([a-z_]+)(?:: true)?`", DOCS)}
    assert items
    assert (items | others) - explained == set()
