"""One town among others, with everything an address can name: made once for a file of tests.

``Things`` are what three deputies' addresses lead to: 王建国 and 赵大山 of 甲镇 (groups 1 and 2) and
孙远 of 乙镇. A new variable in an address needs its value here, a new kind of address its row in
``tests/security/rows.py``; the tests say so by name.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from inspect_app import db
from inspect_app.accounts import accounts
from inspect_app.feedback.models import Feedback
from inspect_app.findings.models import Finding
from inspect_app.findings.models.acts import ReviewAct
from inspect_app.inspections import group_links
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from inspect_app.people.access import Role
from inspect_app.reports.models import ReportJob
from inspect_app.settings import ZONE
from tests.apps import create_app
from tests.cast import PASSWORD_HASH, THREE_SECTIONS, Cast, bring_on
from tests.person import ORIGIN, Person
from tests.records.filling import jpeg

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
FAILING = {
    "item-heap": "fail",
    "item-bin": "pass",
    "item-ditch": "na",
    "item-named": "pass",
    "item-happy": "no",
}
TOKENS = {"/m/": "link", "/g/": "group link", "/office/password/": "ticket"}


@dataclass
class World:
    """The app, who is signed in (by their cookies), and what each address may name."""

    app: Flask
    cast: Cast
    database: Path
    cookies: dict[str, str] = field(default_factory=dict)
    things: dict[str, dict[str, object]] = field(default_factory=dict)
    deputies: dict[str, int] = field(default_factory=dict)

    def rules(self, methods: tuple[str, ...]) -> Iterator[tuple[Rule, str]]:
        """Return every address of the product with each of the methods it takes."""
        for rule in self.app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & set(methods)):
                yield rule, method

    def path(self, rule: Rule, whose: str) -> str:
        """Return the address of somebody's thing."""
        things = dict(self.things[whose])
        if "token" in rule.arguments:
            start = next((one for one in TOKENS if rule.rule.startswith(one)), None)
            assert start, f"tests/security/world.py: TOKENS has no line for {rule.rule}"
            things["token"] = things[TOKENS[start]]
        unknown = rule.arguments - set(things)
        assert not unknown, (
            f"{rule.rule}: tests/security/world.py does not know what {sorted(unknown)} is; "
            f"give each deputy of the world one in _things()"
        )
        return re.sub(
            r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: str(things[found[1]]), rule.rule
        )

    def ask(self, who: str, method: str, path: str, **more: object) -> TestResponse:
        """Ask as somebody from a page of ours; what the answer does to cookies is forgotten.

        ``headers`` that are None are left out.
        """
        wanted = {**ORIGIN, "Cookie": self.cookies[who], **more.pop("headers", {})}  # type: ignore[dict-item]
        headers = {name: value for name, value in wanted.items() if value is not None}
        client = self.app.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, buffered=True, **more)

    def keep(self) -> None:
        """Keep the database as it is now, to go back to."""
        with (
            closing(sqlite3.connect(self.database)) as live,
            closing(sqlite3.connect(self._kept)) as kept,
        ):
            live.backup(kept)

    def go_back(self) -> None:
        """Undo whatever was written since."""
        with (
            closing(sqlite3.connect(self._kept)) as kept,
            closing(sqlite3.connect(self.database)) as live,
        ):
            kept.backup(live)

    @property
    def _kept(self) -> Path:
        return self.database.with_name("kept.db")

    def rows_of(self, town_id: int) -> dict[str, list[tuple[object, ...]]]:
        """Return all rows of a town, table by table."""
        with closing(sqlite3.connect(self.database)) as live:
            return {
                table.name: live.execute(
                    f"SELECT * FROM {table.name} WHERE town_id = ? ORDER BY 1", [town_id]
                ).fetchall()
                for table in db.Base.metadata.sorted_tables
                if "town_id" in table.columns
            }


def make_world(folder: Path, empty_database: Path, raw: dict[str, object] | None = None) -> World:
    """Put the world into a database of its own."""
    app = create_app({"DATA_DIR": str(folder / "var"), "BASE_URL": "http://localhost"})
    database = app.extensions["settings"].database
    shutil.copy(empty_database, database)
    cast = bring_on(app, datetime.now(ZONE).date(), raw or THREE_SECTIONS)
    world = World(app, cast, database)
    _second_groups_site(world)
    _accounts(world)
    _sign_in(world)
    for name, office in (("zhao", "office"), ("wang", "office"), ("sun", "other_office")):
        _things(world, name, office)
    world.keep()
    return world


def _second_groups_site(world: World) -> None:
    with db.writing(world.app.extensions["database"]) as session:
        first = session.get(inspections.Assignment, world.cast.assignments[0])
        zhao = session.query(people.Deputy).filter_by(name="赵大山").one()
        session.add(
            inspections.Assignment(
                town_id=first.town_id, inspection_id=first.inspection_id, site_id=first.site_id,
                checklist_version_id=first.checklist_version_id, group_id=zhao.group_id, deputy_id=None,
            )
        )  # fmt: skip


def _accounts(world: World) -> None:
    with db.writing(world.app.extensions["database"]) as session:
        county = people.Town(name="丙县", contact="", is_county=True)
        session.add(county)
        session.flush()
        for town_id in (world.cast.jia, world.cast.yi):
            session.get(people.Town, town_id).county_id = county.id
        roles = [
            (world.cast.jia, Role.CHAIR),
            (world.cast.jia, Role.ADMIN),
            (county.id, Role.COUNTY),
        ]
        session.add_all(
            people.Account(
                town_id=town_id, login=role, name=role, role=role, password_hash=PASSWORD_HASH
            )
            for town_id, role in roles
        )


def _sign_in(world: World) -> None:
    world.cookies["nobody"] = ""
    for name in ("wang", "chen", "zhao", "li", "sun"):
        person = Person(world.app).enter(world.cast.links[name])
        world.cookies[name] = f"inspect-deputy={person.client.get_cookie('inspect-deputy').value}"
    logins = {
        "office": "甲镇",
        "other_office": "乙镇",
        "chair": "chair",
        "admin": "admin",
        "county": "county",
    }
    for name, login in logins.items():
        person = Person(world.app).log_in(login)
        world.cookies[name] = f"inspect-office={person.client.get_cookie('inspect-office').value}"
        person.post("/office/me/second-step/begin")  # so that its page is there to be looked at
    with db.reading(world.app.extensions["database"]) as session:
        names = {
            "wang": "王建国",
            "chen": "陈志强",
            "zhao": "赵大山",
            "li": "李秀英",
            "sun": "孙远",
        }
        for short, name in names.items():
            world.deputies[short] = session.query(people.Deputy).filter_by(name=name).one().id


def words_of(name: str) -> str:
    """Return words that nobody but this deputy and the deputy's office may read."""
    return f"只有{name}这样写"


def _things(world: World, name: str, office: str) -> None:
    """Let somebody hand in a record with a finding and a photo, and the office review it."""
    with db.reading(world.app.extensions["database"]) as session:
        deputy = session.get(people.Deputy, world.deputies[name])
        assignment = (
            session.query(inspections.Assignment).filter_by(group_id=deputy.group_id).first()
        )
        things = {
            "inspection_id": assignment.inspection_id,
            "assignment_id": assignment.id,
            "version_id": assignment.checklist_version_id,
        }
    things |= _records(world, name, office, things["assignment_id"])
    things["job_id"] = _file(world, office, things["inspection_id"])
    with db.writing(world.app.extensions["database"]) as session:
        key = world.app.extensions["settings"].secret_key
        inspection = session.get(inspections.Inspection, things["inspection_id"])
        role = Role.CHAIR if name == "zhao" else Role.OFFICE
        account = session.query(people.Account).filter_by(town_id=deputy.town_id, role=role).one()
        act = session.query(ReviewAct.id).filter_by(inspection_id=inspection.id)
        world.things[name] = {
            **things,
            "checklist_id": "work_safety",
            "act_id": act.order_by(ReviewAct.id.desc()).first()[0],
            "deputy_id": deputy.id,
            "kind": "deputies",
            "row_id": deputy.id,
            "feedback_id": session.query(Feedback.id).filter_by(deputy_id=deputy.id).scalar(),
            "term_id": deputy.term_id,
            "account_id": account.id,
            "name": "css/phone.css",
            "link": world.cast.links[name],
            "group link": group_links.make_group_link(inspection, key),
            "ticket": accounts.hand_over(account, key),
        }


def _records(world: World, name: str, office: str, assignment_id: int) -> dict[str, object]:
    record, photo = uuid4(), uuid4()
    sent = {
        **FAILING,
        "assignment": assignment_id,
        "base": 0,
        "item-heap-0-description": words_of(name),
        "item-heap-0-photo": photo,
        "suggestion": words_of(name),
    }
    assert world.ask(name, "PUT", f"/d/records/{record}", data=sent).status_code == 200
    to_photo = f"/d/photos/{photo}?record={record}"
    assert world.ask(name, "PUT", to_photo, data=jpeg()).status_code == 200
    finding = _finding(world, record)
    said = {"text": words_of(name)}
    assert world.ask(name, "POST", "/d/feedback", data=said).status_code == 303
    review = {"do": "keep", "severity": "critical", "seen": 0}
    assert world.ask(office, "POST", f"/office/findings/{finding}", data=review).status_code == 303
    return {"record_id": record, "photo_id": photo, "finding_id": finding}


def _file(world: World, office: str, inspection_id: int) -> int:
    """Have a file made in the background, as the office asks for it."""
    path = f"/office/inspections/{inspection_id}/files"
    assert world.ask(office, "POST", path, data={"kind": "photos"}).status_code == 303
    maker = world.app.extensions["maker"]
    maker.folder.mkdir(exist_ok=True)
    with db.reading(world.app.extensions["database"]) as session:
        job = session.query(ReportJob).order_by(ReportJob.id.desc()).first()
    maker.make(job.town_id, job.id)
    return int(job.id)


def _finding(world: World, record: UUID) -> int:
    with db.reading(world.app.extensions["database"]) as session:
        found = session.query(Finding.id).filter_by(record_id=record, item_id="heap").one()
        return int(found[0])
