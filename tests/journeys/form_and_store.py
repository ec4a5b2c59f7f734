"""A form open in a deputy's browser, and what its store keeps."""

from playwright.sync_api import BrowserContext, Page

from tests.journeys.phone import enter, open_form

WIPE = """() => new Promise(done => {
  const wiped = indexedDB.deleteDatabase('inspect');
  wiped.onsuccess = wiped.onblocked = done;
})"""
FULL = """
  const put = IDBObjectStore.prototype.put;
  window.isFull = true;
  IDBObjectStore.prototype.put = function () {
    if (window.isFull) { throw new DOMException('full', 'QuotaExceededError'); }
    return put.apply(this, arguments);
  };
"""


def wangs_page(context: BrowserContext, server: str, cast) -> Page:
    page = context.new_page()
    enter(page, server, cast, "wang")
    open_form(page)
    return page


def kept(page: Page, name: str) -> list:
    return page.evaluate("name => Store.all(name)", name)


def saved(page: Page):
    return page.locator("#saved")
