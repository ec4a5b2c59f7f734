"""Boxes that a clerk copies from the paper along with the answers: 没有□有☑, 1×2√. Pure."""

import re
from collections.abc import Iterable

from inspect_app.paper.doubts import NotationError
from inspect_app.records.measures import CROSSES, DIGITS

ONLY_THE_TICKED = "请只写勾了的那一个：空着的方框、打了×的不用抄"

_EMPTY = r"\s*(?:[□☐○◯]|[(（\[【]\s*[)）\]】])"
# 3×5米 is a size.
_CROSSED = rf"\s*[{CROSSES}](?!\s*{DIGITS}+(?:[.．]{DIGITS}+)?\s*(?:米|厘米|公分|平|[mMcC㎡]))"


def ask_of_empty_boxes(answers: Iterable[str], text: str) -> None:
    """Take no answer from a cell in which an answer's words or number have an empty box behind.

    :raise NotationError: with what to type instead.
    """
    _ask_of(answers, text, _EMPTY)


def ask_of_boxes(answers: Iterable[str], text: str) -> None:
    """Take none either where one of several is crossed out.

    :raise NotationError: with what to type instead.
    """
    _ask_of(answers, text, f"(?:{_EMPTY}|{_CROSSED})")


def _ask_of(answers: Iterable[str], text: str, box: str) -> None:
    words = "|".join(re.escape(one) for one in sorted(answers, key=len, reverse=True))
    if re.search(f"(?:{words}|{DIGITS}){box}", text):
        raise NotationError(ONLY_THE_TICKED)
