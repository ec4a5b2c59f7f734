"""Fixtures of several folders, beside those of conftest.py."""

from pathlib import Path

import pytest

from inspect_app import db
from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.person import Person
from tests.records.filling import failing, submitted
from tests.review.reviewing import numbers


@pytest.fixture
def chen(app, cast) -> Person:
    """陈志强 of 甲镇's group 1, signed in."""
    return Person(app).enter(cast.links["chen"])


@pytest.fixture
def rows(app):
    """Ask the database what there is, after all was said through HTTP."""

    def ask(query, *args):
        with db.reading(app.extensions["database"]):
            return query(*args)

    return ask


@pytest.fixture
def three(office, wang, li, cast) -> list[int]:
    """Three findings: 王建国's two at the first site, 李秀英's one at the second."""
    first = failing(
        "桶满了，没人管", **{"item-heap": "fail", "item-heap-0-description": "一堆砖头"}
    )
    submitted(wang, cast, first)
    submitted(li, cast, failing("广场的桶满了"), site=1)
    return numbers(office, cast)


@pytest.fixture
def chair(app, cast) -> Person:
    """The chair of 甲镇, who reads everything and reviews nothing."""
    return account(app, cast, "chair", Role.CHAIR)


@pytest.fixture
def admin(app, cast) -> Person:
    """The administrator of 甲镇, who has no say in content."""
    return account(app, cast, "admin", Role.ADMIN)


@pytest.fixture
def photo_folder(env) -> Path:
    """Where the app of a test keeps its photos."""
    return Path(env["DATA_DIR"]) / "photos"
