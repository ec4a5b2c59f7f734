"""Days as people write them: 2026-11-20, 2026/11/20, 2026.11.20, 2026年11月20日, 11月20日. Pure."""

import re
from datetime import date

from inspect_app.text import halved

_DAY = re.compile(r"(?:(\d{4})[-年./])?(?:(\d{1,2})[-月./])?(\d{1,2})[日号]?", re.ASCII)
_TIME_OF_DAY = re.compile(r"\s\d{1,2}:\d\d(:\d\d)?$")
_ALL_DIGITS = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)


def plain_day(text: str) -> str:
    """Return what was written in half width, without blanks and the time of day."""
    return re.sub(r"\s", "", _TIME_OF_DAY.sub("", halved(text).strip()))


def day_parts(plain: str) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 for what was left out; None where no calendar has the day."""
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    year, month, day = map(int, found.groups(default="0"))
    return (year, month, day) if _can_be(year, month, day) else None


def _can_be(year: int, month: int, day: int) -> bool:
    """Return whether a calendar has such a day; a year without a month says none."""
    if year and not month:
        return False
    try:
        date(year or 2000, month or 1, day)
    except ValueError:
        return False
    return True


def day_of(text: str, today: date) -> date | None:
    """Return the day that was written, without its year the nearest such day; None if none."""
    plain = plain_day(text)
    parts = day_parts(_ALL_DIGITS.sub(r"\1-\2-\3", plain))
    if parts is None or not parts[1]:
        return None
    year, month, day = parts
    years = [year] if year else range(today.year - 1, today.year + 2)
    possible = [date(one, month, day) for one in years if _can_be(one, month, day)]
    return min(possible, key=lambda one: abs(one - today), default=None)
