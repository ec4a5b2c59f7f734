"""Every answer carries the security headers, word for word."""

import re
import shutil

import brotli
import pytest

from inspect_app.settings import ZONE, SettingsError, read_settings
from tests.apps import create_app
from tests.cast import bring_on
from tests.security.headers import EXPECTED


@pytest.mark.parametrize("path", ["/d/", "/office/login", "/nowhere", "/static/css/phone.css"])
def test_headers(anybody, cast, path):
    answer = anybody.get(path)

    assert {name: answer.headers[name] for name in EXPECTED} == EXPECTED
    if not path.startswith("/static"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_behind_tls_cookies_are_locked_to_the_host_and_hsts_is_sent(env, empty_database, tmp_path):
    app = create_app({**env, "BASE_URL": "https://jiahe.example"})
    shutil.copy(empty_database, app.extensions["settings"].database)
    import datetime

    links = bring_on(app, datetime.datetime.now(ZONE).date()).links
    answer = app.test_client().post(
        f"/m/{links['wang']}", headers={"Origin": "https://jiahe.example"}
    )
    cookie = answer.headers["Set-Cookie"]

    assert cookie.startswith("__Host-inspect-deputy=") and "Secure" in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    app.extensions["database"].engine.dispose()


def test_the_first_start_writes_a_key_for_its_owner_alone(tmp_path):
    first = read_settings({"DATA_DIR": str(tmp_path)})
    again = read_settings({"DATA_DIR": str(tmp_path)})

    assert first.secret_key == again.secret_key and len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_links_never_lead_to_the_address_that_means_every_address(tmp_path):
    settings = read_settings({"DATA_DIR": str(tmp_path), "HOST": "0.0.0.0", "PORT": "8001"})
    assert settings.base_url == "http://127.0.0.1:8001" and settings.is_loopback


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://Inspect.Example.CN:443/", "https://inspect.example.cn"),
        ("HTTP://Example.cn:80", "http://example.cn"),
        ("https://example.cn:80", "https://example.cn:80"),
        ("https://青石镇.cn", "https://xn--y7yq93d1mb.cn"),
        ("https://example.cn:", "https://example.cn"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://example.cn:8000", "http://example.cn:8000"),
    ],
)
def test_the_address_is_kept_as_browsers_write_it(tmp_path, written, kept):
    """Behind a proxy that passes no host on, forms are compared with it alone."""
    assert read_settings({"DATA_DIR": str(tmp_path), "BASE_URL": written}).base_url == kept


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("localhost.", True), ("127.1.2.3", True), ("0.0.0.0", True), ("[::]", True),
        ("[::1]", True), ("[::ffff:127.0.0.1]", True), ("[::ffff:192.168.1.20]", False),
        ("192.168.1.20", False), ("jiahe.example.", False), ("127.example.cn", False),
    ],
)  # fmt: skip
def test_an_address_that_no_other_machine_can_open_is_known(tmp_path, host, is_loopback):
    settings = read_settings({"DATA_DIR": str(tmp_path), "BASE_URL": f"http://{host}:8000"})
    assert settings.is_loopback is is_loopback


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "a" * 64},
        {"PORT": "http"},
        {"BASE_URL": "jiahe"},
        {"BASE_URL": "https://a.cn:port"},
    ],
)
def test_an_unusable_setting_is_refused_with_what_to_do(tmp_path, wrong):
    with pytest.raises(SettingsError, match="请"):
        read_settings({"DATA_DIR": str(tmp_path), **wrong})


def test_the_worker_names_the_version_of_every_script_it_imports(anybody):
    """Browsers before 2020 look for a new worker in its own file alone."""
    worker = anybody.get("/sw.js").text
    imported = re.findall(r'"(/static/js/[^"]+)"', worker)
    assert len(imported) == 1
    for address in imported:
        assert "?v=" in address
        assert "immutable" in anybody.get(address).headers["Cache-Control"]


def test_a_browser_that_unpacks_it_gets_a_script_packed_and_another_gets_it_plain(anybody):
    packed = anybody.get("/static/js/phone/form.js", headers={"Accept-Encoding": "gzip, br"})
    plain = anybody.get("/static/js/phone/form.js", headers={"Accept-Encoding": "identity"})

    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("br", "Accept-Encoding")
    assert "Content-Encoding" not in plain.headers
    assert brotli.decompress(packed.data) == plain.data
