"""A phone whose store answers late, is full, loses the connection to it, or is not there."""

import re

from playwright.sync_api import expect

from founding.waiting import until
from tests.journeys.form_and_store import FULL, kept, saved, wangs_page
from tests.journeys.looks import PHONE
from tests.journeys.phone import (
    answers,
    enter_by_link,
    hand_in,
    open_form,
    pass_all_sections,
    records,
    state,
    tap,
)
from tests.waiting import hearing

SLOW = """
  const open = IDBFactory.prototype.open;
  const held = [];
  IDBFactory.prototype.open = function (...all) {
    if (localStorage.answers) { return open.apply(this, all); }
    const given = {};
    held.push(() => {
      const real = open.apply(this, all);
      const pass = name => () => { given.result = real.result; given[name](); };
      real.onupgradeneeded = pass('onupgradeneeded');
      real.onsuccess = pass('onsuccess');
    });
    return given;
  };
  window.answer = () => { localStorage.answers = 'yes'; held.forEach(one => one()); };
"""
UNREAD = "手机里存的还没有读出来"


def test_what_was_handed_in_before_the_store_answered_is_kept_and_sent(
    phone, server, cast, photos, office
):
    context = phone(SLOW)
    page = wangs_page(context, server, cast)
    answers(context, "PUT", re.compile("/d/(records|photos)/"), status=503)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(photos)
    expect(page.locator("#item-heap .photo img")).to_have_count(2)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("还在这一页上")
    page.evaluate("answer()")
    expect(state(page)).to_contain_text("已保存在手机")
    page.close()

    page = context.new_page()
    page.goto(server + "/d/")
    page.evaluate("delete localStorage.answers")
    page.goto(server + "/d/waiting")
    expect(page.locator("[data-unread]")).to_contain_text(UNREAD)
    context.unroute_all()
    page.evaluate("answer()")
    expect(page.locator("#waiting .big-words")).to_have_text("已送达")
    until(lambda: "2/2" in office.get(records(office, cast)[0]).text)


COUNTED = """
  window.opens = window.closes = 0;
  function counted(owner, method, name) {
    const own = owner[method];
    owner[method] = function () { window[name] += 1; return own.apply(this, arguments); };
  }
  counted(IDBFactory.prototype, 'open', 'opens');
  counted(IDBDatabase.prototype, 'close', 'closes');
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function () {
    if (this === window.lost) { throw new DOMException('lost', 'InvalidStateError'); }
    window.last = this;
    return transaction.apply(this, arguments);
  };
"""


def test_a_full_phone_does_not_open_one_connection_after_the_other(phone, server, cast):
    page = wangs_page(phone(FULL + COUNTED), server, cast)
    for value in ("pass", "na", "fail"):
        tap(page, "heap", value)
        expect(saved(page)).to_have_text("已保存")  # on the server
    assert page.evaluate("opens - closes") == 1


def test_a_lost_connection_is_closed_and_a_new_one_keeps_what_is_entered(phone, server, cast):
    page = wangs_page(phone(COUNTED), server, cast)
    tap(page, "heap", "pass")
    expect(saved(page)).to_have_text("已保存")
    page.evaluate("window.lost = window.last")
    tap(page, "heap", "na")
    until(lambda: ["item-heap", "na"] in kept(page, "drafts")[0]["fields"], hearing(page))
    assert page.evaluate("[opens, closes]") == [2, 1]


WRITTEN = """
  const begin = IDBDatabase.prototype.transaction;
  window.written = [];
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    if (mode === 'readwrite') { window.written.push([names, (options || {}).durability]); }
    return begin.apply(this, arguments);
  };
"""


def test_nothing_is_called_kept_before_it_is_on_the_disk(phone, server, cast, photos):
    """Browsers say else that it is done when it is only on its way there."""
    context = phone(WRITTEN)
    page = wangs_page(context, server, cast)
    answers(context, "PUT", re.compile("/d/(records|photos)/"), status=503)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-files]").set_input_files(photos[0])
    expect(page.locator("#item-heap .photo img")).to_have_count(1)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    written = page.evaluate("written")
    assert {name for names, _ in written for name in names} >= {"drafts", "photos", "outbox"}
    assert {durability for _, durability in written} == {"strict"}


def test_where_pages_may_keep_nothing_the_form_still_does_its_job(network, browser, cast, office):
    context = browser.new_context(viewport=PHONE)
    context.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page = context.new_page()
    enter_by_link(page, network.address, cast, "wang")
    open_form(page)
    # What is entered before the page knows who is signed in is asked about.
    until(
        lambda: page.evaluate("Boolean(Draft.localCopy && Draft.localCopy.deputy)"), hearing(page)
    )
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert len(records(office, cast)) == 1
    context.close()
