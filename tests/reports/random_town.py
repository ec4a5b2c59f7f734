"""A town with three inspections on one checklist, filled at random through the public doors."""

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import connect

from flask import Flask
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.inspections import models as inspections
from tests.apps import create_app
from tests.cast import THREE_SECTIONS, Cast, bring_on
from tests.person import Person
from tests.records.filling import places_of_failed

TODAY = date(2026, 11, 23)
DEPUTIES = ("wang", "li", "chen")

ANSWERS = st.fixed_dictionaries(
    {
        f"item-{item}": st.sampled_from(["pass", "pass", "fail", "na"])
        for item in ("heap", "bin", "ditch", "named")
    },
    optional={
        "item-happy": st.sampled_from(["yes", "no"]),
        "suggestion": st.just("建议"),
        "item-heap-0-description": st.just("一处"),
        "item-heap-1-description": st.just("又一处"),
        "item-heap-0-severity": st.sampled_from(["minor", "major", "critical"]),
    },
)
# Who (0 to 2) said what at which site (0 or 1); each once.
RECORDS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 1)), ANSWERS, min_size=1, max_size=4
)
# What the office makes of the first findings.
REVIEWS = st.lists(
    st.sampled_from(
        [
            {"do": "keep", "severity": "critical"},
            {"do": "keep", "unit": "镇环卫办"},
            {"do": "withdraw", "reason": "不是问题"},
        ]
    ),
    max_size=3,
)


@dataclass
class RandomTown:
    app: Flask
    cast: Cast
    office: Person
    people: list[Person]
    inspections: list[int]  # the first, the former, the present one

    def fill(self, inspection_id: int, records) -> dict[tuple[int, int], str]:
        """Let deputies hand in what they say, while the inspection is under way.

        Return the receipts.
        """
        before = self._state(inspection_id, inspections.InspectionState.UNDER_WAY)
        receipts = {}
        for (deputy, site), fields in records.items():
            visit = self.rows(
                "SELECT id FROM assignment WHERE inspection_id = ? ORDER BY id", inspection_id
            )[site][0]
            sent = {"do": "submit", **places_of_failed(fields)}
            answer = self.people[deputy].post(f"/d/assignments/{visit}", sent)
            assert answer.status_code == 303
            receipts[deputy, site] = answer.location
        self._state(inspection_id, before)
        return receipts

    def withdraw(self, deputy: int, receipt: str) -> None:
        assert self.people[deputy].post(f"{receipt}/withdraw").status_code == 303

    def review(self, inspection_id: int, reviews) -> None:
        found = self.rows("SELECT id FROM finding WHERE inspection_id = ?", inspection_id)
        for (finding,), said in zip(found, reviews, strict=False):
            answer = self.office.post(f"/office/findings/{finding}", {**said, "seen": 0})
            assert answer.status_code == 303, answer.text

    def _state(self, inspection_id: int, state):
        with db.writing(self.app.extensions["database"]) as session:
            inspection = session.get(inspections.Inspection, inspection_id)
            before, inspection.state = inspection.state, state
        return before

    def rows(self, query: str, *values) -> list[tuple]:
        """Ask the file itself, without the product."""
        with closing(connect(self.app.extensions["settings"].database)) as file:
            return file.execute(query, values).fetchall()


@contextmanager
def town(folder: Path, empty_database: Path, raw=THREE_SECTIONS):
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    shutil.copy(empty_database, app.extensions["settings"].database)
    cast = bring_on(app, TODAY, raw)
    people = [Person(app).enter(cast.links[name]) for name in DEPUTIES]
    first = _one_more(app, cast, TODAY - timedelta(days=60))
    yield RandomTown(
        app, cast, Person(app).log_in("甲镇"), people, [first, cast.closed, cast.inspection]
    )
    app.extensions["database"].engine.dispose()


def _one_more(app: Flask, cast: Cast, day: date) -> int:
    with db.writing(app.extensions["database"]) as session:
        like = session.get(inspections.Inspection, cast.closed)
        made = inspections.Inspection(
            town_id=like.town_id, term_id=like.term_id, title="更早的视察", topic=like.topic, kind=like.kind,
            state=like.state, starts_on=day, ends_on=day, lead="", expected=None, attended=None,
        )  # fmt: skip
        session.add(made)
        session.flush()
        rows = session.query(inspections.Assignment).filter_by(inspection_id=cast.closed)
        session.add_all(
            inspections.Assignment(
                town_id=one.town_id, inspection_id=made.id, site_id=one.site_id,
                checklist_version_id=one.checklist_version_id, group_id=one.group_id, deputy_id=None,
            )
            for one in rows.order_by(inspections.Assignment.id).all()
        )  # fmt: skip
        return made.id
