"""Lines of a plan that are filled in by one press."""

import re

from bs4 import BeautifulSoup

from inspect_app.inspections import models
from inspect_app.inspections.models import plans
from tests.planning.planning import FACTS, keys, plan_of


def test_the_groups_take_turns_village_by_village_with_one_press(office, cast):
    for village in ("石桥村", "北坡村"):
        office.post("/office/roster/villages/new", {"name": village})
        for site in ("广场", "桥头"):
            office.post("/office/roster/sites/new", {"village": village, "name": site})
    sent = plan_of(office.get("/office/inspections/new"))
    filled = plan_of(office.post("/office/inspections/new", {**sent, "do": "fill"}))
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    villages: dict[str, set[str]] = {}
    for select in page.select("select[name^=who-]"):
        name = select["aria-label"].removeprefix("谁去").removesuffix("广场").removesuffix("桥头")
        villages.setdefault(name, set()).update(filled[select["name"]])
    groups = [next(iter(one)) for one in villages.values()]
    assert all(len(one) == 1 for one in villages.values()), "a village is one group's"
    assert groups[-2:] in (["g1", "g2"], ["g2", "g1"])


def test_the_group_that_goes_to_fewest_villages_so_far_has_the_next_turn(office):
    office.post("/office/roster/villages/new", {"name": "石桥村"})
    office.post("/office/roster/sites/new", {"village": "石桥村", "name": "桥头"})
    sent = plan_of(office.get("/office/inspections/new"))
    by_hand = {**sent, "who-1-0": "g2", "fill-who": "turns", "do": "fill"}
    filled = plan_of(office.post("/office/inspections/new", by_hand))
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    bridge = page.select_one("select[aria-label*=石桥村]")["name"]
    assert (filled["who-2-0"], filled[bridge]) == (["g2"], ["g1"])


def two_checklists(office) -> tuple[list[str], dict[str, list[str]]]:
    """Return the ids of the two, and an empty plan in which both are ticked."""
    office.post("/office/checklists/shipped/work_safety")
    page = office.get("/office/inspections/new")
    ids = [one["value"] for one in BeautifulSoup(page.text, "lxml").select("input[name=what]")]
    return ids, {**plan_of(page), **FACTS, "what": ids, "do": "fill"}


def test_of_several_checklists_it_is_asked_which_goes_where_before_lines_are_filled(office, cast):
    _, sent = two_checklists(office)
    asked = {"fill-who": "g2", "fill-where": "1", "fill-named": "广场", "fill-what": ""}
    answer = office.post("/office/inspections/new", {**sent, **asked})
    page = BeautifulSoup(answer.text, "lxml")
    assert "请先在“用哪份清单”里选" in page.select_one("#plan-lines [role=alert]").text
    assert "现在排了" not in page.text
    kept = plan_of(answer)
    assert {name: kept[name][0] for name in asked} == asked, "what was chosen stays chosen"


def test_a_kind_of_site_takes_one_checklist_by_its_name_the_rest_the_other(office, cast, rows):
    (living, safety), sent = two_checklists(office)
    new, who = "/office/inspections/new", {"fill-who": "g1", "fill-where": "all"}
    first = {**who, "fill-named": "广场", "fill-what": safety}
    sent = plan_of(office.post(new, {**sent, **first}))
    assert (sent["who-1-0"], sent["who-2-0"]) == ([""], ["g1"])
    filled = office.post(new, {**sent, **who, "fill-what": living, "do": "fill"})
    saved = office.post(new, {**plan_of(filled), "do": "save"})
    made_id = int(re.search(r"/inspections/(\d+)/plan", saved.location)[1])
    assert keys(rows(plans.assignments, cast.jia, made_id)) == [
        (1, int(living), 1, None),
        (2, int(safety), 1, None),
    ]


def test_a_name_that_no_site_has_is_told(office, cast):
    (living, _), sent = two_checklists(office)
    asked = {"fill-who": "g1", "fill-where": "all", "fill-named": "鱼塘", "fill-what": living}
    answer = office.post("/office/inspections/new", {**sent, **asked})
    assert "没有名称带“鱼塘”的" in answer.text


def test_the_groups_keep_their_villages_when_the_rest_is_filled(office, cast):
    for village in ("石桥村", "北坡村"):
        office.post("/office/roster/villages/new", {"name": village})
        for site in ("广场", "桥头"):
            office.post("/office/roster/sites/new", {"village": village, "name": site})
    (living, safety), sent = two_checklists(office)
    new, turns = "/office/inspections/new", {"fill-where": "all", "fill-who": "turns"}
    bridges = {**turns, "fill-named": "桥头", "fill-what": safety}
    sent = plan_of(office.post(new, {**sent, **bridges}))
    sent = plan_of(office.post(new, {**sent, **turns, "fill-what": living, "do": "fill"}))
    page = BeautifulSoup(office.get(new).text, "lxml")
    groups: dict[str, set[str]] = {}
    for select in page.select("select[name^=who-]"):
        village = select["aria-label"].removeprefix("谁去")[:3]
        groups.setdefault(village, set()).update(sent[select["name"]])
    assert all(len(one) == 1 for one in groups.values()), groups
    assert groups["石桥村"] != groups["北坡村"]


def test_a_town_with_one_checklist_is_not_asked_which(office, cast):
    page = office.get("/office/inspections/new").text
    assert "用哪份清单" not in page and "点位名称里有" not in page


def test_the_only_checklist_in_use_is_ticked(office, cast):
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    (box,) = page.select("input[name=what]")
    assert box.has_attr("checked")


def test_helping_buttons_fill_without_saving(office, cast, rows):
    sent = plan_of(office.get("/office/inspections/new")) | FACTS
    filled = office.post(
        "/office/inspections/new", {**sent, "fill-who": "g1", "fill-where": "all", "do": "fill"}
    )
    sent = plan_of(filled)
    assert (sent["who-1-0"], sent["who-2-0"]) == (["g1"], ["g1"])
    more = plan_of(office.post("/office/inspections/new", {**sent, "do": "more-2"}))
    assert more["who-2-1"] == [""] and more["title"] == ["冬季安全视察"]
    assert len(rows(models.inspections, cast.jia)) == 2
