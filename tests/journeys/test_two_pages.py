"""Two pages of one form on one phone: what is handed in on one has what the other saved, or asks."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.phone import (
    dies,
    hand_in,
    pass_all_sections,
    records,
    second_page,
    state,
    tap,
    until,
    wangs_form,
)
from tests.journeys.test_one_phone import kept, saved, wangs_page


def page_with_the_same(page: Page) -> Page:
    """Open the form a second time; return when it shows what the first page saved."""
    two = second_page(page)
    expect(two.locator("#item-heap-pass")).to_be_checked()
    return two


def record(office, cast) -> str:
    return office.get(records(office, cast)[0]).text


@pytest.mark.parametrize("has_network", [True, False])
def test_what_is_handed_in_has_what_another_page_saved(
    network, make_phone, cast, office, has_network
):
    one = wangs_form(network, make_phone, cast)
    pass_all_sections(one)
    expect(saved(one)).to_have_text("已保存")
    two = page_with_the_same(one)
    if not has_network:
        network.cut()
    two.locator("#suggestion").fill("第二页写的一大段")
    expect(saved(two)).to_have_text("已保存" if has_network else "已保存在手机")
    two.close()
    hand_in(one)
    if not has_network:
        expect(state(one)).to_contain_text("已保存在手机")
        network.mend()
    expect(one.locator(".receipt .big-words")).to_be_visible(timeout=40_000)
    assert "第二页写的一大段" in record(office, cast)
    assert kept(one, "drafts") == []


def test_what_another_page_saves_at_the_very_moment_is_handed_in_too(phone, server, cast, office):
    one = wangs_page(phone(), server, cast)
    pass_all_sections(one)
    expect(saved(one)).to_have_text("已保存")
    two = page_with_the_same(one)
    one.evaluate("""() => {
      const write = Fill.draft.write;
      Fill.draft.write = async () => {
        await write();
        Fill.draft.write = write;
        await new Promise(done => { window.goOn = done; });
      };
    }""")
    hand_in(one)
    until(lambda: one.evaluate("Boolean(window.goOn)"), one)
    two.locator("#suggestion").fill("赶在提交前写的")
    expect(saved(two)).to_have_text("已保存")
    one.evaluate("goOn()")
    expect(one.locator(".receipt .big-words")).to_be_visible()
    assert "赶在提交前写的" in record(office, cast)


def test_a_correction_has_what_another_page_saved_with_its_photos(
    phone, server, cast, office, photos
):
    one = wangs_page(phone(), server, cast)
    pass_all_sections(one)
    hand_in(one)
    expect(one.locator(".receipt .big-words")).to_be_visible()
    one.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    expect(saved(one)).to_have_text("更正：下面是已交的那份")
    two = page_with_the_same(one)
    tap(two, "ditch", "fail")
    two.locator("#item-ditch-0-description").fill("第二页的更正")
    two.locator("#item-ditch-0-files").set_input_files(photos)
    expect(two.locator("#item-ditch .photo img")).to_have_count(2)
    expect(saved(two)).to_have_text("已保存")
    two.close()
    hand_in(one)
    expect(one.locator(".receipt")).to_contain_text("更正过 1 次")
    said = record(office, cast)
    assert "第二页的更正" in said and "<dt>照片</dt><dd>2/2" in said


def test_what_another_page_entered_while_it_asked_is_asked_before_handing_in(
    phone, server, cast, office
):
    context = phone()
    one = wangs_page(context, server, cast)
    two = second_page(one)
    context.set_offline(True)
    tap(one, "heap", "fail")
    one.locator("#item-heap-0-description").fill("甲页")
    pass_all_sections(one)
    expect(saved(one)).to_have_text("已保存在手机")
    tap(two, "heap", "na")
    expect(two.locator("#apart li")).to_have_count(1)
    tap(two, "ditch", "fail")
    two.locator("#item-ditch-0-description").fill("乙页的沟")
    expect(saved(two)).to_have_text("已保存在手机")
    hand_in(one)
    expect(one.locator("#apart li")).not_to_have_count(0)
    while one.locator("#apart li").count():
        choice = (
            "另一处填的"
            if "乙页的沟" in one.locator("#apart li").first.inner_text()
            else "这里填的"
        )
        one.locator("#apart li").first.get_by_role("button", name=choice).click()
    expect(saved(one)).to_have_text("已保存在手机")
    hand_in(one)
    expect(state(one)).to_contain_text("已保存在手机")
    dies(two)
    context.set_offline(False)
    expect(one.locator(".receipt .big-words")).to_be_visible(timeout=40_000)
    said = record(office, cast)
    assert "甲页" in said and "乙页的沟" in said


def test_two_answers_still_to_choose_from_are_both_handed_in_as_they_stand(
    phone, server, cast, office
):
    """From the list of what is half filled, where the form itself opens no more."""
    context = phone()
    one = wangs_page(context, server, cast)
    two = second_page(one)
    context.set_offline(True)
    one.locator("#suggestion").fill("甲页写的")
    expect(saved(one)).to_have_text("已保存在手机")
    two.locator("#suggestion").fill("乙页写的")
    expect(two.locator("#apart li")).to_have_count(1)
    until(lambda: kept(two, "drafts")[0].get("open"), two)
    dies(one)
    context.set_offline(False)
    two.goto(server + "/d/waiting")
    two.get_by_text("这份表打不开？").click()
    two.once("dialog", lambda asked: asked.accept())
    two.get_by_role("button", name="就这样交上去").click()
    expect(two.locator("#waiting .big-words")).to_have_text(["已送达", "已送达"])
    assert kept(two, "drafts") == []
    said = record(office, cast)
    assert "甲页写的" in said and "乙页写的" in said


def test_a_photo_that_is_kept_while_another_page_hands_in_is_not_thrown_away(
    phone, server, cast, photos
):
    """Looked for in drafts and outbox first, it would be one that nothing shows."""
    context = phone()
    one = wangs_page(context, server, cast)
    context.set_offline(True)
    one.evaluate("""() => {
      const all = Store.all;
      let isFirst = true;
      Store.all = async name => {
        const found = await all(name);
        if (name === 'drafts' && isFirst) {
          isFirst = false;
          window.reads = true;
          await new Promise(done => { window.goOn = done; });
        }
        return found;
      };
    }""")
    unshown = one.evaluate_handle("() => ({ photos: Outbox.unshown() })")
    until(lambda: one.evaluate("Boolean(window.reads)"), one)
    one.locator("#item-seen-files").set_input_files(photos[0])
    expect(one.locator("#item-seen .photo")).to_have_count(1)
    one.evaluate("goOn()")
    assert unshown.evaluate("async found => (await found.photos).length") == 0
