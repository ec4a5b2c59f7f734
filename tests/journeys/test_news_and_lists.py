"""What the lists on a phone say: today's sites, and what the phone keeps."""

from playwright.sync_api import Page, expect

from tests.journeys.phone import (
    enter,
    fill_with_photos,
    hand_in,
    hand_in_to_a_busy_server,
    is_kept,
    open_form,
    state,
    tap,
)


def wangs_form(phone, server, cast) -> Page:
    page = phone().new_page()
    enter(page, server, cast, "wang")
    open_form(page)
    return page


def test_what_arrives_by_itself_is_on_the_list_with_its_number_and_findings(phone, server, cast):
    page = wangs_form(phone, server, cast)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    hand_in_to_a_busy_server(page)
    page.goto(f"{server}/d/")
    expect(page.locator("a.task").first).to_contain_text("等着上传")
    expect(page.get_by_role("status")).to_have_text("还有 2 份没有填。")
    page.context.unroute_all()
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.locator("a.task").first).to_contain_text("已送达 第1号 ✓")
    expect(page.get_by_role("status")).to_have_text("还有 1 份没有填。")
    expect(page.get_by_role("link", name="反映的问题（1）")).to_be_visible()
    page.locator("a.task").nth(1).click()
    page.wait_for_url("**/blank*")


def test_what_waits_of_others_is_said_where_ones_own_is_looked_at(phone, server, cast):
    page = wangs_form(phone, server, cast)
    hand_in_to_a_busy_server(page)
    enter(page, server, cast, "chen")
    page.get_by_role("link", name="看一看").click()
    expect(page.locator("#waiting")).to_contain_text("您没有等着上传的")
    expect(page.locator("#waiting")).to_contain_text("别的代表没传完的，请他（她）打开自己的链接")
    expect(page.locator("[data-cards] section")).to_have_count(0)


def test_nothing_is_said_of_others_where_nothing_of_theirs_waits(phone, server, cast):
    page = wangs_form(phone, server, cast)
    page.goto(f"{server}/d/waiting")
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator("[data-others]")).to_be_hidden()


def test_what_waits_says_how_many_photos_go_with_each_answer(phone, server, cast, photos):
    page = wangs_form(phone, server, cast)
    fill_with_photos(page, photos)
    page.locator("[name=item-heap-0-description]").fill("公开栏是去年的，没有换。")
    page.locator("[name=item-seen-files]").set_input_files(photos[:1])
    expect(page.locator("#item-seen .photo img")).to_have_count(1)
    page.context.set_offline(True)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.context.route("**/d/records/*", lambda route: route.fulfill(status=503))
    page.context.set_offline(False)
    page.goto(f"{server}/d/waiting")
    page.get_by_text("看看填了什么").click()
    said = page.locator("#waiting .said b").all_inner_texts()
    assert said[0] == "不符合；公开栏是去年的，没有换；较大；照片2张"
    assert "照片1张" in said


def test_what_somebody_reads_stays_open_when_its_state_changes(phone, server, cast):
    page = wangs_form(phone, server, cast)
    page.locator("#suggestion").fill("多放两个桶")
    hand_in_to_a_busy_server(page)
    page.goto(f"{server}/d/waiting")
    page.get_by_text("看看填了什么").click()
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      await Store.put('outbox', item.id, Object.assign(item, {why: '换了一句话'}));
      Outbox.changed();
    }""")
    expect(page.locator("#waiting .big-words")).to_contain_text("换了一句话")
    expect(page.locator("#waiting .said")).to_be_visible()
    expect(page.locator("#waiting .said")).to_contain_text("多放两个桶")


def test_a_form_that_was_begun_is_listed_once(phone, server, cast):
    page = wangs_form(phone, server, cast)
    page.locator("#suggestion").fill("多放两个桶")
    expect(page.locator("#saved")).to_have_text("已保存")
    page.goto(f"{server}/d/waiting")
    expect(page.locator("[data-drafts] a")).to_have_count(1)
    expect(page.locator("[data-forms] a")).to_have_count(1)
    expect(page.locator("[data-forms] a")).to_contain_text("文化广场")


def test_without_network_the_page_of_what_is_kept_leads_not_to_itself(network, make_phone, cast):
    page = make_phone(network.address).open()
    enter(page, network.address, cast, "wang")
    is_kept(page)
    back = page.get_by_role("link", name="今天的视察")
    page.goto(f"{network.address}/d/waiting")
    expect(back).to_be_visible()
    page.context.set_offline(True)
    expect(back).to_be_hidden()
    page.goto(f"{network.address}/d/")
    expect(page.get_by_role("heading", level=1)).to_have_text("存在手机里的")
    expect(back).to_be_hidden()
    page.context.set_offline(False)
    expect(back).to_be_visible()
