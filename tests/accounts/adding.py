"""Accounts of the office: added to a town, and what their pages show."""

import re

from inspect_app import db
from inspect_app.accounts import models
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.cast import PASSWORD, PASSWORD_HASH
from tests.person import Person

SELF = {"password": PASSWORD}  # to show that it is still the administrator
WANTED = {"login": "zhang", "name": "张干事", "role": "office"}
NEW = {**WANTED, **SELF}
GOOD = "稻田 雨伞 七把椅子 gully"  # a password that nobody would try


def account(app, cast, login: str, role: Role, town: int | None = None) -> Person:
    """Add an account with the cast's password and log it in."""
    with db.writing(app.extensions["database"]) as session:
        session.add(
            people.Account(
                town_id=town or cast.jia, login=login, name=login, role=role,
                password_hash=PASSWORD_HASH,
            )
        )  # fmt: skip
    return Person(app).log_in(login)


def county_of_jia(app, cast) -> int:
    """Put 甲镇 into a county; return the county's id."""
    with db.writing(app.extensions["database"]) as session:
        county = people.Town(name="某县", contact="县人大办", is_county=True)
        session.add(county)
        session.flush()
        session.get_one(people.Town, cast.jia).county_id = county.id
        return county.id


def number(app, login: str) -> int:
    with db.reading(app.extensions["database"]):
        return models.account_of_login(login).id


def ticket_in(words: str) -> str:
    """Return where a password is set, by the one-time link in these words."""
    return re.search(r"/office/password/[\w-]+", words)[0]


def ticket_of(page) -> str:
    assert page.status_code == 200
    return ticket_in(page.text)


def set_password(person, ticket: str, password: str = GOOD):
    return person.post(ticket, {"password": password, "again": password})


def let_in(person: Person, told: str, login: str) -> Person:
    """Set a password by the one-time link that was told, and log in."""
    assert set_password(person, ticket_in(told)).status_code == 303
    return person.log_in(login, GOOD)


def answer_to_log_in(app, login: str, password: str = PASSWORD, code: str = "") -> int:
    sent = {"login": login, "password": password, "code": code}
    return Person(app).post("/office/login", sent).status_code
