"""What the tests of the review have in common."""

import pytest

from inspect_app import db
from inspect_app.people.models import ResponsibleUnit


@pytest.fixture
def persons(app, cast) -> None:
    """刘强 answers for the unit that the bins lead to, 马勇 for another."""
    with db.writing(app.extensions["database"]) as session:
        session.query(ResponsibleUnit).one().responsible_person = "刘强"
        unit = ResponsibleUnit(town_id=cast.jia, name="镇综合执法队", answers_for=[])
        unit.responsible_person = "马勇"
        session.add(unit)
