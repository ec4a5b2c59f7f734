"""The office's forms: log-in, accounts, passwords, the second step."""

from typing import Any

from wtforms import (
    BooleanField,
    Form,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from inspect_app.accounts.passwords import LONGEST, objection
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


def _trimmed(text: str | None) -> str | None:
    return clean_text(text) if text else text


def _line(text: str | None) -> str:
    return " ".join(clean_text(text or "").split())


def is_carried(_form: Form, field: Any) -> None:
    """:raise ValidationError: where something stands that no file can carry."""
    if REPLACEMENT in (field.data or ""):
        raise ValidationError(NOT_CARRIED)


class LoginForm(Form):
    """Name and password, and the code of the second step where one is set."""

    login = StringField(
        "用户名", filters=[_trimmed], validators=[InputRequired("请填用户名"), Length(max=100)]
    )
    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])
    code = StringField("动态验证码", validators=[Length(max=40)])


class AccountForm(Form):
    """A new account; ``role.choices`` are given by the view."""

    login = StringField(
        "用户名",
        filters=[_trimmed],
        validators=[
            DataRequired("请填用户名"),
            Length(max=40, message="用户名最多40个字"),
            Regexp(r"^[\w.-]+$", message="用户名只用汉字、字母、数字、点和横线"),
        ],
    )
    name = StringField(
        "姓名",
        filters=[_trimmed],
        validators=[DataRequired("请填姓名"), Length(max=40, message="最多40个字"), is_carried],
    )
    role = SelectField("角色")


class TownForm(Form):
    """镇设置; the names of the fields are those of the town's columns."""

    name = StringField(
        "镇的名称",
        filters=[_line],
        validators=[
            DataRequired("请填镇的名称"),
            Length(max=MOST_IN_NAME, message=f"最多{MOST_IN_NAME}个字"),
            is_carried,
        ],
    )
    contact = StringField(
        "代表有问题找谁",
        filters=[_line],
        validators=[
            DataRequired("请写明找谁、怎么找，例如：镇人大办王秘书(电话…)"),
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
        filters=[_line],
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


class NewPasswordForm(Form):
    """A new password, twice; ``place`` are words it must not be made of."""

    password = PasswordField("新密码", validators=[InputRequired("请填新密码")])
    again = PasswordField("再填一次", validators=[InputRequired("请再填一次")])
    place: tuple[str, ...] = ()

    def validate_password(self, field: PasswordField) -> None:
        """:raise ValidationError: with what is wrong with the password."""
        wrong = objection(field.data or "", self.place)
        if wrong:
            raise ValidationError(wrong)

    def validate_again(self, field: PasswordField) -> None:
        """:raise ValidationError: when the two are not the same."""
        if field.data != self.password.data:
            raise ValidationError("两次填的不一样，请重新填")


class ChangePasswordForm(NewPasswordForm):
    """The present password besides."""

    present = PasswordField(
        "现在的密码", validators=[InputRequired("请填现在的密码"), Length(max=2 * LONGEST)]
    )


class SecondStepForm(Form):
    """Turning the second step on: the code of the authenticator and the password."""

    code = StringField(
        "验证器上的6位数", filters=[_trimmed], validators=[InputRequired("请填6位数")]
    )
    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])


class PasswordForm(Form):
    """The password, to show that it is still the same person."""

    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])
