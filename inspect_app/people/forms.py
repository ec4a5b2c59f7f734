"""The form of 镇设置."""

from typing import Any

from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Length, ValidationError

from inspect_app.people.report_options import (
    FONT_SET_LABELS,
    FONTS,
    FOOTER_LABELS,
    SHEETS,
    FontSet,
    Footer,
    OptionalSheet,
)
from inspect_app.text import REPLACEMENT, clean_text

MOST_IN_NAME, MOST_IN_FOOTER = 30, 30
NOT_CARRIED = "这里有电脑不认识的字符，请重新输入"


def one_line_of(text: str | None) -> str:
    """Return what was typed as one line: names stand in file names and headings."""
    return " ".join(clean_text(text or "").split())


def is_carried(_form: Form, field: Any) -> None:
    """:raise ValidationError: where something stands that no file can carry."""
    if REPLACEMENT in (field.data or ""):
        raise ValidationError(NOT_CARRIED)


class TownForm(Form):
    """镇设置; the names of the fields are those of the town's columns."""

    name = StringField(
        "镇的名称",
        filters=[one_line_of],
        validators=[
            DataRequired("请填镇的名称"),
            Length(max=MOST_IN_NAME, message=f"最多{MOST_IN_NAME}个字"),
            is_carried,
        ],
    )
    contact = StringField(
        "代表有问题找谁",
        filters=[one_line_of],
        validators=[
            DataRequired("请写明找谁、怎么找，例如：镇人大办王秘书（电话…）"),
            Length(max=100, message="最多100个字"),
            is_carried,
        ],
    )
    asks_code = BooleanField("代表的第一部手机也要验证码")
    font_set = RadioField(
        "字体",
        choices=[
            SelectChoice(one.value, f"{FONT_SET_LABELS[one]}：{FONTS[one]}") for one in FontSet
        ],
        invalid_choice_message="请选一套字体",
    )
    footer = RadioField(
        "页脚",
        choices=[SelectChoice(one.value, words) for one, words in FOOTER_LABELS.items()],
        invalid_choice_message="请选页脚写什么",
    )
    footer_words = StringField(
        "页脚的文字",
        filters=[one_line_of],
        validators=[
            Length(max=MOST_IN_FOOTER, message=f"最多{MOST_IN_FOOTER}个字"),
            is_carried,
        ],
    )

    sheets = SelectMultipleField(
        "视察报告工作簿里放哪些表",
        filters=[lambda chosen: [one for one in OptionalSheet if one in (chosen or ())]],
        choices=[SelectChoice(one.value, "、".join(names)) for one, names in SHEETS.items()],
    )

    def validate_footer_words(self, field: StringField) -> None:
        """:raise ValidationError: if words are wanted and there are none."""
        if self.footer.data == Footer.WORDS and not field.data:
            raise ValidationError("请填页脚的文字，或选别的页脚")
