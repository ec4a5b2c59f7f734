"""A pasted table: read by its heads, cell by cell; what may be columns or names is asked."""

import pytest

from tests.roster.pasting import look, mistakes, pasted, press, rows


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
        ("姓名\t小组\n周 建 国\t第一代表小组", {"周建国": "—"}),
        ("⒈周一\n⑵周二\n㈢ 周三", {"周一": "—", "周二": "—", "周三": "—"}),
        ("▪ 周一\n❷周二", {"周一": "—", "周二": "—"}),
        ("周一\v周二\v周三", {"周一": "—", "周二": "—", "周三": "—"}),
    ],
    ids=["line break", "quotes", "every cell marked", "empty columns", "side by side", "title", "rare signs", "padded rare signs", "padded name of three", "numbers in one sign", "bullets", "Word"],
)  # fmt: skip
def test_a_table_is_read_cell_by_cell_and_nobody_is_left_out(office, text, expected):
    page = pasted(office, "deputies", text, parent="第一代表小组")
    assert f"新增 {len(expected)} 条" in page
    kept = rows(office, "deputies")
    assert {name: kept[name][3] for name in expected} == expected


@pytest.mark.parametrize(
    "heads",
    [
        "姓名（必填）\t代表小组（必填，从下拉里选）\t选区(选填)\t联系电话（必填）",
        "*姓名\t＊小组\t选区*\t* 手机",
        "姓名＊\t小组（如：第一代表小组）\t选区（可空）\t手机号（格式：138…）",
        "姓名（必填），小组（必填），选区（可不填），手机（选填）",
    ],
)
def test_a_head_is_known_with_a_star_or_a_hint_beside_it(office, heads):
    row = "周一\t第一代表小组\t三\t13800000000".replace("\t", "\t" if "\t" in heads else "，")
    assert "新增 1 条" in pasted(office, "deputies", f"{heads}\n{row}")
    assert rows(office, "deputies")["周一"] == ["第一代表小组", "组员", "镇", "三"]


def test_so_it_is_of_roles_villages_and_units(office):
    heads = "*组别\t组长（必填）\t组员（必填，用顿号隔开）"
    pasted(office, "deputies", f"{heads}\n第一代表小组\t周一\t周二、周三")
    kept = rows(office, "deputies", "周")
    assert [kept[name][1] for name in ("周一", "周二", "周三")] == ["组长", "组员", "组员"]
    pasted(office, "sites", "*村名\t点位名称（必填）\n张家村\t河边\n张家村\t小学门口")
    pasted(office, "units", "责任单位*\t负责人（选填）\n水利站\t马振华")
    assert {"河边", "小学门口"} <= rows(office, "sites").keys()
    assert "马振华" in rows(office, "units")["水利站"]


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
