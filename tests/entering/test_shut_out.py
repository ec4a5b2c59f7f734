"""A link first opened on somebody else's phone: the office sees who waits, and helps in one press."""

import re

import pytest

from tests.person import Person


@pytest.fixture
def own(app):
    """The deputy's own phone."""
    return Person(app)


def told(office) -> str:
    """Return what 代表的链接 says above its table."""
    return office.get("/office/links").text.partition("给谁生成")[0]


def press(office, page: str, action: str) -> str:
    """Press the button of a page's form that leads to the action, with its key."""
    form = re.search(rf'<form method="post" action="{action}">.*?</form>', page, re.S)[0]
    key = re.search(r'name="(\w+)" value="([^"]+)"', form)
    return office.post(action, {key[1]: key[2]}).text


def test_the_office_sees_a_phone_that_waits_for_a_code_and_gives_one_in_one_press(
    office, cast, wang, own
):
    link = f"/m/{cast.links['wang']}"
    assert "没有验证码，告诉镇人大办" in own.get(link).text
    assert "在等验证码" not in told(office), "who only opens the page asks for nothing"
    own.post(link)
    own.post(link)
    page = told(office)
    assert page.count("有一部手机打开了王建国的链接，在等验证码") == 1
    assert "在等验证码" in office.get(f"/office/links/{cast.wang}").text
    log = office.get("/office/audit").text
    assert log.count("一部没有进入过的手机要验证码") == 1, "two presses are one line"

    given = press(office, page, f"/office/links/{cast.wang}/code")
    code = "".join(re.search(r'digits big">(\d{3}) (\d{3})', given).groups())
    assert "在等验证码" not in told(office)
    assert own.post(link, {"code": code}).status_code == 303


def test_the_office_sees_that_a_deputy_left_a_phone_and_has_none(office, cast, wang, own):
    wang.post("/d/leave")
    assert "王建国在" in told(office) and "从不是自己的手机上退出了" in told(office)
    own.enter(cast.links["wang"], cast.code("wang"))
    assert "退出了" not in told(office)


def test_who_left_a_phone_and_has_another_waits_for_nothing(office, cast, wang, own):
    own.enter(cast.links["wang"], cast.code("wang"))
    wang.post("/d/leave")
    assert "退出了" not in told(office)


def test_no_other_town_is_told(app, cast, wang):
    wang.post("/d/leave")
    Person(app).post(f"/m/{cast.links['wang']}")
    other = Person(app).log_in("乙镇")
    assert "王建国" not in told(other)
