"""A checklist file is right and is taken, or is told; whatever stands in it."""

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist import mistakes
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.loader import check, load_checklist, load_laws
from inspect_app.checklist.mistakes import ChecklistError
from inspect_app.checklist.reading import read
from tests.checklist.writing import (
    CHOICE,
    COUNT,
    DEDUCTION,
    GOOD,
    GRADED,
    HEAD,
    HERE,
    ITEM,
    LAW,
    SCORE,
    asking,
    citing,
    mistakes_of,
    vetoed,
    with_keys,
)


def test_it_works():
    checklist = load_checklist(HERE / "every_kind.yaml", load_laws(HERE / "laws.yaml"))

    assert {item.kind for item in checklist.items} == set(ItemKind)
    assert [law.id for law in checklist.laws] == ["rural_law"]
    assert checklist.item_by_id["bins"].each == 0.5
    assert checklist.item_by_id["why"].show_if.answers == ("bad",)


def test_only_the_cited_laws_come_along_in_the_order_of_their_ids(tmp_path):
    law = load_laws(HERE / "laws.yaml")["rural_law"]
    laws = {name: law.model_copy(update={"id": name}) for name in ("z", "b", "a")}
    path = tmp_path / "list.yaml"
    path.write_text(HEAD + citing("z") + citing("a").replace("id: c", "id: d"))

    assert [law.id for law in load_checklist(path, laws).laws] == ["a", "z"]


def test_a_summary_counts_what_is_in_it():
    path = HERE / "every_kind.yaml"
    assert check(path) == (
        f"{path}：村庄环境评分，2 个分组 11 项（判断 1、扣分 2、数量 1、单选 1、多选 1、打分 1、文字 1、"
        "日期 1、照片 1、说明 1），引用 1 部法律；满分 22 分（看一看 22）"
    )
    assert check(HERE / "laws.yaml") == f"{HERE / 'laws.yaml'}：1 部法律"


def test_a_summary_tells_laws_that_are_not_in_force(tmp_path):
    path = tmp_path / "laws.yaml"
    law = LAW.partition("\n")[2]
    path.write_text(
        LAW
        + law.replace("id: one", "id: two\n    in_force: 2027-01-01")
        + law.replace("id: one", "id: three\n    repealed: 2026-08-15")
    )
    told = check(path, date(2026, 11, 23))
    assert told.endswith("：3 部法律，其中 1 部 2027年1月1日起施行、1 部已废止")
    assert check(path, date(2026, 8, 14)).endswith("其中 1 部 2027年1月1日起施行")
    assert check(path, date(2027, 1, 1)).endswith("其中 1 部已废止")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("人居环境", "yes"),  # a text in YAML 1.2
        "%YAML 1.1\n---\n" + GOOD.replace("人居环境", "no"),
        GOOD.replace("人居环境", '"2026-01-01"'),
        GOOD.replace("人居环境", "1:30"),
        GOOD.replace("好吗", "⚠\ufe0f☑\ufe0f好吗"),
        GOOD + asking("{item: a, in: [fail, na]}"),
        HEAD + CHOICE + asking("{item: d, in: [y]}"),
        HEAD + CHOICE.replace("甲", "1、甲").replace("乙", "2）乙"),
        *(HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"')
          for one, other in (("1处", "2处"), ("1.5米", "2.5米"), ("1", "2"), ("一般", "二般"), ("A类", "B类"),
                             ("1:30", "2:30"), ("3,000元", "4,000元"), ("一组", "二组"), ("1.", "2."))),
        HEAD + with_keys(DEDUCTION, "all_or_nothing: true") + asking("{item: e, in: [fail]}"),
        HEAD + GRADED + SCORE + "total: 12\nbands: [{from: 0, label: 差}, {from: 9, label: 好}]\n",
        HEAD + vetoed("{item: a, in: [fail]}") + ITEM,
        HEAD + ITEM + with_keys(SCORE, "minimum: 0.5, zero_if: {item: a, in: [fail, na]}"),
        HEAD + SCORE.replace("0.5", "0.1") + with_keys(COUNT, "bonus: {each: 5, cap: 20}"),
    ],
)  # fmt: skip
def test_what_is_right_is_taken(folder, content):
    assert mistakes_of(folder, content) == []


def test_a_list_that_says_nothing_of_them_keeps_the_content_it_had_before_points_could_be_graded(
    folder,
):
    """Else every list in use would be a new version after an upgrade."""
    path = folder / "plain.yaml"
    path.write_text(HEAD + ITEM + COUNT + CHOICE + with_keys(DEDUCTION, "each: 1"))
    content = load_checklist(path, {}).model_dump_json(by_alias=True)
    later = {"total", "bands", "zero_if", "bonus", "deduct"}
    assert not any(f'"{key}"' in content for key in later) and content.count('"points"') == 1


@pytest.mark.parametrize(
    ("name", "told"), [("none.yaml", "没有这个文件"), (".", "文件打不开"), ("x" * 300, "打不开")]
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path, name, told):
    with pytest.raises(ChecklistError, match=told):
        check(tmp_path / name)


def test_laws_are_asked_for_only_where_they_are_cited(tmp_path):
    assert mistakes_of(tmp_path, GOOD) == []

    cites = GOOD + citing("one")
    assert mistakes_of(tmp_path, cites) == [
        (9, "引用了法律，同一文件夹里却没有 laws.yaml —— 请建一份，或去掉 basis")
    ]
    (tmp_path / "laws.yaml").write_text(LAW)
    assert mistakes_of(tmp_path, cites) == []

    (tmp_path / "laws.yaml").write_text(LAW + "    level: A\n")
    [(line, told)] = mistakes_of(tmp_path, cites)
    assert line == 9 and "laws.yaml 有错" in told


def places(value, place=()):
    yield place
    inside = {}
    if isinstance(value, dict):
        inside = value
    elif isinstance(value, list):
        inside = dict(enumerate(value))
    for key, one in inside.items():
        yield from places(one, (*place, key))


def with_value(values, place, value):
    if not place:
        return value
    changed = copy.deepcopy(values)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


def around(values, place):
    """Return what is needed to read a place, and where it stands in that.

    What one item says is read without the others, but for the one it asks for.
    """
    if place[:1] != ("sections",) or len(place) < 4:
        return values, place
    _, section_at, _, item_at, *inside = place
    section = values["sections"][section_at]
    item = section["items"][item_at]
    asked = item.get("show_if", {}).get("item")
    items = [one for one in section["items"] if one is item or one["id"] == asked]
    part = {**values, "sections": [{**section, "items": items}]}
    return part, ("sections", 0, "items", items.index(item), *inside)


@pytest.mark.parametrize("wrong", [None, True, 1e9, "X 一", "字" * 501, {"a": 1}], ids=range(6))
@pytest.mark.parametrize("name", ["every_kind.yaml", "laws.yaml"])
def test_whatever_stands_in_a_place_is_taken_or_told_at_its_line(folder, name, wrong):
    whole = read(HERE / name).values
    for values, place in (around(whole, place) for place in places(whole)):
        marked = json.dumps(with_value(values, place, "MARK"), indent=1).splitlines()
        line = next(n for n, text in enumerate(marked, start=1) if "MARK" in text)
        found = mistakes_of(folder, json.dumps(with_value(values, place, wrong), indent=1))

        # The rules of a whole item are told at its beginning; inside {"a": 1} is one line further.
        near = (line, line + isinstance(wrong, dict))
        assert not found or any(at in near or "照这条规则" in words for at, words in found), place
        unsaid = [words for _, words in found if mistakes.UNKNOWN[1] in words or "{" in words]
        assert not unsaid, place


TOKENS = st.sampled_from(
    [*": -?,[]{}&*!|>'\"%@`#~\n\t字a1.：", "  ", "\n  ", "\n      - ", "id: ", "kind: ", "check", "choice",
     "show_if: ", "{item: a, in: [pass]}", "basis: ", "options: ", "sections:\n", "items:", "laws:\n",
     "- {id: a}", "---\n", "<<: ", "\\x", "\\u", "\\", "true", "null", "1e9", "0o7", "2026-08-15", ITEM,
     CHOICE, "\x00", "\u2028", "\ufeff"]
)  # fmt: skip
CONTENT = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode(errors="surrogatepass")),
    st.builds(
        lambda head, tokens: (head + "".join(tokens)).encode(),
        st.sampled_from(["", HEAD, GOOD, LAW]),
        st.lists(TOKENS, max_size=15),
    ),
)


@given(CONTENT)
def test_no_content_whatever_breaks_the_loader_and_the_same_is_always_told(folder, content):
    assert mistakes_of(folder, content) == mistakes_of(folder, content)
