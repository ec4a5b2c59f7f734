"""What templates may call: the field's words for codes, dates as people write them."""

from datetime import date, datetime

from flask import Flask

from inspect_app.checklist.answers import answer_words, has_failed
from inspect_app.checklist.definition import SEVERITY_LABELS, VERDICT_LABELS
from inspect_app.findings.models import FINDING_STATE_LABELS
from inspect_app.inspections.models import KIND_LABELS, STATE_LABELS
from inspect_app.people.access import ROLE_LABELS, Action
from inspect_app.people.qr import qr
from inspect_app.settings import ZONE


def give_words(app: Flask) -> None:
    """Register filters and labels."""
    app.jinja_env.filters.update(day=day, moment=moment, number=number)
    app.jinja_env.globals.update(
        SEVERITY_LABELS=SEVERITY_LABELS,
        VERDICT_LABELS=VERDICT_LABELS,
        KIND_LABELS=KIND_LABELS,
        STATE_LABELS=STATE_LABELS,
        ROLE_LABELS=ROLE_LABELS,
        answer_words=answer_words,
        has_failed=has_failed,
        FINDING_STATE_LABELS=FINDING_STATE_LABELS,
        Action=Action,
        qr=qr,
        ZONE=ZONE,
    )


def day(value: date) -> str:
    """Return a date as 2026年11月23日."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Return a moment in China as 11月23日 09:05."""
    here = value.astimezone(ZONE)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


def number(value: float) -> str:
    """Return a number without needless zeros."""
    return f"{value:g}"
