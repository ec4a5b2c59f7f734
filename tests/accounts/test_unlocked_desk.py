"""Who finds a desk unlocked: what protects accounts needs the password again."""

import pytest
from bs4 import BeautifulSoup

from tests.accounts.adding import SELF, WANTED, answer_to_log_in, number
from tests.accounts.second_step import code_in, turned_on


def test_the_own_password_and_second_step_are_changed_with_the_present_password_alone(app, admin):
    turned_on(admin)
    own = f"/office/accounts/{number(app, 'admin')}"
    for path, sent in (("/reset", {}), ("/step", {"do": "one_step"})):
        page = admin.post(own + path, {**sent, **SELF})
        assert page.status_code == 422 and "我的账号" in page.text
        assert "/office/password/" not in page.text
    assert (
        "重设密码"
        not in admin.get("/office/accounts").text.partition("admin</th>")[2].partition("</tr>")[0]
    )
    assert answer_to_log_in(app, "admin") == 422, "the second step is still asked"


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("/reset", {}, "给甲镇人大办重设密码"),
        ("/step", {"do": "one_step"}, "关闭甲镇人大办的两步验证"),
        ("/role", {"role": "admin"}, "把甲镇人大办的角色改为“系统管理员”"),
    ],
)
def test_who_finds_the_administrators_desk_unlocked_takes_no_account_over(
    app, admin, office, path, sent, told
):
    secret, _ = turned_on(office)
    address = f"/office/accounts/{number(app, '甲镇')}{path}"
    asked = admin.post(address, sent)
    wrong = admin.post(address, {**sent, "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert told in asked.text and "密码不对" in wrong.text
    assert "/office/password/" not in asked.text + wrong.text
    assert office.get("/office/inspections").status_code == 200, "the role is what it was"
    assert (
        answer_to_log_in(app, "甲镇") == 422
        and answer_to_log_in(app, "甲镇", code=code_in(secret, 30)) == 303
    )


@pytest.mark.parametrize("role", ["admin", "office"])
def test_an_unlocked_desk_adds_no_account_and_a_wrong_password_keeps_what_was_typed(
    app, admin, role
):
    sent = {**WANTED, "role": role}
    asked = admin.post("/office/accounts", sent)
    wrong = admin.post("/office/accounts", {**sent, "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert "添加账号：张干事" in asked.text and "没锁的电脑" in asked.text
    assert "密码不对" in wrong.text and "/office/password/" not in asked.text + wrong.text
    assert "zhang" not in admin.get("/office/accounts").text

    kept = {one["name"]: one["value"] for one in on_page(wrong, "main form input[type=hidden]")}
    assert {name: kept[name] for name in sent} == sent
    assert "/office/password/" in admin.post("/office/accounts", {**kept, **SELF}).text


def on_page(answer, css: str):
    return BeautifulSoup(answer.text, "lxml").select(css)


def test_an_unlocked_desk_lets_nobody_back_in(app, admin, office):
    step = f"/office/accounts/{number(app, '甲镇')}/step"
    admin.post(step, {"do": "disable"})
    asked = admin.post(step, {"do": "enable"})
    wrong = admin.post(step, {"do": "enable", "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert "恢复甲镇人大办的账号" in asked.text and "密码不对" in wrong.text
    assert answer_to_log_in(app, "甲镇") == 422
