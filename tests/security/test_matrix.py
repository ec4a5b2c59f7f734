"""Deny unless declared: every address, asked by everybody, for one's own things and for others'."""

import pytest

from tests.security.asking import FOR, may, request_for
from tests.security.rows import DEPUTIES, EVERYBODY, ROWS, Reach
from tests.security.told import Watch, said
from tests.security.world import UNSAFE, words_of

METHODS = ("GET", *UNSAFE)
OWNERS = ("wang", "zhao", "sun")
WHO = sorted(EVERYBODY) + list(FOR)
TURNED_AWAY = (403, 404, 409)


def test_every_address_has_a_row_and_every_row_an_address(world):
    endpoints = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    missing = sorted(endpoints - set(ROWS))
    assert not missing, (
        "addresses that nobody said who may open; add to tests/security/rows.py, one line each: "
        + ", ".join(f'"{one}": Row(<who>, Reach.<how far>)' for one in missing)
    )
    assert sorted(set(ROWS) - endpoints) == []


def is_turned_away(answer) -> bool:
    return answer.status_code in TURNED_AWAY or "/office/login?next=" in (answer.location or "")


@pytest.mark.parametrize("who", WHO)
def test_who_may_not_is_turned_away_learns_nothing_and_changes_nothing(fresh, who):
    changes = Watch(fresh.database)
    for rule, method in fresh.rules(METHODS):
        for whose in OWNERS:
            if rule.endpoint not in ROWS or may(ROWS[rule.endpoint], who, whose):
                continue
            path, more = request_for(fresh, rule, method, who, whose)
            answer = fresh.ask(FOR.get(who, who), method, path, **more)
            about = (who, method, path, answer.status_code)
            assert is_turned_away(answer), about
            assert not any(words_of(one) in said(answer) for one in OWNERS), about
            assert not changes.any(), about
    changes.close()


@pytest.mark.parametrize("who", WHO)
def test_who_may_is_let_in_and_reads_nothing_of_others(fresh, who):
    changes = Watch(fresh.database)
    theirs = fresh.rows_of(fresh.cast.yi)
    for rule, method in fresh.rules(METHODS):
        for whose in OWNERS:
            if rule.endpoint not in ROWS or not may(ROWS[rule.endpoint], who, whose):
                continue
            if ROWS[rule.endpoint].reach is Reach.ALL and whose != "wang":
                continue  # a secret of another town opens another town: that is what it is for
            path, more = request_for(fresh, rule, method, who, whose)
            answer = fresh.ask(FOR.get(who, who), method, path, **more)
            about = (who, method, path, answer.status_code)
            if ROWS[rule.endpoint].reach is not Reach.ALL:
                assert answer.status_code < 500 and not is_turned_away(answer), about
            text = said(answer)
            assert "乙镇" not in text or who == "county", about
            assert not any(words_of(one) in text for one in unreadable(who, whose)), about
            if changes.any():
                assert method in UNSAFE or "Content-Disposition" in answer.headers, about
                assert fresh.rows_of(fresh.cast.yi) == theirs, about
                fresh.go_back()
                changes.any()
    changes.close()


def unreadable(who: str, whose: str) -> set[str]:
    """Return whose words this person must not read."""
    if who in ("office", "chair"):
        return {"sun"}
    if who in DEPUTIES:
        return set(OWNERS) - {who}
    if who == "li for":
        return set(OWNERS) - {whose}
    return set(OWNERS)
