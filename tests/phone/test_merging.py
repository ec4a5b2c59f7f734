"""Drafts of two phones become one: what only one changed is taken, what both changed is asked."""

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage

HEAP, DITCH, WORDS = "item-heap", "item-ditch", "suggestion"
EnteredFields = list[list[str]]


@pytest.fixture(scope="module")
def phone() -> PhonePage:
    return PhonePage("phone/merge", network=lambda _: NO_NETWORK)


def met(
    phone: PhonePage, before: EnteredFields, mine: EnteredFields, theirs: EnteredFields
) -> tuple[list[str], list[str]]:
    """Return the items that are taken from the other phone, and those that are asked."""
    phone.does(f"globalThis.both = Merge.threeWays({before}, {mine}, {theirs})")
    told = phone.tells("both")
    assert set(told["take"]) | set(told["ask"]) <= set(told["differ"])
    return told["take"], told["ask"]


def test_what_only_the_other_answered_is_taken(phone):
    assert met(phone, [], [], [[HEAP, "fail"]]) == ([HEAP], [])


def test_what_only_this_one_answered_stays(phone):
    assert met(phone, [], [[HEAP, "fail"]], []) == ([], [])


def test_what_both_answered_alike_is_no_question(phone):
    assert met(phone, [], [[HEAP, "na"]], [[HEAP, "na"]]) == ([], [])


def test_what_both_answered_differently_is_asked(phone):
    assert met(phone, [], [[HEAP, "pass"]], [[HEAP, "na"]]) == ([], [HEAP])


def test_what_only_the_other_changed_since_they_last_met_is_taken(phone):
    was = [[HEAP, "pass"], [DITCH, "pass"]]
    assert met(phone, was, was, [[HEAP, "fail"], [DITCH, "pass"]]) == ([HEAP], [])


def test_what_only_this_one_changed_since_they_last_met_stays(phone):
    was = [[HEAP, "pass"]]
    assert met(phone, was, [[HEAP, "fail"]], was) == ([], [])


def test_what_one_emptied_and_the_other_left_is_emptied(phone):
    was = [[WORDS, "路灯不亮"]]
    assert met(phone, was, was, []) == ([WORDS], [])
    assert met(phone, was, [], was) == ([], [])


def test_what_one_emptied_and_the_other_changed_is_asked(phone):
    assert met(phone, [[HEAP, "pass"]], [], [[HEAP, "fail"]]) == ([], [HEAP])


@pytest.mark.parametrize("longer", ["here", "there"])
def test_what_only_goes_on_with_the_others_words_asks_nothing(phone, longer):
    """Both went on from a save whose answer was lost on the way."""
    words = {"here": "村口", "there": "村口"} | {longer: "村口老槐树下"}
    mine, theirs = [[WORDS, words["here"]]], [[WORDS, words["there"]]]
    assert met(phone, [], mine, theirs) == ([WORDS] if longer == "there" else [], [])


def test_what_takes_back_what_the_other_went_on_with_is_asked(phone):
    was, shorter, longer = [[WORDS, "路灯不亮"]], [[WORDS, "路灯"]], [[WORDS, "路灯不亮三盏"]]
    assert met(phone, was, shorter, longer) == ([], [WORDS])


def test_numbers_and_ids_have_no_beginning_of_their_own(phone):
    """3 is not the beginning of 30, nor one photo that of another."""
    assert met(phone, [], [["item-days", "3"]], [["item-days", "30"]]) == ([], ["item-days"])


def test_all_that_belongs_to_an_item_is_asked_as_one(phone):
    mine = [[HEAP, "fail"], [f"{HEAP}-0-description", "村口"]]
    theirs = [[HEAP, "fail"], [f"{HEAP}-0-description", "桥头"], [f"{HEAP}-1-severity", "minor"]]
    assert met(phone, [], mine, theirs) == ([], [HEAP])


def test_a_preset_severity_is_no_answer(phone):
    """The form presets it for every place; it counts where the item failed."""
    preset = [[f"{HEAP}-0-severity", "major"]]
    assert met(phone, [], [], preset) == ([], [])
    assert met(phone, [], [[HEAP, "pass"]], [[HEAP, "pass"], *preset]) == ([], [])
    failed = [[HEAP, "fail"], [f"{HEAP}-0-severity", "major"]]
    other = [[HEAP, "fail"], [f"{HEAP}-0-severity", "critical"]]
    assert met(phone, [], failed, other) == ([], [HEAP])


def test_where_the_finger_was_last_is_no_answer(phone):
    assert met(phone, [], [["at", "item-heap"]], [["at", "item-bin"]]) == ([], [])


def test_the_order_in_which_fields_stand_changes_nothing(phone):
    one, other = [HEAP, "fail"], [f"{HEAP}-0-description", "村口"]
    assert met(phone, [], [one, other], [other, one]) == ([], [])


def test_an_item_whose_name_begins_with_anothers_is_another(phone):
    theirs = [["item-heap_2", "fail"]]
    assert met(phone, [], [[HEAP, "pass"]], theirs) == (["item-heap_2"], [])
    assert phone.tells(f"Merge.fieldsOf({theirs}, '{HEAP}')") == []
