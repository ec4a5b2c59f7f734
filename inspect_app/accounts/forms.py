"""The office's forms: log-in, accounts, passwords, the second step."""

from wtforms import Form, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from inspect_app.accounts.passwords import LONGEST, objection
from inspect_app.form_parts import clean_text_of, no_lost_characters
from inspect_app.text import clean_text, without_invisible


def _login_name(text: str | None) -> str | None:
    """Without what a chat pastes along with it and nobody sees."""
    return clean_text(without_invisible(text)) if text else text


class LoginForm(Form):
    """Name and password, and the code of the second step where one is set."""

    login = StringField(
        "用户名", filters=[_login_name], validators=[InputRequired("请填用户名"), Length(max=100)]
    )
    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])
    code = StringField("动态验证码", validators=[Length(max=40)])


class AccountForm(Form):
    """A new account; ``role.choices`` are given by the view."""

    login = StringField(
        "用户名",
        filters=[_login_name],
        validators=[
            DataRequired("请填用户名"),
            Length(max=40, message="用户名最多40个字"),
            Regexp(r"^[\w.-]+$", message="用户名只用汉字、字母、数字、点和横线"),
        ],
    )
    name = StringField(
        "姓名",
        filters=[clean_text_of],
        validators=[
            DataRequired("请填姓名"),
            Length(max=40, message="最多40个字"),
            no_lost_characters,
        ],
    )
    role = SelectField("角色")


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
        "验证器上的6位数", filters=[clean_text_of], validators=[InputRequired("请填6位数")]
    )
    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])


class PasswordForm(Form):
    """The password, to show that it is still the same person."""

    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])
