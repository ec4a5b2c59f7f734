"""Who is logged in where, and how it ends: by oneself, the administrator, another role."""

from bs4 import BeautifulSoup

from tests.accounts.adding import SELF, answer_to_log_in, number, ticket_of
from tests.person import Person


def logged_in_with(person) -> list[str]:
    page = BeautifulSoup(person.get("/office/me").text, "lxml")
    return [cell.get_text(" ", strip=True) for cell in page.select("tbody th")]


CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"


def test_one_reads_with_which_devices_one_is_logged_in(app, office):
    desk = Person(app)
    desk.client.environ_base["HTTP_USER_AGENT"] = CHROME
    desk.log_in("甲镇")
    assert logged_in_with(desk) == ["Windows 电脑 · Chrome 就是这里", "未知设备"]
    assert logged_in_with(office) == ["Windows 电脑 · Chrome", "未知设备 就是这里"]


def test_log_out_everywhere_ends_every_session_of_the_account_alone(app, office, admin):
    elsewhere = Person(app).log_in("甲镇")
    assert len(logged_in_with(office)) == 2
    office.post("/office/me/end")
    for person in (office, elsewhere):
        assert person.get("/office/inspections").status_code == 303
    assert admin.get("/office/accounts").status_code == 200


def test_logging_in_again_leaves_no_session_behind_in_the_same_browser(office):
    office.log_in("甲镇")
    assert logged_in_with(office) == ["未知设备 就是这里"]


def test_a_disabled_account_is_out_at_once_and_may_be_enabled(app, admin, office, cast):
    address = f"/office/accounts/{number(app, '甲镇')}"
    ticket = ticket_of(admin.post(f"{address}/reset", SELF))
    admin.post(f"{address}/step", {"do": "disable"})
    assert office.get("/office/inspections").status_code == 303
    assert answer_to_log_in(app, "甲镇") == 422
    assert Person(app).get(ticket).status_code == 404
    admin.post(f"{address}/step", {"do": "enable", **SELF})
    assert answer_to_log_in(app, "甲镇") == 303


def test_a_disabled_account_gets_no_link_that_would_not_open(app, admin):
    address = f"/office/accounts/{number(app, '甲镇')}"
    admin.post(f"{address}/step", {"do": "disable"})
    assert "重设密码的链接" not in admin.get("/office/accounts").text
    page = admin.post(f"{address}/reset", SELF)
    assert page.status_code == 422 and "请先恢复账号" in page.text
    assert "/office/password/" not in page.text


def test_another_role_ends_the_sessions_that_carry_the_old_one(app, admin, office):
    admin.post(f"/office/accounts/{number(app, '甲镇')}/role", {"role": "chair", **SELF})
    assert office.get("/office/links").status_code == 303
    office.log_in("甲镇")
    assert office.get("/office/inspections").status_code == 200
    assert office.get("/office/links").status_code == 403


def test_the_administrator_ends_sessions_of_others(app, admin, office):
    admin.post(f"/office/accounts/{number(app, '甲镇')}/step", {"do": "end"})
    assert office.get("/office/me").status_code == 303
