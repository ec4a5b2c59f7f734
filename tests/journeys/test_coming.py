"""A page that comes slowly, or not whole, or to a store that fails: nobody meets a dead form."""

import pytest
from playwright.sync_api import expect

from founding.waiting import until
from tests.journeys.form_and_store import kept, saved, wangs_page
from tests.journeys.phone import dies, enter, hand_in, pass_all_sections, records, tap
from tests.records.filling import ALL_PASS
from tests.records.sending import send
from tests.waiting import hearing


def typed_before_the_scripts(page, address: str, words: str) -> None:
    """Open the form and write the highlight while the scripts are still on their way."""
    held: list = []

    def hold(route) -> None:
        # The page before fetches them as well, to keep them for a day without network.
        if route.request.frame.url == address:
            held.append(route)
        else:
            route.fallback()

    page.route("**/static/js/phone/fill-page.js*", hold)
    page.goto(address, wait_until="commit")
    page.locator("#highlight").fill(words)
    until(lambda: held, hearing(page))
    held[0].continue_()


def test_what_is_typed_before_the_scripts_are_here_is_kept(phone, server, cast, wang, draft):
    send(wang, cast, {**ALL_PASS, "suggestion": "交过的建议"})
    page = phone().new_page()
    enter(page, server, cast, "wang")
    correct = f"{server}/d/assignments/{cast.assignments[0]}?correct=1"
    typed_before_the_scripts(page, correct, "早早写下的")
    expect(saved(page)).to_have_text("已保存")
    expect(page.locator("#highlight")).to_have_value("早早写下的")
    expect(page.locator("#suggestion")).to_have_value("交过的建议")
    assert dict(wang.get(draft).json["fields"])["highlight"] == "早早写下的"


def test_what_is_typed_before_the_scripts_meets_what_the_phone_keeps(
    phone, server, cast, wang, draft, blank
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "heap", "fail")
    page.locator("#highlight").fill("昨天写的")
    expect(saved(page)).to_have_text("已保存在手机")
    dies(page)
    context.set_offline(False)
    page = context.new_page()
    typed_before_the_scripts(page, blank, "今天写的")
    expect(page.locator("#item-heap-fail")).to_be_checked()
    expect(page.locator("#conflict")).to_contain_text("昨天写的")
    page.get_by_role("button", name="另一处填的").click()
    expect(saved(page)).to_have_text("已保存")
    assert dict(wang.get(draft).json["fields"])["highlight"] == "昨天写的"


def test_a_reload_asks_nothing_about_what_was_entered(phone, server, cast, wang, draft):
    context = phone()
    page = wangs_page(context, server, cast)
    page.locator("#suggestion").fill("甲")
    expect(saved(page)).to_have_text("已保存")
    context.route("**/draft?*", lambda route: route.abort())
    tap(page, "heap", "fail")
    page.locator("#item-heap [data-more]").click()
    page.locator("[name=item-heap-1-description]").fill("第二处")
    page.locator("#suggestion").fill("甲乙")
    expect(saved(page)).to_have_text("已保存在手机")
    context.unroute_all()
    page.evaluate("location.reload()")
    until(lambda: dict(wang.get(draft).json["fields"])["suggestion"] == "甲乙", hearing(page))
    expect(page.locator("[name=item-heap-1-description]")).to_have_value("第二处")
    expect(page.locator("#conflict")).to_be_hidden()


def test_a_script_lost_on_the_way_leaves_a_form_that_hands_in(
    phone, server, cast, office, blank, photos
):
    context = phone()
    context.clock.install()
    page = context.new_page()
    enter(page, server, cast, "wang")
    page.wait_for_load_state("load")
    context.route("**/static/js/phone/fill-page.js*", lambda route: route.abort())
    page.goto(blank)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(photos[0])
    for item in ("ditch", "bin", "named"):
        tap(page, item, "pass")
    page.clock.run_for(3000)  # a draft would be saved after one
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_contain_text("已收到：4项")
    (record,) = records(office, cast)
    until(lambda: "1/1" in office.get(record).text, hearing(page))


def test_a_store_that_never_answers_does_not_keep_the_form_away(phone, server, cast, office, blank):
    page = phone("IDBFactory.prototype.open = () => ({});").new_page()
    enter(page, server, cast, "wang")
    page.goto(blank)
    expect(page.locator("#fill")).to_be_visible()
    pass_all_sections(page)
    expect(saved(page)).to_have_text("已保存")
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()


LOST = """
  const real = IDBObjectStore.prototype.{method};
  let many = {times};
  IDBObjectStore.prototype.{method} = function () {{
    if (many-- > 0) {{ throw new DOMException('Connection to Indexed Database server lost', 'UnknownError'); }}
    return real.apply(this, arguments);
  }};
"""


@pytest.mark.parametrize("method", ["get", "getAll"])
@pytest.mark.parametrize("times", [1, 6])
def test_a_store_that_fails_while_the_form_opens_loses_nothing(
    phone, server, cast, wang, draft, blank, method, times
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    page.locator("#suggestion").fill("手机里的")
    expect(saved(page)).to_have_text("已保存在手机")
    dies(page)
    context.set_offline(False)
    page = context.new_page()
    page.add_init_script(LOST.format(method=method, times=times))
    page.on("dialog", lambda dialog: dialog.accept())  # whose it is, where that was not read
    page.goto(blank)
    expect(page.locator("#fill")).to_be_visible()
    page.locator("#highlight").fill("后来写的")
    until(
        lambda: {"手机里的", "后来写的"} <= set(dict(wang.get(draft).json["fields"]).values()),
        hearing(page),
    )
    (own,) = kept(page, "drafts")
    assert {"手机里的", "后来写的"} <= set(dict(own["fields"]).values())


def test_what_is_entered_before_it_is_known_who_fills_in_joins_the_draft_of_who_says_so(
    phone, server, cast, wang, draft, blank
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    page.locator("#suggestion").fill("手机里的")
    expect(saved(page)).to_have_text("已保存在手机")
    page.evaluate("Store.change(['about'], store => store('about').delete('deputy'))")
    dies(page)
    context.set_offline(False)
    page = context.new_page()
    held: list = []
    page.route("**/draft?*", lambda route: route.fallback() if held else held.append(route))
    page.goto(blank)
    page.locator("#highlight").fill("后来写的")
    expect(saved(page)).to_have_text("已保存在手机")
    until(lambda: held, hearing(page))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    held[0].continue_()
    expect(page.locator("#suggestion")).to_have_value("手机里的")
    assert asked == ["这部手机上现在登录的是王建国。这一页是王建国填的吗？"]
    expect(saved(page)).to_have_text("已保存")
    expect(page.locator("#highlight")).to_have_value("后来写的")
    fields = dict(wang.get(draft).json["fields"])
    assert (fields["suggestion"], fields["highlight"]) == ("手机里的", "后来写的")


def test_what_the_finger_is_on_does_not_move_away_when_the_server_answers(
    phone, server, cast, wang, draft, blank
):
    """The form goes on where the other phone stopped, unless somebody has begun here."""
    stopped = {"device": "other", "n": 1, "saves": 0, "item-named": "pass", "at": "item-named"}
    assert wang.put(draft, stopped).status_code == 200
    context = phone()
    enter(context.new_page(), server, cast, "wang")
    page, held = context.new_page(), []
    page.route("**/draft?*", lambda route: route.fallback() if held else held.append(route))
    page.goto(blank)
    expect(page.locator("#fill")).to_be_visible()
    until(lambda: held, hearing(page))
    page.locator("label[for=item-heap-na]").hover()
    page.mouse.down()
    with page.expect_response("**/draft?*"):
        held[0].continue_()
    expect(page.locator("#item-named-pass")).to_be_checked()
    page.mouse.up()
    expect(page.locator("#item-heap-na")).to_be_checked()
