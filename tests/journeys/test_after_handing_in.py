"""What a deputy reads and can do after 提交: while it waits, where some of it was refused."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from inspect_app import db
from inspect_app.inspections.models import Assignment
from tests.journeys.phone import (
    TELLS_OF_TIDYING,
    answers,
    fill_with_photos,
    hand_in,
    hand_in_to_a_busy_server,
    is_kept,
    is_tidy,
    open_form,
    pass_all_sections,
    records,
    state,
    tap,
    until,
)
from tests.journeys.phone import (
    enter_by_link as enter,
)
from tests.journeys.test_one_phone import kept, saved, wangs_page
from tests.records.test_fill import ALL_PASS
from tests.records.test_outbox import send


def test_without_network_it_says_kept_though_photos_went_ahead(phone, server, cast, photos):
    context = phone()
    page = wangs_page(context, server, cast)
    fill_with_photos(page, photos)
    expect(page.locator("#item-heap .photo-state").first).to_have_text("照片已送达")
    context.set_offline(True)
    hand_in(page)
    expect(state(page)).to_have_text("已保存在手机，有网络时自动上传")


def broken_photo(tmp_path):
    path = tmp_path / "坏的.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    return path


def test_a_photo_refused_after_handing_in_is_said_until_it_was_read(phone, server, cast, tmp_path):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-files").set_input_files(broken_photo(tmp_path))
    expect(page.locator("#item-heap .photo")).to_have_count(1)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    context.set_offline(False)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片 0/1，其余还没有到")
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      item.queued = item.arrived = Date.now() - 2 * 86400000;
      await Store.put('outbox', item.id, item);
    }""")
    page.goto(server + "/d/")
    expect(page.locator("#outbox")).to_contain_text("已送达，但有1张照片没有收")
    expect(page.locator("#outbox [data-old]")).to_be_hidden()
    page.get_by_role("link", name="看一看").click()
    page.get_by_role("button", name="知道了").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    page.goto(server + "/d/")
    expect(page.locator("a.task").first).to_contain_text("已送达 第1号")
    expect(page.locator("#outbox")).to_be_hidden()
    assert [kept(page, name) for name in ("outbox", "photos", "bytes")] == [[], [], []]


def take_away(app, cast) -> None:
    """As when the office plans anew while the phone is without network."""
    with db.writing(app.extensions["database"]) as session:
        session.delete(
            session.scalar(select(Assignment).where(Assignment.id == cast.assignments[0]))
        )


def test_a_refused_record_says_what_to_do_and_can_be_taken_from_the_phone(
    app, phone, server, cast, photos
):
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    fill_with_photos(page, photos)
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    take_away(app, cast)
    context.set_offline(False)
    expect(state(page)).to_contain_text("这个地方已经不由您填了")
    expect(page.locator("#sending")).not_to_contain_text("会自动上传", use_inner_text=True)
    expect(page.locator("#sending button")).to_be_hidden()
    page.get_by_role("link", name="存成文件、复制文字").click()
    expect(page.locator("#waiting .big-words")).to_contain_text("这个地方已经不由您填了")

    questions: list[str] = []
    page.once("dialog", lambda asked: (questions.append(asked.message), asked.dismiss()))
    page.get_by_role("button", name="删掉").click()
    assert "没有交上去" in questions[0]
    expect(page.locator("#waiting .big-words")).to_be_visible()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="删掉").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    assert [kept(page, name) for name in ("outbox", "photos", "bytes")] == [[], [], []]


def test_what_is_too_large_says_so_and_is_made_shorter_and_handed_in(
    phone, server, cast, photos, office
):
    page = wangs_page(phone(), server, cast)
    fill_with_photos(page, photos)
    expect(saved(page)).to_have_text("已保存")  # the server has a draft without what comes now
    page.locator("#suggestion").evaluate(
        """(field, words) => {
          field.value = words.repeat(50000);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        "整篇都贴进来",
    )
    hand_in(page)
    expect(state(page)).to_contain_text("内容太大，没有收下")
    expect(state(page)).to_contain_text("点“回去改短”，改好再交")
    assert len(dict(kept(page, "outbox")[0]["fields"])["suggestion"]) == 300_000
    page.get_by_role("link", name="存成文件、复制文字").click()
    page.get_by_role("button", name="回去改短").click()

    expect(saved(page)).to_have_text("已保存在手机")  # the server's older draft was met
    expect(page.locator("#item-heap-0-description")).to_have_value("村口老槐树下")
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    assert len(page.locator("#suggestion").input_value()) == 300_000
    assert kept(page, "outbox") == [] and len(kept(page, "drafts")) == 1
    page.locator("#suggestion").fill("只留一句")
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    said = office.get(records(office, cast)[0]).text
    assert "只留一句" in said and "村口老槐树下" in said and "<dt>照片</dt><dd>2/2" in said


def test_what_only_waits_cannot_be_deleted(phone, server, cast):
    context = phone()
    page = wangs_page(context, server, cast)
    hand_in_to_a_busy_server(page)
    page.goto(server + "/d/waiting")
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("删掉|知道了"))).to_have_count(0)


def test_a_form_that_waits_is_not_there_to_be_filled_a_second_time(
    network, make_phone, cast, office
):
    page = make_phone(network.address).open()
    enter(page, network.address, cast, "wang")
    is_kept(page)
    network.cut()
    open_form(page)
    form = page.url
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-description").fill("村口老槐树下")
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    page.goto(f"{network.address}/m/{cast.links['wang']}")
    expect(page.locator("#waiting .big-words")).to_contain_text("有网络时自动上传")
    expect(page.locator("[data-forms] a")).to_have_count(1)
    page.goto(form)
    expect(state(page)).to_contain_text("有网络时自动上传")
    expect(page.locator("#fill")).to_be_hidden()

    network.mend()
    page.locator("#sending button, .receipt .big-words").first.click()  # it may have gone by itself
    expect(page.locator(".receipt .big-words")).to_contain_text("已收到：4项")
    page.goto(network.address + "/d/waiting")
    expect(page.locator("[data-forms] a")).to_have_count(1)  # not even long after it arrived
    page.evaluate("""async () => {
      const [item] = await Store.all('outbox');
      await Store.put('outbox', item.id, Object.assign(item, {arrived: 1}));
    }""")
    # The page may show it once more before it is thrown away.
    until(lambda: page.evaluate("Outbox.changed()") or page.locator("[data-empty]").is_visible())
    expect(page.locator("[data-forms] a")).to_have_count(1)
    network.cut()
    page.goto(form)  # by an old bookmark
    expect(page.locator("#elsewhere")).to_be_visible()
    expect(page.locator("#fill")).to_be_visible()  # the deputy may know better
    page.goto(network.address + "/d/waiting")
    page.locator("[data-forms] a").click()
    expect(page.locator("#saved")).to_have_text("没有网络，会保存在手机里")
    # A write comes after what was being read: whether the form is still on the list.
    page.evaluate("Store.change(['about'], store => store('about').get('device'))")
    expect(page.locator("#elsewhere")).to_be_hidden()
    assert (
        len(records(office, cast)) == 1 and "更正" not in office.get(records(office, cast)[0]).text
    )


def test_a_correction_that_waits_is_not_made_a_second_time(phone, server, cast, wang):
    context = phone()
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    correct = f"{server}/d/assignments/{cast.assignments[0]}?correct=1"
    page.goto(correct)
    answers(context, "PUT", "**/d/records/*", status=503)
    tap(page, "heap", "na")
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.goto(correct)
    expect(state(page)).to_contain_text("已保存在手机")
    expect(page.locator("#fill")).to_be_hidden()
    context.unroute_all()
    page.locator("#sending button, .receipt .big-words").first.click()  # it may have gone by itself
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次")
    page.goto(correct)
    expect(page.locator("#item-heap-na")).to_be_checked()
    until(lambda: saved(page).inner_text() != "正在保存…", page)


def test_a_correction_begun_with_a_network_goes_on_without_one(network, make_phone, cast, wang):
    page = make_phone(network.address).open()
    enter(page, network.address, cast, "wang")
    open_form(page)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    page.add_init_script(TELLS_OF_TIDYING)
    page.goto(network.address + "/d/")  # where forms no longer to be filled are tidied away
    is_kept(page)
    is_tidy(page)
    page.goto(f"{network.address}/d/assignments/{cast.assignments[0]}?correct=1")
    page.locator("#suggestion").fill("更正时写的")
    expect(saved(page)).to_have_text("已保存")
    network.cut()
    page.goto(f"{network.address}/m/{cast.links['wang']}")
    page.locator("[data-drafts] a").click()
    expect(page.locator("#suggestion")).to_have_value("更正时写的")
    expect(page.locator("#item-heap-pass")).to_be_checked()
    hand_in(page)
    expect(state(page)).to_contain_text("有网络时自动上传")
    network.mend()  # the page sends by itself and goes to its receipt
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次", timeout=40_000)


def test_a_clock_that_was_ahead_leaves_nothing_said_for_a_year(phone, server, cast, office):
    """Handed in with the clock a year ahead, corrected after it was set right."""
    ahead = (
        "const now = Date.now; Date.now = () => now() + (localStorage.isRight ? 0 : 365 * 864e5);"
    )
    context = phone(ahead)
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    context.set_offline(True)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    context.set_offline(False)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert [item["state"] for item in kept(page, "outbox")] == ["arrived"]
    page.evaluate("localStorage.isRight = 'yes'")
    answers(context, "PUT", "**/d/records/*", status=503)
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    tap(page, "heap", "na")
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    assert [item["base"] for item in kept(page, "outbox")] == ["1"]
    page.goto(server + "/d/")
    expect(page.locator("a.task").first).to_contain_text("已保存在手机，等着上传")


def test_what_waits_is_told_rather_than_what_arrived(phone, server, cast):
    """Within the minute that what has arrived is kept, whatever the clock said."""
    context = phone()
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    answers(context, "PUT", "**/d/records/*", status=503)
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    tap(page, "heap", "na")
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.evaluate("""async () => {
      for (const item of await Store.all('outbox')) {
        const late = { queued: Date.now() + 3600000, arrived: Date.now() };
        if (item.state === 'arrived') { await Store.put('outbox', item.id, Object.assign(item, late)); }
      }
    }""")
    page.goto(server + "/d/")
    expect(page.locator("a.task").first).to_contain_text("已保存在手机，等着上传")


def test_a_remark_cleared_before_the_server_was_heard_stays_cleared(
    network, make_phone, cast, wang
):
    """Its correction was opened with a network that then failed, and is gone on with from cold."""
    send(wang, cast, {**ALL_PASS, "suggestion": "交过的建议"})
    phone = make_phone(network.address)
    page = phone.open()
    page.add_init_script(TELLS_OF_TIDYING)
    enter(page, network.address, cast, "wang")
    is_kept(page)
    is_tidy(page)
    page.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(f"{network.address}/d/assignments/{cast.assignments[0]}?correct=1")
    expect(page.locator("#suggestion")).to_have_value("交过的建议")
    page.locator("#suggestion").fill("")
    expect(saved(page)).to_have_text("已保存在手机")
    page.goto(network.address + "/d/waiting")
    page.unroute_all()
    page.locator("[data-drafts] a").click()
    expect(saved(page)).to_have_text("已保存", timeout=30_000)
    expect(page.locator("#item-heap-pass")).to_be_checked()
    expect(page.locator("#suggestion")).to_have_value("")
