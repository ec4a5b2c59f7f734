"""A phone that reads late from its disk who fills in, while the server says who is signed in."""

import pytest

from tests.simulate.one_phone import CHEN, WANG

WORDS = "suggestion"
MINE = "陈代表写的"


@pytest.fixture
def phone(story):
    """A phone on which 王建国 is signed in, and that takes nine seconds to read its disk."""
    phone = story.phone()
    phone.opens().closes()
    return phone


def opens_slowly(story, phone, disk_knows):
    """Open a form whose phone has, on its disk, what a link said that was opened without network."""
    made = "delete('deputy')" if disk_knows is None else f"put({disk_knows}, 'deputy')"
    page = phone.opens("/d/")
    page.does(f"view.Store.change(['about'], store => {{ store('about').{made}; }})")
    page.closes()
    phone.disk("slowness", 9_000)
    return phone.opens()


def is_read(story, phone):
    phone.disk("slowness", 0)
    story.waits(30)


def test_whom_the_phone_never_heard_of_is_asked_before_the_server_has_what_they_write(story, phone):
    page = opens_slowly(story, phone, "null")
    story.village.says_yes = False
    is_read(story, phone)
    page.types(WORDS, MINE)
    story.waits(30)
    assert story.questions and MINE not in str(story.contents("draft"))
    assert [one["deputy"] for one in phone.kept("drafts")] == [None]


def test_what_was_written_on_a_page_that_the_server_named_is_asked_about_once_the_disk_says_another(
    story, phone
):
    page = opens_slowly(story, phone, CHEN)
    story.waits(4)
    page.types(WORDS, MINE)
    story.village.says_yes = False
    is_read(story, phone)
    assert story.questions == ["这部手机上现在登录的是代表1。这一页是代表1填的吗？"]
    assert [one["deputy"] for one in phone.kept("drafts")] == [None]
    page.fills_and_hands_in()
    assert story.contents("now") == []


def test_what_the_server_answers_about_one_deputy_does_not_come_into_anothers_form(story, phone):
    story.another_phone_saves(suggestion="王代表写的")
    story.holds_back(f"GET {story.draft}", 6)
    page = opens_slowly(story, phone, CHEN)
    is_read(story, phone)
    story.waits(60)
    assert WORDS not in page.fields
    assert "王代表写的" not in str(phone.kept("drafts"))


def test_a_wiped_phone_stays_with_whom_the_server_named(story, phone):
    page = opens_slowly(story, phone, None)
    story.waits(4)
    page.types(WORDS, "村口")
    is_read(story, phone)
    assert story.questions == [] and story.half_filled()[WORDS] == "村口"
    assert [one["deputy"] for one in phone.kept("drafts")] == [WANG]
    page.closes()
    phone.loses_its_network()
    assert phone.opens().fields[WORDS] == "村口"
