"""Deny unless declared: every address, asked by everybody, for one's own things and for others'."""

from urllib.parse import urlencode

import pytest

from tests.records.filling import jpeg
from tests.security.rows import DEPUTIES, EVERYBODY, ROWS, Reach, Row
from tests.security.world import UNSAFE, Changes, World, said, words_of

METHODS = ("GET", *UNSAFE)
OWNERS = ("wang", "zhao", "sun")
GROUP_OF = {"wang": 1, "chen": 1, "li": 1, "zhao": 2, "sun": 3}
# Somebody who says to act for the owner of the thing: only the liaison of the owner's group may.
FOR = {"li for": "li", "chen for": "chen"}
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


def may(row: Row, who: str, whose: str) -> bool:
    """Return what the row says of somebody who asks for somebody's thing."""
    person = FOR.get(who, who)
    if row.reach is Reach.ALL:
        return True
    if person not in row.who:
        return False
    if row.reach is Reach.ME:
        return True
    if person not in DEPUTIES:
        return row.reach is Reach.SELF or whose != "sun"
    if who in FOR:
        return person == "li" and GROUP_OF[whose] == GROUP_OF["li"]
    if row.reach is Reach.SELF:
        return True
    return GROUP_OF[whose] == GROUP_OF[person] if row.reach is Reach.GROUP else person == whose


def request_for(world: World, rule, method: str, who: str, whose: str):
    """Return how to ask: what a page would send, so that only the right decides."""
    things = world.things[whose]
    query = {"for": world.deputies[whose]} if who in FOR else {}
    more: dict[str, object] = {}
    if rule.endpoint == "outbox.take_photo":
        query["record"] = things["record_id"]
        more["data"] = jpeg()
    elif method in UNSAFE:
        more["data"] = {
            "assignment": things["assignment_id"],
            "base": int(whose == (whose if who in FOR else who)),  # who has handed in corrects
            "role": "office",
            "do": "end",
            "kind": "photos",
        }
    return f"{world.path(rule, whose)}?{urlencode(query)}", more


def is_turned_away(answer) -> bool:
    return answer.status_code in TURNED_AWAY or "/office/login?next=" in (answer.location or "")


@pytest.mark.parametrize("who", WHO)
def test_who_may_not_is_turned_away_learns_nothing_and_changes_nothing(fresh, who):
    changes = Changes(fresh.database)
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
    changes = Changes(fresh.database)
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
    allowed = {who} if who in DEPUTIES else {whose} if who == "li for" else set()
    return set(OWNERS) - allowed
