"""No entry is lost or doubled: networks that drop, pages and servers that are killed, wiped phones.

The phone is a real Chromium with a profile on disk that is killed by signal 9; the network is a
relay that is cut; where a server is killed it is a process of its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.server import Server
from founding.waiting import until
from tests.journeys.phone import (
    board,
    fill_with_photos,
    hand_in,
    is_kept,
    is_written,
    open_form,
    pass_all_sections,
    records,
    state,
    stop_the_clock,
    tap,
    wangs_form,
)
from tests.journeys.phone import enter_by_link as enter
from tests.waiting import hearing


def test_filled_offline_killed_twice_and_sent_when_the_network_is_back(
    network, make_phone, cast, office, photos
):
    phone = make_phone(network.address)
    page = phone.open()
    enter(page, network.address, cast, "wang")
    is_kept(page)
    network.cut()
    open_form(page)
    fill_with_photos(page, photos)
    expect(page.locator("#saved")).to_contain_text("已保存在手机")
    is_written(page)
    phone.kill()

    page = phone.open(f"/m/{cast.links['wang']}")  # cold, from the link, no network
    expect(page.get_by_role("heading", level=1)).to_have_text("存在手机里的")
    page.locator("[data-drafts] a").click()
    expect(page.locator("[name=item-heap-0-description]")).to_have_value("村口老槐树下")
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    assert page.locator("#item-heap .photo img").first.evaluate("i => i.naturalWidth") == 192
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    phone.kill()
    assert records(office, cast) == []

    network.mend()
    page = phone.open()
    enter(page, network.address, cast, "wang")
    until(lambda: len(records(office, cast)) == 1)
    (record,) = records(office, cast)
    until(lambda: "2/2" in office.get(record).text)
    assert "更正" not in board(office, cast) and "村口老槐树下" in board(office, cast)
    page.goto(network.address + "/d/waiting")
    expect(page.locator(".big-words")).to_have_text("已送达")


def test_on_plain_http_without_a_service_worker_it_is_kept_and_sent_the_same(
    network, make_phone, cast, office, photos
):
    phone = make_phone(
        f"http://phone.test:{network.port}", "--host-resolver-rules=MAP phone.test 127.0.0.1"
    )
    page = phone.open()
    enter(page, phone.address, cast, "wang")
    assert page.evaluate("!navigator.serviceWorker && !window.caches && !crypto.randomUUID")
    open_form(page)
    network.cut()
    fill_with_photos(page, photos)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    phone.kill()
    network.mend()

    enter(phone.open(), phone.address, cast, "wang")
    until(lambda: len(records(office, cast)) == 1)
    until(lambda: "2/2" in office.get(records(office, cast)[0]).text)


def test_wiped_before_handing_in_it_goes_on_from_the_servers_copy_at_the_same_item(
    network, make_phone, cast, office, photos
):
    phone = make_phone(network.address)
    page = phone.open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(photos)
    expect(page.locator("#item-heap .photo-state")).to_have_text("照片已送达")
    tap(page, "named", "fail")
    page.locator("[name=item-named-0-description]").fill("没有牌子")
    expect(page.locator("#saved")).to_have_text("已保存")
    phone.kill()

    wiped = make_phone(network.address, name="wiped")
    page = wiped.open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    expect(page.locator("[name=item-named-0-description]")).to_have_value("没有牌子")
    expect(page.locator("#item-named")).to_be_in_viewport()
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片2张")
    assert len(records(office, cast)) == 1


@pytest.fixture
def process(app, env, cast) -> Iterator[Server]:
    with Server(Path(env["DATA_DIR"])) as process:
        yield process


def test_the_server_is_killed_during_the_upload_and_nothing_is_lost_or_doubled(
    process, make_phone, cast, office, photos
):
    page = make_phone(process.address).open()
    enter(page, process.address, cast, "wang")
    open_form(page)
    page.route("**/d/photos/**", lambda route: (process.kill(), route.continue_()))
    fill_with_photos(page, photos)
    until(lambda: process.process.poll() is not None)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.unroute_all(behavior="ignoreErrors")
    process.start()

    expect(page.locator(".receipt .big-words")).to_contain_text("已收到：4项", timeout=40_000)
    until(lambda: "2/2" in office.get(records(office, cast)[0]).text)
    assert len(records(office, cast)) == 1 and "更正" not in board(office, cast)


def test_what_waits_arrives_after_the_deputy_was_archived(network, make_phone, cast, office):
    page = wangs_form(network, make_phone, cast)
    network.cut()
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    assert office.post(f"/office/roster/deputies/{cast.wang}/archive").status_code == 303
    network.mend()

    # It goes on by itself, perhaps before anybody has looked.
    expect(page.locator("#waiting .big-words")).to_have_text("已送达", timeout=40_000)
    assert "没有计入统计的记录" in board(office, cast)
    page.goto(f"{network.address}/m/{cast.links['wang']}")
    page.get_by_role("link", name="看一看这部手机里存着的").click()
    expect(page.get_by_role("heading", name="存在手机里的")).to_be_visible()


def test_without_network_a_link_opens_only_what_is_of_its_owner(network, make_phone, cast):
    page = make_phone(network.address).open()
    for who in ("wang", "chen"):
        enter(page, network.address, cast, who)
        is_kept(page)
        open_form(page)
        page.locator("#suggestion").fill(f"{who}写的")
        expect(page.locator("#saved")).to_have_text("已保存")
    network.cut()
    for who in ("wang", "chen"):
        page.goto(f"{network.address}/m/{cast.links[who]}")
        expect(page.get_by_role("heading", level=1)).to_have_text("存在手机里的")
        expect(page.locator("[data-drafts] a")).to_have_count(1)
        page.locator("[data-drafts] a").click()
        expect(page.locator("#suggestion")).to_have_value(f"{who}写的")
    page.goto(f"{network.address}/m/{cast.links['li']}")  # was never here
    expect(page.locator("[data-nobody]")).to_contain_text("认不出您是谁")
    expect(page.locator("#waiting a:visible")).to_have_count(0)


def test_on_a_network_that_does_not_answer_a_kept_form_opens(network, make_phone, cast):
    page = wangs_form(network, make_phone, cast)
    form = page.url
    page.goto(network.address + "/d/")
    is_kept(page)
    network.is_silent = True
    page.goto(form)
    expect(page.locator("#fill")).to_be_visible()
    tap(page, "heap", "pass")
    expect(page.locator("#saved")).to_have_text("已保存在手机")


def test_four_tabs_coming_online_together_make_one_record(network, make_phone, cast, office):
    phone = make_phone(network.address)
    page = phone.open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    tabs = [phone.context.new_page() for _ in range(3)]
    for tab in tabs:
        tab.goto(network.address + "/d/waiting")
    network.cut()
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    network.mend()
    for tab in tabs:
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".receipt .big-words")).to_be_visible(timeout=15_000)
    assert len(records(office, cast)) == 1


def test_a_last_word_typed_a_tenth_of_a_second_before_the_kill_is_there(network, make_phone, cast):
    phone = make_phone(network.address)
    page = phone.open()
    page.clock.install()
    enter(page, network.address, cast, "wang")
    open_form(page)
    network.cut()
    stop_the_clock(page)
    page.locator("#suggestion").press_sequentially("多放两个垃圾桶")
    page.clock.run_for(100)
    is_written(page)  # though no more time passes
    phone.kill()
    network.mend()
    page = phone.open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    expect(page.locator("#suggestion")).to_have_value("多放两个垃圾桶")


def test_what_waits_can_be_looked_at_and_saved_to_a_file(
    network, make_phone, cast, photos, tmp_path
):
    page = make_phone(network.address).open()
    enter(page, network.address, cast, "wang")
    is_kept(page)
    open_form(page)
    network.cut()
    fill_with_photos(page, photos)
    page.locator("#suggestion").fill("<b>多放</b>两个桶")
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.goto(network.address + "/d/waiting")
    expect(page.locator(".big-words")).to_contain_text("已保存在手机")
    page.get_by_text("看看填了什么").click()
    expect(page.locator("#waiting .said")).to_contain_text("不符合；村口老槐树下；较大")
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").click()
    saved = tmp_path / "saved.html"
    download.value.save_as(saved)
    text = saved.read_text()
    assert "&lt;b&gt;多放&lt;/b&gt;两个桶" in text and text.count("data:image/jpeg") == 2
    network.mend()
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".big-words")).to_have_text("已送达", timeout=15_000)
    expect(page.get_by_role("button", name="存成文件")).to_be_visible()
    expect(page.get_by_role("button", name="再试一次")).to_have_count(0)


def test_the_browser_wakes_the_service_worker_when_the_network_is_back(
    network, make_phone, cast, office
):
    phone = make_phone(network.address)
    page = phone.open()
    enter(page, network.address, cast, "wang")
    is_kept(page)
    open_form(page)
    network.cut()
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    browser = phone.context.new_cdp_session(page)
    browser.send("ServiceWorker.enable")
    page.goto("about:blank")
    network.mend()
    origin = network.address
    registrations: list[dict] = []
    browser.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda e: registrations.extend(e["registrations"]),
    )
    browser.send("ServiceWorker.disable")
    browser.send("ServiceWorker.enable")
    own = until(
        lambda: [r for r in registrations if r["scopeURL"].startswith(origin)], hearing(page)
    )
    number = own[0]["registrationId"]
    browser.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": origin, "registrationId": number, "tag": "outbox", "lastChance": False},
    )
    until(lambda: len(records(office, cast)) == 1)
