"""Every answer carries the security headers, word for word."""

import pytest

from inspect_app import create_app
from inspect_app.settings import SettingsError, read_settings
from tests.cast import bring_on

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "manifest-src 'self'; worker-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


@pytest.mark.parametrize("path", ["/d/", "/office/login", "/nowhere", "/static/css/phone.css"])
def test_headers(anybody, cast, path):
    answer = anybody.get(path)

    assert {name: answer.headers[name] for name in EXPECTED} == EXPECTED
    if not path.startswith("/static"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_behind_tls_cookies_are_locked_to_the_host_and_hsts_is_sent(env, empty_database, tmp_path):
    app = create_app({**env, "BASE_URL": "https://jiahe.example"})
    app.extensions["database"].upgrade()
    import datetime

    links = bring_on(app, datetime.date.today()).links
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
    "wrong",
    [{"SECRET_KEY": "short"}, {"SECRET_KEY": "a" * 64}, {"PORT": "http"}, {"BASE_URL": "jiahe"}],
)
def test_an_unusable_setting_is_refused_with_what_to_do(tmp_path, wrong):
    with pytest.raises(SettingsError, match="请"):
        read_settings({"DATA_DIR": str(tmp_path), **wrong})
