"""A town with many sites, all with the longest shipped checklist, and one deputy or many."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from werkzeug.datastructures import MultiDict

from founding.rows import add_deputy, add_group, add_inspection, add_sites, add_term, add_town
from inspect_app import create_app, db
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CheckItem, ChoiceItem, CountItem
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.entering import personal_links, phones
from inspect_app.inspections.publish import publish

CHECKLISTS = Path(__file__).parents[1] / "checklists"


@dataclass
class BenchTown:
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


def prepare(folder: Path, sites: int, deputies: int = 1) -> BenchTown:
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    database = app.extensions["database"]
    database.upgrade()
    checklist = load_checklist(
        CHECKLISTS / "living_environment.yaml", load_laws(CHECKLISTS / "laws.yaml")
    )
    with db.writing(database) as session:
        town = add_town(session, "测试镇", "人大办")
        group = add_group(session, add_term(session, town.id), "第一小组")
        cookies = [_signed_in(session, group, app) for _ in range(deputies)]
        version = publish(town.id, checklist)
        places = add_sites(session, town.id, (f"点位{n}" for n in range(sites)))
        day = date(2026, 11, 23)
        _, assignments = add_inspection(
            session, group, places, version.id, title="视察", starts_on=day, ends_on=day, lead=""
        )
    return BenchTown(app, folder, cookies, checklist, assignments)


def _signed_in(session, group, app: Flask) -> str:  # type: ignore[no-untyped-def]
    deputy = add_deputy(session, group, "王建国")
    key = app.extensions["settings"].secret_key
    link = personal_links.make_link(deputy, key)
    session.flush()
    entered = personal_links.enter_by_link(link, phones.Browser(), "", key)
    assert isinstance(entered, phones.NewTokens)
    return entered.session


def fields(checklist: Checklist, seed: int = 1) -> MultiDict[str, str]:
    """As a phone sends them: every item answered, two findings described."""
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
