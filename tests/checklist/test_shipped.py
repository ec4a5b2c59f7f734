"""The checklists that come with the product are right, light and in plain words."""

import json
import re

import pytest

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.loader import check, json_schema, load_checklist, load_laws
from inspect_app.checklist.ratings import Verdict
from inspect_app.inspections.units import VILLAGE_BODIES
from tests.checklist.writing import ROOT

SHIPPED = sorted((ROOT / "checklists").glob("*.yaml"))


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


def test_an_answer_that_says_nothing_is_not_shipped_as_one_that_passes():
    laws = load_laws(ROOT / "checklists/laws.yaml")
    lists = [load_checklist(path, laws) for path in SHIPPED if path.stem != "laws"]
    options = [
        option for one in lists for item in one.items for option in getattr(item, "options", ())
    ]
    silent = [one for one in options if one.label in ("说不清", "不清楚", "不知道", "没看")]
    assert [one.label for one in silent if one.id != Verdict.NA and not one.fail] == []
    assert any(one.id == Verdict.NA for one in silent)


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
