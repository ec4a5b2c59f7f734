"""扣分制: what a checklist gives and takes, whatever was answered."""

import json

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.scoring import Score, marks, mean, score, section_scores, total

POINTS = st.integers(1, 400).map(lambda quarters: quarters / 4)


@st.composite
def items(draw) -> list[dict]:
    made = []
    for number in range(draw(st.integers(1, 6))):
        points = draw(POINTS)
        item = {"id": f"item_{number}", "kind": "deduction", "question": "干净", "points": points}
        if draw(st.booleans()):
            item["all_or_nothing"] = True
        else:
            cap = draw(st.none() | st.integers(1, int(4 * points)).map(lambda n: n / 4))
            most = points if cap is None else cap
            item["each"] = draw(st.integers(1, int(4 * most)).map(lambda n: n / 4))
            item |= {} if cap is None else {"cap": cap}
        made.append(item)
    return made


@st.composite
def filled(draw) -> tuple[Checklist, dict[str, Answer]]:
    """A checklist of two sections and an answer to some of its items."""
    every = draw(items())
    cut = draw(st.integers(0, len(every)))
    note = {"kind": "note", "question": "看一看"}
    raw = {
        "id": "scored", "title": "评分", "topic": "村容",
        "sections": [
            {"id": "one", "title": "一", "items": [*every[:cut], {"id": "note_1", **note}]},
            {"id": "two", "title": "二", "items": [*every[cut:], {"id": "note_2", **note}]},
        ],
    }  # fmt: skip
    verdict = {True: ("pass", "fail", "na", None), False: (0.0, 1.0, 2.0, 9.0, "na", None)}
    answers = {
        item["id"]: Answer(draw(st.sampled_from(verdict["all_or_nothing" in item])))
        for item in every
    }
    return Checklist.model_validate_json(json.dumps(raw)), answers


@given(filled())
def test_an_item_gives_its_points_less_what_was_found_never_below_none(made):
    checklist, answers = made
    for mark in marks(checklist, answers):
        item, less = mark.item, mark.less
        found = answers[item.id].value
        assert 0 <= less <= item.points
        if item.all_or_nothing:
            assert less == (item.points if found == "fail" else 0)
        else:
            assert less == min(item.cap or item.points, item.each * found)


@given(filled())
def test_what_was_not_looked_at_counts_on_neither_side(made):
    checklist, answers = made
    looked_at = {key: one for key, one in answers.items() if one.value not in (None, "na")}
    assert {mark.item.id for mark in marks(checklist, answers)} == set(looked_at)
    assert score(checklist, answers) == score(checklist, looked_at)
    possible = sum(checklist.item_by_id[key].points for key in looked_at)
    assert score(checklist, answers).possible == possible


@given(filled())
def test_the_sections_add_up_to_the_score(made):
    checklist, answers = made
    sections = section_scores(checklist, answers)
    assert total(sections.values()) == score(checklist, answers)
    assert all(0 <= one.reached <= one.possible for one in sections.values())
    for title, one in sections.items():
        ids = {mark.item.id for mark in marks(checklist, answers)}
        own = {item.id for section in checklist.sections if section.title == title
               for item in section.items}  # fmt: skip
        assert one.possible == sum(checklist.item_by_id[key].points for key in ids & own)


def test_a_checklist_that_gives_no_points_has_no_score():
    item = {"id": "sign", "kind": "check", "question": "有牌?", "problem": "没有牌"}
    section = {"id": "one", "title": "一", "items": [item]}
    raw = {"id": "plain", "title": "不计分", "topic": "村容", "sections": [section]}
    checklist = Checklist.model_validate_json(json.dumps(raw))
    assert score(checklist, {"sign": Answer("fail")}) is None


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=9))
def test_a_mean_is_the_nearest_tenth_and_halves_go_up(hundredths):
    found = mean([Score(number / 100, 100) for number in hundredths])
    whole, count = sum(hundredths), len(hundredths)
    # In whole numbers: the tenths are (whole / count) / 10, a half added before cutting.
    assert found == Score((whole + 5 * count) // (10 * count) / 10, 100)
