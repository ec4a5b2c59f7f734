"""The office pastes a list from a chat or a table: looked at, then all of it or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.roster.entries import HOME, empty_town, names
from tests.roster.pasting import look, mistakes, pasted, press, rows
from tests.soup import soup

CHAT = "第一代表小组：周永福、吴小军（组长）、张三\n第三代表小组（2人）：\n1、钱 七 联络员\n2. 郑八(县、镇代表)"


def test_a_message_of_the_chat_gives_the_deputies_of_each_group_with_their_roles(office):
    page = look(office, "deputies", CHAT)
    assert page.status_code == 200
    shown = soup(page).select_one("[role=status]").text
    assert "将新增 6 条" in shown and "新增代表小组“第三代表小组”" in shown
    assert "新增代表“吴小军”：第一代表小组，组长，镇" in shown
    assert "周永福" not in rows(office, "deputies")

    told = soup(office.get(press(office, page).location)).select_one(".notice").text
    assert "新增 6 条（1 个代表小组、5 位代表），修改 0 条，0 条和原来一样" in told
    kept = rows(office, "deputies")
    assert kept["吴小军"] == ["第一代表小组", "组长", "镇", "—"]
    assert kept["钱七"] == ["第三代表小组", "联络员", "镇", "—"]
    assert kept["郑八"] == ["第三代表小组", "组员", "县、镇", "—"]


def test_a_list_that_was_imported_leads_to_the_next_kind_that_is_still_empty(app, cast):
    third = empty_town(app)
    third.post(f"{HOME}term", {"number": "19", "starts_on": "2026-09-01"})
    leads = {}
    for kind, text in (
        ("deputies", "一组：周一"), ("villages", "柳河村"), ("sites", "柳河村：小学"), ("units", "派出所")
    ):  # fmt: skip
        answer = press(third, look(third, kind, text))
        told = soup(third.get(answer.location)).select_one(".notice")
        leads[kind] = [one["href"] for one in told.select("a")]
    assert leads == {
        "deputies": [f"{HOME}units/paste", "/office/inspections#beginning"],
        "villages": [f"{HOME}sites/paste", "/office/inspections#beginning"],
        "sites": [f"{HOME}units/paste", "/office/inspections#beginning"],
        "units": ["/office/inspections#beginning"],
    }


def test_the_same_list_twice_changes_nothing_and_says_so(office):
    pasted(office, "deputies", CHAT)
    before = rows(office, "deputies")
    looked = soup(look(office, "deputies", CHAT)).select_one("#plan").parent
    assert "名册里都有了，不用导入" in looked.text and not looked.select("button")
    assert "5 条和名册完全一样" in pasted(office, "deputies", CHAT)
    assert rows(office, "deputies") == before


def test_pressed_twice_it_is_imported_once(office):
    page = look(office, "villages", "柳河村、石桥村")
    assert [press(office, page).status_code for _ in range(2)] == [303, 303]
    assert names(office.get(f"{HOME}villages")).count("柳河村") == 1


def test_what_a_list_does_not_say_stays_as_it_is(office):
    before = rows(office, "deputies")
    assert before["李秀英"][:2] == ["第一代表小组", "联络员"]
    assert "2 条和名册完全一样" in pasted(office, "deputies", "李秀英、王建国")
    assert rows(office, "deputies") == before


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("groups", "1. 三组\n2. 四组\n（三）五组", {"三组", "四组", "五组"}),
        ("villages", "村名\n柳河村\n石桥村，李家村；", {"柳河村", "石桥村", "李家村"}),
        ("villages", "村名\t村主任\n柳河村\t王五", {"柳河村"}),
        ("sites", "柳河村：柳河沿岸、2号井\n张家村\n卫生室", {"柳河沿岸", "2号井", "卫生室"}),
        ("sites", "村\t点位\t位置\n张家村\t小学\t村口\n\t卫生室\t", {"小学", "卫生室"}),
        ("sites", "石桥村：广场\n清水村 河边、小学门口\n向阳社区　活动室、后院",
         {"广场", "河边", "小学门口", "活动室", "后院"}),
        ("units", "镇水利站：河长办、水务所\n镇派出所", {"镇水利站", "镇派出所"}),
        ("deputies", "名单如下：\n周永福（第一选区）", {"周永福(第一选区)", "周永福（第一选区）"}),
        ("deputies", "周永福\t第一代表小组\t组长", {"周永福"}),
    ],
)  # fmt: skip
def test_lists_are_understood_as_people_write_them(office, kind, text, expected):
    before = set(rows(office, kind))
    pasted(office, kind, text, parent="第一代表小组" if kind == "deputies" else "")
    added = set(rows(office, kind)) - before
    assert added and added <= expected
    assert len(added) == len(expected) or "周永福(第一选区)" in expected


def test_a_heading_below_which_nothing_stands_is_told(office):
    """青石社区居委会 may be a place to go to."""
    page = look(office, "sites", "柳河村\n小学\n张家村居委会\n青石社区\n文化广场\n李家社区")
    told = soup(page).select_one("[role=status]").text
    assert "当成标题、下面没有点位的：张家村居委会、李家社区。" in told
    assert "当成标题" not in look(office, "sites", "柳河村\n小学\n张家村：卫生室").text


def test_mistakes_are_told_by_line_and_everything_typed_is_kept(office):
    text = "王建国\n孙远、=1+1\n第二代表小组：李四（副组长）\n钱七 郑八\n周" + "长" * 40
    answer = look(office, "deputies", text)

    assert mistakes(answer) == [
        (2, "请选代表小组"),
        (2, "不能以等号开头（公式不会计算），请直接填文字"),
        (2, "请选代表小组"),
        (3, "组内职务只能是组员、组长、联络员"),
        (4, "“钱七 郑八”是几位还是一位？几位请用顿号隔开，一位请去掉空格"),
        (5, "最多30个字，现在是41个字"),
    ]
    assert soup(answer).textarea.text.strip() == text
    assert "孙远" not in rows(office, "deputies")
    chosen = look(office, "deputies", "孙远\n钱七 郑八", parent="第二代表小组")
    assert soup(chosen).select_one("option[selected]").text == "第二代表小组"
    assert len(mistakes(chosen)) == 1


def test_as_long_as_nobody_said_which_group_is_meant_its_deputies_are_not_said_to_move(office):
    page = look(office, "deputies", "第一小组：王建国、李秀英\n第二小组：钱七 郑八")
    assert [words for _, words in mistakes(page)] == [
        "“钱七 郑八”是几位还是一位？几位请用顿号隔开，一位请去掉空格"
    ]
    marks = [one.input["name"] for one in soup(page).select("fieldset.question")]
    sent = {one: soup(page).select_one(f"[name={one}]")["value"] for one in marks}
    looked = look(office, "deputies", "第一小组：王建国、李秀英\n第二小组：钱七", **sent)
    assert looked.status_code == 200 and "将新增 1 条，修改 0 条" in looked.text


def test_what_was_not_looked_at_is_shown_before_it_is_done(office, app):
    page = look(office, "villages", "柳河村")
    changed = press(office, page, text="柳河村、石桥村")
    assert changed.status_code == 422 and "名单改过了" in changed.text
    office.post(f"{HOME}villages/new", {"name": "李家村"})
    again = press(office, changed)
    assert again.status_code == 422 and "名册刚才被改过" in again.text
    assert "石桥村" not in rows(office, "villages")
    assert press(office, again).status_code == 303
    assert "石桥村" in rows(office, "villages")


def test_a_name_near_one_that_is_there_is_asked_about_and_the_answer_counts(office):
    pasted(office, "deputies", "第一代表小组：买买提·吐尔逊")
    typed = "第1小组：买买提吐尔逊（组长）"
    page = look(office, "deputies", typed)
    asked = [one.legend.text for one in soup(page).select("fieldset.question")]
    assert asked == [
        "名册里有“第一代表小组”，和“第1小组”是同一个吗？",
        "名册里有“买买提·吐尔逊”，和“买买提吐尔逊”是同一位吗？",
    ]
    unanswered = press(office, page)
    assert unanswered.status_code == 422 and "是不是同一个" in unanswered.text
    answers = {
        one.input["name"]: one.input["value"] for one in soup(page).select("fieldset.question")
    }
    assert press(office, unanswered, **answers).status_code == 303
    assert rows(office, "deputies", "吐尔逊") == {
        "买买提·吐尔逊": ["第一代表小组", "组长", "镇", "—"]
    }

    others = dict.fromkeys(answers, "new")
    assert press(office, look(office, "deputies", typed), **others).status_code == 303
    assert set(rows(office, "deputies", "吐尔逊")) == {"买买提·吐尔逊", "买买提吐尔逊"}
    assert "第1小组" in rows(office, "groups")


def test_a_list_of_thousands_nothing_and_noise_are_refused_in_one_sentence(office):
    for text, words in (
        ("", "请先把名单粘贴到框里"),
        (" \n\t\n", "请先把名单粘贴到框里"),
        ("代表名单：", "没有认出名字"),
        ("\n".join(f"{n}村" for n in range(1001)), "最多1000行，现在是1001行"),
    ):
        answer = look(office, "villages", text)
        assert answer.status_code == 422
        assert words in soup(answer).select_one(".error-summary").text


def test_without_a_term_deputies_wait_and_villages_do_not(app, cast):
    third = empty_town(app)
    assert "现在没有在任的一届" in third.get(f"{HOME}deputies/paste").text
    assert look(third, "deputies", CHAT).status_code == 422
    assert "新增 2 条" in pasted(third, "villages", "柳河村、石桥村")


def test_another_town_gets_nothing_of_a_list(office, other_office):
    pasted(office, "villages", "柳河村")
    assert "柳河村" not in rows(other_office, "villages")
    assert "将新增 1 条" in look(other_office, "villages", "柳河村").text


WORDS = st.sampled_from(
    ["王建国", "第一小组", "：", "、", "（组长）", "(", ")", "\t", "\n", " ", "1. ", "姓名", "小组", "职务", "名单", "副组长",
     "县、镇", "张家村", "\ud800", "\u200b", "·", "=1", "①", "组长", "例：", "长" * 70, "\"", "(3人)"]
)  # fmt: skip


@examples(20)
@given(
    st.sampled_from(["groups", "deputies", "villages", "sites", "units"]),
    st.one_of(st.lists(WORDS, max_size=25).map("".join), st.text(max_size=80)),
)
def test_no_list_whatever_breaks_the_server(office, kind, text):
    sent = text.encode("utf-8", "replace")
    assert look(office, kind, sent).status_code in (200, 422)
    assert office.post(f"{HOME}{kind}/paste", {"text": sent, "do": "import"}).status_code == 422


def test_a_village_before_a_space_is_that_of_what_follows_and_of_no_more(office):
    page = look(office, "sites", "石桥村：广场\n清水村 河边、小学门口\n向阳社区　活动室、后院").text
    for village, site in (
        ("石桥村", "广场"), ("清水村", "河边"), ("清水村", "小学门口"), ("向阳社区", "活动室"),
    ):  # fmt: skip
        assert f"新增点位“{site}”：{village}" in page
    unclear = look(office, "sites", "清水村 河边 小学门口、活动室").text
    assert "“河边 小学门口”是一个点位，还是几个" in unclear and "新增点位" not in unclear
