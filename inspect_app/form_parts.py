"""What the forms of all rooms share: filters, validators, and the sentences of both."""

from datetime import date
from typing import Any

from wtforms import Form
from wtforms.validators import Length, ValidationError

from inspect_app.text import REPLACEMENT, clean_text

NOT_A_DATE = "请按 2026-11-23 的样子填日期"
LOST_CHARACTERS = "这里有电脑不认识的字符，请重新输入"


def clean_text_of(value: str | None) -> str:
    """What may stand in a file; a field that was not sent is empty."""
    return clean_text(value or "")


def one_line_of(value: str | None) -> str:
    """What was typed as one line: names stand in file names and headings."""
    return " ".join(clean_text_of(value).split())


def at_most(count: int) -> Length:
    """The validator that asks for fewer signs, in words."""
    return Length(max=count, message=f"请写短一些，最多{count}个字")


def no_lost_characters(_form: Form, field: Any) -> None:
    """:raise ValidationError: where something stands that no file can carry."""
    if REPLACEMENT in (field.data or ""):
        raise ValidationError(LOST_CHARACTERS)


def day_in_range(_form: Form, field: Any) -> None:
    """Refuse a day that is a slip of the finger; Excel knows none before 1900."""
    if field.data and not date(2000, 1, 1) <= field.data <= date(2100, 12, 31):
        raise ValidationError(NOT_A_DATE)


def first_mistake(form: Form) -> str:
    """What is wrong with the first field that is wrong, with the field's name."""
    field = next(field for field in form if field.errors)
    return f"{field.label.text}：{field.errors[0]}"
