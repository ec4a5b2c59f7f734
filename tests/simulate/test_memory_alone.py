"""A phone that keeps nothing on its disk: what is on a page alone goes with the page."""

from simulate.pages import TownAnswer

REFUSED = TownAnswer(422, "{}", {})


def test_the_page_stays_until_the_photos_that_it_alone_has_arrived(story):
    phone = story.phone(keeps=False)
    page = phone.opens()
    story.holds_back("PUT /d/photos/", 20)
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "村口老槐树下")
    page.adds_photos(2)
    page.fills_and_hands_in()
    story.waits(25)
    assert story.contents("now") and not page.has_arrived()
    assert page.state == "正在上传 2/3，请不要关闭这一页"
    story.waits(60)
    assert page.has_arrived()
    assert len(story.town.looks("SELECT id FROM photo")) == 2


def test_a_photo_that_is_refused_keeps_nobody_on_the_page(story):
    phone = story.phone(keeps=False)
    page = phone.opens()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "村口老槐树下")
    page.adds_photos(1)
    story.answers("PUT /d/photos/", REFUSED)
    page.fills_and_hands_in()
    story.waits(10)
    assert page.has_arrived()
