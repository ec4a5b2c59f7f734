"""A walk through the demo town; ``make screenshots`` takes the pictures of README and handbook on it."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from inspect_app import demo
from inspect_app.checklist.shipped import FOLDER as CHECKLISTS
from inspect_app.pages.views.assets import STATIC
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import ZONE
from tests.apps import create_app, served
from tests.journeys.looks import DESK, PHONE


@pytest.fixture
def jiahe(env: dict[str, str], empty_database: Path) -> Iterator[tuple[str, demo.Entrances]]:
    """嘉禾镇, served; its address and entrances."""
    app = create_app(env)
    database, settings = app.extensions["database"], app.extensions["settings"]
    shutil.copy(empty_database, settings.database)
    store, today = PhotoStore(settings.photo_folder), datetime.now(ZONE).date()
    entrances = demo.load(database, store, CHECKLISTS, settings, today, lambda _: None)
    with served(app) as address:
        yield address, entrances
    database.engine.dispose()


Camera = Callable[[str], None]


@pytest.fixture
def album() -> Path | None:
    """Where pictures are kept, if any are asked for."""
    asked = os.environ.get("SCREENSHOTS")
    return Path(asked).absolute() if asked else None


@pytest.fixture
def take(page: Page, album: Path | None) -> Camera:
    def picture(name: str) -> None:
        if album:
            page.screenshot(path=album / f"{name}.png")

    return picture


@pytest.fixture
def show(page: Page, album: Path | None) -> Camera:
    """Take a picture for the handbook: the upper part of a page, in few colours, as it is sent."""

    def picture(name: str) -> None:
        if not album:
            return
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        upper = image.crop((0, 0, image.width, 480 if image.width == PHONE["width"] else 690))
        few_colours = upper.quantize(48, dither=Image.Dither.NONE)
        few_colours.save(STATIC / "handbook" / f"{name}.png", optimize=True)

    return picture


def local(address: str, server: str) -> str:
    return address.replace("http://localhost", server)


def test_the_phones_pages(page: Page, jiahe, take, show):
    server, entrances = jiahe
    page.set_viewport_size(PHONE)
    page.goto(local(entrances["deputies"][0]["url"], server))
    show("enter")
    page.get_by_role("button", name="是我，进入").click()
    take("phone-today")
    page.locator("a.task", has_text="人居环境").first.click()
    page.locator("#item-rj01 .three").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.section').scrollIntoView()")
    show("form")
    page.locator("label[for=item-rj01-fail]").click()
    page.locator("[name=item-rj01-0-description]").fill("村口老槐树下一堆旧家具")
    expect(page.locator("#saved")).to_have_text("已保存")
    page.locator("#item-rj01").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('item-rj01').scrollIntoView()")
    take("phone-form")
    for rest in page.locator("[data-rest]").all():
        rest.click()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".big-words")).to_contain_text("已收到")
    take("phone-receipt")


def test_the_offices_pages_and_the_workbook(page: Page, jiahe, take, show, album, tmp_path):
    server, entrances = jiahe
    office = entrances["office"]
    page.set_viewport_size(DESK)
    page.goto(local(office["url"], server))
    page.fill("#login", office["login"])
    page.fill("#password", office["password"])
    page.get_by_role("button", name="登录").click()
    page.goto(f"{server}/office/inspections/{entrances['inspections'][0]['id']}")
    take("office-board")
    board = page.url
    page.get_by_role("link", name="交材料").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载视察报告工作簿（Excel）").click()
    download.value.save_as(tmp_path / "workbook.xlsx")
    page.goto(board)
    page.locator(".findings li", has_text="照片").last.locator("a").click()
    expect(page.locator("article.finding img").first).to_be_visible()
    take("office-record")

    if album:
        _pages_of_the_handbook(page, server, board, show)
        _page_of_the_workbook(tmp_path, album / "workbook-findings")


def _pages_of_the_handbook(page: Page, server: str, closed: str, show: Camera) -> None:
    page.goto(f"{server}/office/inspections")
    page.locator("tr", has_text="进行中").get_by_role("link").first.click()
    under_way = page.url
    for name, address in {
        "roster": f"{server}/office/roster",
        "plan": f"{server}/office/inspections/new?copy={closed.rsplit('/', 1)[1]}#lines",
        "links": f"{server}/office/links",
        "board": under_way,
        "paper": f"{under_way}/entry",
        "review": f"{under_way}/findings",
        "close": f"{under_way}/close",
        "papers": f"{closed}/papers",
    }.items():
        page.goto(address)
        # What is said of an address that only this machine opens: a town's own is none.
        page.locator(".notice", has_text="BASE_URL").evaluate_all(
            "all => all.forEach(one => one.remove())"
        )
        show(name)


def _page_of_the_workbook(folder: Path, target: Path) -> None:
    """Render the first page of 问题清单."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "workbook.xlsx"]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=180)
    for number in range(1, 8):
        text = subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), "workbook.pdf", "-"],
            cwd=folder, check=True, capture_output=True,
        ).stdout.decode()  # fmt: skip
        if "问题清单" in text:
            break
    render = ["pdftoppm", "-f", str(number), "-l", str(number), "-r", "110", "-png", "-singlefile"]
    subprocess.run([*render, "workbook.pdf", str(target)], cwd=folder, check=True)
