"""What only a browser shows of one phone: its tabs, photos and clipboard, and browsers of before."""

import io
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from founding.waiting import until
from tests.journeys.form_and_store import kept, saved, wangs_page
from tests.journeys.phone import (
    PHONE,
    TELLS_OF_TIDYING,
    answers,
    dies,
    enter,
    hand_in,
    hand_in_to_a_busy_server,
    is_tidy,
    open_form,
    pass_all_sections,
    records,
    second_page,
    tap,
)
from tests.records.filling import jpeg


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
    expect(two.locator("#conflict li")).to_have_count(1)
    until(lambda: kept(two, "drafts")[0].get("open"))
    dies(two)
    dies(one)
    context.set_offline(False)
    page = context.new_page()
    page.goto(blank)
    expect(page.locator("#conflict li")).to_have_count(1)
    page.get_by_role("button", name="另一处填的").click()
    expect(page.locator("#item-heap-pass")).to_be_checked()
    expect(saved(page)).to_have_text("已保存")


def test_what_two_phones_differ_in_is_seen_where_one_is_chosen(
    phone, server, cast, wang, draft, photos
):
    """The severity, an answer of a place this form has not, which photo."""
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "heap", "fail")
    page.locator("[name=item-seen-files]").set_input_files(photos[0])
    expect(page.locator("#item-seen .photo")).to_have_count(1)
    expect(saved(page)).to_have_text("已保存在手机")
    theirs = str(uuid4())
    assert wang.put(f"/d/photos/{theirs}?record={uuid4()}", jpeg("blue")).status_code == 200
    other = {"device": "other", "n": 1, "saves": 0, "item-seen": theirs, "item-heap": "fail"}
    other |= {"item-heap-0-severity": "critical", "item-heap-1-severity": "minor"}
    other["item-heap-1-description"] = "桥头"
    assert wang.put(draft, other).status_code == 200
    context.set_offline(False)

    heap = page.locator("#conflict li", has_text="没有成堆垃圾")
    seen = page.locator("#conflict li", has_text="全景照片")
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


@pytest.mark.parametrize("way", ["先存着", "返回"])
def test_leaving_waits_for_the_photos_in_work(phone, server, cast, large_photos, way):
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(large_photos)
    page.get_by_text(way).first.click()
    page.wait_for_url("**/d/")
    page.wait_for_load_state("load")
    assert len(kept(page, "photos")) == 2
    open_form(page)
    expect(page.locator("#item-heap .photo img")).to_have_count(2)


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
    page.locator("[name=item-heap-0-files]").set_input_files([bad])
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
    page.locator("[name=item-heap-0-files]").set_input_files(path)
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
