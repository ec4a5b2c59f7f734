"""Every page at both sizes: no rule of axe broken, nothing sticks out, big letters do not break it."""

import pytest
from openpyxl import load_workbook

from tests.journeys.looks import DESK, PHONE, assert_looks_right, broken_rules, sticks_out
from tests.journeys.phone import enter, log_in
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send


@pytest.fixture
def receipt(wang, cast) -> str:
    fields = {**ALL_PASS, "item-heap": "fail", "suggestion": "多放几个桶", "highlight": "广场干净"}
    return submitted(wang, cast, fields).location


def deputy_pages(cast) -> dict[str, str]:
    form = f"/d/assignments/{cast.assignments[0]}"
    return {
        "link": f"/m/{cast.links['li']}",
        "unknown link": "/m/unknown",
        "today": "/d/",
        "blank form": form + "/blank",
        "form": form,
        "form of a groupmate": form + "?for=3",
        "today of a groupmate": f"/d/?for={cast.wang}",
        "findings": "/d/findings",
        "findings of a groupmate": f"/d/findings?for={cast.wang}",
        "feedback": "/d/feedback",
        "waiting": "/d/waiting",
        "one sheet of paper": "/d/handbook",
        "not found": "/d/assignments/999",
    }


def office_pages(cast, receipt: str) -> dict[str, str]:
    return {**inspection_pages(cast, receipt), **town_pages(cast), **roster_pages(cast)}


def inspection_pages(cast, receipt: str) -> dict[str, str]:
    return {
        "inspections": "/office/inspections",
        "board": f"/office/inspections/{cast.inspection}",
        "empty board": f"/office/inspections/{cast.closed}",
        "records": f"/office/inspections/{cast.inspection}/records",
        "photos": f"/office/inspections/{cast.inspection}/photos",
        "new plan": "/office/inspections/new",
        "copied plan": f"/office/inspections/new?copy={cast.inspection}",
        "plan": f"/office/inspections/{cast.inspection}/plan",
        "changed plan": f"/office/inspections/{cast.inspection}/plan/edit",
        "draws": f"/office/inspections/{cast.inspection}/draws",
        "attendance": f"/office/inspections/{cast.inspection}/attendance",
        "record": receipt.replace("/d/", "/office/"),
        "papers": f"/office/inspections/{cast.inspection}/papers",
        "findings": f"/office/inspections/{cast.inspection}/findings",
        "no findings": f"/office/inspections/{cast.closed}/findings",
        "finding": "/office/findings/1",
        "entry": f"/office/inspections/{cast.inspection}/entry",
        "entered": f"/office/inspections/{cast.inspection}/entry?first=1&last=1&known=1",
        "paper": f"/office/inspections/{cast.inspection}/paper",
        "group link": f"/office/inspections/{cast.inspection}/group-link",
        "not found": "/office/inspections/999",
    }


def town_pages(cast) -> dict[str, str]:
    return {
        "log": "/office/audit",
        "handbook": "/office/handbook",
        "feedback": "/office/feedback",
        "links": "/office/links",
        "a deputy's ways in": f"/office/links/{cast.wang}",
        "own account": "/office/me",
        "second step": "/office/me/second-step",
    }


def roster_pages(cast) -> dict[str, str]:
    return {
        "roster": "/office/roster/",
        "imported": "/office/roster/?started=20&added=3&changed=1&same=2&absent=4",
        "deputies": f"/office/roster/deputies?done={cast.wang}",
        "nobody found": "/office/roster/deputies?q=nobody",
        "archived": "/office/roster/sites?archived=1",
        "groups": "/office/roster/groups",
        "paste deputies": "/office/roster/deputies/paste",
        "new deputy": "/office/roster/deputies/new",
        "deputy": f"/office/roster/deputies/{cast.wang}",
        "unit": "/office/roster/units/1",
        "term": "/office/roster/term",
        "deputies of a term": "/office/roster/terms/1",
    }


def test_a_deputys_pages_are_accessible_and_fit(page, server, cast, receipt):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "li")
    for name, path in deputy_pages(cast).items():
        page.goto(server + path)
        if "form" in name:
            page.locator("label[for=item-heap-fail]").click()
            page.locator("label[for=item-happy-no]").click()
        assert_looks_right(page, name, PHONE)


def test_the_offices_pages_are_accessible_and_fit(page, server, cast, receipt):
    page.goto(f"{server}/office/login")
    assert_looks_right(page, "log-in", DESK)
    log_in(page, server)
    page.goto(f"{server}/office/me")
    page.get_by_role("button", name="开通两步验证").click()
    for name, path in office_pages(cast, receipt).items():
        page.goto(server + path)
        assert_looks_right(page, name, DESK)


def test_letters_of_30_pixels_break_nothing(page, server, cast, receipt):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "li")
    for name, path in deputy_pages(cast).items():
        page.goto(server + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '30px')")
        assert (name, sticks_out(page)) == (name, 0)


def test_targets_are_big_enough_for_a_thumb(page, server, cast):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "li")
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}/blank")
    for target in page.locator("form .button:visible, .three > label:visible").all():
        box = target.bounding_box()
        assert box["height"] >= 60 and box["width"] >= 60, target.inner_text()


TOO_SMALL = """[...document.querySelectorAll('body *')].filter(one =>
  one.checkVisibility({visibilityProperty: true}) && one.offsetWidth > 1 &&
  [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) &&
  parseFloat(getComputedStyle(one).fontSize) < 18).map(one => one.textContent.trim())"""
# Boxes that a script opens are looked at, too.
HARD_TO_HIT = """(document.querySelectorAll('main [hidden]:not(button)').forEach(one => { one.hidden = false; }),
  [...document.querySelectorAll('a, button, summary, .task, .three > label')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 60)
  .map(one => one.textContent.trim()))"""


def test_letters_and_targets_are_as_large_as_old_eyes_and_thumbs_need(page, server, cast, receipt):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "li")
    for name, path in deputy_pages(cast).items():
        page.goto(server + path)
        if "form" in name:
            page.locator("label[for=item-heap-fail]").click()
        assert (name, page.evaluate(TOO_SMALL), page.evaluate(HARD_TO_HIT)) == (name, [], [])


def test_in_letters_of_double_size_an_answer_keeps_its_line_and_its_tick(page, server, cast):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "li")
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}/blank")
    page.locator("label[for=item-heap-fail]").click()
    page.evaluate("document.documentElement.style.setProperty('font-size', '36px')")
    for answer in page.locator("#item-heap .three > label:visible").all():
        lines = answer.evaluate(
            "label => { const range = document.createRange(); range.selectNodeContents(label.firstChild);"
            " return range.getClientRects().length; }"
        )
        assert lines == 1, answer.inner_text()
    chosen = page.locator("label[for=item-heap-fail]")
    tick = chosen.evaluate(
        "label => { const mark = getComputedStyle(label, '::before');"
        " return [mark.content, mark.position, mark.top, mark.left, mark.margin]; }"
    )
    assert tick[:3] == ['"✓"', "absolute", "0px"] and tick[4] == "0px", tick
    assert chosen.evaluate("label => getComputedStyle(label).position") == "relative"


def test_the_receipts_pages_are_accessible_and_fit(page, server, cast, receipt, wang, office):
    page.set_viewport_size(PHONE)
    enter(page, server, cast, "wang")
    page.goto(server + receipt)
    assert (broken_rules(page), page.evaluate(HARD_TO_HIT)) == ([], [])
    send(wang, cast, {"item-heap": "fail", "item-heap-0-description": "村口" * 40})
    for path in (receipt, receipt + "/choose"):
        page.goto(server + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert (path, broken_rules(page), sticks_out(page)) == (path, [], 0)
        assert (path, page.evaluate(HARD_TO_HIT)) == (path, [])
    incomplete = send(wang, cast, {"item-heap": "pass"}, site=1).json["receipt"]
    page.goto(server + incomplete)
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    assert page.evaluate(HARD_TO_HIT) == []


def test_what_waits_is_accessible_and_fits(phone, server, cast):
    context = phone()  # a service worker would send what waits past the route below
    page = context.new_page()
    enter(page, server, cast, "li")
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}/blank")
    context.route("**/d/records/**", lambda route: route.abort())
    for n in range(3):
        page.locator("[data-rest]").nth(n).click()
    page.locator("#submit").click()
    page.locator("#sending").wait_for()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    page.goto(f"{server}/d/waiting")
    page.get_by_text("看看填了什么").click()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    assert page.evaluate(HARD_TO_HIT) == []
    page.goto(f"{server}/d/")
    page.locator("#outbox").wait_for()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    assert page.evaluate(HARD_TO_HIT) == []


def test_mistakes_in_typed_paper_forms_are_accessible(page, server, cast):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/entry")
    page.fill("#c1-heap", "很多")
    page.get_by_role("button", name="全部录入").click()
    page.locator(".error-summary").wait_for()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)


def test_a_refused_forms_summary_is_accessible(page, server, cast):
    context = page.context.browser.new_context(viewport=PHONE, java_script_enabled=False)
    plain = context.new_page()
    enter(plain, server, cast, "li")
    plain.goto(f"{server}/d/assignments/{cast.assignments[0]}")
    plain.get_by_role("button", name="提交").click()
    refused = plain.content()
    context.close()

    enter(page, server, cast, "li")
    page.set_viewport_size(PHONE)
    page.route("**/refused", lambda route: route.fulfill(body=refused, content_type="text/html"))
    page.goto(f"{server}/refused")
    assert broken_rules(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_longest_names_and_a_refused_roster_fit(page, server, cast, tmp_path, size):
    page.set_viewport_size(size)
    log_in(page, server)
    page.goto(f"{server}/office/roster/sites/new")
    page.select_option("#village", "张家村")
    page.fill("#name", "长" * 60)
    page.fill("#location", "w" * 100)
    page.get_by_role("button", name="保存").click()
    page.locator(".done").wait_for()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    page.get_by_role("link", name="长" * 60).click()
    page.fill("#name", "")
    page.get_by_role("button", name="保存").click()
    page.locator("#name-error").wait_for()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)

    page.goto(f"{server}/office/roster/")
    with page.expect_download() as download:
        page.get_by_role("link", name="填好现有内容的").click()
    download.value.save_as(tmp_path / "roster.xlsx")
    book = load_workbook(tmp_path / "roster.xlsx")
    for cell, words in (("A5", "=1"), ("B5", "没有" * 40)):
        book["代表"][cell] = words
    book.save(tmp_path / "wrong.xlsx")
    page.set_input_files("#sheet", tmp_path / "wrong.xlsx")
    page.get_by_role("button", name="先检查").click()
    page.locator(".error-summary").wait_for()
    assert page.get_by_text("代表!A5").is_visible()
    assert (broken_rules(page), sticks_out(page)) == ([], 0)


def test_what_is_done_to_many_findings_leaves_room_for_the_list(page, server, cast, receipt):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings")
    assert page.locator(".batch").bounding_box()["height"] < DESK["height"] / 2


def test_a_hint_of_the_roster_stands_below_its_field_and_not_beside_the_next(page, server, cast):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/roster/deputies/new")
    hint = page.locator("#name-hint").bounding_box()
    assert hint["y"] + hint["height"] <= page.locator("label[for=group]").bounding_box()["y"]


def test_deputies_are_found_while_typing(page, server, cast):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/roster/deputies")
    page.locator("#q").press_sequentially("联络员")
    page.get_by_text("找到 1 条").wait_for()
    assert page.locator("tbody th").all_inner_texts() == ["李秀英"]
