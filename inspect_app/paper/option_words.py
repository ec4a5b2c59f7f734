"""The words of options as people type them: in any width, any dash, without their number. Pure."""

import re
from collections.abc import Iterator, Sequence

from inspect_app.checklist.parts import Option
from inspect_app.records.measures import DIGITS, DRAWN, END, TICKED

# Each sign becomes one sign, so that places in the text stay.
_ALIKE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, "–—―−－─‐‑‒~～"), "-"
)
# 1、好, 1）好 and （1）好; 1.5米 has none.
_OWN_NUMBER = re.compile(
    f"(?:[(（]\\s*{DIGITS}+\\s*[)）]|{DIGITS}{{1,2}}\\s*[、.．:：)）]|[①-⑳])\\s*(?!{DIGITS})(?=.)"
)
IS_MARKED = f"{END}|{TICKED}"


def words_of(option: Option) -> Iterator[str]:
    """Yield the option's words, and those without the number that they begin with."""
    yield option.label
    if own := _OWN_NUMBER.match(option.label):
        yield option.label[own.end() :]


def own_number(option: Option) -> str:
    """What the option's words begin with if it is a number of their own: 1、."""
    own = _OWN_NUMBER.match(option.label)
    return own[0] if own else ""


def option_at(options: Sequence[Option], text: str) -> tuple[Option, int] | None:
    """The option whose words the text begins with, the longest, and where they end."""
    plain = text.translate(_ALIKE)
    found = [
        (option, len(words))
        for option in options
        for words in words_of(option)
        if plain.startswith(words.translate(_ALIKE))
    ]
    return max(found, key=lambda one: one[1], default=None)


def without_own_words(option: Option, text: str) -> str:
    """What stands behind a number, less the words of its option: of .垃圾 村口."""
    for words in sorted(words_of(option), key=len, reverse=True):
        same = re.escape(words.translate(_ALIKE))
        own = re.compile(
            f"[\\s.、:]*(?:\\(\\s*{same}\\s*\\)|{same}(?={IS_MARKED}|{DIGITS}|{DRAWN}))"
        )
        if found := own.match(text.translate(_ALIKE)):
            return without_tick(text[found.end() :])
    return text


def without_tick(text: str) -> str:
    """What stands behind the words of an option, less a tick that marks them."""
    return re.sub(f"^{TICKED}", "", text)
