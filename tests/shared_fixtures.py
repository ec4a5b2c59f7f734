"""Fixtures of several folders, beside those of conftest.py."""

import pytest

from inspect_app import db
from tests.conftest import Person


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
