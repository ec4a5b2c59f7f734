"""What an answer of the server means for what was sent, and when to come again."""

import json
from typing import Any

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage

NAMED = {"sent": "r1"}
REFUSED = {"sent": "r1", "error": "内容太大"}


@pytest.fixture(scope="module")
def phone() -> PhonePage:
    return PhonePage("phone/answers", network=lambda _: NO_NETWORK)


def outcome(phone: PhonePage, status: int, body: object, least: int = 0) -> dict[str, Any]:
    answer = {"status": status, "ok": 200 <= status < 300, "body": body, "least": least}
    return told(phone, json.dumps(answer, ensure_ascii=False))


def told(phone: PhonePage, answer: str) -> dict[str, Any]:
    return phone.tells(f"Answers.outcome({answer}, body => body.sent === 'r1')")


def test_what_is_named_is_taken_with_what_the_server_said(phone):
    assert outcome(phone, 200, NAMED) == {"kind": "taken", "body": NAMED}


def test_a_draft_that_meets_another_phones_is_taken_with_what_that_phone_saved(phone):
    assert outcome(phone, 409, NAMED) == {"kind": "taken", "body": NAMED}


def test_no_answer_in_time_is_no_network(phone):
    assert told(phone, "null") == {"kind": "later", "least": 0, "isOffline": True}


@pytest.mark.parametrize("status", [401, 403])
def test_whom_the_server_does_not_know_must_enter_whatever_it_says(phone, status):
    assert outcome(phone, status, None) == outcome(phone, status, REFUSED) == {"kind": "enter"}


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_refused_by_name_is_for_good_and_says_why(phone, status):
    assert outcome(phone, status, REFUSED) == {
        "kind": "refused", "why": "内容太大", "status": status
    }  # fmt: skip


@pytest.mark.parametrize("status", [408, 423, 425, 429, 500, 502, 503])
def test_a_passing_trouble_is_for_later_and_not_before_the_server_says(phone, status):
    assert outcome(phone, status, REFUSED, least=10_000) == {"kind": "later", "least": 10_000}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, None), (200, {"sent": "another"}), (200, {}), (404, None), (404, NAMED),
        (422, {"sent": "another", "error": "不收"}),
    ],
)  # fmt: skip
def test_what_does_not_name_what_was_sent_or_says_no_why_is_for_later(phone, status, body):
    assert outcome(phone, status, body) == {"kind": "later", "least": 0}


def pauses(phone: PhonePage, tries: int, least: int = 0) -> list[float]:
    return phone.tells(f"Array.from({{length: 200}}, () => Answers.pause({tries}, {least}))")


def test_pauses_grow_to_five_minutes_and_are_never_the_same_for_all(phone):
    assert 2_000 <= min(pauses(phone, 1)) < max(pauses(phone, 1)) <= 4_000
    assert 150_000 <= min(pauses(phone, 100)) < max(pauses(phone, 100)) <= 300_000


def test_no_pause_is_shorter_than_the_server_says(phone):
    told = pauses(phone, 1, least=60_000)
    assert 60_000 <= min(told) < max(told) <= 90_000


def is_due(phone: PhonePage, one: dict[str, Any], *, is_asked: bool = False) -> bool:
    """Return whether it is due at the second 1000."""
    in_ms = {name: value * 1000 if name == "after" else value for name, value in one.items()}
    return phone.tells(f"Answers.isDue({json.dumps(in_ms)}, {json.dumps(is_asked)}, 1000000)")


def test_due_is_what_was_never_tried_and_what_has_waited_enough(phone):
    assert is_due(phone, {}) and is_due(phone, {"after": 1000})
    assert not is_due(phone, {"after": 1001})


def test_who_asks_waits_only_for_what_the_server_told_to_come_later(phone):
    assert is_due(phone, {"after": 1001}, is_asked=True)
    assert not is_due(phone, {"after": 1001, "isTold": True}, is_asked=True)


def test_a_clock_that_was_set_back_puts_nothing_off_for_years(phone):
    assert is_due(phone, {"after": 1000 + 365 * 24 * 3600, "isTold": True})
