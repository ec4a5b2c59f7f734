"""A phone that can keep nothing more, but has a network: what waits is delivered all the same."""

from playwright.sync_api import expect

from tests.journeys.phone import (
    answers,
    fill_with_photos,
    hand_in,
    hand_in_to_a_busy_server,
    open_form,
    pass_all_sections,
    records,
    state,
    tap,
    until,
)
from tests.journeys.test_one_phone import FULL, kept, saved, wangs_page

FULL_LATER = FULL.replace("window.isFull = true", "window.isFull = false")


def test_all_that_waits_is_delivered_once_from_a_phone_that_became_full(
    phone, server, cast, office, photos
):
    context = phone(FULL_LATER)
    page = wangs_page(context, server, cast)
    answers(context, "PUT", "**/d/records/*", status=503)
    answers(context, "PUT", "**/d/photos/*", status=503)
    fill_with_photos(page, photos)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.goto(server + "/d/")
    open_form(page, 1)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.goto(server + "/d/waiting")
    expect(page.locator("#waiting .big-words")).to_have_count(2)
    page.evaluate("window.isFull = true")
    taken: list[str] = []
    page.on(
        "response",
        lambda one: taken.append(one.url) if one.ok and one.request.method == "PUT" else None,
    )
    context.unroute_all()
    page.evaluate("Outbox.flush(true)")
    until(lambda: len(records(office, cast)) == 2, page)
    both = records(office, cast)
    until(lambda: any("2/2" in office.get(record).text for record in both), page)
    expect(page.locator("#waiting .big-words")).to_have_text(["已送达", "已送达"])
    page.evaluate("Outbox.flush(true)")  # ends when all that waits has been tried
    until(lambda: len(taken) >= 4, page)  # told after the page has them
    assert len(taken) == len(set(taken)) == 4
    assert kept(page, "bytes") == []  # which makes room

    page.evaluate("window.isFull = false")
    page.evaluate("Outbox.flush(true)")
    until(lambda: [item["state"] for item in kept(page, "outbox")] == ["arrived", "arrived"], page)


def test_what_was_delivered_from_memory_leaves_no_draft_to_be_handed_in_again(
    phone, server, cast, office
):
    page = wangs_page(phone(FULL_LATER), server, cast)
    page.locator("#suggestion").fill("先写的")
    expect(saved(page)).to_have_text("已保存")
    page.evaluate("window.isFull = true")
    page.locator("#suggestion").fill("后写的")
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert kept(page, "drafts") == []
    assert "后写的" in office.get(records(office, cast)[0]).text


def test_what_another_page_saved_goes_along_from_memory(phone, server, cast, office):
    page = wangs_page(phone(FULL_LATER), server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_have_text("已保存")
    page.evaluate("window.isFull = true")
    pass_all_sections(page)
    expect(saved(page)).to_have_text("已保存")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#suggestion").fill("另一页写的")
    expect(saved(other)).to_have_text("已保存")
    other.close()
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert "另一页写的" in office.get(records(office, cast)[0]).text
    assert kept(page, "drafts") == []


def test_a_full_phone_tries_again_when_asked(phone, server, cast, office):
    page = wangs_page(phone(FULL_LATER), server, cast)
    hand_in_to_a_busy_server(page)
    page.goto(server + "/d/waiting")
    expect(page.locator("#waiting .big-words")).to_contain_text("已保存在手机")
    page.evaluate("window.isFull = true")
    page.context.unroute_all()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="再试一次").click()
    until(lambda: said or len(records(office, cast)) == 1, page)
    assert said == []
    expect(page.locator("#waiting .big-words")).to_have_text("已送达")
