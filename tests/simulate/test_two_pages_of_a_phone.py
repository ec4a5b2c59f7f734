"""Two pages of one form on one phone: what both enter is kept, sent and handed in, or asked about."""

import pytest


def test_two_pages_of_one_form_become_one_draft(story):
    phone = story.phone()
    one, two = phone.opens(), phone.opens()
    one.types("suggestion", "第一页写的一大段")
    story.waits(5)
    two.ticks("heap", "fail")
    story.waits(5)
    assert two.saved == "已保存"
    assert two.fields["suggestion"] == "第一页写的一大段"
    one.ticks("ditch", "pass")
    story.waits(5)
    assert one.saved == "已保存" and one.fields["item-heap"] == "fail"
    content = story.half_filled()
    assert content["suggestion"] == "第一页写的一大段"
    assert (content["item-heap"], content["item-ditch"]) == ("fail", "pass")


def differ_without_network(phone, first: str, second: str):
    """Open two pages that answer the same item differently; the second asks."""
    one, two = phone.opens(), phone.opens()
    phone.loses_its_network()
    one.ticks("heap", first)
    assert one.saved == "已保存在手机"
    two.ticks("heap", second)
    assert len(two.asked) == 1
    return one, two


def test_two_pages_that_hand_in_different_things_lose_neither(story):
    phone = story.phone()
    one = phone.opens()
    one.passes_the_rest()
    story.waits(5)
    two = phone.opens()
    phone.loses_its_network()
    one.types("suggestion", "第一页交的")
    one.hands_in()
    two.types("suggestion", "第二页交的")
    two.hands_in()
    assert "已保存在手机" in one.state and "已保存在手机" in two.state
    said = {dict(item["fields"])["suggestion"] for item in phone.kept("outbox")}
    assert said == {"第一页交的", "第二页交的"}
    phone.has_a_network_again()
    receipt = phone.shows()
    receipt.presses("去选一份")
    choice = phone.shows().says
    assert "第一页交的" in choice and "第二页交的" in choice


def test_an_answer_that_comes_late_does_not_undo_what_another_page_handed_in(story):
    phone = story.phone()
    one = phone.opens()
    one.passes_the_rest()
    story.waits(5)
    two = phone.opens()
    story.holds_back("PUT /d/records/", 20)
    one.types("suggestion", "第一页交的")
    one.hands_in()
    two.types("suggestion", "第二页交的")
    two.hands_in()
    assert two.state == "正在上传 0/1"
    story.waits(16)

    def states() -> dict[str, str]:
        return {dict(i["fields"])["suggestion"]: i["state"] for i in phone.kept("outbox")}

    assert states() == {"第二页交的": "waiting", "第一页交的": "arrived"}
    story.waits(60)
    said = {content["suggestion"] for content in story.contents("now", "rival")}
    assert said == {"第一页交的", "第二页交的"}


@pytest.mark.parametrize("has_network", [True, False])
def test_what_is_handed_in_has_what_another_page_saved(story, has_network):
    phone = story.phone()
    one = phone.opens()
    one.passes_the_rest()
    story.waits(5)
    two = phone.opens()
    if not has_network:
        phone.loses_its_network()
    two.types("suggestion", "第二页写的一大段")
    story.waits(5)
    assert two.saved == ("已保存" if has_network else "已保存在手机")
    two.closes()
    one.hands_in()
    if not has_network:
        assert "已保存在手机" in one.state
        phone.has_a_network_again()
    assert one.has_arrived()
    assert story.handed_in()["suggestion"] == "第二页写的一大段"
    assert phone.kept("drafts") == []


def test_what_another_page_saves_at_the_very_moment_is_handed_in_too(story):
    phone = story.phone()
    one = phone.opens()
    one.passes_the_rest()
    story.waits(5)
    two = phone.opens()
    one.does("""{
      const write = view.Draft.write;
      view.Draft.write = async () => {
        view.Draft.write = write;
        await write();
        await new Promise(done => { view.goesOn = done; });
      };
    }""")
    one.hands_in()
    two.types("suggestion", "赶在提交前写的")
    story.waits(5)
    assert two.saved == "已保存" and not one.has_arrived()
    one.does("view.goesOn()")
    story.waits(5)
    assert one.has_arrived()
    assert story.handed_in()["suggestion"] == "赶在提交前写的"


def test_a_correction_has_what_another_page_saved_with_its_photos(story):
    phone = story.phone()
    phone.opens().fills_and_hands_in()
    one = phone.opens(story.correction)
    assert one.saved == "更正：下面是已交的那份"
    two = phone.opens(story.correction)
    two.ticks("ditch", "fail")
    two.types("item-ditch-0-description", "第二页的更正")
    two.adds_photos(2, "ditch-0")
    story.waits(5)
    assert two.saved == "已保存"
    two.closes()
    one.hands_in()
    story.waits(5)
    assert "更正过 1 次" in phone.shows().says and "照片2张" in phone.shows().says
    assert story.handed_in()["item-ditch-0-description"] == "第二页的更正"


def test_what_another_page_entered_while_it_asked_is_asked_before_handing_in(story):
    phone = story.phone()
    one, two = differ_without_network(phone, "fail", "na")
    one.types("item-heap-0-description", "甲页")
    one.passes_the_rest()
    two.ticks("ditch", "fail")
    two.types("item-ditch-0-description", "乙页的沟")
    assert two.saved == "已保存在手机"
    one.hands_in()
    assert one.asked
    while one.asked:
        one.chooses("elsewhere" if "乙页的沟" in one.asked[0] else "here")
    assert one.saved == "已保存在手机"
    one.hands_in()
    assert "已保存在手机" in one.state
    two.dies()
    phone.has_a_network_again()
    assert one.has_arrived()
    said = story.handed_in()
    assert said["item-heap-0-description"] == "甲页"
    assert said["item-ditch-0-description"] == "乙页的沟"


def test_two_answers_still_to_choose_from_are_both_handed_in_as_they_stand(story):
    """From the list of what is half filled, where the form itself opens no more."""
    phone = story.phone()
    one, two = phone.opens(), phone.opens()
    phone.loses_its_network()
    one.types("suggestion", "甲页写的")
    two.types("suggestion", "乙页写的")
    assert len(two.asked) == 1
    one.dies()
    phone.has_a_network_again()
    two.closes()
    waiting = phone.opens("/d/waiting")
    waiting.presses("就这样交上去")
    story.waits(10)
    assert waiting.text("#waiting .big-words") == "已送达 已送达"
    assert phone.kept("drafts") == []
    said = {content["suggestion"] for content in story.contents("now", "rival")}
    assert said == {"甲页写的", "乙页写的"}


def test_a_photo_that_is_kept_while_another_page_hands_in_is_not_thrown_away(story):
    """Looked for in drafts and outbox first, it would be one that nothing shows."""
    phone = story.phone()
    one = phone.opens()
    phone.loses_its_network()
    one.ticks("heap", "fail")
    one.does("""{
      const all = view.Store.all;
      let isFirst = true;
      view.Store.all = async name => {
        const found = await all(name);
        if (name === 'drafts' && isFirst) {
          isFirst = false;
          await new Promise(done => { view.goesOn = done; });
        }
        return found;
      };
      view.Submission.unshown().then(found => { view.unshown = found.length; });
    }""")
    one.adds_photos()
    assert one.is_shown("#item-heap .photo")
    one.does("view.goesOn()")
    assert one.does("view.unshown") == 0


def test_what_is_typed_while_two_pages_ask_is_there_after_a_restart(story):
    phone = story.phone()
    one, two = differ_without_network(phone, "pass", "na")
    one.ticks("ditch", "pass")
    assert len(one.asked) == 1
    two.types("suggestion", "第二页写的一大段")
    two.dies()
    one.dies()
    phone.has_a_network_again()
    page = phone.opens()
    assert page.fields["suggestion"] == "第二页写的一大段" and len(page.asked) == 1
    page.chooses("elsewhere")
    story.waits(5)
    assert (page.fields["item-heap"], page.fields["item-ditch"]) == ("pass", "pass")
    assert page.saved == "已保存"


def test_what_another_page_wrote_while_this_one_asked_is_met_after_the_answer(story):
    phone = story.phone()
    one, two = differ_without_network(phone, "pass", "na")
    one.ticks("ditch", "pass")
    assert len(one.asked) == 1
    one.types("suggestion", "第一页又写的")
    two.types("highlight", "第二页写的")
    two.chooses("here")
    assert two.fields["suggestion"] == "第一页又写的"
    assert two.fields["highlight"] == "第二页写的"
    one.dies()
    while two.asked:
        two.chooses("here")
    phone.has_a_network_again()
    assert two.saved == "已保存"
    said = story.half_filled()
    assert (said["item-heap"], said["item-ditch"]) == ("na", "pass")
    assert (said["suggestion"], said["highlight"]) == ("第一页又写的", "第二页写的")


def test_wiped_between_them_a_page_does_not_take_what_the_other_never_had_for_deleted(story):
    phone = story.phone()
    one, two = phone.opens(), phone.opens()
    one.types("suggestion", "第一页写的")
    story.waits(5)
    assert one.saved == "已保存"
    phone.loses_its_network()
    phone.disk("wipe")
    two.types("highlight", "第二页写的")
    one.fills_and_hands_in()
    phone.has_a_network_again()
    content = story.handed_in()
    assert (content.get("suggestion"), content.get("highlight")) == ("第一页写的", "第二页写的")
