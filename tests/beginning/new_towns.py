"""A town from the command line to its first office account, and the steps that it is shown."""

from dataclasses import dataclass

from bs4 import BeautifulSoup

from tests.accounts.adding import GOOD, let_in
from tests.person import Person

HOME, ACCOUNTS = "/office/inspections", "/office/accounts"


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


def new_town(app, town: str, admin: str, contact: str) -> Person:
    return let_in(Person(app), said_of_new_town(app, town, admin, contact), admin)


def said_of_new_town(app, town: str, admin: str, contact: str) -> str:
    """Make a town with its administrator; return what the command line says, with the link."""
    made = app.test_cli_runner().invoke(args=["admin", admin, "--town", town, "--contact", contact])
    return made.output


def new_office(app, admin: Person, login: str) -> Person:
    return let_in(Person(app), added(admin, login, "王秘书", "office"), login)


def added(admin: Person, login: str, name: str, role: str) -> str:
    """Add an account; return the page that shows its one-time link."""
    sent = {"login": login, "name": name, "role": role, "password": GOOD}
    return admin.post(ACCOUNTS, sent).text
