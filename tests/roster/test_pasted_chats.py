"""What stands around a pasted list is understood, or refused by its line; nobody is made of it."""

import pytest

from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.pasted import read_pasted
from tests.roster.pasting import look, mistakes


def read(text, kind=EntryKind.DEPUTY):
    """Return (name, group) of those who were understood, and {line: what is wrong} of the others."""
    lines = read_pasted(kind, text, "一组").lines
    taken = [(one.entry["name"], one.entry.get("group")) for one in lines if not one.mistakes]
    return taken, {one.ordinal: one.mistakes["name"] for one in lines if one.mistakes}


@pytest.mark.parametrize("mark", [
    '"', "〃", "同上", "″", "”", "＂", "''", "同前", "↓", "｜", "、", "同上。", "同 上", "（同上）", "|", "⇩",
])  # fmt: skip
def test_a_mark_for_the_same_takes_the_cell_above(mark):
    table = f"姓名\t小组\t选区\n王建国\t第一小组\t东片\n李秀英\t{mark}\t{mark}\n周一\t{mark}\t西片"
    names = ("王建国", "李秀英", "周一")
    assert read(table) == ([(name, "第一小组") for name in names], {})
    districts = [one.entry["constituency"] for one in read_pasted(EntryKind.DEPUTY, table).lines]
    assert districts == ["东片", "东片", "西片"]
    without_heads = table.partition("\n")[2]
    assert read(without_heads) == ([(name, "第一小组") for name in names], {})


@pytest.mark.parametrize("dash", ["—", "——", "-", "/", "－"])
def test_a_dash_is_the_group_above_no_role_and_asked_about_where_it_may_be_either(dash):
    table = "姓名\t小组\t职务\t选区\n王建国\t第一小组\t组长\t{}\n李秀英\t{}\t{}\t{}\n周一\t｜\t\t"
    taken, wrong = read(table.format("", *[dash] * 3))
    assert taken == [(name, "第一小组") for name in ("王建国", "李秀英", "周一")] and not wrong
    roles = [
        one.entry.get("group_role")
        for one in read_pasted(EntryKind.DEPUTY, table.format("", *[dash] * 3)).lines
    ]
    assert roles == ["组长", None, None]
    assert "和上面一样，还是没有" in read(table.format("东片", *[dash] * 3))[1][3]


AROUND = [
    "注：以上名单截至11月", "备注：李四待补", "合计", "合  计", "总计：2人", "合计2人", "共2人", "以上共2人", "制表人：张三", "审核：李四",
    "填表日期：2026年11月1日", "2026年11月20日", "二〇二六年十一月", "（公章）", "单位（盖章）：柳河镇人大", "联系电话：0571-88888888", "#接龙", "接龙", "收到",
    "收到，谢谢！", "好的", "附件1：名单", "例：张三 第一组", "说明：同名的注明选区", "联系人：张三 13800000000",
]  # fmt: skip


@pytest.mark.parametrize("line", AROUND)
def test_what_stands_around_a_list_is_nobody_and_told(line):
    for text, number in (
        (f"第一小组：王建国、李秀英\n{line}", 2),
        (f"{line}\n第一小组：王建国、李秀英", 1),
    ):
        assert read(text) == ([("王建国", "第一小组"), ("李秀英", "第一小组")], {})
        (told,) = read_pasted(EntryKind.DEPUTY, text).left_out
        assert told.startswith(f"第{number}行“{line[:8]}")
    table = f"序号\t姓名\t小组\n1\t王建国\t第一小组\n\t{line}\t\n{line}\t\t2人"
    assert read(table) == ([("王建国", "第一小组")], {})
    assert read(f"柳河村\n{line}", EntryKind.VILLAGE)[0] == [("柳河村", None)]


def test_names_that_begin_as_what_stands_around_a_list_are_names():
    names = ["合计划", "注建国", "好莱", "谢谢谢", "附建明", "共青", "说明白"]
    assert [name for name, _ in read("、".join(names))[0]] == names
    units = "共青团镇委\n统计站\n审计办公室\n单位：派出所、供电所"
    assert len(read(units, EntryKind.UNIT)[0]) == 5


@pytest.mark.parametrize("text", ['李秀英\t"', "姓名\t小组\n李秀英\t同上", "李秀英\t〃\n"])
def test_a_mark_for_the_same_below_nothing_is_told(text):
    taken, wrong = read(text)
    (words,) = wrong.values()
    assert not taken and "上面没有可以照的一格" in words


@pytest.mark.parametrize(
    "text", ["姓名\t小组\n王建国\t一组\n同上\t二组", "王建国\n同上", "王建国\n〃a"]
)
def test_nobody_is_called_the_same_as_above(text):
    taken, wrong = read(text)
    assert [name for name, _ in taken] == ["王建国"] and len(wrong) == 1


@pytest.mark.parametrize("header", [
    "张三 2026/11/20 09:30:11", "张三 2026-11-20 09:30", "张三 09:30", "张三: 11-20 9:30", "昨天 09:30", "星期五 09:30",
    "2026年11月20日 上午9:30", "张三(13800000000) 2026-11-20 09:30:11", "张三 11月20日 09：30", "张三  上午 9:30",
    "—————  2026-11-20  —————", "张三 周五 下午3:05:", "镇人大办-老李 2026/1/2 9:03:11", "张三 9:30 AM",
])  # fmt: skip
def test_who_wrote_when_in_a_chat_is_nobody_and_no_group(header):
    assert read(f"{header}\n李四、王五") == ([("李四", "一组"), ("王五", "一组")], {})
    assert read_pasted(EntryKind.DEPUTY, header).unused == ["聊天里谁、几点发的"]


@pytest.mark.parametrize(
    "line", ["09:30 李四、王五", "张三 2026/11/20 09:30:11 李四、王五", "李四 9:30 到"]
)
def test_a_time_among_names_is_told(line):
    taken, wrong = read(f"{line}\n周一")
    assert taken == [("周一", "一组")] and "请只留名单" in wrong[1]


@pytest.mark.parametrize("text", [
    "【第一小组】王建国、李秀英", "[第一小组]王建国、李秀英", "【第一小组】：王建国、李秀英", "「第一小组」王建国、李秀英", "【第一小组】\n王建国、李秀英",
    "@所有人 第一小组：王建国、李秀英", "@所有人 第一小组：\n王建国、李秀英", "@全体成员\n第一小组：王建国、李秀英", "第一小组：王建国、李秀英等2人",
    "第一小组：王建国、李秀英等两人", "【 第一小组 】王建国、李秀英", "“第一小组”王建国、李秀英", "＠所有人，第一小组：王建国、李秀英",
])  # fmt: skip
def test_a_group_in_brackets_is_a_heading(text):
    assert read(text) == ([("王建国", "第一小组"), ("李秀英", "第一小组")], {})


@pytest.mark.parametrize("text", [
    "王建国、李秀英等5人", "王建国、李秀英…等", "王建国、李秀英等", "王建国、李秀英，以及其他", "王建国、李秀英……", "王建国、李秀英等五人", "王建国等人",
    "@张三", "[图片]", "[微笑]", "「张三：好的」", "第一小组】王建国", "第一小组（组长：王建国）", "王建国、李秀英 等五位代表",
])  # fmt: skip
def test_what_names_nobody_for_certain_is_told_by_its_line(text):
    taken, wrong = read(f"周一\n{text}")
    assert taken[0][0] == "周一" and set(wrong) == {2}
    assert all("请" in words for words in wrong.values())


def test_villages_and_groups_in_brackets_are_named_without_them():
    assert read("【石桥村】\n柳河村", EntryKind.VILLAGE)[0] == [("石桥村", None), ("柳河村", None)]
    assert read("【三组】\n四组等", EntryKind.GROUP)[0] == [("三组", None)]


@pytest.mark.parametrize(
    "text",
    [
        "组别\t姓名\n第一小组\t王建国、李秀英、周一",
        "第一小组：王建国；第二小组：李秀英",
        "①王建国②李秀英",
        "王建国/李秀英",
    ],
)
def test_of_several_names_nobody_is_made_one_deputy(text):
    taken, wrong = read(text)
    assert wrong and not [name for name, _ in taken if set(name) & set("、：；②/")]


def roles(text):
    """Return (name, group, role) of those who were understood; nothing may be wrong."""
    lines = read_pasted(EntryKind.DEPUTY, text, "一组").lines
    assert not any(one.mistakes for one in lines)
    return [
        (one.entry["name"], one.entry["group"], one.entry.get("group_role", "")) for one in lines
    ]


WANG, LI, ZHOU = (
    ("王建国", "第一小组", "组长"),
    ("李秀英", "第一小组", "组员"),
    ("周一", "第一小组", "组员"),
)


@pytest.mark.parametrize("text", [
    "组别\t组长\t组员\t点位\n第一小组\t王建国\t李秀英、周一\t张家村", "小组\t组 长\t组员名单\n第一小组\t王建国\t李秀英，周 一（3人）",
    '序号\t代表小组\t组长\t组员\t联系电话\n1\t第一小组\t王建国\t"李秀英\n周一"\t13800000000', "组别，组长，组员\n第一小组，王建国，李秀英、周一",
    "组别\t组长\t组员\n第一小组\t王建国\t李秀英\n\t\t周一\n合计\t3\t", "组别\t组长\t组员\n第一小组\t王建国13800000000\t王建国、李秀英、周一",
    "第一小组\n组长：王建国\n组员：李秀英、周一", "第一小组 组长：王建国 组员：李秀英、周一", "第一小组：组长：王建国；组员：李秀英、周一。",
    "【第一小组】\n组长：\n王建国\n组员：\n李秀英\n周一",
])  # fmt: skip
def test_roles_as_columns_and_labels_give_everybody_theirs(text):
    assert roles(text) == [WANG, LI, ZHOU]


def test_a_column_of_members_says_of_nobody_that_he_is_no_liaison():
    table = (
        "组别\t组长\t联络员\t成员\n第一小组\t王建国\t吴一\t李秀英 周一 钱 七\n第二小组\t—\t无\t郑八"
    )
    assert sorted(roles(table)) == sorted([
        WANG, ("吴一", "第一小组", "联络员"), ("李秀英", "第一小组", ""), ("周一", "第一小组", ""), ("钱七", "第一小组", ""),
        ("郑八", "第二小组", "")])  # fmt: skip
    assert roles("第二小组：\n成员：李秀英") == [("李秀英", "第二小组", "")]


def test_who_has_two_roles_is_told_and_two_words_in_a_cell_are_asked_about(office):
    told = look(office, "deputies", "组别\t组长\t联络员\n第一代表小组\t周永福\t周永福")
    assert "重复" in mistakes(told)[0][1]
    told = look(office, "deputies", "组别\t组长\t组员\n第一代表小组\t周永福\t钱七 郑八")
    assert "几位还是一位" in mistakes(told)[0][1]


def test_a_column_of_leaders_beside_names_is_none_of_roles():
    pasted = read_pasted(EntryKind.DEPUTY, "姓名\t小组\t组长\n王建国\t第一小组\t√", "")
    assert pasted.unused == ["组长"] and pasted.lines[0].entry.get("group_role") is None


@pytest.mark.parametrize(
    "heading", ["县代表：", "县代表", "一、县人大代表", "县级代表（2人）：", "县人大代表名单："]
)
def test_a_heading_of_a_level_gives_it_to_those_below(heading):
    lines = read_pasted(EntryKind.DEPUTY, f"{heading}\n王建国、李秀英\n镇代表：周一").lines
    found = [(one.entry["name"], one.entry["levels"]) for one in lines if not one.mistakes]
    assert found == [("王建国", "县"), ("李秀英", "县"), ("周一", "镇")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("省、市、县三级代表：王建国", ["省、市、县"]), ("县代表兼镇代表：王建国", ["县、镇"]),
        ("第一小组\n县代表：王建国\n镇代表：李秀英\n第二小组\n周一", ["县", "镇", None]),
        ("县代表：王建国\n第一小组：李秀英", ["县", None]),
        ("县代表\n第一小组：王建国\n第二小组：李秀英\n镇代表\n第一小组：周一", ["县", "县", "镇"]),
        ("镇代表：王建国（县代表）、李秀英", ["县", "镇"]),
    ],
)  # fmt: skip
def test_a_level_holds_until_the_next_group_unless_groups_stand_below_it(text, levels):
    lines = read_pasted(EntryKind.DEPUTY, text).lines
    assert [one.entry.get("levels") for one in lines] == levels
    assert not any(one.mistakes for one in lines)
