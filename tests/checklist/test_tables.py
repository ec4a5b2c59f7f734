"""Scoring tables as towns publish them, each worked out by hand."""

from pathlib import Path

import pytest

from inspect_app.checklist.answers import Answer, failures
from inspect_app.checklist.loader import check, load_checklist
from inspect_app.checklist.point_words import how_scored, in_a_line
from inspect_app.checklist.scoring import Score, overall_score_of_record, section_scores

TABLES = Path(__file__).with_name("tables")


def table(name):
    return load_checklist(TABLES / f"{name}.yaml", {})


def answers(**values):
    return {item: Answer(value) for item, value in values.items()}


GRADED = table("graded")


def test_of_graded_options_each_takes_its_own_points():
    said = answers(ledger="late", cleaner="some", meeting="once")
    # 5 - 4 = 1, 8 - 2.5 = 5.5, 7 - 1 = 6
    assert section_scores(GRADED, said) == {"日常管理": Score(6.5, 13), "制度": Score(6, 7)}
    found = overall_score_of_record(GRADED, said)
    assert (found.score, found.bonus, found.scaled, found.band) == (
        Score(12.5, 20),
        None,
        12.5,
        "较好",
    )
    assert how_scored(GRADED, said) == [
        "巡查台账留存情况（事后补记）扣4分", "保洁员到岗情况（有人不在岗）扣2.5分",
        "村民议事每季度开几次（一次）扣1分",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("option", "reached", "is_finding"),
    [("kept", 5, False), ("unposted", 2, False), ("late", 1, True), ("none", 0, True)],
)
def test_a_degree_is_a_finding_only_where_it_says_so(option, reached, is_finding):
    said = answers(ledger=option)
    assert section_scores(GRADED, said) == {"日常管理": Score(reached, 5)}
    assert [one.item.id for one in failures(GRADED, said)] == ["ledger"] * is_finding


def test_what_was_not_looked_at_is_made_up_for_in_proportion():
    # 1 + 5.5 of 13: 6.5 / 13 x 20 = 10
    found = overall_score_of_record(GRADED, answers(ledger="late", cleaner="some"))
    assert (found.score, found.scaled, found.band) == (Score(6.5, 13), 10, "一般")


def test_an_option_that_says_it_does_not_apply_counts_on_neither_side(tmp_path):
    path = tmp_path / "list.yaml"
    text = (TABLES / "graded.yaml").read_text()
    path.write_text(
        text.replace("{id: unposted, label: 留存没有公示, deduct: 3}", "{id: na, label: 没看}")
    )
    checklist = load_checklist(path, {})
    assert section_scores(checklist, answers(ledger="na", meeting="once")) == {"制度": Score(6, 7)}
    assert not failures(checklist, answers(ledger="na"))


def test_nothing_answered_is_no_sum_and_no_band():
    found = overall_score_of_record(GRADED, {})
    assert (found.score, found.scaled, found.band) == (Score(0, 0), None, "")


def test_whoever_inspects_gives_the_points():
    given = table("given")
    said = answers(yards=5.5, green=8.0)
    assert overall_score_of_record(given, said).score == Score(13.5, 15)
    assert overall_score_of_record(given, said).scaled == 13.5
    assert how_scored(given, said) == [
        "房前屋后整洁有序得5.5分（满分7分，个别地方杂乱）", "村庄绿化得8分（满分8分）",
    ]  # fmt: skip
    assert in_a_line(given, given.item_by_id["yards"]) == (
        "打0到7分，每0.5分一档；6到7分：整洁有序；3到5.5分：个别地方杂乱；0到2.5分：多处脏乱"
    )


VETO = table("veto")


@pytest.mark.parametrize(
    ("litter", "burning", "road"),
    [
        (3.0, "pass", 7 + 2),
        (3.0, "fail", 0 + 2),
        (0.0, "fail", 0 + 2),
        (12.0, "pass", 0 + 2),
        (None, "fail", 0 + 2),  # nobody need count the litter beside a fire
    ],
)
def test_one_certain_thing_seen_takes_all_points_of_an_item(litter, burning, road):
    # 垃圾桶外溢 9 x 0.5 = 4.5, at most 3: 2 of 5 stay
    said = answers(litter=litter, burning=burning, bins=9.0)
    assert section_scores(VETO, said) == {"村道": Score(road, 15)}
    assert "burning" in {one.item.id for one in failures(VETO, said)} or burning == "pass"


def test_a_veto_takes_points_that_were_given_too_and_is_told():
    said = answers(litter=2.0, burning="fail", bins=0.0, pond_seen="sewage", pond=9.0)
    assert section_scores(VETO, said) == {"村道": Score(5, 15), "水面": Score(0, 10)}
    assert overall_score_of_record(VETO, said).scaled == 5
    assert how_scored(VETO, said) == [
        "暴露垃圾不得分（没有露天焚烧垃圾？不符合）", "塘面整洁不得分（塘里看到什么污水直排）",
    ]  # fmt: skip
    assert in_a_line(VETO, VETO.item_by_id["litter"]) == (
        "10分，每处扣1分，最多扣10分；第2题答了不符合，本题不得分"
    )


BONUS = table("bonus")


@pytest.mark.parametrize(
    ("courtyards", "praised", "added"),
    [
        (1.0, 0.0, 0),
        (2.0, 0.0, 5),
        (4.0, 1.0, 3 * 5 + 2),
        (2.9, None, 5),  # not a whole one more
        (9.0, 7.0, 20 + 4),
        (0.0, None, 0),
    ],
)
def test_a_bonus_is_added_for_each_further_one_and_capped(courtyards, praised, added):
    said = answers(heaps=2.0, courtyards=courtyards, praised=praised)
    found = overall_score_of_record(BONUS, said)
    # 10 - 2 x 1.5 = 7, whatever is added beside it
    assert (found.score, found.bonus, found.scaled) == (Score(7, 10), added, 7 + added)
    assert section_scores(BONUS, said) == {"基础分": Score(7, 10)}


def test_a_bonus_counts_for_the_band_and_is_told():
    said = answers(heaps=0.0, courtyards=4.0)
    found = overall_score_of_record(BONUS, said)
    assert (found.scaled, found.band) == (25, "示范")
    assert overall_score_of_record(BONUS, answers(heaps=2.0)).band == ""  # below the lowest band
    assert how_scored(BONUS, said) == ["建成美丽庭院（4户）加15分"]
    assert in_a_line(BONUS, BONUS.item_by_id["courtyards"]) == (
        "加分：超过1户的，每户加5分，最多加20分"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("graded", "满分 20 分（日常管理 13、制度 7）"),
        ("given", "满分 15 分（总体面貌 15）"),
        ("veto", "满分 25 分（村道 15、水面 10）"),
        ("bonus", "满分 10 分（基础分 10），另外最多加 24 分"),
    ],
)
def test_the_check_says_what_the_full_marks_add_up_to(name, told):
    assert f"引用 0 部法律；{told}；" in check(TABLES / f"{name}.yaml") + "；"


def test_points_of_what_is_asked_at_times_may_be_in_the_total_or_not(tmp_path):
    path = tmp_path / "list.yaml"
    text = (TABLES / "given.yaml").read_text()
    path.write_text(f"{text}        show_if: {{item: ok, in: [pass]}}\n".replace(
        "    items:\n",
        "    items:\n      - {id: ok, kind: check, question: 种了树？, problem: 没有种树}\n",
    ))  # fmt: skip
    assert "满分 15 分（总体面貌 15），其中有条件才出现的 8 分；" in check(path)
