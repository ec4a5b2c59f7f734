"""What keeps coming: phones that wait send seldom, and ask one question after the other."""

from playwright.sync_api import expect

from tests.journeys.phone import (
    hand_in,
    pass_all_sections,
    pass_time,
    records,
    state,
    stop_the_clock,
    until,
)
from tests.journeys.test_one_phone import FULL, saved, wangs_page


def asked(page, part: str) -> list[str]:
    """Return the addresses with that part the page will have asked for."""
    addresses: list[str] = []
    page.on("request", lambda one: addresses.append(one.url) if part in one.url else None)
    return addresses


def test_a_draft_nobody_answers_is_saved_ever_more_seldom(phone, server, cast):
    context = phone()
    context.clock.install()
    page = wangs_page(context, server, cast)
    context.route("**/draft?*", lambda route: route.fulfill(status=503, body="busy"))
    stop_the_clock(page)
    sent = asked(page, "/draft?")
    page.locator("#suggestion").fill("村口")
    pass_time(30, page)
    assert 2 <= len(sent) <= 5


def test_what_is_typed_while_it_is_handed_in_goes_along_or_cannot_be_typed(
    phone, server, cast, office
):
    page = wangs_page(phone(), server, cast)
    pass_all_sections(page)
    expect(saved(page)).to_have_text("已保存")
    page.evaluate("""() => {
      const all = Store.all;
      Store.all = async name => (await new Promise(done => setTimeout(done, 1000)), all(name));
    }""")
    hand_in(page)
    page.locator("#suggestion").fill("最后一句")
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert "最后一句" in office.get(records(office, cast)[0]).text


def test_not_handed_in_for_want_of_room_it_is_saved_when_the_network_is_back(
    phone, server, cast, wang, draft
):
    page = wangs_page(phone(FULL), server, cast)
    page.context.route("**/d/records/*", lambda route: route.abort())
    page.context.route("**/draft?*", lambda route: route.abort())
    pass_all_sections(page)
    hand_in(page)
    expect(saved(page)).to_contain_text("也没有送出去")
    page.context.unroute_all()
    until(lambda: ["item-heap", "pass"] in wang.get(draft).json["fields"], page)


def test_the_list_says_what_became_of_the_last_that_was_handed_in(phone, server, cast):
    page = wangs_page(phone(), server, cast)
    page.context.route("**/d/records/*", lambda route: route.abort())
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      const earlier = {id: 'zz', state: 'arrived', arrived: Date.now(), queued: item.queued - 1};
      await Store.put('outbox', 'zz', Object.assign({}, item, earlier));
    }""")
    page.goto(server + "/d/")
    expect(page.locator("a.task").first).to_contain_text("已保存在手机")
