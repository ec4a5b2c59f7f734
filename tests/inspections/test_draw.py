"""随机抽取: the rule, whatever the seed and the names; and one draw redone by hand."""

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.inspections.draw import draw, fingerprint

seeds = st.text(max_size=20)
names = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)
numbers = st.integers(min_value=0, max_value=40)


@given(seeds, names, numbers)
def test_as_many_are_drawn_as_asked_for_and_none_twice(seed, names, number):
    drawn = draw(seed, names, number)
    assert len(drawn) == len(set(drawn)) == min(number, len(names))
    assert set(drawn) <= set(names)


@given(seeds, names, numbers, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(seed, names, number, random):
    shuffled = random.sample(names, len(names))
    assert draw(seed, shuffled, number) == draw(seed, names, number)


@given(seeds, names, numbers)
def test_who_draws_one_more_keeps_those_before(seed, names, number):
    assert draw(seed, names, number + 1)[:number] == draw(seed, names, number)


@given(seeds, names.filter(bool), numbers, st.data())
def test_without_one_that_was_not_drawn_the_same_are_drawn(seed, names, number, data):
    drawn = draw(seed, names, number)
    gone = data.draw(st.sampled_from(names))
    rest = [name for name in names if name != gone]
    again = draw(seed, rest, number)
    assert (
        again == drawn
        if gone not in drawn
        else again[: len(drawn) - 1] == [name for name in drawn if name != gone]
    )


def test_a_draw_can_be_redone_by_hand():
    names = ["张家村", "柳河村", "石桥村"]
    # As `printf 20261124柳河村 | sha256sum` and its like print them: the rule must never change.
    by_hand = {
        "张家村": "40f6813176ef8d38",
        "柳河村": "0776778f8a7f8ee4",
        "石桥村": "976b296dbdc9d844",
    }
    assert {name: fingerprint("20261124", name)[:16] for name in names} == by_hand
    assert draw("20261124", names, 2) == ["柳河村", "张家村"]


def test_seeds_favour_no_place_on_the_list():
    names = ["甲村", "乙村", "丙村"]
    first = [draw(str(seed), names, 1)[0] for seed in range(900)]
    assert all(240 <= first.count(name) <= 360 for name in names)
