"""The administrator and the clerk of a new town in a browser: each finds its way by what it reads."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from inspect_app.settings import ZONE
from tests.accounts.adding import GOOD, ticket_in
from tests.journeys.first_town import (
    CHECKS,
    DEPUTIES,
    GROUPS,
    LIVING,
    PLACES,
    ROLES,
    SITES,
    TITLE,
    UNITS,
    VILLAGES,
    WORK,
    Filled,
)
from tests.journeys.looks import DESK
from tests.roster.roster_file import filled_in


def step(page: Page, title: str) -> Locator:
    """Go back to the first page and return one of its steps."""
    page.get_by_role("link", name="监督视察", exact=True).first.click()
    return page.locator("ol.beginning li", has_text=title)


def take_step(page: Page, title: str) -> None:
    step(page, title).get_by_role("link").click()


def set_password(page: Page, address: str) -> None:
    """Open the one-time link and choose a password, which lets in."""
    page.set_viewport_size(DESK)
    page.goto(address)
    page.get_by_label("新密码").fill(GOOD)
    page.get_by_label("再填一次").fill(GOOD)
    page.get_by_role("button", name="保存密码").click()
    expect(page.locator("ol.beginning")).to_be_visible()


def add_office_account(page: Page, login: str) -> str:
    """Add the clerk's account as the administrator; return where its password is set."""
    page.locator("ol.beginning").get_by_role("link", name="添加账号").click()
    page.get_by_label("用户名").fill(login)
    page.get_by_label("姓名").fill("王秘书")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_label("密码", exact=True).fill(GOOD)
    page.get_by_role("button", name="添加账号").click()
    return ticket_in(page.get_by_label("发给王秘书的文字").input_value())


def log_out(page: Page) -> None:
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/office/login*")


def take_checklists_into_use(page: Page) -> None:
    take_step(page, "选清单、试填")
    for title in (LIVING, WORK):
        page.get_by_role("button", name=f"采用{title}").click()
        expect(page.get_by_role("status")).to_contain_text(f"已采用《{title}》第1版")
    expect(step(page, "选清单、试填")).to_contain_text(f"《{LIVING}》、《{WORK}》")


def fill_basic_data(page: Page, folder: Path) -> None:
    """Download 《基础数据》, fill it as a clerk types it, let it be checked, import it."""
    take_step(page, "村和点位")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="空白的《基础数据》").click()
    book = load_workbook(io.BytesIO(fetched.value.path().read_bytes()))
    deputies = [
        (f"{name[0]} {name[1:]}", f"{GROUPS[n % 6]} ", ROLES.get(n // 6, ""))
        for n, name in enumerate(DEPUTIES)
    ]
    groups, villages = [(group,) for group in GROUPS], [(village,) for village in VILLAGES]
    typed = folder / "基础数据.xlsx"
    typed.write_bytes(
        filled_in(book, 小组=groups, 代表=deputies, 村=villages, 点位=SITES, 责任单位=UNITS)
    )
    page.get_by_label("填好的《基础数据》").set_input_files(typed)
    page.get_by_role("button", name="先检查，不导入").click()
    expect(page.locator("main")).to_contain_text("将新增 91 条（")
    expect(page.locator("main")).to_contain_text("45 位代表")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("main")).to_contain_text("已导入：新增 91 条")
    expect(step(page, "村和点位")).to_contain_text("8 个村（社区），20 个点位")
    expect(step(page, "代表和小组")).to_contain_text("第19届，6 个小组，45 位代表")
    expect(step(page, "责任单位")).to_contain_text("12 个单位")


def plan_and_start(page: Page) -> int:
    """Plan an inspection with both checklists, each village for one of the groups; begin it."""
    take_step(page, "第一次视察")
    today = datetime.now(ZONE).date()
    page.get_by_label("名称", exact=True).fill(TITLE)
    page.get_by_label("带队").fill("镇人大主席 周明")
    page.get_by_label("开始日期").fill(f"{today}")
    page.get_by_label("结束日期").fill(f"{today + timedelta(days=2)}")
    for title in (LIVING, WORK):
        page.locator("label[for^=what-]", has_text=title).click()
    page.get_by_label("用哪份清单").select_option("上面勾的，每份都填")
    page.get_by_label("谁去", exact=True).select_option("各小组轮流，一村一组")
    page.get_by_role("button", name="填到还没安排的行").click()
    expect(page.get_by_role("status")).to_contain_text("现在排了")
    page.get_by_role("button", name="保存方案").first.click()
    page.get_by_role("button", name="开始视察").click()
    expect(page.locator("main")).to_contain_text("视察已开始。接下来发链接给代表")
    return int(re.search(r"/inspections/(\d+)/", page.url)[1])


def links_of(page: Page) -> dict[str, str]:
    """Make the personal links of all deputies, as texts that are sent to each."""
    page.get_by_role("link", name="代表的链接", exact=True).click()
    page.get_by_role("button", name="生成文字").click()
    page.wait_for_url("**/office/links/new")
    texts = page.locator("textarea[id^=text-]").evaluate_all("all => all.map(one => one.value)")
    found = [re.search(r"(\w+)代表您好.*/m/([\w-]+)", text, re.S).groups() for text in texts]
    assert [name for name, _ in found] == sorted(DEPUTIES, key=lambda one: DEPUTIES.index(one) % 6)
    return dict(found)


def type_in_from_paper(page: Page, record: Filled) -> None:
    """Type a paper form into the grid, cell by cell."""
    open_inspection(page)
    page.get_by_role("link", name="录入填好的纸质表").click()
    page.get_by_label("第1行点位").fill(f"{record.village} · {PLACES[0]}")
    page.get_by_label("第1行代表").fill(record.deputy)
    for item in CHECKS[record.checklist]:
        words = "3" if item in record.not_applicable else "1"
        if item in record.found:
            words = f"2 {record.found[item].words}【{record.found[item].severity}】"
        page.locator(f"#c1-{item}").fill(words)
    page.locator("#c1-suggestion").fill(record.suggestion)
    page.get_by_role("button", name="全部录入").click()
    expect(page.get_by_role("status").first).to_contain_text("已录入 1 份")


def open_inspection(page: Page) -> None:
    page.get_by_role("link", name="监督视察", exact=True).first.click()
    page.get_by_role("link", name=TITLE, exact=True).click()


def review_and_close(page: Page) -> None:
    expect(step(page, "第一次视察")).to_contain_text("4 个问题待核定")
    take_step(page, "第一次视察")
    page.get_by_label("筛选出的全部").check()
    page.get_by_role("button", name="核定", exact=True).click()
    expect(page.locator(".last-act")).to_contain_text("核定了 4 个问题")
    take_step(page, "第一次视察")
    page.get_by_role("link", name="结束视察").click()
    expect(page.locator("ul.open")).to_contain_text("37 份检查清单还没有填")
    page.get_by_role("button", name="结束视察").click()
    expect(page.locator("main")).to_contain_text("视察已结束")
    page.get_by_role("link", name="监督视察", exact=True).first.click()
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    expect(page.locator("ol.beginning")).to_have_count(0)


def open_papers(page: Page) -> None:
    open_inspection(page)
    page.get_by_role("link", name="交材料", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("交材料")


def downloads(page: Page) -> Iterator[tuple[str, bytes]]:
    """Press each 下载 of 交材料 that is made at once; yield the files by their names."""
    open_papers(page)
    pressed = page.locator(".papers").locator("button[aria-label^=下载], a[aria-label^=只下载]")
    for one in pressed.all():
        yield downloaded(page, one)


def downloaded(page: Page, pressed: Locator) -> tuple[str, bytes]:
    with page.expect_download() as fetched:
        pressed.click()
    return fetched.value.suggested_filename, fetched.value.path().read_bytes()


def packed(page: Page, button: str, make: Callable[[], None]) -> list[tuple[str, bytes]]:
    """Let a zip be made in the background; return its files by their names without folders."""
    open_papers(page)
    with page.expect_download() as fetched:
        page.get_by_role("button", name=button).click()
        make()
    whole = zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes()))
    return [(PurePosixPath(name).name, whole.read(name)) for name in whole.namelist()]
