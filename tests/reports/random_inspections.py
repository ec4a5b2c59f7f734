"""What deputies may say and an office may do of it, drawn at random, for recounts."""

from hypothesis import strategies as st

from tests.reports.random_town import ANSWERS

POINTS = st.fixed_dictionaries(
    {},
    optional={
        "item-spots": st.sampled_from(["0", "1", "2", "9"]),
        "item-toilet": st.sampled_from(["pass", "fail", "na"]),
        "item-bin-0-description": st.sampled_from(["桶满了", "桶破了"]),
    },
)
SAID = st.builds(lambda said, points: said | points, ANSWERS, POINTS)
RECORDS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 1)), SAID, min_size=1, max_size=5
)
REVIEWS = st.lists(
    st.sampled_from(
        [
            {"do": "keep", "severity": "critical", "unit": "镇环卫办"},
            {"do": "keep", "severity": "minor", "unit": "镇村镇建设办公室"},
            {"do": "keep", "description": "核定的说法"},
            {"do": "duplicate"},
            {"do": "withdraw", "reason": "不是问题"},
        ]
    ),
    min_size=3,
    max_size=8,
)

# What the office makes of the first suggestions; None takes back what it said of one.
PROPOSALS = st.lists(
    st.sampled_from(
        [
            {"words": "", "unit": "镇环卫办"},
            {"words": "核定的建议", "unit": "镇村镇建设办公室"},
            {"words": "核定的建议", "unit": ""},
            None,
        ]
    ),
    min_size=3,
    max_size=6,
)


WRONG = {
    "item-heap": "fail", "item-heap-0-description": "一处", "item-heap-1-description": "又一处",
    "item-bin": "fail", "item-bin-0-description": "桶满了", "item-ditch": "fail",
    "item-named": "pass", "item-spots": "2", "suggestion": "建议",
}  # fmt: skip
PUT_RIGHT = {**WRONG, "item-heap-0-description": "两处", "suggestion": "改过的建议"}
# Of whatever is counted there is something in this one; what is drawn may lack a good deal.
EVERYTHING = {
    "first": {(0, 0): WRONG},
    "former": {(1, 0): {**WRONG, "item-heap": "pass"}, (0, 1): WRONG},
    "said": {(0, 0): WRONG, (1, 0): WRONG, (1, 1): {**WRONG, "item-bin": "na"}, (2, 1): WRONG},
    "corrections": [PUT_RIGHT],
    "takes_back": True,
    "reviews": [
        {"do": "keep", "severity": "critical", "unit": "镇环卫办"},
        {"do": "keep", "severity": "minor", "unit": "镇村镇建设办公室"},
        {"do": "duplicate"},
        {"do": "withdraw", "reason": "不是问题"},
        {"do": "keep", "description": "核定的说法"},
        {"do": "keep", "severity": "minor", "unit": "镇村镇建设办公室"},
        {"do": "keep", "severity": "critical", "unit": "镇环卫办"},
    ],
    "former_reviews": [{"do": "withdraw", "reason": "不是问题"}],
    "proposals": [
        {"words": "", "unit": "镇环卫办"},
        {"words": "核定的建议", "unit": "镇村镇建设办公室"},
        {"words": "", "unit": "镇环卫办"},
        {"words": "核定的建议", "unit": ""},
        {"words": "核定的建议", "unit": "镇村镇建设办公室"},
        None,
    ],
}
