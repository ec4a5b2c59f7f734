"""The form of feedback: one text, nothing about the person."""

from wtforms import Form, TextAreaField
from wtforms.validators import DataRequired

from inspect_app.form_parts import at_most, clean_text_of

MOST_CHARACTERS = 1000


class FeedbackForm(Form):
    """What a deputy finds bad or missing."""

    text = TextAreaField(
        "您的意见",
        filters=[clean_text_of],
        validators=[
            DataRequired("请先写几句，再交"),
            at_most(MOST_CHARACTERS),
        ],
    )
