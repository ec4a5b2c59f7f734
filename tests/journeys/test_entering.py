"""The ways in as people see them: no rule of axe broken, the secret out of the address bar, paper."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from inspect_app import db
from inspect_app.people import models
from inspect_app.people.access import Role
from tests.cast import PASSWORD, PASSWORD_HASH
from tests.entering.signing_in import code_for
from tests.journeys.looks import DESK, PHONE, looks_right, sticks_out
from tests.journeys.phone import log_in


def test_a_further_phone_enters_with_the_code_and_the_secret_is_gone(
    page, server, cast, wang, office
):
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/m/{cast.links['wang']}")
    looks_right(page)
    page.get_by_role("button", name="是我，进入").click()
    expect(page.get_by_role("alert")).to_contain_text("请先填验证码")
    looks_right(page)
    page.evaluate("document.documentElement.style.setProperty('font-size', '30px')")
    assert sticks_out(page) == 0
    box = page.get_by_label("6位验证码").bounding_box()
    assert box["height"] >= 60

    page.get_by_label("6位验证码").fill(code_for(office, cast.wang))
    page.get_by_role("button", name="是我，进入").click()
    expect(page.get_by_role("heading", name="今天的视察")).to_be_visible()
    assert page.url == f"{server}/d/" and cast.links["wang"] not in page.evaluate(
        "document.referrer"
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_deputy_who_taps_twice_on_a_slow_network_is_in(browser, server, cast, scripts):
    """Without scripts the second press takes the place of the first, whose answer never comes."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page, answers = context.new_page(), []

    def slow(route):
        if route.request.method != "POST":
            return route.continue_()
        answers.append(route.fetch(max_redirects=0))
        if scripts or len(answers) > 1:
            return route.fulfill(response=answers[-1])
        return route.fulfill(status=204)  # the page stays as it is

    context.route("**/m/*", slow)
    page.goto(f"{server}/m/{cast.links['wang']}")
    button = page.get_by_role("button", name="是我，进入")
    if scripts:
        button.evaluate("it => { it.click(); it.click(); }")
    else:
        with page.expect_response("**/m/*"):
            button.click()
        button.click()
    expect(page.get_by_role("heading", name="今天的视察")).to_be_visible()
    assert len(answers) == (1 if scripts else 2)
    context.close()


def test_the_group_link_on_a_phone(page, server, cast, office):
    made = office.post(f"/office/inspections/{cast.inspection}/group-link")
    page.set_viewport_size(PHONE)
    page.goto(server + re.search(r"/g/[\w-]+", made.text)[0])
    looks_right(page)
    for name in page.locator(".task").all():
        assert name.bounding_box()["height"] >= 60
    page.get_by_role("link", name="王建国").click()
    looks_right(page)
    page.evaluate("document.documentElement.style.setProperty('font-size', '30px')")
    assert sticks_out(page) == 0
    page.get_by_label("6位验证码").fill("1")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("没有进去")
    page.get_by_label("6位验证码").fill(code_for(office, cast.wang))
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", name="今天的视察")).to_be_visible()
    assert page.url == f"{server}/d/"


def test_texts_are_copied_with_one_press(sight, server, cast, reached):
    sight.goto(f"{server}/office/links")
    sight.get_by_label("全部").check()
    sight.get_by_role("button", name="生成文字").click()
    looks_right(sight)
    sight.get_by_role("button", name="全部换新").click()
    looks_right(sight)
    sight.locator(f"[data-copy=text-{cast.wang}]").click()
    expect(sight.get_by_role("button", name="已复制")).to_be_visible()
    sight.goto(f"{server}/office/me")
    sight.get_by_role("button", name="开通两步验证").click()
    sight.get_by_label("验证器上的6位数").press("Control+V")
    assert "王建国代表您好" in sight.get_by_label("验证器上的6位数").input_value()


def test_without_scripts_the_text_is_there_to_be_selected(browser, server, cast):
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/group-link")
    page.get_by_role("button", name="生成群链接").click()
    assert "/g/" in page.get_by_label("发到群里的文字").input_value()
    assert not page.get_by_role("button", name="复制").is_visible()
    context.close()


def test_what_is_shown_once_looks_right(sight, server, cast, app, reached):
    sight.goto(f"{server}/office/links/{cast.wang}")
    sight.get_by_role("button", name="生成验证码").click()
    looks_right(sight)
    sight.goto(f"{server}/office/inspections/{cast.inspection}/group-link")
    sight.get_by_role("button", name="生成群链接").click()
    looks_right(sight)
    sight.get_by_role("button", name="给下面每位代表生成验证码").click()
    looks_right(sight)


def test_cards_print_ten_to_a_sheet_with_codes_that_open_the_link(
    sight, server, app, tmp_path, reached
):
    _more_deputies(app, 8)
    _has_a_long_name(app, "王建国", "阿卜杜热合曼·买买提吐尔逊")
    sight.goto(f"{server}/office/links")
    sight.get_by_label("全部").check()
    sight.get_by_role("button", name="生成卡片").click()
    sight.get_by_role("button", name="全部换新").click()
    looks_right(sight)
    assert sight.locator(".qr svg").count() == 12
    assert _cut_cards(sight) == 0
    sight.pdf(path=tmp_path / "cards.pdf", prefer_css_page_size=True)
    words = subprocess.run(["pdftotext", "-layout", "cards.pdf", "-"], cwd=tmp_path, check=True, capture_output=True)  # fmt: skip
    pages = words.stdout.decode().split("\f")
    assert [page.count("只给本人用") for page in pages] == [10, 2, 0]


def test_of_no_card_the_last_line_is_cut_however_long_the_name(sight, server, app, reached):
    _has_a_long_name(app, "王建国", "阿卜杜热合曼·买买提吐尔逊·伊布拉音江" * 3)
    _has_a_long_name(app, "李秀英", "W" * 60)
    sight.goto(f"{server}/office/links")
    sight.get_by_label("全部").check()
    sight.get_by_role("button", name="生成卡片").click()
    sight.get_by_role("button", name="全部换新").click()
    sight.emulate_media(media="print")
    assert sight.locator(".qr svg").count() == 4 and _cut_cards(sight) == 0


def _has_a_long_name(app, name: str, long: str) -> None:
    with db.writing(app.extensions["database"]) as session:
        session.query(models.Deputy).filter_by(name=name).one().name = long


def _cut_cards(page: Page) -> int:
    """Return how many cards have something that reaches beyond their edges."""
    return page.evaluate("""
      Array.from(document.querySelectorAll("li")).filter(card => {
        const edge = card.getBoundingClientRect();
        return Array.from(card.querySelectorAll("*")).some(one => {
          const box = one.getBoundingClientRect();
          return box.bottom > edge.bottom + 1 || box.right > edge.right + 1;
        });
      }).length
    """)


def _more_deputies(app, count: int) -> None:
    with db.writing(app.extensions["database"]) as session:
        first = session.query(models.Deputy).first()
        session.add_all(
            models.Deputy(
                town_id=first.town_id, term_id=first.term_id, group_id=first.group_id,
                name=f"代表{n}", group_role=models.GroupRole.MEMBER,
            )
            for n in range(count)
        )  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_accounts_look_right(page, server, app, cast, size):
    with db.writing(app.extensions["database"]) as session:
        session.add(
            models.Account(
                town_id=cast.jia, login="admin", name="管理员", role=Role.ADMIN,
                password_hash=PASSWORD_HASH,
            )
        )  # fmt: skip
    page.set_viewport_size(size)
    log_in(page, server, "admin")
    expect(page.get_by_role("heading", name="账号", exact=True)).to_be_visible()
    looks_right(page)
    page.get_by_label("用户名", exact=True).fill("zhang")
    page.get_by_role("button", name="添加").click()
    looks_right(page)
    page.get_by_label("姓名").fill("张干事")
    page.get_by_role("button", name="添加").click()
    looks_right(page)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="添加账号").click()
    looks_right(page)
    ticket = re.search(
        r"/office/password/[\w-]+", page.get_by_label("发给张干事的文字").input_value()
    )[0]
    page.goto(server + ticket)
    looks_right(page)
    page.goto(f"{server}/office/password/x")
    looks_right(page)
