"""Ways in: codes that the office gives, a log-in that has run out, a deputy elected again."""

import re
from datetime import date, timedelta

from inspect_app import db
from inspect_app.entering import models, personal_links
from inspect_app.people import models as people
from tests.roster.entries import HOME


def code_for(office, deputy: int) -> str:
    """Have the office give a code; return its digits."""
    page = office.post(f"/office/links/{deputy}/code")
    return "".join(re.search(r'class="digits big">(\d{3}) (\d{3})<', page.text).groups())


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def expire(app) -> None:
    """Let twelve hours go by."""
    with db.writing(app.extensions["database"]) as session:
        for row in session.query(models.SignIn):
            row.expires_at = db.now() - timedelta(seconds=1)


def end_term(office, cast):
    return office.post(f"{HOME}term/end", {"term": 1})


def elected_again(app, cast, office, name="王建国") -> str:
    """The term ends and the next begins; return the link of a deputy of it by that name."""
    assert end_term(office, cast).status_code == 303
    with db.writing(app.extensions["database"]) as session:
        term = people.Term(town_id=cast.jia, number=20, starts_on=date(2026, 10, 1), ends_on=None)
        session.add(term)
        session.flush()
        group = people.DeputyGroup(town_id=cast.jia, term_id=term.id, name="第一代表小组")
        session.add(group)
        session.flush()
        deputy = people.Deputy(
            town_id=cast.jia, term_id=term.id, group_id=group.id, name=name,
            group_role=people.GroupRole.MEMBER,
        )  # fmt: skip
        session.add(deputy)
        session.flush()
        return personal_links.make_link(deputy, app.extensions["settings"].secret_key)
