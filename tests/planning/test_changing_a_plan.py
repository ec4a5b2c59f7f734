"""A plan that is changed: what holds a record stays, a colleague's change is not overwritten."""

import pytest

from inspect_app.inspections import models
from inspect_app.inspections.models import plans
from tests.planning.planning import edit_path, keys, made, plan_of
from tests.records.filling import ALL_PASS, form_url, submitted


def test_what_is_saved_unchanged_stays_as_it_is(office, cast, rows):
    before = [one.id for one in rows(plans.assignments, cast.jia, cast.inspection)]
    path = edit_path(cast.inspection)
    assert office.post(path, plan_of(office.get(path))).status_code == 303
    assert [one.id for one in rows(plans.assignments, cast.jia, cast.inspection)] == before


def dropped(office, cast, **lines):
    path = edit_path(cast.inspection)
    sent = {name: said for name, said in plan_of(office.get(path)).items() if "-1-0" not in name}
    return office.post(path, {**sent, **lines})


@pytest.mark.parametrize(
    "instead",
    [
        {},
        {"who-1-0": "g2", "what-1-0": "1"},
        {"who-1-0": "d2", "what-1-0": "1"},
    ],
    ids=["dropped", "another group", "one deputy alone"],
)
@pytest.mark.parametrize("what", ["record", "draft"])
def test_what_holds_a_record_or_a_draft_cannot_go(office, wang, cast, rows, what, instead):
    if what == "record":
        submitted(wang, cast, ALL_PASS)
    else:
        saved = wang.put(form_url(cast) + "/draft", {"item-heap": "fail"})
        assert saved.json["record"]
    before = keys(rows(plans.assignments, cast.jia, cast.inspection))
    answer = dropped(office, cast, **instead)
    assert answer.status_code == 422
    assert "没有保存：第一代表小组去张家村村主干道用《人居环境》" in answer.text
    assert keys(rows(plans.assignments, cast.jia, cast.inspection)) == before
    assert wang.get(form_url(cast)).status_code in (200, 303)  # a record leads to its receipt


def test_what_holds_nothing_may_go_also_under_way(office, wang, cast, rows):
    assert dropped(office, cast).status_code == 303
    assert keys(rows(plans.assignments, cast.jia, cast.inspection)) == [(2, 1, 1, None)]
    assert wang.get(f"/d/assignments/{cast.assignments[0]}").status_code == 404


def test_an_inspection_under_way_keeps_a_site(office, cast, rows):
    path = edit_path(cast.inspection)
    sent = {name: said for name, said in plan_of(office.get(path)).items() if "who-" not in name}
    answer = office.post(path, {name: said for name, said in sent.items() if "what-" not in name})
    assert answer.status_code == 422 and "至少要留一个点位" in answer.text
    assert len(rows(plans.assignments, cast.jia, cast.inspection)) == 2


def test_a_colleagues_change_is_not_overwritten_unseen(office, cast):
    path = edit_path(cast.inspection)
    mine = plan_of(office.get(path))
    assert dropped(office, cast).status_code == 303
    answer = office.post(path, mine)
    assert answer.status_code == 422 and "刚才被别人改过" in answer.text
    assert office.post(path, plan_of(answer)).status_code == 303


def test_a_plan_that_is_sent_twice_is_kept_once(office, cast, rows):
    first = made(office, **{"what": "1", "who-1-0": "g1"})
    assert made(office, **{"what": "1", "who-1-0": "g1"}) == first
    others = [
        made(office, **{"what": "1", "who-1-0": "g1", "who-2-0": "g1"}),
        made(office, **{"what": "1", "who-1-0": "g1", "lead": "牛主席"}),
    ]
    assert len({first, *others}) == 3
    assert len(rows(models.inspections, cast.jia)) == 5  # with the cast's own two
