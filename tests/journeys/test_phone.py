"""The deputy's phone: Chromium at 360x640 against the real server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.checklist.every_kind import EVERY_KIND
from tests.journeys.looks import PHONE
from tests.journeys.phone import enter, tap
from tests.records.versions import use_at_first_site


@pytest.fixture
def phone(page: Page, server: str) -> Iterator[Page]:
    """A phone that must never log an error or reach another host."""
    page.set_viewport_size(PHONE)
    page.on("console", lambda message: _fail_on_error(message.type, message.text))
    page.on("request", lambda request: _stay(request.url, server))
    yield page
    # Before the server goes: what is still under way would be an error, of the next tests too.
    page.close()


def _fail_on_error(kind: str, text: str) -> None:
    # A refused form is a 422; Chromium logs it, like a cut network, as an error.
    assert kind != "error" or "422" in text or "net::ERR_FAILED" in text, text


def _stay(url: str, server: str) -> None:
    assert url.startswith((server, "blob:" + server)), url


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "现场.jpg"
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(path, quality=90)
    return path


def test_an_all_pass_site_of_three_sections_takes_seven_taps_and_no_typing(phone, server, cast):
    phone.goto(f"{server}/m/{cast.links['wang']}")
    taps = [
        phone.get_by_role("button", name="是我，进入"),
        phone.locator("a.task").first,
        *[phone.locator("[data-rest]").nth(n) for n in range(3)],
        phone.get_by_role("button", name="提交"),
    ]
    for target in taps:
        target.click()

    assert len(taps) <= 7
    expect(phone.get_by_role("heading", level=1)).to_contain_text("已收到")
    expect(phone.locator(".big-words")).to_have_text("已收到：4项")


def test_progress_and_review_lead_to_what_is_missing(phone, server, cast):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    expect(phone.locator("#progress")).to_have_text("已答 0/4")
    phone.locator("[data-rest]").first.click()
    expect(phone.locator("#progress")).to_have_text("已答 2/4")

    phone.get_by_role("button", name="提交").click()
    expect(phone.locator("#review-title")).to_have_text("还差 2 项没有回答，点一下就到")
    phone.locator("#unanswered a").first.click()
    assert phone.url.endswith("#item-ditch")
    expect(phone.locator("#item-ditch")).to_be_in_viewport()


def test_a_failed_item_unfolds_its_follow_ups_and_folds_them_again(phone, server, cast):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    description = phone.locator("[name=item-heap-0-description]")
    expect(description).to_be_hidden()
    tap(phone, "heap", "fail")
    expect(description).to_be_visible()
    expect(phone.locator("#item-heap-0-severity-major")).to_be_checked()
    tap(phone, "heap", "pass")
    expect(description).to_be_hidden()


def test_places_that_are_described_stay_in_sight_whatever_number_is_typed(phone, server, cast, app):
    use_at_first_site(app, cast, EVERY_KIND)
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    count, said = phone.locator("#item-bins-value"), phone.locator("#item-bins [data-places-said]")
    description = phone.locator("[name=item-bins-0-description]")
    expect(description).to_be_hidden()
    count.fill("1")
    description.fill("村口一堆")
    expect(said).to_be_hidden()
    phone.locator("#item-bins [data-more]").click()
    phone.locator("[name=item-bins-1-description]").fill("桥头也有")
    for fewer in ("1", "", "0", "没有"):
        count.fill(fewer)
        expect(said).to_have_text("下面写了2处的情况，按2处记")
        expect(description).to_be_visible()
    count.fill("")
    expect(phone.locator("[data-rest]").first).to_have_text("本节其余都符合（2项）")
    count.fill("3")
    expect(said).to_be_hidden()
    count.fill("没有")
    description.fill("")
    phone.locator("[name=item-bins-1-description]").fill("")
    expect(description).to_be_hidden()


def test_what_goes_out_of_sight_with_another_answer_is_said_to_be_there_and_not_to_count(
    phone, server, cast
):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    unseen = phone.get_by_text("照现在的回答交，就不算")
    tap(phone, "heap", "fail")
    tap(phone, "heap", "pass")
    tap(phone, "heap", "fail")
    phone.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    expect(unseen).to_have_count(0)
    tap(phone, "heap", "pass")
    expect(unseen).to_be_visible()
    phone.reload()
    expect(phone.locator("#item-heap").get_by_text("点回原来的回答")).to_be_visible()
    tap(phone, "heap", "fail")
    expect(unseen).to_have_count(0)
    expect(phone.locator("[name=item-heap-0-description]")).to_have_value("村口老槐树下")

    tap(phone, "happy", "no")
    phone.locator("#item-why").get_by_role("textbox").fill("路灯不亮")
    tap(phone, "happy", "yes")
    expect(unseen).to_be_visible()


def test_a_condition_shows_its_item(phone, server, cast):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    skipped = phone.get_by_text("8. 这一问现在不用填")
    expect(phone.locator("#item-why")).to_be_hidden()
    expect(skipped).to_be_visible()
    tap(phone, "happy", "no")
    expect(phone.locator("#item-why")).to_be_visible()
    expect(skipped).to_be_hidden()


def test_another_phone_goes_on_where_this_one_stopped(phone, server, cast, browser, photo):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    tap(phone, "heap", "fail")
    phone.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    phone.locator("#item-heap [data-more]").click()
    phone.locator("[name=item-heap-1-description]").fill("桥头")
    phone.locator("[name=item-heap-1-files]").set_input_files(photo)
    expect(phone.locator("#item-heap .place").nth(1).locator(".photo-state")).to_have_text(
        "照片已送达"
    )
    expect(phone.locator("#saved")).to_have_text("已保存")

    other = browser.new_context(viewport=PHONE).new_page()
    enter(other, server, cast, "wang")
    expect(other.locator("a.task").first).to_contain_text("填了 1/4，接着填")
    other.locator("a.task").first.click()

    expect(other.locator("#saved")).to_have_text("接着上次的填")
    expect(other.locator("[name=item-heap-0-description]")).to_have_value("村口老槐树下")
    expect(other.locator("[name=item-heap-1-description]")).to_have_value("桥头")
    expect(other.locator("#item-heap .place").nth(1).locator(".photo img")).to_be_visible()
    expect(other.locator("#item-heap .place").nth(0).locator(".photo")).to_have_count(0)
    other.context.close()


def test_what_is_entered_before_the_draft_arrives_overwrites_nothing(phone, server, cast, wang):
    """A slow network: the form opens, the deputy taps, then the server's copy comes."""
    draft = f"/d/assignments/{cast.assignments[0]}/draft"
    wang.put(draft, {"item-ditch": "fail", "item-ditch-0-description": "桥下发黑"})
    enter(phone, server, cast, "wang")
    phone.route("**/draft", lambda route: route.abort() if is_cut else route.continue_())
    is_cut = True
    phone.locator("a.task").first.click()
    expect(phone.locator("#fill")).to_be_visible()
    tap(phone, "heap", "pass")
    expect(phone.locator("#saved")).to_have_text("已保存在手机")
    is_cut = False
    expect(phone.locator("#saved")).to_have_text("已保存", timeout=15_000)

    names = [name for name, _ in wang.get(draft).json["fields"]]
    assert {"item-heap", "item-ditch", "item-ditch-0-description"} <= set(names)
    expect(phone.locator("[name=item-ditch-0-description]")).to_have_value("桥下发黑")


def test_a_double_tap_on_submit_makes_one_record(phone, server, cast, office):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    for n in range(3):
        phone.locator("[data-rest]").nth(n).click()
    phone.get_by_role("button", name="提交").dblclick()
    expect(phone.locator(".big-words")).to_be_visible()

    board = office.get(f"/office/inspections/{cast.inspection}").text
    assert len(re.findall(r"第\d+号记录", board)) == 1


def test_going_back_after_the_receipt_leads_to_the_sites_and_the_form_to_the_receipt(
    phone, server, cast
):
    enter(phone, server, cast, "wang")
    phone.locator("a.task").first.click()
    form = phone.url
    for n in range(3):
        phone.locator("[data-rest]").nth(n).click()
    phone.get_by_role("button", name="提交").click()
    expect(phone.locator(".receipt .big-words")).to_be_visible()
    phone.go_back()
    expect(phone.locator("a.task").first).to_contain_text("已送达 第1号")
    phone.goto(form)
    phone.wait_for_url(re.compile("/d/records/"))


def test_without_scripts_the_plain_form_does_the_job(browser, server, cast, photo):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    enter(page, server, cast, "li")
    page.locator("a.task").first.click()
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-description]").fill("水沟边")
    page.locator("[name=item-heap-0-files]").set_input_files(photo)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("还差 3 处")
    expect(page.locator("[name=item-heap-0-description]")).to_have_value("水沟边")
    for n in range(3):
        page.locator("[data-rest]").nth(n).click()
    page.get_by_role("button", name="提交").click()

    expect(page.locator(".big-words")).to_have_text("已收到：4项，照片1张")
    context.close()
