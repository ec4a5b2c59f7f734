"""The roster's forms; a row of Excel is validated by the same ones."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Form,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, ValidationError

from inspect_app.roster.kinds import (
    EXAMPLE,
    LEVEL_LABELS,
    ROLE_LABELS,
    SEPARATOR,
    EntryKind,
    RosterEntry,
    in_chinese,
    levels_of,
    name_of,
    several,
)
from inspect_app.text import REPLACEMENT, clean_text, one_line

NAME, PERSON, WORDS = 60, 30, 500
_AROUND_ORDINAL = re.compile(r"^\s*第|\s|届\s*$")
_ORDINALS = {in_chinese(number): str(number) for number in range(1, 100)}
_EXCEL_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")


def _cleaned(how: Callable[[str], str]) -> Callable[[str | None], str]:
    return lambda text: how(clean_text(text or ""))


class Text:
    """Demand words that can be kept, compared and written to Excel."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Form, field: Any) -> None:
        """:raise ValidationError: with what to do."""
        text = field.data or ""
        if len(text) > self.most:
            raise ValidationError(f"最多{self.most}个字，现在是{len(text)}个字")
        if REPLACEMENT in text:
            raise ValidationError("里面有不能保存的字符，请删去后重填")
        if text.startswith(EXAMPLE):
            raise ValidationError("这一格还是示例，请改成实际的，或者清空这一行")
        if text.startswith(("=", "＝")):
            raise ValidationError("不能以等号开头（公式不会计算），请直接填文字")
        if _EXCEL_ERROR.fullmatch(text):
            raise ValidationError("这是 Excel 的错误值，请直接填文字")


class OneOfChoices:
    """Demand one of the choices; for several, at least one and nothing else."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, _form: Form, field: Any) -> None:
        """:raise ValidationError: with the choices there are."""
        chosen = field.data if isinstance(field.data, list) else [field.data]
        offered = {value for value, *_ in field.iter_choices()}
        if not chosen or not set(chosen) <= offered:
            raise ValidationError(self.words)


def _name(label: str, missing: str, most: int = NAME) -> StringField:
    return StringField(
        label, filters=[_cleaned(name_of)], validators=[DataRequired(missing), Text(most)]
    )


def _words(label: str, most: int) -> StringField:
    return StringField(label, filters=[_cleaned(one_line)], validators=[Text(most)])


def _choices(labels: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(label, label) for label in labels]


class EntryForm(Form):
    """One entry of the roster."""

    def entry(self) -> RosterEntry:
        """What was entered, by the columns' names."""
        entered = {field.name: field.data or "" for field in self}
        return {
            name: SEPARATOR.join(data) if isinstance(data, list) else data
            for name, data in entered.items()
        }


class GroupForm(EntryForm):
    """代表小组."""

    name = _name("小组名称", "请填小组名称")


class DeputyForm(EntryForm):
    """代表; the choices of ``group`` are the town's groups."""

    name = _name("姓名", "请填姓名", PERSON)
    group = SelectField(
        "代表小组",
        filters=[_cleaned(name_of)],
        validate_choice=False,
        validators=[DataRequired("请选代表小组")],
    )
    group_role = SelectField(
        "组内职务",
        choices=_choices(ROLE_LABELS.values()),
        validate_choice=False,
        validators=[OneOfChoices("组内职务只能是组员、组长、联络员")],
    )
    levels = SelectMultipleField(
        "代表层级",
        choices=_choices(LEVEL_LABELS.values()),
        validate_choice=False,
        filters=[lambda labels: levels_of(SEPARATOR.join(labels or []))],
        validators=[OneOfChoices("代表层级请填省、市、县、镇，兼几级的用顿号隔开")],
    )
    constituency = _words("选区", NAME)


class VillageForm(EntryForm):
    """村（社区）."""

    name = _name("村（社区）名称", "请填村（社区）名称")


class SiteForm(EntryForm):
    """点位; the choices of ``village`` are the town's villages."""

    village = SelectField(
        "村（社区）",
        filters=[_cleaned(name_of)],
        validate_choice=False,
        validators=[DataRequired("请选村（社区）")],
    )
    name = _name("点位", "请填点位名称")
    location = _words("位置", 100)


class UnitForm(EntryForm):
    """责任单位."""

    name = _name("单位名称", "请填单位名称")
    responsible_person = _words("责任人", PERSON)
    answers_for = TextAreaField(
        "对应检查清单里的叫法",
        filters=[_cleaned(lambda text: SEPARATOR.join(several(text)))],
        validators=[Text(WORDS)],
    )


FORM_FOR_KIND: dict[EntryKind, type[EntryForm]] = {
    EntryKind.GROUP: GroupForm,
    EntryKind.DEPUTY: DeputyForm,
    EntryKind.VILLAGE: VillageForm,
    EntryKind.SITE: SiteForm,
    EntryKind.UNIT: UnitForm,
}


class OrdinalField(IntegerField):
    """A number below 100 as papers write it, too: 第十九届, 19届."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = _AROUND_ORDINAL.sub("", clean_text(str(valuelist[0]))) if valuelist else ""
        super().process_formdata([_ORDINALS.get(typed, typed)] if valuelist else [])


class TermForm(Form):
    """届."""

    number = OrdinalField(
        "第几届",
        invalid_value_message="请填整数，例如 19",
        validators=[InputRequired("请填第几届"), NumberRange(1, 99, "请填1到99的整数，例如 19")],
    )
    starts_on = DateField(
        "开始日期",
        format=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年%m月%d号"],
        invalid_value_message="请填日期，例如 2026-09-01",
        validators=[InputRequired("请填开始日期")],
    )


def mistakes_of(form: Form) -> dict[str, str]:
    """What is wrong with each field that has a mistake."""
    return {field.name: str(field.errors[0]) for field in form if field.errors}


def read_entry(kind: EntryKind, entry: RosterEntry) -> tuple[RosterEntry, dict[str, str]]:
    """The entry as it would be kept, and what is wrong with it by column."""
    form = FORM_FOR_KIND[kind](MultiDict(entry))
    form.validate()
    return form.entry(), mistakes_of(form)


def read_term(entry: RosterEntry) -> tuple[int | None, date | None, dict[str, str]]:
    """Number and first day of a term, None where it is wrong; what is wrong by column."""
    form = TermForm(MultiDict(entry))
    form.validate()
    mistakes = mistakes_of(form)
    number = None if "number" in mistakes else form.number.data
    starts_on = None if "starts_on" in mistakes else form.starts_on.data
    return number, starts_on, mistakes
