"""A town with many sites, all with the longest shipped checklist, and one deputy or many."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from werkzeug.datastructures import MultiDict

from inspect_app import create_app, db
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CheckItem, ChoiceItem, CountItem
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.entering import personal_links, phones
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from inspect_app.people import models as people

CHECKLISTS = Path(__file__).parents[1] / "checklists"


@dataclass
class Town:
    """The app, its signed-in deputies' cookies, where to hand in and what."""

    app: Flask
    folder: Path
    cookies: list[str]
    checklist: Checklist
    assignments: list[int]

    def headers(self, deputy: int = 0) -> dict[str, str]:
        return {
            "Cookie": f"inspect-deputy={self.cookies[deputy]}",
            "Origin": "http://localhost",
            "Accept-Encoding": "br",
        }


def prepare(folder: Path, sites: int, deputies: int = 1) -> Town:
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    database = app.extensions["database"]
    database.upgrade()
    checklist = load_checklist(
        CHECKLISTS / "living_environment.yaml", load_laws(CHECKLISTS / "laws.yaml")
    )
    with db.writing(database) as session:
        town = people.Town(name="测试镇", contact="人大办")
        session.add(town)
        session.flush()
        term = people.Term(town_id=town.id, number=19, starts_on=date(2026, 9, 1), ends_on=None)
        session.add(term)
        session.flush()
        group = people.DeputyGroup(town_id=town.id, term_id=term.id, name="第一小组")
        session.add(group)
        session.flush()
        cookies = [_signed_in(session, group, app) for _ in range(deputies)]
        assignments = _assignments(session, town, term, group, checklist, sites)
    return Town(app, folder, cookies, checklist, assignments)


def _signed_in(session, group, app: Flask) -> str:  # type: ignore[no-untyped-def]
    deputy = people.Deputy(
        town_id=group.town_id,
        term_id=group.term_id,
        group_id=group.id,
        name="王建国",
        group_role=people.GroupRole.MEMBER,
    )
    session.add(deputy)
    session.flush()
    key = app.extensions["settings"].secret_key
    link = personal_links.make_link(deputy, key)
    session.flush()
    entered = personal_links.enter_by_link(link, phones.Browser(), "", key)
    assert isinstance(entered, phones.NewTokens)
    return entered.session


def _assignments(session, town, term, group, checklist, sites: int) -> list[int]:  # type: ignore[no-untyped-def]
    version = publish(town.id, checklist)
    inspection = inspections.Inspection(
        town_id=town.id,
        term_id=term.id,
        title="视察",
        topic="人居环境",
        kind=inspections.InspectionKind.INSPECTION,
        state=inspections.InspectionState.UNDER_WAY,
        starts_on=date(2026, 11, 23),
        ends_on=date(2026, 11, 23),
        lead="",
        expected=None,
        attended=None,
    )
    village = inspections.Village(town_id=town.id, name="张家村")
    session.add_all([inspection, village])
    session.flush()
    places = [
        inspections.Site(town_id=town.id, village_id=village.id, name=f"点位{n}")
        for n in range(sites)
    ]
    session.add_all(places)
    session.flush()
    rows = [
        inspections.Assignment(
            town_id=town.id,
            inspection_id=inspection.id,
            site_id=place.id,
            checklist_version_id=version.id,
            group_id=group.id,
            deputy_id=None,
        )
        for place in places
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def fields(checklist: Checklist, seed: int = 1) -> MultiDict[str, str]:
    """Return what a phone sends: every item answered, two findings described."""
    chance = random.Random(seed)
    sent: MultiDict[str, str] = MultiDict()
    failing = 2
    for item in checklist.items:
        name = f"item-{item.id}"
        if isinstance(item, CheckItem):
            fails = failing > 0
            failing -= fails
            sent.add(name, "fail" if fails else chance.choice(["pass", "pass", "na"]))
            sent.add(f"{name}-0-description", f"第{seed}处,路边有一堆没清" if fails else "")
            sent.add(f"{name}-0-severity", item.severity.value)
            sent.add(f"{name}-0-suggestion", "")
        elif isinstance(item, ChoiceItem):
            sent.add(name, next(option.id for option in item.options if not option.fail))
        elif isinstance(item, CountItem):
            sent.add(name, "3")
    sent.add("suggestion", "建议增加两个垃圾桶")
    sent.add("highlight", "")
    return sent
