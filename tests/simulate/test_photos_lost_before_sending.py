"""Photos that a phone lost before they were sent: said, and not called delivered."""

from tests.simulate.one_phone import BUSY
from tests.simulate.story import handed_in_without_network

LOST = "已送达，但有2张照片这部手机里找不到，没有上传。可以打开回执，更正时再加"


def loses_its_photos(page):
    page.does("""view.Store.all('photos').then(all => view.Store.change(['photos', 'bytes'], store => {
      all.forEach(photo => { store('photos').delete(photo.id); store('bytes').delete(photo.id); }); }))""")


def test_photos_that_were_wiped_off_the_phone_are_said_until_it_was_read(story):
    phone, page = handed_in_without_network(story, photos=2)
    loses_its_photos(page)
    phone.has_a_network_again()
    assert page.has_arrived() and "照片 0/2，其余还没有到" in phone.shows().says
    today = phone.opens("/d/")
    assert LOST in today.text("#outbox")
    waiting = phone.opens("/d/waiting")
    assert waiting.text("#waiting .big-words") == LOST
    assert "再试一次" not in waiting.text("[data-cards] button")
    waiting.presses("知道了")
    assert waiting.is_shown("[data-empty]") and phone.kept("outbox") == []
    assert not phone.opens("/d/").is_shown("#outbox")


def test_photos_that_wait_or_came_from_another_phone_are_not_called_lost(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.adds_photos(1)
    story.waits(5)
    other = story.phone()
    story.answers("PUT /d/photos/", BUSY)
    second = other.opens()
    second.adds_photos(1)
    second.fills_and_hands_in()
    story.waits(5)
    assert second.has_arrived() and "照片 1/2" in other.shows().says
    assert "正在上传 2/3" in other.opens("/d/waiting").text("#waiting .big-words")
    story.is_well()
    story.waits(600)
    assert other.opens("/d/waiting").is_shown("[data-empty]") and other.kept("outbox") == []
    assert len(story.village.ledger.photos()) == 2
