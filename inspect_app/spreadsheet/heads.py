"""What a head of a table says without what people set beside it: 姓名（必填）, *姓名. Pure."""

import re

from inspect_app.text import alike

# In brackets as alike leaves them; of a pasted list a star may stand in some, too. （5人） and
# （社区） are no hints: they tell how many, or of what.
_HOW_TO_FILL = re.compile(
    r"\((?:[^()]*(?:填|可空|为空|单选|多选|选一|下拉|选择|如:|例如|例:|格式|规范)[^()]*|如[^()]+|[*★☆※]+)\)"
)
_STARS = "*★☆※"


def plain_head(cell: str) -> str:
    """What a head says, to compare by: without a star, and what tells how to fill it in."""
    return _HOW_TO_FILL.sub("", alike(cell)).strip(_STARS)
