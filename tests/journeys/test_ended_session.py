"""The session ends while a page is open: nothing typed is lost, nothing is sent twice."""

from playwright.sync_api import Page, expect

from tests.entering.signing_in import expire
from tests.journeys.looks import PHONE, looks_right
from tests.person import Person


def test_a_form_of_the_desk_is_sent_once_however_often_it_is_pressed(sight, server, app, cast):
    """Without waiting for the answer, as people press who see nothing happen."""
    sight.goto(f"{server}/office/links/{cast.wang}")
    sent = []
    sight.on("request", lambda request: sent.append(request.url) if request.method == "POST" else 0)
    button = sight.get_by_role("button", name="生成验证码")
    with sight.expect_navigation():
        button.evaluate("it => { it.click(); it.click(); setTimeout(() => it.click(), 0); }")
    expect(sight.get_by_text("只显示这一次")).to_be_visible()
    assert len(sent) == 1

    sight.get_by_role("button", name="生成验证码").click()
    expect(sight.get_by_text("只显示这一次")).to_be_visible()
    sight.reload()
    expect(sight.get_by_role("heading", name="刚才已经生成")).to_be_visible()
    looks_right(sight)
    sight.get_by_role("link", name="返回").click()
    expect(sight.get_by_role("button", name="生成验证码")).to_be_enabled()


def log_in_again(page: Page) -> None:
    """In the window that the page opens."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    opened.value.fill("#login", "甲镇")
    opened.value.fill("#password", "correct-horse-battery")
    opened.value.get_by_role("button", name="登录").click()
    expect(opened.value.get_by_role("button", name="退出")).to_be_visible()
    opened.value.close()


def test_a_form_that_is_sent_after_the_session_ended_arrives_after_a_new_log_in(
    sight, server, app, cast
):
    sight.goto(f"{server}/office/roster/villages/new")
    sight.locator("main input").first.fill("后来加的村")
    expire(app)
    sight.get_by_role("button", name="保存").click()
    expect(sight.get_by_role("heading", name="登录已过期")).to_be_visible()
    looks_right(sight)
    log_in_again(sight)
    sight.reload()
    expect(sight.get_by_text("后来加的村").first).to_be_visible()


def test_a_deputys_form_without_scripts_arrives_after_the_session_ended(browser, server, app, cast):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page, link = context.new_page(), f"{server}/m/{cast.links['wang']}"
    page.goto(link)
    page.get_by_role("button", name="是我，进入").click()
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}")
    for n in range(3):
        page.locator("[data-rest]").nth(n).click()
    page.locator("#suggestion").fill("没脚本写的")
    expire(app)
    page.locator("#submit").click()
    expect(page.get_by_text("没脚本写的")).to_be_visible()

    other = context.new_page()
    other.goto(link)
    other.get_by_role("button", name="是我，进入").click()
    page.reload()
    expect(page.locator(".receipt .big-words")).to_contain_text("已收到")
    office = Person(app).log_in("甲镇")
    assert "没脚本写的" in office.get(page.url.removeprefix(server).replace("/d/", "/office/")).text
    context.close()


def test_a_button_within_a_page_says_that_the_session_ended_and_the_page_keeps_what_was_typed(
    sight, server, app, cast
):
    sight.goto(f"{server}/office/inspections/new")
    sight.locator("#title").fill("秋季视察")
    expire(app)
    fill = sight.get_by_role("button", name="填到还没安排的行")
    fill.click()
    expect(sight.get_by_role("alert")).to_contain_text("登录已过期")
    looks_right(sight)
    log_in_again(sight)
    with sight.expect_response(lambda answer: answer.request.method == "POST") as answered:
        fill.click()
    assert answered.value.status == 200
    assert sight.locator("#title").input_value() == "秋季视察"


def test_a_list_that_is_looked_into_after_the_session_ended_leads_to_the_log_in(
    sight, server, app, cast
):
    sight.goto(f"{server}/office/roster/deputies")
    expire(app)
    sight.get_by_role("searchbox").first.fill("王")
    sight.keyboard.press("Enter")
    expect(sight.get_by_role("heading", name="人大办登录")).to_be_visible()


def test_buttons_that_rest_are_there_again_after_going_back(sight, server, cast):
    sight.goto(f"{server}/office/inspections/{cast.inspection}/group-link")
    sight.get_by_role("button", name="给下面每位代表生成验证码").click()
    expect(sight.get_by_role("heading", name="验证码，只显示这一次")).to_be_visible()
    sight.go_back()
    sight.get_by_role("button", name="给下面每位代表生成验证码").click()
    expect(sight.get_by_role("heading", name="验证码，只显示这一次")).to_be_visible()
