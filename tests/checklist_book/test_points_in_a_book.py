"""Points, degrees and bonuses are read however a clerk writes them, or refused by their cell."""

import pytest

from inspect_app.checklist_book import notation
from inspect_app.checklist_book.columns import FIRST
from tests.checklist_book.book import mistakes, sent, taken, written
from tests.checklist_page.checklist_page import HOME

WORST = [
    "没有留存（扣5分）▲", "▲没有留存（扣5分）", "没有留存▲（扣5分）", "▲ 没有留存（扣5分）。", "▲没有留存，扣5分",
    "▲没有留存(-5分)", "▲没有留存【扣5分】", "▲没有留存（扣５分）", "▲没有留存（扣五分）", "▲没有留存 扣5分",
    "没有留存（扣5分）（▲）", "▲没有留存（扣5）", "▲没有留存（减5分）；", "▲没有留存（－５分）", "▲没有留存: 扣 5 分",
    "▲没有留存〔扣除5分〕", "▲没有留存 -5分", "没有留存扣5分▲。", "▲没有留存（扣5.0分）", "▲没有留存[扣5分]、",
]  # fmt: skip


@pytest.mark.parametrize("line", WORST)
def test_what_the_worst_degree_deducts_is_read_however_it_is_written(line):
    read = notation.option_of(line)
    assert read == {"label": "没有留存", "deduct": 5, "fail": True}


@pytest.mark.parametrize(
    "line",
    [
        "一周以上",
        "2—3天",
        "10分钟以内",
        "80-90分钟",
        "做得十分好",
        "垃圾减量分类",
        "满意。",
        "得到充分利用",
        "扣子掉了",
        "留存（不扣分）",
    ],
)
def test_an_option_that_deducts_nothing_is_as_it_was_written(line):
    assert notation.option_of(line) == {"label": line}


@pytest.mark.parametrize("line", [
    "没有留存（每处扣5分）", "没有留存 倒扣5分", "（扣5分）没有留存 补记", "没有留存（扣分5）", "没有留存（不得分）", "没有留存，得0分",
    "没有留存（得五分）", "满意（5分）", "没有留存（扣5分）（补记）", "没有留存扣5", "没有留存（扣二三分）", "没有留存（最多扣十分）",
])  # fmt: skip
def test_an_option_whose_points_cannot_be_read_is_refused_by_its_cell(office, line):
    cells = {"kind": "单选", "question": "台账？", "points": 5, "problem": "不齐",
             "options": f"▲{line}\n▲补记（扣4分）"}  # fmt: skip
    refused = office.post(HOME + "own", sent(written(office, cells)))
    assert refused.status_code == 422
    (row, what, remedy), *_ = mistakes(refused)
    assert (row, "“选项”写成" in what, "（扣5分）" in remedy) == (str(FIRST), True, True)


def test_a_graded_question_is_taken_with_every_degree(office, cast):
    cells = {"kind": "单选", "question": "台账？", "points": 5, "problem": "台账不齐",
             "options": "留存并公示\n事后补记（扣4分）\n没有留存（扣5分）▲"}  # fmt: skip
    options = taken(office, cast, written(office, cells)).items[0].options
    assert [(one.label, one.deduct, one.fail) for one in options] == [
        ("留存并公示", 0, False), ("事后补记", 4, False), ("没有留存", 5, True),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [
    "4分：好\n3分：中", "4分：好；3分：中", "４分：好；３分：中；", "4分起：好，3分起：中", "四分：好 三分：中", "4：好；3：中",
    "4分以上：好。3分以上：中。",
])  # fmt: skip
def test_levels_in_one_line_are_several(words):
    read = [notation.level_of(line) for line in notation.level_lines(words)]
    assert read == [{"from": 4, "label": "好"}, {"from": 3, "label": "中"}]


def test_a_time_in_a_level_is_no_level():
    (line,) = notation.level_lines("4分：早上，8：30 以前清运")
    assert notation.level_of(line) == {"from": 4, "label": "早上，8：30 以前清运"}


@pytest.mark.parametrize("words", [
    "每个加5分，最多加20分，超过1个才加", "每个加５分，最多加２０分，超过１个才加。", "每户加5分，最多加20分，超过1户才加",
    "超过1户的，每户加5分，最多加20分", "加分：超过1户的，每户加5分，最多加20分", "每户加五分，封顶二十分，超过一户才加",
    "每增加一户加5分，最高加20分，超过1户才加",
])  # fmt: skip
def test_a_bonus_is_read_however_it_is_written(words):
    assert notation.bonus_of(words) == {"each": 5, "cap": 20, "beyond": 1}
    assert notation.bonus_of("每户加2分，最多加10分") == {"each": 2, "cap": 10}
    assert notation.bonus_of("每户加2分") is None


@pytest.mark.parametrize(
    "line",
    [
        "▲没有（-5）", "▲没有（全扣）", "▲没有（扣完）", "▲没有（一票否决）", "▲没有（扣一半）", "▲没有（扣俩分）", "▲没有（负5分）",
        "▲没有（不给分）", "▲没有（记0）", "▲没有（计零分）", "▲没有，减5", "▲没有 5分",
    ],
)  # fmt: skip
def test_an_option_that_speaks_of_points_in_other_words_is_refused(line):
    assert notation.option_of(line) is None


@pytest.mark.parametrize(
    "words", ["每两户加5分，最多加20分", "每十户加一分，最多加五分", "每三个加2分，最多加10分"]
)
def test_a_bonus_for_several_together_is_refused(words):
    assert notation.bonus_of(words) is None


@pytest.mark.parametrize(
    "line", ["90分以上：好；80-89分：中；60分以下：差", "90分起：好；75分以下：差", "90：好 80：中", "6分以上：整洁；其余：差"]
)  # fmt: skip
def test_levels_that_cannot_be_parted_are_refused(line):
    assert None in [notation.level_of(one) for one in notation.level_lines(line)]
