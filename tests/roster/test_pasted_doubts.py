"""Of what is no deputy and no group for certain nothing is made: it is asked by its line."""

import pytest

from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.name_signs import read_with_signs
from tests.roster.pasting import look, mistakes, pasted, rows
from tests.soup import soup


def read(text, kind=EntryKind.DEPUTY, **known):
    """Return (name, group or village) of those who were understood, and the lines asked about."""
    names = {EntryKind(one): words for one, words in known.items()}
    lines = read_with_signs(kind, text, "", {}, names).lines
    above = "group" if kind is EntryKind.DEPUTY else "village"
    taken = [(one.entry["name"], one.entry.get(above)) for one in lines if not one.mistakes]
    return taken, {one.ordinal: one.mistakes["name"] for one in lines if one.mistakes}


@pytest.mark.parametrize("before", [
    "请假", "张主席", "缺席", "各位", "镇直机关", "第三选区", "带队领导", "王建国", "Group A", "石桥村代表", "柳河镇人大代表小组", "选区", "请按小组",
    "共三个小组", "请假人员", "列席人员", "删除代表", "已故代表",
])  # fmt: skip
def test_what_stands_before_a_colon_is_no_group_unless_it_is_called_as_one(before):
    taken, wrong = read(f"第一小组：李秀英\n{before}：王五")
    assert taken == [("李秀英", "第一小组")] and set(wrong) == {2}
    assert "是的，请" in wrong[2] and "不是的，请" in wrong[2]
    assert read(f"第一小组：李秀英\n{before}:\n王五")[1].keys() == {2}


@pytest.mark.parametrize("group", [
    "第一小组", "1组", "A组", "石桥村", "青石社区", "东片", "东片区", "第一代表团", "城镇代表队", "石桥村代表小组", "石桥村（3人）", "集镇组",
])  # fmt: skip
def test_what_ends_as_a_group_does_is_one(group):
    assert read(f"{group}：王建国、李秀英") == (
        [(name, group.partition("（")[0]) for name in ("王建国", "李秀英")], {}
    )  # fmt: skip


def test_a_group_of_the_roster_is_one_whatever_it_is_called(office):
    for text in ("机关：王建国", "机关\n王建国", "机关代表名单\n王建国", "机 关：王建国"):
        assert read(text, groups=["机关"])[0][0][0] == "王建国"
        assert not read(text, groups=["机关"])[1]
    ((number, words),) = mistakes(look(office, "deputies", "机关：周一"))
    assert number == 1 and "请先到“代表小组”那一页加上它" in words
    pasted(office, "groups", "机关")
    pasted(office, "deputies", "机关：周一")
    assert rows(office, "deputies", "周一")["周一"][0] == "机关"


def test_before_a_colon_a_village_ends_as_villages_do_or_is_of_the_roster():
    assert read("请假：王五", EntryKind.SITE)[1].keys() == {1}
    assert read("张家村：小学", EntryKind.SITE) == ([("小学", "张家村")], {})
    assert read("向阳：小学", EntryKind.SITE, villages=["向阳"]) == ([("小学", "向阳")], {})


NO_PERSONS = [
    "请核对姓名", "各位代表，请核对一下", "石桥村", "第一选区", "东片", "王新村", "王建国（请假）", "王建国（已调离）", "王建国（镇长）", "张主席",
    "王建国书记", "王建国同志", "柳河镇代表视察活动报名", "王建国收到", "李四病假", "暂缺", "待定", "（空缺）", "周一+1", "王建国？", "11月20日下午2点半视察",
    "1组王建国", "张三李四", "王建国李秀英", "abc", "现将名单发给大家", "以上人员请到镇政府集合", "镇派出所", "情况统计表", "柳河村党支部书记", "有问题联系我",
    "王建国病了没来", "石桥村委会", "王建国（石桥村书记）", "王", "空", "党员", "暂无", "王建国（原第一小组）", "王建国1", "李秀英、周一调到第二小组",
]  # fmt: skip


@pytest.mark.parametrize("line", NO_PERSONS)
def test_nobody_is_made_of_what_is_no_name_for_certain(line):
    taken, wrong = read(f"第一小组：王建国、李秀英\n{line}")
    assert taken[:2] == [("王建国", "第一小组"), ("李秀英", "第一小组")]
    assert len(taken) == 2 and set(wrong) <= {2}
    assert all("请" in words for words in wrong.values())
    assert read(f"姓名\t选区\n{line}\t三")[0] == []


@pytest.mark.parametrize("name", [
    "刘表", "王村", "刘村", "周会", "买买提·吐尔逊", "阿卜杜热依木江·买买提吐尔逊", "迪丽热巴•迪力木拉提", "买买提吐尔逊", "乌云其木格", "古丽娜扎尔",
    "扎西次仁", "欧阳文华", "陈冯富珍", "诸葛明", "王建国（石桥）", "王建国（石桥村）", "王建国（大）", "王建国A", "𠮷二", "谢谢谢", "合计划", "王不凡", "王建国（新桥村）", "李文会", "那仁花", "张丽人",
])  # fmt: skip
def test_names_of_all_shapes_stay_names(name):
    for text in (f"第一小组：{name}", f"第一小组：\n{name}\n", f"姓名\t小组\n{name}\t第一小组"):
        assert read(text) == ([(name, "第一小组")], {})


def test_who_says_that_it_is_a_name_or_has_it_in_the_roster_is_believed():
    assert read("姓名：王新村、张三李四") == ([("王新村", None), ("张三李四", None)], {})
    for text in (
        "一组：姓名：王新村、李四",
        "一组：李四、姓名：王新村",
        "一组：\n李四\n姓名：王新村",
    ):
        assert sorted(read(text)[0]) == [("李四", "一组"), ("王新村", "一组")], text
    assert list(read("一组：姓名：王新村、石桥村")[1]) == [1], "said of the one alone"
    assert read("姓名\t小组\n姓名：王新村\t一组") == ([("王新村", "一组")], {})
    assert read("王新村\n王芳（女）", deputies=["王新村", "王芳（女）"]) == (
        [("王新村", None), ("王芳（女）", None)], {}
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["11月20日", "十一月二十日", "11月20日（星期五）上午", "例 张三", "应到10人，实到8人", "集合地点：镇政府"],
)  # fmt: skip
def test_days_examples_and_counts_are_left_out_and_told(line):
    for text in (f"{line}\n一组：王建国", f"一组：王建国\n{line}"):
        assert read(text) == ([("王建国", "一组")], {})
        assert len(read_with_signs(EntryKind.DEPUTY, text, "", {}).left_out) == 1


@pytest.mark.parametrize("title", [
    "第一小组代表接龙", "第一小组分组情况", "第一小组情况表", "第一小组花名册",
])  # fmt: skip
def test_a_title_with_a_group_in_it_names_the_group_of_those_below(title):
    assert read(f"{title}\n1. 王建国") == ([("王建国", "第一小组")], {})


@pytest.mark.parametrize(
    "title", ["柳河镇人大代表分组情况表", "柳河镇第十九届人大代表名单", "分组名单", "小组名单"]
)
def test_a_title_without_a_group_makes_none(title):
    assert read(f"{title}\n王建国") == ([("王建国", None)], {})


def test_a_group_across_the_merged_cells_of_a_row_holds_for_the_rows_below():
    table = (
        "序号\t姓名\t选区\n第一小组\t\t\n1\t王建国\t一\n\t第二小组\t\n2\t李秀英\t二\n石桥村\t\t\n"
    )
    taken, wrong = read(f"{table}3\t周一\t三")
    assert taken[:2] == [("王建国", "第一小组"), ("李秀英", "第二小组")] and set(wrong) <= {6}


def test_sex_and_people_in_brackets_are_no_part_of_a_name_and_told(office):
    text = "第一代表小组：周一（女）、吴二（女，回族）、郑八（组长、女）、钱七（石桥，女）"
    page = look(office, "deputies", text)
    told = soup(page).select_one("[role=status]").text
    assert "没有用到的列：性别、民族" in told
    assert [name for name, _ in read(text)[0]] == ["周一", "吴二", "郑八", "钱七（石桥）"]


def test_a_post_beside_a_name_is_no_constituency():
    lines = read_with_signs(
        EntryKind.DEPUTY, "王建国\t汉族\t村支部书记\n李秀英\t人大主席", "", {}
    ).lines
    assert [one.entry.get("constituency") for one in lines] == [None, None]


@pytest.mark.parametrize(
    "row", ["王建国\t李秀英\t周一", "第一小组\t王建国\t李秀英", "王建国\t请假"]
)
def test_a_row_of_names_without_heads_is_not_one_deputy_and_the_constituency(row):
    taken, wrong = read(f"{row}\n石桥村\t周一\t组长")
    assert taken[-1][0] == "周一" and len(taken) == 1
    assert "请一行一位" in wrong[1] and "请先加一行表头" in wrong[1]


@pytest.mark.parametrize("cell", [
    "请假", "待定", "调到第二小组", "同意", "党员", "组长", "女", "1", "13800138000", "镇代表", "机关", "李秀英",
])  # fmt: skip
def test_a_remark_in_the_column_of_groups_is_no_group(cell):
    table = f"姓名\t小组\n王建国\t{cell}\n李秀英\t机关组"
    taken, wrong = read(table)
    assert taken == [("李秀英", "机关组")] and "请只留小组名称" in wrong[2]


def test_who_is_in_no_group_is_not_put_into_the_one_above():
    taken, wrong = read("姓名\t小组\n王建国\t一组\n李秀英\t无")
    assert taken == [("王建国", "一组")] and "没有的请空着" in wrong[3]


def test_a_village_without_its_last_letter_is_asked_back_as_the_one_it_is(office):
    ((line, words),) = mistakes(look(office, "sites", "张家：戏台、水塔"))
    assert line == 1 and "“张家”是村（社区）“张家村”吗？是的，请写全：“张家村”" in words
    ((_, words),) = mistakes(look(office, "sites", "龙门：戏台、水塔"))
    assert "请先到“村（社区）”那一页加上它" in words
