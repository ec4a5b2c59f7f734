"""The group link of an inspection, as the office makes it and as others guess at it."""

import re

from inspect_app import db
from inspect_app.entering import models
from inspect_app.entering.models import phone_tables
from inspect_app.inspections.models import ways_in
from tests.person import Person


def make_group_link(office, cast) -> str:
    page = office.post(f"/office/inspections/{cast.inspection}/group-link")
    assert page.status_code == 200
    return re.search(r"/g/([\w-]+)", page.text)[1]


def end_session(app, cast, office) -> None:
    with db.writing(app.extensions["database"]) as session:
        for row in session.query(models.SignIn).filter_by(deputy_id=cast.wang):
            row.expires_at = db.now()


def guessed(app, cast, wrong: dict[int, int]) -> None:
    """As if somebody had given so many wrong codes for each of these names."""
    with db.writing(app.extensions["database"]) as session:
        (link,) = ways_in.group_links(cast.jia, cast.inspection)
        for deputy, failures in wrong.items():
            session.add(
                phone_tables.GroupLinkGuesses(
                    town_id=cast.jia, group_link_id=link.id, deputy_id=deputy, failures=failures
                )
            )


def guess(app, group, deputy: int, code: str, times: int) -> list[int]:
    sent = {"deputy": deputy, "code": code}
    return [Person(app).post(group, sent).status_code for _ in range(times)]
