"""The form of 镇设置."""

from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Length, ValidationError

from inspect_app.form_parts import no_lost_characters, one_line_of
from inspect_app.people.report_options import (
    FONT_SET_LABELS,
    FONTS,
    FOOTER_LABELS,
    SHEETS,
    FontSet,
    Footer,
    OptionalSheet,
)
from inspect_app.people.town_settings import name_without_office

MOST_IN_NAME, MOST_IN_FOOTER = 30, 30


class TownForm(Form):
    """镇设置; the names of the fields are those of the town's columns."""

    name = StringField(
        "镇的名称",
        filters=[one_line_of],
        validators=[
            DataRequired("请填镇的名称"),
            Length(max=MOST_IN_NAME, message=f"最多{MOST_IN_NAME}个字"),
            no_lost_characters,
        ],
    )
    contact = StringField(
        "代表有问题找谁",
        filters=[one_line_of],
        validators=[
            DataRequired("请写明找谁、怎么找，例如：镇人大办王秘书（电话…）"),
            Length(max=100, message="最多100个字"),
            no_lost_characters,
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
            no_lost_characters,
        ],
    )

    sheets = SelectMultipleField(
        "视察报告工作簿里放哪些表",
        filters=[lambda chosen: [one for one in OptionalSheet if one in (chosen or ())]],
        choices=[SelectChoice(one.value, "、".join(names)) for one, names in SHEETS.items()],
    )

    def validate_name(self, field: StringField) -> None:
        """:raise ValidationError: if it goes on to the office, which every paper adds by itself."""
        name = field.data or ""
        alone = name_without_office(name)
        if alone != name:
            example = f"，如“{alone}”" if alone else ""
            raise ValidationError(f"只填到镇{example}：后面的“人大办”“人大主席团”会自动加上")

    def validate_footer_words(self, field: StringField) -> None:
        """:raise ValidationError: if words are wanted and there are none."""
        if self.footer.data == Footer.WORDS and not field.data:
            raise ValidationError("请填页脚的文字，或选别的页脚")
