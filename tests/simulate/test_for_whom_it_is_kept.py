"""What a liaison keeps on one phone, of the own and of others: each says for whom it is."""

from tests.simulate.one_phone import BUSY, LIAISON


def test_what_a_liaison_keeps_says_wherever_it_is_listed_for_whom_it_is(story):
    phone = story.phone(LIAISON)
    for address in ("/d/", "/d/?for=1"):
        phone.opens(address).closes()
    story.answers("PUT /d/", BUSY)
    page = phone.opens(story.form + "?for=1")
    page.types("suggestion", "替人写的")
    page.closes()
    waiting = phone.opens("/d/waiting")
    assert [one.split("人居环境")[1] for one in waiting.lists("drafts")] == ["，替代表1 ›"]
    own, others = waiting.lists("forms")[:2], waiting.lists("forms")[2:]
    assert others and all("，替代表1" in one for one in others)
    assert all("替" not in one for one in own)
    page = phone.opens(story.form + "?for=1")
    page.fills_and_hands_in()
    assert "，替代表1）：已保存在手机" in phone.opens("/d/").text("#outbox li")
