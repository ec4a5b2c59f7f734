"""A star behind a name of a pasted list is no name: it is asked once what it means."""

import pytest

from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.name_signs import read_with_signs
from tests.roster.pasting import look, mistakes, press, rows
from tests.soup import soup

LIST = "第一代表小组：周一{0}、周二、周三\n第二代表小组：钱七{0}（县代表）、郑八"


@pytest.mark.parametrize("sign", ["*", "★", "#", "△", "＊", " *", "（*）"])
def test_one_answer_tells_of_all_who_bear_the_sign_what_they_are(office, sign):
    page = look(office, "deputies", LIST.format(sign))
    question = soup(page).select_one("fieldset.question")
    assert "周一、钱七" in question.legend.text
    assert [one.get_text(strip=True) for one in question.select("label")] == [
        "联络员", "组长", "都不是，去掉就行"
    ]  # fmt: skip
    refused = press(office, page)
    assert refused.status_code == 422 and "请在下面选是什么意思" in refused.text

    press(office, refused, **{question.input["name"]: "联络员"})
    kept = rows(office, "deputies")
    assert kept["周一"] == ["第一代表小组", "联络员", "镇", "—"]
    assert kept["钱七"] == ["第二代表小组", "联络员", "县", "—"]
    assert kept["周二"][1] == kept["郑八"][1] == "组员"
    assert not any(sign.strip() in name for name in kept)


def test_a_sign_that_means_nothing_here_is_left_out(office):
    page = look(office, "deputies", "周一*（组长）\n周二（联络员）*\n周三*", parent="第一代表小组")
    name = soup(page).select_one("fieldset.question input")["name"]
    press(office, page, **{name: "none"})
    kept = rows(office, "deputies")
    assert [kept[one][1] for one in ("周一", "周二", "周三")] == ["组长", "联络员", "组员"]


@pytest.mark.parametrize(
    "legend",
    [
        "注：带*的为联络员",
        "（*为联络员）",
        "备注：名字后有“*”号的是联络员。",
        "＊表示联络员",
        "* 联络员",
    ],
)
def test_where_the_list_says_it_itself_nothing_is_asked(office, legend):
    page = look(office, "deputies", f"{LIST.format('*')}\n{legend}")
    assert page.status_code == 200 and not soup(page).select("fieldset.question")
    press(office, page)
    kept = rows(office, "deputies")
    assert kept["周一"][1] == kept["钱七"][1] == "联络员" and kept["周三"][1] == "组员"
    assert set(kept) == {
        "王建国", "李秀英", "陈志强", "赵大山", "周一", "周二", "周三", "钱七", "郑八"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [("周*一", "周*一"), ("周一*周二", "周一*周二"), ("第一代表小组*", "第一代表小组*")],
)
def test_a_sign_anywhere_else_is_refused_by_its_line_with_the_remedy(office, text, name):
    ((line, words),) = mistakes(look(office, "deputies", f"\n{text}", parent="第一代表小组"))
    assert line == 1 and "（联络员）" in words and name not in rows(office, "deputies")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("姓名\t小组\n周一*\t第一代表小组\n周二\t第一代表小组", ["周一", "周二"]),
        ("周一*，13800000000，石桥村", ["周一"]),
        ("******\n周一*\n* 周二\n- 周三", ["周一", "周二", "周三"]),
        ("周一☆组长、周二", ["周一", "周二"]),
    ],
)
def test_lists_with_signs_are_read_as_those_without(text, names):
    found = read_with_signs(EntryKind.DEPUTY, text, "第一代表小组", {})
    assert [line.entry["name"] for line in found.lines] == names
    assert [sign.names for sign in found.signs] == [["周一"]]


@pytest.mark.parametrize("legend", [
    "★为组长", "注：★为组长，△为联络员，#为新当选代表", "（★组长；△联络员）", "★：组长；△：联络员", "说明：带★的为组长、带△的为联络员。", "组长用★表示，联络员用△表示",
    "注：“★”表示小组组长，“△”表示联络员", "组长：★；联络员：△",
])  # fmt: skip
def test_a_legend_of_several_signs_explains_each(legend):
    found = read_with_signs(EntryKind.DEPUTY, f"一组：周一★、周二△、周三\n{legend}", "", {})
    roles = {one.entry["name"]: one.entry.get("group_role") for one in found.lines}
    liaison = "联络员" if "△" in legend else None
    assert roles == {"周一": "组长", "周二": liaison, "周三": None}
    assert [one.sign for one in found.asked] == ([] if liaison else ["△"])


def test_a_sign_that_the_list_explains_otherwise_is_left_out():
    found = read_with_signs(EntryKind.DEPUTY, "一组：周一#、周二\n注：#为新当选代表", "", {})
    assert [one.entry["name"] for one in found.lines] == ["周一", "周二"] and not found.asked


def test_a_sign_in_a_list_of_places_is_left_alone(office):
    assert not soup(look(office, "villages", "柳河村*")).select("fieldset.question")
