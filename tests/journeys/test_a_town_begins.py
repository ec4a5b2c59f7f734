"""A town begins: from an empty database, by its own people alone, to the files that it hands in.

No SQL and no demo. What stands in the files is recounted from what was handed in here.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from PIL import Image
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from inspect_app.settings import ZONE
from inspect_app.spreadsheet import EXCEL
from tests.beginning.new_towns import HOME, new_office, new_town, steps
from tests.journeys.first_files import all_words, assert_recounted, opened
from tests.journeys.first_town import (
    BY_LIAISON,
    CHECKS,
    DEPUTIES,
    GROUPS,
    LIVING,
    OFFLINE,
    ON_PAPER,
    OWN_WORDS,
    PLACES,
    ROLES,
    SITES,
    TITLE,
    UNITS,
    VILLAGES,
    WORK,
    Filled,
)
from tests.journeys.looks import PHONE
from tests.journeys.phone import hand_in, open_form, tap
from tests.journeys.walking import Walker, option
from tests.person import Person
from tests.reports.downloads import addresses, make_what_waits
from tests.roster.roster_file import FILE, filled, upload
from tests.soup import soup


def test_a_town_begins_and_hands_in_its_first_files(app, server: str, page: Page, tmp_path: Path):
    clerk = office_of(app, "清溪镇", "guanli")
    other = office_of(app, "白云镇", "guanli2")
    take_checklists_into_use(clerk)
    fill_basic_data(clerk)
    inspection = plan_and_start(clerk)
    links = links_of(clerk)

    fill_offline(page, f"{server}/m/{links['王建军']}", OFFLINE, tmp_path)
    fill_as_liaison(Walker(Person(app).enter(links["赵建军"])), BY_LIAISON)
    type_in_from_paper(clerk, inspection, ON_PAPER)
    review_and_close(clerk, inspection)

    files = list(downloads(clerk, inspection))
    packed = everything(app, clerk, inspection)
    papers = {name for name, _ in packed if not name.endswith((".jpg", ".txt"))}
    assert papers == {name for name, _ in files} and len(papers) == 15
    for name, content in {*files, *packed}:
        assert_recounted(name, content)
    assert_nothing_seen(clerk, other, inspection)


def office_of(app, town: str, admin: str) -> Walker:
    """Let an administrator set the password and make the account of the office, which logs in."""
    contact = f"{town}人大办王秘书（电话0578-6012345）"
    return Walker(new_office(app, new_town(app, town, admin, contact), f"{admin}wang"))


def take_checklists_into_use(clerk: Walker) -> None:
    for title in (LIVING, WORK):
        clerk.press("/office/checklists/", "采用", near=title)
    assert f"《{LIVING}》、《{WORK}》" in steps(clerk)["选清单、试填"].there


def fill_basic_data(clerk: Walker) -> None:
    """Fill 《基础数据》 as a clerk types it, let it be checked, import it."""
    book = filled(
        clerk,
        小组=[(group,) for group in GROUPS],
        代表=[
            (f"{name[0]} {name[1:]}", f"{GROUPS[n % 6]} ", ROLES.get(n // 6, ""))
            for n, name in enumerate(DEPUTIES)
        ],
        村=[(village,) for village in VILLAGES],
        点位=SITES,
        责任单位=UNITS,
    )
    looked = upload(clerk, book, do="check")
    assert "将新增 91 条（" in looked.text and "45 位代表" in looked.text
    assert "已导入：新增 91 条" in clerk.send(looked, "导入", FILE).text
    there = {title: step.there for title, step in steps(clerk).items()}
    assert there["村和点位"] == "8 个村（社区），20 个点位"
    assert there["代表和小组"] == "第19届，6 个小组，45 位代表"
    assert there["责任单位"].startswith("12 个单位")


def plan_and_start(clerk: Walker) -> int:
    """Plan an inspection with both checklists, each village for one of the groups; begin it."""
    new = steps(clerk)["第一次视察"].to
    page = soup(clerk.get(new))
    today = datetime.now(ZONE).date()
    typed: dict[str, object] = {
        "title": TITLE, "topic": "人居环境、安全生产", "lead": "镇人大主席 周明",
        "starts_on": today, "ends_on": today + timedelta(days=2),
        "what": [box["value"] for box in page.select("input[name=what]")],
    }  # fmt: skip
    for select in page.select("select[name^=who-]"):
        row = select.find_parent("tr").get_text()
        village = next(n for n, name in enumerate(VILLAGES) if name in row)
        typed[select["name"]] = option(select, GROUPS[village % 6])
    clerk.press(new, "保存方案", **typed)
    begun = clerk.press(steps(clerk)["第一次视察"].to, "开始视察")
    assert "视察已开始。接下来发链接给代表" in begun.text
    return int(re.search(r"/inspections/(\d+)/close", begun.text)[1])


def links_of(clerk: Walker) -> dict[str, str]:
    """Make the personal links of all deputies, as texts that are sent to each."""
    page = clerk.press("/office/links", "生成文字")
    texts = [one.text for one in soup(page).select("textarea[id^=text-]")]
    found = [re.search(r"(\w+)代表您好.*/m/([\w-]+)", text, re.S).groups() for text in texts]
    assert [name for name, _ in found] == sorted(DEPUTIES, key=lambda one: DEPUTIES.index(one) % 6)
    return dict(found)


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
        page.locator(f"#item-{item}-0-description").fill(found.words)
        page.locator(f"#item-{item}-0-files").set_input_files(photo)
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


def type_in_from_paper(clerk: Walker, inspection: int, record: Filled) -> None:
    path = f"{HOME}/{inspection}/entry"
    site, deputy = soup(clerk.get(path)).select_one("tbody tr").select("input[list]")
    typed = {
        site["name"]: f"{record.village} · {PLACES[0]}",
        deputy["name"]: record.deputy,
        "1-suggestion": record.suggestion,
    }
    for item in CHECKS[record.checklist]:
        typed[f"1-{item}"] = "3" if item in record.not_applicable else "1"
    for item, found in record.found.items():
        typed[f"1-{item}"] = f"2 {found.words}【{found.severity}】"
    assert "已录入 1 份" in clerk.press(path, "全部录入", **typed).text


def review_and_close(clerk: Walker, inspection: int) -> None:
    assert "4 个问题待核定" in steps(clerk)["第一次视察"].there
    assert "核定了 4 个问题" in clerk.press(steps(clerk)["第一次视察"].to, "核定", which="all").text
    close = f"{HOME}/{inspection}/close"
    assert "37 份检查清单还没有填" in soup(clerk.get(close)).get_text()
    assert "视察已结束" in clerk.press(close, "结束视察").text
    assert steps(clerk) == {}, "the town has begun"


def downloads(clerk: Walker, inspection: int) -> Iterator[tuple[str, bytes]]:
    """Yield every file of 交材料 that is downloaded at once, by its name."""
    page = soup(clerk.get(f"{HOME}/{inspection}/papers"))
    for address in addresses(page):
        answer = clerk.get(address)
        assert answer.status_code == 200
        yield unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2]), answer.data


def everything(app, clerk: Walker, inspection: int) -> list[tuple[str, bytes]]:
    """Return the files in the zip of all, by their names without folders; its photo once more."""
    for button in ("打包全部材料", "打包照片"):
        clerk.press(f"{HOME}/{inspection}/papers", button)
        make_what_waits(app)
    links = soup(clerk.get(f"{HOME}/{inspection}/files")).select(".jobs a")
    zips = [zipfile.ZipFile(io.BytesIO(clerk.get(link["href"]).data)) for link in links]
    photos, whole = [
        [(PurePosixPath(name).name, one.read(name)) for name in one.namelist()] for one in zips
    ]
    (photo,) = [one for one in photos if one[0].endswith(".jpg")]
    assert photo in whole
    return whole


def assert_nothing_seen(clerk: Walker, other: Walker, inspection: int) -> None:
    """Where the first town's office reads its own words, the other's finds none of them."""
    kinds = ("groups", "deputies", "villages", "sites", "units")
    tabs = ("", "/plan", "/records", "/findings", "/photos", "/report", "/papers")
    pages = [
        HOME, "/office/links", "/office/audit", *[f"/office/roster/{kind}" for kind in kinds],
        *[f"{HOME}/{inspection}{tab}" for tab in tabs],
    ]  # fmt: skip
    for path in pages:
        assert of_the_town(clerk.get(path)), path
    for path in dict.fromkeys(clerk.been):
        assert not of_the_town(other.get(path)), path


def of_the_town(answer: TestResponse) -> list[str]:
    """Return the first town's words on a page, or in the workbook that is to be filled."""
    said = answer.text if answer.mimetype != EXCEL else all_words(opened(answer.data))
    return [word for word in OWN_WORDS if word in said]
