"""The form of the office's review of one suggestion."""

from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from inspect_app.text import clean_text

MAX_TEXT, MAX_UNIT = 2000, 100


def _clean(value: str | None) -> str:
    return clean_text(value or "")


def _at_most(count: int) -> Length:
    return Length(max=count, message=f"请写短一些，最多{count}个字")


class SuggestionForm(Form):
    """``seen`` is the last review and ``revision`` the record's content that was on the screen."""

    words = TextAreaField("意见建议", filters=[_clean], validators=[_at_most(MAX_TEXT)])
    unit = StringField("建议承办单位", filters=[_clean], validators=[_at_most(MAX_UNIT)])
    seen = IntegerField("核定", default=0, validators=[Optional()])
    revision = IntegerField("记录", default=0, validators=[Optional()])

    def first_mistake(self) -> str:
        """Return what is wrong with the first field that is wrong, with the field's name."""
        field = next(field for field in self if field.errors)
        return f"{field.label.text}：{field.errors[0]}"
