"""What was written under an answer that was changed then: it does not count, and that is said."""

from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS
from tests.records.sending import send

WORDS = "没有算进去"


def receipt_of(person, cast, **fields):
    receipt = send(person, cast, {**ALL_PASS, **fields}).json["receipt"]
    return BeautifulSoup(person.get(receipt).text, "lxml").select_one(".receipt").text


def test_the_receipt_says_of_how_many_questions_what_was_written_does_not_count(wang, cast):
    said = receipt_of(
        wang,
        cast,
        **{"item-heap-0-description": "看错了", "item-happy": "yes", "item-why": "路灯不亮"},
    )
    assert f"2项改了回答，原来填的{WORDS}" in said.replace(" ", "")


def test_it_says_nothing_of_presets_and_of_what_counts(wang, cast):
    fields = {"item-heap-0-severity": "major", "item-bin": "fail", "item-bin-0-description": "满了"}
    assert WORDS not in receipt_of(wang, cast, **fields)
