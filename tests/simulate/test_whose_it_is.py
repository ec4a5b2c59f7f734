"""Two deputies on one phone, and what was filled in before anybody was known: nothing is mixed."""

from tests.simulate.one_phone import BUSY, CHEN, NOBODY_ANSWERS, WANG
from tests.simulate.story import handed_in_without_network

UNNAMED = "还不知道是谁时写的"
RECORDS = "PUT /d/records/"


def filled_by_nobody(story, phone):
    """Open the form after the phone was wiped, while the server says nothing; write into it."""
    phone.opens().closes()
    phone.disk("wipe")
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens()
    page.types("suggestion", UNNAMED)
    assert page.saved == "已保存在手机" and phone.kept("drafts")[0]["deputy"] is None
    return page


def test_what_was_filled_before_anybody_was_known_is_asked_whose_it_is(story):
    phone = story.phone()
    filled_by_nobody(story, phone).closes()
    story.is_well()
    phone.enters(WANG)
    page = phone.opens()
    story.waits(5)
    assert "是您填的吗" in story.questions[0]
    assert page.fields["suggestion"] == UNNAMED and page.saved == "已保存"
    assert len(phone.kept("drafts")) == 1
    page.closes()
    assert phone.opens().fields["suggestion"] == UNNAMED and len(story.questions) == 1


def test_what_was_confirmed_as_ones_own_is_listed_although_nothing_more_was_typed(story):
    phone = story.phone()
    page = filled_by_nobody(story, phone)
    page.does(f"view.Store.put('about', 'deputy', {WANG})")
    page.closes()
    page = phone.opens()
    assert page.fields["suggestion"] == UNNAMED
    page.closes()
    assert len(phone.opens("/d/waiting").lists("drafts")) == 1
    (own,) = phone.kept("drafts")
    assert own["deputy"] == WANG and own["key"].startswith(f"{WANG}:")


def test_a_draft_of_nobody_is_kept_when_its_page_is_named_with_nothing_in_it(story):
    """Handed in while the name is asked for: nothing is written any more, nothing deleted."""
    phone = story.phone()
    page = filled_by_nobody(story, phone)
    page.does("{ view.Draft.end(); }")
    story.is_well()
    page.does("view.Draft.askWho()")
    story.waits(5)
    assert UNNAMED in str(phone.kept("drafts"))


def test_two_people_on_one_phone_never_mix(story):
    phone, page = handed_in_without_network(story)
    story.answers(RECORDS, BUSY)
    phone.has_a_network_again()
    page.closes()
    story.is_well()
    phone.enters(CHEN)
    page = phone.opens()
    assert "别的代表没传完的" in page.text("#outbox") and "点位0" not in page.text("#outbox")
    assert "item-heap-0-description" not in page.fields
    page.does("view.Outbox.flush(true)")
    story.waits(600)
    assert story.contents("now") == []
    phone.enters(WANG)
    story.waits(10)
    assert story.handed_in()["item-heap-0-description"] == "村口老槐树下"


def test_a_link_opened_on_a_slow_phone_without_network_leaves_it_to_who_holds_the_link(story):
    phone = story.phone(worker=True)
    phone.opens().closes()
    phone.loses_its_network()
    phone.phone.holder = CHEN
    phone.disk("slowness", 7_000)
    phone.village.opens(phone.phone, CHEN, f"/m/{story.town.links[CHEN]}")
    story.waits(30)
    kept = phone.shows()
    phone.disk("slowness", 0)
    story.waits(30)
    assert kept.lists("forms") == []
    page = phone.opens()
    page.types("suggestion", "陈代表写的")
    assert [one["deputy"] for one in phone.kept("drafts")] == [None]


def handed_in_by_nobody(story):
    phone, page = handed_in_without_network(story, photos=2)
    story.answers("PUT /d/", BUSY)
    page.does("""view.Store.all('outbox').then(([item]) =>
      view.Store.put('outbox', item.id, Object.assign(item, {deputy: null})))""")
    page.does("""view.Store.all('photos').then(all => all.forEach(photo =>
      view.Store.put('photos', photo.id, Object.assign(photo, {deputy: null}))))""")
    page.dies()
    phone.has_a_network_again()
    story.is_well()
    return phone


def test_handed_in_before_anybody_was_known_it_goes_when_the_person_says_it_is_theirs(story):
    phone = handed_in_by_nobody(story)
    story.village.says_yes = False
    phone.enters(CHEN)
    story.waits(60)
    assert phone.kept("outbox")[0]["asked"] and story.contents("now") == []
    story.village.says_yes = True
    phone.enters(WANG)
    story.waits(60)
    assert story.handed_in()["item-heap-0-description"] == "村口老槐树下"
    assert set(story.village.ledger.photos().values()) == {WANG}
    assert len(story.village.ledger.photos()) == 2


def test_who_said_no_by_mistake_still_finds_what_was_handed_in(story):
    phone = handed_in_by_nobody(story)
    story.village.says_yes = False
    phone.enters(WANG)
    waiting = phone.opens("/d/waiting")
    assert "没有写明是谁填的" in waiting.text("#waiting .big-words")
    assert story.contents("now") == []
    waiting.presses("是我填的，交上去")
    story.waits(10)
    assert story.handed_in()["item-heap-0-description"] == "村口老槐树下"


def test_an_ended_session_leads_through_the_link_and_the_outbox_goes_on(story):
    phone = story.phone()
    page = phone.opens()
    page.passes_the_rest()
    story.waits(5)
    story.town.forget_cookies(0)
    page.hands_in()
    assert "请重新打开您的个人链接" in page.state
    story.town.introduce(0)
    phone.enters(WANG)
    story.waits(10)
    assert "已送达" in phone.opens("/d/").text("a.task")
    assert story.handed_in()["item-heap"] == "pass"
