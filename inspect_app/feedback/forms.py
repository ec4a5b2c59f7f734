"""The form of feedback: one text, nothing about the person."""

from wtforms import Form, TextAreaField
from wtforms.validators import DataRequired, Length

from inspect_app.text import clean_text

MOST_CHARACTERS = 1000


class FeedbackForm(Form):
    """What a deputy finds bad or missing."""

    text = TextAreaField(
        "您的意见",
        filters=[lambda value: clean_text(value or "")],
        validators=[
            DataRequired("请先写几句，再交"),
            Length(max=MOST_CHARACTERS, message=f"请写短一些，最多{MOST_CHARACTERS}个字"),
        ],
    )
