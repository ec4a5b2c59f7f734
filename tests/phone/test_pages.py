"""What pages of one phone write over one another: every answer stays, or is asked about."""

import pytest

from tests.phone.page import PhonePages

HEAP, DITCH, WORDS = "item-heap", "item-ditch", "suggestion"


@pytest.fixture
def pages() -> PhonePages:
    return PhonePages()


def two_pages_that_differ(pages: PhonePages) -> None:
    """Page two has answered an item differently and asks; then both are killed."""
    pages.opens("one")
    pages.opens("two")
    pages.enters("one", HEAP, "pass")
    pages.enters("two", HEAP, "na")
    assert pages.asks("two") == [(HEAP, "na", "pass")]
    pages.dies("one")
    pages.dies("two")


def test_a_question_is_asked_again_after_a_restart(pages):
    two_pages_that_differ(pages)
    pages.opens("three")
    assert pages.asks("three") == [(HEAP, "na", "pass")]
    pages.chooses("three", "theirs")
    assert pages.says("three") == {HEAP: "pass"}


def test_what_is_typed_before_the_scripts_are_here_forgets_no_question(pages):
    two_pages_that_differ(pages)
    pages.opens("three", early={HEAP: "fail"})
    assert pages.asks("three") == [(HEAP, "fail", "na")]
    pages.chooses("three", "mine")
    assert pages.asks("three") == [(HEAP, "fail", "pass")]


def test_killed_while_it_asks_about_early_typing_it_asks_both_again(pages):
    two_pages_that_differ(pages)
    pages.opens("three", early={HEAP: "fail"})
    pages.dies("three")
    pages.opens("four")
    assert pages.asks("four") == [(HEAP, "fail", "na")]
    pages.chooses("four", "theirs")
    assert pages.asks("four") == [(HEAP, "na", "pass")]
    pages.chooses("four", "theirs")
    assert pages.says("four") == {HEAP: "pass"}


def test_a_page_that_writes_while_another_asks_takes_no_question_away(pages):
    """What page one answered is nowhere else than beside the draft."""
    two_pages_that_differ(pages)
    pages.opens("three")
    pages.opens("four")
    pages.enters("four", DITCH, "pass")
    pages.enters("three", WORDS, "村口")
    pages.dies("three")
    pages.dies("four")
    pages.opens("five")
    assert pages.keeps_its_own("five") == {"pass"}
    assert pages.says("five") == {HEAP: "na", DITCH: "pass", WORDS: "村口"}


def test_the_answers_of_two_further_pages_are_both_asked_about_after_a_restart(pages):
    for page in ("one", "two", "three"):
        pages.opens(page)
    pages.enters("one", HEAP, "pass")
    pages.enters("two", HEAP, "na")  # asks about one
    pages.dies("one")
    pages.enters("three", HEAP, "fail")  # asks about two, and keeps what two asks
    pages.enters("two", WORDS, "村口")  # keeps three beside it
    pages.dies("two")
    pages.dies("three")
    pages.opens("four")
    assert pages.keeps_its_own("four") == {"pass", "fail"}
    assert pages.says("four") == {HEAP: "na", WORDS: "村口"}


def test_nobody_is_asked_about_the_own_earlier_answer(pages):
    """Page two keeps beside its own what page one had answered; page one has changed it since."""
    pages.opens("one")
    pages.opens("two")
    pages.enters("one", HEAP, "pass")
    pages.enters("two", HEAP, "na")
    pages.enters("one", HEAP, "fail")
    assert pages.asks("one") == [(HEAP, "fail", "na")]
    pages.chooses("one", "mine")
    assert pages.asks("one") == []


def own_draft_and_a_page_of_nobody(pages: PhonePages) -> None:
    pages.opens("one")
    pages.enters("one", HEAP, "pass")
    pages.dies("one")
    pages.phone.does("Store.put('about', 'deputy', null)")
    pages.opens("two")


def test_named_while_a_write_is_under_way_nothing_typed_is_lost(pages):
    own_draft_and_a_page_of_nobody(pages)
    pages.holds_writes()
    pages.enters("two", WORDS, "还没有名字时写的")
    pages.is_named("two", 7)
    pages.enters("two", DITCH, "na")
    pages.lets_write()
    assert pages.says("two") == {HEAP: "pass", WORDS: "还没有名字时写的", DITCH: "na"}
    (draft,) = pages.drafts()
    assert draft["deputy"] == 7 and draft["key"].startswith("7:")
    assert dict(draft["fields"]) == pages.says("two")


def test_what_another_page_of_nobody_wrote_stays_when_one_is_named(pages):
    own_draft_and_a_page_of_nobody(pages)
    pages.opens("three")
    pages.enters("two", WORDS, "第二页写的")
    pages.enters("three", DITCH, "na")
    pages.is_named("two", 7)
    assert "na" in str(pages.drafts())
    pages.dies("three")
    pages.dies("two")
    pages.opens("four")
    assert "没有写明是谁填的" in pages.phone.tells("confirmed")[-1]
    assert pages.says("four") == {HEAP: "pass", WORDS: "第二页写的", DITCH: "na"}
    assert len(pages.drafts()) == 1


def test_a_write_that_was_given_up_but_came_to_the_disk_asks_nothing(pages):
    pages.opens("one")
    pages.phone.does("""
      const update = Store.update;
      Store.update = async (...all) => { await update(...all); throw new Error('no answer'); };
    """)
    pages.enters("one", HEAP, "pass")
    pages.phone.does("Store.update = update")
    pages.enters("one", HEAP, "na")
    assert pages.asks("one") == []
    assert dict(pages.drafts()[0]["fields"]) == {HEAP: "na"}


def test_what_reached_the_server_before_the_disk_is_taken_from_the_server(pages):
    """A slow disk and an empty battery: the save on the server is newer than the phone's copy."""
    pages.opens("one")
    pages.enters("one", HEAP, "pass")
    pages.dies("one")
    [kept] = pages.drafts()
    pages.server_has(kept["device"], kept["n"] + 1, item_heap="pass", suggestion="村口老槐树下")
    pages.opens("two", saves=True)
    assert pages.says("two") == {HEAP: "pass", WORDS: "村口老槐树下"}
    pages.phone.passes(10)
    assert pages.server_says() == {HEAP: "pass", WORDS: "村口老槐树下"}


def test_what_is_typed_before_the_server_is_heard_replaces_no_earlier_save(pages):
    """The phone's own draft was dropped meanwhile; the server's was not."""
    pages.server_has("another page", 3, item_heap="pass", suggestion="村口老槐树下")
    pages.opens("one", early={DITCH: "na"}, saves=True)
    pages.phone.passes(10)
    assert pages.server_says() == {HEAP: "pass", DITCH: "na", WORDS: "村口老槐树下"}


def saved_and_gone_on_with(pages, answer: str) -> None:
    """Let the server have 村口; without network it becomes the answer, before another page opens."""
    pages.server_has("", 0)
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(10)
    pages.is_online = False
    pages.enters("one", WORDS, answer)
    pages.dies("one")
    pages.is_online = True
    pages.opens("two", saves=True)
    pages.phone.passes(10)


def test_what_the_phone_wrote_after_its_last_save_stays(pages):
    saved_and_gone_on_with(pages, "路灯")
    assert pages.asks("two") == []
    assert pages.server_says() == {WORDS: "路灯"}


def test_what_was_emptied_without_network_stays_empty(pages):
    saved_and_gone_on_with(pages, "")
    assert pages.says("two").get(WORDS, "") == pages.server_says().get(WORDS, "") == ""


def test_kept_on_the_phone_while_the_server_refuses_it_the_page_says_kept(pages):
    pages.server_has("", 0)
    pages.opens("one", saves=True)
    pages.phone.does("""
      Store.lasts = async () => true;
      const ask = Requests.ask;
      const refused = { kind: 'refused', why: '内容太大', status: 413 };
      Requests.ask = (address, options, ...more) => options.method === 'PUT'
        ? new Promise(done => { globalThis.refuses = () => done(refused); }) : ask(address, options, ...more);
    """)
    pages.holds_writes()
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(2)
    pages.lets_write()
    pages.phone.does("refuses()")
    assert pages.tells("one") == "已保存在手机"


def test_a_draft_that_earlier_scripts_kept_is_gone_on_with_and_handed_in(pages):
    """What came to it since is missing in it; no new version of the app breaks what is under way."""
    pages.phone.does("""
      Store.put('drafts', '7::1:0', {
        key: '7::1:0', deputy: 7, for: '', assignment: '1', base: '0', record: 'r1', version: '1', n: 1, saves: 0, mark: 'm',
        fields: [['item-heap', 'pass'], ['suggestion', '村口']], changed: 1,
      });
    """)
    pages.server_has("", 0)
    pages.opens("one", hands_in=True)
    pages.phone.passes(3)
    assert pages.says("one") == {HEAP: "pass", WORDS: "村口"}
    pages.presses("one", "submit")
    pages.phone.passes(10)
    (sent,) = [one for one in pages.phone.asked if "/records/" in one.path]
    assert sent.path == "/d/records/r1?deputy=7"
    assert [HEAP, "pass"] in sent.fields and [WORDS, "村口"] in sent.fields
    assert pages.drafts() == [] and pages.phone.complaints == []


def test_who_is_signed_in_is_asked_whether_the_nameless_is_theirs():
    """Another deputy's link was opened on this phone for the first time, without network."""
    pages = PhonePages(deputy=None)
    pages.server_has("", 0)
    pages.phone.does("isConfirmed = false")
    pages.is_online = False
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(10)
    pages.is_online = True
    pages.wakes("online")
    pages.phone.passes(600)
    asked = pages.phone.tells("confirmed")
    assert asked == ["这部手机上现在登录的是王秀英。这一页是王秀英填的吗？"]  # once
    assert pages.server_says() == {}
    assert [one["deputy"] for one in pages.drafts()] == [None]


@pytest.mark.parametrize("leaves", ["pagehide", "hidden"])
def test_nobody_is_asked_who_could_not_see_it_and_a_no_is_not_made_of_that(leaves):
    """Of a page that is left or hidden a browser answers no by itself."""
    pages = PhonePages(deputy=None)
    pages.server_has("", 0)
    pages.is_online = False
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    pages.is_online = True
    if leaves == "hidden":
        pages.phone.does("document.visibilityState = 'hidden'")
        pages.wakes("online")
    else:
        pages.wakes("pagehide")
    pages.phone.passes(60)
    assert pages.phone.tells("confirmed") == []
    assert [one["asked"] for one in pages.drafts()] == [[]]


def test_who_is_signed_in_is_asked_before_anything_is_entered_where_a_strangers_link_was_opened():
    pages = PhonePages(deputy=None)
    pages.server_has("", 0)
    pages.phone.does("isConfirmed = false")
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(60)
    assert pages.phone.tells("confirmed") == ["这部手机上现在登录的是王秀英。您是王秀英吗？"]
    assert pages.server_says() == {}
