"""Ways in: codes that the office gives, a log-in that has run out, a deputy elected again."""

import re
from datetime import date, timedelta

from founding.rows import add_deputy, add_group, add_term
from inspect_app import db
from inspect_app.entering import models, personal_links
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
        term = add_term(session, cast.jia, number=20, starts_on=date(2026, 10, 1))
        deputy = add_deputy(session, add_group(session, term), name)
        return personal_links.make_link(deputy, app.extensions["settings"].secret_key)


def make_links(office, who="ticked", do="texts", **more) -> list[str]:
    """Have the office make links; return their secrets."""
    page = office.post("/office/links/new", {"who": who, "do": do, "sure": "1", **more})
    assert page.status_code == 200
    found = re.findall(r"/m/([\w-]+)", page.text)
    return list(dict.fromkeys(found))  # a group's text repeats them


def archive(office, cast):
    return office.post(f"{HOME}deputies/{cast.wang}/archive")
