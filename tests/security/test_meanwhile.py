"""Who is let in no more when the turn to write comes changes nothing: at every address."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest

from inspect_app import db
from inspect_app.accounts import models as accounts
from inspect_app.people.access import Role
from inspect_app.people.models import Account
from tests.accounts.adding import SELF, account, number
from tests.cast import PASSWORD
from tests.person import Person
from tests.security.asking import FOR, may, request_for
from tests.security.rows import ACCOUNTS, EVERYBODY, ROWS
from tests.security.told import Watch
from tests.security.world import UNSAFE
from tests.waiting import while_the_office_writes

LOG_OUT = "logging_in.log_out"  # it takes a right away


# Views of the office that write, and are not reached by what is sent here: others refuse it before.
LEAST = {"admin": 6, "chair": 8, "county": 1, "office": 25}


ALL_ENDED = "UPDATE sign_in SET ended_at = '2026-01-01 00:00:00'"
LINKS_TAKEN_BACK = "UPDATE personal_link SET withdrawn_at = '2026-01-01 00:00:00'"
ARCHIVED = "UPDATE deputy SET archived_at = '2026-01-01 00:00:00'"


@pytest.fixture(params=[ALL_ENDED])
def shut_out_meanwhile(fresh, monkeypatch, request) -> list[int]:
    """Let whoever asks be shut out while it waits for its turn; hold a line for each turn."""
    turns, had_turns = fresh.app.extensions["database"].turns, []
    take = turns.take

    @contextmanager
    def take_later() -> Iterator[object]:
        with take() as (connection, is_first):
            if not had_turns:  # in one of its own, what was not kept is cleared away
                connection.exec_driver_sql(request.param)
            had_turns.append(1)
            yield connection, is_first

    monkeypatch.setattr(turns, "take", take_later)
    return had_turns


@pytest.mark.parametrize("who", sorted(ACCOUNTS))
def test_who_is_logged_out_while_waiting_changes_nothing(fresh, shut_out_meanwhile, who):
    changes, turned_away = Watch(fresh.database), 0
    for rule, method in fresh.rules(("GET", *UNSAFE)):
        row = ROWS[rule.endpoint]
        if row.who == EVERYBODY or not may(row, who, "wang") or rule.endpoint == LOG_OUT:
            continue
        path, more = request_for(fresh, rule, method, who, "wang")
        shut_out_meanwhile.clear()
        answer = fresh.ask(who, method, path, **more)
        if shut_out_meanwhile:
            turned_away += 1
            is_led_out = answer.status_code == 303 and "/office/login" in answer.location
            assert is_led_out or answer.status_code == 403, (method, path, answer.status_code)
        assert not changes.any(), (method, path)
    changes.close()
    assert turned_away >= LEAST[who]


WORDS = {
    "text": "路灯坏了",
    "shown": "1",
    "revision": 1,
}  # what their forms ask for beside the rest


@pytest.mark.parametrize(
    "shut_out_meanwhile",
    [ALL_ENDED, LINKS_TAKEN_BACK, ARCHIVED],
    ids=["phone ended", "link taken back", "archived"],
    indirect=True,
)
@pytest.mark.parametrize("who", ["wang", "li for"])
def test_a_deputy_who_is_shut_out_while_waiting_changes_nothing(
    fresh, shut_out_meanwhile, request, who
):
    is_archived = request.node.callspec.params["shut_out_meanwhile"] is ARCHIVED
    changes, turned_away = Watch(fresh.database), set()
    for rule, method in fresh.rules(UNSAFE):
        row = ROWS[rule.endpoint]
        is_heard = is_archived and rule.endpoint in {"outbox.take_in", "kept_photos.take_photo"}
        if row.who == EVERYBODY or not may(row, who, "wang") or is_heard:
            continue
        path, more = request_for(fresh, rule, method, who, "wang")
        if isinstance(more["data"], dict):
            more["data"] |= WORDS
        shut_out_meanwhile.clear()
        answer = fresh.ask(FOR.get(who, who), method, path, **more)
        assert shut_out_meanwhile and answer.status_code == 403, (method, path, answer.status_code)
        turned_away.add(rule.endpoint)
        assert not changes.any(), (method, path)
    changes.close()
    assert len(turned_away) >= 7 - 2 * is_archived


@pytest.mark.parametrize(
    ("path", "sent"), [("step", {"do": "disable"}), ("role", {"role": "office", **SELF})]
)
def test_of_two_administrators_who_shut_each_other_out_at_once_one_stays(app, cast, path, sent):
    admins = {name: account(app, cast, name, Role.ADMIN) for name in ("first", "second")}
    presses = [
        lambda one=one, other=other: admins[one].post(
            f"/office/accounts/{number(app, other)}/{path}", sent
        )
        for one, other in (("first", "second"), ("second", "first"))
    ]
    answers = while_the_office_writes(app, lambda session: None, *presses, *presses)

    assert sorted(one.status_code for one in answers) == [303, 303, 403, 403]
    with db.reading(app.extensions["database"]):
        rows = [accounts.account_of_login(name) for name in admins]
    left = [one for one in rows if one.role is Role.ADMIN and not one.disabled_at]
    assert len(left) == 1


def test_who_is_disabled_meanwhile_is_given_no_one_time_link(app, cast):
    admin = account(app, cast, "admin", Role.ADMIN)
    account(app, cast, "clerk", Role.OFFICE)

    def disable(session) -> None:
        session.query(Account).filter_by(login="clerk").one().disabled_at = db.now()

    reset = partial(admin.post, f"/office/accounts/{number(app, 'clerk')}/reset", SELF)
    answers = while_the_office_writes(app, disable, *[reset] * 4)
    assert [one.status_code for one in answers] == [422] * 4
    assert all("这个账号已停用" in one.text for one in answers)


def test_of_links_made_at_once_none_replaces_another_unasked(app, cast, office):
    office.post(f"/office/links/{cast.wang}/withdraw")
    make = partial(
        office.post, "/office/links/new", {"who": "ticked", "deputy": cast.wang, "do": "texts"}
    )
    answers = while_the_office_writes(app, lambda session: None, *[make] * 4)
    assert sorted(len(re.findall("/m/[\\w-]{20,}", one.text)) for one in answers) == [0, 0, 0, 1]


def test_who_knows_the_old_password_alone_is_not_in_after_its_change(
    app, cast, office, monkeypatch
):
    turns, changed = app.extensions["database"].turns, []
    take = turns.take
    new = "稻田 雨伞 七把椅子 gully"
    sent = {"present": PASSWORD, "password": new, "again": new}

    @contextmanager
    def take_after_the_owner() -> Iterator[object]:
        monkeypatch.setattr(turns, "take", take)
        with ThreadPoolExecutor(1) as owner:  # as another thread of the server
            changed.append(owner.submit(office.post, "/office/me/password", sent).result())
        with take() as turn:
            yield turn

    thief = Person(app)
    monkeypatch.setattr(turns, "take", take_after_the_owner)
    answer = thief.post("/office/login", {"login": "甲镇", "password": PASSWORD})
    assert [one.status_code for one in changed] == [303]
    assert answer.status_code == 422 and "用户名或密码不对" in answer.text
    assert "/office/login" in thief.get("/office/me").location
