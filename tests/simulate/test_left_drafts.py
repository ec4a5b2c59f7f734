"""Half-filled forms whose pages were left without network: on the server once any page has one."""

from tests.simulate.one_phone import NOBODY_ANSWERS


def test_a_draft_whose_page_was_left_without_network_goes_to_the_server_from_the_next_page(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.types("suggestion", "村口多放两个桶")
    page.dies()
    phone.has_a_network_again()
    phone.opens("/d/")
    assert story.half_filled()["suggestion"] == "村口多放两个桶"
    phone.disk("wipe")
    page = phone.opens()
    assert page.fields["suggestion"] == "村口多放两个桶"


def test_its_form_goes_on_from_there_and_asks_nothing(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "pass")
    page.dies()
    phone.has_a_network_again()
    story.loses_answers_to("PUT " + story.draft)
    phone.opens("/d/").closes()
    story.is_well()
    page = phone.opens()
    page.ticks("heap", "na")
    story.waits(5)
    assert page.asked == [] and page.saved == "已保存"
    assert story.half_filled()["item-heap"] == "na"


def test_a_page_that_is_open_still_has_the_last_word(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "pass")
    phone.has_a_network_again()
    page.ticks("heap", "fail")
    phone.opens("/d/")
    page.ticks("heap", "na")
    story.waits(30)
    assert page.asked == [] and page.saved == "已保存"
    assert story.half_filled()["item-heap"] == "na"


def test_what_another_phone_saved_meanwhile_is_asked_and_not_overwritten(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "pass")
    page.dies()
    story.another_phone_saves(item_heap="fail")
    phone.has_a_network_again()
    phone.opens("/d/")
    assert story.half_filled()["item-heap"] == "fail"
    page = phone.opens()
    story.waits(5)
    assert len(page.asked) == 1


def test_a_correction_that_was_only_opened_is_none_that_was_begun(story):
    phone = story.phone()
    phone.opens().fills_and_hands_in()
    phone.opens(story.correction).dies()
    phone.opens("/d/")
    assert story.contents("draft") == []


def test_a_correction_that_was_begun_is_gone_on_with_from_the_list_of_sites(story):
    phone = story.phone()
    phone.opens().fills_and_hands_in()
    page = phone.opens(story.correction)
    phone.loses_its_network()
    page.types("suggestion", "村口多放两个桶")
    page.dies()
    story.answers("PUT " + story.draft, NOBODY_ANSWERS)
    phone.has_a_network_again()
    phone.opens("/d/").presses("改了还没有交，接着改 ›")
    assert phone.shows().fields["suggestion"] == "村口多放两个桶"
