"""The forms of the office's review: one finding, many at once, one suggestion."""

from typing import Any

from wtforms import (
    DateField,
    Form,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, NumberRange, Optional, ValidationError

from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.findings.changes import (
    FieldValues,
    duplicate_values,
    kept_values,
    reopened_values,
    withdrawn_values,
)
from inspect_app.findings.models import Finding
from inspect_app.form_parts import NOT_A_DATE, at_most, clean_text_of, day_in_range
from inspect_app.text import row_number

MAX_TEXT, MAX_UNIT, MAX_PERSON, MAX_REASON = 2000, 100, 50, 500
NOT_A_NUMBER = "请填问题的编号，例如 12"
GIVE_A_REASON = "请写明为什么不作为问题转交，代表会看到"
NAME_THE_MAIN = "请点一个，或填问题的编号"
KEEP, NEXT, SAVE, REOPEN = "keep", "next", "save", "reopen"
WITHDRAW, DUPLICATE = "withdraw", "duplicate"
STEPS = (KEEP, NEXT, SAVE, REOPEN, WITHDRAW, DUPLICATE)


class BatchForm(Form):
    """What is asked of many findings; what is left empty stays as it is."""

    severity = SelectField(
        "严重程度",
        choices=[
            SelectChoice("", "不改"),
            *(SelectChoice(one.value, words) for one, words in SEVERITY_LABELS.items()),
        ],
        default="",
        validate_choice=True,
    )
    unit = StringField("责任单位", filters=[clean_text_of], validators=[at_most(MAX_UNIT)])
    person = StringField("责任人", filters=[clean_text_of], validators=[at_most(MAX_PERSON)])
    due = DateField(
        "整改时限", validators=[Optional(), day_in_range], invalid_value_message=NOT_A_DATE
    )
    reason = StringField("理由", filters=[clean_text_of], validators=[at_most(MAX_REASON)])
    main = IntegerField(
        "合并到第几号",
        validators=[Optional(), NumberRange(1, 2**63 - 1, NOT_A_NUMBER)],
        invalid_value_message=NOT_A_NUMBER,
    )
    do = StringField("按钮", default=KEEP, validators=[AnyOf(STEPS, "请点一个按钮")])

    def validate_reason(self, field: Any) -> None:
        """Ask for a reason where findings are not passed on."""
        if self.do.data == WITHDRAW and not field.data:
            raise ValidationError(GIVE_A_REASON)

    def validate_main(self, field: Any) -> None:
        """Ask which finding it is that others say the same as."""
        if self.do.data == DUPLICATE and not field.data:
            raise ValidationError(NAME_THE_MAIN)

    def conclusion(self) -> FieldValues:
        """The values of what was pressed."""
        pressed = self.do.data
        if pressed in (KEEP, NEXT):
            return kept_values()
        if pressed == REOPEN:
            return reopened_values()
        if pressed == WITHDRAW:
            return withdrawn_values(self.reason.data or "")
        if pressed == DUPLICATE:
            return duplicate_values(self.main.data or 0)
        return {}

    def values(self) -> FieldValues:
        chosen: dict[str, Any] = {
            "severity": Severity(self.severity.data) if self.severity.data else None,
            "unit": self.unit.data,
            "person": self.person.data,
            "due": self.due.data,
        }
        return {**{name: value for name, value in chosen.items() if value}, **self.conclusion()}


class ReviewForm(BatchForm):
    """What is asked of one finding; what is emptied goes back to the deputy's or the checklist's.

    ``seen`` is the last change that was on the screen.
    """

    description = TextAreaField("存在问题", filters=[clean_text_of], validators=[at_most(MAX_TEXT)])
    suggestion = TextAreaField("整改建议", filters=[clean_text_of], validators=[at_most(MAX_TEXT)])
    seen = IntegerField("改动", default=0, filters=[row_number], validators=[Optional()])

    def values(self) -> FieldValues:
        return {
            "description": self.description.data,
            "suggestion": self.suggestion.data,
            "severity": Severity(self.severity.data) if self.severity.data else None,
            "unit": self.unit.data,
            "person": self.person.data,
            "due": self.due.data,
            **self.conclusion(),
        }


def form_of(finding: Finding, seen: int, person: str, main: int | None) -> ReviewForm:
    """The form with what counts now; ``main`` is the number of what it was merged into."""
    return ReviewForm(
        description=finding.description,
        suggestion=finding.suggestion,
        severity=finding.severity.value,
        unit=finding.responsible_unit,
        person=person,
        due=finding.suggested_due,
        reason=finding.withdrawn_because or "",
        main=main,
        seen=seen,
    )


class SuggestionForm(Form):
    """``seen`` is the last review and ``revision`` the record's content that was on the screen."""

    words = TextAreaField("意见建议", filters=[clean_text_of], validators=[at_most(MAX_TEXT)])
    unit = StringField("建议承办单位", filters=[clean_text_of], validators=[at_most(MAX_UNIT)])
    seen = IntegerField("核定", default=0, filters=[row_number], validators=[Optional()])
    revision = IntegerField("记录", default=0, filters=[row_number], validators=[Optional()])
