"""使用手册: who reads it, where it leads, and from where one gets to it."""

import re

import pytest
from bs4 import BeautifulSoup

from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.beginning.new_towns import HOME, new_office, new_town
from tests.person import Person


def links_of(person: Person, address: str) -> list[str]:
    page = BeautifulSoup(person.get(address).text, "lxml")
    return [
        link["href"] for link in page.select("main a[href], main ~ a[href], nav.screen a[href]")
    ]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CHAIR, Role.ADMIN])
def test_every_link_of_the_handbook_opens_for_whoever_reads_it(app, cast, role):
    reader = account(app, cast, "reader", role)
    links = {link for link in links_of(reader, "/office/handbook") if not link.startswith("#")}
    assert "/office/handbook/deputy" in links
    links |= set(links_of(reader, "/office/handbook/deputy"))
    assert [link for link in sorted(links) if reader.get(link).status_code != 200] == []


def test_the_pictures_of_the_handbook_are_there_and_may_be_kept(office):
    page = BeautifulSoup(office.get("/office/handbook").text, "lxml")
    pictures = [one["src"] for one in page.select("main img")]
    assert len(pictures) == 8 and all(one["alt"] for one in page.select("main img"))
    answers = [office.get(picture) for picture in pictures]
    assert {(one.status_code, one.mimetype) for one in answers} == {(200, "image/png")}
    assert all("immutable" in one.headers["Cache-Control"] for one in answers)


def test_a_page_of_the_office_leads_to_its_part_of_the_handbook(office, cast):
    parts = set(re.findall(r'<h2 id="(\w+)"', office.get("/office/handbook").text))
    here = f"/office/inspections/{cast.inspection}"
    pages = [
        "/office/roster/", "/office/checklists/", "/office/links", "/office/inspections/new",
        f"{here}/plan", here, f"{here}/entry", f"{here}/findings", f"{here}/papers",
    ]  # fmt: skip
    for address in pages:
        page = BeautifulSoup(office.get(address).text, "lxml")
        (how_to,) = page.find_all("a", string="怎么用？")
        where, part = how_to["href"].split("#")
        assert (where, part in parts) == ("/office/handbook", True)
        assert page.select_one('nav[aria-label="主菜单"] a[href="/office/handbook"]')


def test_who_begins_is_led_to_the_handbook(app):
    admin = new_town(app, "云溪镇", "guanli", "镇人大办王秘书")
    for person, home in ((admin, "/office/accounts"), (new_office(app, admin, "wangms"), HOME)):
        assert "/office/handbook#begin" in links_of(person, home)


def test_the_deputys_page_names_the_town_and_whom_to_ring(wang, office, sun):
    on_the_phone, to_print = (
        wang.get("/d/handbook").text,
        office.get("/office/handbook/deputy").text,
    )
    for page in (on_the_phone, to_print):
        assert "甲镇人大办 王秘书 0000-0000001" in page
    assert "乙镇人大办 王秘书" in sun.get("/d/handbook").text
    assert "Ctrl+P" in to_print and "Ctrl+P" not in on_the_phone
    assert "/d/handbook" in links_of(wang, "/d/")
    assert "/office/handbook/deputy" in links_of(office, "/office/links")
    assert links_of(wang, "/d/handbook") == ["/d/"]


def test_the_office_prints_no_page_without_a_telephone_number_unawares(app, cast, office):
    assert "还没有电话号码" not in office.get("/office/handbook/deputy").text
    admin = account(app, cast, "admin", Role.ADMIN)
    changed = {
        "name": "甲镇",
        "contact": "镇人大办王秘书",
        "font_set": "papers",
        "footer": "nothing",
    }
    assert admin.post("/office/settings", changed).status_code == 303
    assert "还没有电话号码" in office.get("/office/handbook/deputy").text
