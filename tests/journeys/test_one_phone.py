"""What goes wrong on one phone: two pages, a wiped or full store, old browsers, wrong answers."""

import io
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.phone import (
    PHONE,
    TELLS_OF_TIDYING,
    answers,
    dies,
    enter,
    hand_in,
    hand_in_to_a_busy_server,
    is_tidy,
    is_written,
    open_form,
    pass_all_sections,
    pass_time,
    records,
    second_page,
    state,
    stop_the_clock,
    tap,
    until,
)
from tests.records.test_fill import ALL_PASS, jpeg
from tests.records.test_outbox import send

WIPE = """() => new Promise(done => {
  const wiped = indexedDB.deleteDatabase('inspect');
  wiped.onsuccess = wiped.onblocked = done;
})"""


def wangs_page(context: BrowserContext, server: str, cast) -> Page:
    page = context.new_page()
    enter(page, server, cast, "wang")
    open_form(page)
    return page


def kept(page: Page, name: str) -> list:
    return page.evaluate("name => Store.all(name)", name)


def saved(page: Page):
    return page.locator("#saved")


def large_photos(tmp_path, many: int = 2) -> list:
    path = tmp_path / "大照片.jpg"
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(path, quality=90)
    return [path] * many


def test_two_pages_with_different_answers_are_asked_also_after_a_restart(
    phone, server, cast, blank
):
    context = phone()
    one = wangs_page(context, server, cast)
    two = second_page(one)
    context.set_offline(True)
    tap(one, "heap", "pass")
    expect(saved(one)).to_have_text("已保存在手机")
    tap(two, "heap", "na")
    expect(two.locator("#apart li")).to_have_count(1)
    until(lambda: kept(two, "drafts")[0].get("open"))
    dies(two)
    dies(one)
    context.set_offline(False)
    page = context.new_page()
    page.goto(blank)
    expect(page.locator("#apart li")).to_have_count(1)
    page.get_by_role("button", name="另一处填的").click()
    expect(page.locator("#item-heap-pass")).to_be_checked()
    expect(saved(page)).to_have_text("已保存")


def test_a_question_between_two_phones_waits_for_its_answer(
    phone, server, cast, wang, draft, blank
):
    context = phone()
    context.clock.install()
    page = wangs_page(context, server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_have_text("已保存")
    context.set_offline(True)
    tap(page, "ditch", "fail")
    expect(saved(page)).to_have_text("已保存在手机")
    other = {"device": "other", "n": 1, "saves": wang.get(draft).json["saves"]}
    assert wang.put(draft, {**other, "item-heap": "pass", "item-ditch": "na"}).status_code == 200
    context.set_offline(False)
    expect(page.locator("#apart-title")).to_be_visible()
    stop_the_clock(page)
    pass_time(10, page)
    assert dict(wang.get(draft).json["fields"])["item-ditch"] == "na"
    page.close()
    context.clock.resume()
    page = context.new_page()
    page.goto(blank)
    expect(page.locator("#apart li")).to_have_count(1)
    page.get_by_role("button", name="这里填的").click()
    until(lambda: dict(wang.get(draft).json["fields"])["item-ditch"] == "fail", page)


def test_what_two_phones_differ_in_is_seen_where_one_is_chosen(
    phone, server, cast, wang, draft, photos
):
    """The severity, an answer of a place this form has not, which photo."""
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "heap", "fail")
    page.locator("#item-seen-files").set_input_files(photos[0])
    expect(page.locator("#item-seen .photo")).to_have_count(1)
    expect(saved(page)).to_have_text("已保存在手机")
    theirs = str(uuid4())
    assert wang.put(f"/d/photos/{theirs}?record={uuid4()}", jpeg("blue")).status_code == 200
    other = {"device": "other", "n": 1, "saves": 0, "item-seen": theirs, "item-heap": "fail"}
    other |= {"item-heap-0-severity": "critical", "item-heap-1-severity": "minor"}
    other["item-heap-1-description"] = "桥头"
    assert wang.put(draft, other).status_code == 200
    context.set_offline(False)

    heap = page.locator("#apart li", has_text="没有成堆垃圾")
    seen = page.locator("#apart li", has_text="全景照片")
    expect(heap.locator("button")).to_have_text(
        ["这里填的：不符合，较大", "另一处填的：不符合，重大，一般，桥头"]
    )
    expect(seen.locator("button img")).to_have_count(2)
    for picture in seen.locator("button img").all():
        until(lambda picture=picture: picture.evaluate("image => image.naturalWidth"))
    heap.get_by_role("button", name="另一处填的").click()
    seen.get_by_role("button", name="另一处填的").click()
    expect(page.locator("#item-heap-0-severity-critical")).to_be_checked()
    expect(page.locator(f"#item-seen [value='{theirs}']")).to_be_checked()


def test_the_own_lost_answer_asks_nothing(phone, server, cast, wang, draft, blank):
    context = phone()
    page = wangs_page(context, server, cast)
    expect(page.locator("#fill")).to_be_visible()
    answers_lost = []

    def lose(route) -> None:
        if route.request.method == "PUT":
            answers_lost.append(route.fetch())
            route.abort()
        else:
            route.fallback()

    page.route(re.compile(r"/draft\?"), lose)
    page.locator("#suggestion").fill("村口")
    until(lambda: answers_lost, page)
    page.locator("#suggestion").fill("村口老槐树下")
    is_written(page)
    page.close()
    page = context.new_page()
    page.goto(blank)
    expect(saved(page)).to_have_text("已保存")
    expect(page.locator("#apart")).to_be_hidden()
    assert dict(wang.get(draft).json["fields"])["suggestion"] == "村口老槐树下"


def test_a_page_that_waits_for_another_to_send_says_that_it_is_being_sent(phone, server, cast):
    """A network that is there and silent: what one page sends keeps the others waiting."""
    context = phone()
    page = wangs_page(context, server, cast)
    held: list = []
    context.route("**/d/records/*", lambda route: held.append(route))
    pass_all_sections(page)
    hand_in(page)
    until(lambda: held, page)
    expect(state(page)).to_have_text("正在上传 0/1")
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      await Store.put('outbox', item.id, Object.assign(item, {why: '请重新打开您的个人链接'}));
    }""")
    waiting = context.new_page()
    waiting.goto(server + "/d/waiting")
    waiting.get_by_role("button", name="再试一次").click()
    expect(waiting.locator("#waiting .big-words")).to_have_text(
        "正在上传 0/1。请重新打开您的个人链接"
    )
    assert len(held) == 1
    held[0].continue_()
    context.unroute_all()
    expect(waiting.locator("#waiting .big-words")).to_have_text("已送达")


def test_photos_that_wait_under_an_earlier_record_are_not_called_delivered(
    phone, server, cast, wang, draft, photos
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-files").set_input_files(photos)
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    pass_all_sections(page)
    other = {"record": str(uuid4()), "device": "other", "n": 1, "saves": 0, "suggestion": "另一部"}
    assert wang.put(draft, other).status_code == 200
    sent = answers(context, "PUT", "**/d/photos/*", status=503, body="busy")
    context.set_offline(False)
    expect(page.locator("#suggestion")).to_have_value("另一部")
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_contain_text("0/2")
    page.goto(server + "/d/waiting")
    expect(page.locator("#waiting .big-words")).to_contain_text("正在上传 1/3")
    assert re.search(r"&age=\d+$", sent[0])  # how long ago it was added


def test_wiped_while_it_waits_the_page_puts_it_back(phone, server, cast, office):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.evaluate(WIPE)
    page.evaluate("Outbox.flush(true)")
    until(lambda: kept(page, "outbox"))
    expect(state(page)).not_to_contain_text("已送达")
    context.set_offline(False)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert len(records(office, cast)) == 1


FULL = """
  const put = IDBObjectStore.prototype.put;
  window.isFull = true;
  IDBObjectStore.prototype.put = function () {
    if (window.isFull) { throw new DOMException('full', 'QuotaExceededError'); }
    return put.apply(this, arguments);
  };
"""


def test_a_phone_full_from_the_start_shows_the_form_and_hands_in(phone, server, cast, office):
    page = wangs_page(phone(FULL), server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_contain_text("手机存不下了")
    expect(saved(page)).to_have_text("已保存")  # on the server
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert len(records(office, cast)) == 1


def test_a_full_phone_without_network_keeps_the_page_until_there_is_room(
    phone, server, cast, office
):
    context = phone(FULL)
    page = wangs_page(context, server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_have_text("已保存")  # the server has said who fills in
    context.set_offline(True)
    pass_all_sections(page)
    hand_in(page)
    expect(saved(page)).to_contain_text("手机存不下了")
    expect(page.locator("#fill")).to_be_visible()
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="返回").click()
    until(lambda: questions, page)
    assert "刚填的会丢掉" in questions[0] and "blank" in page.url
    page.evaluate("window.isFull = false")
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    context.set_offline(False)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert len(records(office, cast)) == 1


def test_a_draft_of_before_the_correction_is_kept_and_can_be_reached(
    phone, server, cast, wang, office
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    page.locator("#suggestion").fill("只在这部手机上")
    expect(saved(page)).to_have_text("已保存在手机")
    dies(page)
    send(wang, cast, ALL_PASS)
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    tap(page, "heap", "na")
    expect(saved(page)).to_have_text("已保存")
    page.get_by_role("link", name="去看看那一份").click()
    expect(page.locator("#suggestion")).to_have_value("只在这部手机上")
    expect(page.locator("#elsewhere")).to_be_visible()
    page.goto(server + "/d/waiting")
    drafts = page.locator("[data-drafts] a")
    expect(drafts).to_have_count(2)
    correction = drafts.evaluate_all("all => all.map(a => a.href).filter(a => a.includes('base'))")
    page.goto(correction[0])
    expect(page.locator("#item-heap-na")).to_be_checked()
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次")


def test_a_correction_says_what_it_is_and_goes_on_where_it_stopped(phone, server, cast, wang):
    send(wang, cast, ALL_PASS)
    page = phone().new_page()
    enter(page, server, cast, "wang")
    correct = f"{server}/d/assignments/{cast.assignments[0]}?correct=1"
    page.goto(correct)
    expect(saved(page)).to_have_text("更正：下面是已交的那份")
    tap(page, "heap", "na")
    expect(saved(page)).to_have_text("已保存")
    other = phone().new_page()
    enter(other, server, cast, "wang")
    other.goto(correct)
    expect(saved(other)).to_have_text("接着上次的填")
    expect(other.locator("#item-heap-na")).to_be_checked()


def test_a_correction_begun_before_the_server_was_heard_asks_nothing(phone, server, cast, wang):
    """The office's paper grid keeps no severity where nothing failed; the form presets one."""
    send(wang, cast, ALL_PASS)
    context = phone()
    enter(context.new_page(), server, cast, "wang")
    page = context.new_page()
    held: list = []
    page.route(
        re.compile(r"/draft\?"), lambda route: held.append(route) if not held else route.fallback()
    )
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    tap(page, "heap", "na")
    until(lambda: held, page)
    held[0].continue_()
    expect(saved(page)).to_have_text("已保存")
    expect(page.locator("#apart")).to_be_hidden()


def test_a_draft_nobody_wants_any_more_is_taken_from_the_phone(phone, server, cast):
    context = phone()
    page = wangs_page(context, server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_have_text("已保存")
    page.goto(server + "/d/waiting")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删掉").click()
    expect(page.locator("[data-drafts]")).to_be_hidden()
    assert kept(page, "drafts") == []


@pytest.mark.parametrize("way", ["先存着", "返回"])
def test_leaving_waits_for_the_photos_in_work(phone, server, cast, tmp_path, way):
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-files").set_input_files(large_photos(tmp_path))
    page.get_by_text(way).first.click()
    page.wait_for_url("**/d/")
    page.wait_for_load_state("load")
    assert len(kept(page, "photos")) == 2
    open_form(page)
    expect(page.locator("#item-heap .photo img")).to_have_count(2)


@pytest.mark.parametrize("is_first", [True, False])
def test_killed_as_soon_as_a_photo_is_kept_the_form_shows_it(
    phone, server, cast, photos, blank, is_first
):
    context = phone()
    page = wangs_page(context, server, cast)
    if not is_first:
        tap(page, "heap", "fail")
        expect(saved(page)).to_have_text("已保存")
    context.set_offline(True)
    page.evaluate("Fill.changed = () => {}")  # what would have come after
    page.locator("#item-heap-0-files").set_input_files(photos[0])
    expect(page.locator("#item-heap .photo")).to_have_count(1)
    dies(page)
    context.set_offline(False)
    page = context.new_page()
    page.goto(blank)
    expect(page.locator("#item-heap .photo")).to_have_count(1)
    assert len(kept(page, "drafts")) == 1


def test_killed_as_a_photo_is_kept_while_a_save_is_under_way_the_form_shows_it(
    phone, server, cast, wang, draft, photos, blank
):
    """The save, which names no photo, reaches the server; nobody hears of it."""
    context = phone()
    page = wangs_page(context, server, cast)
    tap(page, "heap", "fail")
    expect(saved(page)).to_have_text("已保存")
    context.set_offline(True)
    device = page.evaluate("Store.get('about', 'device')")
    page.evaluate("""() => {
      Fill.changed = () => {};
      const read = FileReader.prototype.readAsArrayBuffer;
      FileReader.prototype.readAsArrayBuffer = function (...all) {
        Fill.draft.kept.n = 5;
        read.apply(this, all);
      };
    }""")
    page.locator("#item-heap-0-files").set_input_files(photos[0])
    expect(page.locator("#item-heap .photo")).to_have_count(1)
    dies(page)
    save = {"device": device, "n": 5, "saves": 1, "item-heap": "fail"}
    assert wang.put(draft, save).json["outcome"] == "taken"
    context.set_offline(False)
    page = context.new_page()
    page.goto(blank)
    expect(saved(page)).to_have_text("已保存")
    expect(page.locator("#item-heap .photo")).to_have_count(1)


def test_a_photo_the_phone_cannot_read_is_said_and_stops_nothing(
    phone, server, cast, tmp_path, office
):
    unreadable = """
      const read = FileReader.prototype.readAsArrayBuffer;
      FileReader.prototype.readAsArrayBuffer = function (blob) {
        if (blob.size < 5) { setTimeout(() => this.onerror(), 10); } else { read.call(this, blob); }
      };
    """
    bad = tmp_path / "x.jpg"
    bad.write_bytes(b"no")
    page = wangs_page(phone(unreadable), server, cast)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-files").set_input_files([bad])
    expect(page.locator("#item-heap .photo-state").first).to_contain_text("有一张照片没有加上")
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert len(records(office, cast)) == 1


def test_a_browser_that_does_not_turn_photos_leaves_it_to_the_server(
    phone, server, cast, office, tmp_path
):
    sideways = Image.effect_noise((800, 600), 60).convert("RGB")
    exif = sideways.getexif()
    exif[0x0112] = 6  # held upright, stored on its side
    path = tmp_path / "竖拍.jpg"
    sideways.save(path, quality=95, exif=exif)
    page = wangs_page(phone("CSS.supports = () => false;"), server, cast)
    tap(page, "heap", "fail")
    answers(page.context, "PUT", "**/d/photos/*", status=503)
    page.locator("#item-heap-0-files").set_input_files(path)
    expect(page.locator("#item-heap .photo img")).to_have_count(1)
    sizes = page.evaluate("Store.all('bytes').then(all => all.map(one => one.full.byteLength))")
    assert sizes == [path.stat().st_size]
    page.context.unroute_all()
    page.evaluate("Outbox.flush(true)")
    expect(page.locator("#item-heap .photo-state").first).to_have_text("照片已送达")
    number = page.locator("#item-heap .photo input").get_attribute("value")
    shown = office.get(f"/office/photos/{number}").data
    assert Image.open(io.BytesIO(shown)).size == (600, 800)


def test_an_old_iphone_that_does_not_say_which_button_it_was_hands_nothing_in(
    phone, server, cast, office
):
    old = """
      delete SubmitEvent.prototype.submitter;
      document.addEventListener('mousedown', e => e.target.closest('button') && e.preventDefault(), true);
    """
    page = wangs_page(phone(old), server, cast)
    pass_all_sections(page)
    page.get_by_role("button", name="先存着").click()
    page.wait_for_url("**/d/")
    assert records(office, cast) == []
    open_form(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()


def test_what_was_filled_before_anybody_was_known_is_asked_whose_it_is(
    phone, server, cast, blank, office
):
    context = phone()
    page = context.new_page()
    enter(page, server, cast, "wang")
    page.wait_for_load_state("load")
    page.goto(server + "/static/icon.svg")
    page.evaluate(WIPE)
    context.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(blank)
    page.locator("#suggestion").fill("还不知道是谁时写的")
    expect(saved(page)).to_have_text("已保存在手机")
    page.close()
    context.unroute_all()

    page = context.new_page()
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    enter(page, server, cast, "wang")
    open_form(page)
    expect(page.locator("#suggestion")).to_have_value("还不知道是谁时写的")
    assert "是您填的吗" in questions[0]
    expect(saved(page)).to_have_text("已保存")
    assert len(kept(page, "drafts")) == 1
    page.reload()
    expect(page.locator("#suggestion")).to_have_value("还不知道是谁时写的")
    assert len(questions) == 1


def test_handed_in_before_anybody_was_known_it_goes_when_the_person_says_it_is_theirs(
    phone, server, cast, blank, office, photos
):
    context = phone()
    page = context.new_page()
    enter(page, server, cast, "wang")
    page.wait_for_load_state("load")
    page.goto(blank)
    expect(page.locator("#fill")).to_be_visible()
    page.goto(server + "/static/icon.svg")
    page.evaluate(WIPE)
    answers(context, "GET", re.compile(r"/draft\?"), status=503)
    answers(context, "PUT", "**/d/records/*", status=503)
    page.goto(blank)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-files").set_input_files(photos)
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.close()
    context.unroute_all()

    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    enter(page, server, cast, "chen")
    expect(page.locator("#outbox")).to_contain_text("别的代表")
    until(lambda: kept(page, "outbox")[0].get("asked"))
    page.evaluate("Outbox.flush(true)")  # ends when all that waits has been tried
    assert records(office, cast) == []
    page.close()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    enter(page, server, cast, "wang")
    until(lambda: len(records(office, cast)) == 1, page)
    until(lambda: "2/2" in office.get(records(office, cast)[0]).text, page)


def test_who_said_no_by_mistake_still_finds_what_was_handed_in(phone, server, cast, office):
    context = phone()
    page = wangs_page(context, server, cast)
    hand_in_to_a_busy_server(page)
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      await Store.put('outbox', item.id, Object.assign(item, {deputy: null}));
    }""")
    page.goto(server + "/static/icon.svg")
    context.unroute_all()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(server + "/d/")
    page.get_by_role("link", name="看一看").click()
    expect(page.locator("#waiting")).to_contain_text("没有写明是谁填的")
    assert records(office, cast) == []
    page.get_by_role("button", name="是我填的").click()
    until(lambda: len(records(office, cast)) == 1, page)


def test_a_liaison_who_fills_for_a_mate_keeps_the_own_forms(browser, server, cast):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(TELLS_OF_TIDYING)
    enter(page, server, cast, "li")
    cached = "async () => (await (await caches.open('kept')).keys()).map(r => r.url)"

    def forms() -> list[str]:
        return [url for url in page.evaluate(cached) if "blank" in url]

    is_tidy(page)
    assert len(forms()) == 2
    page.locator("details summary").last.click()
    page.locator("a[href*='for=']").first.click()
    page.wait_for_url("**for=**")
    is_tidy(page)
    assert len(forms()) == 4 and sum("for=" in url for url in forms()) == 2
    lists = [one for one in kept(page, "about") if isinstance(one, dict) and "list" in one]
    assert len(lists) == 2
    context.close()


def test_another_deputys_waiting_entry_is_never_shown_on_ones_form(phone, server, cast):
    context = phone()
    page = wangs_page(context, server, cast)
    hand_in_to_a_busy_server(page)
    enter(page, server, cast, "chen")
    open_form(page)
    expect(page.locator("#outbox")).to_contain_text("别的代表")
    expect(page.locator("#outbox")).not_to_contain_text("村主干道")


def test_what_waits_can_be_copied_as_text_where_files_cannot_be_saved(phone, server, cast):
    context = phone()
    page = wangs_page(context, server, cast)
    tap(page, "heap", "fail")
    page.locator("label[for=item-heap-0-severity-critical]").click()
    page.locator("#suggestion").fill("多放两个桶")
    hand_in_to_a_busy_server(page)
    page.goto(server + "/d/waiting")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="复制文字").click()
    assert "已复制" in said[0]
    page.evaluate("document.body.appendChild(document.createElement('textarea')).focus()")
    page.keyboard.press("Control+V")
    text = page.locator("body > textarea").input_value()
    assert "多放两个桶" in text and "不符合；重大\n" in text
    assert "较大" not in text and "一般" not in text  # what is preset where nothing failed


def test_an_item_cleared_on_the_phone_stays_cleared_over_the_servers_page(
    phone, server, cast, wang
):
    send(wang, cast, {**ALL_PASS, "suggestion": "交过的建议"})
    context = phone()
    page = context.new_page()
    enter(page, server, cast, "wang")
    correct = f"{server}/d/assignments/{cast.assignments[0]}?correct=1"
    page.goto(correct)
    expect(page.locator("#suggestion")).to_have_value("交过的建议")
    page.locator("#suggestion").fill("")
    expect(saved(page)).to_have_text("已保存")
    page.goto(correct)
    expect(page.locator("#suggestion")).to_have_value("")
