"""Phones that are bound to a deputy: the codes that let in a further one, and how they end."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.entering import models
from inspect_app.entering.devices import device_words
from inspect_app.entering.models import phone_tables
from inspect_app.entering.tokens import token_hash
from tests.entering.signing_in import code_for, make_links, other_than
from tests.examples import examples
from tests.hostile import HOSTILE
from tests.person import Person

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5) MicroMessenger/8.0.38"


def test_a_second_phone_needs_the_offices_code_and_is_known_from_then_on(
    app, wang, second, office, cast
):
    link = f"/m/{cast.links['wang']}"
    assert "验证码" in second.get(link).text
    assert second.post(link).status_code == 422
    assert second.get("/d/").status_code == 403

    code = code_for(office, cast.wang)
    entered = second.post(link, {"code": f" {code[:3]} {code[3:]} "})
    assert (entered.status_code, entered.location) == (303, "/d/")
    assert "验证码" not in second.get(link).text
    assert second.post(link).status_code == 303
    assert wang.get("/d/").status_code == 200, "the first phone goes on"


def test_a_code_opens_once_and_a_new_one_replaces_it(app, wang, second, office, cast):
    link = f"/m/{cast.links['wang']}"
    old = code_for(office, cast.wang)
    code = code_for(office, cast.wang)
    assert second.post(link, {"code": old}).status_code == (303 if old == code else 422)
    assert second.post(link, {"code": code}).status_code == 303
    assert Person(app).post(link, {"code": code}).status_code == 422


def test_digits_in_full_width_are_the_same_digits(wang, second, office, cast):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_for(office, cast.wang))
    assert second.post(f"/m/{cast.links['wang']}", {"code": wide}).status_code == 303


def test_a_code_is_over_after_a_day(app, wang, second, office, cast):
    code = code_for(office, cast.wang)
    with db.writing(app.extensions["database"]):
        phone_tables.live_code(cast.jia, cast.wang, db.now()).expires_at = db.now()
    assert second.post(f"/m/{cast.links['wang']}", {"code": code}).status_code == 422


def test_one_deputys_code_opens_no_others_link(app, wang, office, cast, li):
    code = code_for(office, cast.wang)
    assert Person(app).post(f"/m/{cast.links['li']}", {"code": code}).status_code == 422


def test_guessing_is_limited_by_link_and_a_new_code_lifts_it(app, wang, office, cast):
    link = f"/m/{cast.links['wang']}"
    code = code_for(office, cast.wang)
    for _ in range(5):  # a phone each: a limit by cookie or address would not hold
        assert Person(app).post(link, {"code": other_than(code)}).status_code == 422
    assert "验证码输错了 5 次" in office.get(f"/office/links/{cast.wang}").text
    blocked = Person(app).post(link, {"code": code})
    assert (blocked.status_code, blocked.headers["Retry-After"]) == (429, "900")
    assert wang.post(link).status_code == 303, "a phone that is known needs no code"

    assert Person(app).post(link, {"code": code_for(office, cast.wang)}).status_code == 303


def test_after_twenty_wrong_codes_no_waiting_helps(app, wang, second, office, cast):
    code = code_for(office, cast.wang)
    with db.writing(app.extensions["database"]):
        (link,) = models.personal_links(cast.jia, cast.wang)
        link.failures, link.blocked_until = 20, db.now()
    assert second.post(f"/m/{cast.links['wang']}", {"code": code}).status_code == 429


def test_the_office_ends_a_phone_and_it_needs_a_code_to_come_back(app, cast, office):
    phone = Person(app)
    phone.client.environ_base["HTTP_USER_AGENT"] = IPHONE
    phone.enter(cast.links["wang"])
    page = office.get(f"/office/links/{cast.wang}")
    assert "iPhone · 微信" in page.text and "1 部" in office.get("/office/links").text
    row = re.search(r'name="phone" value="(\d+)"', page.text)[1]

    assert office.post(f"/office/links/{cast.wang}/end", {"phone": row}).status_code == 303
    assert phone.get("/d/").status_code == 403
    link = f"/m/{cast.links['wang']}"
    assert phone.post(link).status_code == 422, "who found the phone has the link too"
    assert Person(app).post(link).status_code == 422
    assert phone.post(link, {"code": code_for(office, cast.wang)}).status_code == 303


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (IPHONE, "iPhone · 微信"),
        ("Mozilla/5.0 (Linux; Android 14; V2403A) Chrome/130 Mobile MicroMessenger/8", "安卓手机 · 微信"),
        ("Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN) HuaweiBrowser/15", "鸿蒙手机 · 华为浏览器"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "苹果电脑 · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141 Safari/537 Edg/141", "Windows 电脑 · Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Linux 电脑 · Firefox"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0)", "iPad"),
        ("<script>alert(1)</script>" * 100, "未知设备"),
        ("", "未知设备"),
    ],
)  # fmt: skip
def test_a_device_is_called_in_a_word_or_two(user_agent, words):
    assert device_words(user_agent) == words


def test_of_what_a_browser_says_of_itself_nothing_else_is_kept(app, cast):
    mark = "SM-G9910/PKQ1.190101"
    for enter in (lambda one: one.enter(cast.links["wang"]), lambda one: one.log_in("甲镇")):
        person = Person(app)
        person.client.environ_base["HTTP_USER_AGENT"] = f"{IPHONE} {mark}"
        enter(person)
    folder = app.extensions["settings"].database.parent
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "iPhone · 微信".encode() in kept and mark.encode() not in kept


def test_what_a_phone_keeps_is_sent_after_the_session_was_ended(wang, office, cast):
    """403 is what the outbox keeps an entry for (请重新打开您的个人链接)."""
    office.post(f"/office/links/{cast.wang}/withdraw")
    path = f"/d/records/00000000-0000-4000-8000-000000000000?deputy={cast.wang}"
    assert wang.put(path, {"assignment": "1"}).status_code == 403
    (link,) = make_links(office, deputy=cast.wang)
    assert wang.post(f"/m/{link}").status_code == 303
    assert wang.put(path, {"assignment": str(cast.assignments[0])}).status_code == 200


def test_a_deputys_session_lasts_on_while_it_is_used(app, wang, cast):
    assert "Set-Cookie" not in wang.get("/d/").headers
    with db.writing(app.extensions["database"]) as session:
        row = session.query(models.SignIn).filter_by(deputy_id=cast.wang).one()
        row.seen_at = db.now() - timedelta(days=2)
        row.expires_at = db.now() + timedelta(days=1)
    renewed = wang.get("/d/")
    assert "Max-Age=15552000" in renewed.headers["Set-Cookie"]
    with db.reading(app.extensions["database"]) as session:
        row = session.query(models.SignIn).filter_by(deputy_id=cast.wang).one()
        assert (row.expires_at - db.now()).days >= 179
    assert "Set-Cookie" not in wang.get("/d/").headers


def test_two_deputies_may_share_a_phone(app, office, cast):
    phone = Person(app).enter(cast.links["wang"])
    phone.enter(cast.links["li"])
    assert "李秀英" in phone.get("/d/").text
    phone.enter(cast.links["wang"])
    assert "王建国" in phone.get("/d/").text


def test_a_device_cookie_alone_opens_nothing(app, wang, second, cast):
    """Another deputy's phone is not known to this deputy's link."""
    zhao = Person(app).enter(cast.links["zhao"])
    assert zhao.post(f"/m/{cast.links['wang']}").status_code == 422


MADE_UP = ["1", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA.0123456789abcdef" * 2, ".", "电"]


@pytest.mark.parametrize("cookie", MADE_UP)
def test_a_device_cookie_that_the_client_made_up_is_no_phone_that_is_known(
    app, anybody, second, cast, raw, cookie
):
    link = f"/m/{cast.links['wang']}"
    for person in (anybody, second):
        person.client.set_cookie("inspect-device", cookie)
    shown = anybody.get(link)
    assert f"inspect-device={cookie};" not in shown.headers["Set-Cookie"]
    anybody.client.set_cookie("inspect-device", cookie)
    assert anybody.post(link).status_code == 303
    assert anybody.client.get_cookie("inspect-device").value != cookie
    assert second.post(link).status_code == 422  # asked for a code, as every further phone
    kept = token_hash(cookie, app.extensions["settings"].secret_key)
    office = Person(app)
    office.client.set_cookie("inspect-device", cookie)
    office.log_in("甲镇")
    for table in ("phone", "office_browser"):
        devices = [row[0] for row in raw.execute(f"select device_hash from {table}")]
        assert len(devices) == 1 and kept not in devices
    assert anybody.post(link).status_code == 303  # known by what it was given


def test_a_phone_that_an_earlier_version_knew_is_known_still(app, anybody, cast, raw):
    link = f"/m/{cast.links['wang']}"
    anybody.post(link)
    kept = token_hash("without-a-mark", app.extensions["settings"].secret_key)
    with raw:
        raw.execute("update phone set device_hash = ?", [kept])
    anybody.client.set_cookie("inspect-device", "without-a-mark")
    assert anybody.post(link).status_code == 303


NAMES = st.sampled_from(["code", "deputy", "who", "do", "sure", "phone", "x"])


@examples(25)
@given(sent=st.lists(st.tuples(NAMES, HOSTILE), max_size=8))
def test_nothing_sent_to_the_ways_in_breaks_the_server(app, office, wang, cast, sent):
    fields = {name: value.encode(errors="replace").decode() for name, value in sent}
    for path in (
        f"/m/{cast.links['zhao']}",
        f"/m/{fields.get('code', '')[:20].replace('/', '') or 'x'}",
        "/office/links/new",
        f"/office/links/{cast.wang}/end",
    ):
        person = office if path.startswith("/office") else Person(app)
        assert person.post(path, fields).status_code < 500
