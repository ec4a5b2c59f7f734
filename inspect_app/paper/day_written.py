"""The day that stands on a paper form, as a clerk types it: 2026-11-27, 11月27日 or 27日. Pure."""

import re
from datetime import date, timedelta

from inspect_app.records.written_days import day_parts, plain_day
from inspect_app.text import day_words

HOW_DAY = "纸质表上写的日期，例如 11-27；可以不填，不填算今天"
UNREAD = "这个日期看不懂，请写成 11-27 这样；纸上没有写的，空着"
OUTSIDE = "这一天不在视察的日期里（{}到{}），请看纸质表改正；纸上没有写的，空着"
UNCLEAR = "可能是{}，请把月份和日子写全，例如 11-27"
NOT_YET = "这一天还没有到，请看纸质表改正"

# Excel makes 11.3 of 11.30.
_MAY_LACK_A_ZERO = re.compile(r"\d{1,2}\.[123]", re.ASCII)


class DayError(ValueError):
    """A day cannot be read, or is none of the inspection's; the message tells what to do."""


def day_written(text: str, starts_on: date, ends_on: date, today: date) -> date | None:
    """The day of the inspection that was written; None where nothing was.

    Month and year may be left out where the inspection has only one such day up to today.

    :raise DayError: if it cannot be read, or is not one of the inspection's days up to today.
    """
    plain = plain_day(text)
    if not plain:
        return None
    parts = day_parts(plain)
    if parts is None:
        raise DayError(UNREAD)
    year, month, number = parts
    numbers = {number, number * 10} if _MAY_LACK_A_ZERO.fullmatch(plain) else {number}
    days = [starts_on + timedelta(n) for n in range((ends_on - starts_on).days + 1)]
    meant = [
        day
        for day in days
        if day.day in numbers and month in (0, day.month) and year in (0, day.year)
    ]
    if not meant:
        raise DayError(OUTSIDE.format(day_words(starts_on), day_words(ends_on)))
    possible = [day for day in meant if day <= today]
    if not possible:
        raise DayError(NOT_YET)
    if len(possible) > 1 or possible[0].day != number:
        raise DayError(UNCLEAR.format("、".join(map(day_words, possible))))
    return possible[0]
