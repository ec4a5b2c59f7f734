"""What is so of the draft once something has happened to it, and what the page says of it."""

import json
from typing import Any

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage

SAVING, ON_PHONE, SAVED = "正在保存…", "已保存在手机", "已保存"
FULL = ["手机存不下了", "请清理手机"]
NOT_HERE = "手机存不下了，请清理手机，不要关闭这一页"
WRITTEN = ("written", {"fault": None})
UNLASTING = ("written", {"fault": ["手机不让这一页存东西"]})
FAILED = ("failed", {"fault": FULL, "isQuiet": False})
FAILED_AGAIN = ("failed", {"fault": FULL, "isQuiet": True})
DraftEvent = str | tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def phone() -> PhonePage:
    return PhonePage("phone/draft-state", network=lambda _: NO_NETWORK)


def after(phone: PhonePage, *events: DraftEvent) -> dict[str, Any]:
    """Return the state of a draft to which these things have happened."""
    happened = [[one, {}] if isinstance(one, str) else one for one in events]
    return phone.tells(
        f"{json.dumps(happened)}.reduce((state, one) => stateOfDraft(state, ...one), {{words: ''}})"
    )


def says(phone: PhonePage, *events: DraftEvent) -> str:
    return after(phone, *events)["words"]


def test_what_is_entered_is_on_its_way_to_the_disk_then_on_it_then_on_the_server(phone):
    assert says(phone, "changed") == SAVING
    assert says(phone, "changed", WRITTEN) == ON_PHONE
    assert says(phone, "changed", WRITTEN, "sent", "heard", "agreed") == SAVED


def test_on_its_way_to_the_server_it_is_on_the_phone_alone(phone):
    """The server may still refuse it."""
    assert says(phone, "changed", "sent", WRITTEN) == ON_PHONE


def test_what_nobody_heard_is_not_saved(phone):
    state = after(phone, "changed", WRITTEN, "sent", "unheard", "agreed")
    assert state["isDirty"] and not state["isOnItsWay"] and state["words"] == ON_PHONE


def test_what_is_entered_while_a_save_is_on_its_way_is_not_called_saved(phone):
    events = "changed", WRITTEN, "sent", "changed", "heard", "agreed"
    assert says(phone, *events) == SAVING
    assert says(phone, *events, WRITTEN) == ON_PHONE


@pytest.mark.parametrize(
    ("write", "words"),
    [(FAILED, NOT_HERE), (UNLASTING, "手机不让这一页存东西，不要关闭这一页")],
)
def test_why_it_is_not_on_the_phone_is_said_until_the_server_has_it(phone, write, words):
    assert says(phone, "changed", write) == words
    assert says(phone, "changed", write, "sent", "heard", "agreed") == SAVED


def test_a_disk_that_fails_once_the_server_has_it_takes_nothing_back(phone):
    assert says(phone, "changed", "sent", "heard", FAILED) == SAVED


def test_a_write_that_is_tried_again_by_itself_and_fails_says_nothing_over_other_words(phone):
    events = "changed", FAILED, ("told", {"words": "没有送出去"})
    assert says(phone, *events, FAILED_AGAIN) == "没有送出去"
    assert says(phone, *events, WRITTEN) == ON_PHONE


def test_of_a_form_that_is_being_handed_in_no_write_says_anything(phone):
    assert says(phone, "changed", "ended", WRITTEN) == SAVING
    assert says(phone, "changed", "ended", "resumed", WRITTEN) == ON_PHONE


def test_handed_in_from_elsewhere_it_is_on_this_phone_alone(phone):
    state = after(phone, "changed", WRITTEN, "sent", "heard", "elsewhere", WRITTEN)
    assert state["isDirty"] and state["isElsewhere"] and state["words"] == ON_PHONE


def test_no_event_changes_the_state_it_began_with(phone):
    phone.does("globalThis.began = Object.freeze({words: ''})")
    assert phone.tells("stateOfDraft(began, 'changed')")["isDirty"] is True
    assert phone.tells("began") == {"words": ""}
