"""The form of the office's review of one suggestion."""

from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from inspect_app.inspections.forms import at_most
from inspect_app.text import clean_text, row_number

MAX_TEXT, MAX_UNIT = 2000, 100


def cleaned(value: str | None) -> str:
    """Return what may stand in a file; a field that was not sent is empty."""
    return clean_text(value or "")


class SuggestionForm(Form):
    """``seen`` is the last review and ``revision`` the record's content that was on the screen."""

    words = TextAreaField("意见建议", filters=[cleaned], validators=[at_most(MAX_TEXT)])
    unit = StringField("建议承办单位", filters=[cleaned], validators=[at_most(MAX_UNIT)])
    seen = IntegerField("核定", default=0, filters=[row_number], validators=[Optional()])
    revision = IntegerField("记录", default=0, filters=[row_number], validators=[Optional()])


def first_mistake(form: Form) -> str:
    """Return what is wrong with the first field that is wrong, with the field's name."""
    field = next(field for field in form if field.errors)
    return f"{field.label.text}：{field.errors[0]}"
