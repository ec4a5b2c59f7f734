"""Days as people write them: 2026-11-20, 2026.11.20, 2026年11月20日, 11月20日, 十一月廿日. Pure."""

import re
from datetime import date, timedelta

from inspect_app.chinese_numbers import chinese_number
from inspect_app.text import halved

_DAY = re.compile(
    r"(?:(?:(\d{4})[-年./]|(\d\d)[-年./](?=\d{1,2}[-月./]))?(\d{1,2})[-月./])?(\d{1,2})[日号]?",
    re.ASCII,
)
# As a year: 26 is 2026.
_TWO_DIGITS = range(20, 50)
_ALL_DIGITS = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_DASHES = re.compile("[-–—―−─‐‑‒]+")
_WEEKDAY = re.compile(r"[\s,]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|\([一二三四五六日天]\))")
_IN_CHARACTERS = re.compile(
    "[〇零○一二三四五六七八九十廿卅]+(?=[年月日号])|(?<=月)[一二三四五六七八九十廿卅]+$"
)
_DIGITS_OF_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CLOCK = r"\d{1,2}(?::\d\d(?::\d\d)?|[点时](?:整|半|\d{1,2}分?)?)"
_PART_OF_DAY = "[上下中]午|早上|早晨|清晨|凌晨|傍晚|晚上|夜里|早|晚|夜"
_TIME_OF_DAY = re.compile(
    rf"(?:(?<=[日号])|T|\s)\s*{_CLOCK}$|\s*(?:{_PART_OF_DAY})\s*(?:{_CLOCK})?$"
)
# A day to come is meant where it is about to come.
_SOON = timedelta(31)


def plain_day(text: str) -> str:
    """What was written in half width, without blanks, weekday and the time of day.

    Where nothing else was written, that stays: 周六 is no day left out.
    """
    half = halved(text).strip()
    plain = _WEEKDAY.sub("", half).rstrip("。.,;、!")
    plain = _DASHES.sub("-", re.sub(r"\s", "", _TIME_OF_DAY.sub("", plain.strip())))
    plain = _IN_CHARACTERS.sub(_in_digits, plain)
    digits = _ALL_DIGITS.fullmatch(plain)
    return "-".join(digits.groups()) if digits else plain or half


def _in_digits(found: re.Match[str]) -> str:
    """2026 of 二〇二六, 28 of 二十八 or 廿八; the characters where they are no number."""
    year = found[0].translate(_DIGITS_OF_YEAR)
    if len(year) == 4 and year.isdecimal():
        return year
    number = chinese_number(found[0].replace("廿", "二十").replace("卅", "三十"))
    return found[0] if number is None else f"{number:.0f}"


def day_parts(plain: str) -> tuple[int, int, int] | None:
    """Year, month and day, 0 for what was left out; None where no calendar has the day."""
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    year, short, month, day = map(int, found.groups(default="0"))
    if found[2] and short not in _TWO_DIGITS:
        return None
    year = 2000 + short if found[2] else year
    return (year, month, day) if _can_be(year, month, day) else None


def _can_be(year: int, month: int, day: int) -> bool:
    """Whether a calendar has such a day; a year without a month says none."""
    if year and not month:
        return False
    try:
        date(year or 2000, month or 1, day)
    except ValueError:
        return False
    return True


def day_of(text: str, today: date) -> date | None:
    """The day that was written; None if none.

    Without its year it is the last such day up to today, or one that comes within a month.
    """
    parts = day_parts(plain_day(text))
    if parts is None or not parts[1]:
        return None
    year, month, day = parts
    years = [year] if year else range(today.year - 1, today.year + 2)
    possible = [date(one, month, day) for one in years if _can_be(one, month, day)]
    return max((one for one in possible if year or one <= today + _SOON), default=None)
