"""What holds of every request and every answer: headers, cookies, redirects, names of files."""

import re
import unicodedata
from email.message import Message
from pathlib import PurePath, PureWindowsPath
from urllib.parse import unquote, urlencode, urlsplit

import pytest

from inspect_app import db
from inspect_app.inspections.models import Inspection
from inspect_app.people.models import Town
from tests.apps import create_app
from tests.cast import PASSWORD
from tests.examples import SHARE
from tests.security.asking import everywhere
from tests.security.headers import EXPECTED
from tests.security.page_forms import asked_on_pages
from tests.security.told import Watch
from tests.security.world import UNSAFE, World

SECRET_PAGES = ("/m/", "/g/", "/office/password/")
HOME = "http://localhost"


def wrong_headers(answer, path: str) -> dict[str, str | None]:
    """Return what an answer's headers say otherwise than they must."""
    wanted = dict(EXPECTED)
    if path.startswith(SECRET_PAGES):
        wanted["Referrer-Policy"] = "origin"
    if answer.mimetype.startswith("image/") and "/photos/" in path:
        wanted["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return {
        name: answer.headers.get(name)
        for name in wanted
        if answer.headers.get(name) != wanted[name]
    }


# They hold nobody's data, and open without network.
KEPT_BY_THE_PHONE = dict.fromkeys(("records.blank", "outbox.waiting"), "private, max-age=43200")


def test_every_answer_of_every_address_carries_the_headers(fresh):
    changes = Watch(fresh.database)
    for rule, who, method, path, more in everywhere(fresh):
        answer = fresh.ask(who, method, path, **more)
        assert wrong_headers(answer, path) == {}, (method, path)
        assert "Access-Control-Allow-Origin" not in answer.headers
        if not path.startswith(("/static", "/sw.js")):
            wanted = KEPT_BY_THE_PHONE.get(rule.endpoint, "no-store")
            assert answer.headers["Cache-Control"] == wanted, (method, path)
        if answer.data:
            assert answer.mimetype and (
                not answer.mimetype.startswith("text/") or "charset=utf-8" in answer.content_type
            )
        if changes.any():
            fresh.go_back()
            changes.any()
    changes.close()


def test_no_browser_keeps_a_photo_but_the_deputys_own_small_ones_for_a_day(fresh):
    photo = fresh.things["wang"]["photo_id"]
    kept = {
        (who, look): fresh.ask(who, "GET", f"/{start}/photos/{photo}{look}").headers[
            "Cache-Control"
        ]
        for who, start in (("wang", "d"), ("office", "office"))
        for look in ("", "?thumb")
    }
    small = kept.pop(("wang", "?thumb"))
    assert set(kept.values()) == {"no-store"} and small == "private, max-age=86400"


def test_errors_carry_the_headers_too_and_tell_nothing_of_the_inside(fresh):
    with fresh.app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inspection SET starts_on = 'nonsense'")
    huge = {"environ_overrides": {"CONTENT_LENGTH": str(10**9)}}
    errors = {
        400: fresh.ask("wang", "PUT", f"/d/photos/{fresh.things['wang']['photo_id']}?record=x"),
        403: fresh.ask("wang", "POST", "/office/links/new"),
        404: fresh.ask("nobody", "GET", "/nowhere"),
        405: fresh.ask("nobody", "DELETE", "/office/login"),
        413: fresh.ask("nobody", "POST", "/office/login", data={"login": "a"}, **huge),
        422: fresh.ask("nobody", "POST", "/office/login"),
        500: fresh.ask("office", "GET", "/office/inspections"),
    }
    for status, answer in errors.items():
        assert answer.status_code == status
        assert wrong_headers(answer, "") == {} and answer.headers["Cache-Control"] == "no-store"
        for inside in ("Traceback", "sqlite", "nonsense", "inspect_app", "Werkzeug"):
            assert inside not in answer.text, (status, inside)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_methods_that_nobody_needs_do_nothing(fresh, method):
    changes = Watch(fresh.database)
    for path in ("/office/login", f"/office/findings/{fresh.things['wang']['finding_id']}"):
        answer = fresh.ask("office", method, path)
        assert answer.status_code == 405 or (method == "OPTIONS" and not answer.data), method
        assert "Cookie" not in answer.text
    assert not changes.any()
    changes.close()


FOREIGN = (
    {"Origin": None},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": None, "Referer": "https://evil.example/http://localhost/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
)


def test_every_write_from_elsewhere_is_refused_in_words_and_changes_nothing(fresh):
    changes = Watch(fresh.database)
    for _, who, method, path, more in everywhere(fresh, UNSAFE):
        for headers in FOREIGN:
            answer = fresh.ask(who, method, path, headers=headers, **more)
            assert answer.status_code == 403, (method, path, headers)
            told = answer.json["error"] if method == "PUT" else answer.text
            assert "这一页不能打开" in told or "这次没有收下" in told
            assert not changes.any(), (method, path)
    changes.close()


def https(world: World):
    """Return the same world behind TLS."""
    folder = world.app.extensions["settings"].data_dir
    return create_app({"DATA_DIR": str(folder), "BASE_URL": "https://jiahe.example"})


def test_behind_tls_every_cookie_is_locked_and_every_answer_insists_on_tls(fresh):
    app = https(fresh)
    client = app.test_client()
    link = fresh.things["wang"]["link"]
    origin = {"Origin": "https://jiahe.example"}
    entered = {"login": "甲镇", "password": PASSWORD}
    answers = [
        client.post(
            f"/m/{fresh.cast.links['chen']}", data={"code": fresh.cast.code("chen")}, headers=origin
        ),
        client.post("/office/login", data=entered, headers=origin),
        client.post("/office/logout", headers=origin),
        client.get(f"/m/{link}"),
        client.get("/nowhere"),
        client.get("/static/css/phone.css"),
        client.post("/office/login", data=entered),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    # the deputy's session and phone; the office's and the browser; taken back; the phone's again
    assert len(cookies) == 6
    for cookie in cookies:
        attributes = set(cookie.split("; ")[1:])
        assert cookie.startswith("__Host-") and {"Secure", "Path=/"} <= attributes
        assert "Domain" not in cookie
        assert {"HttpOnly", "SameSite=Lax"} <= attributes, cookie
    for answer in answers:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    app.extensions["database"].engine.dispose()


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "[", "http://]["])
def test_an_origin_that_is_no_address_is_foreign(fresh, origin):
    for name in ("Origin", "Referer"):
        others = {"Origin": None, "Referer": None, name: origin}
        answer = fresh.ask("nobody", "POST", "/office/login", headers=others, data={})
        assert answer.status_code == 403


@pytest.mark.parametrize("host", ["..", "a..b", "a b", "x" * 300, "[", "é..é"])
@pytest.mark.parametrize("origin", ["http://localhost", None, "https://evil.example"])
def test_a_host_that_is_none_is_told_in_one_sentence(fresh, caplog, host, origin):
    photo = fresh.things["wang"]["photo_id"]
    for method, path in (
        ("GET", "/office/login"), ("POST", "/office/login"), ("POST", "/office/findings/1"),
        ("POST", "/d/feedback"), ("PUT", f"/d/photos/{photo}"), ("POST", f"/m/{'A' * 22}"),
        ("GET", "/static/css/phone.css"), ("GET", "/nowhere"), ("POST", "/office/nowhere"),
    ):  # fmt: skip
        headers = {"Host": host, "Origin": origin}
        answer = fresh.ask("nobody", method, path, headers=headers)
        assert answer.status_code in (200, 400, 403, 404, 422), (path, answer.status_code)
        assert answer.status_code != 400 or answer.text == "网址不对，请重新打开链接。\n"
        leads_on = answer.status_code != 400  # the sentence has no links that would tell a secret
        assert wrong_headers(answer, path if leads_on else "") == {}, (method, path)
    assert "Traceback" not in caplog.text


ELSEWHERE = (
    "https://evil.example/", "//evil.example", "/\\evil.example", "/office/\\evil.example", "https:evil.example",
    "/office/..//evil.example", "\thttps://evil.example", "javascript:alert(1)", "/office/\r\nX-Evil: 1",
)  # fmt: skip
ASKING = ("next", "url", "to", "from", "back", "return", "return_to", "redirect", "continue", "r")


NAMES_OF_THINGS = {"for", "deputy", "record", "assignment"}  # with nonsense there is no page


def test_no_parameter_leads_elsewhere(fresh):
    asked = asked_on_pages(fresh)
    names = {name for sent in asked.values() for name, _ in sent} | set(ASKING)
    known = {"login": "甲镇", "password": PASSWORD}
    led = set()
    changes = Watch(fresh.database)
    tried = ELSEWHERE[: max(1, round(len(ELSEWHERE) * SHARE))]
    for rule, who, method, path, more in everywhere(fresh):
        sent = more.get("data")
        for evil in tried:
            query = urlencode(dict.fromkeys(names - NAMES_OF_THINGS, evil))
            headers = {"X-Forwarded-Host": "evil.example", "Referer": evil.split()[0]}
            filled = {"data": {**sent, **known}} if isinstance(sent, dict) else more
            address = f"{path}{'' if path.endswith('?') else '&'}{query}"
            answer = fresh.ask(who, method, address, headers=headers, **filled)
            assert leads_home(answer), (method, path, evil, answer.location)
            if not answer.location:
                break  # it renders a page; only what redirects is tried with each of them
            led.add(rule.endpoint)
        if changes.any():
            fresh.go_back()
            changes.any()
    changes.close()
    assert {"logging_in.home", "logging_in.log_in"} <= led


def leads_home(answer) -> bool:
    told = [answer.location or "/"]
    told += [
        answer.headers.get(name, "/") for name in ("HX-Redirect", "HX-Location", "HX-Push-Url")
    ]
    return "X-Evil" not in answer.headers and all(
        not urlsplit(one).netloc and not urlsplit(one).scheme and re.match(r"/(?![/\\])", one)
        for one in told
    )


HOSTILE_NAME = '视察\r\nX-Evil: 1"; filename=\u202egnp.exe/../..\\a:b*\x00\u200f'


@pytest.mark.parametrize("name", [HOSTILE_NAME, "con.", "COM1 .镇", " nul"])
def test_downloads_have_names_that_every_system_takes(fresh, name):
    with db.writing(fresh.app.extensions["database"]) as session:
        session.get(Inspection, fresh.cast.inspection).title = name
        session.get(Town, fresh.cast.jia).name = name
    files = []
    for rule, who, method, path, more in everywhere(fresh, ("GET",)):
        answer = fresh.ask(who, method, path, **more)
        told = answer.headers.get("Content-Disposition", "")
        assert "X-Evil" not in answer.headers
        if told.startswith("attachment"):
            files.append(rule.endpoint)
            plain, chinese = names_in(told)
            suffix = chinese.rpartition(".")[2]
            assert re.fullmatch(rf"[A-Za-z0-9_-]+\.{suffix}", plain), (path, told)
            assert PurePath(path.partition("?")[0]).suffix in ("", f".{suffix}"), path
            assert suffix.isalnum() and re.search("[一-龥]", chinese), path
            bad = [char for char in chinese if unicodedata.category(char) in ("Cc", "Cf")]
            assert not bad and not re.search(r'[/\\:*?"<>|]', chinese), (path, chinese)
            assert not PureWindowsPath(chinese).is_reserved(), (path, chinese)
    assert {"entry.sheet", "reports.workbook", "jobs.fetch", "audit.log_as_excel"} <= set(files)


def names_in(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == "attachment"
    found = dict(re.findall(r"(filename\*?)=([^;]+)", header))
    assert found["filename*"].startswith("UTF-8''") and found["filename*"].isascii()
    return found["filename"], unquote(found["filename*"].removeprefix("UTF-8''"))


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py", "/static/%2e%2e/settings.py", "/static/css/../../settings.py",
        "/static/..%2fsettings.py", "/static//etc/passwd", "/static/%2fetc%2fpasswd",
        "/static/..\\settings.py", "/static/css/phone.css%00.py", "/static/css", "/static/",
        "/static/js/../css/phone.css", "/d/photos/..%2f..%2fsecret_key", "/office/photos/../../secret_key",
        "/secret_key", "/var/secret_key", "/.git/config", "/inspect.db", "/sw.js/../settings.py",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_what_is_served(fresh, path):
    for who in ("nobody", "wang", "office"):
        assert fresh.ask(who, "GET", path).status_code in (308, 403, 404), who
