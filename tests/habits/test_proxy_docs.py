"""The proxy's configuration in docs/proxy.md lets through what each page takes, and logs no secret."""

import re
from pathlib import Path

import pytest

from inspect_app.entering.tokens import without_secrets
from inspect_app.photos.image import MAX_BYTES
from inspect_app.records.views.fill import MOST_READ
from inspect_app.spreadsheet import MOST_BYTES
from inspect_app.web import bodies
from inspect_app.web.serving import CONNECTIONS, MAX_BODY, PROCESSES

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "proxy.md").read_text()
(NGINX,) = re.findall(r"```nginx\n(.*?)```", TEXT, re.S)
UPLOADS = {
    "/": bodies.MOST_IN_FIELDS,
    "/office/": MOST_BYTES + bodies.MIB,
    "/d/assignments/": MOST_READ,
    "/d/photos/": MAX_BYTES,
}


def most_at(location: str) -> int:
    found = re.search(rf"location {location} +{{ client_max_body_size +(\d+)m;", NGINX)
    of_all = re.search(r"^    client_max_body_size +(\d+)m;", NGINX, re.M)
    return int((found or of_all)[1]) * bodies.MIB


@pytest.mark.parametrize("location", UPLOADS)
def test_the_proxy_lets_through_a_little_more_than_the_application_takes(location):
    """What is too large is answered by the application, which names what was put and keeps a draft."""
    assert 0 < most_at(location) - UPLOADS[location] <= 2 * bodies.MIB
    assert most_at(location) <= MAX_BODY


def test_what_is_too_large_for_the_proxy_itself_is_told_in_chinese():
    page = re.search(r"location = /too-large \{(.*?)\n    \}", NGINX, re.S)[1]
    assert "error_page 413 /too-large;" in NGINX and "return 413" in page
    assert "内容太大，没有收下" in page and "charset=utf-8" in page and "$" not in page


def test_no_other_address_takes_more(app):
    """A view that takes files at an address of its own needs a line of its own there."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        most = max(view.__dict__.get(name, 0) for name in ("most_in_parts", "most_by_itself"))
        location = max((one for one in UPLOADS if rule.rule.startswith(one)), key=len)
        assert most <= UPLOADS[location], rule.rule


def test_the_proxys_log_masks_the_addresses_that_the_servers_own_masks():
    pattern = re.search(r'"~\^(.*)" "\$\{door\}\*\*\*"', NGINX)[1].replace("?<", "?P<")
    for address in ("/m/secret", "/g/secret?deputy=1", "/office/password/secret"):
        masked = re.sub(pattern + ".*", r"\g<door>***", address)
        assert "secret" not in masked and masked == without_secrets(address).partition("?")[0]


def test_what_the_server_holds_by_itself_is_told_as_it_is():
    assert f"{CONNECTIONS} in each of two processes" in TEXT and PROCESSES == 2
    assert f"up to {MAX_BODY // bodies.MIB} MB" in TEXT
