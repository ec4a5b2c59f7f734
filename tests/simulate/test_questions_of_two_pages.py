"""Two pages of one form ask: no question goes by itself, and none goes on without end."""

from tests.simulate.one_phone import NOBODY_ANSWERS, WANG


def test_two_pages_do_not_save_by_turns_without_end(story):
    phone = story.phone()
    one, two = phone.opens(), phone.opens()
    one.types("suggestion", "第一页写的")
    two.types("highlight", "第二页写的")
    assert two.fields["suggestion"] == "第一页写的"
    one.types("suggestion", "第一页写的一大段")
    assert one.fields["highlight"] == "第二页写的"
    story.waits(10)
    sent = len(story.asked(f"PUT {story.draft}"))
    story.waits(10)
    assert len(story.asked(f"PUT {story.draft}")) == sent
    assert one.saved == two.saved == "已保存"


def test_a_question_stays_when_an_answer_of_the_server_brings_another(story):
    phone = story.phone()
    one = phone.opens()
    one.ticks("ditch", "pass")
    story.waits(5)
    two = phone.opens()
    assert two.fields["item-ditch"] == "pass" and two.saved == "已保存"
    story.holds_back(f"PUT {story.draft}", 9)
    two.types("highlight", "第二页")
    story.waits(3)
    one.ticks("heap", "pass")
    two.ticks("heap", "na")
    assert len(two.asked) == 1
    story.is_well()
    story.another_phone_saves(item_ditch="na")
    story.waits(20)
    assert "heap好吗" in "".join(two.asked)
    two.chooses("elsewhere")
    story.waits(5)
    assert (two.fields["item-heap"], two.fields["item-ditch"]) == ("pass", "na")
    assert two.saved == "已保存"


def test_what_nameless_pages_still_ask_about_stays_when_the_name_is_known(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("ditch", "pass")
    story.waits(5)
    page.does("view.Store.put('about', 'deputy', null)")
    page.closes()
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    one, two = phone.opens(), phone.opens()
    one.ticks("heap", "pass")
    two.ticks("heap", "na")
    assert len(two.asked) == 1
    two.types("suggestion", "没有名字时写的一大段")
    assert "一大段" in str(phone.kept("drafts"))
    one.closes()
    story.is_well()
    two.does("view.Draft.askWho()")
    story.waits(5)
    assert [one["deputy"] for one in phone.kept("drafts")] == [WANG]
    assert "没有名字时写的一大段" in str(phone.kept("drafts"))
