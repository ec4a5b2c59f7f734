"""A deputy's phone in a test, and the steps that are taken on it."""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from founding.waiting import until
from tests.cast import PASSWORD, Cast
from tests.journeys.looks import PHONE
from tests.journeys.network import Network
from tests.waiting import hearing


class PhoneWithDisk:
    """A phone with a disk: its browser is killed and opened again, its storage may be wiped."""

    def __init__(self, browser_type, arguments, folder: Path, address: str) -> None:
        self.browser_type, self.arguments, self.folder = browser_type, arguments, folder
        self.address = address
        self.context: BrowserContext | None = None

    def open(self, path: str | None = None) -> Page:
        self.context = self.browser_type.launch_persistent_context(
            str(self.folder), viewport=PHONE, locale="zh-CN", **self.arguments
        )
        page = self.context.pages[0]
        if path:
            page.goto(self.address + path)
        return page

    def kill(self) -> None:
        """As WeChat and an empty battery do it: no page hears of it."""
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (
                    f"--user-data-dir={self.folder}\0".encode()
                    in (process / "cmdline").read_bytes()
                ):
                    os.kill(int(process.name), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink()


def enter_by_link(page: Page, server: str, cast: Cast, name: str) -> None:
    """Open the deputy's link; a phone after the first is given a code, as by the office."""
    page.goto(f"{server}/m/{cast.links[name]}")
    if page.locator("#code").count():
        page.fill("#code", cast.code(name))
    page.get_by_role("button", name="是我，进入").click()


def enter(page: Page, server: str, cast: Cast, name: str) -> None:
    """Do the same without showing the pages of the link, which costs a tenth of a second each time.

    For what does not depend on them: the link opens without network only where it was shown.
    """
    link = f"{server}/m/{cast.links[name]}"
    asked = page.context.request.get(link)
    code = cast.code(name) if 'name="code"' in asked.text() else ""
    answer = page.context.request.post(
        link, form={"code": code}, headers={"Origin": server}, max_redirects=0
    )
    assert answer.status == 303
    page.goto(server + answer.headers["location"])


def log_in(page: Page, server: str, login: str = "甲镇") -> None:
    """Log the browser in and open the first page, as ``enter`` does for phones."""
    answer = page.context.request.post(
        f"{server}/office/login",
        form={"login": login, "password": PASSWORD},
        headers={"Origin": server},
        max_redirects=0,
    )
    assert answer.status == 303
    page.goto(server + answer.headers["location"])


def tap(page: Page, item: str, value: str) -> None:
    page.locator(f"label[for=item-{item}-{value}]").click()


def board(office, cast) -> str:
    return office.get(f"/office/inspections/{cast.inspection}").text


def records(office, cast) -> list[str]:
    return re.findall(r'href="(/office/records/[^"#]+)"\s+aria-label', board(office, cast))


def open_form(page: Page, number: int = 0) -> None:
    page.wait_for_load_state("load")
    page.locator("a.task").nth(number).click()
    page.wait_for_url("**/blank*")
    page.wait_for_load_state("load")
    expect(page.locator("#fill")).to_be_visible()


def wangs_form(network: Network, make_phone, cast) -> Page:
    """A new phone of 王建国, signed in, its first form open."""
    page = make_phone(network.address).open()
    enter_by_link(page, network.address, cast, "wang")
    open_form(page)
    return page


def second_page(page: Page) -> Page:
    """Open the same form once more on the same phone."""
    two = page.context.new_page()
    two.goto(page.url)
    expect(two.locator("#fill")).to_be_visible()
    return two


def dies(page: Page) -> None:
    """Close the page as WeChat and an empty battery do: its scripts hear nothing of it.

    A page that is closed otherwise saves its draft in that moment, past a network that is only
    pretended to be away.
    """
    page.evaluate("""() => ['pagehide', 'visibilitychange'].forEach(name => {
      window.addEventListener(name, event => event.stopImmediatePropagation(), true);
    })""")
    page.close()


def pass_all_sections(page: Page) -> None:
    """Pass what is left of each section; where nothing is, its button takes no press."""
    for button in page.locator("[data-rest]").all():
        if button.is_enabled():
            button.click()


def fill_with_photos(page: Page, photos: list[Path]) -> None:
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    page.locator("[name=item-heap-0-files]").set_input_files(photos)
    expect(page.locator("#item-heap .photo img")).to_have_count(len(photos))
    pass_all_sections(page)


def hand_in(page: Page) -> None:
    page.locator("#submit").click()


def answers(context: BrowserContext, method: str, path: str, **answer) -> list[str]:
    """Let the network answer a kind of request by itself; return the addresses it answers."""
    seen: list[str] = []

    def fulfil(route) -> None:
        if route.request.method != method:
            route.fallback()
            return
        seen.append(route.request.url)
        route.fulfill(**answer)

    context.route(path, fulfil)
    return seen


def hand_in_to_a_busy_server(page: Page) -> None:
    """What is not answered yet passes; handed in, it waits: the server says 503 to the record."""
    answers(page.context, "PUT", "**/d/records/*", status=503)
    pass_all_sections(page)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")


def is_written(page: Page) -> None:
    """Until the phone's store has all that the form says."""
    until(
        lambda: page.evaluate("""async () => {
          const said = fields => JSON.stringify(fields.filter(field => field[0] !== 'at'));
          const draft = await Store.get('drafts', Draft.key());
          return Boolean(draft) && said(draft.fields) === said(Fill.fields());
        }""")
    )


def stop_the_clock(page: Page) -> None:
    """Time passes by ``pass_time`` alone from here on; the clock was installed before the page.

    It stands still some way ahead, since it goes on until then, which may take a busy machine long.
    """
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 30"))


def pass_time(seconds: int, *pages: Page) -> None:
    """Let time pass for the pages of a phone; what they ask for meanwhile is answered first."""
    under_way: set = set()

    def begun(request) -> None:
        under_way.add(request)

    def over(request) -> None:
        under_way.discard(request)

    noted = {"request": begun, "requestfinished": over, "requestfailed": over}
    for page in pages:
        for event, note in noted.items():
            page.on(event, note)
    for _ in range(2 * seconds):
        pages[0].clock.run_for(500)
        for page in pages:  # what they are writing is written first, too
            page.evaluate("Store.change(['drafts', 'outbox'], store => store('drafts').getAll())")
        until(lambda: not under_way, hearing(pages[0]))
    for page in pages:
        for event, note in noted.items():
            page.remove_listener(event, note)


TELLS_OF_TIDYING = """
  if (window.Cache) {
    const { keys, delete: drop } = Cache.prototype;
    const last = location.origin + '/last';
    Cache.prototype.keys = async function () {
      return (await keys.call(this)).concat(new Request(last));
    };
    Cache.prototype.delete = function (one) {
      window.isTidy = window.isTidy || one.url === last;
      return drop.call(this, one);
    };
  }
"""


def is_tidy(page: Page) -> None:
    """Until the list of sites has thrown away what need not be kept for a cold start.

    The page was given ``TELLS_OF_TIDYING``: as if one thing more were kept, thrown away last.
    """
    page.wait_for_load_state("load")
    until(lambda: page.evaluate("window.isTidy"))


def state(page: Page):
    return page.locator("#sending:not([hidden]) [data-state]")


def is_kept(page: Page) -> None:
    """Until the forms are kept for a cold start."""
    page.wait_for_load_state("load")
    last = page.locator("a.task").last.get_attribute("href")
    until(lambda: page.evaluate(f"caches.match('{last}').then(Boolean)"))
