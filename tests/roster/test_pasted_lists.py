"""The office pastes a list from a chat or a table: looked at, then all of it or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.roster.entries import HOME, empty_town, names
from tests.roster.pasting import look, mistakes, press, rows
from tests.soup import soup

CHAT = "第一代表小组：周永福、吴小军（组长）、张三\n第三代表小组（2人）：\n1、钱 七 联络员\n2. 郑八(县、镇代表)"


def pasted(office, kind, text, **more):
    """Paste, look, press; return what the list then says was done."""
    answer = press(office, look(office, kind, text, **more))
    assert answer.status_code == 303
    return soup(office.get(answer.location)).select_one(".notice").text


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
    assert "5 条和名册完全一样" in pasted(office, "deputies", CHAT)
    assert rows(office, "deputies") == before


def test_pressed_twice_it_is_imported_once(office):
    page = look(office, "villages", "柳河村、石桥村")
    assert [press(office, page).status_code for _ in range(2)] == [303, 303]
    assert names(office.get(f"{HOME}villages")).count("柳河村") == 1


def test_a_table_with_heads_is_read_by_them_and_what_was_not_used_is_told(office):
    table = (
        "序号\t姓名\t性别\t小组\t职务\t选区\n1\t周 永\t男\t第一代表小组\t组长\t东片\n"
        "2\t吴小军\t女\t\t\t\n3\t赵大山\t男\t第二代表小组\t\t西片"
    )
    page = look(office, "deputies", table)
    assert "没有用到的列：性别" in page.text
    press(office, page)
    kept = rows(office, "deputies")
    assert kept["周永"] == ["第一代表小组", "组长", "镇", "东片"]
    assert kept["吴小军"] == ["第一代表小组", "组员", "镇", "—"]  # the merged cell above
    assert kept["赵大山"] == ["第二代表小组", "组员", "镇", "西片"]  # was there, without 选区


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


def test_a_village_before_a_space_is_that_of_what_follows_and_of_no_more(office):
    page = look(office, "sites", "石桥村：广场\n清水村 河边、小学门口\n向阳社区　活动室、后院").text
    for village, site in (
        ("石桥村", "广场"), ("清水村", "河边"), ("清水村", "小学门口"), ("向阳社区", "活动室"),
    ):  # fmt: skip
        assert f"新增点位“{site}”：{village}" in page
    unclear = look(office, "sites", "清水村 河边 小学门口、活动室").text
    assert "“河边 小学门口”是一个点位，还是几个" in unclear and "新增点位" not in unclear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('姓名\t小组\t选区\n周一\t第一代表小组\t"石桥、\n柳河"\n周二\t第一代表小组\t"',
         {"周一": "石桥、 柳河", "周二": "石桥、 柳河"}),
        ('姓名\t小组\t选区\n周一\t第一代表小组\t"三无"\n周二\t第一代表小组\t"四"区',
         {"周一": '"三无"', "周二": '"四"区'}),
        ('"姓名"\t"小组"\t"选区"\n"周一"\t"第一代表小组"\t"三""无"', {"周一": '三"无'}),
        ("\t姓名\t\t小组\n\t周一\t\t第一代表小组", {"周一": "—"}),
        ("序号\t姓名\t选区\t序号\t姓名\t选区\n1\t周一\t三\t2\t周二\t四\n3\t周三\t五\t\t\t",
         {"周一": "三", "周二": "四", "周三": "五"}),
        ("甲镇人大代表名单\t\t\n姓名\t小组\t选区\n周一\t第一代表小组\t三", {"周一": "三"}),
        ("周一 𠮷二 㐂三", {"周一": "—", "𠮷二": "—", "㐂三": "—"}),
        ("王 𠮷、〇 四", {"王𠮷": "—", "〇四": "—"}),
        ("⒈周一\n⑵周二\n㈢ 周三", {"周一": "—", "周二": "—", "周三": "—"}),
        ("▪ 周一\n❷周二", {"周一": "—", "周二": "—"}),
        ("周一\v周二\v周三", {"周一": "—", "周二": "—", "周三": "—"}),
    ],
    ids=["line break", "quotes", "every cell marked", "empty columns", "side by side", "title", "rare signs", "padded rare signs", "numbers in one sign", "bullets", "Word"],
)  # fmt: skip
def test_a_table_is_read_cell_by_cell_and_nobody_is_left_out(office, text, expected):
    page = pasted(office, "deputies", text, parent="第一代表小组")
    assert f"新增 {len(expected)} 条" in page
    kept = rows(office, "deputies")
    assert {name: kept[name][3] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周一，13800000000，石桥村", {"周一": ["第一代表小组", "组员", "镇", "石桥村"]}),
        ("周一、13800000000、石桥村\n周二、男、组长",
         {"周一": ["第一代表小组", "组员", "镇", "石桥村"],
          "周二": ["第一代表小组", "组长", "镇", "—"]}),
        ("1,周一,第二代表小组,138-0000-0000,副组长", None),
        ("1,周一,第二代表小组,138-0000-0000,县、镇", {"周一": ["第二代表小组", "组员", "县、镇", "—"]}),
        ("石桥村，周一，组长", {"周一": ["第一代表小组", "组长", "镇", "石桥村"]}),
        ("序号，姓名，性别，小组，手机\n1，周一，男，第二代表小组，13800000000\n2，周二，女，，",
         {"周一": ["第二代表小组", "组员", "镇", "—"], "周二": ["第二代表小组", "组员", "镇", "—"]}),
        ("姓名、小组、选区\n周一、第二代表小组、石桥\n周二", {"周一": ["第二代表小组", "组员", "镇", "石桥"],
          "周二": ["第二代表小组", "组员", "镇", "—"]}),
        ("姓名|职务|层级\n周一|组长|县、镇", {"周一": ["第一代表小组", "组长", "县、镇", "—"]}),
        ("| 姓名 | 小组 |\n|---|---|\n| 周一 | 第二代表小组 |",
         {"周一": ["第二代表小组", "组员", "镇", "—"]}),
        ("第一代表小组名单\n——————\n周一\n******", {"周一": ["第一代表小组", "组员", "镇", "—"]}),
        ("周一13800000000、周二（13900000000）、周三 137 0000 0000",
         {name: ["第一代表小组", "组员", "镇", "—"] for name in ("周一", "周二", "周三")}),
        ("周一、李新、王五组", None),
        ("周一\t男\t石桥村", {"周一": ["第一代表小组", "组员", "镇", "石桥村"]}),
        ("周一，电话：13800000000，石桥村", {"周一": ["第一代表小组", "组员", "镇", "石桥村"]}),
        ("周一（手机：13800000000）\n周二 联系电话 0571-88888888",
         {"周一": ["第一代表小组", "组员", "镇", "—"], "周二": ["第一代表小组", "组员", "镇", "—"]}),
        ("周一（层级：县）", {"周一（层级：县）": ["第一代表小组", "组员", "镇", "—"]}),
        ("周一 组员\n周二 13800000000 石桥村",
         {"周一": ["第一代表小组", "组员", "镇", "—"],
          "周二": ["第一代表小组", "组员", "镇", "石桥村"]}),
        ("周一 男 县、镇 第二代表小组", {"周一": ["第二代表小组", "组员", "县、镇", "—"]}),
        ("第二代表小组 名单\n周一", {"周一": ["第二代表小组", "组员", "镇", "—"]}),
        ("第二代表小组 组员\n周一", {"周一": ["第二代表小组", "组员", "镇", "—"]}),
        ("组长周一、联络员周二、周三组员",
         {name: ["第一代表小组", role, "镇", "—"]
          for name, role in (("周一", "组长"), ("周二", "联络员"), ("周三", "组员"))}),
        ("周一，县级人大代表，石桥村", {"周一": ["第一代表小组", "组员", "县", "石桥村"]}),
        ("石桥村\t周一\t组长", {"周一": ["第一代表小组", "组长", "镇", "石桥村"]}),
    ],
)  # fmt: skip
def test_columns_between_commas_are_one_deputy_where_that_is_certain(office, text, expected):
    page = look(office, "deputies", text, parent="第一代表小组")
    if expected is None:
        assert page.status_code == 422
        return
    press(office, page)
    kept = rows(office, "deputies")
    assert {name: kept.get(name) for name in expected} == expected
    assert not {"石桥村", "男", "13800000000", "组长", "姓名", "---"} & set(kept)
    assert len(kept) == 4 + len(expected)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("deputies", "周一，石桥村"),
        ("deputies", "周一，周二，组长"),
        ("deputies", "第一代表小组，周一、周二"),
        ("deputies", "周一，汉族，石桥村，13800000000"),
        ("deputies", "第一代表小组：周一，13800000000，石桥村"),
        ("deputies", "第一代表小组：周一、组长、周二"),
        ("villages", "柳河村，周一"),
        ("villages", "柳河村 周一"),
        ("deputies", "周一 石桥村"),
        ("sites", "张家村 小学"),
        ("villages", "周一，13800000000"),
        ("sites", "张家村，小学，村口"),
        ("units", "镇水利站，周一"),
        ("groups", "第三代表小组，周一"),
    ],
)
def test_what_may_be_columns_or_names_is_refused_by_its_line(office, kind, line):
    answer = look(office, kind, f"\n{line}", parent="第一代表小组" if kind == "deputies" else "")
    (told,) = mistakes(answer)
    assert told[0] == 1 and "请先加一行表头，如“" in told[1] and "请一行一" in told[1]


@pytest.mark.parametrize(
    ("kind", "text", "added"),
    [
        ("villages", "柳河村，13800000000", {"柳河村"}),
        ("villages", "柳河村 周一 13800000000", {"柳河村"}),
        ("villages", "柳河村 石桥村\u3000李家村", {"柳河村", "石桥村", "李家村"}),
        ("villages", "村名，村主任，电话\n柳河村，周一，13800000000", {"柳河村"}),
        ("villages", "柳河村、青石社区、林场", {"柳河村", "青石社区", "林场"}),
        ("sites", "村，点位，位置\n张家村，小学，村口\n，卫生室，", {"小学", "卫生室"}),
        ("units", "镇水利站，周一，13800000000", {"镇水利站"}),
        ("units", "镇水利站、派出所、供电公司", {"镇水利站", "派出所", "供电公司"}),
        ("groups", "三组、四组", {"三组", "四组"}),
    ],
)
def test_columns_between_commas_in_other_lists(office, kind, text, added):
    before = set(rows(office, kind))
    pasted(office, kind, text)
    assert set(rows(office, kind)) - before == added


def test_what_stands_right_of_the_heads_is_refused_and_what_has_no_head_is_told(office):
    for sign in ("\t", "，"):
        long = sign.join(["姓名", "小组"]) + "\n" + sign.join(["周一", "第一代表小组", "石桥选区"])
        (told,) = mistakes(look(office, "deputies", long))
        assert told[0] == 2 and "这一行有3列，表头只有2列" in told[1]
    page = look(office, "deputies", "姓名\t\t小组\n周一\t石桥\t第一代表小组")
    assert "没有用到的列：第2列" in page.text
    assert "没有用到的列：电话号码" in look(
        office, "deputies", "周一13800000000", parent="第一代表小组"
    ).text  # fmt: skip


def test_a_heading_below_which_nothing_stands_is_told(office):
    """青石社区居委会 may be a place to go to."""
    page = look(office, "sites", "柳河村\n小学\n张家村居委会\n青石社区\n文化广场\n李家社区")
    told = soup(page).select_one("[role=status]").text
    assert "当成标题、下面没有点位的：张家村居委会、李家社区。" in told
    assert "当成标题" not in look(office, "sites", "柳河村\n小学\n张家村：卫生室").text


@pytest.mark.parametrize(
    "text",
    [
        '选区\t姓名\t备注\n三\t吴一\t"\n"\t吴二\t无\n四\t吴三\t无',
        '姓名\t选区\n吴一\t三\n吴二\t"\n吴三\t"',
    ],
)
def test_marks_for_the_same_as_above_quote_no_line_end(office, text):
    pasted(office, "deputies", text, parent="第一代表小组")
    assert {"吴一", "吴二", "吴三"} <= set(rows(office, "deputies", "吴"))


def test_a_quote_that_is_never_closed_swallows_nothing(office):
    text = "姓名\t小组\n" + "".join(f'"王{n}\t第一代表小组\n' for n in range(3))
    page = office.post("/office/roster/deputies/paste", {"text": text, "do": "check"}).text
    assert all(f"王{n}" in page for n in range(3))


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
