"""The roster by its pages: the entries and the forms of them."""

from inspect_app import db
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.cast import PASSWORD_HASH
from tests.person import Person
from tests.soup import soup

HOME = "/office/roster/"
NEW = {
    "groups": {"name": "第三代表小组"},
    "deputies": {
        "name": "周永福", "group": "第一代表小组", "group_role": "组长", "levels": ["县", "镇"],
        "constituency": "第三选区",
    },
    "villages": {"name": "柳河村"},
    "sites": {"village": "张家村", "name": "村卫生室", "location": "村委会往东200米"},
    "units": {"name": "镇应急管理所", "responsible_person": "马振华", "answers_for": "镇应急所，镇消防所"},
}  # fmt: skip


def changed(office, path, sent):
    """Open an entry's form and send it with what was changed."""
    opened = soup(office.get(path)).select_one("input[name=seen]")["value"]
    return office.post(path, {**sent, "seen": opened})


def names(answer):
    return [cell.get_text(strip=True) for cell in soup(answer).select("table.roster tbody th")]


def empty_town(app):
    town = people.Town(name="丙镇", contact="丙镇人大办")
    with db.writing(app.extensions["database"]) as session:
        session.add(town)
        session.flush()
        session.add(
            people.Account(
                town_id=town.id, login="丙镇", name="丙镇人大办", role=Role.OFFICE,
                password_hash=PASSWORD_HASH,
            )
        )  # fmt: skip
    return Person(app).log_in("丙镇")


KINDS = ["groups", "deputies", "villages", "sites", "units"]


def fields(answer):
    """Return what a form's fields show."""
    page = soup(answer)
    shown = {tag["name"]: tag.get("value", "") for tag in page.select(".entered input:not([type])")}
    shown |= {tag["name"]: tag.text.strip() for tag in page.select(".entered textarea")}
    for tag in page.select(".entered select"):
        chosen = tag.select_one("option[selected]")
        shown[tag["name"]] = chosen.text if chosen else ""
    for tag in page.select(".entered input[type=checkbox][checked]"):
        shown.setdefault(tag["name"], []).append(tag["value"])
    return shown


def link_to(office, kind, name):
    page = soup(office.get(f"{HOME}{kind}"))
    return next(link["href"] for link in page.select("th a") if link.text == name)
