"""A town begins: from an empty database, by its own people alone, to the files that it hands in.

No SQL and no demo; administrator and clerk press what they see in a browser. What stands in the
files is recounted from what was handed in here.
"""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, Request, expect

from inspect_app.spreadsheet import EXCEL
from tests.accounts.adding import ticket_in
from tests.beginning.new_towns import HOME, new_office, new_town, said_of_new_town
from tests.journeys.first_clerk import (
    add_office_account,
    downloads,
    fill_basic_data,
    links_of,
    log_out,
    packed,
    plan_and_start,
    review_and_close,
    set_password,
    take_checklists_into_use,
    type_in_from_paper,
)
from tests.journeys.first_files import all_words, assert_recounted, opened
from tests.journeys.first_town import BY_LIAISON, CHECKS, OFFLINE, ON_PAPER, OWN_WORDS, Filled
from tests.journeys.looks import PHONE
from tests.journeys.phone import hand_in, open_form, tap
from tests.journeys.walking import Walker
from tests.person import Person
from tests.reports.downloads import make_what_waits
from tests.soup import soup


def test_a_town_begins_and_hands_in_its_first_files(
    app, server: str, page: Page, new_context, tmp_path: Path
):
    been: list[str] = []
    page.on("request", partial(note_page, been))
    begin(page, server, said_of_new_town(app, "清溪镇", "guanli", contact("清溪镇")))
    take_checklists_into_use(page)
    fill_basic_data(page, tmp_path)
    inspection = plan_and_start(page)
    links = links_of(page)

    fill_offline(new_context().new_page(), f"{server}/m/{links['王建军']}", OFFLINE, tmp_path)
    fill_as_liaison(Walker(Person(app).enter(links["赵建军"])), BY_LIAISON)
    type_in_from_paper(page, ON_PAPER)
    review_and_close(page)

    files = list(downloads(page))
    make = partial(make_what_waits, app)
    (photo, _), everything = (packed(page, one, make) for one in ("打包照片", "打包全部材料"))
    assert photo in everything
    papers = {name for name, _ in everything if not name.endswith((".jpg", ".txt"))}
    assert papers == {name for name, _ in files} and len(papers) == 15
    for name, content in {*files, *everything}:
        assert_recounted(name, content)
    other = new_office(app, new_town(app, "白云镇", "guanli2", contact("白云镇")), "li")
    assert_nothing_seen(page, server, inspection, other, been)


def note_page(been: list[str], request: Request) -> None:
    if request.is_navigation_request() and request.method == "GET":
        where = urlsplit(request.url)
        been.append(f"{where.path}?{where.query}" if where.query else where.path)


def contact(town: str) -> str:
    return f"{town}人大办王秘书（电话0578-6012345）"


def begin(page: Page, server: str, said: str) -> None:
    """Let the administrator in by the command line's link, and after it the clerk by its own."""
    set_password(page, server + ticket_in(said))
    ticket = add_office_account(page, "wang")
    log_out(page)
    set_password(page, server + ticket)


def fill_offline(page: Page, link: str, record: Filled, folder: Path) -> None:
    """Open the form, lose the network, fill it with a photo, hand it in; then the network is back."""
    photo = folder / "IMG_0001.jpg"
    Image.effect_noise((400, 300), 40).convert("RGB").save(photo)
    page.set_viewport_size(PHONE)
    page.goto(link)
    page.get_by_role("button", name="是我，进入").click()
    open_form(page)
    page.context.set_offline(True)
    for item, found in record.found.items():
        tap(page, item, "fail")
        page.locator(f"[name=item-{item}-0-description]").fill(found.words)
        page.locator(f"[name=item-{item}-0-files]").set_input_files(photo)
        expect(page.locator(f"#item-{item} .photo img")).to_have_count(1)
    for rest in page.locator("[data-rest]").all():
        rest.click()
    hand_in(page)
    expect(page.locator("main")).to_contain_text("已保存在手机，有网络时自动上传")
    page.context.set_offline(False)
    expect(page.locator(".big-words")).to_have_text(f"已收到：{record.judged}项，照片1张")


def fill_as_liaison(liaison: Walker, record: Filled) -> None:
    """Fill the form of a groupmate at the group's first site."""
    today = soup(liaison.get("/d/"))
    (mate,) = [
        link["href"]
        for link in today.select("a[href*='?for=']")
        if record.deputy in link.find_parent("li").get_text()
    ]
    tasks = soup(liaison.get(mate)).select("a.task")
    blank = next(one["href"] for one in tasks if record.checklist in one.get_text())
    typed = {f"item-{item}": "pass" for item in CHECKS[record.checklist]}
    for item, found in record.found.items():
        typed |= {f"item-{item}": "fail", f"item-{item}-0-description": found.words}
    receipt = liaison.press(blank.replace("/blank", ""), "提交", **typed)
    assert "由赵建军（联络员）代录" in receipt.text and f"已收到：{record.judged}项" in receipt.text


def assert_nothing_seen(
    page: Page, server: str, inspection: int, other: Person, been: list[str]
) -> None:
    """Where the first town's office reads its own words, the other's finds none of them."""
    kinds = ("groups", "deputies", "villages", "sites", "units")
    tabs = ("", "/plan", "/records", "/findings", "/photos", "/report", "/papers")
    own = [
        HOME, "/office/links", "/office/audit", *[f"/office/roster/{kind}" for kind in kinds],
        *[f"{HOME}/{inspection}{tab}" for tab in tabs],
    ]  # fmt: skip
    for path in own:
        assert own_words_in(page.request.get(server + path).text()), path
    for path in dict.fromkeys([*own, *been]):
        answer = other.get(path)
        is_book = answer.mimetype == EXCEL  # the blank one that is to be filled
        assert not own_words_in(all_words(opened(answer.data)) if is_book else answer.text), path


def own_words_in(said: str) -> list[str]:
    return [word for word in OWN_WORDS if word in said]
