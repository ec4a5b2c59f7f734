"""The office's log-in form."""

from wtforms import Form, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class LoginForm(Form):
    """Name and password."""

    login = StringField("用户名", validators=[InputRequired("请填用户名"), Length(max=100)])
    password = PasswordField("密码", validators=[InputRequired("请填密码"), Length(max=200)])
