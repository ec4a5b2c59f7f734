"""A page asks for all of its own scripts at once, so that it has all of them or none."""

import pytest
from bs4 import BeautifulSoup

from inspect_app.pages.views.assets import JOINED
from tests.records.filling import ALL_PASS
from tests.records.sending import send


def scripts(html: str) -> list[str]:
    """Return the scripts that a page loads, without their folder and version."""
    addresses = [str(tag["src"]) for tag in BeautifulSoup(html, "lxml").select("script[src]")]
    return [address.partition("?")[0].removeprefix("/static/js/") for address in addresses]


def test_a_page_of_the_phone_asks_for_one_script(wang, cast):
    form = f"/d/assignments/{cast.assignments[0]}"
    pages = {
        "/d/": "today", form: "fill", f"{form}/blank": "fill", "/d/waiting": "waiting",
        "/d/findings": "every", "/d/feedback": "every",
    }  # fmt: skip
    for page, name in pages.items():
        assert scripts(wang.get(page).text) == [f"phone/{name}-page.js"], page
    receipt = send(wang, cast, ALL_PASS).json["receipt"]
    assert scripts(wang.get(receipt).text) == ["phone/today-page.js"]


def test_an_entrance_asks_for_one_script(anybody, cast):
    assert scripts(anybody.get(cast.links["wang"]).text) == ["phone/entrance-page.js"]


def test_a_page_of_the_office_asks_for_one_script_beside_htmx(office, anybody, cast):
    inspection = f"/office/inspections/{cast.inspection}"
    assert scripts(anybody.get("/office/login").text) == ["office/every-page.js"]
    assert scripts(office.get("/office/inspections").text) == ["office/every-page.js"]
    assert scripts(office.get(f"{inspection}/entry?version=1").text) == ["office/entry-page.js"]
    board = scripts(office.get(inspection).text)
    assert board == ["office/every-page.js", "htmx.min.js", "office/stay-sideways.js"]


@pytest.mark.parametrize("name", [name for name in JOINED if name.endswith(".js")])
def test_no_script_is_joined_twice_into_another(name):
    assert len(set(JOINED[name])) == len(JOINED[name])
