"""The towns and people every test may rely on.

甲镇 (Jia): group 1 with 王建国 (member), 李秀英 (liaison), 陈志强 (member); group 2 with 赵大山.
乙镇 (Yi): group 1 with 孙远, who must never see anything of 甲镇.
Each town has an office account; 甲镇's inspection is under way, its sites belong to group 1.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from argon2 import PasswordHasher
from flask import Flask

from founding.rows import add_deputy, add_group, add_inspection, add_sites, add_term, add_town
from inspect_app import db
from inspect_app.checklist.definition import Checklist
from inspect_app.entering import models as entering
from inspect_app.entering import personal_links
from inspect_app.entering.codes import give_code
from inspect_app.entering.tokens import token_hash
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from inspect_app.people import models as people
from inspect_app.people.access import Role

PASSWORD = "correct-horse-battery"
# The product's own hash is slow on purpose; this one is checked at each log-in of a test.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def check(item_id: str, question: str, **more: object) -> dict[str, object]:
    problem = question.rstrip("?") + ",没有做到"
    return {"id": item_id, "kind": "check", "question": question, "problem": problem, **more}


THREE_SECTIONS: dict[str, object] = {
    "id": "three_sections",
    "title": "人居环境",
    "topic": "人居环境",
    "laws": [
        {
            "id": "law",
            "title": "乡村振兴促进法",
            "version": "2021-06-01施行",
            "in_force": "2021-06-01",
            "level": "A",
            "source": "https://example.org",
        },
        {
            "id": "later",
            "title": "将来的法",
            "version": "2999年施行",
            "in_force": "2999-01-01",
            "level": "A",
            "source": "https://example.org",
        },
    ],
    "sections": [
        {
            "id": "garbage",
            "title": "垃圾治理",
            "items": [
                check(
                    "heap",
                    "没有成堆垃圾?",
                    severity="major",
                    responsible=["村委会"],
                    days=7,
                    suggestion="建议尽快清运",
                    amount={"unit": "处"},
                    basis=[
                        {"law": "law", "article": "第37条", "gist": "治理垃圾"},
                        {"law": "later", "article": "第1条", "gist": "还没施行"},
                    ],
                ),
                check("bin", "垃圾桶没有满溢?", responsible=["镇环卫办"], days=3),
                {
                    "id": "days",
                    "kind": "count",
                    "question": "几天清运一次?",
                    "unit": "天",
                    "maximum": 60,
                },
            ],
        },
        {
            "id": "water",
            "title": "污水",
            "items": [
                check("ditch", "没有黑臭水沟?", severity="critical"),
                {"id": "seen", "kind": "photo", "question": "全景照片"},
            ],
        },
        {
            "id": "people",
            "title": "群众评价",
            "items": [
                check("named", "保洁员有名有姓?"),
                {
                    "id": "happy",
                    "kind": "choice",
                    "question": "群众满意吗?",
                    "problem": "群众不满意",
                    "options": [
                        {"id": "yes", "label": "满意"},
                        {"id": "no", "label": "不满意", "fail": True},
                    ],
                },
                {
                    "id": "why",
                    "kind": "text",
                    "question": "为什么不满意?",
                    "show_if": {"item": "happy", "in": ["no"]},
                },
            ],
        },
    ],
}


def changed_checklist(change: Callable[[dict[str, Any]], object]) -> dict[str, object]:
    """Return the checklist of the cast with other words and what ``change`` does to it."""
    raw: dict[str, Any] = json.loads(json.dumps(THREE_SECTIONS))
    raw["introduction"] = "新版"
    change(raw)
    return raw


DRAIN = check("drain", "下水道畅通？")
WISHES = [
    {"id": "road", "label": "修路"},
    {"id": "water", "label": "通水"},
    {"id": "smell", "label": "臭味"},
]


def with_more(raw: dict[str, Any]) -> None:
    """Two more questions in the last section, for ``changed_checklist``."""
    raw["sections"][2]["items"] += [
        dict(DRAIN),
        {"id": "wishes", "kind": "choices", "question": "最盼着改什么？", "options": WISHES},
    ]


def without_the_drain(raw: dict[str, Any]) -> None:
    """The same questions without the drain, and one wish less to choose from."""
    with_more(raw)
    del raw["sections"][2]["items"][-2]
    raw["sections"][2]["items"][-1]["options"] = WISHES[:2]


def with_one_wish_less(raw: dict[str, Any]) -> None:
    """The same without the drain, and without the photo of the whole."""
    without_the_drain(raw)
    del raw["sections"][1]["items"][1]


def with_another_option(raw: dict[str, Any]) -> None:
    """The option that fails is another one, and what depends on it, too."""
    _, happy, why = raw["sections"][2]["items"]
    happy["options"][1]["id"] = why["show_if"]["in"][0] = "bad"


def long_checklist(items: int) -> dict[str, object]:
    """Return a checklist of so many items, i0 and so on."""
    asked = [check(f"i{n}", f"第{n + 1}项做好了吗?") for n in range(items)]
    section = {"id": "all", "title": "全部", "items": asked}
    return {**THREE_SECTIONS, "id": "long", "laws": [], "sections": [section]}


def checklist_from(raw: dict[str, object]) -> Checklist:
    return Checklist.model_validate_json(json.dumps(raw))


@dataclass
class Cast:
    """Ids and links of the cast, by telling names."""

    app: Flask
    jia: int
    yi: int
    wang: int
    links: dict[str, str]
    inspection: int
    closed: int
    assignments: list[int]
    yi_inspection: int
    yi_assignment: int

    def code(self, name: str) -> str:
        """Return the six digits with which a further phone of the deputy enters."""
        key = self.app.extensions["settings"].secret_key
        with db.writing(self.app.extensions["database"]):
            found = entering.deputy_of_link(token_hash(self.links[name], key))
            assert found
            return give_code(found[1], key)


def bring_on(app: Flask, today: date, raw: dict[str, object] = THREE_SECTIONS) -> Cast:
    """Put the cast into an empty database."""
    key = app.extensions["settings"].secret_key
    with db.writing(app.extensions["database"]) as session:
        jia = _town(session, "甲镇")
        yi = _town(session, "乙镇")
        one = add_group(session, jia)
        two = add_group(session, jia, "第二代表小组")
        yi_one = add_group(session, yi)
        deputies = {
            "wang": add_deputy(session, one, "王建国"),
            "li": add_deputy(session, one, "李秀英", people.GroupRole.LIAISON),
            "chen": add_deputy(session, one, "陈志强"),
            "zhao": add_deputy(session, two, "赵大山"),
            "sun": add_deputy(session, yi_one, "孙远"),
        }
        links = {name: personal_links.make_link(deputy, key) for name, deputy in deputies.items()}
        session.add(
            people.ResponsibleUnit(
                town_id=jia.town_id, name="镇村镇建设办公室", answers_for=["镇环卫办"]
            )
        )
        checklist = checklist_from(raw)
        under_way, closed, assignments = _inspections(
            session, one, "甲镇人居环境视察", checklist, today
        )
        yi_under_way, _, yi_assignments = _inspections(
            session, yi_one, "乙镇人居环境视察", checklist, today
        )
        return Cast(
            app, jia.town_id, yi.town_id, deputies["wang"].id, links, under_way, closed, assignments,
            yi_under_way, yi_assignments[0],
        )  # fmt: skip


def _town(session, name: str) -> people.Term:
    town = add_town(session, name, f"{name}人大办 王秘书 0000-0000001")
    account = people.Account(
        town_id=town.id, login=name, name=f"{name}人大办", role=Role.OFFICE,
        password_hash=PASSWORD_HASH,
    )  # fmt: skip
    session.add(account)
    return add_term(session, town.id)


def _inspections(session, group, title: str, checklist: Checklist, today: date):
    """Add one that is under way, and one that was closed a month ago."""
    sites = add_sites(session, group.town_id, ("村主干道", "文化广场"))
    version = publish(group.town_id, checklist)
    (under_way, assignments), (closed, _) = (
        add_inspection(
            session, group, sites, version.id, title=title, state=state, starts_on=day, ends_on=day,
            expected=4,
        )
        for state, day in (
            (inspections.InspectionState.UNDER_WAY, today),
            (inspections.InspectionState.CLOSED, today - timedelta(days=30)),
        )
    )  # fmt: skip
    return under_way, closed, assignments
