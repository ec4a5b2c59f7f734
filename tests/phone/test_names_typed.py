"""A name typed into a cell of the office's grid chooses whom it means, by the same rule as the server."""

import json

import pytest

from inspect_app.paper.entry import meant_by
from inspect_app.text import alike, bare, names_with, without_invisible
from tests.phone.engine import NO_NETWORK, PhonePage

DEPUTIES = ["王建国（第一代表小组）", "王建平（第二代表小组）", "买买提·吐尔逊（第一代表小组）"]
SITES = ["张家村 · 村主干道", "张家村 · 文化广场", "李家村 · 1 号塘", "李家村 · 12 号塘"]
TYPED = [
    "王建国", "王 建 国", "王建国（第一代表小组）", "\u200b王建国", "买买提・吐尔逊", "买买提.吐尔逊",
    "张家村•村主干道", "张家村・文化广场", "李家村 · １ 号塘", "李家村·12号塘", "王【建】国", "ＡＢ c", "1 2", "",
    "买买提吐尔逊", "买买提。吐尔逊", "买买提 － 吐尔逊", "张家村村主干道", "张家村 村主干道", "张家村：文化广场",
    "李家村1号塘", "李家村12 号塘", "李家村1-2号塘", "A--B", "村--1", "1——村", "3.5", "·",
    "王建国第一代表小组", "王建国 第一代表小组", "王建国-第一代表小组", "买买提⸱吐尔逊", "买买提⸳吐尔逊", "张家村―文化广场",
    "张家村─文化广场", "张家村（文化广场）", "(3)", "1(2)", "买买提*吐尔逊", "买买提_吐尔逊", "买买提＊吐尔逊", "买买提＿吐尔逊",
    "1*2", "A_B", "第一代表小组王建国", "王建国代表", "王建国（组长）", "王建国 13800138000", "1、王建国",
]  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> PhonePage:
    return PhonePage("office/typed-names", network=lambda _: NO_NETWORK)


def meant(desk: PhonePage, offered: list[str], words: str):
    return desk.tells(f"TypedNames.meant({json.dumps(offered)}, {json.dumps(words)})")


@pytest.mark.parametrize("words", [*TYPED, *DEPUTIES, *SITES])
def test_what_looks_alike_to_the_server_looks_alike_in_the_cell(desk, words):
    assert desk.tells(f"TypedNames.alike({json.dumps(words)})") == alike(words)
    assert desk.tells(f"TypedNames.bare({json.dumps(words)})") == bare(words)
    told = meant(desk, DEPUTIES + SITES, words)
    assert ([] if told["isPart"] else told["names"]) == meant_by(DEPUTIES + SITES, words)


# Of Unicode, and what is blank though Unicode has it for a letter or a sign.
UNSEEN = r"\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}"


def test_what_nobody_sees_is_known_to_both_and_nothing_else_is_taken_for_it(desk):
    every = f"Array.from({{length: 0x110000}}, (_, n) => n).filter(n => /[{UNSEEN}]/u.test(String.fromCodePoint(n)))"
    unseen = set(desk.tells(every))
    letters = set(range(0x11_0000)) - set(range(0xD800, 0xE000))
    assert {code for code in letters if not without_invisible(chr(code))} == unseen
    written = "'王' + String.fromCodePoint(n) + '国'"
    assert desk.tells(f"{every}.every(n => TypedNames.alike({written}) === '王国')") is True
    for space in ("\u1680", "\u2009", "\u205f", "\u3000"):
        name = f"王{space}国"
        assert desk.tells(f"TypedNames.alike({json.dumps(name)})") == alike(name) == "王国"


def test_a_name_is_known_without_a_group_whose_own_name_has_brackets(desk):
    offered = ["赵大山（一组（石桥片））", "赵大山庆（二组）"]
    assert meant_by(offered, "赵大山") == offered[:1]
    assert meant(desk, offered, "赵大山") == {"names": offered[:1], "isPart": False}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("建国", DEPUTIES[:1]),
        ("王建", DEPUTIES[:2]),
        ("吐尔逊", DEPUTIES[2:]),
        ("广场", SITES[1:2]),
        ("１２号", SITES[3:]),
        ("张家 广场", SITES[1:2]),
        ("张家·广", SITES[1:2]),
        ("广场•张家", SITES[1:2]),
        ("广场˙张家", SITES[1:2]),
        ("李家 号", SITES[2:]),
        ("张家 号", []),
        ("李四", []),
        (" \u3000", []),
    ],
)
def test_a_part_of_a_name_leads_to_those_that_have_it(desk, words, names):
    assert meant(desk, DEPUTIES + SITES, words)["names"] == names
    assert names_with(DEPUTIES + SITES, words) == names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("王建国第一代表小组", DEPUTIES[0]),
        ("王建国 第一代表小组", DEPUTIES[0]),
        ("王建国·第一代表小组", DEPUTIES[0]),
        ("买买提⸱吐尔逊", DEPUTIES[2]),
        ("张家村―文化广场", SITES[1]),
        ("张家村（文化广场）", SITES[1]),
        ("买买提*吐尔逊", DEPUTIES[2]),
        ("买买提_吐尔逊", DEPUTIES[2]),
        ("买买提＊ 吐尔逊", DEPUTIES[2]),
    ],
)
def test_a_name_is_known_whatever_stands_between_its_parts(desk, words, name):
    assert meant_by(DEPUTIES + SITES, words) == [name]
    assert meant(desk, DEPUTIES + SITES, words) == {"names": [name], "isPart": False}


def test_a_name_with_a_dot_is_told_from_one_without(desk):
    offered = ["买买提·吐尔逊（一组）", "买买提吐尔逊（一组）"]
    for words, names in (("买买提・吐尔逊", offered[:1]), ("买买提吐尔逊", offered[1:])):
        assert meant_by(offered, words) == meant(desk, offered, words)["names"] == names
    assert meant_by(offered, "买买提-吐尔逊") == offered


LONGER = [
    ("第一代表小组王建国", DEPUTIES[:1]), ("王建国代表", DEPUTIES[:1]), ("王建国（组长）", DEPUTIES[:1]),
    ("王建国（第一小组）", DEPUTIES[:1]), ("王建国 13800138000", DEPUTIES[:1]), ("王建国13800138000", DEPUTIES[:1]),
    ("1、王建国", DEPUTIES[:1]), ("1.王建国", DEPUTIES[:1]), ("1王建国", DEPUTIES[:1]), ("同志 王建国", DEPUTIES[:1]),
    ("王建国二组", DEPUTIES[:1]), ("买买提·吐尔逊代表", DEPUTIES[2:]), ("同志：买买提·吐尔逊", DEPUTIES[2:]),
    ("王建国、王建平", DEPUTIES[:2]), ("张家村村主干道北段", SITES[:1]), ("3、张家村 · 文化广场", SITES[1:2]),
    ("老王建国家", []), ("王大建国", []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "names"), LONGER)
def test_a_name_with_more_beside_it_is_offered_and_never_chosen(desk, words, names):
    assert meant_by(DEPUTIES + SITES, words) == []
    assert names_with(DEPUTIES + SITES, words) == names
    told = meant(desk, DEPUTIES + SITES, words)
    assert told["names"] == names and told["isPart"]
    assert not names or told["hasMore"]


def test_a_name_that_begins_another_is_offered_beside_it(desk):
    offered = ["张伟（一组）", "张伟民（一组）", "李伟（第二代表小组）"]
    for words, names in (
        ("张伟民代表", offered[:2]), ("李伟二组", offered[2:]), ("伟民", offered[1:2])
    ):  # fmt: skip
        assert names_with(offered, words) == meant(desk, offered, words)["names"] == names
