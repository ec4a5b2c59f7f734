"""A new version of the checklist comes while a form is half filled: what it lacks is not lost."""

from playwright.sync_api import expect

from tests.cast import with_more, with_one_wish_less
from tests.journeys.form_and_store import saved, wangs_page
from tests.journeys.phone import (
    hand_in,
    open_form,
    pass_all_sections,
    records,
    tap,
)
from tests.records.versions import publish_changed


def open_new_version(page, server: str, cast) -> None:
    """Open the form once more when the phone has fetched it anew: it keeps forms for half a day."""
    form = f"/d/assignments/{cast.assignments[0]}/blank"
    with page.expect_response(lambda answer: answer.url == server + form) as fetched:
        page.goto(server + "/d/")
    fetched.value.finished()
    open_form(page)


def test_what_is_asked_no_more_is_told_in_words_and_handed_in_untouched(
    app, phone, server, cast, photos, office
):
    publish_changed(app, cast, with_more)
    page = wangs_page(phone(), server, cast)
    tap(page, "drain", "fail")
    page.locator("[name=item-drain-0-description]").fill("桥头堵了")
    tap(page, "wishes", "road")
    tap(page, "wishes", "smell")
    page.locator("[name=item-seen-files]").set_input_files(photos[0])
    expect(page.locator("#item-seen .photo-state")).to_have_text("照片已送达")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_one_wish_less)
    open_new_version(page, server, cast)

    drain = page.locator("#item-drain")
    expect(drain).to_contain_text("下水道畅通？")
    expect(drain).to_contain_text("这一问已取消，不用再答")
    expect(drain).to_contain_text("您填的：“不符合”“桥头堵了”")
    expect(page.locator("#item-seen")).to_contain_text("这一问已取消，不用再答")
    expect(page.locator("#item-seen .photo img")).to_be_visible()
    wishes = page.locator("#item-wishes [data-left]")
    expect(wishes).to_contain_text("您填过的“臭味”这里没有地方填了")
    expect(wishes).not_to_contain_text("重新答")
    expect(page.locator("#item-wishes-road")).to_be_checked()
    pass_all_sections(page)
    hand_in(page)
    receipt = page.locator("main")
    expect(receipt).to_contain_text("下水道畅通？（这一问已取消） 不符合；一般，桥头堵了")
    expect(receipt).to_contain_text("最盼着改什么？（这个选项已取消） 臭味")
    expect(receipt).not_to_contain_text("没有填好")
    said = office.get(records(office, cast)[0]).text
    assert "桥头堵了" in said and "修路" in said and "臭味" in said


def half_filled_before(app, page, cast):
    """Fill a question that the next version asks no more."""
    tap(page, "drain", "fail")
    page.locator("[name=item-drain-0-description]").fill("桥头堵了")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_one_wish_less)


def test_a_page_whose_script_is_lost_hands_in_what_is_gone(app, phone, server, cast, office):
    publish_changed(app, cast, with_more)
    context = phone()
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    half_filled_before(app, page, cast)
    page.close()
    page = context.new_page()
    page.route("**/js/phone/fill-page.js*", lambda route: route.abort())
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}")
    expect(page.locator("html.js")).to_have_count(0)
    hand_in(page)
    page.wait_for_url("**/d/records/**")
    expect(page.locator("main")).to_contain_text("桥头堵了")
