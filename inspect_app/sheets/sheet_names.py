"""The names of sheets, as Excel takes them. Pure."""

import re
from collections.abc import Sequence

from inspect_app.text import clean_text

# What Excel takes as the name of a sheet: 31 UTF-16 units, none of these characters, no apostrophe
# at its ends, each once whatever its case; "History" is its own.
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\t\n]")
_MOST_IN_SHEET_NAMES = 31


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """A name for each sheet that Excel takes, as near as can be to what is wanted."""
    made: list[str] = []
    for words in wanted:
        plain = _NOT_IN_SHEET_NAMES.sub("", clean_text(words)).strip(" '") or "表"
        taken = {"history", *(name.casefold() for name in made)}
        endings = ["", *(f"（{number}）" for number in range(2, len(made) + 3))]
        names = (_cut(plain, _MOST_IN_SHEET_NAMES - len(end)) + end for end in endings)
        made.append(next(name for name in names if name.casefold() not in taken))
    return made


def _cut(text: str, most: int) -> str:
    shorter = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
    return shorter.strip(" '")
