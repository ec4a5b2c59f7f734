"""A town from the command line to its first office account, and the steps that it is shown."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup

from tests.conftest import Person

HOME, ACCOUNTS = "/office/inspections", "/office/accounts"
PASSWORD = "cha-kan-jian-cha-biao-2026"


@dataclass
class Shown:
    """A step as its page shows it."""

    state: str
    there: str
    link: str
    to: str


def steps(person: Person, page: str = HOME) -> dict[str, Shown]:
    shown = BeautifulSoup(person.get(page).text, "lxml").select("ol.beginning li")
    return {
        li.b.text: Shown(
            li.select_one(".state").text,
            li.select_one(".there").text,
            li.a.text,
            li.a["href"],
        )
        for li in shown
    }


def set_password(app, page: str) -> None:
    ticket = re.search(r"/office/password/[\w-]+", page)[0]
    answer = Person(app).post(ticket, {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 303


def log_in(app, name: str) -> Person:
    person = Person(app)
    assert person.post("/office/login", {"login": name, "password": PASSWORD}).status_code == 303
    return person


def new_town(app, town: str, admin: str, contact: str) -> Person:
    made = app.test_cli_runner().invoke(args=["admin", admin, "--town", town, "--contact", contact])
    set_password(app, made.output)
    return log_in(app, admin)


def new_office(app, admin: Person, login: str) -> Person:
    set_password(app, added(admin, login, "王秘书", "office"))
    return log_in(app, login)


def added(admin: Person, login: str, name: str, role: str) -> str:
    """Add an account; return the page that shows its one-time link."""
    sent = {"login": login, "name": name, "role": role, "password": PASSWORD}
    return admin.post(ACCOUNTS, sent).text
