"""A deputy looks at the photos of a form on the phone, takes one out and back in."""

import re

from playwright.sync_api import expect

from tests.journeys.looks import PHONE
from tests.journeys.phone import enter_by_link, fill_with_photos, hand_in, open_form


def test_a_tap_shows_a_photo_large_and_a_button_takes_it_out_and_back(phone, server, cast, photos):
    context = phone()
    page = context.new_page()
    enter_by_link(page, server, cast, "wang")
    open_form(page)
    fill_with_photos(page, photos)
    state = page.locator("#item-heap .photo-state").first
    expect(state).to_have_text("照片已送达")
    context.set_offline(True)
    first = page.locator("#item-heap .photo").first
    picture, button = first.locator("img"), first.get_by_role("button")
    for target in (picture, button):
        box = target.bounding_box()
        assert box["height"] >= 60 and box["width"] >= 60
    button.scroll_into_view_if_needed()
    at = page.evaluate("scrollY")

    picture.click()
    assert first.bounding_box() == {"x": 0, "y": 0, **PHONE}
    assert picture.bounding_box()["width"] > 300
    page.go_back()
    assert picture.bounding_box()["width"] == 96 and page.evaluate("scrollY") == at
    picture.click()
    picture.click()
    page.wait_for_url("**/blank*")
    expect(page.locator("[name=item-heap-0-description]")).to_have_value("村口老槐树下")
    assert page.locator("#item-heap .photo input:checked").count() == 2

    button.click()
    expect(state).to_have_text("删掉了1张，提交前可以放回来")
    expect(button).to_have_text("放回来")
    button.click()
    expect(state).to_have_text("")
    button.click()
    context.set_offline(False)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片1张")
    expect(page.locator(".receipt")).to_contain_text("您删掉的1张照片没有一起交")


def test_a_photo_that_still_waits_is_shown_in_full_from_the_phone(phone, server, cast, photos):
    context = phone()
    page = context.new_page()
    enter_by_link(page, server, cast, "wang")
    open_form(page)
    context.set_offline(True)
    fill_with_photos(page, photos[:1])
    picture = page.locator("#item-heap .photo img")
    picture.click()
    expect(picture).to_have_js_property("naturalWidth", 1600)


def test_photos_that_come_with_the_page_have_the_same_button(phone, server, cast, photos):
    context = phone()
    page = context.new_page()
    enter_by_link(page, server, cast, "wang")
    open_form(page)
    fill_with_photos(page, photos)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片2张")
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    expect(page.locator("#saved")).to_have_text("更正：下面是已交的那份")
    button = page.locator("#item-heap .photo button")
    expect(button).to_have_count(2)
    expect(page.get_by_text("带上这张照片")).to_have_count(0)
    button.first.click()
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片1张")


# How often the page goes back for two taps, of which the second comes while it is on its way.
TAPPED_TWICE = """look => {
  let backs = 0;
  const back = history.back;
  history.back = () => { backs += 1; back.call(history); };
  look.click();
  look.click();
  history.back = back;
  return backs;
}"""


def test_a_second_tap_before_the_photo_is_left_does_not_leave_the_form(phone, server, cast, photos):
    context = phone()
    page = context.new_page()
    enter_by_link(page, server, cast, "wang")
    open_form(page)
    fill_with_photos(page, photos[:1])
    form, look = page.url, page.locator("#item-heap .photo a")
    look.click()
    expect(page).to_have_url(re.compile("#photo-"))
    backs = look.evaluate(TAPPED_TWICE)
    expect(page).to_have_url(form)
    assert backs == 1
    look.click()
    expect(page).to_have_url(re.compile("#photo-"))
    look.click()
    expect(page).to_have_url(form)


def test_a_photo_is_large_though_its_small_picture_could_not_be_had(phone, server, cast, photos):
    context = phone()
    page = context.new_page()
    enter_by_link(page, server, cast, "wang")
    open_form(page)
    fill_with_photos(page, photos[:1])
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_have_text("已收到：4项，照片1张")
    other = phone()
    page = other.new_page()
    enter_by_link(page, server, cast, "wang")
    page.route("**/d/photos/*thumb=1*", lambda route: route.abort())
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    look = page.locator("#item-heap .photo a")
    expect(look).to_have_text("照片还没有传到这部手机")
    for _ in range(3):
        look.click()
        expect(look.locator("img")).to_have_js_property("naturalWidth", 1600)
        page.go_back()
        other.set_offline(True)
    expect(look.locator("img")).to_have_attribute("alt", "照片，点开看大图")
