"""A form whose answer is shown once: pressed twice, or loaded again, it makes nothing anew."""

import re

import pytest

from inspect_app.people.access import Role
from tests.accounts.adding import NEW, SELF, account, number, ticket_of
from tests.person import Person


def key_on(page, nth: int = 0) -> str:
    """Return the key that a form of the page carries."""
    return re.findall(r'name="once" value="([\w-]{22})"', page.text)[nth]


@pytest.mark.usefixtures("reached")
def test_links_loaded_again_stay_as_they_were_printed(office, cast, app):
    ask = office.post("/office/links/new", {"who": "all", "do": "texts"})
    sent = {"who": "all", "do": "texts", "sure": "1", "once": key_on(ask)}
    page = office.post("/office/links/new", sent)
    printed = set(re.findall(r"/m/([\w-]+)", page.text))

    again = office.post("/office/links/new", sent)
    assert again.status_code == 422 and "刚才已经生成" in again.text and "/m/" not in again.text
    assert len(printed) == 4
    for link in printed:
        assert Person(app).post(f"/m/{link}").status_code == 303


def test_a_second_press_for_who_had_no_link_says_that_they_are_made(office, cast):
    office.post(f"/office/links/{cast.wang}/withdraw")
    sent = {"who": "missing", "do": "texts", "once": key_on(office.get("/office/links"))}
    assert "/m/" in office.post("/office/links/new", sent).text
    assert "刚才已经生成" in office.post("/office/links/new", sent).text


@pytest.mark.usefixtures("reached")
def test_a_form_that_was_refused_may_be_sent_again(office, cast):
    sent = {"who": "ticked", "do": "texts", "once": key_on(office.get("/office/links"))}
    assert "还没有选代表" in office.post("/office/links/new", sent).text
    sent |= {"deputy": cast.wang, "sure": "1"}
    assert office.post("/office/links/new", sent).text.count("/m/") == 1


@pytest.mark.parametrize(
    "path", ["/office/inspections/{}/group-link", "/office/inspections/{}/codes"]
)
def test_an_inspections_link_and_codes_are_made_once_by_a_press(office, cast, path):
    page = f"/office/inspections/{cast.inspection}/group-link"
    sent = {"once": key_on(office.get(page), -1)}
    first = office.post(path.format(cast.inspection), sent)
    again = office.post(path.format(cast.inspection), sent)
    assert (first.status_code, again.status_code) == (200, 422)
    assert "刚才已经生成" in again.text and f'href="{page}"' in again.text


def test_a_code_that_was_told_is_not_replaced_by_loading_the_page_again(app, office, wang, cast):
    ways = f"/office/links/{cast.wang}"
    sent = {"once": key_on(office.get(ways))}
    first = office.post(f"{ways}/code", sent).text
    assert "刚才已经生成" in office.post(f"{ways}/code", sent).text
    code = "".join(re.search(r'class="digits big">(\d{3}) (\d{3})<', first).groups())
    assert Person(app).post(f"/m/{cast.links['wang']}", {"code": code}).status_code == 303


def test_an_account_is_added_and_reset_once_by_a_press(app, cast, anybody):
    admin = account(app, cast, "admin", Role.ADMIN)
    sent = {**NEW, "once": key_on(admin.get("/office/accounts"), -1)}
    assert anybody.get(ticket_of(admin.post("/office/accounts", sent))).status_code == 200
    assert "刚才已经生成" in admin.post("/office/accounts", sent).text

    reset = f"/office/accounts/{number(app, 'zhang')}/reset"
    sent = {"once": key_on(admin.post(reset)), **SELF}
    ticket = ticket_of(admin.post(reset, sent))
    assert "刚才已经生成" in admin.post(reset, sent).text
    assert anybody.get(ticket).status_code == 200, "the link that was handed over still opens"


def test_another_towns_key_is_not_known_here(office, other_office, cast):
    page = f"/office/inspections/{cast.inspection}/group-link"
    sent = {"once": key_on(office.get(page))}
    office.post(page, sent)
    theirs = f"/office/inspections/{cast.yi_inspection}/group-link"
    assert other_office.post(theirs, sent).status_code == 200
