"""The form of the office's review of one suggestion."""

from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from inspect_app.form_parts import at_most, clean_text_of
from inspect_app.text import row_number

MAX_TEXT, MAX_UNIT = 2000, 100


class SuggestionForm(Form):
    """``seen`` is the last review and ``revision`` the record's content that was on the screen."""

    words = TextAreaField("意见建议", filters=[clean_text_of], validators=[at_most(MAX_TEXT)])
    unit = StringField("建议承办单位", filters=[clean_text_of], validators=[at_most(MAX_UNIT)])
    seen = IntegerField("核定", default=0, filters=[row_number], validators=[Optional()])
    revision = IntegerField("记录", default=0, filters=[row_number], validators=[Optional()])
