"""What a page offers its reader may do: every link answers 200, every form's address takes them."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.people import models as people
from inspect_app.people.access import ALLOWED, Role, declared_action
from tests.cast import PASSWORD_HASH
from tests.person import Person

ROLES = {"甲镇": Role.OFFICE, "chair": Role.CHAIR, "admin": Role.ADMIN, "county": Role.COUNTY}
MENUS = {
    "甲镇": [
        "监督视察",
        "代表与点位",
        "检查清单",
        "代表的链接",
        "意见反馈",
        "镇设置",
        "操作日志",
        "使用手册",
    ],
    "chair": ["监督视察", "代表与点位", "检查清单", "意见反馈", "镇设置", "操作日志", "使用手册"],
    "admin": ["代表与点位", "账号", "镇设置", "操作日志", "使用手册"],
    "county": ["各镇情况"],
    "county admin": ["账号", "操作日志", "使用手册"],
}


@pytest.fixture
def with_county_admin(fresh):
    with db.writing(fresh.app.extensions["database"]) as session:
        county = session.query(people.Town).filter_by(name="丙县").one()
        session.add(
            people.Account(
                town_id=county.id, login="county admin", name="县管理员", role=Role.ADMIN,
                password_hash=PASSWORD_HASH,
            )
        )  # fmt: skip
    return fresh


def reader(world, login: str) -> Person:
    return Person(world.app).log_in(login)


@pytest.mark.parametrize("login", MENUS)
def test_the_menu_has_what_the_role_may_open_and_nothing_else(with_county_admin, login):
    person = reader(with_county_admin, login)
    answer = person.get("/", follow_redirects=True)
    links = BeautifulSoup(answer.text, "lxml").select("header nav a")
    assert [link.get_text() for link in links] == MENUS[login]
    assert [person.get(link["href"]).status_code for link in links] == [200] * len(links)


def offered(person: Person) -> Iterator[tuple[str, str, str]]:
    """Yield (page, method, address) of all that the pages offer which one comes to by links.

    Addresses that differ by what is asked for after the same names are one.
    """
    seen, waiting = set(), ["/"]
    while waiting:
        here = waiting.pop()
        answer = person.get(here, follow_redirects=True)
        # 422: a file that has nothing to hold yet, and a page that says what comes first.
        assert answer.status_code in (200, 422), here
        if answer.mimetype != "text/html":
            continue
        page = BeautifulSoup(answer.text, "lxml")
        links = [("GET", one["href"]) for one in page.select("a[href]")]
        forms = [(one.get("method", "get").upper(), one.get("action", "")) for one in page("form")]
        buttons = [
            (form.get("method", "get").upper(), one["formaction"])
            for form in page("form")
            for one in form.select("button[formaction]")
        ]
        for method, address in links + forms + buttons:
            there = urlsplit(urljoin(answer.request.path, address))
            kind = (method, there.path, frozenset(parse_qs(there.query)))
            if kind not in seen:
                seen.add(kind)
                yield here, method, there.path
                if (method, address) in links:
                    waiting.append(there._replace(fragment="").geturl())


@pytest.mark.parametrize("login", [*ROLES, "county admin"])
def test_whatever_a_page_offers_its_reader_may_do(with_county_admin, login):
    role, adapter = ROLES.get(login, Role.ADMIN), with_county_admin.app.url_map.bind("localhost")
    person = reader(with_county_admin, login)
    for here, method, path in offered(person):
        endpoint, _ = adapter.match(path, method=method)
        action = declared_action(with_county_admin.app.view_functions[endpoint])
        assert role in ALLOWED.get(action, {role}), (here, method, path)
